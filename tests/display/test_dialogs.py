# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog and popover that opens by a key: all in it has a role and a name, a field says what it is for, Tab comes to all
of it, and Escape leaves it with the focus where it was."""

import os
import pathlib
import re
import subprocess

from earshot_driver import private_folder, run, wait_for
from earshot_steps import add_filter, open_sample, remove_filter, show_page
from earshot_walk import Walker, check_reached, check_told

walker = Walker()
dialog, popover, page, tab_to, focus_on, menu_item, theme = (
    walker.dialog, walker.popover, walker.page, walker.tab_to, walker.focus_on, walker.menu_item, walker.theme)
program = None


def begin():
    """The sample opens"""
    global program
    program = walker.begin(open_sample)


def saved_filters():
    """Filters under a name"""
    add_filter(program, "carers", "Carers")
    program.key("ctrl+shift+s")
    program.wait_focus("text box", "Name for these filters")
    program.type("Carers alone")
    program.key("Return", "ctrl+shift+s")
    program.wait_focus("text box", "Name for these filters")
    listed = program.wait("list", "Saved filters")
    check_told(listed.parent)
    check_reached(program, listed.parent)
    program.key("Escape")
    program.wait_gone("list", "Saved filters")
    remove_filter(program, "Carers")


def between_days():
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type("between")
    wait_for(lambda: (node := program.focused()) and "Enter takes Between" in node.description, "it is offered")
    program.key("Return")


def to_assembly():
    """The conversation that is an Assembly."""
    walker.conversation("Community Assembly: when")()
    program.wait_says("Where can somebody go")


def card():
    """A card that was brought, which is a file of a partner's"""
    made = pathlib.Path(private_folder())
    secret = made / "secret"
    secret.write_text("sample\n")
    secret.chmod(0o600)
    book, file = made / "partner.earshot", made / "Partner.earshot-card.xml"
    for arguments in (("init", "--bare", "--organisation", "Example Links", book), ("card", book, "write", file)):
        subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", secret, *arguments], check=True, capture_output=True)
    show_page(program, "Exchange")
    program.tab_to("text box", "A partner's card to add")
    program.type_into("A partner's card to add", str(file))
    program.key("Return")


FIRST_VOICE = tab_to("list item", re.compile("Said by|Place"), within="Voices")
WORDS = ("text box", "Words of this voice")

LINE = focus_on("text box", "Capture line")

run(
    begin,
    dialog("Every key", "Keyboard shortcuts", "ctrl+question"),
    dialog("Finding somebody by code word", "Withdraw Consent", "ctrl+shift+w"),
    dialog("What was done about a voice", ".", page("Voices"), FIRST_VOICE, "ctrl+d"),
    dialog("Answering a voice", "New Action", "ctrl+r"),
    dialog("Withdrawing a voice", "Withdraw", focus_on("list item"), "shift+Delete"),
    dialog("A worry about a voice", "Safeguarding", focus_on("list item"), "shift+F10", menu_item("Safeguarding…")),
    saved_filters,
    dialog("Between two days", "Between two days", between_days),
    popover("A theme for a voice, and back to its words", "Theme for the whole voice", WORDS, "F8", "t"),
    popover("A group for a voice, and back to its words", "Group they speak for", WORDS, "g"),
    popover("What may be done with a voice, and back to its words", "What may be done with the words", WORDS, "p"),
    dialog("Comparing coders", "Compare coders", tab_to("button", "Compare…"), "Return"),
    dialog("A theme that counts for a priority", "Which theme counts", page("Priorities"), "ctrl+m",
           tab_to("button", re.compile("Add a theme that counts for")), "Return"),
    dialog("A theme that takes in another", "^Merge", page("What Matters"), "ctrl+b", theme("Loneliness"), "ctrl+m"),
    dialog("A theme that becomes several", "^Split", "ctrl+shift+s"),
    dialog("A codebook that is published", "Publish", "ctrl+f", focus_on("search box", "Find a theme"), "alt+Left",
           lambda: program.wait("list", "What matters most"),
           tab_to("toggle button", "More for the codebook", key="shift+Tab"), "Return", menu_item("Publish This Codebook…")),
    dialog("Whom to hear", "Whom to hear", page("Who We’ve Heard"), lambda: program.wait("list", "Not yet heard"),
           "ctrl+t"),
    dialog("A new action", "New Action", page("You Said, We Did"), "ctrl+r"),
    dialog("A sheet for a group", "For whom", "ctrl+p"),
    dialog("A partner's card", "Example Links", card),
    dialog("The agenda of an Assembly", "Agenda", to_assembly, "ctrl+g"),
    dialog("An item of it", "Item of the Agenda", "ctrl+g", tab_to("list item", re.compile("^2[.]")), "F2"),
    dialog("Support that is counted", "Count Support", "Escape", LINE, "ctrl+k"),
    dialog("The record of a meeting", "Record of the Meeting", LINE, "ctrl+p"),
    dialog("Assemblies beside each other", "Compare Assemblies", LINE, "ctrl+shift+g"),
)
