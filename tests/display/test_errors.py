# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong is said aloud in the moment in which it is shown, in pages, dialogs and fields."""

import os
import pathlib
import re

from earshot_driver import Program, check, run, wait_for
from earshot_steps import open_sample, show_page

SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
NO_DAY = "31 of never"

program = None


def said(words, *keys):
    """Keys after which it is said, and an alert is on the screen or the field is marked."""
    program.forget_said()
    program.key(*keys)
    program.wait_said(words)


def begin():
    """A new workbook without an organisation"""
    global program
    program = Program()
    program.tab_to("button", "New workbook")
    program.key("Return")
    program.wait_focus("text box", "Organisation")
    program.tab_to("button", "Create workbook")
    said("Say which organisation", "Return")
    check("Say which" in program.wait("alert").text, "it stands there too")
    program.quit()
    program = open_sample()


def days():
    """Days that are none, in the filters of Voices"""
    show_page(program, "Voices")
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type("between")
    wait_for(lambda: (node := program.focused()) and "Enter takes Between" in node.description, "it is offered")
    program.key("Return")
    program.wait_focus("text box", re.compile("^First day"))
    program.forget_said()
    program.type("2026-02-31")
    program.wait_said("Write the day as in")
    program.wait("alert")
    program.key("ctrl+a")
    program.type("2026-02-28")
    program.wait_gone("alert")
    program.tab_to("text box", re.compile("^Last day"))
    program.forget_said()
    program.type("2026-02-01")
    program.wait_said("The last day is before the first")
    program.key("Escape")
    program.wait_gone("text box", re.compile("^First day"))


def target():
    """A target from a day that is none"""
    show_page(program, "Who We’ve Heard")
    program.wait("button", "Set Target…")
    program.key("ctrl+t")
    program.tab_to("text box", re.compile("^First day"))
    program.type(NO_DAY)
    program.tab_to("button", "Set Target")
    said("day", "Return")
    check("day" in program.wait("alert").text, "it stands there too")
    program.key("Escape")
    program.wait_gone("text box", re.compile("^First day"))


def action():
    """An action by a day that is none"""
    show_page(program, "You Said, We Did")
    program.wait("list", "Actions")
    program.key("ctrl+r")
    program.tab_to("text box", "In a few words")
    program.type("Somebody rings back")
    program.tab_to("text box", re.compile("^By when"))
    program.type(NO_DAY)
    said("day", "ctrl+Return")
    program.wait_focus("text box", re.compile("^By when"))
    program.key("Escape")
    program.wait_gone("text box", re.compile("^By when"))


def occasion():
    """A conversation on a day that is none"""
    show_page(program, "Sessions")
    program.tab_to("list item", within="Sessions")
    program.key("Down", "Return")
    program.wait_focus("text box", "Capture line")
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to("text box", "Date")
    program.key("ctrl+a")
    program.type(NO_DAY)
    said("That is not a day", "Tab", "Tab", "Tab")
    program.quit()


def passphrase():
    """A passphrase that opens nothing"""
    global program
    program = Program(SAMPLE)
    program.type_secret("Passphrase", "nobody")
    said("passphrase", "Return")
    check("passphrase" in program.wait("alert").text, "it stands there too")
    program.quit()


run(begin, days, target, action, occasion, passphrase)
