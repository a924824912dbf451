# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording, importing, finding and counting, through one workbook."""

import csv

from earshot_cli import SOURCE, check, cli, equal, raw, rows, run_all, secret, test

BENGALI = "আমাদের ভাষায় কথা বলার মতো কেউ নেই"
ARABIC = "لا أحد يفهمني"
# Each of these has broken some program that writes CSV, JSON or to a terminal.
AWKWARD = [
    'She said "no", twice, and left',
    "One line\nand another",
    "ends in a quote\"",
    "back\\slash, \ttab",
    BENGALI,
    ARABIC,
    "naïve café — “curly”",
    "𝔘 outside the first plane 🙂",
    "=1+1",
    "'single'; --drop",
]


def book(folder):
    return folder / "book.earshot"


@test("init makes a workbook with what ships, signed")
def _(folder):
    cli(folder, "init", book(folder), "--organisation", "Healthwatch Thurrock", "--sector", "healthwatch", "--device", "Laptop “2”")
    devices = rows(folder, "list", book(folder), "devices")
    equal([row["name"] for row in devices], ["Laptop “2”"], "devices")
    organisations = rows(folder, "list", book(folder), "organisations", kind="csv")
    equal([(row["name"], row["sector"]) for row in organisations], [("Healthwatch Thurrock", "healthwatch")], "organisations")


@test("init leaves a file that is there alone")
def _(folder):
    before = book(folder).read_bytes()
    result = cli(folder, "init", book(folder), status=1)
    check("already" in result.complaint, result.complaint)
    equal(book(folder).read_bytes() == before, True, "the workbook is untouched")


@test("what is no workbook, and one that is damaged, are told apart")
def _(folder):
    other = folder / "other.earshot"
    other.write_bytes(b"not a workbook at all, but some text\n" * 400)
    cli(folder, "digest", other, status=1)
    damaged = folder / "damaged.earshot"
    pages = bytearray(book(folder).read_bytes())
    middle = len(pages) // 2
    pages[middle : middle + 64] = bytes(64)
    damaged.write_bytes(pages)
    result = cli(folder, "check", damaged, status=1)
    check("damaged" in result.complaint, result.complaint)
    check("whole" in cli(folder, "check", book(folder)).text, "the sound one is not sound")


@test("import takes in quotes, line breaks, Bengali and emoji as they are")
def _(folder):
    source = folder / "awkward.csv"
    with open(source, "w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(["Our ref", "Comment", "group", "date"])
        for number, text in enumerate(AWKWARD):
            writer.writerow([f"A{number:02}", text, "Bangladeshi women", "2026-11-05"])
        writer.writerow(["B00", "not this one", "", ""])
    maps = [word for pair in ("ref=Our ref", "text=Comment", "group=group", "date=date") for word in ("--map", pair)]
    found = rows(folder, "import", *maps, "--only", "A", book(folder), source)
    equal(found[0]["contributions"], len(AWKWARD), "voices added")
    equal((found[0]["windows_1252"], found[0]["new_groups"]), (False, None), "encoding and new groups")


@test("CSV and JSON give back every character")
def _(folder):
    by_json = rows(folder, "list", "--group", "Bangladeshi women", book(folder), "contributions")
    by_csv = rows(folder, "list", "--group", "Bangladeshi women", book(folder), "voices", kind="csv")
    equal([row["text"] for row in by_json], AWKWARD, "JSON")
    equal([row["text"] for row in by_csv], AWKWARD, "CSV")
    equal([row["ref"] for row in by_csv], [f"A{number:02}" for number in range(len(AWKWARD))], "refs")


@test("Windows-1252 is recognised and told, and other names become new groups")
def _(folder):
    source = folder / "old.csv"
    source.write_bytes("ref,text,group\r\nW1,caf\u00e9 \u201cquoted\u201d,A group nobody listed\r\n".encode("cp1252"))
    result = cli(folder, "import", book(folder), source)
    check("Windows-1252" in result.text and "A group nobody listed" in result.text, result.text)
    check("café “quoted”" in cli(folder, "list", book(folder), "voices").text, "accents were lost")


@test("add records a session, and a voice from standard input")
def _(folder):
    session = cli(
        folder, "add", book(folder), "session", "--title", "Coffee morning", "--started", "2026-11-12T10:30", "--nature", "group",
        "--place", "Thurrock", "--organisation", "Healthwatch Thurrock", "--group", "Carers=7", "--people", "9",
        "--set", "notes=In the library\nby the door",
    ).text.strip()
    words = f"{BENGALI}\nআরও একটি লাইন\n"
    voice = cli(
        folder, "add", book(folder), "contribution", "--session", "coffee MORNING", "--feeling", "not-working", "--ref", "N1",
        "--participant", "Speaker 2", "--theme", "waiting-times", "--group", "Young carers", "--verbatim", stdin=words.encode(),
    ).text.strip()
    second = cli(folder, "add", book(folder), "contribution", "--session", session, "--text", "Second", "--participant", "Speaker 2").text.strip()
    found = rows(folder, "list", "--session", session, book(folder), "contributions")
    equal([row["id"] for row in found], [voice, second], "order of voices")
    equal(found[0]["text"], words.strip(), "words")
    equal([found[0][name] for name in ("speaker", "groups", "themes", "feeling", "verbatim")],
          ["Speaker 2", "Young carers", "Waiting times", "not-working", True], "what belongs to the voice")
    equal(len(rows(folder, "list", book(folder), "participants")), 1, "participants")
    sessions = rows(folder, "list", book(folder), "sessions", kind="csv")
    coffee = next(row for row in sessions if row["id"] == session)
    equal((coffee["groups"], coffee["voices"], coffee["place"]), ("Carers 7", "2", "Thurrock"), "the session")


@test("a session is held by whose workbook it is in, unless others held or published it")
def _(folder):
    ours = folder / "ours.earshot"
    cli(folder, "init", ours, "--organisation", "Healthwatch Thurrock")
    cli(folder, "add", ours, "session", "--title", "Ours")
    cli(folder, "add", ours, "session", "--title", "Theirs", "--organisation", "Example Links")
    cli(folder, "add", ours, "session", "--title", "Read", "--nature", "published")
    sessions = rows(folder, "list", ours, "sessions")
    equal({row["title"]: row["organisation"] for row in sessions},
          {"Ours": "Healthwatch Thurrock", "Theirs": "Example Links", "Read": None}, "who held them")


@test("add refuses what is not so, and adds nothing then")
def _(folder):
    for arguments, stdin, reason in [
        (["contribution", "--session", "No such morning", "--text", "x"], b"", "No such morning"),
        (["contribution", "--text", "x", "--theme", "no-such-theme"], b"", "no-such-theme"),
        (["contribution"], b"\xff\xfe", "UTF-8"),
        (["contribution"], b" \n", "Nothing was said"),
        (["session", "--started", "yesterday"], b"", "yesterday"),
    ]:
        result = cli(folder, "add", book(folder), *arguments, status=1, stdin=stdin)
        check(reason in result.complaint, f"{arguments}: {result.complaint}")


@test("code gives themes once, and a file with an unknown ref is refused whole")
def _(folder):
    cli(folder, "code", book(folder), "A01", "waiting-times", "Stigma", "--coder", "First reader")
    codings = folder / "codings.csv"
    codings.write_text("ref,themes\nA01,waiting-times\nA02,listening; stigma\nZ99,stigma\n")
    result = cli(folder, "code", book(folder), "--from", codings, "--coder", "First reader", status=1)
    check("line 4" in result.complaint and "Z99" in result.complaint, result.complaint)
    done = cli(folder, "code", book(folder), "--from", codings, "--coder", "First reader", "--skip-missing")
    check("2" in done.text and "1" in done.text, done.text)
    first = [row for row in rows(folder, "list", book(folder), "codings") if row["coder"] == "First reader"]
    equal(len(first), 4, "codings by the first reader")


@test("search finds Bengali by a beginning, and filters narrow it")
def _(folder):
    equal({row["ref"] for row in rows(folder, "search", book(folder), "ভাষায়", "কথা")}, {"A04", "N1"}, "both voices")
    equal([row["ref"] for row in rows(folder, "search", "--feeling", "not-working", book(folder), "ভাষা")], ["N1"], "one of them")
    check("none" in cli(folder, "search", book(folder), "zebra").text, "a search in vain does not say so")


@test("show tells every field, who wrote it and when")
def _(folder):
    fields = {row["field"]: row for row in rows(folder, "show", "--history", book(folder), "N1")}
    equal(fields["feeling"]["value"], "not-working", "feeling")
    equal((fields["session"]["label"], fields["ref"]["by"]), ("Coffee morning", "Laptop “2”"), "labels")
    check(fields["ref"]["when"].endswith("Z") and fields["ref"]["standing"] == "shown", fields["ref"])
    check("comes with Earshot" in cli(folder, "show", book(folder), "waiting-times").text, "who wrote what ships")
    cli(folder, "show", book(folder), "nobody called this", status=1)


@test("what a terminal would obey is not sent to it")
def _(folder):
    cli(folder, "add", book(folder), "contribution", "--text", "red \x1b[31m alert \x07", "--ref", "ESC")
    shown = cli(folder, "search", book(folder), "alert")
    check("alert" in shown.text and "\x1b" not in shown.text and "\x07" not in shown.text, shown.text)
    evil = folder / "\x1b]0;owned\x07.xml"
    cli(folder, "export", book(folder), evil)
    check("\x1b" not in cli(folder, "merge", book(folder), evil).text, "the name of a file, where it is merged")
    evil.write_text("<broken")
    check("\x1b" not in cli(folder, "merge", book(folder), evil, status=1).complaint, "the name of a file, where it is refused")


@test("summary counts, and says that its figures are internal")
def _(folder):
    groups = {row["label"]: row for row in rows(folder, "summary", "--by", "group", "--own", book(folder))}
    equal((groups["Carers"]["contributions"], groups["Carers"]["own"]), (2, 1), "Carers, with and without young carers")
    equal(groups["Total"]["contributions"], len(AWKWARD) + 4, "total")
    check(all(row["protection"] == "none" for row in groups.values()), "a row does not say that it is not protected")
    people = [row["people"] for row in groups.values() if row["contributions"]]
    check(None in people and 0 not in people, "voices of nobody told apart are said to be of at least 0 people")
    cells = rows(folder, "summary", "--by", "theme,feeling", book(folder), kind="csv")
    both = [row for row in cells if (row["row"], row["column"]) == ("waiting-times", "not-working")]
    equal([row["contributions"] for row in both], ["1"], "one cell")
    text = cli(folder, "summary", "--by", "priority", "--strategy", "set-mental-health-2023", "--all", book(folder)).text
    check("Internal" in text and " 0 " in text, "gaps are not shown, or nothing says that it is internal")


@test("filters combine, and what summary counts is what list shows")
def _(folder):
    counted = {}
    for filters in (
        (),
        ("--group", "Carers"),
        ("--group", "Carers", "--and-group", "Young carers"),
        ("--theme", "waiting-times", "--and-theme", "stigma"),
        ("--organisation", "Healthwatch Thurrock"),
        ("--from", "2026-11-12", "--to", "2026-11"),
        ("--from", "2026-11-13"),
        ("--month", "2026-11", "--feeling", "not-working"),
    ):
        total = rows(folder, "summary", "--by", "feeling", *filters, book(folder))[-1]
        listed = rows(folder, "list", *filters, book(folder), "voices")
        equal((total["label"], total["contributions"]), ("Total", len(listed)), filters)
        counted[filters] = len(listed)
    check(0 < counted[("--from", "2026-11-12", "--to", "2026-11")] < counted[()], counted)
    cli(folder, "summary", "--from", "yesterday", book(folder), status=2)


@test("a target is set, judged and taken away")
def _(folder):
    cli(folder, "coverage", book(folder), "set", "--group", "Carers", "--voices", "10", "--from", "2026-04", "--until", "2027-03")
    target = rows(folder, "coverage", book(folder), "targets")[0]
    equal((target["group"], target["wanted"], target["from"], target["until"]), ("Carers", 10, "2026-04-01", "2027-03-31"), "the target")
    check("Carers" in cli(folder, "coverage", book(folder), "grid").text, "the grid")
    cli(folder, "coverage", book(folder), "set", "--group", "Carers", status=1)
    cli(folder, "coverage", book(folder), "unset", target["id"])
    equal(rows(folder, "coverage", book(folder), "targets"), [], "targets")


@test("strategies takes in a file of one's own, and refuses one that is none")
def _(folder):
    own = folder / "own.xml"
    own.write_text((SOURCE / "data/strategies/thurrock-tobacco.xml").read_text().replace('id="thurrock-tobacco"', 'id="our-own"'))
    result = raw("-p", secret(folder), "-f", "json", "strategies", "--load", own, book(folder))
    equal(result.status, 0, result.complaint)
    check("our-own" in result.text, result.text)
    listed = rows(folder, "list", "--strategy", "our-own", book(folder), "priorities")
    check(len(listed) > 4 and listed[0]["strategy"] == "our-own", f"{len(listed)} priorities")
    cli(folder, "strategies", "--load", folder / "awkward.csv", book(folder), status=1)


run_all()
