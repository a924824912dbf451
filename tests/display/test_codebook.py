# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook by keys alone: themes are made, named, moved, written, merged, split, retired and found; each is taken back."""

import os
import pathlib
import re

from earshot_driver import Program, check, private_folder, run, wait_for
from earshot_steps import create_workbook, open_sample, open_workbook, selected_page

FOLDER = pathlib.Path(private_folder())
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
EMPTY = FOLDER / "Empty.earshot"
TREE = "Themes of the codebook"
BENGALI = "যাতায়াত"

program = None


def themes():
    """What each row says, from the top."""
    found = program.find("list", TREE)
    return [node.name for node in program.find_all("list item", None, within=found)] if found else []


def names():
    return [each.split(". ")[0] for each in themes()]


def level(name):
    row = next((each for each in themes() if each.startswith(name + ".")), "")
    found = re.search(r"Level (\d)", row)
    return int(found.group(1)) if found else None


def wait_row(name):
    program.wait("list item", re.compile("^" + re.escape(name) + r"\."))


def add_theme(name, key="ctrl+t"):
    program.key(key)
    program.wait_focus("text box", "Name of the theme")
    program.type(name)
    program.wait_text(name)
    program.key("Return")
    wait_row(name)
    program.wait_focus("list item", re.compile("^" + re.escape(name)))


def open_codebook():
    """Ctrl+B opens the codebook from any page; its tree has the focus after one Tab"""
    global program
    program = open_sample()
    program.key("ctrl+b")
    program.wait("list", TREE)
    wait_for(lambda: len(themes()) > 5, lambda: f"themes are listed, not {themes()}")
    wait_for(lambda: selected_page(program) == "What Matters", lambda: f"What Matters is in the sidebar, not {selected_page(program)}")
    program.tab_to("list item", None, within=TREE)


def make():
    """Ctrl+T makes a theme, named in its place; Ctrl+Z takes it back, Ctrl+Shift+Z makes it again"""
    focus_theme(names()[0])
    add_theme("Zebra crossing", "ctrl+shift+t")
    program.key("ctrl+z")
    program.wait_gone("list item", re.compile("^Zebra crossing"))
    program.key("ctrl+shift+z")
    wait_row("Zebra crossing")
    focus_theme("Zebra crossing")
    wait_for(lambda: level("Zebra crossing") == 2, "it stands under the first one")
    add_theme(BENGALI, "ctrl+shift+t")
    wait_for(lambda: level(BENGALI) == level("Zebra crossing") + 1, "it stands under that")


def give_up():
    """Escape while a new theme is named leaves everything as it was"""
    before = names()
    program.key("ctrl+t")
    program.wait_focus("text box", "Name of the theme")
    program.type("Never")
    program.key("Escape")
    wait_for(lambda: names() == before, "the list is as it was")


def focus_theme(name):
    """Ctrl+F, the name, Enter."""
    program.key("ctrl+f")
    program.wait_focus("search box", "Find a theme")
    program.key("ctrl+a", "Delete")
    program.type(name)
    program.wait_text(name)
    wait_row(name)
    program.key("Return")
    program.wait_focus("list item", re.compile("^" + re.escape(name)))


def find():
    """Letters typed in the list find a theme, wherever it stands, and Escape shows all again"""
    focus_theme(BENGALI)
    program.key("z", "e", "b")
    wait_for(lambda: "Zebra crossing" in names() and len(names()) < 5, "only what fits is listed")
    program.key("Escape")
    wait_for(lambda: len(names()) > 5, "all are listed again")


def rename():
    """F2 changes a name in its place; a name that another theme has is refused, and says so"""
    focus_theme("Zebra crossing")
    program.key("F2")
    program.wait_focus("text box", "Name of the theme")
    program.key("ctrl+a")
    program.type("Crossing roads")
    program.key("Return")
    wait_row("Crossing roads")
    program.key("F2")
    program.wait_focus("text box", "Name of the theme")
    program.key("ctrl+a", "Delete")
    wait_for(lambda: program.focused().text == "", "the field is empty")
    program.wait_focus("text box", "Name of the theme").insert(BENGALI)
    program.key("Return")
    program.wait_says("is called “" + BENGALI + "” already")
    program.key("Escape")
    wait_row("Crossing roads")


def stands_before(one, other):
    """Only the rows that are on the screen are known."""
    shown = names()
    return one in shown and other in shown and shown.index(one) < shown.index(other)


def move():
    """Alt and the arrows move a theme out, up, down and in; each is taken back"""
    focus_theme(BENGALI)
    program.key("alt+Left")
    wait_for(lambda: level(BENGALI) == level("Crossing roads"), "it stands beside the one it stood under")
    program.wait_focus("list item", re.compile("^" + BENGALI))
    program.key("alt+Up")
    wait_for(lambda: stands_before(BENGALI, "Crossing roads"), "it stands higher")
    program.wait_focus("list item", re.compile("^" + BENGALI))
    program.key("alt+Down")
    wait_for(lambda: stands_before("Crossing roads", BENGALI), "it stands where it stood")
    program.wait_focus("list item", re.compile("^" + BENGALI))
    program.key("alt+Right")
    wait_for(lambda: level(BENGALI) == level("Crossing roads") + 1, "it stands under the one above")
    program.key("ctrl+z")
    wait_for(lambda: level(BENGALI) == level("Crossing roads"), "it stands beside it again")
    program.key("ctrl+z")
    wait_for(lambda: stands_before(BENGALI, "Crossing roads"), "it stands higher again")
    program.key("ctrl+z")
    wait_for(lambda: stands_before("Crossing roads", BENGALI), "the moves are taken back")
    check(program.find("list", TREE), "Alt+Left at the top does not leave the page")


def fold():
    """Left and right close and open what stands under a theme"""
    focus_theme("Crossing roads")
    add_theme("Lollipop people", "ctrl+shift+t")
    focus_theme("Crossing roads")
    program.key("Left")
    wait_for(lambda: "Lollipop people" not in names(), "what stands under it is hidden")
    program.key("Right")
    wait_for(lambda: "Lollipop people" in names(), "it is shown again")


def write():
    """Enter goes to the form; what is typed is saved where it is left, and each field is taken back by itself"""
    focus_theme("Crossing roads")
    program.key("Return")
    program.wait_focus("text box", "Name")
    program.tab_to("text box", "Definition")
    program.type("Getting over a road on foot")
    program.tab_to("text box", "Use when")
    program.wait("list item", "Definition written")
    program.type("somebody says a road is hard to cross")
    program.tab_to("toggle button", "Green, double")
    program.wait("list item", "Use when written")
    program.key("space")
    program.wait("list item", "Colour changed")
    program.key("ctrl+z")
    wait_for(lambda: program.find("toggle button", "Automatic").has("pressed"), "the colour is as it was")
    program.wait_says("Getting over a road on foot")
    focus_theme("Crossing roads")


def keep_what_is_typed():
    """After kill -9 what was being typed in a field is in the workbook"""
    global program
    program.key("Return")
    program.wait_focus("text box", "Name")
    program.tab_to("text box", "Examples")
    program.type("no zebra near the school")
    program.wait_text("no zebra near the school")
    program.tab_to("text box", "Not when", key="shift+Tab")
    program.wait("list item", "Examples written")
    program.tab_to("text box", "Examples")
    program.type(" or the park")
    program.wait_text("no zebra near the school or the park")
    wait_draft()
    program.kill()
    program = open_workbook(SAMPLE, "sample")
    program.key("ctrl+b")
    program.wait("list", TREE)
    focus_theme("Crossing roads")
    program.wait_says("no zebra near the school or the park")


def wait_draft():
    """Each keystroke is on disk within a second: the file of drafts does not change any more."""
    def stamp():
        return [(each.name, each.stat().st_mtime_ns) for each in SAMPLE.parent.iterdir()]

    seen = []

    def still():
        seen.append(stamp())
        return len(seen) > 25 and len({str(each) for each in seen[-25:]}) == 1

    wait_for(still, "what was typed is on disk")


def merge():
    """Merging says what depends on the theme, and is undone"""
    focus_theme("Lollipop people")
    program.key("ctrl+m")
    program.wait("dialog", re.compile("Merge “Lollipop people” into"))
    program.wait_says("Nothing is rewritten")
    program.type("crossing")
    program.wait_text("crossing")
    program.key("Return")
    program.wait_gone("list item", re.compile("^Lollipop people"))
    program.key("ctrl+h")
    wait_for(lambda: any(each.startswith("Lollipop people") and "merged" in each for each in themes()), "it is listed as merged")
    program.key("ctrl+z")
    wait_for(lambda: any(each.startswith("Lollipop people") and "merged" not in each for each in themes()), "it stands again")
    program.key("ctrl+h")


def n_codings():
    """Of the theme whose form is shown, without those of the themes under it."""
    row = program.wait("list item", re.compile(r"^\d+ codings? in "))
    return int(row.name.split()[0])


def split():
    """Splitting gives voices away by words and one by one; the rest stays; it is undone in one step"""
    biggest = max((each for each in themes() if "Level 2" in each), key=lambda each: int(re.search(r"(\d+) voice", each).group(1)))
    whole = biggest.split(". ")[0]
    focus_theme(whole)
    program.wait("group", whole)
    before = n_codings()
    program.key("ctrl+shift+s")
    program.wait("dialog", "Split “" + whole + "”")
    program.type_into("Theme 1", "First part")
    program.key("Tab")
    program.tab_to("text box", "Theme 2")
    program.type("Second part")
    program.tab_to("list item", None, within="Voices")
    program.key("1", "2")
    wait_for(lambda: program.find("list item", re.compile("2 Second part$")), "the second voice goes to the second part")
    program.key("ctrl+Return")
    wait_row("First part")
    wait_for(lambda: n_codings() == before - 2, lambda: f"all but two of {before} stay, not {n_codings()}")
    wait_for(lambda: stands_before(whole, "First part") and stands_before("First part", "Second part"), "the parts follow the whole")
    program.key("ctrl+z")
    program.wait_gone("list item", re.compile("^First part"))
    wait_for(lambda: n_codings() == before, "they are all back")


def retire():
    """Delete retires, Ctrl+H shows what is retired, Delete brings it back"""
    focus_theme("Lollipop people")
    program.key("Delete")
    program.wait_gone("list item", re.compile("^Lollipop people"))
    program.key("ctrl+h")
    wait_for(lambda: any("retired" in each for each in themes()), "it is listed as retired")
    program.key("ctrl+f")
    program.wait_focus("search box", "Find a theme")
    program.type("lollipop")
    wait_row("Lollipop people")
    program.tab_to("list item", re.compile("^Lollipop people"))
    program.key("Delete")
    wait_for(lambda: not any("retired" in each for each in themes()), "it is in use again")
    program.key("ctrl+f")
    program.key("Escape")
    program.key("ctrl+h")


def where_used():
    """Ctrl+Enter shows the voices that are coded with a theme"""
    used = next(each for each in themes() if "Level 2" in each and not re.search(r"\. 0 voices", each)).split(". ")[0]
    focus_theme(used)
    program.key("ctrl+Return")
    wait_for(lambda: selected_page(program) == "Voices", "the page of voices is shown")
    program.wait("button", re.compile(re.escape(used)))
    program.quit()


def empty():
    """A codebook without themes says what one is, and begins with one key"""
    global program
    program = Program()
    create_workbook(program, EMPTY, "Trust Links")
    program.key("ctrl+b")
    program.wait("list", TREE)
    wait_for(themes, "the codebook that ships is there")
    program.quit()


run(open_codebook, make, give_up, find, rename, move, fold, write, keep_what_is_typed, merge, split, retire, where_used, empty)
