# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent is withdrawn from the window, and the words are gone: from the screen, from pages that are not shown, from the
workbook, its drafts, and the copies that are made anew."""

import ctypes
import ctypes.util
import os
import pathlib
import re
import subprocess

from earshot_driver import Node, Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
SHARED = FOLDER / "shared"
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
    sqlcipher = ctypes.CDLL(ctypes.util.find_library("sqlcipher"))
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
        found += Node.bus.properties(level, "Name") + Node.bus.properties(level, "Description") + Node.bus.texts(level)
        level = [child for each in Node.bus.children(level).values() for child in each]
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


def safeguarding():
    """A worry is noted on a voice, with what the organisation says is to be done"""
    to_voice(WORDS[2])
    program.key("shift+F10")
    program.wait("menu item", "Safeguarding…")
    program.tab_to("menu item", "Safeguarding…", key="Down")
    program.key("Return")
    program.wait_focus("text box", "What worries you")
    program.wait_says("Not written down yet")
    program.type_into("What worries you", NOTE)
    wait_for(lambda: program.find("switch", re.compile("Somebody may be at risk")).has("checked"), "a note is a flag")
    program.tab_to("toggle button", "Change the procedure")
    program.key("space")
    program.type_into("What our organisation says to do", "Tell the named lead today")
    program.key("Escape")
    program.wait("list item", re.compile(f"{WORDS[2]}.*Safeguarding note, on this laptop only"))
    program.wait_focus("list item", re.compile(WORDS[2]))
    program.key("shift+F10")
    program.wait("menu item", "Safeguarding…")
    program.tab_to("menu item", "Safeguarding…", key="Down")
    program.key("Return")
    program.wait_focus("text box", "What worries you")
    program.wait_text(NOTE)
    program.wait_says("Tell the named lead today")
    program.key("Escape")
    program.wait_gone("text box", "What worries you")


def look():
    """Withdrawing a voice shows the words first, and Cancel erases nothing"""
    to_voice(WORDS[2])
    program.key("shift+Delete")
    program.wait_focus("button", "Cancel")
    program.wait("list item", re.compile(f"^{WORDS[2]}"))
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
    program.wait_says("Gone for good")
    program.key("Return")
    check_gone(WORDS[2])


def code_word():
    """A speaker is given a code word in the details of the conversation"""
    program.key("F9")
    program.wait_focus("text box", "Title")
    program.tab_to("list item", re.compile("^P1"), within="Who spoke")
    program.key("space")
    program.tab_to("text box", "Code word")
    program.type_into("Code word", CODE_WORD)
    program.key("Return")
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def copy():
    """A copy is made, which holds all of it; the note leaves with no file"""
    global program
    program.quit()
    cli("backup", "--passphrase-file", SECRET, WORKBOOK, COPY)
    check(WORDS[0].encode() in pages(COPY, PASSPHRASE), "the copy holds the words")
    SHARED.mkdir()
    cli("folder", "--passphrase-file", SECRET, WORKBOOK, "set", SHARED, "--seal", "plain")
    cli("folder", "--passphrase-file", SECRET, WORKBOOK, "write")
    check(WORDS[0] in next(SHARED.iterdir()).read_text(), "the shared folder holds the words")
    cli("export", "--passphrase-file", SECRET, WORKBOOK, BUNDLE)
    exported = BUNDLE.read_text()
    check(WORDS[0] in exported, "the file holds the words")
    check(NOTE not in exported and "named lead" not in exported, "the safeguarding note and the procedure stay here")
    program = open_workbook(WORKBOOK)
    show_page(program, "Voices")
    wait_for(lambda: len(voices_shown(program)) == 3, "the voices are listed")
    program.key("ctrl+f")
    program.type_into("Search voices", WORDS[1])
    wait_for(lambda: len(voices_shown(program)) == 1, "one is found")
    # From here on that page is not shown, and still has them.
    show_page(program, "Sessions")
    program.tab_to("list item", within="Sessions")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    check(WORDS[1] in everything(), "the page that is not shown has the words")


def change():
    """A voice stands in the line to be changed, and was copied"""
    to_voice(WORDS[0])
    program.key("F2")
    wait_for(lambda: WORDS[0] in program.focused().text, "the voice is in the line")
    program.type(" and still")
    program.wait_says("and still")
    program.key("ctrl+a", "ctrl+c")


def find():
    """The speaker is found by code word"""
    program.key("F10")
    program.wait("menu item", "Find by Code Word…")
    program.tab_to("menu item", "Find by Code Word…", key="Down")
    program.key("Return")
    program.type_into("Code word", "nobody")
    program.key("Return")
    program.wait_says("Nobody has this code word")
    program.type_into("Code word", CODE_WORD.upper())
    program.key("Return")
    program.wait_focus("button", "Cancel")
    # A voice on the page behind begins with its feeling.
    for words in WORDS[:2]:
        program.wait("list item", re.compile(f"^{words}"))
    check(not program.find("list item", re.compile(f"^{STAYS}")), "what others said is not")


def withdraw():
    """All that they said goes, from every widget, also from those that are not shown"""
    program.tab_to("button", "Withdraw 2 Voices")
    program.key("Return")
    program.wait_focus("button", "Done")
    program.wait("list item", re.compile("copy.earshot"))
    check_gone(*WORDS[:2], CODE_WORD)


def write_anew():
    """The files in the shared folder are told to hold the words, and written anew"""
    program.wait(None, re.compile("Your files there still hold the words"))
    program.tab_to("button", "Write Anew")
    program.key("Return")
    program.wait(None, re.compile("None of your files there holds the words"))
    for path in SHARED.iterdir():
        check(not any(words in path.read_text() for words in WORDS[:2]), f"{path} holds them")


def remake():
    """The copy is listed as still holding the words, and made anew"""
    program.tab_to("button", "Remake copy.earshot")
    program.key("Return")
    program.type_secret(re.compile("Passphrase of"), "not the right one")
    program.key("Return")
    program.wait("text box", re.compile("Passphrase of"))
    check(WORDS[0].encode() in pages(COPY, PASSPHRASE), "a wrong passphrase changes nothing")
    program.type_secret(re.compile("Passphrase of"), PASSPHRASE)
    program.key("Return")
    program.wait_says("No copy that Earshot made holds the words")
    program.key("Escape")


def nothing_comes_back():
    """Neither undo nor pasting brings them back"""
    program.wait_gone("button", "Done")
    program.tab_to("text box", "Capture line")
    wait_for(lambda: program.focused().text == "", "the line is empty")
    program.key("ctrl+z", "ctrl+v")
    show_page(program, "Voices")
    wait_for(lambda: len(voices_shown(program)) == 1, "one voice is left")
    check_gone(*WORDS)
    program.quit()


def pages_are_clean():
    """No page of the workbook, its drafts or the copy holds them"""
    for path, key in ((WORKBOOK, PASSPHRASE), (pathlib.Path(f"{WORKBOOK}-drafts"), drafts_key()), (COPY, PASSPHRASE)):
        if path.exists():
            content = pages(path, key)
            for words in (*WORDS[:3], NOTE, CODE_WORD):
                check(words.encode() not in content, f"{words} in {path.name}")
    check(STAYS.encode() in pages(WORKBOOK, PASSPHRASE), "what somebody else said is there")


run(record, permission, safeguarding, look, withdraw_voice, code_word, copy, change, find, withdraw, write_anew, remake, nothing_comes_back,
    pages_are_clean)
