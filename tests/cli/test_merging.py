# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking before merging, who is let in, what waits, and taking a merge back."""

import re
import shlex

from earshot_cli import check, cli, digest, equal, raw, rows, run_all, secret, test

state = {}


def paths(folder):
    return folder / "one.earshot", folder / "other.earshot", folder / "other.xml"


def total(counts, column):
    return sum(row[column] for row in counts)


@test("a file from a device that nobody accepted waits, and the way to let it in is told")
def _(folder):
    one, other, file = paths(folder)
    cli(folder, "init", "--bare", "--device", "One", one)
    cli(folder, "init", "--bare", "--device", "Other", other)
    cli(folder, "add", other, "contribution", "--text", "Ramp needed", "--ref", "V1")
    cli(folder, "export", other, file)
    state["before"] = digest(folder, one)
    looked = rows(folder, "merge", "--dry-run", one, file)
    equal((total(looked, "waiting"), total(looked, "added")), (2, 0), "what would wait")
    equal(rows(folder, "quarantine", one), [], "what a dry run leaves waiting")
    merged = rows(folder, "merge", one, file)
    equal(merged, looked, "what was done, and what was foretold")
    equal(digest(folder, one), state["before"], "digest")
    waiting = rows(folder, "quarantine", one, "list")
    equal([(row["reason"], row["kind"], row["label"]) for row in waiting],
          [("sender", "device", "Other"), ("sender", "contribution", "Ramp needed")], "what waits")
    text = cli(folder, "merge", one, file).text
    command = re.search(r"^Then accept it with: (.*)$", text, re.M)
    check(command is not None, text)
    words = shlex.split(command.group(1))
    equal(words[:4], ["earshot-cli", "devices", str(one), "accept"], "the command that accepts")
    cli(folder, *words[1:])
    equal([row["text"] for row in rows(folder, "list", one, "voices")], ["Ramp needed"], "voices once it is accepted")
    equal(rows(folder, "quarantine", one), [], "what waits then")


@test("merges are listed, and the newest is taken back")
def _(folder):
    one, _other, _file = paths(folder)
    listed = rows(folder, "merges", one)
    equal([(row["merge"], row["added"], row["undone"]) for row in listed], [(1, 2, False)], "merges")
    cli(folder, "undo", one, "--merge", "2", status=1)
    check("Merge 1 is taken back" in cli(folder, "undo", one).text, "what undo says")
    equal(digest(folder, one), state["before"], "digest")
    equal([row["undone"] for row in rows(folder, "merges", one)], [True], "undone")
    check("no merge" in cli(folder, "undo", one, status=1).complaint, "what undo says of nothing")


@test("of many files it is said in the end what waits; their names are whole for programs and cut short for people")
def _(folder):
    many = folder / "many.earshot"
    cli(folder, "init", "--bare", "--device", "Many", many)
    files = []
    for number in range(1, 5):
        partner, file = folder / f"partner-{number}.earshot", folder / f"from-partner-{number}.xml"
        cli(folder, "init", "--bare", "--device", f"Partner {number}", partner)
        cli(folder, "add", partner, "contribution", "--text", f"Said to {number}")
        cli(folder, "export", partner, file)
        files.append(file)
    looked = cli(folder, "merge", "--dry-run", many, *files).text
    check("8 records wait" in looked.split("4 files together")[1] and "--accept all" in looked, looked)
    check("records wait" not in cli(folder, "merge", many, *files, "--accept", "all").text, "what waits once all are accepted")
    listed = rows(folder, "merges", many)[0]
    equal(listed["files"], ", ".join(file.name for file in files), "files, for programs")
    equal(listed["senders"], "Partner 1, Partner 2, Partner 3, Partner 4", "senders")
    text = cli(folder, "merges", many).text
    check("from-partner-1.xml" in text and "…" in text and "from-partner-4.xml" not in text, text)
    text = cli(folder, "undo", many).text
    check("8 records that came with it are gone." in text and "before" not in text, text)


@test("a file that is of no use does not hide who the others are from")
def _(folder):
    fresh, broken = folder / "fresh-too.earshot", folder / "broken.xml"
    cli(folder, "init", "--bare", "--device", "Fresh", fresh)
    broken.write_bytes((folder / "from-partner-2.xml").read_bytes()[:400])
    complaint = cli(folder, "merge", fresh, folder / "from-partner-1.xml", broken, "--accept", "Partner 1", status=1).complaint
    check("broken.xml" in complaint and "Nothing was changed" in complaint, complaint)
    complaint = cli(folder, "merge", fresh, broken, "--accept", "Partner 2", status=1).complaint
    check("broken.xml" in complaint, complaint)


@test("a device is accepted by its name, and its file merged, in one step")
def _(folder):
    one, _other, file = paths(folder)
    equal(total(rows(folder, "merge", one, file), "added"), 2, "added from a device that was accepted")
    fresh = folder / "fresh.earshot"
    cli(folder, "init", "--bare", "--device", "Fresh", fresh)
    cli(folder, "merge", fresh, file, "--accept", "Nobody", status=1)
    equal(total(rows(folder, "merge", fresh, file, "--accept", "other"), "added"), 2, "added")
    equal([(row["name"], row["self"], row["accepted"]) for row in rows(folder, "devices", fresh)],
          [("Fresh", True, True), ("Other", False, True)], "devices")


@test("a revoked device's file is refused, until that is taken back")
def _(folder):
    one, other, file = paths(folder)
    cli(folder, "add", other, "contribution", "--text", "Second", "--ref", "V2")
    cli(folder, "export", other, file)
    cli(folder, "devices", one, "revoke", "Other")
    before = digest(folder, one)
    check("revoked" in cli(folder, "merge", one, file, status=1).complaint, "the reason")
    equal(digest(folder, one), before, "digest")
    cli(folder, "devices", one, "restore", "Other")
    equal(total(rows(folder, "merge", one, file), "added"), 1, "added")


@test("many removals of what others wrote are asked about first, and listed")
def _(folder):
    one, other, file = paths(folder)
    unnamed = folder / "unnamed.xml"
    for number in range(6):
        cli(folder, "add", one, "contribution", "--text", f"Ours {number}", "--ref", f"O{number}")
    ids = [row["id"] for row in rows(folder, "list", one, "voices") if row["text"].startswith("Ours")]
    unnamed.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<bundle xmlns="urn:earshot:bundle:1">\n'
        + "".join(f'  <erased kind="contribution" id="{key}"/>\n' for key in sorted(ids)) + "</bundle>\n"
    )
    complaint = cli(folder, "merge", one, unnamed, status=1).complaint
    check("6" in complaint and "--allow-removals" in complaint, complaint)
    looked = cli(folder, "merge", "-n", one, unnamed).text
    check(all(f"Ours {number}" in looked for number in range(6)), looked)
    equal(len(rows(folder, "list", one, "voices")), 8, "voices so far")
    cli(folder, "merge", "--allow-removals", one, unnamed)
    equal(len(rows(folder, "list", one, "voices")), 2, "voices then")
    check("6 records were erased" in cli(folder, "undo", one).text, "what undo says of the erased")


@test("several files are told of one by one and together; what is here already is told in a line")
def _(folder):
    coordinator = folder / "coordinator.earshot"
    cli(folder, "init", "--organisation", "Example Healthwatch", coordinator)
    files = []
    for name in ("East", "West"):
        book, file = folder / f"{name}.earshot", folder / f"{name}.xml"
        cli(folder, "init", "--organisation", name, book)
        cli(folder, "add", book, "contribution", "--text", f"Said in the {name.lower()}", "--ref", "V1")
        cli(folder, "export", book, file)
        files.append(file)
    part = folder / "part.xml"
    cli(folder, "export", folder / "East.earshot", part, "--group", "Carers")
    text = cli(folder, "merge", "--dry-run", "--accept", "all", coordinator, *files).text
    together = text.split("2 files together")[1]
    check(re.search(r"^contributions +2 ", together, re.M), together)
    check(re.search(r"^organisations +2 ", together, re.M), together)
    check("\nthemes " not in text, "kinds of which nothing is new")
    check(re.search(r"^\d+ records are here already", together, re.M), together)
    check("a part only" not in text, "a whole workbook is called a part")
    check("a part only" in cli(folder, "merge", "--dry-run", coordinator, part).text, "a part is not called one")
    cli(folder, "merge", "--accept", "all", coordinator, *files)
    again = cli(folder, "merge", coordinator, files[0]).text
    check("All of them are here already" in again and "Kind" not in again and "together" not in again, again)


@test("what waits is dropped or released by number")
def _(folder):
    _one, _other, file = paths(folder)
    book = folder / "third.earshot"
    cli(folder, "init", "--bare", book)
    cli(folder, "merge", book, file)
    numbers = [str(row["number"]) for row in rows(folder, "quarantine", book)]
    cli(folder, "quarantine", book, "drop", numbers[0])
    cli(folder, "quarantine", book, "release", *numbers[1:])
    equal(len(rows(folder, "list", book, "voices")), 2, "voices")
    cli(folder, "quarantine", book, "release", "77", status=1)
    equal(raw("-p", secret(folder), "quarantine", book, "release").status, 2, "status without a number")
    equal(raw("-p", secret(folder), "devices", book, "accept").status, 2, "status without a device")


run_all()
