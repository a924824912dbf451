# SPDX-License-Identifier: GPL-3.0-or-later
"""What several tests do in the window, each by the keyboard alone."""

import ctypes
import pathlib
import re

from earshot_driver import Program, wait_for

PASSPHRASE = "river maple seven lantern"
PAGES = ("Sessions", "Voices", "What Matters", "Priorities", "Who We’ve Heard", "You Said, We Did", "Exchange", "Reports")
# Stands in the sidebar only while there is something on it; its key is always there.
NEEDS_A_LOOK = "Needs a Look"
ACTIONS = "You Said, We Did"
# Alt and the number of the place in this list.
KEYS = (*PAGES, NEEDS_A_LOOK)


def create_workbook(program, path, organisation):
    """From the welcome page to the empty list of sessions."""
    program.tab_to("button", "New workbook")
    program.key("Return")
    program.type_into("Organisation", organisation)
    program.key("Return")
    program.wait_focus("text box", "This laptop")
    program.key("Return")
    program.type_into("Workbook file", str(path))
    program.key("Return")
    program.type_secret("Passphrase", PASSPHRASE)
    program.key("Return")
    program.type_secret("Passphrase again", PASSPHRASE)
    program.key("Return")
    wait_for_workbook(program, path)


def unlock(program, path, passphrase=PASSPHRASE):
    program.type_secret("Passphrase", passphrase)
    program.key("Return")
    wait_for_workbook(program, path)


def open_workbook(path, passphrase=PASSPHRASE, environment=None):
    program = Program(path, environment=environment)
    unlock(program, path, passphrase)
    return program


def open_sample():
    program = Program()
    program.tab_to("button", "Try with sample data")
    program.key("Return")
    program.wait("list", "Sessions")
    return program


def wait_for_workbook(program, path):
    program.wait("group", "Sessions")
    program.wait("window", path.stem)


def show_page(program, title):
    """By its key, which stays the same when other pages come."""
    program.key(f"alt+{KEYS.index(title) + 1}")
    program.wait("group", title)


def selected_page(program):
    sidebar = program.find("list", "Pages")
    rows = program.find_all("list item", None, within=sidebar) if sidebar else ()
    return next((row.name for row in rows if row.has("selected")), None)


def voice(words):
    """The name of the row of a voice that says so."""
    return re.compile(re.escape(words))


def voices_shown(program):
    """The rows of the list of voices on the screen, from the top."""
    found = program.find("list", "Voices")
    return list(program.find_all("list item", None, within=found)) if found else []


def add_filter(program, letters, name):
    """On the Voices page: a few letters of what the finder then offers first."""
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type(letters)
    wait_for(lambda: (node := program.focused()) and f"Enter takes {name}" in node.description, f"the filter “{name}” is offered")
    program.key("Return")
    program.wait("button", f"Remove filter: {name}")


def remove_filter(program, name):
    program.tab_to("button", f"Remove filter: {name}", key="shift+Tab")
    program.key("Return")
    program.wait_gone("button", f"Remove filter: {name}")


def choose_in_row(program, row, option):
    """In a row that unfolds: @row begins its name, @option is part of what is chosen."""
    program.tab_to(None, re.compile("^" + row), key="shift+Tab")
    program.key("Return")
    program.wait_focus(None, re.compile("ealed|that may leave"))
    program.key("Home")
    program.tab_to(None, re.compile(option), key="Down")
    program.key("Return")
    program.wait_focus(None, re.compile("^" + row))


def choose_plain(program):
    """On the Exchange page: a file that anybody can read."""
    choose_in_row(program, "Who can open it", "Not sealed")


def scale_text(dots):
    """Text in so many dots per inch, of which 96 is as it is. As a desktop does it: the resource Xft.dpi on the root window, which
    outlives this connection."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(xlib.XOpenDisplay(None))
    resources = b"Xft.dpi: %d\n" % dots
    root, manager, string, replace = xlib.XDefaultRootWindow(display), 23, 31, 0
    xlib.XChangeProperty(display, root, manager, string, 8, replace, resources, len(resources))
    xlib.XSetCloseDownMode(display, 1)
    xlib.XCloseDisplay(display)


class Saved:
    """Tells from outside when a file of the store was committed: its pages were written, and its journal is void.

    The store keeps a rollback journal and holds the file's lock, so SQLite ends a transaction by zeroing the first
    bytes of the journal.
    """

    MAGIC = bytes.fromhex("d9d505f920a163d7")

    def __init__(self, path):
        self.path = path
        self.journal = pathlib.Path(f"{path}-journal")
        self.before = self.written()

    def written(self):
        return self.path.stat().st_mtime_ns if self.path.exists() else 0

    def in_transaction(self):
        try:
            with open(self.journal, "rb") as journal:
                return journal.read(8) == self.MAGIC
        except FileNotFoundError:
            return False

    def again(self):
        """Whether there was a commit since this was asked last."""
        if self.in_transaction():
            return False
        now = self.written()
        if now == self.before or self.in_transaction():
            return False
        self.before = now
        return True
