# SPDX-License-Identifier: GPL-3.0-or-later
"""Exchange cards and sealed files: who can open what, who is believed, and what a lost laptop may still do."""

import hashlib
import re
import subprocess
import xml.etree.ElementTree as ElementTree

from earshot_cli import SOURCE, check, cli, digest, equal, have, raw, rows, run_all, secret, test

state = {}


def book(folder, name):
    return folder / f"{name}.earshot"


def sealed(folder, name):
    return folder / f"{name}.earshot-sealed"


def card(folder, name):
    return folder / f"{name}.earshot-card.xml"


def words_of(folder, name):
    return rows(folder, "card", book(folder, name))[0]["words"]


def standing(folder, name, path):
    return rows(folder, "card", book(folder, name), "show", path)[0]["standing"]


def refused(folder, *arguments, says):
    result = cli(folder, *arguments, status=1)
    check(says in result.complaint, result.complaint)
    check("othing was changed" in result.complaint, result.complaint)
    return result


@test("a card is written, says its words, and holds no secret")
def _(folder):
    for name in ("Hub", "Links", "Third"):
        cli(folder, "init", "--bare", "--device", name, "--organisation", f"{name} example", book(folder, name))
        cli(folder, "add", book(folder, name), "contribution", "--text", f"Said at {name}")
        shown = cli(folder, "card", book(folder, name), "write", card(folder, name)).text
        check(words_of(folder, name) in shown, shown)
    text = card(folder, "Hub").read_text()
    check("Hub example" in text and words_of(folder, "Hub") in text, text)
    equal(standing(folder, "Hub", card(folder, "Hub")), "self", "one's own card")
    refused(folder, "card", book(folder, "Hub"), "accept", card(folder, "Hub"), says="own exchange card")
    refused(folder, "card", book(folder, "Hub"), "write", book(folder, "Links"), says="a workbook")


@test("a stranger checks a card by data/schema/README.md alone")
def _(folder):
    root = ElementTree.parse(card(folder, "Links")).getroot()
    part = {child.tag.partition("}")[2]: child for child in root}
    signing, sealing = (bytes.fromhex(part[name].text) for name in ("signing-key", "sealing-key"))
    table = re.findall(r'"([a-z]+)"', (SOURCE / "src/core/exchange/ear-fingerprint-words.h").read_text())
    digest_of_keys = hashlib.blake2b(b"earshot-keys-1" + signing + sealing, digest_size=32).digest()
    equal(part["words"].text, "-".join(table[byte] for byte in digest_of_keys[:8]), "words")
    signed = (
        f"earshot-card-1\ndevice={root.get('device')}\nmade={root.get('made')}\nname={part['name'].text}\n"
        f"organisation={part['organisation'].get('id')}\norganisation-name={part['organisation'].text}\n"
        f"signing-key={part['signing-key'].text}\nsealing-key={part['sealing-key'].text}\n"
    )
    have("openssl")
    key, text, signature = (folder / name for name in ("key.der", "signed", "signature"))
    # A SubjectPublicKeyInfo of RFC 8410.
    key.write_bytes(bytes.fromhex("302a300506032b6570032100") + signing)
    text.write_text(signed)
    signature.write_bytes(bytes.fromhex(part["signature"].text))
    done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin", "-in", text, "-sigfile",
                           signature], capture_output=True, text=True)
    equal(done.returncode, 0, done.stdout + done.stderr)


@test("nothing is sealed for a card that nobody accepted")
def _(folder):
    hub, links = book(folder, "Hub"), card(folder, "Links")
    equal(standing(folder, "Hub", links), "new", "a card not met before")
    result = refused(folder, "export", hub, sealed(folder, "hub"), "--to", links, says="was not taken in")
    check(words_of(folder, "Links") in result.complaint, result.complaint)
    refused(folder, "export", hub, sealed(folder, "hub"), "--to", "Links", says="no device")
    check(not sealed(folder, "hub").exists(), "a file was written")


@test("a card whose words were misheard is not accepted")
def _(folder):
    hub, links = book(folder, "Hub"), card(folder, "Links")
    words = words_of(folder, "Links")
    refused(folder, "card", hub, "accept", links, "--words", words_of(folder, "Third"), says=words)
    cli(folder, "card", hub, "accept", links, "--words", words.replace("-", " ").upper())
    equal(standing(folder, "Hub", links), "accepted", "the card")
    known = {row["name"]: row for row in rows(folder, "devices", hub)}["Links"]
    equal((known["accepted"], known["card"], known["organisation"], known["words"]), (True, True, "Links example", words), "partner")
    cli(folder, "card", book(folder, "Links"), "accept", card(folder, "Hub"))


@test("a changed card is refused")
def _(folder):
    bad = folder / "bad.earshot-card.xml"
    text = card(folder, "Third").read_text()
    before = digest(folder, book(folder, "Hub"))
    for change, says in (
        (text.replace(">Third<", ">Links<"), "signature"),
        (text.replace(words_of(folder, "Third"), words_of(folder, "Links")), "words"),
        (text[:-20], "too early"),
        (text.replace("<name>", "<title>").replace("</name>", "</title>"), "line 5"),
        (text.replace("<card ", "<!DOCTYPE card><card "), "DOCTYPE"),
        (text.replace("card:1", "card:2"), "newer Earshot"),
        ("<card/>", "namespace"),
    ):
        check(change != text, says)
        bad.write_text(change)
        for verb in ("show", "accept"):
            refused(folder, "card", book(folder, "Hub"), verb, bad, says=says)
    equal(digest(folder, book(folder, "Hub")), before, "digest")


@test("a file sealed for one partner opens there and nowhere else")
def _(folder):
    hub, path = book(folder, "Hub"), sealed(folder, "hub")
    result = cli(folder, "export", hub, path, "--to", "Links")
    check("sealed for “Links” (Links example)" in result.text and "Nobody else" in result.text, result.text)
    check(b"Said at" not in path.read_bytes(), "words in a sealed file")
    refused(folder, "merge", hub, path, says="sealed for other laptops")
    refused(folder, "merge", book(folder, "Third"), path, says="sealed for other laptops")
    refused(folder, "unseal", book(folder, "Third"), path, "-o", folder / "stolen.xml", says="sealed for other laptops")
    check(not (folder / "stolen.xml").exists(), "a plain file was written")
    cli(folder, "merge", book(folder, "Links"), path)
    equal({row["text"] for row in rows(folder, "list", book(folder, "Links"), "voices")}, {"Said at Hub", "Said at Links"}, "voices")


@test("what was merged is told, and is left out the next time")
def _(folder):
    hub, links = book(folder, "Hub"), book(folder, "Links")
    cli(folder, "export", links, sealed(folder, "links"), "--to", card(folder, "Hub"))
    cli(folder, "merge", hub, sealed(folder, "links"))
    cli(folder, "add", hub, "contribution", "--text", "Said later")
    cli(folder, "export", hub, sealed(folder, "later"), "--to", "Links", "--since-last")
    plain = folder / "later.xml"
    result = raw("-p", secret(folder), "unseal", links, sealed(folder, "later"), "-o", plain)
    equal(result.status, 0, result.complaint)
    check("signed by “Hub” (Hub example)" in result.text, result.text)
    check("not encrypted any more" in result.complaint, result.complaint)
    check("Said later" in plain.read_text() and "Said at Hub" not in plain.read_text(), plain.read_text())
    partner = {row["name"]: row for row in rows(folder, "devices", hub)}["Links"]
    check(partner["sent"] and partner["received"], partner)


@test("a plain file says on standard error what it exposes, and a sealed one does not")
def _(folder):
    result = raw("-p", secret(folder), "export", book(folder, "Hub"), folder / "plain.xml")
    check("not encrypted" in result.complaint and "every voice" in result.complaint, result.complaint)
    result = raw("-p", secret(folder), "export", book(folder, "Hub"), sealed(folder, "quiet"), "--to", "Links")
    equal((result.status, result.complaint), (0, ""), "a sealed export")


@test("a file for several partners, and for whoever knows the passphrase")
def _(folder):
    hub, path, word = book(folder, "Hub"), sealed(folder, "both"), secret(folder, "ferry lotus kettle", "word")
    cli(folder, "card", hub, "accept", card(folder, "Third"))
    cli(folder, "export", hub, path, "--to", "Links", "--to", "Third", "--file-passphrase-file", word)
    for name in ("Links", "Third"):
        cli(folder, "card", book(folder, name), "accept", card(folder, "Hub"))
        cli(folder, "merge", book(folder, name), path)
    stranger = book(folder, "Stranger")
    cli(folder, "init", "--bare", stranger)
    refused(folder, "merge", stranger, path, says="sealed with a passphrase")
    refused(folder, "merge", stranger, path, "--file-passphrase-file", secret(folder, "another", "other"), says="not the passphrase")
    cli(folder, "merge", stranger, path, "--accept", "all", "--file-passphrase-file", word)


@test("a passphrase that is made is told once, and opens the file")
def _(folder):
    path = sealed(folder, "words")
    shown = cli(folder, "export", book(folder, "Hub"), path, "--new-passphrase").text
    words = re.search(r"told only now: ([a-z]+(?: [a-z]+){5})$", shown, re.M)
    check(words, shown)
    result = raw("-p", secret(folder), "unseal", book(folder, "Stranger"), path, "-o", folder / "words.xml", "--file-passphrase-file",
                 secret(folder, words.group(1), "made"))
    equal(result.status, 0, result.complaint)
    check("Said at Hub" in (folder / "words.xml").read_text(), "the words are not there")


@test("a lost laptop is revoked with its words shown, here and wherever that is merged")
def _(folder):
    hub, links, third = (book(folder, name) for name in ("Hub", "Links", "Third"))
    lost = sealed(folder, "lost")
    cli(folder, "card", links, "accept", card(folder, "Third"))
    cli(folder, "export", third, lost, "--to", "Hub")
    state["before"] = digest(folder, links)
    shown = cli(folder, "devices", hub, "revoke", "Third").text
    check(words_of(folder, "Third").replace("-", ", ") in shown, shown)
    refused(folder, "merge", hub, lost, says="was revoked")
    refused(folder, "export", hub, sealed(folder, "no"), "--to", "Third", says="was revoked")
    refused(folder, "card", hub, "accept", card(folder, "Third"), says="was revoked")
    refused(folder, "devices", hub, "accept", "Third", says="was revoked")
    cli(folder, "export", links, sealed(folder, "still"), "--to", "Third")
    cli(folder, "export", hub, sealed(folder, "news"), "--to", "Links")
    cli(folder, "merge", links, sealed(folder, "news"))
    refused(folder, "export", links, sealed(folder, "no"), "--to", "Third", says="was revoked")
    equal(standing(folder, "Links", card(folder, "Third")), "revoked", "the card elsewhere")
    check(not sealed(folder, "no").exists(), "a file was written")


@test("the laptop that replaces it is accepted with its own card")
def _(folder):
    hub, new = book(folder, "Hub"), book(folder, "Fourth")
    cli(folder, "init", "--bare", "--device", "Third, again", "--organisation", "Third example", new)
    cli(folder, "card", new, "write", card(folder, "Fourth"))
    check("may replace “Third”" in cli(folder, "card", hub, "show", card(folder, "Fourth")).text, "what it replaces is not said")
    cli(folder, "card", hub, "accept", card(folder, "Fourth"))
    cli(folder, "export", hub, sealed(folder, "fourth"), "--to", "Third, again")
    cli(folder, "card", new, "accept", card(folder, "Hub"))
    cli(folder, "merge", new, sealed(folder, "fourth"))


@test("which laptop it took the place of is written down, and that one is out of use")
def _(folder):
    hub = book(folder, "Hub")
    cli(folder, "devices", hub, "restore", "Third")
    cli(folder, "card", hub, "accept", card(folder, "Fourth"), "--replaces", "Third")
    known = {row["name"]: row for row in rows(folder, "devices", hub)}
    equal((known["Third"]["revoked"], known["Third"]["replaced-by"], known["Third, again"]["replaces"]),
          (True, "Third, again", "Third"), "the two of them")
    check("may replace" not in cli(folder, "card", hub, "show", card(folder, "Fourth")).text, "it is offered no more")


@test("accepting is taken back: what it sends waits, what it sent stays")
def _(folder):
    hub, new = book(folder, "Hub"), book(folder, "Fourth")
    for words in ("Before", "After"):
        cli(folder, "add", new, "contribution", "--text", words, "--ref", words)
        cli(folder, "export", new, sealed(folder, words), "--to", "Hub")
    cli(folder, "merge", hub, sealed(folder, "Before"))
    before = digest(folder, hub)
    said = cli(folder, "devices", hub, "unaccept", "Third, again").text
    check("1 merge" in said and "undo" in said, said)
    cli(folder, "merge", hub, sealed(folder, "After"))
    equal(digest(folder, hub), before, "digest")
    refused(folder, "export", hub, sealed(folder, "no"), "--to", "Third, again", says="not accepted")
    cli(folder, "devices", hub, "accept", "Third, again")
    check(digest(folder, hub) != before, "what waited has come")


@test("a revocation is taken back where it was made")
def _(folder):
    hub = book(folder, "Hub")
    cli(folder, "devices", hub, "restore", "Third")
    cli(folder, "merge", hub, sealed(folder, "lost"))
    refused(folder, "devices", book(folder, "Third"), "revoke", "Third", says="working on")


@test("a card brought to be merged is told for what it is")
def _(folder):
    refused(folder, "merge", book(folder, "Hub"), card(folder, "Links"), says="exchange card of “Links”")


run_all()
