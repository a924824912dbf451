# SPDX-License-Identifier: GPL-3.0-or-later
"""A report by keys alone: its sections left out, moved and written for, kept while they are typed; the bytes are the command line's."""

import json
import os
import pathlib
import re
import subprocess

from earshot_driver import check, check_equal, private_folder, run, wait_for
from earshot_steps import open_sample, show_page

SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
FOLDER = pathlib.Path(private_folder())
SECRET = FOLDER / "passphrase"
WORDS = "We went to forty places."

program = None


def boxes():
    return [node.name for node in program.find_all("checkbox") if node.name in SECTIONS]


SECTIONS = ("At a glance", "Who was heard", "What matters", "What matters to each group", "How it feels", "Evidence by strategy priority",
            "Place by place", "In people’s own words", "You said, we did", "Whose voice is missing", "Sources and counting rules")


def sections():
    """The page shows the sections and what would be in the report"""
    global program
    SECRET.write_text("sample\n")
    program = open_sample()
    show_page(program, "Reports")
    wait_for(lambda: boxes() == list(SECTIONS), lambda: f"the sections are {boxes()}")
    wait_for(lambda: program.find("label", re.compile(r"\d+ voices from \d+ conversations, in 11 sections")), "what will be in it")


QUOTATIONS = re.compile(r"(\d+) quotations, (\d+) wait for your decision")


def counted():
    """How many quotations the page says are in the report, and how many wait."""
    label = wait_for(lambda: program.find("label", QUOTATIONS), "the page says how many quotations there will be")
    return tuple(map(int, QUOTATIONS.fullmatch(label.name).groups()))


def chosen():
    """What is decided about each quotation that is listed."""
    words = ("Not decided", "Keep", "Keep, without who and where", "Leave out")
    return [node.name for node in program.find_all("label") if node.name in words]


def quotations():
    """The page says how many quotations there will be and how many wait, and opens them at the first that does"""
    there, waiting = counted()
    check(there > 1 and waiting > 1, f"the sample has too few quotations for this test: {there} and {waiting}")
    wait_for(lambda: program.find("label", "Quotations to decide about"), "what waits is listed")
    program.tab_to("list item", "Quotations")
    program.key("Return")
    wait_for(lambda: len(chosen()) == there + waiting, lambda: f"{there + waiting} are listed, not {len(chosen())}")
    names = [node.name for node in program.find_all("combo box")]
    # In the sample the first of all waits.
    program.wait_focus("combo box", names[names.index("Small numbers") + 1])
    wait_for(lambda: sum("· in the report" in node.name for node in program.find_all("label")) == there, f"{there} are in the report")
    program.key("Return")
    program.tab_to("list item", "Leave out", key="Down")
    program.key("Return")
    wait_for(lambda: counted()[1] == waiting - 1, lambda: f"one less waits: {counted()}")
    check_equal(chosen().count("Leave out"), 1, "what was decided")


def rules():
    """What small numbers hide is chosen from a list whose rows say what they are"""
    program.tab_to("combo box", "Small numbers")
    program.key("Return")
    for name in ("NHS, below national level", "Friends and Family Test", "Internal, not to be published"):
        program.wait("list item", name)
    program.tab_to("list item", re.compile("^Internal"), key="Down")
    program.key("Return")
    program.wait_says("somebody could be recognised from them")
    program.wait_focus("combo box", "Small numbers")
    program.key("Return")
    program.tab_to("list item", "NHS, below national level", key="Up")
    program.key("Return")
    program.wait_focus("combo box", "Small numbers")


def choose():
    """A section is left out, and one is moved by keys"""
    before = counted()
    program.tab_to("checkbox", "In people’s own words")
    program.key("space")
    wait_for(lambda: not program.find("label", QUOTATIONS), "without their section there are no quotations")
    program.key("space")
    wait_for(lambda: counted() == before, "they are there again")
    program.tab_to("checkbox", "Evidence by strategy priority", key="shift+Tab")
    program.key("space")
    wait_for(lambda: program.find("label", re.compile("in 10 sections")), "one less")
    program.tab_to("checkbox", "Place by place")
    program.key("alt+Up", "alt+Up", "alt+Up", "alt+Up")
    wait_for(lambda: boxes().index("Place by place") == 2, lambda: f"it moved: {boxes()}")
    program.wait_focus("checkbox", "Place by place")


def write():
    """A section opens for the organisation's own words, and says that it has some"""
    program.key("shift+Tab")
    program.wait_focus("list item", "Place by place")
    program.key("Return")
    program.tab_to("text box", "Your own text")
    program.type(WORDS)
    program.wait("label", "With your own text")


def save():
    """The report has the order and the text; the command line writes the same bytes"""
    for name in ("window.html", "window.pdf"):
        program.tab_to("text box", "Report to save")
        program.type_into("Report to save", str(FOLDER / name))
        program.key("Return")
        wait_for(lambda: (FOLDER / name).exists(), f"{name} is there")
        program.wait_says("Saved as")
    page = (FOLDER / "window.html").read_text(encoding="utf-8")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    check_equal(headings[:3], ["At a glance", "Who was heard", "Place by place"], "the order")
    check("Evidence by strategy priority" not in headings, "it was left out")
    check(f"<p>{WORDS}</p>" in page, "the own text is there")
    there, waiting = counted()
    check_equal(page.count("<blockquote>"), there, "the quotations")
    program.quit()
    facts, = json.loads(command("report", SAMPLE, "--facts", "--format", "json"))
    check_equal((facts["quotations"], facts["waiting"]), (there, waiting), "what the command line says will be in it")
    for name in ("window.html", "window.pdf"):
        written = FOLDER / name.replace("window", "command")
        command("report", SAMPLE, "-o", written, "--organisation", organisation(page))
        check(written.read_bytes() == (FOLDER / name).read_bytes(), f"{written} has other bytes than {name}")


def command(*arguments):
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, *arguments], capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    return done.stdout


def organisation(page):
    return re.search(r'class="subtitle">(.*?)<', page)[1]


run(sections, quotations, rules, choose, write, save)
