# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging a bundle into an empty workbook, against the floor (floor.c), whole process against whole process.

Absolute times depend on the machine and say nothing; the ratio of two commands that took turns does.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 3


def run(command):
    """Runs a command; returns its wall-clock seconds and peak memory in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {command[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(build, source, folder, count):
    cli = [build / "src/cli/earshot-cli"]
    secret = folder / "passphrase"
    secret.write_text("bench\n")
    bundle = folder / "bundle.xml"
    subprocess.run([build / "tests/bench/bench-generate", str(count), bundle], check=True)
    empty = folder / "empty.earshot"
    subprocess.run(cli + ["--passphrase-file", secret, "init", "--bare", empty], check=True, stdout=subprocess.DEVNULL)

    ratios, floors, merges, again = [], [], [], []
    for _ in range(RUNS + 1):
        database, workbook = folder / "floor.db", folder / "merge.earshot"
        database.unlink(missing_ok=True)
        shutil.copyfile(empty, workbook)
        floor = run([build / "tests/bench/bench-floor", source / "src/core/store/schema/001.sql", bundle, database])
        merge = run(cli + ["--passphrase-file", secret, "merge", "--accept", "all", workbook, bundle])
        known = run(cli + ["--passphrase-file", secret, "merge", "--accept", "all", workbook, bundle])
        floors.append(floor)
        merges.append(merge)
        again.append(known)
        ratios.append(merge[0] / floor[0])
    # The first turn warmed the disk cache.
    ratios, floors, merges, again = ratios[1:], floors[1:], merges[1:], again[1:]
    print(
        f"merge {count:>7} contributions: {statistics.median(ratios):.2f} x floor "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f}); peak memory {max(m for _, m in merges):.0f} MiB, "
        f"floor {max(m for _, m in floors):.0f} MiB; bundle {bundle.stat().st_size / 1e6:.0f} MB; "
        f"merged again {statistics.median(a[0] / f[0] for a, f in zip(again, floors)):.2f} x floor",
        flush=True,
    )


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    source = pathlib.Path(__file__).resolve().parents[2]
    counts = [int(word) for argument in sys.argv[2:] for word in argument.split()]
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="earshot-bench-") as folder:
            measure(build, source, pathlib.Path(folder), count)


main()
