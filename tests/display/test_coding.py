# SPDX-License-Identifier: GPL-3.0-or-later
"""The coding desk by the keyboard alone: words are selected and coded, taken back and brought back, coders compared."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
WORKBOOK, SECRET = FOLDER / "work.earshot", FOLDER / "passphrase"
SAID = ("nobody asks how I am", "the bus does not stop here", "আমি ভালো আছি, চা চাই")
THEME = "Being listened to"

program = None


def cli(verb, *arguments):
    done = subprocess.run([os.environ["EARSHOT_CLI"], verb, "--passphrase-file", SECRET, *arguments], capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    return done.stdout


def prepare():
    """A workbook with voices that another coder has been through"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    program = Program()
    create_workbook(program, WORKBOOK, "Example Healthwatch")
    program.quit()
    cli("add", WORKBOOK, "session", "--title", "Coffee morning", "--started", "2026-11-12")
    for number, text in enumerate(SAID):
        cli("add", WORKBOOK, "contribution", "--session", "Coffee morning", "--ref", f"V{number}", "--text", text)
    cli("code", "--coder", "R2", WORKBOOK, "V1", "listening")
    program = open_workbook(WORKBOOK)
    show_page(program, "Voices")
    program.wait("list item", voice(SAID[0]))


def words():
    return program.find("text box", "Words of this voice")


def chips():
    """What was coded of the voice on the desk, as it is told to those who hear the screen."""
    group = program.find("group", "Themes of this voice")
    return [node.name for node in program.find_all("button", re.compile("by you|by R2"), within=group)] if group else []


def wait_chips(expected):
    wait_for(lambda: len(chips()) == expected, lambda: f"{expected} codings are shown, not {chips()}")


def open_desk():
    """F8 opens the desk with the first voice, its words ready to select"""
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")
    wait_for(lambda: words() and words().text == SAID[0], "the words are shown")


def code_words():
    """Words are selected with Shift and an arrow, C and a few letters code them"""
    program.key("ctrl+Home")
    program.key("ctrl+shift+Right")
    program.key("c")
    program.wait_focus("text box", "Theme for these words")
    program.type("being li")
    wait_for(lambda: THEME in program.focused().description, "the theme is suggested, also aloud")
    program.key("Return")
    wait_chips(1)
    wait_for(lambda: chips()[0] == f"{THEME}, “nobody”, by you", lambda: f"the coding is told in words, not {chips()}")
    program.wait_focus("text box", "Words of this voice")


def undo_and_redo():
    """Ctrl+Z takes it back, Ctrl+Shift+Z brings it back"""
    program.key("ctrl+z")
    wait_chips(0)
    program.key("ctrl+shift+z")
    wait_chips(1)


def in_vivo():
    """V makes a theme of the selected words, over words that are coded already"""
    program.key("ctrl+Home")
    program.key("ctrl+shift+Right", "ctrl+shift+Right", "v")
    wait_chips(2)
    wait_for(lambda: any(chip.startswith("nobody asks, “nobody asks”") for chip in chips()), lambda: f"the words are their own theme in {chips()}")


def walk():
    """Alt and an arrow go from coding to coding and say which it is"""
    program.key("alt+Right")
    first = wait_for(lambda: words().description, "the coding is told")
    program.key("alt+Right")
    wait_for(lambda: words().description not in ("", first), "the next is told")
    program.key("Delete")
    wait_chips(1)
    program.key("ctrl+z")
    wait_chips(2)


def memo():
    """M writes a memo on the coding that was walked to"""
    program.key("alt+Right", "m")
    program.wait_focus("text box", "Memo")
    program.type("says it twice")
    program.tab_to("button", "Keep")
    program.key("Return")
    wait_for(lambda: any("Memo: says it twice" in chip for chip in chips()), "the memo is told")


def next_uncoded():
    """N goes on to the next voice without a theme, past those that have one"""
    program.wait_focus("text box", "Words of this voice")
    program.key("n")
    wait_for(lambda: words() and words().text == SAID[2], "the third voice is on the desk")
    program.wait_focus("text box", "Words of this voice")


def feeling():
    """A digit says how the voice feels"""
    program.key("2")
    wait_for(lambda: any(row.name.startswith("Does not work") for row in voices_shown(program)), "the feeling is shown")
    program.key("ctrl+z")
    wait_for(lambda: not any(row.name.startswith("Does not work") for row in voices_shown(program)), "the feeling is taken back")


def whole_voice():
    """T gives the whole voice a theme that is made for it"""
    program.key("t")
    program.wait_focus("text box", "Theme for the whole voice")
    program.type("Tea")
    wait_for(lambda: program.focused() and "New theme “Tea”" in program.focused().description, "a new theme is offered")
    program.key("Return")
    wait_chips(1)
    wait_for(lambda: chips()[0] == "Tea, whole voice, by you", lambda: f"the coding is told in words, not {chips()}")


def blind():
    """What others coded can be hidden, in the list as well"""
    program.tab_to("list item", voice(SAID[2]), key="shift+Tab")
    program.key("Up")
    wait_for(lambda: words() and words().text == SAID[1], "the second voice is on the desk")
    wait_chips(1)
    program.tab_to("toggle button", "Hide what others coded")
    program.key("space")
    wait_chips(0)
    wait_for(lambda: not any(THEME in row.name for row in voices_shown(program) if SAID[1] in row.name), "the list hides it, too")
    program.key("space")
    wait_chips(1)


def many():
    """Several voices are coded at once, with one undo"""
    program.tab_to("list item", voice(SAID[1]), key="shift+Tab")
    program.key("ctrl+a")
    program.wait_says("3 voices selected")
    program.key("t")
    program.wait_focus("text box", "Theme for all selected voices")
    program.type("Tea")
    program.key("Return")
    wait_for(lambda: sum("Tea" in row.name for row in voices_shown(program)) == 3, "all have the theme")
    program.key("ctrl+z")
    wait_for(lambda: sum("Tea" in row.name for row in voices_shown(program)) == 1, "all but one lost it at once")


def compare():
    """Two coders are compared, and a disagreement is settled"""
    program.tab_to("button", "Compare…")
    program.key("Return")
    program.wait("dialog", "Compare coders")
    program.wait_says("voices that both could code")
    as_r2 = program.wait("button", "As R2")
    before = len(list(program.find_all("button", "As R2")))
    as_r2.press()
    wait_for(lambda: len(list(program.find_all("button", "As R2"))) == before - 1, "one is settled")
    program.key("Escape")
    program.wait_gone("dialog", "Compare coders")
    program.quit()


run(prepare, open_desk, code_words, undo_and_redo, in_vivo, walk, memo, next_uncoded, feeling, whole_voice, blind, many, compare)
