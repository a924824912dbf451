# SPDX-License-Identifier: GPL-3.0-or-later
"""At 360 pixels with text of twice the size nothing asks for more room than there is: every page, a conversation, its details, an
Assembly, the codebook, the desk. Of what is cut libadwaita warns, and whoever drives the window fails at its warning."""

import re

from earshot_driver import run, wait_for, x
from earshot_steps import PAGES, open_sample, scale_text, show_page, voices_shown

WIDTH, HEIGHT = 360, 720
# What the window draws round itself, without a window manager.
FRAME = 5
THERE = {
    "Voices": ("list item", re.compile("Said by|Place")),
    "What Matters": ("list", "What matters most"),
    "Priorities": ("button", re.compile("Not heard yet")),
    "Who We’ve Heard": ("list", "Not yet heard"),
    "You Said, We Did": ("list", "Actions"),
    "Exchange": ("button", "Save File"),
    "Reports": ("button", "Save Report"),
}

program = None


def begin():
    """A narrow window with large text"""
    global program
    scale_text(192)
    program = open_sample()
    x("windowsize", wait_for(program.windows, "the window is there")[-1], WIDTH + 2 * FRAME, HEIGHT + 2 * FRAME)
    program.wait("button", "Back")


def pages():
    """Every page"""
    for title in PAGES:
        show_page(program, title)
        if title in THERE:
            program.wait(*THERE[title])


def views():
    """What Matters in figures and themes, and the codebook"""
    show_page(program, "What Matters")
    program.key("ctrl+t")
    program.wait("label", re.compile("^All that are counted"))
    program.key("ctrl+t")
    program.wait("list", "Themes")
    program.key("ctrl+b")
    program.wait("list", "Themes of the codebook")


def mapping():
    """Which themes count for which priority, as a list and as a grid"""
    show_page(program, "Priorities")
    program.wait(*THERE["Priorities"])
    program.key("ctrl+m")
    program.wait("button", re.compile("Add a theme that counts"))
    program.key("alt+g")
    program.wait("checkbox", re.compile("counts for"))


def conversation():
    """An Assembly, what is typed into it, its details and its dialogs"""
    show_page(program, "Sessions")
    program.wait("list", "Sessions")
    program.tab_to("list item", within="Sessions")
    program.tab_to("list item", re.compile("^Community Assembly: when"), key="Down")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    program.wait_says("Where can somebody go")
    wait_for(lambda: voices_shown(program), "voices are shown")
    program.type("@P2 - nobody asks how I am #car")
    program.wait("button", re.compile("Support for carers"))
    program.key("ctrl+a", "Delete", "F9")
    program.wait_focus("text box", "Title")
    program.key("F9")
    for keys, name in (("ctrl+g", "Agenda"), ("ctrl+k", "Count Support"), ("ctrl+p", "Record of the Meeting")):
        program.wait_focus("text box", "Capture line")
        program.key(keys)
        program.wait("dialog", name)
        program.key("Escape")
        program.wait_gone("dialog", name)


def desk():
    """The coding desk, and a theme for words"""
    show_page(program, "Voices")
    program.wait(*THERE["Voices"])
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")
    program.key("ctrl+Home", "ctrl+shift+Right", "ctrl+shift+Right", "c")
    program.wait_focus("text box", "Theme for these words")
    program.key("Escape")
    program.wait_focus("text box", "Words of this voice")
    program.quit()


run(begin, pages, views, mapping, conversation, desk)
