# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real earshot-cli, and reports in TAP. EARSHOT_CLI names the program."""

import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

CLI = os.environ["EARSHOT_CLI"]
SOURCE = pathlib.Path(os.environ["EARSHOT_SOURCE_ROOT"])
# A raw key, which SQLCipher takes as it is: deriving one from words takes longer than most of what is tested.
PASSPHRASE = "x'" + "5ea1" * 16 + "'"
VERBS = (
    "init import add code list show search export merge merges undo quarantine devices summary map report "
    "digest check card unseal backup strategies codebook withdraw folder look agreement action coproduction "
    "editions quotes coverage assembly".split()
)
# Workbooks wait for the disk at every change; in memory, where there is room, that takes no time (tests/support/ear-test.c).
MEMORY = (
    "/dev/shm"
    if "TMPDIR" not in os.environ and os.access("/dev/shm", os.W_OK | os.X_OK) and shutil.disk_usage("/dev/shm").free >= 1 << 30
    else None
)
# A wait that is longer than this is a fault. Nothing waits for a fixed time.
PATIENCE = 120

_tests = []


class Skip(Exception):
    pass


class Failure(AssertionError):
    pass


def test(name):
    def register(function):
        _tests.append((name, function))
        return function

    return register


def check(claim, what):
    if not claim:
        raise Failure(what)


def equal(found, expected, what):
    check(found == expected, f"{what}: expected {expected!r}, found {found!r}")


def run_all():
    """Each test gets the same folder, so that later ones go on with the workbooks of earlier ones."""
    failed = 0
    print(f"1..{len(_tests)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="earshot-cli-", dir=MEMORY) as folder:
        for number, (name, function) in enumerate(_tests, 1):
            try:
                function(pathlib.Path(folder))
                print(f"ok {number} - {name}", flush=True)
            except Skip as reason:
                print(f"ok {number} - {name} # SKIP {reason}", flush=True)
            except Exception:  # A test that breaks is a test that failed.
                failed += 1
                print(f"not ok {number} - {name}")
                print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), flush=True)
    sys.exit(bool(failed))


class Result:
    def __init__(self, process):
        self.status, self.out, self.error = process.returncode, process.stdout, process.stderr

    @property
    def text(self):
        return self.out.decode()

    @property
    def complaint(self):
        return self.error.decode()


def raw(*arguments, stdin=b"", **more):
    """Runs the program as it is. Its session has no terminal."""
    more.setdefault("stdout", subprocess.PIPE)
    more.setdefault("stderr", subprocess.PIPE)
    if "stdin_file" in more:
        more["stdin"] = more.pop("stdin_file")
    else:
        more["input"] = stdin
    return Result(
        subprocess.run([CLI, *map(os.fspath, arguments)], start_new_session=True, timeout=PATIENCE, **more)
    )


def secret(folder, passphrase=PASSPHRASE, name="passphrase"):
    path = folder / name
    path.write_text(passphrase + "\n")
    return path


def cli(folder, *arguments, status=0, stdin=b"", passphrase=None):
    """Runs a verb with the passphrase from a file, and holds it to its exit status."""
    result = raw("--passphrase-file", passphrase or secret(folder), *arguments, stdin=stdin)
    check(
        result.status == status,
        f"{' '.join(map(str, arguments))}: status {result.status}, not {status}\n{result.text}{result.complaint}",
    )
    if status == 0:
        equal(re.sub(r"^earshot-cli: “.*(added|is not encrypted).*\n", "", result.complaint, flags=re.M), "", "standard error")
    else:
        check(result.complaint.startswith("earshot-cli: "), f"no reason is given: {result.complaint!r}")
    return result


def rows(folder, *arguments, kind="json"):
    """The list that a verb writes, read back by Python's own reader."""
    result = cli(folder, "--format", kind, *arguments)
    if kind == "json":
        return json.loads(result.out.decode("utf-8", "strict"))
    text = result.out.decode("utf-8", "strict")
    # RFC 4180: every record ends in CR LF.
    check(text.endswith("\r\n"), "the last line of CSV does not end in CR LF")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def digest(folder, workbook):
    found = cli(folder, "digest", workbook).text
    check(re.fullmatch(r"[0-9a-f]{64}\n", found), f"no SHA-256: {found!r}")
    return found


def have(tool):
    if shutil.which(tool) is None:
        raise Skip(f"{tool} is not installed")
