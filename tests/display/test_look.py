# SPDX-License-Identifier: GPL-3.0-or-later
"""Needs a Look by the keyboard alone: what two laptops wrote of the same voices is kept, combined, dismissed and taken back; what
came from a stranger is let in; what was kept aside is merged, taken back and forgotten; codings of a split theme get their part."""

import pathlib
import re

from earshot_disputes import AHEAD, Disputes, ROWS, STRANGER, THEIRS
from earshot_driver import check, check_equal, private_folder, run, wait_for
from earshot_steps import NEEDS_A_LOOK, open_workbook, show_page, voices_shown

disputes = Disputes(pathlib.Path(private_folder()))
program = None
KEEP, ACCEPT = re.compile("^Keep This: "), re.compile("^Accept the Device")
MERGE, FORGET = re.compile("^Merge Them: "), re.compile("^Forget Them…: ")


def words_of(card):
    """The values of the card, each by the name of its button."""
    return [node.name for node in program.find_all("button", KEEP)]


def wait_left(n, position=1):
    program.wait_says(f"{position} of {n}")


def prepare():
    """Two laptops typed the same forms differently, a stranger sent a file, and a theme was split"""
    global program
    disputes.make()
    program = open_workbook(disputes.book)
    show_page(program, "Sessions")
    program.wait("list item", re.compile(f"^{NEEDS_A_LOOK}, \\d+ things$"))


def arrive():
    """The page is one key away, and asks one thing at a time"""
    show_page(program, NEEDS_A_LOOK)
    wait_left(3)
    program.wait_focus("button", KEEP)
    names = words_of(program)
    check_equal(len(names), 2, "values on the card")
    check(any(THEIRS in name and "Example Trust" in name for name in names), names)
    check(any("This laptop" in name for name in names), names)


def keep():
    """A key keeps a value, and the next thing comes"""
    first = program.wait_focus().name
    program.key("2")
    wait_left(2)
    wait_for(lambda: program.focused() and program.focused().name != first, "the next thing comes")


def undo():
    """Taken back, the question is open again with both values; done again it is decided, without asking"""
    program.key("ctrl+z")
    wait_left(3)
    wait_for(lambda: len(words_of(program)) == 2, lambda: f"two values are on the card, not {words_of(program)}")
    program.key("ctrl+shift+z")
    wait_left(2)
    program.key("ctrl+z")
    wait_left(3)
    program.wait_focus("button", KEEP)
    program.key("2")
    wait_left(2)


def later():
    """What is left for later comes again"""
    program.wait_focus("button", KEEP)
    here = program.wait_focus().name
    program.key("n")
    wait_left(2, position=2)
    program.wait_focus("button", KEEP)
    program.key("p")
    wait_left(2)
    program.wait_focus("button", re.compile(re.escape(here)))


def combine():
    """Both texts are made one"""
    program.key("c")
    program.wait_focus("text box", "Combined text")
    program.key("ctrl+a", "Delete")
    program.type("Said once, for all")
    program.wait_text("Said once, for all")
    program.key("ctrl+Return")
    wait_left(1)


def dismiss():
    """What shows stays"""
    program.wait_focus("button", KEEP)
    program.key("d")
    program.wait_gone("button", KEEP)


def accept():
    """A stranger's laptop is accepted, and what waited comes in"""
    program.tab_to("button", ACCEPT)
    program.key("Return")
    program.wait_says("is accepted, and what waited is merged")
    program.wait_gone("button", ACCEPT)


def take_acceptance_back():
    """That is taken back and done again like every other deed here, by the keys and by the toast"""
    program.key("ctrl+z")
    program.wait("button", ACCEPT)
    wait_listed(STRANGER, False)
    program.key("ctrl+z")
    program.wait("button", KEEP)
    program.key("ctrl+shift+z")
    program.wait_gone("button", KEEP)
    program.key("ctrl+shift+z")
    program.wait_gone("button", ACCEPT)
    program.wait("button", "Undo").press()
    program.wait("button", ACCEPT)
    program.key("ctrl+shift+z")
    program.wait_gone("button", ACCEPT)
    wait_listed(STRANGER)


def wait_listed(words, listed=True):
    """Until a voice that says so is on the page Voices, or is not."""
    show_page(program, "Voices")
    wait_for(lambda: (rows := voices_shown(program)) and any(words in row.name for row in rows) == listed,
             f"“{words}” is {'' if listed else 'not '}listed")
    show_page(program, NEEDS_A_LOOK)


def merge():
    """What was written with a wrong clock is merged after all"""
    program.tab_to("button", MERGE)
    program.key("Return")
    program.wait_gone("button", MERGE)
    wait_listed(AHEAD)


def take_merge_back():
    """That is taken back by the keys and by the toast: what came in is gone, and waits again"""
    program.key("ctrl+z")
    program.wait("button", MERGE)
    wait_listed(AHEAD, False)
    program.key("ctrl+shift+z")
    program.wait_gone("button", MERGE)
    wait_listed(AHEAD)
    program.wait("button", "Undo").press()
    program.wait("button", MERGE)
    wait_listed(AHEAD, False)


def forget():
    """Forgetting cannot be taken back, and says so before"""
    program.tab_to("button", FORGET)
    program.key("Return")
    program.wait_focus("button", "Cancel")
    program.wait_says("cannot be undone")
    program.key("Escape")
    program.wait_focus("button", FORGET)
    program.key("Return")
    program.wait_focus("button", "Cancel")
    program.tab_to("button", "Forget")
    program.key("Return")
    program.wait_gone("button", FORGET)
    program.wait_says("Forgotten")
    wait_listed(AHEAD, False)


def parts():
    """Codings of a split theme get their part, until nothing is left"""
    for left in range(len(ROWS), 0, -1):
        wait_for(lambda: len(list(program.find_all("button", re.compile("^Waiting rooms: ")))) == left, f"{left} codings wait")
        program.tab_to("button", re.compile("^Waiting rooms: "))
        program.key("Return")
    program.wait_says("Nothing needs a look")
    show_page(program, "Sessions")
    program.wait_gone("list item", re.compile(NEEDS_A_LOOK))
    program.quit()


def same_words():
    """The command line sees what was decided"""
    check("none" in disputes.cli("look", disputes.book), "something is left to look at")
    listed = disputes.cli("list", disputes.book, "contributions")
    check("Said once, for all" in listed and STRANGER in listed and AHEAD not in listed, listed)


run(prepare, arrive, keep, undo, later, combine, dismiss, accept, take_acceptance_back, merge, take_merge_back, forget, parts, same_words)
