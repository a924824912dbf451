# SPDX-License-Identifier: GPL-3.0-or-later
"""A circle is closed by keys alone: a voice is answered with an action, the action moves, a group is told, and each can be taken
back; what is owed and what was done together are shown."""

import os
import pathlib
import re
import subprocess

from earshot_driver import check, check_equal, private_folder, run, wait_for
from earshot_steps import ACTIONS, add_filter, open_sample, show_page, voices_shown

FOLDER = pathlib.Path(private_folder())
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
SECRET = FOLDER / "passphrase"
TITLE = "Somebody rings back within a week"
ROW = re.compile(TITLE)
CHANGED = "Two people ring back within a day"

program = None


def actions():
    found = program.find("list", "Actions")
    return [node.name for node in program.find_all("list item", None, within=found)] if found else []


def fill(name, text):
    program.tab_to("text box", re.compile("^" + re.escape(name)))
    program.key("ctrl+a")
    program.type(text)


def to_voice():
    """The first of those that carers said: nobody could be told of one that belongs to no group."""
    show_page(program, "Voices")
    wait_for(lambda: voices_shown(program), "voices are shown")
    if not program.find("button", "Remove filter: Carers"):
        add_filter(program, "carers", "Carers")
    program.tab_to("list item", within="Voices")
    program.key("Home")


def answer_voice():
    """Ctrl+R on a voice asks what will be done, and writes it in the ledger"""
    global program
    SECRET.write_text("sample\n")
    program = open_sample()
    to_voice()
    program.key("ctrl+r")
    program.wait("label", "In answer to: 1 voice")
    fill("In a few words", TITLE)
    fill("Who does it", "Example surgery")
    program.key("ctrl+Return")
    program.wait_gone("button", "Save")


def step():
    """A step is written; a day that is none is refused where it stands"""
    show_page(program, ACTIONS)
    wait_for(lambda: any(ROW.search(name) for name in actions()), "the action is in the ledger")
    program.tab_to("list item", ROW, within="Actions")
    program.key("Return")
    program.wait("button", "Tell a Group…")
    program.tab_to("button", "Say How Far…")
    program.key("Return")
    program.wait("button", "Save")
    fill("Since when", "31 March")
    program.key("ctrl+Return")
    program.wait_says("Write the day as in")
    fill("Since when", "2026-11-20")
    program.tab_to("text box", "What people are told")
    program.type("Two people ring back now.")
    program.key("ctrl+Return")
    program.wait_gone("button", "Save")
    program.wait("label", "Two people ring back now.")


def tell_group():
    """The group whose voice it answers is told, and that can be taken back and said again"""
    program.wait("button", "Tell a Group…")
    program.tab_to("button", "Tell a Group…")
    program.key("Return")
    program.wait("button", "Save")
    fill("How", "A postcard to each")
    program.key("ctrl+Return")
    program.wait("label", re.compile("A postcard to each"))
    program.key("Escape")
    program.wait("list", "Actions")
    program.key("ctrl+z")
    wait_for(lambda: any(ROW.search(name) and "not told" in name for name in actions()), "it is taken back")


def change_and_back():
    """An action that was changed is as it was after Ctrl+Z, and changed again after Ctrl+Shift+Z"""
    program.tab_to("list item", ROW, within="Actions")
    program.key("Return")
    program.wait("button", "Tell a Group…")
    program.key("F2")
    program.wait("button", "Save")
    fill("In a few words", CHANGED)
    fill("By when", "2027-06-30")
    program.key("ctrl+Return")
    program.wait_gone("button", "Save")
    program.wait("label", CHANGED)
    program.key("Escape")
    changed = lambda: any(CHANGED in name and "2027" in name for name in actions())
    wait_for(changed, "it is changed")
    program.key("ctrl+z")
    wait_for(lambda: any(ROW.search(name) and "2027" not in name for name in actions()), "it is as it was")
    program.key("ctrl+shift+z")
    wait_for(changed, "it is changed again")
    program.key("ctrl+z")
    wait_for(lambda: any(ROW.search(name) and "2027" not in name for name in actions()), "it is as it was again")


def forward():
    """Ctrl+D on the voice shows what was done about it"""
    to_voice()
    program.key("ctrl+d")
    program.wait("list", "Actions that answer this voice")
    program.wait("list item", ROW)
    program.key("Escape")
    program.wait_gone("list", "Actions that answer this voice")


def filters():
    """The ledger is searched and narrowed to how far an action is"""
    show_page(program, ACTIONS)
    before = wait_for(lambda: (n := len(actions())) > 1 and n, "actions are shown")
    program.key("ctrl+f")
    program.wait_focus("text box", "Search actions") if program.find("text box", "Search actions") else None
    program.type("rings back")
    wait_for(lambda: len(actions()) == 1 and ROW.search(actions()[0]), "one is found")
    program.key("ctrl+a", "Delete")
    wait_for(lambda: len(actions()) == before, "all are back")


def owed_and_together():
    """What is owed and what was done together have their own views"""
    program.key("alt+o")
    program.wait("list", "Asked and never told")
    program.wait("button", re.compile("^Answer with an action: |^Note that they were told: "))
    program.key("alt+t")
    program.wait("list", "How far up the ladder")
    program.wait("label", re.compile("moved up"))
    program.key("alt+l")
    program.wait("list", "Actions")


def command_line_agrees():
    """The command line reads the same action, its step and its voice"""
    program.quit()
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, "action", SAMPLE, "trail", TITLE],
                          capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    check("Two people ring back now." in done.stdout, done.stdout)
    check(re.search(r"^voice", done.stdout, re.M), done.stdout)
    check("A postcard" not in done.stdout, "what was taken back is still there")


run(answer_voice, step, tell_group, change_and_back, forward, filters, owed_and_together, command_line_agrees)
