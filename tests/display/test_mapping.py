# SPDX-License-Identifier: GPL-3.0-or-later
"""Mapping by keys alone: a theme is made to count for a priority in the list and in the grid, and both are taken back."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check, private_folder, run, wait_for
from earshot_steps import open_sample, show_page

FOLDER = pathlib.Path(private_folder())
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
SECRET = FOLDER / "passphrase"
ADD = re.compile("Add a theme that counts for")

program = None


def summary():
    label = program.find("label", re.compile(r"\d+ of \d+ priorities mapped"))
    return int(label.name.split()[0]) if label else None


def first_item():
    """The priority whose button to add a theme comes first, and the themes that count for it."""
    button = program.find("button", ADD)
    item = button.parent
    while item.role != "list item":
        item = item.parent
    return button, [node.name for node in item.walk() if node.role == "toggle button"]


def open_mapping():
    """Ctrl+M on Priorities shows which themes count, and what counts for nothing"""
    global program
    SECRET.write_text("sample\n")
    program = open_sample()
    show_page(program, "Priorities")
    program.wait("button", re.compile("Not heard yet"))
    program.key("ctrl+m")
    program.wait("button", ADD)
    wait_for(lambda: (summary() or 0) > 0, "priorities are mapped")


def add_in_list():
    """A theme is added to a priority by typing part of its name, taken back, done again and taken back by keys"""
    _, before = first_item()
    program.tab_to("button", ADD)
    program.key("Return")
    program.wait_focus("search box", "Search")
    program.type("stigma")
    program.key("Return")
    wait_for(lambda: len(first_item()[1]) == len(before) + 1, "the theme counts")
    wait_for(lambda: any("tigma" in name for name in first_item()[1]), lambda: f"it is told in {first_item()[1]}")
    after = first_item()[1]
    program.key("ctrl+z")
    wait_for(lambda: first_item()[1] == before, "it no longer counts")
    program.key("ctrl+shift+z")
    wait_for(lambda: first_item()[1] == after, "it counts again")
    program.key("ctrl+z")
    wait_for(lambda: first_item()[1] == before, "it no longer counts, once more")


def give_reason():
    """A chip opens on its reason; what is typed there is kept"""
    _, themes = first_item()
    program.tab_to("toggle button", themes[0], key="shift+Tab")
    program.key("Return")
    program.wait_focus("text box", re.compile("Why it counts"))
    program.key("ctrl+a")
    program.type("because people said so")
    program.key("Return")

    def kept():
        done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, "map", SAMPLE, "list"],
                              capture_output=True, text=True)
        return "because people said so" in done.stdout

    program.wait_gone("text box", re.compile("Why it counts"))
    program.quit()
    check(kept(), "the command line reads the reason")


def grid():
    """In the grid a check counts, another does not, and Ctrl+Z takes it back"""
    global program
    program = open_sample()
    show_page(program, "Priorities")
    program.wait("button", re.compile("Not heard yet"))
    program.key("ctrl+m")
    program.wait("button", ADD)
    program.key("alt+g")
    box = program.wait("checkbox", re.compile("counts for"))
    was = box.has("checked")
    program.tab_to("checkbox", box.name)
    program.key("space")
    wait_for(lambda: program.find("checkbox", box.name).has("checked") != was, "the check is the other")

    # The check is there before the change is written, and there is nothing to take back until then.
    def taken_back():
        program.key("ctrl+z")
        return program.find("checkbox", box.name).has("checked") == was

    wait_for(taken_back, "the check is as it was")


def unmapped():
    """Only what is unmapped is listed when asked, and going back shows the strategy's page"""
    program.key("alt+l")
    program.wait("button", ADD)
    items = len(list(program.find_all("button", ADD)))
    program.key("alt+u")
    wait_for(lambda: len(list(program.find_all("button", ADD))) < items, "fewer are listed")
    program.key("alt+Left")
    program.wait("button", re.compile("Not heard yet"))
    wait_for(lambda: summary() is None, "the mapping's summary is gone")
    program.quit()


run(open_mapping, add_in_list, give_reason, grid, unmapped)
