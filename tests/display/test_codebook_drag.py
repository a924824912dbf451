# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook by the mouse: a theme is dragged to another, and taken back. And one without any theme."""

import ctypes
import os
import pathlib
import re
import subprocess

from gi.repository import GLib

from earshot_driver import Node, check_equal, private_folder, run, wait_for, x
from earshot_steps import PASSPHRASE, open_sample, open_workbook

FOLDER = pathlib.Path(private_folder())
SECRET, EMPTY = FOLDER / "passphrase", FOLDER / "Empty.earshot"
TREE = "Themes of the codebook"
COMPONENT, OF_WINDOW = "org.a11y.atspi.Component", 1
# What the window draws round itself, without a window manager.
FRAME = 5

program = window = None


def rows():
    found = program.find("list", TREE)
    return list(program.find_all("list item", None, within=found)) if found else []


def name_of(row):
    return row.name.split(". ")[0]


def row_of(name):
    return next((row for row in rows() if name_of(row) == name), None)


def level(name):
    row = row_of(name)
    found = row and re.search(r"Level (\d)", row.name)
    return int(found.group(1)) if found else None


def place(name):
    """Where a row stands on the screen: left, top, width, height."""
    geometry = dict(line.split("=") for line in x("getwindowgeometry", "--shell", window))
    left, top, width, height = Node.bus.ask(row_of(name).reference, COMPONENT, "GetExtents", GLib.Variant("(u)", (OF_WINDOW,)))[0]
    return left + int(geometry["X"]) + FRAME, top + int(geometry["Y"]) + FRAME, width, height


def manage(window):
    """GTK drops only on windows that a window manager looks after, which it knows by the property WM_STATE."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(xlib.XOpenDisplay(None))
    state = ctypes.c_ulong(xlib.XInternAtom(display, b"WM_STATE", 0))
    normal, replace = (ctypes.c_long * 2)(1, 0), 0
    xlib.XChangeProperty(display, ctypes.c_ulong(int(window)), state, state, 32, replace, normal, 2)
    xlib.XCloseDisplay(display)


def picture(left, top, height):
    """The left end of a row as it is drawn. What is dragged is drawn to the right of the pointer, and is not in it."""
    area = f"60x{height}+{left}+{top}"
    return subprocess.run(["import", "-silent", "-window", "root", "-crop", area, "rgb:-"], capture_output=True, check=True).stdout


def drag(name, onto, share):
    """Drags a theme to a row, to that share of its height, and drops it once the row shows that it would take it."""
    left, top, width, height = place(name)
    x("mousemove", "--sync", str(left + width // 2), str(top + height // 2))
    x("mousedown", "1")
    # A drag begins once the pointer has gone some way; what is dragged is a window of its own.
    n_windows = len(program.windows())
    step = iter(range(10000))

    def move(across, down):
        x("mousemove", str(across + 10 + next(step) % 3), str(down))

    def begun():
        move(left + width // 2 + 20, top + height // 2)
        return len(program.windows()) > n_windows

    wait_for(begun, "the drag has begun")
    left, top, width, height = place(onto)
    before = picture(left, top, height)

    def would_take():
        move(left + width // 2, top + int(height * share))
        return picture(left, top, height) != before

    wait_for(would_take, "the row shows that it would take it")
    x("mouseup", "1")


def open_codebook():
    """The codebook opens with its themes"""
    global program, window
    program = open_sample()
    program.key("ctrl+b")
    program.wait("list", TREE)
    wait_for(lambda: len(rows()) > 5, "themes are listed")
    window = program.windows()[-1]
    manage(window)


def siblings():
    """Two neighbours on one level, that both are on the screen."""
    shown = rows()
    for one, other in zip(shown, shown[1:]):
        if level(name_of(one)) == level(name_of(other)) == 2:
            return name_of(one), name_of(other)
    return None


def where(name):
    """On which level it stands, and before which other."""
    names = [name_of(row) for row in rows()]
    return level(name), names[names.index(name) + 1:][:1] if name in names else None


def dragged():
    """Dropped on another a theme stands elsewhere, under it or beside it; Ctrl+Z puts it back"""
    one, other = siblings()
    before = where(other)
    drag(other, one, 0.5)
    wait_for(lambda: where(other) != before, lambda: f"“{other}” stands elsewhere than {before}")
    program.key("ctrl+z")
    wait_for(lambda: where(other) == before, lambda: f"it is back at {before}, not {where(other)}")
    program.quit()


def empty():
    """A codebook without themes says what one is, and begins with one key"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, "init", "--bare", EMPTY], capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    program = open_workbook(EMPTY)
    program.key("ctrl+b")
    program.wait("group", "No themes yet")
    program.key("ctrl+t")
    program.wait_focus("text box", "Name of the theme")
    program.type("Waiting")
    program.key("Return")
    program.wait("list item", re.compile("^Waiting"))
    program.quit()


run(open_codebook, dragged, empty)
