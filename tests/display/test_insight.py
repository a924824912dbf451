# SPDX-License-Identifier: GPL-3.0-or-later
"""What was heard, by keys alone: the summary's figures open their voices, a target is set and planned for, themes are suggested."""

import os
import pathlib
import re
import subprocess

from earshot_driver import check, check_equal, private_folder, run, wait_for
from earshot_steps import open_sample, selected_page, show_page, voices_shown

SAMPLE = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "earshot" / "sample" / "Sample.earshot"
SECRET = pathlib.Path(private_folder()) / "passphrase"
HEARD = "Who We’ve Heard"

program = None


def voices_count():
    label = program.find("label", re.compile(r"^[\d,]+ of [\d,]+$|^[\d,]+ voices?$"))
    return int(re.match(r"[\d,]+", label.name)[0].replace(",", "")) if label else None


def summary():
    """What matters most comes first, and its first figure opens just those voices"""
    global program
    SECRET.write_text("sample\n")
    program = open_sample()
    show_page(program, "What Matters")
    program.wait("list", "What matters most")
    program.tab_to("list item", within="What matters most")
    said = wait_for(lambda: re.search(r"(\d+) of (\d+) voices", program.focused().name + program.focused().description
                                      + " ".join(node.name for node in program.focused().walk())), "a row says how many voices")
    program.key("Return")
    wait_for(lambda: selected_page(program) == "Voices", "Voices is shown")
    wait_for(lambda: voices_count() == int(said[1]), lambda: f"{said[1]} voices, not {voices_count()}")
    program.wait("group", "Filters that are on")


def rules():
    """The rules of counting stand beside the figures, and that they are internal"""
    show_page(program, "What Matters")
    program.wait("label", re.compile("A voice with two themes counts under both"))
    program.wait("label", re.compile("Internal: exact figures"))


def chart():
    """A chart says in words what it shows, and has a table"""
    image = program.wait("image", re.compile("Voices over time"))
    check(re.search(r"\d", image.name), image.name)
    program.wait(None, "The figures as a table")


def choose(name, choice):
    """From a drop-down, by the arrows. Opened, the first has the focus, whatever is chosen; End chooses and focuses the last."""
    program.tab_to("toggle button", re.compile(f"^{name}: "))
    program.key("space")
    program.wait("list item", choice)
    program.tab(wait_for(program.focused, "something has the focus"), "End")
    program.tab_to("list item", choice, key="Up")
    program.key("Return")
    program.wait_focus("toggle button", f"{name}: {choice}")


def figures():
    """Any two things are counted, and a third gives a picture for each; a figure opens its voices by the keyboard"""
    show_page(program, "What Matters")
    program.key("ctrl+t")
    choose("Count by", "Group")
    choose("And by", "Theme")
    choose("A picture for each", "Feeling")
    program.wait("label", re.compile(r"^All that are counted, each once · \d+ voices$"))
    program.wait("label", re.compile(r"^Works · \d+ voices?$"))
    program.tab_to(None, "The figures as a table")
    program.key("space")
    figure = program.tab_to("button", re.compile(r"^Carers, .*: [1-9]\d*$"))
    program.key("Return")
    wait_for(lambda: selected_page(program) == "Voices", "Voices is shown")
    said = int(figure.name.rsplit(": ", 1)[1])
    wait_for(lambda: voices_count() == said, lambda: f"{said} voices, not {voices_count()}")


def narrowed():
    """What is counted is narrowed to a group, and the figures with it"""
    show_page(program, "What Matters")
    choose("A picture for each", "Nothing else")
    all_of = int(re.search(r"(\d+) voices", program.wait("label", re.compile("^All that are counted")).name)[1])
    program.tab_to("toggle button", re.compile("^Group: "))
    program.key("space")
    program.wait_focus("search box")
    program.type("young car")
    wait_for(lambda: not program.find("list item", "Everybody"), "only what was searched for is offered")
    program.tab_to("list item", "Young carers", key="Down")
    program.key("Return")
    program.wait("toggle button", "Group: Young carers")
    wait_for(lambda: int(re.search(r"(\d+) voices", program.wait("label", re.compile("^All that are counted")).name)[1]) < all_of,
             "fewer are counted")


def set_target():
    """A target is set from the keyboard, and says what is still needed"""
    show_page(program, HEARD)
    program.wait("list", "Not yet heard")
    program.key("ctrl+t")
    program.wait("dialog", "Whom to hear")
    # The group and the place have the focus first; a spin row tells its name to nobody who walks to it by Tab.
    program.tab_to("combo box", re.compile("Place"))
    program.key("Tab", "ctrl+a")
    program.type("500")
    program.tab_to("button", "Set Target")
    program.key("Return")
    program.wait_gone("dialog", "Whom to hear")
    program.wait("list", "Targets")
    program.wait("label", re.compile(r"of 500 voices.*more conversation"))


def take_away():
    """It is taken away, and comes back with Ctrl+Z"""
    program.tab_to("button", re.compile("Take this target away"))
    program.key("Return")
    program.wait_gone("list", "Targets")
    program.key("ctrl+z")
    program.wait("list", "Targets")


def plan():
    """A conversation is planned with somebody who was not heard yet"""
    button = program.wait("button", re.compile("^Plan a conversation: "))
    whom = button.name.split(": ", 1)[1]
    program.tab_to("button", button.name)
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    wait_for(lambda: program.says(whom), "the conversation is with them")


def priorities():
    """Cards of priorities say whether anybody answered"""
    show_page(program, "Priorities")
    program.wait("button", re.compile("answered"))


def command_line():
    """The command line counts what the window counts"""
    program.quit()
    done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", SECRET, "coverage", SAMPLE, "targets", "--format", "csv"],
                          capture_output=True, text=True)
    check_equal(done.returncode, 0, done.stderr)
    check(",500," in done.stdout, done.stdout)


run(summary, rules, chart, figures, narrowed, set_target, take_away, plan, priorities, command_line)
