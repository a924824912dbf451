# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put right at an Assembly, by keys alone: as what a voice is kept, who sits at a table, what follows from an item; a line
that a crash cuts off; the record by other rules; and the Assemblies beside each other."""

import json
import os
import pathlib
import re
import subprocess

from earshot_driver import check, check_equal, private_folder, run, wait_for
from earshot_steps import Saved, open_sample, open_workbook, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
SECRET = FOLDER / "passphrase"
TITLE = "Community Assembly: when the mind is heavy"
RANG = "I rang the name on the wall"
ACTION = "Ask who has a hall with a kettle"
TYPED = "@table 2 who has the key"

program = None


def open_assembly():
    program.tab_to("list item", within="Sessions")
    program.tab_to("list item", voice(TITLE), key="Down")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    program.wait_says("Where can somebody go")


def row(words):
    return next(node.name for node in voices_shown(program) if words in node.name)


def keep_voice():
    """A voice shows to which item it was said; its keys keep it as a concern, and Ctrl+Z as it was"""
    global program
    SECRET.write_text("sample\n")
    program = open_sample()
    open_assembly()
    program.tab_to("list item", voice(RANG), key="shift+Tab", within="Voices")
    wait_for(lambda: "Item 3" in row(RANG) and "Concern" not in row(RANG), lambda: f"its item is told, and no kind: {row(RANG)}")
    program.key("ctrl+3")
    wait_for(lambda: "Concern · Item 3" in row(RANG), lambda: row(RANG))
    program.key("ctrl+z")
    wait_for(lambda: "Concern" not in row(RANG), lambda: row(RANG))
    program.key("ctrl+shift+z")
    wait_for(lambda: "Concern · Item 3" in row(RANG), lambda: row(RANG))


def answer_voice():
    """Ctrl+R on a voice of a conversation answers it"""
    program.key("ctrl+r")
    program.wait("label", "In answer to: 1 voice")
    program.key("Escape")
    program.wait_gone("label", "In answer to: 1 voice")


def sit():
    """Who sits at a table, and how many, is set in its details and taken back"""
    program.tab_to("text box", "Capture line")
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to(None, re.compile("^table 3"))
    program.key("Return")
    program.tab_to(None, re.compile("^Who sits here"))
    program.key("Return")
    program.tab_to(None, re.compile("Social enterprise"), key="Down")
    program.key("Return")
    program.wait_says("Social enterprise · 9 people")
    program.tab_to(None, re.compile("^Who sits here"))
    program.key("Tab", "ctrl+a")
    program.type("12")
    program.key("Tab")
    program.wait_says("Social enterprise · 12 people")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def act():
    """An action is made for the item that is spoken about, and stands on the agenda and with the item"""
    program.key("ctrl+r")
    program.wait("label", re.compile("^In answer to: Where can somebody go"))
    program.tab_to("text box", re.compile("^In a few words"))
    program.type(ACTION)
    program.key("ctrl+Return")
    program.wait_gone("button", "Save")
    program.tab_to("text box", "Capture line")
    program.key("ctrl+g")
    program.wait("list item", re.compile("^1[.].*2 actions"))
    program.tab_to("list item", re.compile("^1[.]"))
    program.key("F2")
    program.wait("list item", re.compile(f"^{ACTION}"))
    program.key("Escape")
    program.wait_gone("list item", re.compile(f"^{ACTION}"))
    program.key("Escape")
    program.wait_focus("text box", "Capture line")


def record():
    """The record asks for its rules and its kind of file"""
    program.key("ctrl+p")
    program.wait("button", "Save…")
    program.tab_to(None, re.compile("^Small numbers"))
    program.key("Return")
    program.tab_to(None, re.compile("^Internal|^None|exact"), key="Down")
    program.key("Return")
    program.wait_says("For your own team only")
    program.key("ctrl+Return")
    program.choose_file(FOLDER / "record.html")
    wait_for(lambda: (FOLDER / "record.html").exists(), "the record is written")
    program.wait_says("Its figures are exact")
    text = (FOLDER / "record.html").read_text(encoding="utf-8")
    check("Not for publishing" in text and ACTION in text and "table 4" in text, "the record by other rules")


def crash():
    """A line that is cut off comes back with its item and as what it was to be kept"""
    program.tab_to("text box", "Capture line")
    program.key("alt+Page_Down", "ctrl+4")
    program.wait_says("2. Each year")
    saved = Saved(pathlib.Path(f"{SAMPLE}-drafts"))
    for character in TYPED:
        program.type(character)
        wait_for(saved.again, f"{character!r} is saved")
    program.kill()


def again():
    """It is said to that item after the crash"""
    global program
    program = open_workbook(SAMPLE, "sample")
    program.wait("list", "Sessions")
    program.tab_to("list item", within="Sessions")
    program.tab_to("list item", voice(TITLE), key="Down")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    program.wait_text(TYPED)
    program.wait_says("2. Each year")
    program.key("Return")
    program.wait("list item", voice("who has the key"))
    wait_for(lambda: "Minority view · Item 2" in row("who has the key"), "it is kept as before the crash")


def compare():
    """The Assemblies stand beside each other; words are found, and an item opens where people speak about it"""
    program.key("ctrl+shift+g")
    program.wait_says("Raised Again")
    program.wait_says("68% for it · Agreed, with concerns → 90% for it · Agreed")
    program.key("ctrl+f")
    program.type("give up")
    wait_for(lambda: not program.says("Raised Again"), "only what has the words is left")
    program.tab_to("list item", re.compile("^What makes people give up"))
    program.key("Return")
    program.wait_says("1. What makes people give up")
    program.quit()


def command_line_agrees():
    """The command line reads the same Assembly"""
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, "--format", "json", "assembly", SAMPLE, "show", TITLE],
                          capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    rows = json.loads(done.stdout)
    check_equal([(each["kind"], each["people"]) for each in rows if each["what"] == "table" and each["table"] == "table 3"],
                [("social-enterprise", 12)], "the table")
    check_equal([each["item"] for each in rows if each["what"] == "action" and each["words"] == ACTION], ["1"], "the action")
    check_equal([(each["item"], each["table"], each["kind"]) for each in rows if each["words"] == "who has the key"],
                [("2", "table 2", "minority-view")], "what the crash cut off")
    check_equal([each["kind"] for each in rows if each["words"] and RANG in each["words"]], ["concern"], "what was kept anew")


run(keep_voice, answer_voice, sit, act, record, crash, again, compare, command_line_agrees)
