# SPDX-License-Identifier: GPL-3.0-or-later
"""At 360 pixels nothing asks for more room than there is: every page, the codebook, mapping, the desk; and with text of twice the size
every page, mapping, the desk, toasts, conversations, their details. Of what is cut libadwaita warns, and whoever drives the window
fails at its warning; dialogs are walked in such a window by test_dialogs.py."""

import os
import pathlib
import re

from earshot_driver import Program, check, run, wait_for
from earshot_steps import PAGES, open_sample, scale_text, show_page, voices_shown
from earshot_walk import FRAME, HEIGHT, NARROW, Walker, make_narrow

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

walker = Walker()
program = None


def begin():
    """A narrow window"""
    global program
    program = open_sample()
    make_narrow(program)
    program.wait("button", "Back")


def pages():
    """Every page"""
    for title in PAGES:
        show_page(program, title)
        if title in THERE:
            program.wait(*THERE[title])


def mapping():
    """Which themes count for which priority, as a list alone: a grid has no room"""
    show_page(program, "Priorities")
    program.wait(*THERE["Priorities"])
    program.key("ctrl+m")
    program.wait("button", re.compile("Add a theme that counts"))
    check(not program.find("toggle button", "Grid"), "no grid is offered")


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


def end_small():
    """The window closes well"""
    program.quit()


def large():
    """The same window with text of twice the size"""
    global program
    scale_text(192)
    program = Program(SAMPLE)
    program.type_secret("Passphrase", "sample")
    program.key("Return")
    program.wait(None, "Sessions")
    make_narrow(program)
    walker.program = program


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
    program.tab_to("list item", within="Themes")
    program.wait("button", "Answer with an action…")
    program.key("ctrl+b")
    program.wait("list", "Themes of the codebook")


def large_desk():
    """The desk leaves room for the list above it, the words on it can be read, and the keys' help is folded away"""
    desk()
    keys = program.wait("toggle button", "What the keys do")
    check(not program.find("button", "In their words"), "the keys' help is folded away")
    words = program.find("text box", WORDS)
    listed = program.find("list", "Voices")
    for node in (words.parent, listed.parent, keys):
        _left, top, _width, height = node.extents
        check(top >= 0 and top + height <= HEIGHT + FRAME, f"{node} is in the window, not at {node.extents}")
    check(listed.parent.extents[3] >= 120, f"the list has room, not {listed.parent.extents}")
    check(words.parent.extents[3] >= 56, f"the words have room, not {words.parent.extents}")
    program.tab_to("toggle button", keys.name)
    program.key("space")
    program.wait("button", "In their words")
    program.key("space")
    program.wait_gone("button", "In their words")


def toast():
    """What a toast says is whole, in as many lines as it takes"""
    program.tab_to("text box", WORDS)
    program.key("ctrl+Home", "c")
    said = program.wait("label", re.compile("^Select words first"))
    first, last = said.extents_of(0), said.extents_of(len(said.text) - 1)
    check(last[1] >= first[1] + 2 * first[3], f"it takes several lines, from {first} to {last}")
    toast = said.parent
    while toast.role != "alert":
        toast = toast.parent
    inner, outer = said.extents, toast.extents
    check(inner[1] >= outer[1] and inner[1] + inner[3] <= outer[1] + outer[3], f"{inner} is within {outer}")
    check(outer[0] >= 0 and outer[0] + outer[2] <= NARROW + 2 * FRAME, f"{outer} is within the window")
    program.key("F8")


def one_breath():
    """The desk and a theme for the voice in one breath: the finder is laid out only after the keys, and takes each letter"""
    for _ in range(6):
        program.keyboard.key("F8")
        program.keyboard.type("tcarer")
        program.wait_focus("text box", "Theme for the whole voice")
        program.wait_text("carer")
        program.key("Escape")
        program.wait_focus("text box", WORDS)
        program.key("F8")
        program.wait_gone("text box", WORDS)


def originals():
    """A conversation with its originals unfolded"""
    walker.conversation("Women’s sewing circle, a year on")()
    wait_for(lambda: voices_shown(program), "voices are shown")
    for original in ("Original (Arabic)", "Original (Bengali)"):
        program.tab_to("toggle button", original, key="shift+Tab")
        program.key("space")
        wait_for(lambda: program.focused().has("expanded"), "it is unfolded")
    program.tab_to("text box", "Capture line")


def assembly():
    """An Assembly, what is typed into it, its details"""
    walker.conversation("Community Assembly: when")()
    program.wait_says("Where can somebody go")
    wait_for(lambda: voices_shown(program), "voices are shown")
    program.type("@P2 - nobody asks how I am #car")
    program.wait("button", re.compile("Support for carers"))
    program.key("ctrl+a", "Delete", "F9")
    program.wait_focus("text box", "Title")
    program.key("F9")
    program.wait_focus("text box", "Capture line")
    program.kill()


def large_mapping():
    """Mapping, with large text"""
    mapping()


run(begin, pages, mapping, desk, end_small, large, large_pages, large_mapping, large_desk, toast, one_breath, originals, assembly)
