# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that is made smaller or larger while somebody types: what is typed goes on into the same field, and nothing comes up or goes
that nobody asked for. So it is when a tablet is turned or a window is put beside another."""

import re

from earshot_driver import check, run, wait_for, x
from earshot_steps import open_sample, show_page
from earshot_walk import FRAME, Walker

# Wide, narrow and low, and from each to another that is laid out otherwise.
SIZES = ((360, 720), (1100, 740), (640, 294), (1100, 740), (360, 294), (1100, 294), (1100, 740), (700, 740), (500, 500), (1100, 740))

walker = Walker()
program = None


def begin():
    """The sample opens"""
    global program
    program = walker.begin(open_sample)


def resize(width, height):
    def is_so():
        _left, _top, now_wide, now_high = program.find("window").extents
        return abs(now_wide - width) <= 2 * FRAME and abs(now_high - height) <= 2 * FRAME

    x("windowsize", program.windows()[-1], width + 2 * FRAME, height + 2 * FRAME)
    wait_for(is_so, lambda: f"the window is {width} by {height}, not {program.find('window').extents}")


def keeps_focus(name):
    for width, height in SIZES:
        resize(width, height)
        program.wait_focus("text box", name)


def desk():
    """The desk's words keep the focus"""
    show_page(program, "Voices")
    program.wait("list item", re.compile("Said by|Place"))
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")
    keeps_focus("Words of this voice")
    program.key("F8")


def line():
    """The capture line keeps the focus, and the details stay away"""
    walker.conversation("Women’s sewing circle, a year on")()
    keeps_focus("Capture line")
    check(not program.find("text box", "Title"), "the details are not shown")


def typing():
    """What is typed while the window changes stands in the line"""
    typed = ""
    for number, (width, height) in enumerate(SIZES):
        x("windowsize", program.windows()[-1], width + 2 * FRAME, height + 2 * FRAME)
        program.keyboard.type(f"words {number} ")
        typed += f"words {number} "
    wait_for(lambda: program.find("text box", "Capture line").text == typed,
             lambda: f"{typed!r} is in the line, not {program.find('text box', 'Capture line').text!r}")
    resize(*SIZES[-1])
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+a", "Delete")


def details():
    """A detail that is typed into stays; where the line has the focus they give way to it where there is no room for both"""
    program.key("F9")
    program.wait_focus("text box", "Title")
    keeps_focus("Title")
    program.tab_to("text box", "Capture line")
    resize(360, 294)
    program.wait_focus("text box", "Capture line")
    program.wait_gone("text box", "Title")
    resize(1100, 740)
    check(not program.find("text box", "Title"), "they do not come back by themselves")


def report():
    """A field of a page keeps the focus"""
    show_page(program, "Reports")
    program.wait("button", "Save Report")
    program.tab_to("text box", "Report to save")
    keeps_focus("Report to save")
    program.quit()


run(begin, desk, line, typing, details, report)
