# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog and popover that opens by a key: all in it has a role and a name, a field says what it is for, Tab comes to all
of it, and Escape leaves it with the focus where it was."""

import re

from earshot_driver import ACTIONABLE, FIELDS, Failure, check, run, wait_for
from earshot_steps import open_sample, show_page

# Of these the arrows reach the others, as Tab reaches one.
ROVING = {"list item", "radio", "option", "tab", "tree item", "menu item", "menu item checkbox", "menu item radio"}

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
    """Tab comes to all that can be used, or to its neighbour in a list."""
    wanted = {}
    for node in controls(surface):
        if node.has("sensitive") and node.has("focusable") and (node.role in ACTIONABLE):
            wanted[node.reference] = node
    passed = set()
    for _ in range(2 * len(wanted) + 2):
        node = program.focused()
        if node is None or node.reference in passed:
            break
        passed.add(node.reference)
        before = node.reference
        program.key("Tab")
        try:
            wait_for(lambda: (now := program._focus_moved()) and now.reference != before, "the focus moves", timeout=3)
        except Failure:
            break
    parents = {wanted[each].parent.reference for each in passed if each in wanted and wanted[each].role in ROVING | {"toggle button"}}
    missed = [node.path for reference, node in wanted.items()
              if reference not in passed and not (node.role in ROVING | {"toggle button"} and node.parent.reference in parents)
              and not any(parent in passed for parent in ancestors(node))]
    check(not missed, "Tab never comes to:\n# " + "\n# ".join(missed))


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


def popover(title, focus, *opening):
    """A step that opens a popover: it is part of the page, so the whole screen is looked at."""
    def step():
        for each in opening:
            if callable(each):
                each()
            else:
                program.key(each)
        program.wait_focus(*focus)
        for node in program.walk():
            check(node.role, f"without a role: {node.path}")
        field = program.focused()
        check(field.name, "what has the focus has a name")
        program.key("Escape")
        wait_for(lambda: not program.find(focus[0], focus[1]) or not program.find(focus[0], focus[1]).has("focused"), "it is closed")

    step.__doc__ = title
    return step


FIRST_VOICE = tab_to("list item", None, within="Voices")

run(
    begin,
    dialog("All keys", "Keyboard shortcuts", "ctrl+question"),
    dialog("Finding somebody by code word", "ithdraw|ode word", "ctrl+shift+w"),
    popover("A filter is chosen by typing", ("text box", "Only voices of …"), page("Voices"), "ctrl+shift+f"),
    popover("Filters are kept under a name", (("text box", "button"), None), "ctrl+shift+s"),
    dialog("Withdrawing consent", "ithdraw", FIRST_VOICE, "shift+Delete"),
    dialog("What was done about a voice", ".", "ctrl+d"),
    dialog("Answering a voice", ".", "ctrl+r"),
    popover("A theme for a voice", ("text box", "Theme for the whole voice"), "F8", "t"),
    popover("A group for a voice", ("text box", None), "g"),
    dialog("Comparing coders", "Compare coders", tab_to("button", "Compare…"), "Return"),
    dialog("Merging a theme", "Merge", "F8", "ctrl+b", tab_to("list item", None, within="Themes"), "ctrl+m"),
    dialog("Splitting a theme", "Split", "ctrl+shift+s"),
    dialog("A theme that counts for a priority", "Which theme counts", page("Priorities"), "ctrl+m",
           tab_to("button", re.compile("Add a theme that counts for")), "Return"),
    dialog("A target", ".", page("Who We’ve Heard"), "ctrl+t"),
    dialog("A new action", ".", page("You Said, We Did"), "ctrl+r"),
)
