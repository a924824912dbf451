# SPDX-License-Identifier: GPL-3.0-or-later
"""Mapping themes to priorities from the command line."""

from earshot_cli import check, cli, digest, equal, rows, run_all, test

STRATEGY = "set-mental-health-2023"


def reasons(folder, book, theme):
    return [row["reason"] for row in rows(folder, "map", book, "list", "--strategy", STRATEGY) if row["theme"] == theme]


def exchange(folder, book, other):
    cli(folder, "export", book, folder / "exchange.xml")
    cli(folder, "merge", "--accept", "all", other, folder / "exchange.xml")
    equal(digest(folder, book), digest(folder, other), "digest")


@test("a theme counts for a priority with a reason, and both leave the lists of gaps")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "init", book)
    cli(folder, "codebook", book, "split", "waiting-times", "Buses to the clinic", "Waiting rooms")
    cli(folder, "codebook", book, "move", "Buses to the clinic")
    cli(folder, "add", book, "contribution", "--text", "No bus after six", "--ref", "V1")
    cli(folder, "code", "--coder", "R1", book, "V1", "Buses to the clinic")
    gaps = rows(folder, "map", book, "gaps")
    equal([row["voices"] for row in gaps if row["name"] == "Buses to the clinic"], [1], "a theme without a priority")
    cli(folder, "map", book, "set", "Buses to the clinic", f"{STRATEGY}/wm-3", "--reason", "Getting there is access")
    equal(reasons(folder, book, "Buses to the clinic"), ["Getting there is access"], "reason")
    check("Buses to the clinic" not in [row["name"] for row in rows(folder, "map", book, "gaps")], "still a gap")
    found = rows(folder, "list", book, "contributions", "--priority", f"{STRATEGY}/wm-3")
    check("No bus after six" in [row["text"] for row in found], found)


@test("another reason replaces the first; unset takes it off; both travel")
def _(folder):
    book, other = folder / "ours.earshot", folder / "theirs.earshot"
    cli(folder, "init", other)
    cli(folder, "map", book, "set", "Buses to the clinic", f"{STRATEGY}/wm-3", "--reason", "Second thoughts")
    equal(reasons(folder, book, "Buses to the clinic"), ["Second thoughts"], "reason")
    exchange(folder, book, other)
    equal(reasons(folder, other, "Buses to the clinic"), ["Second thoughts"], "reason there")
    cli(folder, "map", book, "unset", "Buses to the clinic", f"{STRATEGY}/wm-3")
    exchange(folder, book, other)
    equal(reasons(folder, other, "Buses to the clinic"), [], "reasons after it was taken off")


@test("what is not mapped cannot be taken off, and nothing is changed")
def _(folder):
    book = folder / "ours.earshot"
    before = digest(folder, book)
    said = cli(folder, "map", book, "unset", "Buses to the clinic", f"{STRATEGY}/wm-3", status=1)
    check("Nothing was changed" in said.complaint, said.complaint)
    cli(folder, "map", book, "set", "No such theme", f"{STRATEGY}/wm-3", status=1)
    cli(folder, "map", book, "set", "Buses to the clinic", status=2)
    cli(folder, "map", book, "forget", status=2)
    equal(digest(folder, book), before, "digest")


run_all()
