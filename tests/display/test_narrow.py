# SPDX-License-Identifier: GPL-3.0-or-later
"""At 360 pixels nothing asks for more room than there is: every page, the codebook, mapping, the desk, also where the window is no
higher than 294 pixels; and with text of twice the size every page, mapping, the desk, toasts, conversations, their details, the stage.
Titles and what stands in rows are whole, and no word is broken. Of what has no room libadwaita warns, and whoever drives the window
fails at its warning; dialogs are walked in such a window by test_dialogs.py."""

import os
import pathlib
import re

from earshot_driver import Program, check, run, wait_for, x
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
LOW = 294
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


def low_desk():
    """In the lowest window the desk is whole: the search makes room for it, and comes when a key asks for it"""
    search = ("search box", "Search voices")
    make_narrow(program, LOW)
    program.wait_gone(*search)
    program.tab_to("text box", WORDS)
    wait_for(lambda: all(0 < bottom <= LOW + FRAME for bottom in desk_bottoms()), lambda: f"all is in the window: {desk_bottoms()}")
    program.key("ctrl+f")
    program.wait_focus(*search)
    program.type("the")
    program.wait_text("the")
    program.wait_says(" of 77")
    program.tab_to("list item", within="Voices")
    program.wait_gone(*search)
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.key("Escape", "F8")
    program.wait(*search)
    program.key("F8")
    program.wait_focus("text box", WORDS)
    program.wait_gone(*search)
    make_narrow(program)
    program.wait(*search)


def desk_bottoms():
    """Where the list, the words and the first theme of the voice end; the other themes are scrolled to."""
    parts = [program.find("list", "Voices"), program.find("text box", WORDS), program.find("button", re.compile("whole voice, by"))]
    shown = [part and (part.parent if part.role in ("list", "text box") else part).extents for part in parts]
    return [part[1] + part[3] if part else 0 for part in shown]


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


def check_whole(label):
    """All that a label says is shown, each word of it in one line."""
    text = label.text
    places = [label.extents_of(at) for at in range(len(text))]
    if len(text) > 1:
        check(places[-1][:2] != places[-2][:2], f"“{text}” is cut off")
    for word in re.finditer(r"\S+", text):
        lines = {places[at][1] for at in range(*word.span())}
        check(len(lines) == 1, f"“{word.group()}” of “{text}” is broken: {places[word.start():word.end()]}")


def whole_titles():
    """Titles of pages, dialogs, groups and rows are whole, and so are the buttons beside them"""
    show_page(program, "Who We’ve Heard")
    program.wait("list", "Not yet heard")
    check_whole(program.wait("label", "Who We’ve Heard"))
    check_whole(program.wait("label", "Set Target…"))
    program.key("ctrl+t")
    for name in ("Voices wanted", "In at least so many conversations"):
        check_whole(program.wait("label", name))
        left, _top, width, _height = program.wait("spin button", name).extents
        check(width > 0 and left + width <= NARROW + 2 * FRAME, f"the number is in the window, not at {left} to {left + width}")
    program.key("Escape")
    program.wait_gone("dialog", "Whom to hear")
    show_page(program, "You Said, We Did")
    program.wait("list", "Actions")
    check_whole(program.wait("label", "You Said, We Did"))
    program.tab_to("list item", re.compile("."), within="Actions")
    program.key("Return")
    check_whole(program.wait("label", "Say How Far…"))
    check_whole(program.wait("label", "How far it is"))
    program.key("Escape")
    program.wait_gone("label", "Say How Far…")
    show_page(program, "Reports")
    program.wait(*THERE["Reports"])
    check_whole(program.wait("label", "A report of what people said"))


def stage():
    """The stage of an Assembly is all in its window, its buttons too"""
    main = program.windows()[-1]
    program.key("F6")
    window = wait_for(lambda: set(program.windows()) - {main}, "the stage is open").pop()
    x("windowsize", window, NARROW + 2 * FRAME, HEIGHT + 2 * FRAME)
    program.turn_to(window)
    program.wait("window", "Stage view")
    for name in ("Item before (Page Up)", "Count support (Ctrl+K)", "Full screen (F11)", "Close"):
        def inside():
            button = program.find("button", name, within=program.find("window", "Stage view"))
            return button and button.extents[2] > 0 and button.extents[0] + button.extents[2] <= NARROW + FRAME

        wait_for(inside, f"“{name}” is in the window")
    check_whole(program.wait("label", re.compile("left$")))
    program.key("F6")
    wait_for(lambda: len(program.windows()) == 1, "the stage is closed")
    program.turn_to(main)
    program.wait_focus("text box", "Capture line")
    program.kill()


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


def large_mapping():
    """Mapping, with large text"""
    mapping()


run(begin, pages, mapping, desk, low_desk, end_small, large, large_pages, whole_titles, large_mapping, large_desk, toast, one_breath, originals,
    assembly, stage)
