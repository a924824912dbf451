# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page on the sample workbook: it is reached by its key, all on it has a name, and it does its work."""

import html.parser
import os
import pathlib
import re
import subprocess

from earshot_driver import ACTIONABLE, Program, check, check_equal, private_folder, run, wait_for
from earshot_steps import PAGES, add_filter, open_sample, remove_filter, selected_page, show_page, voice, voices_shown

FOLDER = pathlib.Path(private_folder())
SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
SECRET = FOLDER / "passphrase"
VOID = {"meta", "br", "hr", "img", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr"}

program = None
total = None


def needs_name(node):
    """What scrolls and a list with rows only pass the focus on; what is inside a combo box belongs to the toolkit."""
    passes_on = node.role == "generic" or (node.role == "list" and node.children)
    return (node.role in ACTIONABLE or node.has("focusable")) and not passes_on and not node.inside("combo box")


def check_names():
    """All that can be focused or acted upon says what it is for, and has a role."""
    nameless = [node.path for node in program.walk() if not node.role or (needs_name(node) and not node.name.strip())]
    check(not nameless, "without a name:\n# " + "\n# ".join(nameless))


def open_it():
    """The sample opens with its conversations"""
    global program
    SECRET.write_text("sample\n")
    program = open_sample()
    rows = wait_for(lambda: list(sessions()), "conversations are listed")
    check(len(rows) > 1, "several conversations")
    wait_for(lambda: selected_page(program) == "Sessions", lambda: f"Sessions is shown, not {selected_page(program)}")
    check_names()


def sessions():
    found = program.find("list", "Sessions")
    return program.find_all("list item", None, within=found) if found else ()


def page_test(title, thing):
    def walk():
        show_page(program, title)
        program.wait(*thing)
        check_names()

    walk.__doc__ = f"{title} is reached by its key, and all on it has a name"
    return walk


def session_names():
    """A conversation opens from the list, and all in it has a name"""
    show_page(program, "Sessions")
    program.tab_to("list item", within="Sessions")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: voices_shown(program), "voices are shown")
    check_names()
    program.key("F9")
    wait_for(lambda: program.focused() and program.focused().name != "Capture line", "the details have the focus")
    program.wait("spin button", "Carers")
    check_names()
    program.key("F9")
    program.wait_focus("text box", "Capture line")


def understood():
    """The line shows what it understood, and Tab takes the first theme"""
    program.type_into("Capture line", '@P1 - "nobody asks how I am #car')
    program.wait("label", "Who: P1")
    program.wait("label", re.compile("Does not work"))
    program.wait("label", "Exact words")
    said = wait_for(lambda: re.search("Tab takes (.+)", program.focused().description), "a theme is suggested, also aloud")
    program.wait("button", voice(said[1]))
    program.key("Tab")
    program.wait("label", f"Theme: {said[1]}")
    program.wait_focus("text box", "Capture line")
    program.type("// she looked tired")
    program.wait("label", "Private note: she looked tired")
    check_names()
    program.key("ctrl+a", "Delete")


def delete_and_undo():
    """A deleted voice comes back where it was with Undo"""
    before = wait_for(lambda: names_of(voices_shown(program)), "voices are shown")
    words, follower = before[1:3]
    program.tab_to("list item", words, key="shift+Tab")
    program.key("Delete")
    program.wait_gone("list item", words)
    # It goes by itself after some seconds, before Tab could come to it: by the keyboard, Ctrl+Z undoes.
    program.wait("button", "Undo").press()
    program.wait("list item", words)
    after = names_of(voices_shown(program))
    check_equal(after[after.index(words) + 1], follower, "the voice after it")


def undo_by_key():
    """Ctrl+Z brings it back, too"""
    words = names_of(voices_shown(program))[1]
    program.tab_to("list item", words)
    program.key("Delete")
    program.wait_gone("list item", words)
    program.key("ctrl+z")
    program.wait("list item", words)


def names_of(nodes):
    return [node.name for node in nodes]


def change():
    """A voice is changed and its feeling follows"""
    program.tab_to("text box", "Capture line")
    program.type_into("Capture line", "+ this will be changed")
    program.key("Return")
    program.wait("list item", voice("this will be changed"))
    program.key("Up")
    program.wait_text("+ this will be changed")
    program.type_into("Capture line", "! this was changed")
    program.key("Return")
    row = program.wait("list item", voice("this was changed"))
    check(row.name.startswith("Idea"), f"the idea in {row.name!r}")
    check(not program.find("list item", voice("this will be changed")), "the old words are gone")


def count():
    """How many voices the line above the list says there are."""
    texts = (node.name for node in program.find_all(None, re.compile(r"^[\d,]+( of [\d,]+)? voices?$|^[\d,]+ of [\d,]+$")))
    found = next(texts, None)
    return int(found.split(" ")[0].replace(",", "")) if found else None


def filters():
    """A filter on Voices leaves fewer voices, its chip takes it away again"""
    global total
    show_page(program, "Voices")
    total = wait_for(count, "the number of voices is shown")
    add_filter(program, "no theme", "No theme yet")
    fewer = wait_for(lambda: (n := count()) != total and n, "fewer voices are listed")
    check(0 < fewer < total, f"{fewer} of {total}")
    check_names()
    remove_filter(program, "No theme yet")
    wait_for(lambda: count() == total, "all voices are listed again")


def feeling_filter():
    """The feeling filter shows voices of that feeling alone"""
    add_filter(program, "idea", "Idea")
    fewer = wait_for(lambda: (n := count()) != total and n, "fewer voices are listed")
    rows = wait_for(lambda: voices_shown(program), "voices are listed")
    feelings = {row.name.split(".")[0] for row in rows}
    check_equal(len(feelings), 1, f"feelings of {fewer} voices: {feelings}")
    remove_filter(program, "Idea")
    wait_for(lambda: count() == total, "all voices are listed again")


def what_matters():
    """What Matters counts voices, and its button lists just those"""
    show_page(program, "What Matters")
    program.key("ctrl+t", "ctrl+t")
    program.wait("list", "Themes")
    row = program.wait("list item", re.compile(r"\b[1-9]\d* voice"))
    expected = int(re.search(r"(\d+) voice", row.name)[1])
    program.tab_to("list item", within="Themes")
    program.tab_to("list item", row.name, key="Down")
    button = program.wait("button", re.compile("Show .*voice"))
    program.tab_to("button", button.name)
    program.key("Return")
    wait_for(lambda: selected_page(program) == "Voices", "Voices is shown")
    wait_for(lambda: count() == expected, lambda: f"{expected} voices are listed for {row.name!r}, not {count()}")
    check_names()


def priorities():
    """Priorities shows evidence, and gaps as plainly"""
    show_page(program, "Priorities")
    program.wait("button", re.compile("Not heard yet"))
    heard = program.wait("button", re.compile(r"\b[1-9]\d* voice"))
    check(heard.name, "a card with voices")
    program.key("ctrl+g")
    program.wait_gone("button", heard.name)
    program.wait("button", re.compile("Not heard yet"))
    program.key("ctrl+g")
    program.wait("button", heard.name)


class Wellformed(html.parser.HTMLParser):
    """Fails where an element is not closed in its turn."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.headings = []
        self.tables = 0

    def handle_starttag(self, tag, attributes):
        self.tables += tag == "table"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        check(self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}")
        self.open.pop()

    def handle_data(self, data):
        if self.open and re.fullmatch("h[1-6]", self.open[-1]) and data.strip():
            self.headings.append(data.strip())


def report():
    """A report is saved as a web page"""
    show_page(program, "Reports")
    path = FOLDER / "report.html"
    program.tab_to("text box", "Report to save")
    program.type_into("Report to save", str(path))
    program.key("Return")
    program.wait_says("Saved as")
    page = Wellformed()
    text = path.read_text(encoding="utf-8")
    page.feed(text)
    page.close()
    check_equal(page.open, [], "elements left open")
    check("How people are protected" in text and "do not publish" not in text, "the report is protected without being asked to be")
    check(len(page.headings) > 2 and page.tables > 0, f"headings {page.headings}, {page.tables} tables")
    check("http://" not in re.sub(r"http://www\.w3\.org/\S*", "", text) or "src=" not in text, "the page needs nothing else")


def replace():
    """A report is not written over another before it was asked for twice"""
    before = (FOLDER / "report.html").stat().st_mtime_ns
    program.key("Return")
    program.wait_says("There is a")
    check_equal((FOLDER / "report.html").stat().st_mtime_ns, before, "the file's time")
    program.key("Return")
    wait_for(lambda: (FOLDER / "report.html").stat().st_mtime_ns != before, "it is replaced")
    program.quit()


def wrong_passphrase():
    """A wrong passphrase is said so, and the right one then opens the workbook"""
    global program
    program = Program(SAMPLE)
    program.type_secret("Passphrase", "nobody")
    program.key("Return")
    problem = program.wait("alert")
    check("passphrase" in (problem.text or problem.name), f"{problem.text!r}")
    check_names()
    program.type_secret("Passphrase", "sample")
    program.key("Return")
    program.wait("list", "Pages")
    program.quit()


def not_a_workbook():
    """A file that is no workbook is refused, and stays as it is"""
    global program
    path = FOLDER / "letter.earshot"
    path.write_text("Dear Sir or Madam, " * 400)
    before = path.read_bytes()
    program = Program(path)
    program.type_secret("Passphrase", "sample")
    program.key("Return")
    problem = program.wait("alert")
    check(re.search("workbook|passphrase", problem.text or problem.name), f"{problem.text!r}")
    check_equal(path.read_bytes(), before, "the file")
    program.quit()


def same_words():
    """The command line reads what the window wrote"""
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, "search", SAMPLE, "changed"],
                          capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    check("this was changed" in done.stdout, done.stdout)


LANDMARKS = (
    ("Voices", ("list", "Voices")),
    ("What Matters", ("list", "What matters most")),
    ("Priorities", ("button", re.compile("Not heard yet"))),
    ("Who We’ve Heard", ("button", "Set Target…")),
    ("You Said, We Did", ("list", "Actions")),
    ("Exchange", ("button", "Save File")),
    ("Reports", ("button", "Save Report")),
    ("Sessions", ("list", "Sessions")),
)
assert {title for title, _ in LANDMARKS} == set(PAGES)

run(open_it, *(page_test(*each) for each in LANDMARKS), session_names, understood, delete_and_undo, undo_by_key, change, filters,
    feeling_filter, what_matters, priorities, report, replace, wrong_passphrase, not_a_workbook, same_words)
