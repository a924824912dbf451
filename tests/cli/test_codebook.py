# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook from the command line: a coordinator changes and publishes it, a partner goes on with the old one."""

from earshot_cli import check, cli, digest, equal, rows, run_all, test


def figures(folder, book):
    return {row["name"]: row["voices"] for row in rows(folder, "list", book, "themes")}


def code(folder, book, ref, theme):
    cli(folder, "add", book, "contribution", "--text", f"voice {ref}", "--ref", ref)
    cli(folder, "code", "--coder", "R1", book, ref, theme)


@test("a partner's codings follow what the coordinator renamed, merged and split")
def _(folder):
    ours, theirs = folder / "ours.earshot", folder / "theirs.earshot"
    cli(folder, "init", "--device", "Coordinator", ours)
    cli(folder, "init", "--device", "Partner", theirs)
    for number, theme in enumerate(("waiting-times", "loneliness", "stigma", "waiting-times")):
        code(folder, theirs, f"V{number}", theme)
    said = cli(folder, "codebook", ours, "publish", "Winter 2026").text
    check("No version was published yet" in said and "new themes" in said, said)
    check("Nothing was changed" in cli(folder, "codebook", ours, "changes").text, "what was just published")
    cli(folder, "codebook", ours, "rename", "stigma", "Being judged")
    cli(folder, "codebook", ours, "merge", "loneliness", "respect")
    cli(folder, "codebook", ours, "split", "waiting-times", "Waiting for help", "Waiting rooms")
    news = ("“Stigma” is called “Being judged” now", "“Loneliness and isolation” is merged into “",
            "“Waiting times” is split into “Waiting for help”, “Waiting rooms”")
    said = cli(folder, "codebook", ours, "changes").text
    check(all(words in said for words in news) and len(said.splitlines()) == 4, said)
    check(all(words in cli(folder, "codebook", ours, "publish", "Spring 2027").text for words in news[:1]), "what is published")
    for book, other in ((ours, theirs), (theirs, ours), (ours, theirs)):
        cli(folder, "export", other, folder / "exchange.xml")
        told = cli(folder, "merge", "--accept", "all", book, folder / "exchange.xml").text
        check(all(words in told for words in news) == (book == theirs), told)
    equal(digest(folder, ours), digest(folder, theirs), "digest")
    for book in (ours, theirs):
        found = figures(folder, book)
        check("Stigma" not in found and "Loneliness and isolation" not in found, found)
        equal([found[name] for name in ("Being judged", "Waiting for help", "Waiting rooms", "Waiting times")], [1, 0, 0, 2],
              "voices")
        equal([row["ref"] for row in rows(folder, "codebook", book, "waiting")], ["V0", "V3"], "codings that wait")
        said = cli(folder, "codebook", book, "list").text
        check("Spring 2027" in said and "Coordinator" in said, said)


@test("what waits is settled by a person, once, and coding it again does not undo that")
def _(folder):
    ours = folder / "ours.earshot"
    cli(folder, "codebook", ours, "settle", "waiting-times", "Waiting rooms", "--ref", "V0")
    equal([row["ref"] for row in rows(folder, "codebook", ours, "waiting")], ["V3"], "codings that wait")
    before = digest(folder, ours)
    cli(folder, "code", "--coder", "R1", ours, "V0", "waiting-times")
    equal(digest(folder, ours), before, "digest after the same coding again")
    cli(folder, "codebook", ours, "settle", "waiting-times", "Waiting rooms", "Waiting for help")
    found = figures(folder, ours)
    equal([found["Waiting for help"], found["Waiting rooms"]], [1, 2], "voices of the parts")
    equal(rows(folder, "codebook", ours, "waiting"), [], "codings that wait")


@test("themes are made, written, ordered and split off, and it can be read who did what and what depends on it")
def _(folder):
    ours = folder / "ours.earshot"
    for name in ("Getting there", "Parking"):
        cli(folder, "codebook", ours, "add", name)
    cli(folder, "codebook", ours, "add", "Last bus", "Getting there")
    cli(folder, "codebook", ours, "set", "Getting there", "definition", "How people come to a place")
    cli(folder, "codebook", ours, "set", "Getting there", "colour", "3")
    cli(folder, "codebook", ours, "set", "Getting there", "colour")
    cli(folder, "codebook", ours, "before", "Parking", "Last bus")
    names = [row["name"] for row in rows(folder, "list", ours, "themes")]
    at = names.index("Getting there")
    equal(names[at:at + 3], ["Getting there", "Parking", "Last bus"], "order")
    for ref, text in (("B1", "No bus after six"), ("B2", "The bus is late"), ("B3", "Nowhere to park")):
        cli(folder, "add", ours, "contribution", "--text", text, "--ref", ref)
        cli(folder, "code", "--coder", "R1", ours, ref, "Getting there")
    cli(folder, "codebook", ours, "split-off", "Getting there", "By bus", "--words", "BUS")
    found = figures(folder, ours)
    equal([found["By bus"], found["Getting there"]], [2, 1], "voices")
    told = [row["what"] for row in rows(folder, "codebook", ours, "history", "Getting there")]
    equal(told, ["“By bus” split from it", "Colour taken out", "Colour changed", "Definition written",
                 "Moved in the order", "Made"], "history")
    uses = {row["kind"]: row["number"] for row in rows(folder, "codebook", ours, "uses", "Getting there")}
    equal([uses["codings"], uses["themes-below"], uses["part"]], [1, 2, 1], "uses")


@test("what makes no sense is refused, and nothing is changed")
def _(folder):
    ours = folder / "ours.earshot"
    before = digest(folder, ours)
    cli(folder, "codebook", ours, "merge", "respect", "loneliness", status=1)
    cli(folder, "codebook", ours, "rename", "respect", "Being judged", status=1)
    cli(folder, "codebook", ours, "split", "respect", "One", "one", status=1)
    cli(folder, "codebook", ours, "split", "respect", "One", status=2)
    cli(folder, "codebook", ours, "mend", "respect", status=2)
    cli(folder, "codebook", ours, "move", "respect", "listening", status=1)
    cli(folder, "codebook", ours, "add", "parking", status=1)
    cli(folder, "codebook", ours, "set", "respect", "retired", "true", status=2)
    cli(folder, "codebook", ours, "set", "respect", "colour", "blue", status=1)
    cli(folder, "codebook", ours, "split-off", "respect", "Being judged", status=1)
    equal(digest(folder, ours), before, "digest")


run_all()
