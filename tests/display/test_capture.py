# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation as an interpreter's volunteer records it: the occasion, a pasted page, originals, and what the room sees."""

import os
import pathlib
import re

from gi.repository import GLib

from earshot_driver import TEXT, Program, check, check_equal, private_folder, run, wait_for
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
    enter()
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


def enter():
    """Into the only conversation there is."""
    program.tab_to("list item", within="Sessions")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: voices_shown(program), "voices are shown")


def quit_and_enter(environment=None):
    """Ends well, and goes on where it was."""
    global program
    program.quit()
    program = open_workbook(WORKBOOK, environment=environment)
    enter()


def paste():
    """A pasted page is shown in pieces, with what was understood"""
    for line in PAGE:
        program.type(line)
        program.key("shift+Return")
    program.key("ctrl+a", "ctrl+x")
    program.wait_text("")
    program.key("ctrl+v")
    program.wait("button", "Add 5 Voices")
    rows = wait_for(lambda: len(rows := pieces()) == len(PAGE) and rows, lambda: f"{len(PAGE)} pieces are listed, not {pieces()}")
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
    wait_for(lambda: pieces() == before, lambda: f"the pieces are {before} again, not {pieces()}")


def add_all():
    """They are added at once, one undo takes them back, and they can be added again"""
    program.tab_to("button", "Add 4 Voices")
    program.key("Return")
    wait_for(lambda: len(voices_shown(program)) == 5, "the voices are there")
    program.wait("button", "Undo").press()
    wait_for(lambda: len(voices_shown(program)) == 1, "they are gone")
    program.key("ctrl+shift+z")
    wait_for(lambda: len(voices_shown(program)) == 5, "they are there again")
    program.key("ctrl+z")
    wait_for(lambda: len(voices_shown(program)) == 1, "they are gone again")


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


def translated():
    """Who translated is said once, and holds for what follows"""
    program.tab_to("list item", voice("nobody asks"), within="Voices", key="shift+Tab")
    program.key("shift+F10")
    program.wait("menu item", "Who Translated…")
    program.tab_to("menu item", "Who Translated…", key="Down")
    program.key("Return")
    program.type_into("Translated by", "the link worker")
    program.key("Return")
    program.wait_gone("dialog", "Who Translated?")
    program.tab_to("text box", "Capture line")
    program.type("they wait |pl")
    program.type(" czekają")
    program.key("Return")
    program.wait("list item", voice("they wait"))
    program.tab_to("toggle button", "Original (Polish)", key="shift+Tab")
    program.key("space")
    program.wait_says("Translated by: the link worker")
    program.tab_to("text box", "Capture line")


# GTK 4.18 keeps a table for each answer about how a text looks. Leaks are looked for before and after these runs.
LEAKY = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


def spelling():
    """A word that no dictionary has is marked, and what was meant is offered by the keyboard"""
    quit_and_enter(LEAKY)
    program.type("nobody askks how |pl niktt wie")
    program.type(" tak")
    wait_marked("askks", "niktt")
    line = program.focused()
    program.key("ctrl+Home", "ctrl+Right", "ctrl+Right", "shift+F10")
    choose("menu item", "asks")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: line.text.startswith("nobody asks how"), "it is as it was meant")
    program.key("ctrl+End", *["ctrl+Left"] * 2, "Left", "shift+F10")
    choose("menu item", "Ignore This Word for Now")
    wait_marked()
    home = pathlib.Path(os.environ["HOME"])
    for file in home.rglob("*"):
        check("enchant" not in file.name, f"{file} was made")
        check(not file.is_file() or b"askks" not in file.read_bytes() and b"niktt" not in file.read_bytes(), f"{file} has a word")
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+a", "Delete")
    program.wait_text("")


def spelling_per_language():
    """What is wrong in English is right where Polish is spoken, and what is wrong in both stays marked"""
    program.type("they assk wszystko pyta")
    program.type(" today")
    wait_marked("assk", "wszystko", "pyta")
    speak("Polish")
    wait_marked("assk")
    speak("Lithuanian")
    wait_marked("assk", "wszystko", "pyta")
    speak("English")
    wait_marked("assk", "wszystko", "pyta")


def spelling_switch():
    """The switch in the conversation's menu turns it off and on, and holds from the next start on"""
    switch_spelling(was=True)
    wait_marked()
    quit_and_enter(LEAKY)
    program.wait_text("they assk wszystko pyta today")
    switch_spelling(was=False)
    wait_marked("assk", "wszystko", "pyta")
    program.key("ctrl+a", "Delete")
    program.wait_text("")
    quit_and_enter()


def choose(role, name):
    program.wait(role, name)
    program.tab_to(role, name, key="Down")
    program.key("Return")


def switch_spelling(was):
    program.tab_to("toggle button", "More for this conversation", key="shift+Tab")
    program.key("Return")
    check_equal(program.wait("menu item", "Check spelling").has("checked"), was, "whether spelling is checked")
    choose("menu item", "Check spelling")
    program.wait_gone("menu item", "Check spelling")
    program.tab_to("text box", "Capture line")


def speak(language):
    """Says in the conversation's details which language is spoken."""
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to("list item", re.compile("^Spoken"))
    program.key("Return")
    program.wait_focus("search box", "Search")
    program.type(language)
    program.wait_text(language)
    program.key("Return")
    wait_for(lambda: program.find("label", language, within=program.find("list item", "Spoken")), f"{language} is spoken")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def wait_marked(*words):
    line = program.wait("text box", "Capture line")
    wait_for(lambda: marked(line) == list(words), lambda: f"marked are {words}, not {marked(line)}")


def marked(line):
    """The words of the line that are underlined as wrong, as a screen reader is told."""
    text, found = line.text, []
    for match in re.finditer(r"\S+", text):
        answer = line.bus.ask(line.reference, TEXT, "GetAttributes", GLib.Variant("(i)", (match.start(),)))
        if answer and answer[0].get("underline") == "error":
            found.append(match.group())
    return found


def taken_back():
    """What was added and changed is taken back and done again by keys"""
    program.type("+ taken back soon #listening")
    program.key("Return")
    program.wait("list item", voice("taken back soon"))
    program.wait_text("")
    program.key("ctrl+z")
    wait_for(lambda: not any("taken back soon" in row.name for row in voices_shown(program)), "it is gone")
    program.key("ctrl+shift+z")
    program.wait("list item", voice("taken back soon"))
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to("text box", "Venue")
    program.type_into("Venue", "Tilbury Hub")
    program.key("Return")
    program.wait_says("Venue changed")
    program.wait("button", "Undo").press()
    program.wait_says("Taken back: Venue changed")
    wait_for(lambda: program.find("text box", "Venue").text == "", "the field is as it was")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


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
    wait_for(lambda: "P1" in recorded_rows()[-1], lambda: f"who said it is told in {recorded_rows()[-1]}")
    for hidden in ("her own words", "not said yet"):
        check(not any(hidden in node.name for node in recorded.walk()), hidden)
    # Somebody clicked there and types on: it comes into the line, and so do the next keys.
    room_window = wait_for(lambda: len(program.windows()) > 1 and set(program.windows()) - {main}, "there are two windows").pop()
    program.turn_to(room_window)
    program.key("exclam")
    line = program.wait("text box", "Capture line")
    wait_for(lambda: line.text == "not said yet!", "the key is in the line")
    program.turn_to(main)
    program.key("BackSpace")
    wait_for(lambda: line.text == "not said yet", "the line has the focus")
    program.key("Return")
    wait_for(lambda: "not said yet" in recorded_rows()[-1], "what Enter was pressed for is there")
    program.wait_focus("text box", "Capture line")
    program.key("Up")
    program.wait_text("not said yet")
    program.key("ctrl+a")
    program.type("said otherwise")
    program.key("Return")
    wait_for(lambda: "said otherwise" in recorded_rows()[-1], "it is corrected at once")
    wait_for(lambda: not any("not said yet" in row for row in recorded_rows()), "the old words are gone")
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


run(start, details_kept, paste, change_pieces, killed_in_preview, add_all, original, translated, spelling, spelling_per_language, spelling_switch, taken_back, room, search)
