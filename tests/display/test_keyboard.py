# SPDX-License-Identifier: GPL-3.0-or-later
"""Tab, Shift+Tab, arrows, Enter and Space alone come to the main controls and use them; no other key is pressed."""

import re

from earshot_driver import Program, check, run, wait_for
from earshot_steps import PAGES, selected_page, voice, voices_shown

# On each page: what Tab must come to, and by which name.
CONTROLS = {
    "Voices": (("search box", "Search voices"), ("button", "Filter"), ("list item", None, "Voices")),
    "What Matters": (("toggle button", re.compile("^Period: ")), ("list item", None, "What matters most")),
    "Priorities": (("toggle button", "Only gaps"), ("button", voice("Not heard yet"))),
    "Who We’ve Heard": (("button", "Set Target…"), ("toggle button", re.compile("^Period: "))),
    "You Said, We Did": (("button", "New action"), ("toggle button", "Owed"), ("search box", "Search actions"), ("list item", None, "Actions")),
    "Exchange": (("text box", "File to save"), ("button", "Save File"), ("text box", "File to bring in"), ("button", "Bring In")),
    "Reports": (("text box", "Report to save"), ("button", "Save Report")),
}

program = None


def welcome():
    """The welcome page: all three ways in, and the menu"""
    global program
    program = Program()
    for name in ("New workbook", "Open a workbook…", "Try with sample data"):
        program.tab_to("button", name)
    program.tab_to("toggle button", "Main menu")
    program.key("Return")
    program.wait_focus("menu item", voice("Keyboard shortcuts"))
    program.key("Escape")
    program.wait_focus("toggle button", "Main menu")


def back_from_form():
    """A form is left again"""
    program.tab_to("button", "New workbook")
    program.key("Return")
    program.wait_focus("text box", "Organisation")
    program.key("Escape")
    program.wait_focus("button", "New workbook")


def sample():
    """The sample is opened"""
    program.tab_to("button", "Try with sample data")
    program.key("space")
    program.wait("list", "Pages")


def sidebar():
    """The arrows walk the sidebar, Enter shows the page"""
    program.tab_to("list item", within="Pages", key="shift+Tab")
    program.tab_to("list item", PAGES[0], key="Up")
    for title in PAGES:
        program.tab_to("list item", title, key="Down")
        program.key("Return")
        wait_for(lambda: selected_page(program) == title, f"the page {title} is shown")


def to_page(title):
    program.tab_to("list item", within="Pages", key="shift+Tab")
    here = PAGES.index(program.wait_focus().name)
    program.tab_to("list item", title, key="Down" if here < PAGES.index(title) else "Up")
    program.key("Return")
    wait_for(lambda: selected_page(program) == title, f"the page {title} is shown")


def controls_of(title):
    def walk():
        to_page(title)
        for role, name, *within in CONTROLS[title]:
            program.wait(role, name)
            program.tab_to(role, name, *within)

    walk.__doc__ = f"{title}: Tab comes to all that matters"
    return walk


def session():
    """A conversation is opened, a voice added and the way back found"""
    to_page("Sessions")
    program.tab_to("list item", within="Sessions")
    program.key("Down", "Up", "Return")
    program.wait_focus("text box", "Capture line")
    program.type_into("Capture line", "+ only keys were pressed")
    program.key("Return")
    program.wait("list item", voice("only keys were pressed"))
    program.tab_to("button", "Works: begin with +")
    program.key("space")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: program.focused().text.startswith("+"), "the sign is written")
    program.key("ctrl+a", "Delete")


def voice_menu():
    """A voice's menu is opened, and Delete in it deletes"""
    row = next(node for node in voices_shown(program) if "only keys were pressed" in node.name)
    program.tab_to("list item", row.name, key="shift+Tab")
    program.tab_to("toggle button", "More for this voice")
    program.key("Return")
    program.wait_focus("menu item", "Change")
    program.key("Down", "Down")
    program.wait_focus("menu item", "Delete")
    program.key("Return")
    program.wait_gone("list item", row.name)


def details():
    """The details are opened, Tab goes through them, and Escape or their button closes them"""
    program.tab_to("toggle button", "Occasion details")
    program.key("space")
    program.tab_to(("text box", "combo box", "search box"))
    check(program.wait_focus().name, "it has a name")
    program.tab_to("toggle button", "Occasion details")
    program.key("space")
    program.tab_to("text box", "Capture line")


def back():
    """Back leads from the conversation to the list"""
    program.tab_to("button", "Back")
    program.key("Return")
    program.wait("list", "Sessions")
    wait_for(lambda: selected_page(program) == "Sessions", lambda: f"Sessions is shown, not {selected_page(program)}")


def leave():
    """The menu closes the program"""
    program.tab_to("toggle button", "Main menu")
    program.key("Return")
    program.wait("menu item")
    program.tab_to("menu item", "Quit", key="Down")
    program.key("Return")
    program.ended_well()


run(welcome, back_from_form, sample, sidebar, *(controls_of(title) for title in CONTROLS), session, voice_menu, details, back, leave)
