# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line itself: help, exit statuses, completion, manual pages. No workbook is opened."""

import functools
import json
import os
import re
import subprocess

from earshot_cli import VERBS, check, equal, have, raw, run_all, secret, test


@functools.cache
def told(*arguments):
    """What the program says of itself, which is the same each time."""
    return raw(*arguments)


@test("help for the whole names every verb")
def _(folder):
    result = raw("--help")
    equal((result.status, result.complaint), (0, ""), "--help")
    for verb in VERBS:
        check(re.search(rf"^  {verb} +\S", result.text, re.M), f"{verb} is not in --help")
    equal(raw("-h").text, result.text, "-h")


@test("help for each verb says how it goes and what it does")
def _(folder):
    for verb in VERBS:
        result = told(verb, "--help")
        equal((result.status, result.complaint), (0, ""), f"{verb} --help")
        check(f"earshot-cli {verb} [OPTION…]" in result.text, f"{verb} --help does not say how it goes")
        check("Example:" in result.text, f"{verb} --help has no example")
        check("--passphrase-file" in result.text, f"{verb} --help does not name --passphrase-file")
        # What breaks the line is the table of options, which GLib writes; prose fits a terminal.
        prose = result.text.split("Options:")[0]
        check(max(map(len, prose.splitlines())) <= 80, f"{verb} --help has long lines")


@test("the version is told")
def _(folder):
    result = raw("--version")
    equal(result.status, 0, "status")
    check(re.fullmatch(r"earshot-cli \d+\.\d+\.\d+\n", result.text), result.text)


@test("a command line that is not understood gives status 2, a reason and a hint")
def _(folder):
    p = ["--passphrase-file", secret(folder)]
    for arguments, reason in [
        ([], "verb is missing"),
        (["sing"], "no verb “sing”"),
        (["--sing"], "--sing"),
        (["digest"], "missing"),
        (["digest", "a", "b"], "too many"),
        (["--format", "csv", "digest", "a"], "no list"),
        (["list", "--format", "xml", "a", "b"], "text, csv, json"),
        (["--format", "csv", "list", "--format", "json", "a", "sessions"], "twice"),
        (p + ["list", "a", "songs"], "contributions"),
        (["add", "a", "song"], "session"),
        (["summary", "--by", "song", "a"], "theme, group"),
        (["summary", "--by", "theme,song", "a"], "two or three"),
        (["summary", "--by", "theme,group,place,period", "a"], "two or three"),
        (["summary", "--by", "theme,theme", "--protect", "nhs", "a"], "two different"),
        (["summary", "--by", "theme,group,place", "--protect", "nhs", "a"], "--protect takes"),
        (["summary", "--by", "theme,group", "--own", "a"], "--own"),
        (["summary", "--period", "week", "a"], "quarter"),
        (["import", "--only", "A", "--except", "B", "a", "b"], "cannot hold together"),
        (["import", "--map", "text", "a", "b"], "FIELD=COLUMN"),
        (["init", "--sector", "vcse", "a"], "--organisation"),
        (["code", "a"], "--from"),
        (["code", "--from", "x", "a", "b", "c"], "not both"),
        (["add", "a", "session", "--theme", "x"], "no theme"),
        (["report", "a"], "--output"),
        (["strategies", "--load", "x"], "workbook"),
        (["card", "a", "show"], "and a file"),
        (["card", "a", "sing", "b"], "accept"),
        (["card", "a", "show", "b", "--words", "x"], "go with"),
        (["export", "a", "b", "--since-last"], "one --to"),
        (["export", "a", "b", "--since-last", "--to", "x", "--to", "y"], "one --to"),
        (["export", "a", "b", "--new-passphrase", "--file-passphrase-file", "x"], "one passphrase"),
        (["export", "a", "b", "--file-passphrase", "x"], "--file-passphrase"),
        (["unseal", "a", "b"], "--output"),
        (["unseal", "a", "b", "-o", "b"], "take the place"),
        (["--passphrase-file", "-", "digest", "a"], "not read from standard input"),
        (["digest", "a"], "no terminal"),
        (["--passphrase", "x", "digest", "a"], "--passphrase"),
    ]:
        result = raw(*arguments)
        equal(result.status, 2, f"status of {arguments}")
        equal(result.text, "", f"standard output of {arguments}")
        check(reason in result.complaint, f"{arguments}: {result.complaint!r} does not say {reason!r}")
        check("--help”" in result.complaint, f"{arguments}: no hint in {result.complaint!r}")


@test("what is refused gives status 1 and a reason")
def _(folder):
    for arguments, reason in [
        (["--passphrase-file", folder / "nowhere", "digest", "a"], "nowhere"),
        (["--passphrase-file", folder, "digest", "a"], "passphrase"),
        (["report", "-o", folder / "report.doc", "a"], "report.doc"),
        (["--passphrase-file", secret(folder), "digest", folder / "nothing.earshot"], "nothing.earshot"),
        (["--passphrase-file", secret(folder, "x" * 2000, "long"), "digest", "a"], "too long"),
    ]:
        result = raw(*arguments)
        equal(result.status, 1, f"status of {arguments}: {result.complaint}")
        check(reason in result.complaint, f"{arguments}: {result.complaint!r} does not say {reason!r}")


@test("output that cannot be written is an error")
def _(folder):
    with open("/dev/full", "wb") as full:
        result = raw("--help", stdout=full)
    equal(result.status, 1, "status where the disk is full")
    check("could not be written" in result.complaint, result.complaint)
    reader, writer = os.pipe()
    os.close(reader)
    result = raw("--help", stdout=writer)
    os.close(writer)
    equal(result.status, 1, "status where the reader has gone")
    check("could not be written" in result.complaint, result.complaint)


@test("the strategies that ship are listed without a workbook, and without a passphrase")
def _(folder):
    result = raw("strategies", "-f", "json")
    equal(result.status, 0, result.complaint)
    names = {row["slug"] for row in json.loads(result.text)}
    check({"set-mental-health-2023", "mse-ics-2023", "thurrock-tobacco"} <= names, f"found {names}")


def complete(folder, *words):
    """What bash offers for the last word."""
    script = folder / "completion"
    script.write_bytes(told("--generate", "completion").out)
    done = subprocess.run(
        ["bash", "-c", 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _earshot_cli; printf "%s\\n" "${COMPREPLY[@]}"',
         script, "earshot-cli", *words],
        capture_output=True, text=True, cwd=folder, check=True,
    )
    equal(done.stderr, "", f"complaints of bash while completing {words}")
    return done.stdout.split()


@test("the completion is bash that knows the verbs, their options and what they take")
def _(folder):
    have("bash")
    script = told("--generate", "completion").out
    checked = subprocess.run(["bash", "-n"], input=script, capture_output=True)
    equal((checked.returncode, checked.stderr), (0, b""), "bash -n")
    equal(sorted(complete(folder, "")), sorted(VERBS), "verbs")
    equal(complete(folder, "su"), ["summary"], "su…")
    equal(complete(folder, "summary", "--peri"), ["--period"], "--peri…")
    equal(complete(folder, "summary", "--period", "f"), ["financial-year"], "--period f…")
    equal(complete(folder, "list", "--feeling", "work"), ["working-well"], "--feeling work…")
    equal(complete(folder, "--format", "j"), ["json"], "--format j… before the verb")
    equal(complete(folder, "list", "--format", "j"), ["json"], "--format j… after the verb")
    check("themes" in complete(folder, "list", "a.earshot", "th"), "kinds to list")
    (folder / "a b.earshot").touch()
    check("passphrase" in complete(folder, "digest", "-p", "passp"), "files for -p")


@test("help, completion and manual name the same options")
def _(folder):
    completion = told("--generate", "completion").text
    for verb in VERBS:
        # Only what begins a line is an option; prose speaks of others.
        shown = set(re.findall(r"^  (?:-.,? )?--([a-z-]+)\b", told(verb, "--help").text.split("Options:")[1].split("Example:")[0], re.M))
        page = told("--generate", "man", verb).text
        documented = set(re.findall(r"^\.It Fl (?:. , Fl )?\\-([a-z-]+)", page, re.M))
        offered = re.search(rf"^    {verb}\)\n      options='([^']*)'", completion, re.M).group(1)
        equal(documented, shown, f"the manual of {verb}")
        equal({word.removeprefix("--") for word in offered.split()}, shown, f"the completion of {verb}")


@test("the manual pages are clean")
def _(folder):
    have("mandoc")
    for verb in [None, *VERBS]:
        page = folder / f"earshot-cli{'-' + verb if verb else ''}.1"
        page.write_bytes(told("--generate", "man", *([verb] if verb else [])).out)
        found = subprocess.run(["mandoc", "-T", "lint", page], capture_output=True, text=True).stdout
        # That the other pages are not installed where it is built says nothing of this one.
        wrong = [line for line in found.splitlines() if "referenced manual not found" not in line]
        equal(wrong, [], page.name)


run_all()
