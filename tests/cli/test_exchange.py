# SPDX-License-Identifier: GPL-3.0-or-later
"""Exporting, merging, reporting and copying: what leaves a workbook and what comes in."""

import re
import shutil

from earshot_cli import check, cli, digest, equal, raw, rows, run_all, secret, test

state = {}


def paths(folder, *names):
    return [folder / name for name in names]


@test("two workbooks meet through a third, in either order")
def _(folder):
    one, other, first, second, a, b = paths(
        folder, "one.earshot", "other.earshot", "first.earshot", "second.earshot", "one.xml", "other.xml"
    )
    for book, name, text in [(one, "One", "Ramp needed"), (other, "Other", "উপরে যাওয়ার পথ নেই")]:
        cli(folder, "init", "--bare", "--device", name, book)
        cli(folder, "add", book, "contribution", "--text", text, "--ref", name)
    cli(folder, "export", one, a)
    cli(folder, "export", other, b)
    cli(folder, "init", "--bare", first)
    shutil.copyfile(first, second)
    counts = rows(folder, "merge", "--accept", "all", first, a, b)
    equal({(row["file"], row["kind"], row["added"]) for row in counts},
          {(str(path), kind, 1) for path in (a, b) for kind in ("devices", "contributions")}, "counts by kind")
    cli(folder, "merge", "--accept", "all", second, b, a)
    state["digest"] = digest(folder, first)
    equal(digest(folder, second), state["digest"], "the digest of the other order")


@test("a merge again changes nothing, and says so")
def _(folder):
    first, a = paths(folder, "first.earshot", "one.xml")
    counts = rows(folder, "merge", first, a, kind="csv")
    equal([(row["added"], row["unchanged"]) for row in counts], [("0", "1")] * 2, "counts")
    equal(digest(folder, first), state["digest"], "digest")


@test("of several files one that is broken keeps all out")
def _(folder):
    fresh, b, broken = paths(folder, "fresh.earshot", "other.xml", "broken.xml")
    cli(folder, "init", "--bare", fresh)
    broken.write_bytes(b.read_bytes()[:-40])
    for arguments in ([b, broken], [b, folder / "nowhere.xml"]):
        result = cli(folder, "merge", fresh, *arguments, status=1)
        check(arguments[-1].name in result.complaint, result.complaint)
        equal(result.text, "", "standard output of a refused merge")
    equal(rows(folder, "list", fresh, "voices"), [], "voices of the file that was whole")


@test("an export or a report never writes over a workbook")
def _(folder):
    one, other = paths(folder, "one.earshot", "other.earshot")
    link = folder / "link.html"
    link.hardlink_to(one)
    before = one.read_bytes(), other.read_bytes()
    cli(folder, "export", one, one, status=1)
    cli(folder, "export", one, other, status=1)
    cli(folder, "report", one, "-o", link, status=1)
    equal((one.read_bytes(), other.read_bytes()) == before, True, "both workbooks are untouched")


@test("an export that cannot be written leaves no half file")
def _(folder):
    result = cli(folder, "export", folder / "one.earshot", folder / "no such folder" / "one.xml", status=1)
    check("one.xml" in result.complaint, result.complaint)


@test("the part of a group that was deleted is asked for by its id, and holds no words")
def _(folder):
    book, whole, gone, part = paths(folder, "parts.earshot", "whole.xml", "gone.xml", "part.xml")
    cli(folder, "init", "--device", "Parts", book)
    cli(folder, "add", book, "contribution", "--text", "Said among carers", "--group", "Carers")
    cli(folder, "export", book, part, "--group", "Carers")
    check("Said among carers" in part.read_text(), "the part of the group")
    group = next(row["id"] for row in rows(folder, "list", book, "groups") if row["name"] == "Carers")
    # What somebody else would send who deleted it.
    cli(folder, "export", book, whole)
    stamp = re.search(r'<device id="[^"]*" at="([^"]*)"', whole.read_text()).group(1)
    later = f"{stamp[:10]}T23:59:59.000Z"
    deleted, n = re.subn(rf'(<group id="{group}") at="[^"]*" by="[^"]*"[^>]*>(.*?)(</group>)',
                         lambda found: f'{found[1]} at="{later}" by="2"><deleted>true</deleted><name>Carers</name></group>',
                         whole.read_text(), flags=re.S)
    equal(n, 1, "groups")
    gone.write_text(deleted)
    cli(folder, "merge", book, gone)
    cli(folder, "export", book, part, "--group", "Carers", status=1)
    cli(folder, "export", book, part, "--group", group)
    check("Said among carers" not in part.read_text() and group in part.read_text(), "the part of the deleted group")


@test("a report is written as a page, a document and a table")
def _(folder):
    for end in ("html", "odt", "csv"):
        path = folder / f"report.{end}"
        cli(folder, "report", folder / "first.earshot", "-o", path, "--title", "What we heard")
        check(path.stat().st_size > 100, f"{path.name} is empty")


@test("a backup opens with the same passphrase and holds the same")
def _(folder):
    first, copy = paths(folder, "first.earshot", "copy.earshot")
    cli(folder, "backup", first, copy)
    equal(digest(folder, copy), state["digest"], "digest")
    before = copy.read_bytes()
    cli(folder, "backup", first, copy, status=1)
    equal(copy.read_bytes() == before, True, "the backup that was there is untouched")


@test("a result that cannot be printed is an error, and what was done is done")
def _(folder):
    with open("/dev/full", "wb") as full:
        result = raw("-p", secret(folder), "add", folder / "fresh.earshot", "contribution", "--text", "kept", stdout=full)
    equal(result.status, 1, "status")
    check("could not be written" in result.complaint, result.complaint)
    equal([row["text"] for row in rows(folder, "list", folder / "fresh.earshot", "voices")], ["kept"], "voices")


run_all()
