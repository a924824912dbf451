# SPDX-License-Identifier: GPL-3.0-or-later
"""What two partners do on their first evening, from the keyboard alone."""

import pathlib
import re
import xml.etree.ElementTree as ElementTree

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import choose_plain, create_workbook, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
FIRST, SECOND, BUNDLE = FOLDER / "first.earshot", FOLDER / "second.earshot", FOLDER / "first.xml"
# What is typed, and what is then to be read of it: the words and the feeling.
SAID = (
    ("+ The link worker rang me back the same day", "The link worker rang me back the same day", "Works"),
    ("@P2 - I tell my story again at every appointment", "I tell my story again at every appointment", "Does not work"),
    ("! আমার ভাষায় একটি কার্ড", "আমার ভাষায় একটি কার্ড", "Idea"),
)

program = None


def start():
    """A workbook is created from the welcome page"""
    global program
    program = Program()
    create_workbook(program, FIRST, "First Partner")
    check(FIRST.stat().st_size > 0, "the workbook is a file")
    check(not FIRST.read_bytes().startswith(b"SQLite format 3"), "the workbook is encrypted")


def record():
    """A conversation with three voices is recorded"""
    program.key("ctrl+n")
    for typed, words, _ in SAID:
        program.type_into("Capture line", typed)
        program.key("Return")
        program.wait("list item", voice(words))
        program.wait_focus("text box", "Capture line")
        program.wait_text("")


def read():
    """Each voice stands in the list with its feeling, in the order it was said"""
    rows = wait_for(lambda: len(rows := voices_shown(program)) == len(SAID) and rows, f"{len(SAID)} voices are listed")
    for row, (_, words, feeling) in zip(rows, SAID):
        check(words in row.name and row.name.startswith(feeling), f"{feeling!r} and {words!r} in {row.name!r}")
    check("P2" in rows[1].name, f"who said it in {rows[1].name!r}")


def search():
    """One is found by search"""
    show_page(program, "Voices")
    wait_for(lambda: len(voices_shown(program)) == 3, "all voices are listed")
    program.key("ctrl+f")
    program.type_into("Search voices", "story")
    found = wait_for(lambda: len(rows := voices_shown(program)) == 1 and rows, "one voice is found")
    check("I tell my story again" in found[0].name, found[0].name)


def search_bengali():
    """One is found by a word in Bengali"""
    program.type_into("Search voices", "ভাষায়")
    found = wait_for(lambda: len(rows := voices_shown(program)) == 1 and rows, "one voice is found")
    check(SAID[2][1] in found[0].name, found[0].name)


def export():
    """A file for a partner is saved"""
    show_page(program, "Exchange")
    choose_plain(program)
    program.tab_to("text box", "File to save")
    program.type_into("File to save", str(BUNDLE))
    program.key("Return")
    program.wait_says("Saved as")
    root = ElementTree.parse(BUNDLE).getroot()
    texts = {element.text for element in root.iter() if element.tag.endswith("}text")}
    check_equal(texts, {words for _, words, _ in SAID}, "words in the file")


def close():
    """The program ends well"""
    program.quit()


def bring_in():
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(BUNDLE))
    program.key("Return")


def merge():
    """The second partner looks at the file, accepts who it is from, and brings it in"""
    global program
    program = Program()
    create_workbook(program, SECOND, "Second Partner")
    show_page(program, "Exchange")
    bring_in()
    program.wait("button", "Accept")
    program.tab_to("button", "Accept", key="shift+Tab")
    program.key("Return")
    program.wait_focus("button", re.compile(r"^Merge .*3 voices"))
    program.key("Return")
    program.wait_focus("button", "Undo This Merge")
    program.wait_says("3 new voices")


def merge_again():
    """The same file again brings nothing new"""
    bring_in()
    program.wait_says("Already here")


def see():
    """The voices are there, with who said them"""
    show_page(program, "Voices")
    wait_for(lambda: len(voices_shown(program)) == 3, "all voices are listed")
    for _, words, _ in SAID:
        wait_for(lambda: any(words in row.name for row in voices_shown(program)), f"{words!r} is listed")
    program.quit()


run(start, record, read, search, search_bengali, export, close, merge, merge_again, see)
