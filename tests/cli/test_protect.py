# SPDX-License-Identifier: GPL-3.0-or-later
"""Small numbers, editions and quotations from the command line, on a workbook whose figures are known."""

import csv
import io

from earshot_cli import check, cli, equal, rows, run_all, test

WORDS = ["Nobody asks how I am.", "Then Wilhelmina rang me back.", "A card that says I am a carer."]


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def make(folder, name, groups):
    """A workbook with so many voices of each group; returns its path."""
    book = folder / f"{name}.earshot"
    lines = ["session,participant,text,group,theme,permission,date"]
    for group, n in groups.items():
        for i in range(n):
            text = WORDS[i] if i < len(WORDS) else f"Voice {i} of {group.lower()}."
            lines.append(f"Talk {i % 3},P{i},{text},{group},Being listened to,quote,2026-05-0{i % 9 + 1}")
    cli(folder, "init", "--organisation", "Our Healthwatch", book)
    cli(folder, "import", book, write(folder, f"{name}.csv", "\n".join(lines) + "\n"))
    return book


def figures(path):
    lines = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    return {(line["table"], line["row"], line["column"]): line["contributions"] for line in lines}


def group_figures(folder, book, *more):
    path = folder / "report.csv"
    cli(folder, "report", book, "-o", path, *more)
    return {row: n for (table, row, column), n in figures(path).items() if table == "Voices and sessions by group"}


@test("a report hides small figures unless it is internal")
def _(folder):
    book = make(folder, "one", {"Carers": 23, "Young people": 3})
    equal(group_figures(folder, book)["Young people"], "[c]", "a small figure")
    equal(group_figures(folder, book)["Carers"], "25", "a rounded figure")
    equal(group_figures(folder, book, "--protect", "internal")["Young people"], "3", "an internal figure")
    equal(group_figures(folder, book, "--protect", "friends-and-family:hide=2")["Carers"], "23", "a figure of changed rules")
    page = folder / "report.html"
    cli(folder, "report", book, "-o", page)
    check("How people are protected" in page.read_text() and "Internal" not in page.read_text(), "the page does not say how")


@test("a summary hides them when it is told to")
def _(folder):
    book = make(folder, "two", {"Carers": 23, "Young people": 3})
    counted = rows(folder, "summary", book, "--by", "group", "--protect", "nhs", kind="csv")
    shown = {row["label"]: row["contributions"] for row in counted}
    equal(shown["Young people"], "[c]", "a small figure")
    check(all(row["protection"] == "nhs" for row in counted), "a row does not say how it is protected")
    cli(folder, "summary", book, "--protect", "nonsense", status=2)
    cli(folder, "summary", book, "--own", "--protect", "nhs", status=2)


@test("what was published is kept, and a difference hides")
def _(folder):
    book = make(folder, "three", {"Carers": 20, "Young people": 30})
    before = group_figures(folder, book, "--protect", "friends-and-family", "--publish", "2025")
    equal(before["Carers"], "20", "the first edition")
    more = "session,participant,text,group,theme,permission,date\n" + "".join(
        f"Talk 0,P9{i},More {i}.,Carers,Being listened to,quote,2026-05-01\n" for i in range(2)
    )
    cli(folder, "import", book, write(folder, "more.csv", more))
    equal(group_figures(folder, book, "--protect", "friends-and-family")["Carers"], "[c]", "two more than were published")
    listed = rows(folder, "editions", book)
    equal([(row["title"], row["protection"]) for row in listed], [("2025", "friends-and-family")], "editions")
    cli(folder, "editions", book, "--forget", str(listed[0]["edition"]))
    equal(group_figures(folder, book, "--protect", "friends-and-family")["Carers"], "22", "once it is forgotten")
    cli(folder, "report", book, "-o", folder / "x.html", "--protect", "internal", "--publish", "No", status=1)
    check(not (folder / "x.html").exists(), "what is not for publishing was written")
    equal(rows(folder, "editions", book), [], "editions")


@test("a quotation that may say who spoke waits for a decision")
def _(folder):
    book = make(folder, "four", {"Carers": 23})
    page = folder / "report.html"
    listed = rows(folder, "quotes", book)
    noticed = next(row for row in listed if "Wilhelmina" in row["text"])
    equal((noticed["stands"], noticed["found"]), (False, "Wilhelmina"), "what was noticed")
    cli(folder, "report", book, "-o", page)
    check("Wilhelmina" not in page.read_text() and "nobody has decided" in page.read_text(), "it stands, or nothing says that it waits")
    cli(folder, "quotes", book, "--keep", noticed["voice"])
    cli(folder, "report", book, "-o", page)
    check("Wilhelmina" in page.read_text(), "it was decided to keep it")
    cli(folder, "quotes", book, "--leave-out", noticed["voice"])
    cli(folder, "report", book, "-o", page, "--protect", "internal")
    check("Wilhelmina" not in page.read_text(), "it was decided to leave it out")


def facts(folder, book, *more):
    row, = rows(folder, "report", book, "--facts", *more)
    return [row[name] for name in ("voices", "conversations", "sections", "quotations", "waiting")]


@test("what a report would hold is told before it is made, by the same rules")
def _(folder):
    book, page = make(folder, "five", {"Carers": 23, "Young people": 12}), folder / "report.html"
    # Of the two theme's quotations one is put aside for each that waits.
    equal(facts(folder, book), [35, 9, 11, 2, 1], "the annual report")
    noticed = next(row for row in rows(folder, "quotes", book) if "Wilhelmina" in row["text"])
    equal(facts(folder, book, "--without", "quotations"), [35, 9, 10, 0, 0], "without quotations")
    equal(facts(folder, book, "--template", "plain"), [35, 9, 5, 0, 0], "a kind that has none")
    equal(facts(folder, book, "--template", "group", "--group", "Young people")[0], 12, "one group")
    equal([row["stands"] for row in rows(folder, "quotes", book, "--template", "group", "--group", "Young people")].count(True),
          facts(folder, book, "--template", "group", "--group", "Young people")[3], "its quotations")
    cli(folder, "quotes", book, "--keep", noticed["voice"])
    equal(facts(folder, book)[3:], [2, 0], "once it was decided")
    cli(folder, "report", book, "-o", page)
    equal(page.read_text().count("<blockquote>"), 2, "the report")
    for wrong in (["-o", page], ["--logo", "none"], ["--text", "heard=We"]):
        cli(folder, "report", book, "--facts", *wrong, status=2)
    cli(folder, "report", book, "-o", page, "--format", "csv", status=2)
    equal("which group" in cli(folder, "report", book, "--facts", "--template", "group", status=1).complaint, True, "nobody is named")


run_all()
