#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what `meson test` ran: summary.py LOG-DIRECTORY [MESON-STATUS]

Every subtest of a TAP program counts by itself. A program that ends badly
without a failed subtest (a crash, a time limit, too few subtests) counts as one
failure. The last line is always "N passed, N failed, N skipped"; the exit
status is 1 when something failed or nothing ran.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TAIL_LINES = 40
GOOD = {"OK", "SKIP", "EXPECTEDFAIL"}
SKIP_PLAN = re.compile(r"^1\.\.0\b[^#]*#\s*skip\S*\s*(.*)$", re.IGNORECASE | re.MULTILINE)


def short_name(pretty):
    """meson names a program "project:suite / name"."""
    return pretty.rsplit(" / ", 1)[-1]


def read_cases(path):
    """Returns {program: [(subtest, result, explanation)]} from the JUnit report."""
    cases = {}
    for case in ElementTree.parse(path).iter("testcase"):
        # A program with subtests is a class "project.program" of its own. One
        # without is a case of the class "project".
        name = case.get("name", "")
        _, dot, program = case.get("classname", "").partition(".")
        if not dot:
            program, name = name, ""
        if case.find("failure") is not None or case.find("error") is not None:
            result = "failed"
        elif case.find("skipped") is not None:
            result = "skipped"
        else:
            result = "passed"
        explanation = (case.findtext("system-out") or "").strip()
        cases.setdefault(short_name(program), []).append((name, result, explanation))
    return cases


def read_programs(path):
    """Returns one dictionary a program, in the order they ended."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def log_of(program):
    return "\n".join(filter(None, (program.get("stdout"), program.get("stderr")))).rstrip()


def whole_skip_reason(program):
    found = SKIP_PLAN.search(program.get("stdout") or "")
    if found:
        return found.group(1).strip()
    return log_of(program).rsplit("\n", 1)[-1].strip()


def describe_end(program):
    result = program["result"]
    status = program.get("returncode")
    if result == "TIMEOUT":
        return "ran past its time limit"
    if isinstance(status, int) and status < 0:
        return f"ended by signal {-status}"
    return f"ended early or badly (status {status})"


class Summary:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []
        self.logs = []

    def add(self, program, cases):
        name = short_name(program["name"])
        bad = program["result"] not in GOOD
        failed_before = len(self.failed)
        for subtest, result, explanation in cases:
            label = f"{name}: {subtest}" if subtest else name
            if result == "passed" and not (bad and not subtest):
                self.passed += 1
            elif result == "skipped":
                self.skipped.append((label, explanation if subtest else whole_skip_reason(program)))
            elif subtest or not bad:
                self.failed.append(label)
        if bad and len(self.failed) == failed_before:
            self.failed.append(f"{name}: {describe_end(program)}")
        if len(self.failed) > failed_before:
            self.logs.append((name, log_of(program)))

    def show(self):
        for label, reason in self.skipped:
            print(f"skipped  {label}" + (f"  ({reason})" if reason else ""))
        for name, log in self.logs:
            lines = log.split("\n")
            print(f"\n--- the last lines of {name} ---")
            print("\n".join(lines[-TAIL_LINES:]))
        if self.logs:
            print()
        for label in self.failed:
            print(f"failed   {label}")
        print(f"{self.passed} passed, {len(self.failed)} failed, {len(self.skipped)} skipped")


def main():
    folder = Path(sys.argv[1])
    meson_status = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    summary = Summary()
    try:
        cases = read_cases(folder / "testlog.junit.xml")
        for program in read_programs(folder / "testlog.json"):
            summary.add(program, cases.get(short_name(program["name"]), []))
    except FileNotFoundError as error:
        print(f"No test ran: there is no {error.filename}.")
    except (ElementTree.ParseError, json.JSONDecodeError) as error:
        print(f"The report of meson test cannot be read: {error}.")
        summary.failed.append("the report of meson test")
    if meson_status != 0 and not summary.failed:
        print(f"meson test ended with status {meson_status}, though no test failed.")
    summary.show()
    ran = summary.passed + len(summary.failed)
    return 1 if summary.failed or not ran or meson_status != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
