# SPDX-License-Identifier: GPL-3.0-or-later
"""A Community Assembly from the command line: an evening, its record, and what the next one raises again."""

import re
import shutil
import subprocess
import zipfile

from earshot_cli import check, cli, digest, equal, rows, run_all, test

CARD = "One card says that somebody is a carer"


def written(folder, book, *options):
    path = folder / "record.html"
    cli(folder, "assembly", book, "record", "Spring Assembly", "--output", path, *options)
    return path.read_text(encoding="utf-8")


def of(shown, what):
    return [row for row in shown if row["what"] == what]


@test("an evening is written down, item by item and table by table")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "init", book, "--organisation", "Our Healthwatch")
    run = lambda *words: cli(folder, "assembly", book, *words)
    cli(folder, "codebook", book, "add", "Whom to ring")
    run("new", "Spring Assembly", "--started", "2026-04-14T18:00", "--venue", "The hub")
    run("item", "Spring Assembly", "What would make a visit easier?", "--minutes", "20")
    run("item", "Spring Assembly", "One card for carers", "--nature", "proposal")
    run("item", "Spring Assembly", "Where do we meet next?")
    run("move", "Spring Assembly", "--item", "3", "--to", "1")
    run("move", "Spring Assembly", "--item", "1", "--to", "3")
    run("table", "Spring Assembly", "Table 1", "--sector", "residents", "--people", "12", "--group", "Carers")
    run("table", "Spring Assembly", "table 2", "--sector", "faith", "--people", "9")
    run("table", "Spring Assembly", "Table 3", "--sector", "voluntary", "--people", "4")
    run("say", "Spring Assembly", "@table 1 - nobody knows whom to ring #whom-to-ring", "--item", "1")
    run("say", "Spring Assembly", "@table 3 - the door is too heavy", "--item", "1")
    run("say", "Spring Assembly", "@table 3 who pays for it", "--item", "2", "--stance", "concern")
    run("say", "Spring Assembly", "@table 2 one of us wants no card", "--item", "2", "--stance", "minority-view")
    run("support", "Spring Assembly", "--item", "2", "--table", "table 1", "--for", "8", "--against", "4", "--started", "2026-04-14T19:00")
    run("reword", "Spring Assembly", CARD, "--item", "2")
    run("support", "Spring Assembly", "--item", "2", "--table", "table 1", "--for", "11", "--against", "1", "--started", "2026-04-14T19:10")
    run("support", "Spring Assembly", "--item", "2", "--table", "table 2", "--for", "9", "--against", "0", "--unsure", "0")
    run("support", "Spring Assembly", "--item", "2", "--table", "table 3", "--for", "3", "--against", "1")
    run("outcome", "Spring Assembly", "We want the card, and to know who pays.", "--item", "2", "--decision", "agreed-with-concerns")
    cli(folder, "action", book, "add", "Find out who pays for the card", "--organisation", "A council", "--due", "2026-09-30")
    run("action", "Spring Assembly", "Find out who pays for the card", "--item", "2")

    shown = rows(folder, "assembly", book, "show", "Spring Assembly")
    equal([row["words"] for row in of(shown, "item")], ["What would make a visit easier?", CARD, "Where do we meet next?"], "agenda")
    equal([row["words"] for row in of(shown, "wording")], ["One card for carers"], "the wording before")
    equal([(row["table"], row["kind"], row["people"]) for row in of(shown, "table")],
          [("table 1", "residents", 12), ("table 2", "faith", 9), ("table 3", "voluntary", 4)], "tables")
    equal([(row["table"], row["kind"]) for row in of(shown, "input")],
          [("table 1", None), ("table 3", None), ("table 3", "concern"), ("table 2", "minority-view")], "inputs")
    equal([(row["table"], row["words"], row["earlier"]) for row in of(shown, "support")][:2],
          [("table 1", "For 11 · Against 1", False), ("table 1", "For 8 · Against 4", True)], "counted twice")
    listed = rows(folder, "assembly", book, "list")[0]
    equal((listed["items"], listed["decided"], listed["tables"], listed["voices"], listed["actions"]), (3, 1, 3, 4, 1), "the list")


@test("its record names no small table, shows no small number and quotes only what may be quoted")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "assembly", book, "say", "Spring Assembly", "@table 1 our own words may stand here", "--item", "1", "--permission", "quote")
    cli(folder, "assembly", book, "say", "Spring Assembly", "@table 3 these stay in this workbook", "--item", "1", "--permission", "internal")
    text = written(folder, book)
    for words in ("table 1", "table 2", "our own words may stand here", CARD, "One card for carers", "Agreed, with concerns",
                  "We want the card, and to know who pays.", "Find out who pays for the card", "A council", "Concerns", "Minority views"):
        check(words in text, f"{words} is not in the record")
    for words in ("table 3", "Voluntary", "nobody knows whom to ring", "the door is too heavy", "these stay in this workbook", "who pays for it"):
        check(words not in text, f"{words} is in the record")
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", text)
    check("✱" in cells, "a hidden figure")
    check(not {"1", "3", "4"} & set(cells), f"a small number among {cells}")
    exact = written(folder, book, "--protect", "internal")
    check("table 3" in exact and "Not for publishing" in exact, "the internal record")
    check("these stay in this workbook" not in exact, "an internal voice")


@test("the record is a text document and pages to print, too")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "assembly", book, "record", "Spring Assembly", "--output", folder / "record.odt")
    content = zipfile.ZipFile(folder / "record.odt").read("content.xml").decode("utf-8")
    check(CARD in content and "table 3" not in content, "the text document")
    cli(folder, "assembly", book, "record", "Spring Assembly", "--output", folder / "record.pdf")
    if shutil.which("pdftotext"):
        pages = subprocess.run(["pdftotext", folder / "record.pdf", "-"], capture_output=True, text=True, check=True).stdout
        check(CARD in " ".join(pages.split()) and "table 3" not in pages, "the pages to print")
    said = cli(folder, "assembly", book, "record", "Spring Assembly", "--output", folder / "record.csv", status=2)
    check("is no table" in said.complaint, said.complaint)


@test("what the next Assembly raises again, and what moved since")
def _(folder):
    book = folder / "ours.earshot"
    run = lambda *words: cli(folder, "assembly", book, *words)
    run("new", "Autumn Assembly", "--started", "2026-10-13T18:00")
    run("item", "Autumn Assembly", CARD + ".", "--nature", "proposal")
    run("say", "Autumn Assembly", "@table 4 still nobody to ring #whom-to-ring", "--item", "1")
    run("support", "Autumn Assembly", "--item", "1", "--table", "table 4", "--fingers", "0,0,0,2,3,5")
    cli(folder, "action", book, "step", "Find out who pays for the card", "--status", "done", "--day", "2026-09-01")
    found = rows(folder, "assembly", book, "compare")
    themes = {(row["assembly"], row["times"]) for row in of(found, "theme") if row["times"] == 2}
    equal(themes, {("Spring Assembly", 2), ("Autumn Assembly", 2)}, "raised again")
    equal([(row["assembly"], row["percent"]) for row in of(found, "asked")], [("Spring Assembly", 92), ("Autumn Assembly", 100)], "support")
    equal([(row["name"], row["state"]) for row in of(found, "action")], [("Find out who pays for the card", "done")], "what moved")


@test("search finds items by their wording and their outcome")
def _(folder):
    book = folder / "ours.earshot"
    equal([(row["assembly"], row["wording"]) for row in rows(folder, "search", book, "card", "carer", "--items")],
          [("Autumn Assembly", CARD + "."), ("Spring Assembly", CARD)], "by wording, the newest first")
    equal([row["decision"] for row in rows(folder, "search", book, "WHO", "pays", "--items")], ["agreed-with-concerns"], "by outcome")
    equal(rows(folder, "search", book, "zebra", "--items"), [], "a search in vain")
    check("--items lists them" in cli(folder, "search", book, "card").text, "a search for voices does not mention items")


@test("all of it goes to a partner, sealed or not, and nothing that may not leave")
def _(folder):
    ours = folder / "ours.earshot"
    before = [row for row in rows(folder, "assembly", ours, "show", "Spring Assembly") if row["permission"] != "internal"]
    for kind, is_sealed in (("plain", False), ("sealed", True)):
        theirs, card, file = folder / f"{kind}.earshot", folder / f"{kind}.earshot-card.xml", folder / f"assembly-{kind}"
        cli(folder, "init", "--bare", theirs, "--organisation", "A partner", "--device", kind)
        cli(folder, "card", theirs, "write", card)
        cli(folder, "card", ours, "accept", card)
        cli(folder, "export", ours, file, *(("--to", card) if is_sealed else ()))
        cli(folder, "merge", theirs, file, "--accept", "all")
        after = rows(folder, "assembly", theirs, "show", "Spring Assembly")
        drop = lambda shown: [{key: value for key, value in row.items() if key not in ("groups", "themes")} for row in shown]
        equal(drop(after), drop(before), f"the Assembly by {kind} file")
        check(not is_sealed or CARD.encode() not in file.read_bytes(), "words in a sealed file")


@test("what was removed is shown as removed for as long as something was said to it")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "assembly", book, "remove", "Spring Assembly", "--item", "1")
    cli(folder, "assembly", book, "remove", "Spring Assembly", "--table", "table 3")
    shown = rows(folder, "assembly", book, "show", "Spring Assembly")
    removed = [row for row in of(shown, "item") if row["removed"]]
    equal([row["words"] for row in removed], ["What would make a visit easier?"], "removed items")
    equal(len([row for row in of(shown, "input") if row["item"] == "removed"]), 4, "what was said to it")
    equal([row["table"] for row in of(shown, "input") if row["kind"] == "concern"], ["table 3 (removed)"], "a removed table")
    check("Taken off the agenda: What would make a visit easier?" in written(folder, book), "the record")


@test("what is wrong is refused before anything is written")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "add", book, "session", "--title", "Coffee morning")
    before = digest(folder, book)
    for words, status in (
        (("show", "Coffee morning"), 1), (("item", "Spring Assembly"), 2), (("support", "Spring Assembly", "--item", "1"), 1),
        (("support", "Spring Assembly", "--item", "9", "--for", "3"), 1), (("support", "Spring Assembly", "--item", "1", "--for", "many"), 2),
        (("support", "Spring Assembly", "--item", "1", "--fingers", "1,2"), 2), (("outcome", "Spring Assembly", "Yes"), 2),
        (("support", "Spring Assembly", "--item", "1", "--for", "3", "--dots", "2"), 1),
        (("say", "Spring Assembly", "words", "--stance", "concern"), 2), (("record", "Spring Assembly"), 2),
        (("remove", "Spring Assembly", "--table", "table 9"), 1), (("move", "Spring Assembly", "--item", "1"), 2), (("vote", "Spring Assembly"), 2),
    ):
        cli(folder, "assembly", book, *words, status=status)
    equal(digest(folder, book), before, "digest")


run_all()
