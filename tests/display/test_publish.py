# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook is published into a shared folder whose disk is full: that is told, with what is safe; nothing is there and the
version is nobody's. Once there is room the same key publishes it, and a partner has it."""

import os
import pathlib
import re
import shutil
import subprocess

from earshot_disk import SmallDisk
from earshot_driver import Program, check, check_equal, private_folder, run
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page

FOLDER = pathlib.Path(private_folder())
SHARED = SmallDisk(FOLDER / "shared", "512k")
HUB, LINKS, SECRET = FOLDER / "hub.earshot", FOLDER / "links.earshot", FOLDER / "passphrase"
VERSION = "Winter 2026"

program = None


def cli(verb, book, *arguments):
    return subprocess.run([os.environ["EARSHOT_CLI"], verb, "--passphrase-file", SECRET, book, *arguments], check=True,
                          capture_output=True, text=True).stdout


def files():
    """What others would see in the folder, and what they would not."""
    return sorted(path.name for path in SHARED.of(program).iterdir() if path.name != "filler")


def prepare():
    """Two workbooks that know each other's card and share a folder, whose disk is full"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    program = Program()
    create_workbook(program, HUB, "Example Healthwatch")
    program.quit()
    cli("init", LINKS, "--bare", "--device", "Links")
    for book, other in ((HUB, LINKS), (LINKS, HUB)):
        cli("card", book, "write", f"{book}.earshot-card.xml")
        cli("card", other, "accept", f"{book}.earshot-card.xml")
        cli("folder", book, "set", SHARED.path)
    SHARED.give_to_program()
    program = open_workbook(HUB)
    SHARED.fill(program)
    show_page(program, "What Matters")


def full():
    """That nothing could be written is told in words, and what is safe"""
    program.tab_to("toggle button", "More for the codebook", key="shift+Tab")
    program.key("Return")
    program.wait("menu item", "Publish This Codebook…")
    program.tab_to("menu item", "Publish This Codebook…", key="Down")
    program.key("Return")
    program.wait_focus("text box", "Name of this version")
    program.wait(None, re.compile("Into the shared folder"))
    program.type_into("Name of this version", VERSION)
    program.key("Return")
    program.wait_says(f"“{VERSION}” is not published. Nothing could be written to the exchange folder")
    program.wait_says("its disk is full. Your workbook is safe, and what is in the folder is as it was")
    check_equal(files(), [], "what is in the folder")


def room_again():
    """Once there is room, the same key publishes it"""
    SHARED.make_room(program)
    program.wait_focus("text box", "Name of this version")
    program.key("Return")
    program.wait_says(f"“{VERSION}” is published, and in the shared folder")
    check_equal(len(files()), 1, "files in the folder")


def told():
    """The partner who merges it has that version"""
    for name in files():
        shutil.copyfile(SHARED.of(program) / name, SHARED.path / name)
    program.quit()
    check(VERSION not in cli("codebook", LINKS, "changes"), "the partner has another one before")
    cli("folder", LINKS, "merge")
    check(VERSION in cli("codebook", LINKS, "changes"), "the partner has it")


run(prepare, full, room_again, told)
