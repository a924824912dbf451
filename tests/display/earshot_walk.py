# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at what is on the screen as who hears it and has no mouse: all has a role and a name, a field says what it is for, Tab comes
to all of it, and Escape leaves it with the focus where it was."""

import re
import sys

from earshot_driver import ACTIONABLE, FIELDS, check, wait_for, x
from earshot_steps import scale_text, show_page

# Of these the arrows reach the others, as Tab reaches one.
SHARED = {"list item", "radio", "option", "tab", "tree item", "menu item", "menu item checkbox", "menu item radio", "toggle button"}
MENU_ITEMS = ("menu item", "menu item checkbox", "menu item radio")
NARROW, HEIGHT = 360, 720
# What the window draws round itself, without a window manager.
FRAME = 5
# Text of twice the size in the narrowest window.
IS_NARROW = "--narrow" in sys.argv


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


def check_reached(program, surface):
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


def make_narrow(program, height=HEIGHT):
    x("windowsize", wait_for(program.windows, "the window is there")[-1], NARROW + 2 * FRAME, height + 2 * FRAME)


class Walker:
    """Makes the steps of a walk, before the program is there that they are taken in."""

    def __init__(self):
        self.program = None

    def begin(self, start):
        """@start starts the program, whose window is narrow and its text large where that was asked for."""
        if IS_NARROW:
            scale_text(192)
        self.program = start()
        if IS_NARROW:
            make_narrow(self.program)
        return self.program

    def open(self, opening):
        for each in opening:
            if callable(each):
                each()
            else:
                self.program.key(each)

    def dialog(self, title, name, *opening, leave="Escape"):
        """A step that opens a dialog with keys or functions, looks at it and leaves it."""
        def step():
            program = self.program
            self.open(opening)
            surface = program.wait(("dialog", "alert dialog"), re.compile(name))
            wait_for(lambda: (node := program.focused()) and node.within(surface.name), "the focus is in it")
            surface = program.wait(surface.role, surface.name)
            check_told(surface)
            check_reached(program, surface)
            if leave:
                program.key(leave)
                program.wait_gone(surface.role, surface.name)

        step.__doc__ = title
        return step

    def popover(self, title, field, back, *opening):
        """A step that opens a popover to choose from, looks at it, and leaves it without a choice."""
        def step():
            program = self.program
            self.open(opening)
            program.wait_focus("text box", field)
            wrong = [node.path for node in program.walk() if not node.role]
            check(not wrong, "without a role:\n# " + "\n# ".join(wrong))
            program.key("Escape")
            program.wait_focus(*back)

        step.__doc__ = title
        return step

    def menu(self, title, item, *opening, back=None, roles=MENU_ITEMS):
        """A step that opens a menu, one of whose items is @item, looks at it and leaves it with the focus where it was, or at @back."""
        def step():
            program = self.program
            *before, last = opening
            self.open(before)
            was = program.focused()
            self.open((last,))
            program.wait(roles, item)
            def item_focused():
                node = program.focused()
                return node if node and node.role in roles and node.reference != was.reference else None

            here = wait_for(item_focused, "an item has the focus")
            # Of what is to be chosen from, those beside it: a row that is folded keeps a list of its own, of what is chosen.
            items = here.parent.children if roles != MENU_ITEMS else program.find_all(roles)
            nameless = [node.path for node in items if not node.name.strip()]
            check(not nameless, "without a name:\n# " + "\n# ".join(nameless))
            program.key("Escape")
            program.wait_gone(roles, item)
            program.wait_focus(*(back or (was.role, was.name)))

        step.__doc__ = title
        return step

    def choices(self, title, item, *opening):
        """A step that unfolds what is to be chosen from, like menu()."""
        return self.menu(title, item, *opening, roles=("list item",))

    def file(self, title, *opening):
        """A step that asks for a file. What that dialog holds belongs to the toolkit."""
        def step():
            program = self.program
            *before, last = opening
            self.open(before)
            was = program.focused()
            self.open((last,))
            asked = program.wait("dialog", re.compile("."))
            wait_for(lambda: (node := program.focused()) and node.within(asked.name), "the focus is in it")
            program.key("Escape")
            program.wait_gone("dialog", asked.name)
            program.wait_focus(was.role, was.name)

        step.__doc__ = title
        return step

    def surface(self, title, there, *opening):
        """A step that comes to a page and looks at all that is in the window."""
        def step():
            program = self.program
            self.open(opening)
            program.wait(*there)
            check_told(program.wait("window"))

        step.__doc__ = title
        return step

    # --- What an opening is made of

    def page(self, title):
        return lambda: show_page(self.program, title)

    def tab_to(self, *what, **how):
        return lambda: self.program.tab_to(*what, **how)

    def focus_on(self, *what):
        return lambda: self.program.wait_focus(*what)

    def main_menu(self):
        """Opens it, which is with the list of pages: where there is room for one thing, that is behind the page."""
        if IS_NARROW and not self.program.find("list", "Pages"):
            self.program.tab_to("button", "Back", key="shift+Tab")
            self.program.key("Return")
            self.program.wait("list", "Pages")
        self.program.key("F10")

    def menu_item(self, name):
        """An item of the menu that is open."""
        def choose():
            self.program.wait(MENU_ITEMS, name)
            self.program.tab_to(MENU_ITEMS, name, key="Down")
            self.program.key("Return")

        return choose

    def theme(self, letters):
        """A theme of the codebook has the focus."""
        def find():
            program = self.program
            program.key("ctrl+f")
            program.wait_focus("search box", "Find a theme")
            program.key("ctrl+a")
            program.type(letters)
            program.wait("list item", re.compile("^" + letters))
            program.key("Return")
            program.wait_focus("list item", re.compile("^" + letters))

        return find

    def conversation(self, title):
        """A conversation of the sample is open; @title begins its name."""
        def enter():
            program = self.program
            show_page(program, "Sessions")
            if not program.find("list", "Sessions"):
                program.key("alt+Left")
                program.wait("list", "Sessions")
            program.tab(program.tab_to("list item", within="Sessions"), "Home")
            program.tab_to("list item", re.compile("^" + title), key="Down")
            program.key("Return")
            program.wait_focus("text box", "Capture line")

        return enter
