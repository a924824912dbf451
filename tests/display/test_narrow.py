# SPDX-License-Identifier: GPL-3.0-or-later
"""At 360 pixels nothing asks for more room than there is: every page, the codebook, mapping, the desk; and with text of twice the size
every page, a conversation, its details, an Assembly. Of what is cut libadwaita warns, and whoever drives the window
fails at its warning."""

import os
import pathlib
import re

from earshot_driver import Program, run, wait_for, x
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

WORDS = "Words of this voice"
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"

program = None


def resize():
    x("windowsize", wait_for(program.windows, "the window is there")[-1], WIDTH + 2 * FRAME, HEIGHT + 2 * FRAME)
    program.wait("button", "Back")


def begin():
    """A narrow window"""
    global program
    program = open_sample()
    resize()


def pages():
    """Every page"""
    for title in PAGES:
        show_page(program, title)
        if title in THERE:
            program.wait(*THERE[title])


def mapping():
    """Which themes count for which priority, as a list and as a grid"""
    show_page(program, "Priorities")
    program.wait(*THERE["Priorities"])
    program.key("ctrl+m")
    program.wait("button", re.compile("Add a theme that counts"))
    program.key("alt+g")
    program.wait("checkbox", re.compile("counts for"))


def desk():
    """The coding desk, and themes for words that are coded already"""
    show_page(program, "Voices")
    program.wait(*THERE["Voices"])
    program.key("F8")
    program.wait_focus("text box", WORDS)
    for letters in ("carers", "waiting", "trust"):
        program.key("ctrl+Home", "ctrl+shift+Right", "ctrl+shift+Right", "c")
        program.wait_focus("text box", "Theme for these words")
        program.type(letters)
        program.wait_text(letters)
        program.key("Return")
        program.wait_focus("text box", WORDS)
        wait_for(lambda: len(list(program.find_all("button", re.compile("^(Support for c|Waiting t|Trust).*by you")))) > 0, "it is shown")
    program.quit()


def large():
    """The same window with text of twice the size"""
    global program
    scale_text(192)
    program = Program(SAMPLE)
    program.type_secret("Passphrase", "sample")
    program.key("Return")
    program.wait(None, "Sessions")
    x("windowsize", wait_for(program.windows, "the window is there")[-1], WIDTH + 2 * FRAME, HEIGHT + 2 * FRAME)


def large_pages():
    """Every page, with large text"""
    for title in PAGES:
        show_page(program, title)
        if title in THERE:
            program.wait(*THERE[title])
    show_page(program, "What Matters")
    program.key("ctrl+t")
    program.wait("label", re.compile("^All that are counted"))
    program.key("ctrl+t")
    program.wait("list", "Themes")
    program.key("ctrl+b")
    program.wait("list", "Themes of the codebook")


def conversation():
    """An Assembly, what is typed into it, its details"""
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
    program.wait_focus("text box", "Capture line")
    program.kill()


run(begin, pages, mapping, desk, large, large_pages, conversation)
