# SPDX-License-Identifier: GPL-3.0-or-later
"""What is behind the pages of test_pages.py: the start, views and pages that another page opens, windows of their own, menus, what
unfolds to be chosen from. All there has a role and a name, and whatever opened gives the focus back to what opened it."""

import os
import pathlib
import re

from earshot_driver import Program, run, wait_for
from earshot_steps import ACTIONS, NEEDS_A_LOOK, open_sample, show_page, unlock, voices_shown
from earshot_walk import Walker, check_told

SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
walker = Walker()
menu, choices, file, surface, page, tab_to, theme = (
    walker.menu, walker.choices, walker.file, walker.surface, walker.page, walker.tab_to, walker.theme)
program = None


def start():
    """The start, and the page that makes a workbook"""
    global program
    program = walker.begin(Program)
    check_told(program.wait("window"))
    menu("", "About Earshot", tab_to("toggle button", "Main menu"), "Return")()
    file("", tab_to("button", "Open a workbook…"), "Return")()
    program.tab_to("button", "New workbook")
    program.key("Return")
    program.wait_focus("text box", "Organisation")
    check_told(program.wait("window"))
    file("", tab_to("button", "Choose a folder and a name"), "Return")()
    program.kill()


def begin():
    """The sample opens, is closed, and asks for its passphrase"""
    global program
    program = walker.begin(open_sample)
    program.quit()
    program = walker.begin(lambda: Program(SAMPLE))
    program.wait_focus("text box", "Passphrase")
    check_told(program.wait("window"))
    unlock(program, SAMPLE, "sample")


def conversation():
    walker.conversation("Women’s sewing circle")()
    wait_for(lambda: voices_shown(program), "voices are shown")


def calendar():
    """The calendar of a conversation's day says which day is chosen, and goes back to its button"""
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to("toggle button", "Choose a date")
    program.key("Return")
    program.wait_focus("group", "9 September 2026")
    program.forget_said()
    program.key("Right")
    program.wait_said("10 September 2026")
    program.key("Down")
    program.wait_said("17 September 2026")
    program.key("Up")
    program.wait_focus("group", "10 September 2026")
    program.key("Return")
    program.wait_focus("toggle button", "Choose a date")
    program.tab_to("text box", "Date", key="shift+Tab")
    program.wait_text("10 September 2026")


def out_of_details():
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def heard():
    show_page(program, "Who We’ve Heard")
    program.wait("list", "Not yet heard")


def action():
    show_page(program, ACTIONS)
    program.key("alt+l")
    program.wait("list", "Actions")
    program.tab_to("list item", re.compile("."), within="Actions")
    program.key("Return")
    program.wait("button", "Tell a Group…")


def out_of_action():
    program.key("Escape")
    program.wait_gone("button", "Tell a Group…")
    program.wait_focus("list item")


def exchange():
    show_page(program, "Exchange")
    program.wait("button", "Save File")


def reports():
    show_page(program, "Reports")
    program.wait("button", "Save Report")


def other_window(title, key, there, before=lambda: None):
    """A step that opens a window of its own with a key, looks at it and closes it."""
    def step():
        before()
        main = program.windows()[-1]
        program.key(key)
        window = wait_for(lambda: set(program.windows()) - {main}, "the window is open").pop()
        program.turn_to(window)
        program.wait(*there)
        for each in program.find_all("window"):
            check_told(each)
        program.key(key)
        wait_for(lambda: len(program.windows()) == 1, "it is closed")
        program.turn_to(main)
        program.wait_focus("text box", "Capture line")

    step.__doc__ = title
    return step


def assembly():
    walker.conversation("Community Assembly: when")()
    program.wait_says("Where can somebody go")


def desk():
    show_page(program, "Voices")
    program.wait("list item", re.compile("Said by|Place"))
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")


def out_of_codebook():
    program.key("ctrl+f")
    program.wait_focus("search box", "Find a theme")
    program.key("alt+Left")
    program.wait_gone("list", "Themes of the codebook")


def board():
    show_page(program, "Priorities")
    program.wait("button", re.compile("Not heard yet"))


def actions():
    show_page(program, ACTIONS)
    program.wait("list", "Actions")


MENU = "shift+Tab"
LEDGER = ("list", "Actions")

run(
    start,
    begin,
    menu("The main menu", "About Earshot", page("Voices"), tab_to("list item", re.compile("Said by|Place"), within="Voices"), "F10",
         back=("toggle button", "Main menu")),
    menu("A voice's menu", "Safeguarding…", tab_to("list item", re.compile("Said by|Place"), within="Voices"), "shift+F10"),
    surface("The coding desk", ("text box", "Words of this voice"), desk),
    menu("A conversation's menu", "Check spelling", "F8", conversation,
         tab_to("toggle button", "More for this conversation", key=MENU), "Return"),
    calendar,
    choices("What may be chosen in a row", "Not said", tab_to("combo box", "Kind", key=MENU), "Return"),
    other_window("The room's window", "F5", ("list", "What was recorded"), out_of_details),
    surface("An Assembly", ("button", "Count support (Ctrl+K)"), assembly),
    other_window("The stage", "F6", ("label", re.compile("."))),
    surface("Figures", ("label", re.compile("^All that are counted")), page("What Matters"), "ctrl+t"),
    choices("What is counted", "Theme", tab_to("toggle button", re.compile("^Count by")), "space"),
    menu("A chart's menu", re.compile("Picture"), tab_to("toggle button", "Copy or save this chart"), "Return"),
    surface("Themes", ("list", "Themes"), "ctrl+t"),
    menu("The codebook's own menu", "Publish This Codebook…", tab_to("toggle button", "More for the codebook", key=MENU), "Return"),
    surface("The codebook", ("list", "Themes of the codebook"), "ctrl+b"),
    surface("A theme of it", ("text box", "Definition"), theme("Loneliness"), "Return"),
    menu("What can be done with a theme", "Merge…", tab_to("toggle button", "What can be done with a theme", key=MENU), "Return"),
    surface("Mapping, as a list", ("button", re.compile("Add a theme that counts")), out_of_codebook, board, "ctrl+m"),
    surface("Mapping, as a grid", ("checkbox", re.compile("counts for")), "alt+g"),
    surface("Whom nobody told", ("list", "Asked and never told"), actions, "alt+o"),
    surface("What was done together", ("list", "How far up the ladder"), "alt+t"),
    surface("Nothing that needs a look", ("button", "Go to Exchange"), page(NEEDS_A_LOOK)),
    choices("In which order voices stand", "Oldest first", page("Voices"), tab_to("toggle button", re.compile("Newest first")), "space"),
    choices("Which months are looked at", "This financial year", heard, tab_to("toggle button", re.compile("^Period")), "space"),
    menu("An action's menu", re.compile("Ledger"), action, tab_to("toggle button", "More for this action"), "Return"),
    file("Where a file is saved", out_of_action, exchange, tab_to("button", "Choose where to save the file"), "Return"),
    file("Which folder is shared", tab_to("button", "Choose the shared folder"), "Return"),
    file("What is brought in", tab_to("button", "Choose files to bring in"), "Return"),
    file("Where one's card is saved", tab_to("button", "Choose where to save your card"), "Return"),
    file("A partner's card", tab_to("button", "Choose a partner's card"), "Return"),
    file("Where a report is saved", reports, tab_to("button", "Choose where to save the report"), "Return"),
)
