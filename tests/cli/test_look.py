# SPDX-License-Identifier: GPL-3.0-or-later
"""What two people changed without knowing of each other: listed, and settled for all."""

from earshot_cli import check, cli, digest, equal, raw, rows, run_all, secret, test


def tell(folder, ours, theirs, edit=None):
    bundle = folder / "exchange.xml"
    cli(folder, "export", ours, bundle)
    if edit:
        bundle.write_text(edit(bundle.read_text()))
    cli(folder, "merge", "--accept", "all", theirs, folder / "exchange.xml")


def disputed(folder, name):
    """Two workbooks into which one row of one survey was typed, and from one of them it comes with other words."""
    ours, theirs = folder / f"{name}-ours.earshot", folder / f"{name}-theirs.earshot"
    cli(folder, "init", "--device", "Ours", "--organisation", "Example Healthwatch", ours)
    cli(folder, "init", "--device", "Theirs", theirs)
    source = folder / "survey.csv"
    source.write_text("ref,source,text\nV1,Survey,The bus came late\n")
    for book in (ours, theirs):
        cli(folder, "import", "--organisation", "Example Healthwatch", book, source)
    tell(folder, theirs, ours, lambda words: words.replace("The bus came late", "বাস কখনও আসেনি"))
    tell(folder, ours, theirs)
    return ours, theirs


def shown(folder, book):
    return [row["text"] for row in rows(folder, "list", book, "contributions") if row["ref"] == "V1"]


@test("each value is listed with who gave it, when and where")
def _(folder):
    ours, theirs = disputed(folder, "listed")
    found = rows(folder, "look", ours)
    equal([row["text"] for row in found], ["বাস কখনও আসেনি", "The bus came late"], "values")
    equal([row["shows"] for row in found], [True, False], "what shows")
    equal([row["device"] for row in found], ["Theirs", "Ours"], "who")
    equal(found[1]["organisation"], "Example Healthwatch", "organisation")
    equal({(row["kind"], row["field"], row["reason"]) for row in found}, {("contribution", "text", "rivals")}, "where")
    equal(rows(folder, "look", ours, kind="csv")[0]["handle"], found[0]["handle"], "handle in CSV")
    equal([row["handle"] for row in rows(folder, "look", theirs)], [row["handle"] for row in found], "handles elsewhere")
    equal(len(rows(folder, "list", ours, "contributions", "--needs-look")), 1, "voices that need a look")
    check("Voice: Words" in cli(folder, "look", ours).text, "the list for people names kind and field")


@test("a decision settles it everywhere")
def _(folder):
    ours, theirs = folder / "listed-ours.earshot", folder / "listed-theirs.earshot"
    handle = rows(folder, "look", ours)[1]["handle"]
    cli(folder, "look", ours, "--keep", handle)
    equal(rows(folder, "look", ours), [], "what is left")
    tell(folder, ours, theirs)
    equal(rows(folder, "look", theirs), [], "what is left elsewhere")
    equal([shown(folder, book) for book in (ours, theirs)], [["The bus came late"]] * 2, "what shows")
    equal(digest(folder, ours), digest(folder, theirs), "digest")
    equal(rows(folder, "list", ours, "contributions", "--needs-look"), [], "voices that need a look")
    cli(folder, "look", ours, "--keep", handle, status=1)


@test("what was there before both is told, and names are names")
def _(folder):
    ours, theirs = folder / "listed-ours.earshot", folder / "listed-theirs.earshot"
    cli(folder, "codebook", ours, "rename", "stigma", "Being judged")
    cli(folder, "codebook", ours, "move", "loneliness", "stigma")
    cli(folder, "codebook", theirs, "rename", "stigma", "Shame")
    cli(folder, "codebook", theirs, "move", "loneliness", "waiting-times")
    tell(folder, theirs, ours)
    found = {row["text"]: row for row in rows(folder, "look", ours)}
    equal(sorted(found), ["Being judged", "Shame", "Waiting times"], "values")
    equal({row["before"] for row in found.values() if row["field"] == "name"}, {"Stigma"}, "the name before")
    cli(folder, "look", ours, "--dismiss", "all")
    equal(rows(folder, "look", ours), [], "what is left")


@test("values are combined")
def _(folder):
    ours, _theirs = disputed(folder, "combined")
    handle = rows(folder, "look", ours)[0]["handle"].split("-")[0]
    cli(folder, "look", ours, "--combine", handle)
    equal(shown(folder, ours), ["The bus came late\nবাস কখনও আসেনি"], "the text made of both")
    equal(rows(folder, "look", ours), [], "what is left")


@test("values are combined in somebody's own words, or dismissed")
def _(folder):
    ours, theirs = disputed(folder, "dismissed")
    handle = rows(folder, "look", ours)[0]["handle"].split("-")[0]
    cli(folder, "look", ours, "--combine", handle, "--text", "No bus")
    equal(shown(folder, ours), ["No bus"], "the text")
    cli(folder, "look", theirs, "--dismiss", "all")
    equal(shown(folder, theirs), ["বাস কখনও আসেনি"], "what stays")
    tell(folder, ours, theirs)
    equal(len(rows(folder, "look", theirs)), 2, "two who decided without knowing of each other disagree")
    cli(folder, "look", theirs, "--dismiss", rows(folder, "look", theirs)[0]["handle"])
    equal(rows(folder, "look", theirs), [], "what is left")


@test("what makes no sense is refused, and nothing is changed")
def _(folder):
    ours, _theirs = disputed(folder, "refused")
    before = digest(folder, ours)
    handle = rows(folder, "look", ours)[0]["handle"]
    cli(folder, "look", ours, "--keep", "0000000000-1", status=1)
    cli(folder, "look", ours, "--keep", handle.split("-")[0] + "-3", status=1)
    cli(folder, "look", ours, "--keep", handle, "--dismiss", "0000000000", status=1)
    equal(raw("-p", secret(folder), "look", ours, "--text", "no").status, 2, "status of --text alone")
    equal(digest(folder, ours), before, "digest")


run_all()
