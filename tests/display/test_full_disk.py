# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk is full while somebody types: it is told at once, with what is safe; the line stays, and is kept once there is room."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page, voice, voices_shown

# A disk of its own, seen by the program alone: a file system in memory, of this size.
DISK = pathlib.Path(private_folder()) / "disk"
SIZE = "24m"
WORKBOOK = DISK / "work.earshot"
# Longer than what the files have room for as they are.
TYPED = "- she waited eleven weeks" + " and then nobody rang" * 900

program = None


def mount_and(*command):
    script = f'mount -t tmpfs -o size={SIZE} tmpfs "$0" && exec "$@"'
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, DISK, *command]


def disk():
    """The program's disk, from outside."""
    return pathlib.Path(f"/proc/{program.process.pid}/root{DISK}")


def fill():
    """Takes all the room there is left."""
    with open(disk() / "filler", "ab", buffering=0) as filler:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                pass


def start():
    """A conversation is begun on a small disk"""
    global program
    DISK.mkdir()
    with tempfile.NamedTemporaryFile("w", suffix=".sh", dir=DISK.parent, delete=False) as script:
        command = " ".join(f"'{part}'" for part in mount_and(os.environ["EARSHOT_PROGRAM"]))
        script.write(f'#!/bin/sh\nexec {command} "$@"\n')
    os.chmod(script.name, 0o755)
    os.environ["EARSHOT_PROGRAM"] = script.name
    program = Program()
    create_workbook(program, WORKBOOK, "Partner")
    program.key("ctrl+n")
    program.wait_focus("text box", "Capture line")
    program.type("+ the first one is kept")
    program.key("Return")
    program.wait("list item", voice("the first one is kept"))


def full():
    """It is full while somebody types, and that is said at once"""
    fill()
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
    (disk() / "filler").unlink()
    program.key("Return")
    program.wait("list item", voice("she waited eleven weeks"))
    program.wait_text("")
    wait_for(lambda: not program.says("is full"), "the warning is gone")


def kept():
    """All of it is in the workbook"""
    copy = DISK.parent / "copy.earshot"
    shutil.copyfile(disk() / "work.earshot", copy)
    program.key("ctrl+q")
    program.ended_well()
    cli = [os.environ["EARSHOT_CLI"], "--passphrase-file", DISK.parent / "passphrase", "check", copy]
    (DISK.parent / "passphrase").write_text(PASSPHRASE + "\n")
    check_equal(subprocess.run(cli, capture_output=True).returncode, 0, "the copy is whole")
    opened = open_workbook(copy)
    show_page(opened, "Voices")
    wait_for(lambda: len(voices_shown(opened)) == 2, "both voices are there")
    opened.quit()


def mountable():
    done = subprocess.run(mount_and("true"), capture_output=True, text=True)
    return done.returncode == 0


DISK.mkdir()
if not mountable():
    print("1..0 # SKIP no disk can be made here: unshare may not mount")
    sys.exit(0)
DISK.rmdir()
run(start, full, entered, room_again, kept)
