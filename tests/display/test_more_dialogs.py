# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialogs that open from a conversation's details, the ledger, the coding desk, Exchange and Needs a Look, walked as in
test_dialogs.py."""

import pathlib
import re

from earshot_disputes import Disputes
from earshot_driver import private_folder, run, wait_for
from earshot_steps import ACTIONS, NEEDS_A_LOOK, choose_in_row, open_sample, open_workbook, show_page, voices_shown
from earshot_walk import Walker

FOLDER = pathlib.Path(private_folder())
walker = Walker()
dialog, popover, page, tab_to, focus_on, menu_item = (
    walker.dialog, walker.popover, walker.page, walker.tab_to, walker.focus_on, walker.menu_item)
program = None


def begin():
    """The sample opens"""
    global program
    program = walker.begin(open_sample)


def details():
    walker.conversation("Women’s sewing circle")()
    wait_for(lambda: voices_shown(program), "voices are shown")
    program.key("F9")
    program.wait_focus("text box", "Title")


def in_details(name):
    """Comes to a row or button of the details that begins so, from wherever the focus is in them."""
    return tab_to(("list item", "button"), re.compile("^" + name))


def unfold_person():
    program.tab_to("list item", re.compile("^P1"), within="Who spoke")
    program.key("Return")
    program.wait("text box", "Access needs")


def paste():
    program.key("F9")
    program.wait_focus("text box", "Capture line")
    for line in ("nobody asks how I am", "the bus does not stop here"):
        program.type(line)
        program.key("shift+Return")
    program.key("ctrl+a", "ctrl+x")
    program.wait_text("")
    program.key("ctrl+v")
    program.wait("button", "Add 2 Voices")


def translated_voice():
    """The first voice of the conversation that has an original."""
    program.wait_focus("text box", "Capture line")
    program.tab_to("toggle button", re.compile("^Original"), key="shift+Tab")
    program.tab_to("list item", within="Voices", key="shift+Tab")


def code_words():
    """A coding of one's own on the desk, which is walked to."""
    show_page(program, "Voices")
    program.wait("list item", re.compile("Said by|Place"))
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")
    program.key("ctrl+Home", "ctrl+shift+Right", "c")
    program.wait_focus("text box", "Theme for these words")
    program.type("waiting")
    program.wait_text("waiting")
    program.key("Return")
    program.wait_focus("text box", "Words of this voice")
    wait_for(lambda: program.find("button", re.compile("by you")), "the coding is shown")
    program.key("alt+Right")
    wait_for(lambda: program.focused().description, "the coding is told")


def mapping():
    """With a theme that counts for nothing yet."""
    program.wait_focus("text box", "Words of this voice")
    program.key("ctrl+Home", "ctrl+shift+Right", "ctrl+shift+Right", "v")
    wait_for(lambda: len(list(program.find_all("button", re.compile("by you$")))) > 0, "a theme is made of the words")
    program.key("F8")
    show_page(program, "Priorities")
    program.wait("button", re.compile("Not heard yet"))
    program.key("ctrl+m")
    program.wait("button", re.compile("^Map “"))


def to_action():
    show_page(program, ACTIONS)
    program.wait("list", "Actions")
    program.tab_to("list item", re.compile("."), within="Actions")
    program.key("Return")
    program.wait("button", "Tell a Group…")


def add_to_action(kind):
    def choose():
        program.tab_to("toggle button", "Add")
        program.key("Return")
        menu_item(kind)()

    return choose


def owed():
    program.key("alt+o")
    program.wait("list", "Asked and never told")
    program.tab_to("button", re.compile("^Note that they were told"))


def together():
    program.key("alt+t")
    program.wait("list", "How far up the ladder")
    program.tab_to("button", "Log an Activity…")


def part():
    show_page(program, "Exchange")
    program.wait("button", "Save File")
    program.tab_to("text box", "File to save")
    choose_in_row(program, "What it holds", "Only")


def no_card():
    file = FOLDER / "letter.xml"
    file.write_text("Dear Sir or Madam")
    program.tab_to("text box", "A partner's card to add")
    program.type_into("A partner's card to add", str(file))
    program.key("Return")


def disputes():
    """A workbook with what needs a look"""
    global program
    program.quit()
    made = Disputes(FOLDER)
    made.make()
    made.cli("init", "--bare", "--organisation", "Example Links", FOLDER / "links.earshot")
    made.cli("add", FOLDER / "links.earshot", "contribution", "--text", "The clinic moved")
    made.export(FOLDER / "links.earshot", "links.xml")
    made.cli("card", FOLDER / "links.earshot", "write", FOLDER / "links.earshot-card.xml")
    made.cli("card", made.book, "accept", FOLDER / "links.earshot-card.xml")
    program = walker.begin(lambda: open_workbook(made.book))
    show_page(program, NEEDS_A_LOOK)
    program.wait_focus("button", re.compile("^Keep This: "))
    program.key("n")
    program.wait_says("2 of 3")
    program.wait_focus("button", re.compile("^Keep This: "))


def records():
    show_page(program, "Exchange")
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(FOLDER / "links.xml"))
    program.key("Return")
    program.tab_to("list item", re.compile("^links.xml"), key="shift+Tab")
    program.key("Return")
    program.tab_to("list item", re.compile(r"^\d+ new"))


def partner():
    program.tab_to("list item", re.compile("^Example Links – "))
    program.key("Return")
    program.tab_to("button", "Revoke…")


run(
    begin,
    dialog("What Earshot is", "About", walker.main_menu, menu_item("About Earshot")),
    dialog("What the organisation does about a worry", "Safeguarding", walker.main_menu, menu_item("Safeguarding Procedure…")),
    dialog("Where a conversation was", "Place", details, in_details("Place"), "Return"),
    dialog("Whose it was", "Organisation", in_details("Organisation"), "Return"),
    dialog("Who was there", "Add a group", in_details("Add a group…"), "Return"),
    dialog("What was spoken", "Language", in_details("Spoken"), "Return"),
    dialog("What somebody speaks", "Language", tab_to("list item", re.compile("^P1"), within="Who spoke", key="shift+Tab"),
           unfold_person, in_details("Language"), "Return"),
    dialog("A page that was pasted", "Paste|Voices", paste),
    dialog("Who translated a voice", "Who Translated", translated_voice, "shift+F10", menu_item("Who Translated…")),
    dialog("A memo on a coding", "Memo", code_words, "m"),
    dialog("A priority that a theme counts for", "Which priority", mapping, tab_to("button", re.compile("^Map “")), "Return"),
    dialog("An action", "Action", to_action, leave=None),
    # Its page takes the place of the other one in the same dialog.
    dialog("How far it is", "Action", "alt+h", lambda: program.wait_gone("button", "Tell a Group…"), leave=None),
    dialog("A group that it is for", "Which group", "Escape", lambda: program.wait("button", "Tell a Group…"), add_to_action("Group…")),
    dialog("Telling a group that is owed an answer", "Tell", "Escape", owed, "Return"),
    dialog("What was done together", "Done Together", together, "Return"),
    dialog("A group whose voices a file holds", "Add a Group", part, tab_to("button", "Add a group…"), "Return"),
    dialog("A session that it holds", "Add a Session", tab_to("button", "Add a session…"), "Return"),
    dialog("Something that cannot be done", "cannot be used", no_card),
    disputes,
    dialog("Two texts that are made one", "Combine", "c"),
    dialog("What a file would bring", ".", records, "Return"),
    dialog("A laptop that is revoked", "Revoke", partner, "Return"),
)
