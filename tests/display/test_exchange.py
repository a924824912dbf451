# SPDX-License-Identifier: GPL-3.0-or-later
"""A partner's file by the keyboard alone: looked at, its device accepted, merged, and the merge taken back."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check, check_equal, private_folder, run
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page

FOLDER = pathlib.Path(private_folder())
WORKBOOK, BUNDLE, BAD = FOLDER / "work.earshot", FOLDER / "partner.xml", FOLDER / "bad.xml"
SECRET = FOLDER / "passphrase"

program = None
before = None


def digest():
    return subprocess.run([os.environ["EARSHOT_CLI"], "digest", "--passphrase-file", SECRET, WORKBOOK], check=True,
                          capture_output=True, text=True).stdout


def bring_in(path):
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(path))
    program.key("Return")


def prepare():
    """A workbook, a partner's file, and one that is none"""
    global program, before
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    BAD.write_text("<nothing")
    subprocess.run([os.environ["EARSHOT_GENERATE"], "200", BUNDLE], check=True)
    program = Program()
    create_workbook(program, WORKBOOK, "Example Healthwatch")
    program.quit()
    before = digest()
    program = open_workbook(WORKBOOK)
    show_page(program, "Exchange")


def malformed():
    """What is no file of ours is refused with its reason"""
    bring_in(BAD)
    program.wait("list item", re.compile("bad.xml"))
    check(not program.find("button", re.compile("^Merge")), "nothing can be merged")


def preview():
    """A device not met before is asked about, and accepted"""
    bring_in(BUNDLE)
    program.wait("button", "Accept")
    program.tab_to("button", "Accept", key="shift+Tab")
    program.key("Return")
    program.wait_focus("button", re.compile(r"^Merge .*200 voices"))


def merge():
    """What was shown is merged"""
    program.key("Return")
    program.wait_focus("button", "Undo This Merge")
    program.wait_says("200 new voices")


def undo():
    """The merge is taken back, and the workbook is as before"""
    program.key("Return")
    program.wait_says("The merge is undone")
    check(not program.find("button", "Undo This Merge"), "it is taken back once")
    program.quit()
    check_equal(digest(), before, "digest")


run(prepare, malformed, preview, merge, undo)
