# SPDX-License-Identifier: GPL-3.0-or-later
"""The Voices page by the keyboard alone: filters that combine, fast, saved filters, what comes first, hits of a search, and one change
of many voices with one undo."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import (PASSPHRASE, add_filter, create_workbook, open_workbook, remove_filter, show_page, voice, voices_shown)

FOLDER = pathlib.Path(private_folder())
WORKBOOK, SECRET = FOLDER / "work.earshot", FOLDER / "passphrase"
# When, what, and how it felt.
OCCASIONS = {
    "Coffee morning": ("2026-05-12", ["nobody asks how I am", "the bus does not stop here", "the bus was on time"]),
    "Advice stall": ("2025-11-03", ["a form for every clinic", "the bus is too dear"]),
}
MANY = 40

program = None


def cli(verb, *arguments):
    done = subprocess.run([os.environ["EARSHOT_CLI"], verb, "--passphrase-file", SECRET, *map(str, arguments)], capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    return done.stdout


def prepare():
    """A workbook with two conversations and a crowd"""
    global program
    SECRET.write_text(PASSPHRASE + "\n")
    SECRET.chmod(0o600)
    program = Program()
    create_workbook(program, WORKBOOK, "Example Healthwatch")
    program.quit()
    for title, (day, said) in OCCASIONS.items():
        cli("add", WORKBOOK, "session", "--title", title, "--started", day)
        for number, text in enumerate(said):
            cli("add", WORKBOOK, "contribution", "--session", title, "--ref", f"{title[0]}{number}", "--text", text)
    table = FOLDER / "crowd.csv"
    table.write_text("session,date,text\n" + "".join(f"Survey,2026-01-05,answer {n} about the clinic\n" for n in range(MANY)))
    cli("import", WORKBOOK, table)


def quick():
    """Whoever asks for a filter before the workbook has said what there is finds it as soon as it has"""
    global program
    program = open_workbook(WORKBOOK)
    program.key("alt+2", "ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type("no theme")
    wait_for(lambda: (node := program.focused()) and "Enter takes No theme yet" in node.description, "the filter is offered")
    program.key("Escape")
    program.wait_gone("text box", "Only voices of …")
    show_page(program, "Voices")
    program.wait_says(f"{MANY + 5} voices")


def combine():
    """Filters combine, each a chip, with how many pass of how many"""
    add_filter(program, "no theme", "No theme yet")
    add_filter(program, "2026–27", "2026–27")
    program.wait_says(f"3 of {MANY + 5}")
    rows = wait_for(lambda: len(voices_shown(program)) == 3 and voices_shown(program), "three are listed")
    check(all(any(text in row.name for text in OCCASIONS["Coffee morning"][1]) for row in rows), "they are of that year")
    remove_filter(program, "No theme yet")
    program.wait_says(f"3 of {MANY + 5}")


def fast():
    """A key that is pressed while what had the focus goes away is not lost, and the next filter can be taken away at once"""
    for _ in range(5):  # It is a matter of milliseconds whether the key comes while the list is made anew.
        program.key("ctrl+shift+f")
        program.wait_focus("text box", "Only voices of …")
        program.type("no theme")
        wait_for(lambda: (node := program.focused()) and "Enter takes No theme yet" in node.description, "the filter is offered")
        program.key("Return", "ctrl+shift+f")
        program.wait_focus("text box", "Only voices of …")
        program.key("Escape")
        program.wait_gone("text box", "Only voices of …")
        remove_filter(program, "No theme yet")
    add_filter(program, "no theme", "No theme yet")
    remove_filter(program, "No theme yet")
    program.wait_focus("button", "Remove filter: 2026–27")


def finder_counts():
    """The finder says how many each filter would leave, with those that are on"""
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type("no theme")
    wait_for(lambda: any(row.name.startswith("No theme yet, 3") for row in program.find_all("list item")), "three would be left")
    program.key("Escape")
    program.wait_gone("text box", "Only voices of …")


def hits():
    """What was searched for is found in what is filtered, as it is typed"""
    program.key("ctrl+f")
    program.wait_focus("search box", "Search voices")
    program.type("bu")
    program.wait_says(f"2 of {MANY + 5}")


def save():
    """Filters and words are kept under a name"""
    program.key("ctrl+shift+s")
    program.tab_to("text box", "Name for these filters")
    program.type("Buses this year")
    program.key("Return")
    program.wait_says("Saved as “Buses this year”")
    program.key("ctrl+f")
    program.wait_focus("search box", "Search voices")
    program.key("ctrl+a", "Delete")
    program.wait_says(f"3 of {MANY + 5}")
    remove_filter(program, "2026–27")
    program.wait_says(f"{MANY + 5} voices")


def apply_saved():
    """The name brings them back"""
    program.key("ctrl+shift+s")
    program.tab_to("button", "Buses this year")
    program.key("Return")
    program.wait_says(f"2 of {MANY + 5}")
    program.wait("button", "Remove filter: 2026–27")
    check_equal(program.wait("search box", "Search voices").text, "bu", "the words that are searched for")


def rename():
    """It gets another name"""
    program.key("ctrl+shift+s")
    program.tab_to("button", "Rename: Buses this year")
    program.key("Return")
    program.type_into("New name", "Buses")
    program.key("Return")
    program.wait_says("Renamed to “Buses”")


def forget():
    """It is deleted, and the undo brings it back"""
    program.key("ctrl+shift+s")
    program.tab_to("button", "Delete: Buses")
    program.key("Return")
    program.wait_says("Saved filter “Buses” deleted")
    program.key("ctrl+shift+s")
    wait_for(lambda: not program.find("button", "Delete: Buses"), "it is not offered")
    program.key("Escape")
    program.key("ctrl+z")
    program.key("ctrl+shift+s")
    program.wait("button", "Delete: Buses")
    program.key("Escape")


def empty_result():
    """Nothing found says so, and a button shows all again"""
    program.key("ctrl+f")
    program.wait_focus("search box", "Search voices")
    program.key("ctrl+a")
    program.type("xylophone")
    program.wait_says("No voice matches")
    program.tab_to("button", "Show all voices")
    program.key("Return")
    program.wait_says(f"{MANY + 5} voices")


def sort():
    """Oldest first, and by conversation"""
    program.tab_to("toggle button", "What comes first: Newest first")
    program.key("space")
    program.wait("list item", "Oldest first")
    program.key("Down", "Return")
    wait_for(lambda: voices_shown(program) and "a form for every clinic" in voices_shown(program)[0].name, "the oldest is first")
    program.wait_focus("toggle button", "What comes first: Oldest first")
    program.key("space")
    program.wait("list item", "Newest first")
    program.key("Up", "Return")
    wait_for(lambda: voices_shown(program) and "nobody asks how I am" in voices_shown(program)[0].name, "the newest is first")


def of_those_shown():
    """How many of the rows on the screen are internal, and how many rows there are."""
    names = [row.name for row in voices_shown(program)]
    return sum("nternal" in name for name in names), len(names)


def all_internal():
    internal, shown = of_those_shown()
    return shown > 0 and internal == shown


def none_internal():
    internal, shown = of_those_shown()
    return shown > 0 and internal == 0


def change_all():
    """All that match are permitted at once, with one undo"""
    program.key("ctrl+f")
    program.wait_focus("search box", "Search voices")
    program.type("clinic")
    program.wait_says(f"{MANY + 1} of {MANY + 5}")
    program.key("F8")
    program.wait_focus("text box", "Words of this voice")
    program.tab_to("list item", voice("clinic"), key="shift+Tab")
    program.key("ctrl+a")
    program.wait_says(f"{MANY + 1} voices selected")
    program.key("p")
    program.wait_focus("text box", "What may be done with the words")
    program.type("internal")
    program.key("Return")
    wait_for(all_internal, "all that are shown are internal")
    program.key("ctrl+z")
    wait_for(none_internal, "none is any more")
    program.key("ctrl+shift+z")
    wait_for(all_internal, "all are again")


def in_a_hurry():
    """Keys that are pressed before the last one is done are done after it"""
    wait_for(lambda: not program.says("Done again"), "what was said before is gone")
    program.key("ctrl+z", "ctrl+shift+z")
    program.wait_says("Done again")
    wait_for(all_internal, "all are internal at the end")


def in_the_file():
    """The command line lists the same, by the same filters"""
    program.quit()
    check_equal(cli("list", "--permission", "internal", "--count", WORKBOOK, "contributions").strip(), str(MANY + 1), "internal voices")
    check_equal(cli("list", "--saved", "Buses", "--count", WORKBOOK, "contributions").strip(), "2", "voices of the saved filter")
    check_equal(cli("list", "--financial-year", "2025-26", "--count", WORKBOOK, "contributions").strip(), str(MANY + 2), "voices of that year")


run(prepare, quick, combine, fast, finder_counts, hits, save, apply_saved, rename, forget, empty_result, sort, change_all, in_a_hurry, in_the_file)
