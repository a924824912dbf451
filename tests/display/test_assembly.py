# SPDX-License-Identifier: GPL-3.0-or-later
"""An Assembly's evening by keys alone: the agenda, what tables say to it and as what, support, the stage, and what came of it."""

import json
import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check_equal, private_folder, run, wait_for
from earshot_steps import create_workbook, voice

FOLDER = pathlib.Path(private_folder())
WORKBOOK = FOLDER / "work.earshot"
ASKED = "What would make a visit easier?"
PROPOSED = "One card says who is a carer"

program = None
main = None


def agenda():
    found = program.find("list", "Items of the agenda")
    return [node.name for node in program.find_all("list item", None, within=found)] if found else []


def begin():
    """A conversation becomes an Assembly, and its agenda is asked for"""
    global program, main
    program = Program()
    create_workbook(program, WORKBOOK, "Partner")
    program.key("ctrl+n")
    program.wait_focus("text box", "Capture line")
    main = program.windows()[-1]
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.type_into("Title", "Spring Assembly")
    program.tab_to(None, re.compile("^Kind"))
    program.key("Return")
    program.tab_to(None, re.compile("Community Assembly"), key="Down")
    program.key("Return")
    program.wait_says("What is on the agenda?")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def write_agenda():
    """Items are added with Enter, moved, and the one that is spoken about is chosen"""
    program.key("ctrl+g")
    program.tab_to("text box", "Question or proposal")
    for n, wording in enumerate((PROPOSED, ASKED)):
        program.type(wording)
        program.key("Return")
        wait_for(lambda: len(agenda()) == n + 1, f"{n + 1} items are on the agenda")
        wait_for(lambda: program.find("text box", "Question or proposal").text == "", "the field is empty")
    wait_for(lambda: re.match(f"1. {PROPOSED}.*Proposal", agenda()[0]) and "Question" in agenda()[1], lambda: f"both are told, not {agenda()}")
    program.tab_to("list item", re.compile(re.escape(ASKED)))
    program.key("alt+Up")
    wait_for(lambda: ASKED in agenda()[0], "it is first")
    program.wait_focus("list item", re.compile(re.escape(ASKED)))
    program.key("Return")
    program.wait_gone("list", "Items of the agenda")
    program.wait_says(f"1. {ASKED}")


def say():
    """What is typed is said to that item; a concern is kept as one, and the next voice is an input again"""
    program.wait_focus("text box", "Capture line")
    program.type("@table 3 - the bus stops too far away")
    program.key("Return")
    program.wait("list item", voice("the bus stops too far away"))
    program.key("alt+Page_Down")
    program.wait_says(f"2. {PROPOSED}")
    program.key("ctrl+3")
    program.wait(None, re.compile("Concern"))
    program.type("@Table 3 who pays for it")
    program.key("Return")
    program.wait("list item", voice("who pays for it"))
    program.type("@table 1 + we want it")
    program.key("Return")
    program.wait("list item", voice("we want it"))


def stage():
    """The stage shows the item, turns to another with one key, and gives what is typed to the line"""
    program.key("F6")
    stage_window = wait_for(lambda: set(program.windows()) - {main}, "there are two windows").pop()
    program.turn_to(stage_window)
    program.wait("label", PROPOSED)
    program.wait("label", "2 voices · 1 concern")
    program.key("Page_Up")
    program.wait("label", ASKED)
    program.wait("label", "1 of 2 · Question")
    program.key("Page_Down")
    program.wait("label", "2 of 2 · Proposal")
    program.key("x")
    line = program.wait("text box", "Capture line")
    wait_for(lambda: line.text == "x", "the key is in the line")
    program.turn_to(main)
    program.key("BackSpace")
    wait_for(lambda: line.text == "", "the line has the focus")


def count():
    """Support is counted table after table, and stands on the stage"""
    program.key("ctrl+k")
    program.wait("button", "Save")
    program.wait("combo box", "How")
    # A spin row tells its name to nobody who walks to it by Tab: those of hands come after how they are counted.
    program.tab_to("combo box", "How")
    program.key("Tab", "ctrl+a")
    program.type("9")
    program.key("Tab", "ctrl+a")
    program.type("1")
    program.key("ctrl+Return")
    program.wait_says("For 9 · Against 1")
    wait_for(lambda: program.find("label", "table 3", within=program.find("combo box", "Table")), "the next table is chosen")
    program.tab_to("combo box", "How")
    program.key("Tab", "ctrl+a")
    program.type("4")
    program.key("ctrl+Return")
    program.wait_says("For 13 · Against 1")
    program.wait_gone("button", "Save")


def decide():
    """What came of it is written in the Assembly's own words"""
    program.wait_focus("text box", "Capture line")
    program.key("ctrl+g")
    program.tab_to("list item", re.compile(PROPOSED))
    program.key("F2")
    program.wait("text box", "In the Assembly’s own words")
    program.tab_to(None, re.compile("^Decision"))
    program.key("Return")
    program.tab_to(None, re.compile("Agreed, with concerns"), key="Down")
    program.key("Return")
    program.tab_to("text box", "In the Assembly’s own words")
    program.type("We want the card.")
    program.key("ctrl+Return")
    program.wait_gone("text box", "In the Assembly’s own words")
    wait_for(lambda: any("Agreed, with concerns" in name for name in agenda()), "it stands on the agenda")
    program.key("Escape")
    program.wait_gone("list", "Items of the agenda")
    program.wait("label", "Agreed, with concerns")
    program.quit()


def command_line_agrees():
    """The command line reads the same evening"""
    secret = FOLDER / "passphrase"
    from earshot_steps import PASSPHRASE

    secret.write_text(PASSPHRASE + "\n")
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", secret, "--format", "json", "assembly", WORKBOOK, "show",
                           "Spring Assembly"], capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    rows = json.loads(done.stdout)
    check_equal([(row["item"], row["table"], row["kind"]) for row in rows if row["what"] == "input"],
                [("1", "table 3", None), ("2", "table 3", "concern"), ("2", "table 1", None)], "inputs")
    check_equal([(row["table"], row["words"]) for row in rows if row["what"] == "support"],
                [("table 1", "For 9 · Against 1 · Not sure 0"), ("table 3", "For 4 · Against 0 · Not sure 0")], "support")
    check_equal([(row["kind"], row["words"]) for row in rows if row["what"] == "outcome"],
                [("agreed-with-concerns", "We want the card.")], "outcome")


run(begin, write_agenda, say, stage, count, decide, command_line_agrees)
