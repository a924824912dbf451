# SPDX-License-Identifier: GPL-3.0-or-later
"""Withdrawing consent, and the copies that still hold what was withdrawn."""

from earshot_cli import check, cli, equal, rows, run_all, test


def book(folder):
    return folder / "book.earshot"


def refs(folder):
    return [row["ref"] for row in rows(folder, "list", book(folder), "contributions")]


@test("one voice: what would go, then gone")
def _(folder):
    cli(folder, "init", book(folder), "--device", "Laptop")
    cli(folder, "add", book(folder), "session", "--title", "Morning", "--started", "2026-11-12")
    for ref in ("A1", "A2"):
        cli(folder, "add", book(folder), "contribution", "--session", "Morning", "--ref", ref, "--text", f"kestrel {ref}")
    copy = folder / "copy.earshot"
    cli(folder, "backup", book(folder), copy)
    equal([row["holds-erased"] for row in rows(folder, "backup", book(folder), "--list")], [False], "the copy is new")
    said = cli(folder, "withdraw", book(folder), "--voice", "A1", "--dry-run")
    check("Voices: 1" in said.text and "Morning" in said.text, said.text)
    refused = cli(folder, "withdraw", book(folder), "--voice", "A1", status=2)
    check("--yes" in refused.complaint, refused.complaint)
    equal(refs(folder), ["A1", "A2"], "nothing erased yet")
    done = cli(folder, "withdraw", book(folder), "--voice", "A1", "--yes")
    check("copy.earshot" in done.text, done.text)
    equal(refs(folder), ["A2"], "erased")


@test("copies that still hold the words are listed and made anew")
def _(folder):
    equal([row["holds-erased"] for row in rows(folder, "backup", book(folder), "--list")], [True], "the copy is old")
    cli(folder, "backup", book(folder), "--remake")
    equal([row["holds-erased"] for row in rows(folder, "backup", book(folder), "--list")], [False], "made anew")
    equal([row["ref"] for row in rows(folder, "list", folder / "copy.earshot", "contributions")], ["A2"], "the copy")


@test("a code word that nobody has, and no choice at all")
def _(folder):
    check("heron" in cli(folder, "withdraw", book(folder), "--code-word", "heron", "--yes", status=1).complaint, "not named")
    cli(folder, "withdraw", book(folder), "--yes", status=2)


run_all()
