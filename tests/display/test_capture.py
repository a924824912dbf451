# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation as an interpreter's volunteer records it: the occasion, a pasted page, originals, and what the room sees."""

import pathlib
import re

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for, x
from earshot_steps import create_workbook, open_workbook, show_page, voice, voices_shown

WORKBOOK = pathlib.Path(private_folder()) / "work.earshot"
DETAILS = {
    "Project or purpose": "Winter listening",
    "Facilitators’ roles": "two volunteers",
    "Date of consent": "5 March 2026",
    "How it was explained": "read aloud",
}
PAGE = ("1. nobody asks how I am", "* the bus stops too far away", "+ they rang me back", "? who decides", "and who pays")
BENGALI = "আমার ভাষায় একটি কার্ড"

program = None


def start():
    """A conversation is begun, and its details are filled in"""
    global program
    program = Program()
    create_workbook(program, WORKBOOK, "Partner")
    program.key("ctrl+n")
    program.wait_focus("text box", "Capture line")
    program.key("F9")
    program.wait_focus("text box", "Title")
    for name, value in DETAILS.items():
        program.tab_to("text box", name)
        program.type_into(name, value)
    program.tab_to("button", "Add a person", key="shift+Tab")
    program.key("Return")
    program.wait("list item", "P1")
    program.tab_to("list item", "P1", within="Who spoke", key="shift+Tab")
    program.key("Return")
    program.wait("text box", "Access needs")
    program.tab_to("text box", "Access needs")
    program.type_into("Access needs", "large print")
    program.wait_says("large print")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def details_kept():
    """Killed and opened again, each detail is there"""
    program.type_into("Capture line", "+ the first one")
    program.key("Return")
    program.wait("list item", voice("the first one"))
    reopen()
    program.tab_to("list item", within="Sessions")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: voices_shown(program), "voices are shown")
    program.key("F9")
    program.wait_focus("text box", "Title")
    for name, value in DETAILS.items():
        program.tab_to("text box", name)
        program.wait_text(value)
    program.wait_says("large print")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def reopen():
    global program
    program.kill()
    program = open_workbook(WORKBOOK)


def paste():
    """A pasted page is shown in pieces, with what was understood"""
    for line in PAGE:
        program.type(line)
        program.key("shift+Return")
    program.key("ctrl+a", "ctrl+x")
    program.wait_text("")
    program.key("ctrl+v")
    program.wait("button", "Add 5 Voices")
    rows = pieces()
    check_equal(len(rows), len(PAGE), "pieces")
    check(rows[0].startswith("nobody asks how I am"), rows[0])
    check(rows[1].startswith("the bus stops"), rows[1])
    check("they rang me back" in rows[2] and "Works" in rows[2], rows[2])


def pieces():
    found = program.wait("list", "Voices on this page")
    return [node.name for node in program.find_all("list item", None, within=found)]


def change_pieces():
    """Pieces are joined, split, changed and left out"""
    program.tab_to("list item", voice("who decides"), key="Down")
    program.key("ctrl+j")
    program.wait("button", "Add 4 Voices")
    wait_for(lambda: any("who decides and who pays" in " ".join(name.split()) for name in pieces()), "two pieces are one")
    program.tab_to("list item", voice("the bus stops"), key="Up")
    program.key("Return")
    program.wait_focus("text box", "Selected piece")
    program.key("ctrl+Home", *["ctrl+Right"] * 3, "ctrl+Return")
    program.wait("button", "Add 5 Voices")
    program.wait("list item", re.compile("^the bus stops$"))
    program.wait_text("too far away")
    program.type(" at night")
    program.wait("list item", re.compile("too far away"))
    program.tab_to("list item", within="Voices on this page", key="shift+Tab")
    program.tab_to("list item", re.compile("nobody asks"), key="Up")
    program.key("Delete")
    program.wait("button", "Add 4 Voices")
    program.wait("list item", re.compile("Left out: nobody asks"))


def killed_in_preview():
    """Killed while the page is looked at, all of it is there again"""
    before = wait_for(pieces, "pieces are shown")
    reopen()
    program.wait_says("It is kept.")
    program.tab_to("button", "Go on")
    program.key("Return")
    program.wait("button", "Add 4 Voices")
    check_equal(pieces(), before, "pieces")


def add_all():
    """They are added at once, and one undo takes them back"""
    program.tab_to("button", "Add 4 Voices")
    program.key("Return")
    wait_for(lambda: len(voices_shown(program)) == 5, "the voices are there")
    program.wait("button", "Undo").press()
    wait_for(lambda: len(voices_shown(program)) == 1, "they are gone")


def original():
    """The original stands beside the translation, and either may come later"""
    program.wait_focus("text box", "Capture line")
    program.type("a card in my language")
    program.key("ctrl+l")
    program.wait_text("a card in my language\n| ")
    program.type(BENGALI)
    program.wait("label", re.compile(f": {BENGALI}"))
    program.key("Return")
    program.wait("list item", voice("a card in my language"))
    program.wait("toggle button", "Original (Bengali)")
    program.key("Up")
    program.wait_text(f"a card in my language\n|bn {BENGALI}")
    program.key("Escape")
    program.wait_text("")
    program.type("|pl")
    program.type(" nikt nie pyta")
    program.key("Return")
    program.wait("list item", voice("nikt nie pyta"))
    program.key("Up")
    program.wait_text("|pl nikt nie pyta")
    program.key("Home")
    program.type("nobody asks ")
    program.wait_text("nobody asks |pl nikt nie pyta")
    program.key("Return")
    program.wait("toggle button", "Original (Polish)")


def room():
    """The room sees what was recorded, and nothing that is private"""
    program.type("@P1 - she came home // her own words were worse")
    program.key("Return")
    program.wait("list item", voice("she came home"))
    program.type("not said yet")
    main = program.windows()[-1]
    program.key("F5")
    recorded = program.wait("list", "What was recorded")
    wait_for(lambda: recorded_rows() and "she came home" in recorded_rows()[-1], "the newest is the last")
    check("P1" in recorded_rows()[-1], recorded_rows()[-1])
    for hidden in ("her own words", "not said yet"):
        check(not any(hidden in node.name for node in recorded.walk()), hidden)
    x("windowfocus", "--sync", main)
    program.key("Return")
    wait_for(lambda: "not said yet" in recorded_rows()[-1], "what Enter was pressed for is there")
    program.wait_focus("text box", "Capture line")
    program.key("Up")
    program.wait_text("not said yet")
    program.key("ctrl+a")
    program.type("said otherwise")
    program.key("Return")
    wait_for(lambda: "said otherwise" in recorded_rows()[-1], "it is corrected at once")
    check(not any("not said yet" in row for row in recorded_rows()), "the old words are gone")
    program.key("F5")
    program.wait_gone("list", "What was recorded")


def recorded_rows():
    found = program.find("list", "What was recorded")
    return [node.name for node in program.find_all("list item", None, within=found)] if found else []


def search():
    """Both languages are found"""
    program.wait_focus("text box", "Capture line")
    for words in ("nikt", "nobody"):
        show_page(program, "Voices")
        program.key("ctrl+f")
        program.type_into("Search voices", words)
        wait_for(lambda: len(voices_shown(program)) == 1, f"{words} is found")
    program.quit()


run(start, details_kept, paste, change_pieces, killed_in_preview, add_all, original, room, search)
