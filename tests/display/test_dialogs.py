# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog and popover that opens by a key: all in it has a role and a name, a field says what it is for, Tab comes to all
of it, and Escape leaves it with the focus where it was."""

import re

from earshot_driver import ACTIONABLE, FIELDS, check, run, wait_for
from earshot_steps import open_sample, show_page

# Of these the arrows reach the others, as Tab reaches one.
SHARED = {"list item", "radio", "option", "tab", "tree item", "menu item", "menu item checkbox", "menu item radio", "toggle button"}

program = None


def begin():
    """The sample opens"""
    global program
    program = open_sample()


def controls(surface):
    """What a person acts on in it. What is inside a combo box or a spin button, and the button that Escape presses, belongs to the
    toolkit."""
    for node in surface.walk():
        if (node.role in ACTIONABLE or node.has("focusable")) and not node.inside("combo box") and not node.inside("spin button"):
            if not node.is_a("button", "Close"):
                yield node


def check_told(surface):
    """All has a role, and what can be used says what it is for."""
    passes_on = ("generic", "list", "dialog", "scroll pane", "table")
    wrong = [node.path for node in surface.walk() if not node.role]
    wrong += [node.path for node in controls(surface) if not node.name.strip() and not (node.role in passes_on and node.children)]
    check(not wrong, "without a role or name:\n# " + "\n# ".join(wrong))
    names = [node.name for node in surface.walk() if node.role in FIELDS]
    check(len(names) == len(set(names)), lambda: f"two fields are called the same: {names}")


def check_reached(surface):
    """Tab comes to all that can be used, or to its neighbour in a list. It goes on no longer than that is not yet so."""
    wanted = {node.reference: node for node in controls(surface)
              if node.role in ACTIONABLE and node.has("sensitive") and node.has("focusable")}
    passed = set()

    def missed():
        around = {each for node in wanted.values() if node.reference in passed for each in ancestors(node)}
        shared = {wanted[each].parent.reference for each in passed if each in wanted and wanted[each].role in SHARED}
        return [node.path for reference, node in wanted.items()
                if reference not in passed | around and not (node.role in SHARED and node.parent.reference in shared)
                and not passed.intersection(ancestors(node))]

    node = program.focused()
    while node and node.reference not in passed and missed():
        passed.add(node.reference)
        node = program.tab(node)
    check(not missed(), lambda: "Tab never comes to:\n# " + "\n# ".join(missed()))


def ancestors(node):
    while node.parent is not None:
        node = node.parent
        yield node.reference


def leave(surface):
    program.key("Escape")
    wait_for(lambda: not program.find(surface.role, surface.name), f"{surface} is closed")


def dialog(title, name, *opening):
    """A step that opens a dialog with keys or functions, looks at it and leaves it."""
    def step():
        for each in opening:
            if callable(each):
                each()
            else:
                program.key(each)
        surface = program.wait(("dialog", "alert dialog"), re.compile(name))
        wait_for(lambda: (node := program.focused()) and node.within(surface.name), "the focus is in it")
        surface = program.wait(surface.role, surface.name)
        check_told(surface)
        check_reached(surface)
        leave(surface)

    step.__doc__ = title
    return step


def page(title):
    return lambda: show_page(program, title)


def tab_to(*what, **how):
    return lambda: program.tab_to(*what, **how)


def popover(title, field, back, *opening):
    """A step that opens a popover to choose from, looks at it, and leaves it without a choice."""
    def step():
        for each in opening:
            if callable(each):
                each()
            else:
                program.key(each)
        program.wait_focus("text box", field)
        wrong = [node.path for node in program.walk() if not node.role]
        check(not wrong, "without a role:\n# " + "\n# ".join(wrong))
        program.key("Escape")
        program.wait_focus(*back)

    step.__doc__ = title
    return step


FIRST_VOICE = tab_to("list item", re.compile("Said by|Place"), within="Voices")
WORDS = ("text box", "Words of this voice")

run(
    begin,
    dialog("Finding somebody by code word", "Withdraw Consent", "ctrl+shift+w"),
    dialog("What was done about a voice", ".", page("Voices"), FIRST_VOICE, "ctrl+d"),
    dialog("Answering a voice", "New Action", "ctrl+r"),
    popover("A theme for a voice, and back to its words", "Theme for the whole voice", WORDS, "F8", "t"),
    popover("A group for a voice, and back to its words", "Group they speak for", WORDS, "g"),
    popover("What may be done with a voice, and back to its words", "What may be done with the words", WORDS, "p"),
    dialog("Comparing coders", "Compare coders", tab_to("button", "Compare…"), "Return"),
    dialog("A theme that counts for a priority", "Which theme counts", page("Priorities"), "ctrl+m",
           tab_to("button", re.compile("Add a theme that counts for")), "Return"),
    dialog("A new action", "New Action", page("You Said, We Did"), "ctrl+r"),
)
