# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog and popover that opens by a key: all in it has a role and a name, a field says what it is for, Tab comes to all
of it, and Escape leaves it with the focus where it was."""

import os
import pathlib
import re
import subprocess

from earshot_driver import ACTIONABLE, FIELDS, check, private_folder, run, wait_for
from earshot_steps import add_filter, open_sample, remove_filter, show_page

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

    node, stays = program.focused(), 0
    while stays < 3 and missed():
        # On a busy machine the focus may be told of late, and where it was is met once more; the field of a spin row never tells.
        here = node.reference if node else None
        stays = stays + 1 if here in passed else 0
        passed.add(here)
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


def menu_item(name):
    """A step's opening: an item of the menu that is open."""
    def choose():
        program.wait("menu item", name)
        program.tab_to("menu item", name, key="Down")
        program.key("Return")

    return choose


def focus_on(*what):
    return lambda: program.wait_focus(*what)


def theme(letters):
    """A step's opening: a theme of the codebook has the focus."""
    def find():
        program.key("ctrl+f")
        program.wait_focus("search box", "Find a theme")
        program.key("ctrl+a")
        program.type(letters)
        program.wait("list item", re.compile("^" + letters))
        program.key("Return")
        program.wait_focus("list item", re.compile("^" + letters))

    return find


def saved_filters():
    """Filters under a name"""
    add_filter(program, "carers", "Carers")
    program.key("ctrl+shift+s")
    program.wait_focus("text box", "Name for these filters")
    program.type("Carers alone")
    program.key("Return", "ctrl+shift+s")
    program.wait_focus("text box", "Name for these filters")
    listed = program.wait("list", "Saved filters")
    check_told(listed.parent)
    check_reached(listed.parent)
    program.key("Escape")
    program.wait_gone("list", "Saved filters")
    remove_filter(program, "Carers")


def between_days():
    program.key("ctrl+shift+f")
    program.wait_focus("text box", "Only voices of …")
    program.type("between")
    wait_for(lambda: (node := program.focused()) and "Enter takes Between" in node.description, "it is offered")
    program.key("Return")


def to_assembly():
    """The conversation that is an Assembly."""
    show_page(program, "Sessions")
    program.tab_to("list item", within="Sessions")
    program.tab_to("list item", re.compile("^Community Assembly: when"), key="Down")
    program.key("Return")
    program.wait_focus("text box", "Capture line")
    program.wait_says("Where can somebody go")


def card():
    """A card that was brought, which is a file of a partner's"""
    made = pathlib.Path(private_folder())
    secret = made / "secret"
    secret.write_text("sample\n")
    secret.chmod(0o600)
    book, file = made / "partner.earshot", made / "Partner.earshot-card.xml"
    for arguments in (("init", "--bare", "--organisation", "Example Links", book), ("card", book, "write", file)):
        subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", secret, *arguments], check=True, capture_output=True)
    show_page(program, "Exchange")
    program.tab_to("text box", "A partner's card to add")
    program.type_into("A partner's card to add", str(file))
    program.key("Return")


FIRST_VOICE = tab_to("list item", re.compile("Said by|Place"), within="Voices")
WORDS = ("text box", "Words of this voice")

LINE = focus_on("text box", "Capture line")

run(
    begin,
    dialog("Every key", "Keyboard shortcuts", "ctrl+question"),
    dialog("Finding somebody by code word", "Withdraw Consent", "ctrl+shift+w"),
    dialog("What was done about a voice", ".", page("Voices"), FIRST_VOICE, "ctrl+d"),
    dialog("Answering a voice", "New Action", "ctrl+r"),
    dialog("Withdrawing a voice", "Withdraw", focus_on("list item"), "shift+Delete"),
    dialog("A worry about a voice", "Safeguarding", focus_on("list item"), "shift+F10", menu_item("Safeguarding…")),
    saved_filters,
    dialog("Between two days", "Between two days", between_days),
    popover("A theme for a voice, and back to its words", "Theme for the whole voice", WORDS, "F8", "t"),
    popover("A group for a voice, and back to its words", "Group they speak for", WORDS, "g"),
    popover("What may be done with a voice, and back to its words", "What may be done with the words", WORDS, "p"),
    dialog("Comparing coders", "Compare coders", tab_to("button", "Compare…"), "Return"),
    dialog("A theme that counts for a priority", "Which theme counts", page("Priorities"), "ctrl+m",
           tab_to("button", re.compile("Add a theme that counts for")), "Return"),
    dialog("A theme that takes in another", "^Merge", page("What Matters"), "ctrl+b", theme("Loneliness"), "ctrl+m"),
    dialog("A theme that becomes several", "^Split", "ctrl+shift+s"),
    dialog("A codebook that is published", "Publish", "ctrl+f", focus_on("search box", "Find a theme"), "alt+Left",
           lambda: program.wait("list", "What matters most"),
           tab_to("toggle button", "More for the codebook", key="shift+Tab"), "Return", menu_item("Publish This Codebook…")),
    dialog("A new action", "New Action", page("You Said, We Did"), "ctrl+r"),
    dialog("A sheet for a group", "For whom", "ctrl+p"),
    dialog("A partner's card", "Example Links", card),
    dialog("The agenda of an Assembly", "Agenda", to_assembly, "ctrl+g"),
    dialog("An item of it", "Item of the Agenda", "ctrl+g", tab_to("list item", re.compile("^2[.]")), "F2"),
    dialog("Support that is counted", "Count Support", "Escape", LINE, "ctrl+k"),
    dialog("The record of a meeting", "Record of the Meeting", LINE, "ctrl+p"),
    dialog("Assemblies beside each other", "Compare Assemblies", LINE, "ctrl+shift+g"),
)
