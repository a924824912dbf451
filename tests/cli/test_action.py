# SPDX-License-Identifier: GPL-3.0-or-later
"""You said, we did, from the command line: on invented words, and on what carers of Thurrock really asked for."""

import csv
import os
import pathlib
import re

from earshot_cli import SOURCE, Skip, check, cli, digest, equal, rows, run_all, test

SHARED = pathlib.Path(os.environ.get("EARSHOT_SHARED", SOURCE / ".." / "shared"))
ANSWERS = SOURCE / "tests/data/evidence-actions.csv"
DAY = "2023-02-10"


def statuses(folder, book, *options):
    return {row["title"]: row["status"] for row in rows(folder, "action", book, "list", *options)}


@test("an action is written, moves step by step, and is answered for honestly")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "init", book, "--organisation", "Our Healthwatch")
    cli(folder, "add", book, "contribution", "--text", "Nobody rang me back", "--ref", "V1", "--group", "Carers", "--permission", "quote")
    cli(folder, "add", book, "contribution", "--text", "Only to be counted", "--ref", "V2", "--group", "Carers", "--permission", "count")
    cli(folder, "action", book, "add", "Somebody rings back", "--organisation", "A surgery", "--due", "2024-01-31", "--voice", "V1",
        "--voice", "V2", "--status", "considering", "--day", "2023-11-01")
    equal(statuses(folder, book), {"Somebody rings back": "considering"}, "ledger")
    before = digest(folder, book)
    said = cli(folder, "action", book, "step", "Somebody rings back", "--status", "will-not-do", status=1)
    check("why it will not be done" in said.complaint, said.complaint)
    equal(digest(folder, book), before, "digest after a refusal")
    cli(folder, "action", book, "step", "Somebody rings back", "--status", "will-not-do", "--day", "2023-12-01", "--answer",
        "There is nobody to ring. We asked for money.", "--organisation", "A partnership", "--translated", "Nessuno", "--language", "it")
    row = rows(folder, "action", book, "list", "--organisation", "A partnership")[0]
    equal((row["status"], row["since"], row["overdue"], row["steps"]), ("will-not-do", "2023-12-01", False, 2), "the row")


@test("the trail leads to every voice whose words may be told, and from a voice forward")
def _(folder):
    book = folder / "ours.earshot"
    trail = rows(folder, "action", book, "trail", "Somebody rings back")
    words = {row["ref"]: row["words"] for row in trail if row["what"] == "voice"}
    equal((words["V1"], words["V2"] or None), ("Nobody rang me back", None), "words")
    equal([row["state"] for row in trail if row["what"] == "step"], ["will-not-do", "considering"], "steps")
    equal([row["through"] for row in rows(folder, "action", book, "list", "--voice", "V2")], ["voice"], "forward")
    found = rows(folder, "search", book, "partnership", "ring", "--actions")
    equal([row["title"] for row in found], [], "what is only in a name of who said so")
    found = rows(folder, "search", book, "money", "rings", "--actions")
    equal([row["title"] for row in found], ["Somebody rings back"], "search")


@test("each time a group is told is kept, and a group is not told for another")
def _(folder):
    book = folder / "ours.earshot"
    owed = {row["name"]: row["actions"] for row in rows(folder, "action", book, "gaps") if row["what"] == "telling"}
    equal(owed, {"Carers": 1}, "never told")
    for how, day in (("A letter", "2023-12-05"), ("At the coffee morning", "2024-01-09")):
        cli(folder, "action", book, "tell", "Somebody rings back", "--group", "Carers", "--how", how, "--day", day)
    trail = rows(folder, "action", book, "trail", "Somebody rings back")
    equal([row["words"] for row in trail if row["what"] == "told"], ["At the coffee morning", "A letter"], "told")
    equal([row for row in rows(folder, "action", book, "gaps") if row["what"] == "telling"], [], "never told after that")


@test("what is wrong is refused before anything is written")
def _(folder):
    book = folder / "ours.earshot"
    before = digest(folder, book)
    cli(folder, "action", book, "add", "Something", "--voice", "V1", "--theme", "No such theme", status=1)
    cli(folder, "action", book, "add", "Something", "--due", "31 March", status=1)
    cli(folder, "action", book, "tell", "Somebody rings back", status=2)
    cli(folder, "action", book, "step", "Somebody rings back", status=2)
    cli(folder, "action", book, "link", "Somebody rings back", status=2)
    cli(folder, "action", book, "sheet", "Carers", status=2)
    cli(folder, "action", book, "forget", "Somebody rings back", status=2)
    equal(digest(folder, book), before, "digest")


@test("the withdrawn voice of an action is told of, and nothing of it is left")
def _(folder):
    book = folder / "ours.earshot"
    cli(folder, "withdraw", book, "--voice", "V1", "--yes")
    said = cli(folder, "action", book, "trail", "Somebody rings back")
    check("1 voice that it answered was withdrawn" in said.text, said.text)
    check("Nobody rang me back" not in said.text, said.text)
    left = [row["what"] for row in rows(folder, "action", book, "trail", "Somebody rings back") if row["what"] in ("voice", "withdrawn")]
    equal(left, ["voice", "withdrawn"], "what is left")


@test("the ladder shows where a group stood and stands")
def _(folder):
    book = folder / "ours.earshot"
    for title, rung, day in (("A leaflet", "informing", "2023-01-10"), ("A form", "co-design", "2023-09-10")):
        cli(folder, "coproduction", book, "add", title, "--project", "Calls", "--rung", rung, "--day", day, "--group", "Carers=6",
            "--hours", "12", "--reward", "Vouchers", "--stage", "co-design")
    row = rows(folder, "coproduction", book, "ladder")[0]
    equal((row["group"], row["first"], row["latest"], row["activities"]), ("Carers", "informing", "co-design", 2), "ladder")
    equal([row["groups"] for row in rows(folder, "coproduction", book, "list")], ["Carers 6", "Carers 6"], "log")
    cli(folder, "coproduction", book, "edit", "A form", "--rung", "co-production")
    equal(rows(folder, "coproduction", book, "ladder")[0]["latest"], "co-production", "after the change")
    cli(folder, "coproduction", book, "add", "A talk", "--group", "Carers=many", status=2)
    equal(len(rows(folder, "coproduction", book, "list")), 2, "activities after a refusal")


def sheet_sections(path):
    """The headings of a sheet with the texts below each."""
    main = re.search(r"<main.*</main>", path.read_text(), re.S).group()
    parts = re.split(r"<h2[^>]*>(.*?)</h2>", main)
    return {title: re.findall(r"<(?:li|p)[^>]*>(.*?)</(?:li|p)>", body, re.S) for title, body in zip(parts[1::2], parts[2::2])}


@test("what carers and young carers asked for is answered with what the board paper says was done")
def _(folder):
    evidence = SHARED / "evidence/engagement-evidence.csv"
    if not evidence.exists():
        raise Skip(f"there is no {evidence.name} beside the checkout")
    book = folder / "carers.earshot"
    cli(folder, "init", book, "--organisation", "Healthwatch Thurrock")
    cli(folder, "import", book, evidence, "--organisation", "Healthwatch Thurrock", "--only", "CAR", "--only", "YCA")
    cli(folder, "code", book, "--from", SOURCE / "tests/data/evidence-codings.csv", "--skip-missing")
    for answer in csv.DictReader(ANSWERS.open()):
        cli(folder, "action", book, "add", answer["title"], "--organisation", answer["organisation"], "--voice", answer["ref"],
            "--status", answer["status"], "--day", DAY, "--answer", answer["answer"])
    ledger = rows(folder, "action", book, "list")
    equal(len(ledger), 19, "actions")
    equal(sum(row["status"] == "done" for row in ledger), 2, "done")
    equal(sum(row["status"] == "under-way" for row in ledger), 4, "under way")
    # Young carers stand below carers.
    equal(len(rows(folder, "action", book, "list", "--group", "Young carers")), 9, "of young carers")
    equal(len(rows(folder, "action", book, "list", "--group", "Carers")), 19, "of carers and young carers")
    waiting = {row["name"]: row["voices"] for row in rows(folder, "action", book, "gaps") if (row["what"], row["kind"]) == ("answer", "group")}
    equal(waiting, {"Carers": 6, "Young carers": 7}, "voices that only had to hear that it is considered")
    equal({row["name"] for row in rows(folder, "action", book, "gaps") if row["what"] == "telling"}, {"Carers", "Young carers"}, "never told")


@test("the trail of a young carers' recommendation leads to it and back")
def _(folder):
    book = folder / "carers.earshot"
    if not book.exists():
        raise Skip("there is no evidence beside the checkout")
    trail = rows(folder, "action", book, "trail", "Days out, and time for oneself")
    equal([(row["ref"], row["who"]) for row in trail if row["what"] == "voice"], [("YCA09", "Young carers")], "voices")
    forward = rows(folder, "action", book, "list", "--voice", "YCA09")
    equal([(row["title"], row["through"]) for row in forward], [("Days out, and time for oneself", "voice")], "forward")


@test("a feedback sheet for young carers says it on one page, without a number of people or a word that may not be quoted")
def _(folder):
    book = folder / "carers.earshot"
    if not book.exists():
        raise Skip("there is no evidence beside the checkout")
    cli(folder, "action", book, "sheet", "Young carers", "-o", folder / "sheet.html", "--organisation", "Healthwatch Thurrock")
    cli(folder, "action", book, "sheet", "Young carers", "-o", folder / "sheet.odt")
    sections = sheet_sections(folder / "sheet.html")
    equal(list(sections), ["What you said", "What was done", "What will not be done, and why", "What is next"], "headings")
    check("Peer support" in sections["What you said"], sections["What you said"])
    equal(sections["What was done"], ["Nothing is finished yet."], "done")
    check(any(text.startswith("Days out, and time for oneself.") for text in sections["What is next"]), sections["What is next"])
    check(any("peer group" in text for text in sections["What is next"]), sections["What is next"])
    check("Ask Healthwatch Thurrock." in sections["What is next"][-1], sections["What is next"])
    text = (folder / "sheet.html").read_text()
    said = {row["text"] for row in rows(folder, "list", book, "contributions", "--group", "Young carers")}
    equal([words for words in said if words in text], [], "words that nobody said may be quoted")
    check(not re.search(r"\b\d+ (voices?|people|actions?)\b", text), "a number of people")
    check((folder / "sheet.odt").read_bytes().startswith(b"PK\3\4"), "the text document is no ZIP file")


@test("the annual report has what was done, by priority too")
def _(folder):
    book = folder / "carers.earshot"
    if not book.exists():
        raise Skip("there is no evidence beside the checkout")
    cli(folder, "report", book, "-o", folder / "report.html", "--strategy", "set-mental-health-2023")
    text = (folder / "report.html").read_text()
    check(">You said, we did</h2>" in text, "no section")
    check("What was, is and will not be done" in text and "The sit-in service has the hours that were agreed" in text, "no ledger")
    check("What was done, by priority of" in text, "nothing by priority")
    check("were not told yet what became of it" in text, "who was never told")


run_all()
