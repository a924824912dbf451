# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Earshot against floors and against others, whole process against whole process.

Absolute times depend on the machine and say nothing; the ratio of two commands that took turns does. On a machine that
does other things too, the ratio of processor times is steadier than that of the clock, so both are told. What is
printed are figures, not verdicts: the exit status says only whether everything could be run.
"""

import argparse
import base64
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

MAX_MEMORY_MIB = 64
MAX_REPORT_MIB = 256
PASSPHRASE = "bench"


class Run:
    """What one process took."""

    def __init__(self, command, stdin=None):
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if stdin:
            process.stdin.write(stdin.encode())
            process.stdin.close()
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - began
        self.processor = usage.ru_utime + usage.ru_stime
        self.mib = usage.ru_maxrss / 1024
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"bench: {' '.join(map(str, command))} ended with {process.returncode}\n{said.decode(errors='replace')}")


def take_turns(runs, *steps):
    """Runs the steps one after another, runs times; the first round only warms the disk cache when there are more."""
    rounds = [[step() for step in steps] for _ in range(runs + (runs > 1))]
    return rounds[1:] if runs > 1 else rounds


def add(ones):
    """One run made of several."""
    total = object.__new__(Run)
    total.seconds = sum(one.seconds for one in ones)
    total.processor = sum(one.processor for one in ones)
    total.mib = max(one.mib for one in ones)
    return total


def median(values):
    return statistics.median(list(values))


def tell(name, target, rounds, subject=0, against=1):
    """Prints the ratio of two columns of the rounds, the first to the second."""
    pairs = [(row[subject], row[against]) for row in rounds]
    clock = [a.seconds / b.seconds for a, b in pairs]
    processor = [a.processor / b.processor for a, b in pairs]
    print(
        f"{name:<34} {median(clock):6.2f} x (min {min(clock):.2f}, max {max(clock):.2f}; "
        f"processor {median(processor):.2f})  target {target:<9} "
        f"{median(a.seconds for a, _ in pairs):7.2f} s against {median(b.seconds for _, b in pairs):.2f} s; "
        f"peak {max(a.mib for a, _ in pairs):.0f} MiB against {max(b.mib for _, b in pairs):.0f}",
        flush=True,
    )


class Bench:
    def __init__(self, build, source, folder, counts, runs):
        self.build, self.source, self.folder = build, source, folder
        self.counts, self.runs = counts, runs
        self.window_counts = (100000, 1000000)
        self.secret = folder / "passphrase"
        self.secret.write_text(PASSPHRASE + "\n")
        self.memory = 0
        self.merged = {}  # count → what one contribution took in seconds of the processor, best of the runs
        self.empty = folder / "empty.earshot"
        self.earshot("init", "--bare", self.empty)
        shown = subprocess.run([self.build / "src/cli/earshot-cli", "merge", "--help"], capture_output=True, text=True, check=False)
        self.accept = ["--accept", "all"] if "--accept" in shown.stdout else []

    # What is run.

    def earshot(self, *arguments):
        return Run([self.build / "src/cli/earshot-cli", "--passphrase-file", self.secret, *arguments])

    def merge(self, workbook, bundle):
        run = self.earshot("merge", workbook, bundle, *self.accept)
        self.memory = max(self.memory, run.mib)
        return run

    def merge_into(self, start, bundle, workbook):
        shutil.copyfile(start, workbook)
        return self.merge(workbook, bundle)

    def floor(self, bundle, database):
        return Run([self.build / "tests/bench/bench-floor", self.source / "src/core/store/schema/001.sql", bundle, database])

    def floor_into(self, start, bundle, database):
        database.unlink(missing_ok=True)
        if start is not None:
            shutil.copyfile(start, database)
        return self.floor(bundle, database)

    def bundle(self, count, what):
        path = self.folder / f"{what}-{count}.xml"
        if not path.exists():
            subprocess.run([self.build / "tests/bench/bench-generate", str(count), path, what], check=True)
        return path

    def runs_for(self, count):
        return self.runs if self.runs else (3 if count <= 50000 else 1)

    # What is measured.

    def measure_merge(self):
        for count in self.counts:
            bundle, other = self.bundle(count, "one"), self.bundle(count, "other")
            database, workbook = self.folder / "floor.db", self.folder / "merge.earshot"
            rounds = take_turns(
                self.runs_for(count),
                lambda: self.merge_into(self.empty, bundle, workbook),
                lambda: self.floor_into(None, bundle, database),
            )
            tell(f"merge {count} into empty", "<= 1.50", rounds)
            self.merged[count] = min(merge.processor for merge, _ in rounds) / count
            full, full_database = self.folder / "full.earshot", self.folder / "full.db"
            workbook.rename(full)
            database.rename(full_database)
            rounds = take_turns(
                self.runs_for(count),
                lambda: self.merge_into(full, other, workbook),
                lambda: self.floor_into(full_database, other, database),
            )
            tell(f"merge {count} into full", "<= 1.50", rounds)
            for path in (full, full_database, database, workbook):
                path.unlink()

    def measure_again(self):
        if shutil.which("xmllint") is None:
            print("again: left out, since xmllint (Debian: libxml2-utils) is not installed")
            return
        for count in self.counts:
            bundle, workbook = self.bundle(count, "one"), self.folder / "again.earshot"
            self.merge_into(self.empty, bundle, workbook)
            rounds = take_turns(
                max(3, self.runs_for(count)),
                lambda: self.merge(workbook, bundle),
                lambda: add([Run(["xmllint", "--stream", "--noout", bundle]), self.earshot("list", workbook, "organisations")]),
            )
            tell(f"merge {count} again", "<= 1.50", rounds)
            workbook.unlink()

    def measure_growth(self):
        if len(self.merged) < 2:
            print("growth: needs merge with two counts or more")
            return
        small, large = min(self.merged), max(self.merged)
        print(
            f"{'growth':<34} {self.merged[large] / self.merged[small]:6.2f} x the processor time a contribution at {large} "
            f"against {small}, merged into an empty workbook  target <= 1.30",
            flush=True,
        )

    def measure_open(self):
        for count in self.counts[:1]:
            workbook = self.folder / "open.earshot"
            self.merge_into(self.empty, self.bundle(count, "one"), workbook)
            rounds = take_turns(
                3,
                lambda: self.earshot("list", workbook, "organisations"),
                lambda: self.earshot("list", self.empty, "organisations"),
                lambda: self.earshot("summary", workbook),
            )
            tell(f"open {count}", "(empty)", rounds)
            tell(f"summary of {count}", "(open)", rounds, 2, 0)
            workbook.unlink()

    def measure_count(self):
        """In one process and by turns, since opening a workbook takes longer than counting in it."""
        for count in self.counts:
            workbook = self.folder / "count.earshot"
            self.merge_into(self.empty, self.bundle(count, "one"), workbook)
            print(subprocess.run([self.build / "tests/bench/bench-count", workbook], capture_output=True, text=True, check=True).stdout,
                  end="", flush=True)
            workbook.unlink()

    def measure_report(self):
        """In one process and by turns, as counting is. What a report takes beyond rendering is held against one scan, and each size
        against the smallest: the processor's time a contribution."""
        cost = {}
        for count in self.counts:
            workbook, file = self.folder / "report.earshot", self.folder / "report.html"
            self.merge_into(self.empty, self.bundle(count, "report"), workbook)
            command = [self.build / "tests/bench/bench-report", workbook, file, str(self.runs or 3)]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            lines = [line.split() for line in said.splitlines()]
            first, mib = (next(float(line[1]) for line in lines if line[0] == name) for name in ("first", "mib"))
            runs = [[float(number) for number in line[1:]] for line in lines if line[0] == "run"]
            ratios = [built / read for read, built, _ in runs]
            read, built, render = (median(run[i] for run in runs) for i in range(3))
            cost[count] = built / count
            print(
                f"{f'annual report of {count}':<34} {median(ratios):6.2f} x one scan (min {min(ratios):.2f}, max {max(ratios):.2f}) beyond "
                f"rendering  target <= 3.00   {built:.2f} s of the processor, rendering {render:.2f} s more, the scan {read:.2f} s; the first "
                f"after the merge {first:.2f} s; peak {mib:.0f} MiB  target <= {MAX_REPORT_MIB} MiB",
                flush=True,
            )
            workbook.unlink()
        if len(cost) > 1:
            small, large = min(cost), max(cost)
            print(f"{'growth of the annual report':<34} {cost[large] / cost[small]:6.2f} x the time a contribution at {large} against {small}  "
                  "target <= 1.00", flush=True)

    def measure_seal(self):
        """Compressing makes the bytes that are encrypted and written far fewer, so sealing is held to the floor that
        compresses too; what raw secretstream of all the bytes takes is told beside it."""
        for count in self.counts:
            bundle, workbook, plain = self.bundle(count, "one"), self.folder / "keys.earshot", self.folder / "plain"
            files = {what: self.folder / what for what in ("seal", "floor", "raw")}
            tool = self.build / "tests/bench/bench-seal"
            runs = max(5, self.runs_for(count))
            rounds = take_turns(runs, *(lambda what=what: Run([tool, what, bundle, files[what], workbook]) for what in files))
            self.tell_sealing("seal", count, rounds)
            rounds = take_turns(runs, *(lambda what=what: Run([tool, f"un{what}", files[what], plain, workbook]) for what in files))
            self.tell_sealing("unseal", count, rounds)
            sizes = ", ".join(f"{what} {path.stat().st_size / 1e6:.1f}" for what, path in files.items())
            print(f"  MB of {bundle.stat().st_size / 1e6:.1f}: {sizes}", flush=True)
            for path in (*files.values(), workbook, plain):
                path.unlink()

    def tell_sealing(self, verb, count, rounds):
        tell(f"{verb} {count}", "<= 1.30", rounds)
        tell(f"{verb} {count}, raw", "(told)", rounds, 0, 2)

    def measure_erase(self):
        """What everyday work no longer pays, an erasure does, in proportion to the file."""
        for count in self.counts:
            start, workbook = self.folder / "start.earshot", self.folder / "erase.earshot"
            self.merge_into(self.empty, self.bundle(count, "one"), start)
            with self.bundle(count, "one").open() as lines:
                voice = next(found.group(1) for found in map(VOICE.search, lines) if found)
            rounds = take_turns(
                self.runs_for(count),
                lambda: self.erase(start, workbook, voice),
                lambda: self.earshot("check", start),
            )
            tell(f"erase one of {count}", "(check)", rounds)
            start.unlink()
            workbook.unlink()

    def erase(self, start, workbook, voice):
        shutil.copyfile(start, workbook)
        run = self.earshot("withdraw", "--voice", voice, "--yes", workbook)
        self.memory = max(self.memory, run.mib)
        return run

    # The window. Its figures are those of the frame clock in one process, which counts its own frames.

    def window(self, what, workbook):
        command = [self.source / "tests/display/run-display.sh", self.build / "tests/bench/bench-window", what, workbook, PASSPHRASE]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "GTK_A11Y": "none"})
        if done.returncode != 0 or "SKIP" in done.stdout:
            sys.exit(f"bench: bench-window {what} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        lines = (line.split() for line in done.stdout.splitlines())
        return {line[0]: float(line[1]) for line in lines if len(line) == 2}

    def measure_window(self):
        if shutil.which("Xvfb") is None:
            print("window: left out, since Xvfb (Debian: xvfb) is not installed")
            return
        memory = {}
        print("window: drawn by the processor (cairo) on a display that nobody sees (Xvfb); a screen's own chip draws faster", flush=True)
        for count in self.window_counts:
            workbook = self.folder / "window.earshot"
            self.merge_into(self.empty, self.bundle(count, "one"), workbook)
            runs = range(self.runs or 3)
            blank, opened = zip(*((self.window("blank", self.empty), self.window("open", workbook)) for _ in runs))
            ratios = [one["open-first-paint"] / other["blank-and-key"] for one, other in zip(opened, blank)]
            works = [one["open-first-paint-processor"] / other["blank-and-key-processor"] for one, other in zip(opened, blank)]
            print(
                f"{f'window open {count}':<34} {median(ratios):6.2f} x (min {min(ratios):.2f}, max {max(ratios):.2f}; processor {median(works):.2f})  "
                f"target <= 1.50  {median(one['open-first-paint'] for one in opened):.0f} ms against a blank window and the key "
                f"{median(one['blank-and-key'] for one in blank):.0f} ms; conversations are listed after "
                f"{median(one['open-sessions'] for one in opened):.0f} ms",
                flush=True,
            )
            found = self.window("voices", workbook) | self.window("capture", workbook)
            memory[count] = found
            for name in ("search-key", "capture-key"):
                print(
                    f"{f'{name} {count}':<34} {found[f'{name}-p95']:6.1f} ms at the 95th percentile, {found[f'{name}-p50']:.1f} at the "
                    f"median, {found[f'{name}-max']:.1f} at most  target <= 16.7 ms; of it the window worked "
                    f"{found[f'{name}-work-p95']:.1f} ms, {found[f'{name}-work-p50']:.1f}, {found[f'{name}-work-max']:.1f}",
                    flush=True,
                )
            print(
                f"{f'scroll {count}':<34} {found['scroll-frames-late']:6.0f} of {found['scroll-frames']:.0f} frames later than 33 ms after "
                f"the one before, {found['scroll-frames-late-by-work']:.0f} by the window's own work  target 0; work "
                f"{found['scroll-work-p50']:.1f} ms a frame at the median, {found['scroll-work-p99']:.1f} at the 99th percentile, "
                f"{found['scroll-work-max']:.1f} at most; by the clock {found['scroll-interval-p50']:.1f}, "
                f"{found['scroll-interval-p99']:.1f}, {found['scroll-interval-max']:.1f}; the longest frame took {found['scroll-frame-max']:.1f}",
                flush=True,
            )
            print(f"  first voices after {found['voices-first']:.0f} ms, all that filters need after {found['voices-names']:.0f} ms", flush=True)
            workbook.unlink()
        small, large = min(memory), max(memory)
        if small != large:
            growth = [memory[n]["resident-after-scroll"] for n in (large, small)]
            print(
                f"{'memory with the list open':<34} {growth[0] / growth[1]:6.2f} x at {large} against {small} "
                f"({growth[0]:.0f} MiB against {growth[1]:.0f})  target <= 1.10",
                flush=True,
            )

    def measure_keepassxc(self):
        if shutil.which("keepassxc-cli") is None:
            print("keepassxc: left out, since keepassxc-cli (Debian: keepassxc) is not installed")
            return
        count = self.counts[0]
        start, workbook = self.folder / "mine.earshot", self.folder / "merge.earshot"
        self.merge_into(self.empty, self.bundle(count, "base"), start)
        self.merge(start, self.bundle(count, "mine"))
        theirs = self.bundle(count, "theirs")
        vaults = [make_vault(self.folder, self.bundle(count, what)) for what in ("mine", "theirs")]
        rounds = take_turns(
            self.runs_for(count),
            lambda: merge_vaults(self.folder, *vaults),
            lambda: self.merge_into(start, theirs, workbook),
        )
        tell(f"keepassxc-cli merge of {count}", ">= 10", rounds)


VOICE = re.compile(r'<contribution id="([0-9a-f-]+)"')
RECORD = re.compile(r'<contribution id="([0-9a-f-]+)".*?<text( at=[^>]*)?>(.*?)</text>', re.DOTALL)
ENTRY = """<Entry><UUID>{uuid}</UUID><Times><CreationTime>2026-10-01T09:00:00Z</CreationTime>
<LastModificationTime>{changed}</LastModificationTime></Times>
<String><Key>Title</Key><Value>{title}</Value></String><String><Key>Notes</Key><Value>{notes}</Value></String>{history}</Entry>
"""


def make_vault(folder, bundle):
    """The same records as entries of a KeePassXC file: what changed has a history, in groups of thirty."""
    xml, vault = folder / f"{bundle.stem}.keepass.xml", folder / f"{bundle.stem}.kdbx"
    with xml.open("w") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<KeePassFile><Meta><Generator>bench</Generator></Meta><Root>\n')
        out.write(f"<Group><UUID>{uuid_of('root', 0)}</UUID><Name>Root</Name>\n")
        for n, (identity, stamp, text) in enumerate(RECORD.findall(bundle.read_text())):
            if n % 30 == 0:
                out.write("</Group>\n" if n else "")
                out.write(f"<Group><UUID>{uuid_of('group', n)}</UUID><Name>Session {n // 30}</Name>\n")
            fields = {"uuid": uuid_of("entry", n), "title": identity}
            first = ENTRY.format(**fields, changed="2026-10-01T09:00:00Z", notes="Said first", history="")
            out.write(
                ENTRY.format(
                    **fields,
                    changed="2026-10-02T09:00:00Z" if stamp else "2026-10-01T09:00:00Z",
                    notes=text,
                    history=f"<History>{first}</History>" if stamp else "",
                )
            )
        out.write("</Group></Group></Root></KeePassFile>\n")
    # The shortest key derivation that it allows: what it takes is not what is measured.
    Run(["keepassxc-cli", "import", "-q", "--decryption-time", "100", "--set-password", xml, vault], f"{PASSPHRASE}\n" * 2)
    return vault


def uuid_of(kind, n):
    return base64.b64encode(f"{kind:<6}{n:010}".encode()).decode()


def merge_vaults(folder, mine, theirs):
    vault = folder / "merge.kdbx"
    shutil.copyfile(mine, vault)
    return Run(["keepassxc-cli", "merge", "-q", "--same-credentials", vault, theirs], f"{PASSPHRASE}\n")


MEASURES = {
    "merge": "merging into an empty and into a full workbook, against parsing and inserting the same rows bare",
    "growth": "what a contribution takes in the largest merge against the smallest",
    "again": "merging what is known already, against xmllint --stream and opening the workbook",
    "keepassxc": "keepassxc-cli merge of as many entries, a tenth changed on each side, against Earshot's merge",
    "count": "a summary by two dimensions, against one scan of the table of voices",
    "report": "the annual report of thirty partners' records, against one scan of the table of voices beside rendering it",
    "seal": "sealing and unsealing a bundle, against compressing and raw secretstream, and against raw secretstream alone",
    "erase": "erasing one voice, with the rewriting of the file that follows, against checking the whole workbook",
    "window": "the window over 100,000 and 1,000,000 voices: opening, keys, scrolling, memory, by the frame clock",
    "open": "opening a full workbook against an empty one, and its summary against opening it",
}


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure; see --list")
    parser.add_argument("--counts", default="33000,300000", help="how many contributions, by commas (now: %(default)s)")
    parser.add_argument("--runs", type=int, default=0, help="rounds that count (now: 3, and 1 of more than 50,000 contributions)")
    parser.add_argument("--list", action="store_true", help="say what can be measured")
    options = parser.parse_args()
    if options.list:
        print("\n".join(f"{name:<10} {what}" for name, what in MEASURES.items()))
        return
    unknown = [name for name in options.names if name not in MEASURES]
    counts = sorted(int(count) for count in options.counts.split(",") if count.isdigit())
    if unknown or not counts or options.runs < 0:
        parser.error(f"there is nothing called {unknown[0]} to measure; see --list" if unknown else "counts are numbers, by commas")
    names = [name for name in MEASURES if not options.names or name in options.names]
    if "growth" in options.names and "merge" not in names:
        names.insert(0, "merge")
    with tempfile.TemporaryDirectory(prefix="earshot-bench-") as folder:
        bench = Bench(options.build.resolve(), pathlib.Path(__file__).resolve().parents[2], pathlib.Path(folder), counts, options.runs)
        if "--counts" in " ".join(sys.argv):
            bench.window_counts = counts
        busy = os.getloadavg()[0]
        print(f"{os.cpu_count()} processors, load {busy:.1f} at the start; ratios are the median of the rounds", flush=True)
        for name in names:
            getattr(bench, f"measure_{name}")()
        if bench.memory:
            print(f"{'peak memory of all merges':<34} {bench.memory:6.0f} MiB  target <= {MAX_MEMORY_MIB} MiB")


main()
