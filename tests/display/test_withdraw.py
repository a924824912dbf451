# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent is withdrawn from the window, and the words are gone: from the screen, from pages that are not shown, from the
workbook, its drafts, and the copies that are made anew."""

import ctypes
import os
import pathlib
import re
import subprocess

from earshot_driver import Node, Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
WORKBOOK, COPY, BUNDLE = FOLDER / "work.earshot", FOLDER / "copy.earshot", FOLDER / "work.xml"
SECRET = FOLDER / "passphrase"
# Made up, so that they stand nowhere but in what was said here.
WORDS = ("zalmoxid", "quendrivel", "brothmere", "ullavander")
NOTE, STAYS, CODE_WORD = "worrisk at home", "The tea was good", "heronry"
SAID = (f"@P1 - {WORDS[0]} since spring", f"@P2 + {STAYS}", f"@P1 ! {WORDS[1]} for everyone", f"@P3 - {WORDS[2]} again")

program = None


def cli(*arguments):
    return subprocess.run([os.environ["EARSHOT_CLI"], *arguments], check=True, capture_output=True, text=True).stdout


def pages(path, key):
    """All that lies under the encryption."""
    sqlcipher = ctypes.CDLL("libsqlcipher.so.0")
    sqlcipher.sqlite3_serialize.restype = ctypes.c_void_p
    database, size = ctypes.c_void_p(), ctypes.c_int64()
    check_equal(sqlcipher.sqlite3_open_v2(str(path).encode(), ctypes.byref(database), 1, None), 0, f"opening {path}")
    check_equal(sqlcipher.sqlite3_key(database, key.encode(), len(key.encode())), 0, "key")
    found = sqlcipher.sqlite3_serialize(database, b"main", ctypes.byref(size), 0)
    check(found, f"{path} is read")
    content = ctypes.string_at(found, size.value)
    sqlcipher.sqlite3_close(database)
    check(content.startswith(b"SQLite format 3"), f"{path} is opened")
    return content


def drafts_key():
    return subprocess.run(["sqlcipher", WORKBOOK], check=True, capture_output=True, text=True,
                          input=f"PRAGMA key = '{PASSPHRASE}';\nSELECT value FROM settings WHERE key = 'drafts-key';\n",
                          ).stdout.split("\n")[1]


def everything():
    """Every name, description and text of the tree, also of what is not shown."""
    level, found = [program.application], []
    while level:
        names = Node.bus.ask_all([question for each in level for question in Node(each)._questions()])
        found += [answer[0] for answer in names[0::3] if answer] + Node.bus.texts(level)
        found += [Node(each).description for each in level]
        level = [child for answer in names[2::3] if answer for child in answer[0]]
    return "\n".join(found)


def check_gone(*words):
    for word in words:
        wait_for(lambda: word not in everything(), f"{word} is nowhere in the window")


def record():
    """A conversation is recorded, and its first speaker is given a code word"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    program = Program()
    create_workbook(program, WORKBOOK, "Example Healthwatch")
    program.key("ctrl+n")
    for typed in SAID:
        program.type_into("Capture line", typed)
        program.key("Return")
        program.wait("list item", voice(typed[6:]))


def to_voice(words):
    program.tab_to("list item", None, within="Voices", key="shift+Tab")
    program.tab_to("list item", voice(words), key="Up")


def permission():
    """What may be done with a voice is changed from its menu, and taken back"""
    to_voice(WORDS[2])
    program.key("shift+F10")
    program.wait("menu item", "Permission")
    program.tab_to("menu item", "Permission", key="Down")
    program.key("Right")
    program.tab_to(None, re.compile("Count only"), key="Down")
    program.key("Return")
    program.wait("list item", re.compile(f"{WORDS[2]}.*[Cc]ount"))
    program.key("ctrl+z")
    wait_for(lambda: program.find("list item", voice(WORDS[2])) and not program.find("list item", re.compile(f"{WORDS[2]}.*[Cc]ount")),
             "the permission is as before")


def look():
    """Withdrawing a voice shows the words first, and Cancel erases nothing"""
    to_voice(WORDS[2])
    program.key("shift+Delete")
    program.wait_focus("button", "Cancel")
    check(program.says(WORDS[2]), "the words are shown, so that it is the right person")
    program.key("Return")
    program.wait("list item", voice(WORDS[2]))


def withdraw_voice():
    """One voice is withdrawn"""
    to_voice(WORDS[2])
    program.key("shift+Delete")
    program.wait_focus("button", "Cancel")
    program.tab_to("button", "Withdraw 1 Voice")
    program.key("Return")
    program.wait_focus("button", "Done")
    check(program.says("Gone for good"), "an account of what was done")
    program.key("Return")
    check_gone(WORDS[2])


run(record, permission, look, withdraw_voice)
