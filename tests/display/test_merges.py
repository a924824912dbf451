# SPDX-License-Identifier: GPL-3.0-or-later
"""Two files are looked at together, each count is opened, what would be removed is seen before it is allowed, and a merge is
taken back after the program was closed and opened again."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page

FOLDER = pathlib.Path(private_folder())
WORKBOOK, SECRET = FOLDER / "work.earshot", FOLDER / "passphrase"
FIRST, EDITED, REMOVING = FOLDER / "first.xml", FOLDER / "edited.xml", FOLDER / "removing.xml"
PARTNER, OTHER = "01a2140a-2bb5-7f59-b3d8-e707dde9b3cd", "01a2140a-2bb5-7f59-b3d8-e707dde9b3ce"
SESSION = "01a2140a-2dda-7745-a048-cc3d2043aa16"
VOICES = [f"01a2140a-3945-7804-9ed8-cf24fae6ec{n:02x}" for n in range(8)]
TIME = "2026-11-12T10:{:02}:00.000Z"

program = None
digests = []


def bundle(path, device, name, records):
    path.write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<bundle xmlns="urn:earshot:bundle:1" from="1">
  <author n="1" id="{device}"/>
  <device id="{device}" at="{TIME.format(0)}" by="1">
    <name>{name}</name>
  </device>
{records}</bundle>
""")


def session():
    return f"""  <session id="{SESSION}" at="{TIME.format(1)}" by="1">
    <title>Morning</title>
  </session>
"""


def said(n, text):
    return f"""  <contribution id="{VOICES[n]}" at="{TIME.format(2)}" by="1">
    <session>{SESSION}</session>
    {text}
  </contribution>
"""


def digest():
    return subprocess.run([os.environ["EARSHOT_CLI"], "digest", "--passphrase-file", SECRET, WORKBOOK], check=True,
                          capture_output=True, text=True).stdout


def bring_in(path):
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(path))
    program.key("Return")


def accept():
    program.wait("button", "Accept")
    program.tab_to("button", "Accept", key="shift+Tab")
    program.key("Return")


def open_row(name):
    """Goes back from the button that merges to a row of the preview, and opens it."""
    program.tab_to("list item", re.compile(name), key="shift+Tab")
    program.key("Return")


def prepare():
    """A workbook, and three files: voices, one of them edited later, and one that withdraws six"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    words = [f"<text>what was said {n}</text>" for n in range(8)]
    bundle(FIRST, PARTNER, "Partner laptop", session() + "".join(said(n, words[n]) for n in range(8)))
    words[3] = f'<text at="{TIME.format(5)}" by="1">what was really said</text>'
    bundle(EDITED, PARTNER, "Partner laptop", session() + "".join(said(n, words[n]) for n in range(8)))
    bundle(REMOVING, OTHER, "Other laptop", "".join(f'  <erased kind="contribution" id="{id}"/>\n' for id in VOICES[:6]))
    program = Program()
    create_workbook(program, WORKBOOK, "Example Healthwatch")
    program.quit()
    digests.append(digest())
    program = open_workbook(WORKBOOK)
    show_page(program, "Exchange")


def counts():
    """Each count of a preview opens its records"""
    bring_in(FIRST)
    accept()
    program.wait_focus("button", re.compile("^Merge .*8 voices"))
    open_row("^first.xml")
    open_row(r"^\d+ new")
    listed = program.wait("list", "Records")
    wait_for(lambda: any(node.within(listed.name) for node in program.find_all("list item", re.compile("what was said 0.*Partner laptop", re.S))),
             "a voice and its author are listed")
    program.key("Escape")
    program.wait_gone("list", "Records")


def merge():
    """What was looked at is merged, and stands in the list of merges"""
    program.tab_to("button", re.compile("^Merge"))
    program.key("Return")
    program.wait_focus("button", "Undo This Merge")
    program.wait_says("first.xml")


def edits():
    """What changes is told from what to what"""
    bring_in(EDITED)
    program.wait_focus("button", re.compile("^Merge .*1 change"))
    open_row("^edited.xml")
    open_row("^1 changed")
    program.wait_says("Words: what was said 3 → what was really said")
    program.key("Escape")
    program.wait_gone("list", "Records")
    program.tab_to("button", re.compile("^Merge"))
    program.key("Return")
    program.wait_focus("button", "Undo This Merge")


def removals():
    """What others recorded is removed only when the list was seen and allowed"""
    bring_in(REMOVING)
    accept()
    program.wait("button", "Look…")
    wait_for(lambda: (button := program.find("button", re.compile("^Merge"))) and not button.has("sensitive"), "it cannot be merged yet")
    program.tab_to("button", "Look…", key="shift+Tab")
    program.key("Return")
    listed = program.wait("list", "Records")
    wait_for(lambda: len(list(program.find_all("list item", re.compile("what was"), within=listed))) >= 4, "the voices are listed")
    program.tab_to("button", "Allow This")
    program.key("Return")
    program.wait_focus("button", re.compile("^Merge"))
    program.tab_to("button", "Cancel", key="shift+Tab")
    program.key("Return")
    program.wait_gone("button", "Cancel")


def restart():
    """A merge is taken back after the program was closed, and the one before it after that"""
    global program
    program.quit()
    program = open_workbook(WORKBOOK)
    show_page(program, "Exchange")
    for name, told in (("edited.xml", "edited.xml"), ("first.xml", "1 earlier merge")):
        program.wait("list item", re.compile(name))
        program.tab_to("button", "Undo This Merge")
        program.key("Return")
        program.wait_focus("text box", "File to bring in")
        program.wait_says("The merge is undone")
        # The newest is told to be taken back; the one before is among the earlier ones then.
        wait_for(lambda: (row := program.find("list item", re.compile(told)))
                 and (told != name or any("Taken back" in node.name for node in row.walk())), f"{name} is taken back in the list")
    check(not program.find("button", "Undo This Merge"), "there is nothing left to take back")
    program.quit()
    check_equal(digest(), digests[0], "digest")


run(prepare, counts, merge, edits, removals, restart)
