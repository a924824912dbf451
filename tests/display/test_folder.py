# SPDX-License-Identifier: GPL-3.0-or-later
"""The shared folder by the keyboard alone: chosen, written to, a partner's files looked at and merged; what is half there,
and a folder that is gone."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page

FOLDER = pathlib.Path(private_folder())
HUB, LINKS, SHARED = FOLDER / "hub.earshot", FOLDER / "links.earshot", FOLDER / "shared"
SECRET = FOLDER / "passphrase"

program = None


def cli(verb, book, *arguments):
    return subprocess.run([os.environ["EARSHOT_CLI"], verb, "--passphrase-file", SECRET, book, *arguments], check=True,
                          capture_output=True, text=True).stdout


def press(role, name, key="Tab"):
    program.wait(role, name)
    program.tab_to(role, name, key=key)
    program.key("Return")


def prepare():
    """Two workbooks that know each other's card"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    SHARED.mkdir()
    program = Program()
    create_workbook(program, HUB, "Example Healthwatch")
    program.quit()
    cli("init", LINKS, "--bare", "--device", "Links")
    cli("add", LINKS, "contribution", "--text", "The link worker rang me back")
    for book, other in ((HUB, LINKS), (LINKS, HUB)):
        cli("card", book, "write", f"{book}.earshot-card.xml")
        cli("card", other, "accept", f"{book}.earshot-card.xml")
    cli("folder", LINKS, "set", SHARED)
    cli("folder", LINKS, "write")
    program = open_workbook(HUB)
    show_page(program, "Exchange")


def choose():
    """A folder is chosen, and what is in it is told"""
    program.tab_to("text box", "Shared folder")
    program.type_into("Shared folder", str(SHARED))
    program.key("Return")
    program.wait(None, re.compile("1 new file from Links"))
    program.wait(None, re.compile("not in the folder yet"))
    check(not program.find("button", "Use This Folder"), "there is nothing left to set")


def merge():
    """Its new file is looked at and merged like any other"""
    press("button", "Look at Them")
    program.wait_focus("button", re.compile("^Merge .*1 voice"))
    program.key("Return")
    program.wait_focus("button", "Undo This Merge")
    program.wait_gone("button", "Look at Them")


def write():
    """What is new is written, sealed, and a partner can merge it"""
    press("button", "Write What Is New", key="shift+Tab")
    program.wait_says("Written as earshot-")
    program.wait_gone("button", "Write What Is New")
    own = [path for path in SHARED.iterdir() if path.read_bytes().startswith(b"EARSEAL")]
    check_equal(len(own), 2, "sealed files")
    cli("folder", LINKS, "merge")


def arriving():
    """A file that comes while the page is shown is seen; half of it is told as still arriving"""
    cli("add", LINKS, "contribution", "--text", "Nobody asks how I am")
    before = set(SHARED.iterdir())
    cli("folder", LINKS, "write")
    new = next(path for path in SHARED.iterdir() if path not in before)
    whole = new.read_bytes()
    program.wait("button", "Look at Them")
    new.write_bytes(whole[:-40])
    program.wait(None, re.compile("still arriving"))
    program.wait_gone("button", "Look at Them")
    new.write_bytes(whole)
    program.wait("button", "Look at Them")


def gone():
    """A folder that is gone is told, and comes back"""
    SHARED.rename(FOLDER / "elsewhere")
    show_page(program, "Sessions")
    show_page(program, "Exchange")
    program.wait(None, re.compile("not there now"))
    check(not program.find("button", "Look at Them"), "there is nothing to look at")
    (FOLDER / "elsewhere").rename(SHARED)
    show_page(program, "Sessions")
    show_page(program, "Exchange")
    program.wait("button", "Look at Them")


def cards():
    """A stranger's card in the folder is shown, with its words, and accepted by a person alone; ours is put there by a button"""
    new = FOLDER / "new.earshot"
    cli("init", new, "--bare", "--device", "New one")
    words = re.search(r"its words: (\S+)", cli("folder", new, "set", SHARED, "--card")).group(1)
    program.wait(None, re.compile("1 exchange card that you have not accepted"))
    press("button", "Look at It")
    program.wait_says(words.replace("-", " · "))
    program.tab_to("button", "They Match")
    program.key("Return")
    program.wait("list item", re.compile("^New one: .*Accepted"))
    program.wait_gone("button", "Look at It")
    program.wait_gone("button", "They Match")
    press("button", "Put My Card There", key="shift+Tab")
    program.wait_says("Your card is in the folder")
    program.wait_gone("button", "Put My Card There")
    check_equal(len(list(SHARED.glob("*.earshot-card.xml"))), 2, "cards in the folder")


def plain():
    """Plain is never chosen without saying what that means"""
    program.tab_to("combo box", re.compile("Who can open your files"))
    program.key("Return")
    program.key("End")
    program.key("Return")
    program.wait(None, re.compile("will read what people said"))
    press("button", "Use This Folder")
    program.wait_gone("button", "Use This Folder")
    wait_for(lambda: program.find("button", "Write What Is New"), "all is written anew")
    program.quit()
    check("not sealed" in cli("folder", HUB), "how it is sealed")


run(prepare, choose, merge, write, arriving, gone, cards, plain)
