# SPDX-License-Identifier: GPL-3.0-or-later
"""Two laptops by the keyboard alone: cards are saved and brought in, a file is sealed and merged, a laptop is revoked."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, choose_in_row, create_workbook, open_workbook, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
HUB, LINKS = FOLDER / "hub.earshot", FOLDER / "links.earshot"
CARDS = pathlib.Path(os.environ["HOME"])
HUB_CARD, LINKS_CARD = (CARDS / f"Example-{name}-Laptop-1.earshot-card.xml" for name in ("Healthwatch", "Links"))
SEALED, BY_WORDS, PART = FOLDER / "for-links.earshot-sealed", FOLDER / "words.earshot-sealed", FOLDER / "part.earshot-sealed"
SECRET, BOOK = FOLDER / "passphrase", FOLDER / "codebook.xml"
SAID = "Nobody told me that the clinic had moved"
ROWS = ("list item", "combo box", "button", "generic")

program = None


def cli(*arguments, status=0):
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, *arguments], capture_output=True, text=True)
    check_equal(done.returncode, status, done.stderr)
    return done.stdout + done.stderr


def words_of(workbook):
    return re.search(r"Its words: (\S+)", cli("card", workbook)).group(1)


def save_as(path):
    program.tab_to("text box", "File to save")
    program.type_into("File to save", str(path))
    program.key("Return")
    program.wait_says("Saved as")


def save_card(path):
    program.tab_to("button", "Save My Card")
    program.key("Return")
    program.wait_says("It holds no secret")
    check(path.is_file(), f"{path} is there")


def look_at(path):
    program.tab_to("text box", "A partner's card to add", key="shift+Tab")
    program.type_into("A partner's card to add", str(path))
    program.key("Return")


def prepare():
    """Two workbooks; each saves its card"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    for workbook, name, card in ((HUB, "Example Healthwatch", HUB_CARD), (LINKS, "Example Links", LINKS_CARD)):
        program = Program()
        create_workbook(program, workbook, name)
        show_page(program, "Exchange")
        program.wait_says("No partners yet")
        save_card(card)
        program.wait_says(words_of_card(card).replace("-", " · "))
        program.quit()
    check_equal((words_of_card(HUB_CARD), words_of_card(LINKS_CARD)), (words_of(HUB), words_of(LINKS)), "words")
    cli("card", LINKS, "accept", HUB_CARD)
    cli("add", HUB, "contribution", "--text", SAID)


def words_of_card(card):
    return re.search(r"<words>(.*)</words>", card.read_text()).group(1)


def refuse():
    """With no card nothing is sealed for anybody, and what is no card is refused"""
    global program
    program = open_workbook(HUB)
    show_page(program, "Exchange")
    program.wait(None, re.compile("Sealed with a passphrase"))
    check(not program.find(None, re.compile("Sealed for")), "nobody to seal for")
    look_at(SECRET)
    program.wait(None, "This card cannot be used")
    program.key("Escape")
    program.wait_gone(None, "This card cannot be used")


def accept():
    """A partner's card is looked at, with its words, then accepted; that is undone and done again"""
    look_at(LINKS_CARD)
    program.wait_says(words_of_card(LINKS_CARD).replace("-", " · "))
    program.tab_to("button", "They Match")
    program.key("Return")
    program.wait_says("files can be sealed for it")
    accepted = re.compile("^Example Links – .*Accepted")
    program.wait("list item", accepted)
    # In a field the key takes back what was typed there.
    program.tab_to("button", "Choose a partner's card")
    program.key("ctrl+z")
    program.wait_gone("list item", accepted)
    program.key("ctrl+shift+z")
    program.wait("list item", accepted)


def seal():
    """A file is sealed for that partner, which is offered first"""
    program.tab_to("text box", "File to save", key="shift+Tab")
    choose_in_row(program, "Who can open it", "Sealed for Example Links")
    program.wait_says("Only they can open it")
    save_as(SEALED)
    check(SAID.encode() not in SEALED.read_bytes(), "words in a sealed file")
    check("sealed for other laptops" in cli("merge", HUB_COPY, SEALED, status=1), "another laptop opens it")


def by_words():
    """A file is sealed with the words that are offered"""
    choose_in_row(program, "Who can open it", "Sealed with a passphrase")
    field = program.tab_to("text box", "Passphrase to tell by phone")
    words = field.text
    check(re.fullmatch(r"[a-z]+( [a-z]+){5}", words), f"six words: {words!r}")
    save_as(BY_WORDS)
    told = FOLDER / "told"
    told.write_text(words + "\n")
    cli("unseal", HUB_COPY, BY_WORDS, "-o", FOLDER / "words.xml", "--file-passphrase-file", told)
    check(SAID in (FOLDER / "words.xml").read_text(), "the words are in it")


def lists():
    """Codebook and lists alone"""
    choose_in_row(program, "Who can open it", "Sealed for Example Links")
    choose_in_row(program, "What it holds", "Codebook and lists")
    save_as(PART)
    plain = FOLDER / "part.xml"
    cli("unseal", LINKS, PART, "-o", plain)
    text = plain.read_text()
    check('partial="true"' in text and "<contribution" not in text, "the lists alone")


def publish():
    """The codebook is published from What Matters: what changed, what it is called, where it goes"""
    show_page(program, "What Matters")
    program.tab_to("toggle button", "More for the codebook", key="shift+Tab")
    program.key("Return")
    program.wait("menu item", "Publish This Codebook…")
    program.tab_to("menu item", "Publish This Codebook…", key="Down")
    program.key("Return")
    program.wait_focus("text box", "Name of this version")
    program.wait(None, re.compile("new themes"))
    program.type_into("Name of this version", "Winter 2026")
    program.tab_to("text box", "File to save")
    program.type_into("File to save", str(BOOK))
    program.key("Return")
    program.wait_says("“Winter 2026” is published")
    text = BOOK.read_text()
    check("Winter 2026" in text and "<theme" in text and "<contribution" not in text, "themes and lists alone")
    show_page(program, "Exchange")


def merge():
    """The partner merges what was sealed for them"""
    global program
    program.quit()
    program = open_workbook(LINKS)
    show_page(program, "Exchange")
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(SEALED))
    program.key("Return")
    program.wait_focus("button", re.compile(r"^Merge .*1 voice"))
    program.key("Return")
    program.wait_focus("button", "Undo This Merge")
    show_page(program, "Voices")
    wait_for(lambda: voices_shown(program), "the voice is listed")
    wait_for(lambda: (shown := voices_shown(program)) and shown[0].is_a(None, voice(SAID)), lambda: f"it is the first of {voices_shown(program)}")
    program.quit()


def revoke():
    """A lost laptop is revoked, with its words; its file is refused; and that is taken back"""
    global program
    program = open_workbook(HUB)
    show_page(program, "Exchange")
    program.tab_to("list item", re.compile("^Example Links – "), key="shift+Tab")
    program.key("Return")
    program.tab_to("button", "Revoke…")
    program.key("Return")
    program.wait_says("Its files are then refused")
    program.wait_says(words_of_card(LINKS_CARD).replace("-", " · "))
    program.tab_to("button", "Revoke")
    program.key("Return")
    program.wait("list item", re.compile("^Example Links – .*Revoked"))
    program.wait("button", "Undo")
    program.key("ctrl+z")
    program.wait("list item", re.compile("^Example Links – .*Accepted"))
    program.tab_to("button", "Stop Accepting")
    program.key("Return")
    program.wait("list item", re.compile("^Example Links – .*Waiting"))
    program.wait_says("What it sent before stays")
    program.key("ctrl+z")
    program.wait("list item", re.compile("^Example Links – .*Accepted"))
    program.quit()


HUB_COPY = FOLDER / "other.earshot"


def other():
    """A third workbook, which is nobody's partner"""
    cli("init", "--bare", HUB_COPY)


run(prepare, other, refuse, accept, seal, by_words, lists, publish, merge, revoke)
