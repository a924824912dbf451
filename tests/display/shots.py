# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page on the sample workbook: shots.py FOLDER LOOK WIDTH HEIGHT DPI, inside run-display.sh."""

import os
import pathlib
import re
import subprocess
import sys

from earshot_disputes import Disputes
from earshot_driver import AccessibilityBus, Keyboard, Node, Program, private_folder, wait_for, x
from earshot_steps import NEEDS_A_LOOK, add_filter, open_sample, open_workbook, scale_text, show_page, voice, voices_shown
from shots_more import More

FOLDER, LOOK = pathlib.Path(sys.argv[1]), sys.argv[2]
WIDTH, HEIGHT, DPI = (int(number) for number in sys.argv[3:6])
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
# What the window draws round itself, without a window manager; left out of the pictures.
FRAME = 5
SESSION = "Women’s sewing circle, a year on"
ASSEMBLY = "Community Assembly: when the mind is heavy"
ORIGINALS = ("Original (Arabic)", "Original (Bengali)")
TYPED = "@P2 - nobody asks how I am #car"
# The arrow that leads back where pages run from right to left is the other one.
BACK = "alt+Right" if LOOK.startswith("rtl") else "alt+Left"


def fill_screen(program):
    x("windowsize", wait_for(program.windows, "the window is there")[-1], WIDTH + 2 * FRAME, HEIGHT + 2 * FRAME)


def settle():
    """The window has drawn what it knows when three pictures in a row are the same."""
    seen = []

    def same():
        seen.append(subprocess.run(["import", "-silent", "-window", "root", "rgb:-"], capture_output=True).stdout)
        return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]

    wait_for(same, "the window comes to rest")


def shot(name):
    settle()
    crop = f"{WIDTH}x{HEIGHT}+{FRAME}+{FRAME}"
    subprocess.run(["import", "-silent", "-window", "root", "-crop", crop, "+repage", FOLDER / f"{name}-{LOOK}.png"], check=True)


def figures_view(program):
    program.key("ctrl+t")
    program.wait("label", re.compile("^All that are counted"))
    shot("figures")
    program.key("ctrl+t")
    program.wait("list", "Themes")
    shot("themes")
    program.key("ctrl+t")
    program.wait("list", "What matters most")


def start_pages():
    program = Program()
    fill_screen(program)
    shot("welcome")
    program.tab_to("button", "New workbook")
    program.key("Return")
    program.type_into("Organisation", "Example Healthwatch")
    shot("create")
    program.kill()


def work_pages():
    program = open_sample()
    fill_screen(program)
    program.wait("list", "Sessions")
    shot("sessions")
    program.tab_to("list item", within="Sessions")
    program.tab_to("list item", voice(SESSION), key="Down")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: voices_shown(program), "voices are shown")
    for original in ORIGINALS:
        program.tab_to("toggle button", original, key="shift+Tab")
        program.key("space")
    program.tab_to("text box", "Capture line")
    program.type(TYPED)
    program.wait_text(TYPED)
    shot("session")
    program.key("F9")
    wait_for(lambda: program.focused().name != "Capture line", "the details are shown")
    shot("details")
    program.key("F9")
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+a", "Delete")
    for name, title, thing in (
        ("voices", "Voices", ("list item", re.compile("Said by|Groups|Place"))),
        ("what-matters", "What Matters", ("list", "What matters most")),
        ("priorities", "Priorities", ("button", re.compile("Not heard yet"))),
        ("heard", "Who We’ve Heard", ("list", "Not yet heard")),
        ("actions", "You Said, We Did", ("list", "Actions")),
        ("exchange", "Exchange", ("button", "Save File")),
        ("reports", "Reports", ("button", "Save Report")),
    ):
        show_page(program, title)
        program.wait(*thing)
        shot(name)
        if name == "voices":
            voices_page(program)
            coding_desk(program)
        if name == "what-matters":
            figures_view(program)
            codebook_page(program)
        if name == "priorities":
            mapping_page(program)
        if name == "actions":
            actions_page(program)
            assembly_pages(program)
    more = More(shot, fill_screen)
    more.voice_dialogs(program)
    more.pages_dialogs(program)
    program.quit()


def codebook_page(program):
    """The tree and the form beside it, or behind it where there is no room for both; merging; splitting."""
    program.key("ctrl+b")
    program.wait("list", "Themes of the codebook")
    shot("codebook")
    program.tab_to("list item", None, within="Themes of the codebook")
    program.key("ctrl+f")
    program.wait_focus("search box", "Find a theme")
    program.type("loneliness")
    program.wait("list item", re.compile("^Loneliness"))
    program.key("Return")
    program.wait_focus("list item", re.compile("^Loneliness"))
    program.key("Return")
    program.wait("text box", "Definition")
    shot("codebook-theme")
    program.key("ctrl+m")
    program.wait("dialog", re.compile("^Merge"))
    shot("codebook-merge")
    program.key("Escape")
    program.wait_gone("dialog", re.compile("^Merge"))
    program.key("ctrl+shift+s")
    program.wait("dialog", re.compile("^Split"))
    shot("codebook-split")
    program.key("Escape")
    program.wait_gone("dialog", re.compile("^Split"))
    if not program.find("list", "Themes of the codebook"):
        program.key(BACK)
        program.wait("list", "Themes of the codebook")
    # On a theme the arrow moves it.
    program.key("ctrl+f")
    program.wait_focus("search box", "Find a theme")
    program.key(BACK)
    program.wait_gone("list", "Themes of the codebook")


def voices_page(program):
    """Filters that are on and one more to choose, hits of a search, what was saved, and nothing found."""
    add_filter(program, "may be q", "May be quoted")
    add_filter(program, "carers", "Carers")
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type("works")
    wait_for(lambda: program.find("list item", re.compile(r"Works, .*\d")), "it is counted")
    shot("voices-finder")
    program.key("Escape", "ctrl+f")
    program.wait_focus("search box", "Search voices")
    program.type("the")
    program.wait_text("the")
    program.wait("list item", re.compile("Said by|Groups|Place"))
    shot("voices-search")
    program.key("ctrl+shift+s")
    program.tab_to("text box", "Name for these filters")
    program.type("Carers to quote")
    program.key("Return", "ctrl+shift+s")
    program.wait("button", "Delete: Carers to quote")
    shot("voices-saved")
    program.key("Escape", "ctrl+f")
    program.wait_focus("search box", "Search voices")
    program.key("ctrl+a")
    program.type("xylophone")
    program.wait_says("No voice matches")
    shot("voices-empty")
    program.tab_to("button", "Show all voices")
    program.key("Return")
    program.wait("list item", re.compile("Said by|Groups|Place"))


def actions_page(program):
    program.tab_to("list item", re.compile("."), within="Actions")
    program.key("Return")
    program.wait("button", "Tell a Group…")
    shot("action")
    program.key("alt+h")
    program.wait("button", "Save")
    shot("action-step")
    program.key("Escape", "Escape")
    program.wait("list", "Actions")
    program.key("alt+o")
    program.wait("list", "Asked and never told")
    shot("actions-owed")
    program.key("alt+t")
    program.wait("list", "How far up the ladder")
    shot("actions-together")
    program.key("alt+l")
    program.wait("list", "Actions")


def assembly_pages(program):
    """An Assembly's evening, its dialogs, the stage as the hall sees it, and how it compares with the one before."""
    show_page(program, "Sessions")
    if not program.find("list", "Sessions"):
        program.key(BACK)
        program.wait("list", "Sessions")
    program.tab(program.tab_to("list item", within="Sessions"), "Home")
    program.tab_to("list item", voice(ASSEMBLY), key="Down")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    program.wait_says("Where can somebody go")
    wait_for(lambda: voices_shown(program), "voices are shown")
    shot("assembly")
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to(None, re.compile("^table 1"))
    program.key("Return")
    program.tab_to(None, re.compile("^Who sits here"))
    shot("assembly-table")
    program.key("F9")
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+g")
    program.wait("list", "Items of the agenda")
    shot("agenda")
    program.tab_to("list item", re.compile("^2[.]"))
    program.key("F2")
    program.wait("text box", "In the Assembly’s own words")
    shot("agenda-item")
    program.key("Escape")
    program.wait_gone("text box", "In the Assembly’s own words")
    program.key("Escape")
    program.wait_gone("list", "Items of the agenda")
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+k")
    program.wait("combo box", "How")
    shot("support")
    program.key("Escape")
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+p")
    program.wait("combo box", re.compile("^Small numbers"))
    shot("record")
    program.key("Escape")
    program.wait_focus("text box", "Capture line")
    stage(program)
    program.key("ctrl+shift+g")
    program.wait_says("Raised Again")
    shot("assemblies")
    program.key("Escape")
    program.wait_focus("text box", "Capture line")


def stage(program):
    main = program.windows()[-1]
    program.key("alt+Page_Down", "F6")
    window = wait_for(lambda: set(program.windows()) - {main}, "the stage is open").pop()
    x("windowsize", window, str(WIDTH + 2 * FRAME), str(HEIGHT + 2 * FRAME))
    x("windowmove", window, "0", "0")
    program.turn_to(window)
    program.wait("label", re.compile("2 of 3"))
    shot("stage")
    program.key("F6")
    wait_for(lambda: len(program.windows()) == 1, "the stage is closed")
    program.turn_to(main)
    program.wait_focus("text box", "Capture line")


def mapping_page(program):
    program.key("ctrl+m")
    program.wait("button", re.compile("Add a theme that counts"))
    shot("mapping")
    if program.find("toggle button", "Grid"):
        program.key("alt+g")
        program.wait("checkbox", re.compile("counts for"))
        shot("mapping-grid")
    program.key(BACK)
    program.wait("button", re.compile("Not heard yet"))


def look_page():
    """What needs a look, one thing after the other, to the empty page."""
    program = open_workbook(Disputes(pathlib.Path(private_folder())).make())
    fill_screen(program)
    show_page(program, NEEDS_A_LOOK)
    keep = re.compile("^Keep This")
    program.wait_focus("button", keep)
    shot("look")
    program.key("n")
    program.wait_says("2 of 3")
    shot("look-bengali")
    program.key("c")
    program.wait_focus("text box", "Combined text")
    shot("look-combine")
    program.key("Escape")
    for left in range(3, 0, -1):
        program.wait_focus("button", keep)
        program.key("d")
        wait_for(lambda: program.says(f"of {left - 1}") or not program.find("button", keep), "the next thing comes")
    shot("look-rest")
    program.kill()


def coding_desk(program):
    """Words that are coded twice over one another, and once more beside."""
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")
    for first, words, letters in ((0, 5, "carers"), (2, 4, "waiting"), (4, 2, "trust")):
        program.key("ctrl+Home", *["ctrl+Right"] * first, *["ctrl+shift+Right"] * words, "c")
        program.wait_focus("text box", "Theme for these words")
        program.type(letters)
        program.wait_text(letters)
        if letters == "waiting":
            shot("coding-theme")
        program.key("Return")
        program.wait_focus("text box", "Words of this voice")
    wait_for(lambda: len(list(program.find_all("button", re.compile("by you")))) > 2, "the codings are shown")
    program.key("alt+Right")
    shot("coding")
    program.tab_to("button", "Compare…")
    program.key("Return")
    program.wait("dialog", "Compare coders")
    shot("agreement")
    program.key("Escape")
    program.wait_gone("dialog", "Compare coders")
    program.key("F8")


def unlock_page():
    program = Program(SAMPLE)
    fill_screen(program)
    program.wait_focus("text box", "Passphrase")
    shot("unlock")
    program.kill()


scale_text(DPI)
Node.bus = AccessibilityBus()
Program.keyboard = Keyboard()
start_pages()
work_pages()
look_page()
unlock_page()
more = More(shot, fill_screen)
more.empty()
more.exchange()
more.wrong_passphrase()
