# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk is full while somebody types: it is told at once, with what is safe; the line stays, and is kept once there is room."""

import os
import pathlib
import shutil
import subprocess

from earshot_disk import SmallDisk
from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page, voice, voices_shown

DISK = SmallDisk(pathlib.Path(private_folder()) / "disk", "24m")
WORKBOOK = DISK.path / "work.earshot"
# Longer than what the files have room for as they are.
TYPED = "- she waited eleven weeks" + " and then nobody rang" * 900

program = None


def start():
    """A conversation is begun on a small disk"""
    global program
    DISK.give_to_program()
    program = Program()
    create_workbook(program, WORKBOOK, "Partner")
    program.key("ctrl+n")
    program.wait_focus("text box", "Capture line")
    program.type("+ the first one is kept")
    program.key("Return")
    program.wait("list item", voice("the first one is kept"))


def full():
    """It is full while somebody types, and that is said at once"""
    DISK.fill(program)
    program.wait_focus("text box", "Capture line").insert(TYPED)
    program.wait_text(TYPED)
    program.wait_says("is full. Everything saved before is safe")


def entered():
    """Enter then keeps the words where they can be seen"""
    program.key("Return")
    program.wait_says("is full")
    wait_for(lambda: program.focused() and program.focused().text == TYPED, "the line stays")
    check(len(voices_shown(program)) == 1, "no voice was added")


def room_again():
    """Once there is room, the same Enter adds it, and nothing is said any more"""
    DISK.make_room(program)
    program.key("Return")
    program.wait("list item", voice("she waited eleven weeks"))
    program.wait_text("")
    wait_for(lambda: not program.says("is full"), "the warning is gone")


def kept():
    """All of it is in the workbook"""
    copy = DISK.path.parent / "copy.earshot"
    shutil.copyfile(DISK.of(program) / "work.earshot", copy)
    program.key("ctrl+q")
    program.ended_well()
    cli = [os.environ["EARSHOT_CLI"], "--passphrase-file", DISK.path.parent / "passphrase", "check", copy]
    (DISK.path.parent / "passphrase").write_text(PASSPHRASE + "\n")
    check_equal(subprocess.run(cli, capture_output=True).returncode, 0, "the copy is whole")
    opened = open_workbook(copy)
    show_page(opened, "Voices")
    wait_for(lambda: len(voices_shown(opened)) == 2, "both voices are there")
    opened.quit()


run(start, full, entered, room_again, kept)
