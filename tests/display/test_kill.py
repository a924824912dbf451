# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at the worst moments: nothing that was typed is lost, and no half of a merge is kept."""

import os
import pathlib
import re
import shutil
import subprocess

from earshot_driver import Failure, Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, Saved, create_workbook, open_workbook, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
WORKBOOK = FOLDER / "work.earshot"
SECRET = FOLDER / "passphrase"
CONTRIBUTIONS = 6000
SPOKEN = "- she waited eleven weeks and then"
RUSHED = "".join(f" {n}" for n in range(1, 121))

program = None


def cli(*arguments):
    command = [os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    check_equal(done.returncode, 0, f"{arguments[0]}: {done.stderr}")
    return done.stdout.strip()


def start():
    """A conversation is begun"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    program = Program()
    create_workbook(program, WORKBOOK, "Partner")
    program.key("ctrl+n")
    program.type_into("Capture line", "+ the first one is kept")
    program.key("Return")
    program.wait("list item", voice("the first one is kept"))


def each_keystroke():
    """Each keystroke reaches the disk"""
    program.wait_focus("text box", "Capture line")
    saved = Saved(pathlib.Path(f"{WORKBOOK}-drafts"))
    for n, character in enumerate(SPOKEN, 1):
        program.type(character)
        wait_for(saved.again, f"{SPOKEN[:n]!r} is saved")


def killed_while_typing():
    """Killed then, all of it is in the line on the next start"""
    global program
    program.kill()
    program = open_workbook(WORKBOOK)
    resume()
    program.wait_text(SPOKEN)


def killed_in_a_rush():
    """Killed while keys come fast, all is there but what no save had begun for"""
    global program
    saved = Saved(pathlib.Path(f"{WORKBOOK}-drafts"))
    # No key is held down when it ends, so it is left to run out though nobody listens any more.
    typing = subprocess.Popen(["xdotool", "type", "--delay", "20", "--", RUSHED])
    line = program.wait_focus("text box", "Capture line")
    seen = wait_for(lambda: len(text := line.text) > len(SPOKEN) + 20 and text, "keys come in")
    # The save under way may be of older text; the one after it is not.
    saved.again()
    wait_for(saved.again, "a save ends")
    wait_for(saved.again, "the next save ends")
    program.kill()
    check(typing.poll() is None, "it was killed while keys came")
    typing.wait()
    program = open_workbook(WORKBOOK)
    resume()
    kept = wait_for(lambda: program.focused() and program.focused().text, "the line has text")
    check((SPOKEN + RUSHED).startswith(kept), f"{kept!r} is the beginning of what was typed")
    check(kept.startswith(seen), f"{seen!r} was on the screen before the last save, {kept!r} is kept")


def resume():
    """Sessions says that something was being written; from there back to it."""
    program.wait_says("It is kept.")
    program.tab_to("button", "Go on")
    program.key("Return")
    program.wait_focus("text box", "Capture line")


def finish():
    """What was restored can be added, and its draft is gone"""
    kept = program.wait_focus().text
    program.key("Return")
    program.wait("list item", voice(kept.strip().removeprefix("- ")))
    check_equal(program.wait_focus("text box", "Capture line").text, "", "the line after Enter")
    program.quit()


def killed_while_merging():
    """Killed in the middle of a merge, the workbook holds none of it or all"""
    global program
    bundle, whole = FOLDER / "bundle.xml", FOLDER / "whole.earshot"
    subprocess.run([os.environ["EARSHOT_GENERATE"], str(CONTRIBUTIONS), bundle], check=True)
    shutil.copyfile(WORKBOOK, whole)
    none = cli("digest", WORKBOOK)
    cli("merge", "--accept", "all", whole, bundle)
    everything = cli("digest", whole)
    check(none != everything, "the file brings something")

    program = open_workbook(WORKBOOK)
    show_page(program, "Exchange")
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(bundle))
    program.key("Return")
    program.wait("button", "Accept")
    program.tab_to("button", "Accept", key="shift+Tab")
    program.key("Return")
    program.wait_focus("button", re.compile("^Merge "))
    size = WORKBOOK.stat().st_size
    saved = Saved(WORKBOOK)
    program.key("Return")
    # Pages of the merge are in the file, and not yet committed: the worst moment there is.
    wait_for(lambda: WORKBOOK.stat().st_size > size + 500_000 and saved.in_transaction(), "the merge is under way")
    program.kill()
    check(saved.in_transaction(), "it was killed before the end")

    program = open_workbook(WORKBOOK)
    show_page(program, "Voices")
    # The two that were typed here, and nothing of the file.
    wait_for(lambda: len(voices_shown(program)) == 2, "the voices that were there are there")
    program.quit()
    found = cli("digest", WORKBOOK)
    check(found in (none, everything), f"{found} is neither none nor all")
    cli("check", WORKBOOK)


def merge_after_all():
    """The same file then comes in whole"""
    global program
    program = open_workbook(WORKBOOK)
    show_page(program, "Exchange")
    program.tab_to("text box", "File to bring in")
    program.type_into("File to bring in", str(FOLDER / "bundle.xml"))
    program.key("Return")
    program.wait("button", "Accept", timeout=240)
    program.tab_to("button", "Accept", key="shift+Tab")
    program.key("Return")
    program.wait_says(f"{CONTRIBUTIONS} new voices", timeout=240)
    program.wait_focus("button", re.compile("^Merge "))
    program.key("Return")
    program.wait("button", "Undo This Merge", timeout=240)
    program.quit()
    check_equal(cli("digest", WORKBOOK), cli("digest", FOLDER / "whole.earshot"), "digest")


run(start, each_keystroke, killed_while_typing, killed_in_a_rush, finish, killed_while_merging, merge_after_all)
