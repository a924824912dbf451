# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that somebody made to break a screen: what turns the order of letters, what a terminal obeys, what is very long, or
nothing at all. They come in a partner's file, as they would, and every verb that lists or tells is asked on a terminal."""

import os
import pty
import re
import select
import subprocess

from earshot_cli import CLI, PATIENCE, check, cli, digest, equal, raw, rows, run_all, secret, test

# A window's title, a cleared screen, an override that is never closed, a lone carriage return's worth of spaces, C1's own CSI.
# XML 1.0 cannot hold C0 controls, so that those come from typing: CSV and the command line.
HOSTILE = "Real\u202eeman\u2066name\u2028line\u2029end\u200f"
C1 = "a\u009b2Jb\u0085c"
TYPED = "Typed \x1b]0;owned\x07\x1b[2J\x9b\u202edrow\u2067x"
LONG = "L" + "o" * 3990 + "ng"

# Nothing of C0 but line ends and tabs, no DEL, no C1, nothing that embeds or overrides, no line that ends where none ends. An
# isolate is ours, and is closed.
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2028\u2029]")


def on_a_terminal(folder, *arguments):
    """What the verb writes to a terminal of its own, both of its outputs."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [CLI, "--passphrase-file", os.fspath(secret(folder)), *map(os.fspath, arguments)],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, start_new_session=True,
    )
    os.close(theirs)
    parts = []
    while select.select([ours], [], [], PATIENCE)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # The other side is closed.
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    process.wait(PATIENCE)
    return process.returncode, b"".join(parts).decode("utf-8", "strict")


def harmless(text, what):
    # The progress line is the program's own, and clears itself.
    text = text.replace("\r\x1b[K", "").replace("\x1b[K", "")
    found = OBEYED.search(text)
    if found:
        at = found.start()
        check(False, f"{what}: {text[max(0, at - 40):at + 40]!r}")
    for line in text.splitlines():
        equal(line.count("\u2068"), line.count("\u2069"), f"{what}: isolates opened and closed in {line!r}")


def made_by_a_partner(folder, name):
    """A partner's bundle in which every name is hostile, in one of the ways that a file can be."""
    theirs = folder / f"{name}-theirs.earshot"
    source = folder / f"{name}.csv"
    source.write_text("session,ref,participant,group,place,text,theme\nSESSIONNAME,REFNAME,SPEAKERNAME,Carers,PLACENAME,WORDSNAME,\n")
    cli(folder, "init", "--device", "DEVICENAME", "--organisation", "ORGNAME", theirs)
    cli(folder, "import", theirs, source)
    cli(folder, "codebook", theirs, "publish", "VERSIONNAME")
    bundle = folder / f"{name}.xml"
    cli(folder, "export", theirs, bundle)
    return bundle


def verbs(book):
    for kind in ("contributions", "sessions", "participants", "places", "organisations", "devices"):
        yield "list", book, kind
    yield "devices", book
    yield "merges", book
    yield "quarantine", book
    yield "codebook", book, "list"
    yield "summary", "--by", "place,period", book


def ask_all(folder, book, forms=("text", "csv")):
    n = 0
    for verb in verbs(book):
        for form in forms:
            status, text = on_a_terminal(folder, "--format", form, *verb)
            harmless(text, f"{' '.join(map(str, verb))} as {form}")
            n += status == 0 and len(text) > 0
    check(n > 6, f"only {n} lists said anything")


NAMES = ("DEVICENAME", "ORGNAME", "SESSIONNAME", "REFNAME", "SPEAKERNAME", "PLACENAME", "WORDSNAME", "VERSIONNAME")


def forge(folder, bundle, name, *tos):
    text = bundle.read_text()
    check(sum(one in text for one in NAMES) >= 6, "the bundle has lost its names")
    for number, one in enumerate(NAMES):
        text = text.replace(one, tos[number % len(tos)])
    forged = folder / f"forged-{name}.xml"
    forged.write_text(text)
    return forged


@test("names from a partner's file do nothing to a terminal")
def _(folder):
    bundle = made_by_a_partner(folder, "partner")
    book = folder / "ours.earshot"
    cli(folder, "init", "--device", "Ours", book)
    for name, tos in (("turned", (HOSTILE, C1, LONG)), ("again", (C1, LONG, HOSTILE))):
        forged = forge(folder, bundle, name, *tos)
        # First looked at, while the device is a stranger's, whose name is told and whose records wait.
        _, text = on_a_terminal(folder, "merge", "--dry-run", book, forged)
        check("records" in text, f"the preview says nothing: {text}")
        harmless(text, f"preview, {name}")
    _, text = on_a_terminal(folder, "merge", book, forged)
    harmless(text, "merge")
    _, text = on_a_terminal(folder, "quarantine", book)
    harmless(text, "quarantine")
    status, text = on_a_terminal(folder, "merge", "--accept", "all", book, forged)
    harmless(text, "merge accepted")
    equal(status, 0, f"merge: {text}")
    ask_all(folder, book, ("text", "csv", "json"))


@test("a name that may not be is refused, and changes nothing")
def _(folder):
    bundle, book = folder / "partner.xml", folder / "ours.earshot"
    before = digest(folder, book)
    for name, to in (("lines", "one\ntwo"), ("too-long", "L" * 10000)):
        forged = forge(folder, bundle, name, to)
        status, text = on_a_terminal(folder, "merge", "--accept", "all", book, forged)
        harmless(text, f"merge, {name}")
        equal(status, 1, f"{name}: {text}")
        check("Nothing was changed" in text.replace("\r\n", " "), f"{name}: {text}")
        equal(digest(folder, book), before, f"digest after {name}")


@test("what was typed here does nothing to a terminal either, and a file gets it as it was typed")
def _(folder):
    book, source = folder / "typed.earshot", folder / "typed.csv"
    result = raw("--passphrase-file", secret(folder), "init", "--device", TYPED, "--organisation", TYPED, book)
    harmless(result.text + result.complaint, "init")
    if result.status != 0:
        cli(folder, "init", "--device", "Ours", book)
    source.write_bytes(f'session,ref,place,text\n"{HOSTILE}","{HOSTILE}","{HOSTILE}","{HOSTILE}"\n'.encode())
    _, text = on_a_terminal(folder, "import", book, source)
    harmless(text, "import")
    ask_all(folder, book)
    found = rows(folder, "list", book, "contributions", kind="csv")
    check(any("\u202e" in (row["text"] or "") for row in found), "CSV in a file holds what was typed")


@test("an exchange card with such names is looked at and taken in")
def _(folder):
    theirs, book, card = folder / "partner-theirs.earshot", folder / "typed.earshot", folder / "card.xml"
    cli(folder, "card", theirs, "write", card)
    text = card.read_text()
    check("DEVICENAME" in text and "ORGNAME" in text, "the card has lost its names")
    for name, to in (("turned", HOSTILE), ("long", LONG), ("empty", "")):
        forged = folder / f"card-{name}.xml"
        forged.write_text(text.replace("DEVICENAME", to).replace("ORGNAME", to))
        for verb in ("show", "accept"):
            _, said = on_a_terminal(folder, "card", book, verb, forged)
            harmless(said, f"card {verb}, {name}")


run_all()
