# SPDX-License-Identifier: GPL-3.0-or-later
"""The exchange folder: what is written, what is taken in, what is left alone, and what is said of it."""

import shutil

from earshot_cli import check, cli, digest, equal, raw, rows, run_all, secret, test


def book(folder, name):
    return folder / f"{name}.earshot"


def place(folder, name):
    return folder / f"{name}.folder"


def files(folder, name):
    return sorted(path.name for path in place(folder, name).iterdir())


def copy_all(folder, one, other):
    for path in place(folder, one).iterdir():
        shutil.copyfile(path, place(folder, other) / path.name)


def states(folder, name):
    return {row["file"]: row["state"] for row in rows(folder, "folder", book(folder, name))}


@test("none is set at first")
def _(folder):
    for name in ("Hub", "Links"):
        cli(folder, "init", "--bare", "--device", name, book(folder, name))
        cli(folder, "add", book(folder, name), "contribution", "--text", f"Said at {name}")
        place(folder, name).mkdir()
    check("No exchange folder" in cli(folder, "folder", book(folder, "Hub")).text, "what status says")
    for verb in ("write", "merge", "sync"):
        result = cli(folder, "folder", book(folder, "Hub"), verb, status=1)
        check("No exchange folder" in result.complaint, result.complaint)


@test("wrong words are told")
def _(folder):
    hub = book(folder, "Hub")
    for arguments in (["set"], ["nonsense"], ["write", "somewhere"], ["write", "--seal", "plain"], ["write", "--dry-run"],
                      ["set", place(folder, "Hub"), "--seal", "passphrase"], ["set", place(folder, "Hub"), "--seal", "wax"]):
        cli(folder, "folder", hub, *arguments, status=2)
    result = cli(folder, "folder", hub, "set", folder / "nowhere", status=1)
    check("Nothing was changed" in result.complaint, result.complaint)


@test("sealed is what is done where nothing is said, and only for somebody")
def _(folder):
    for name in ("Hub", "Links"):
        said = cli(folder, "folder", book(folder, name), "set", place(folder, name)).text
        check("sealed for the accepted devices" in said, said)
    result = cli(folder, "folder", book(folder, "Hub"), "write", status=1)
    check("exchange card" in result.complaint, result.complaint)
    equal(files(folder, "Hub"), [], "the folder")


@test("two laptops exchange through it")
def _(folder):
    for name, other in (("Hub", "Links"), ("Links", "Hub")):
        cli(folder, "card", book(folder, other), "write", folder / f"{other}.earshot-card.xml")
        cli(folder, "card", book(folder, name), "accept", folder / f"{other}.earshot-card.xml")
    said = cli(folder, "folder", book(folder, "Hub"), "write").text
    check("Wrote everything" in said, said)
    check("nothing new to write" in cli(folder, "folder", book(folder, "Hub"), "write").text, "a second time")
    equal(list(states(folder, "Hub").values()), ["own"], "states")
    copy_all(folder, "Hub", "Links")
    equal(list(states(folder, "Links").values()), ["new"], "states on the other side")
    before = digest(folder, book(folder, "Links"))
    looked = rows(folder, "folder", book(folder, "Links"), "merge", "--dry-run")
    check(any(row["kind"] == "contributions" and row["added"] == 1 for row in looked), str(looked))
    equal(digest(folder, book(folder, "Links")), before, "digest after a dry run")
    cli(folder, "folder", book(folder, "Links"), "sync")
    check("nothing new to merge" in cli(folder, "folder", book(folder, "Links"), "merge").text, "a second time")
    copy_all(folder, "Links", "Hub")
    cli(folder, "folder", book(folder, "Hub"), "sync")
    equal(digest(folder, book(folder, "Hub")), digest(folder, book(folder, "Links")), "digests")
    check("nothing new to write" in cli(folder, "folder", book(folder, "Links"), "write").text, "nothing is passed on twice")


@test("half a file and somebody's list are left alone, and told")
def _(folder):
    cli(folder, "add", book(folder, "Links"), "contribution", "--text", "Said later")
    cli(folder, "folder", book(folder, "Links"), "write")
    name = next(name for name in files(folder, "Links") if "-new-" in name)
    whole = (place(folder, "Links") / name).read_bytes()
    (place(folder, "Hub") / name).write_bytes(whole[:-30])
    (place(folder, "Hub") / "minutes.txt").write_text("Dear all")
    equal({state for file, state in states(folder, "Hub").items() if file in (name, "minutes.txt")}, {"arriving", "foreign"}, "states")
    result = raw("--passphrase-file", secret(folder), "folder", book(folder, "Hub"), "merge")
    equal(result.status, 0, "status")
    check("still arriving" in result.complaint and name in result.complaint, result.complaint)
    (place(folder, "Hub") / name).write_bytes(whole)
    (place(folder, "Hub") / f"{name} (conflicted copy)").write_bytes(whole)
    cli(folder, "folder", book(folder, "Hub"), "merge")
    equal(digest(folder, book(folder, "Hub")), digest(folder, book(folder, "Links")), "digests")
    equal(states(folder, "Hub")[name], "merged", "its state")


@test("what was withdrawn is taken out of the folder")
def _(folder):
    cli(folder, "withdraw", book(folder, "Links"), "--voice",
        next(row["id"] for row in rows(folder, "list", book(folder, "Links"), "voices") if row["text"] == "Said later"), "--yes")
    check("withdrawn" in cli(folder, "folder", book(folder, "Links")).text, "what status says")
    before = set(files(folder, "Links"))
    said = cli(folder, "folder", book(folder, "Links"), "write").text
    check("withdrawn" in said and "Removed" in said, said)
    own = [name for name, state in states(folder, "Links").items() if state == "own"]
    equal(len(own), 1, "files of its own")
    check(not set(own) & before, "the new one is not one of the old")


@test("withdrawing says where the words still are, and takes them out of the folder where it is told to")
def _(folder):
    links = book(folder, "Links")
    for text in ("Said by mistake", "Said in anger"):
        cli(folder, "add", links, "contribution", "--text", text)
        cli(folder, "folder", links, "write")
    said = {row["text"]: row["id"] for row in rows(folder, "list", links, "voices")}
    told = cli(folder, "withdraw", links, "--voice", said["Said by mistake"], "--yes").text
    check("still hold the words" in told and "folder WORKBOOK write" in told, told)
    before = set(files(folder, "Links"))
    told = cli(folder, "withdraw", links, "--voice", said["Said in anger"], "--yes", "--clean-folder").text
    check("that held the words are gone" in told, told)
    own = {name for name, state in states(folder, "Links").items() if state == "own"}
    equal(len(own - before), 1, "new files of its own")
    equal(len(own), 1, "files of its own")
    place(folder, "Links").rename(folder / "away")
    told = cli(folder, "add", links, "contribution", "--text", "Said at last", "--ref", "L9").text
    told = cli(folder, "withdraw", links, "--voice", "L9", "--yes", "--clean-folder").text
    check("is not there now" in told, told)
    (folder / "away").rename(place(folder, "Links"))
    cli(folder, "folder", links, "write")


@test("a card in the folder is told with its words, and accepted by nobody but a person")
def _(folder):
    new = book(folder, "New")
    place(folder, "New").mkdir()
    cli(folder, "init", "--bare", "--device", "New", new)
    said = cli(folder, "folder", new, "set", place(folder, "New"), "--card").text
    card = next(place(folder, "New").glob("*.earshot-card.xml"))
    words = cli(folder, "card", new).text.split("Its words: ")[1].split()[0]
    check(words in said and card.name in said, said)
    equal(list(states(folder, "New").values()), ["card-known"], "its own card")
    copy_all(folder, "New", "Hub")
    accepted = len([row for row in rows(folder, "devices", book(folder, "Hub")) if row["accepted"]])
    told = cli(folder, "folder", book(folder, "Hub")).text
    check(words in told and "compare" in told, told)
    cli(folder, "folder", book(folder, "Hub"), "sync")
    equal(states(folder, "Hub")[card.name], "card", "its state")
    equal(len([row for row in rows(folder, "devices", book(folder, "Hub")) if row["accepted"]]), accepted, "accepted devices")
    cli(folder, "card", book(folder, "Hub"), "accept", place(folder, "Hub") / card.name, "--words", words)
    equal(states(folder, "Hub")[card.name], "card-known", "its state")
    check(words not in cli(folder, "folder", book(folder, "Hub")).text, "it is offered no more")


@test("plain is said, and files that nobody signed are not taken for signed ones")
def _(folder):
    cli(folder, "export", book(folder, "Links"), place(folder, "Hub") / "plain.xml")
    equal(states(folder, "Hub")["plain.xml"], "unsigned", "its state")
    before = digest(folder, book(folder, "Hub"))
    result = raw("--passphrase-file", secret(folder), "folder", book(folder, "Hub"), "merge")
    check("--unsigned" in result.complaint, result.complaint)
    equal(digest(folder, book(folder, "Hub")), before, "digest")
    cli(folder, "folder", book(folder, "Hub"), "merge", "--unsigned")
    equal(states(folder, "Hub")["plain.xml"], "merged", "its state")
    said = cli(folder, "folder", book(folder, "Hub"), "set", place(folder, "Hub"), "--seal", "plain").text
    check("reads everything" in said, said)
    cli(folder, "folder", book(folder, "Hub"), "unset")
    check("No exchange folder" in cli(folder, "folder", book(folder, "Hub")).text, "what status says")


@test("a passphrase that the workbook keeps")
def _(folder):
    shared = secret(folder, "river maple seven", "shared")
    for name in ("Hub", "Links"):
        cli(folder, "folder", book(folder, name), "set", place(folder, name), "--seal", "passphrase",
            "--folder-passphrase-file", shared)
    cli(folder, "add", book(folder, "Hub"), "contribution", "--text", "Said last")
    cli(folder, "folder", book(folder, "Hub"), "write")
    copy_all(folder, "Hub", "Links")
    result = raw("--passphrase-file", secret(folder), "folder", book(folder, "Links"), "sync")
    equal(result.status, 0, result.complaint)
    equal(digest(folder, book(folder, "Hub")), digest(folder, book(folder, "Links")), "digests")


run_all()
