# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does: by the keyboard, and by what a screen reader is told.

Inside run-display.sh. EARSHOT_PROGRAM names the program. Nothing here sleeps
for a fixed time: each step waits for a condition, and EARSHOT_PATIENCE (seconds,
60 unless given) is how long before it counts as never coming true.
"""

import ctypes
import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import traceback

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get("EARSHOT_PATIENCE", "60"))
# How long is waited between two looks: as long as the look took, within these bounds. Looking is what such a test does most, so that
# a look right after a key, before the program can have done anything, is left out.
FIRST_POLL, POLL, MOST_POLL = 0.03, 0.02, 0.4
LOOKS_BEFORE_DOUBT = 6
# How long a key may take to move the focus, before it counts as having nowhere to move it; and how long it is waited to be told so.
FOCUS_PATIENCE = 3
FOCUS_TOLD = 1

# Roles, as GTK names them, that a person acts on. Each must say what it is for.
ACTIONABLE = {
    "button", "toggle button", "checkbox", "radio", "switch", "text box", "search box", "combo box", "slider", "spin button",
    "link", "list item", "menu item", "menu item checkbox", "menu item radio", "option", "tab", "tree item",
}
FIELDS = ("text box", "search box")

# GTK 4.18 complains of itself, when an item of a menu changes its role, once somebody asked for all it keeps for screen readers; and
# libadwaita 1.7 tries whether an alert's heading fits in a line, which GTK says it does not. A text
# view that much is typed into at once is too high for one frame, until it scrolls.
KNOWN = re.compile("gtk_at_context_set_accessible_role: assertion '!self->realized' failed"
                   r"|Trying to measure GtkLabel \S+ for width of \d+, but it needs at least"
                   r"|exceeds \S+ height: requested")

# Where the program asks a library for what it does not do, the library says so. Of what asks for more room than there is, and so is
# cut, libadwaita warns.
COMPLAINT = re.compile(r"(CRITICAL|WARNING) \*\*")


class Failure(AssertionError):
    """A condition that did not come true, or a claim that does not hold."""


def check(claim, what):
    if not claim:
        raise Failure(what() if callable(what) else what)


def check_equal(found, expected, what):
    check(found == expected, f"{what}: expected {expected!r}, found {found!r}")


def not_there(error):
    """Whether what was looked for was not on the screen, or had no focus, at that moment."""
    return isinstance(error, AttributeError) and error.obj is None


def wait_for(condition, what, timeout=None):
    """Returns the first true value of condition(). Between two looks the program can do its own work, and what it is asked of may come
    only then."""
    deadline = time.monotonic() + (timeout or PATIENCE)
    time.sleep(FIRST_POLL)
    for looks in itertools.count():
        asked = time.monotonic()
        Node.in_doubt = looks >= LOOKS_BEFORE_DOUBT
        try:
            value = condition()
        except AttributeError as error:
            if not not_there(error):
                raise
            value = None
        finally:
            Node.in_doubt = False
        if value:
            return value
        now = time.monotonic()
        if now > deadline:
            raise Failure(f"waited {timeout or PATIENCE:.0f} s: {what() if callable(what) else what}")
        time.sleep(min(max(POLL, now - asked), MOST_POLL))


def x(*arguments):
    """What xdotool answers, for what is rarely asked."""
    done = subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else []


class Keyboard:
    """Real keys, and where they go, by the library that xdotool is made of: a process for each key takes longer than what the key does."""

    CURRENT = 0  # the window that has the keyboard
    DELAY = 2000  # microseconds that a key is held

    def __init__(self):
        x11, self.library = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libxdo.so.3")
        # A window may close while it is asked for: without this Xlib would end the test.
        self.passes = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, error: 0)
        x11.XSetErrorHandler(self.passes)
        self.library.xdo_new.restype = ctypes.c_void_p
        self.screen = ctypes.c_void_p(self.library.xdo_new(None))
        check(self.screen, "there is no display")

    def key(self, keys):
        self.library.xdo_send_keysequence_window(self.screen, ctypes.c_ulong(self.CURRENT), keys.encode(), self.DELAY)

    def type(self, text):
        self.library.xdo_enter_text_window(self.screen, ctypes.c_ulong(self.CURRENT), text.encode(), self.DELAY)

    def window(self):
        """The one that has the keyboard; 0 where none has."""
        found = ctypes.c_ulong(0)
        self.library.xdo_get_focused_window(self.screen, ctypes.byref(found))
        return found.value

    def give_to(self, window):
        self.library.xdo_focus_window(self.screen, ctypes.c_ulong(window))
        self.library.xdo_wait_for_window_focus(self.screen, ctypes.c_ulong(window), 1)


def described(role, name):
    shown = name.pattern if isinstance(name, re.Pattern) else name
    return (role if isinstance(role, str) else " or ".join(role or ("anything",))) + ("" if name is None else f" “{shown}”")


class AccessibilityBus:
    """Asks many things at once: a tree of two hundred widgets is read in a few round trips rather than a thousand."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address.unpack()[0], flags, None, None)
        self.focus = None  # what was last told to have come to the focus
        self.gone = set()  # what was told to have been taken out of what held it
        self.said = []  # what was said aloud without being asked for
        for event in ("object:state-changed:focused", "object:children-changed", "object:announcement"):
            arguments = GLib.Variant("(sass)", (event, [], ""))
            self.connection.call_sync(*REGISTRY, REGISTRY[0], "RegisterEvent", arguments, None, Gio.DBusCallFlags.NONE, -1, None)
        for signal, kind, told in (("StateChanged", "focused", self._focus_told), ("ChildrenChanged", None, self._children_told),
                                   ("Announcement", None, self._announcement_told)):
            self.connection.signal_subscribe(None, "org.a11y.atspi.Event.Object", signal, None, kind, Gio.DBusSignalFlags.NONE, told)

    def _focus_told(self, connection, sender, path, interface, signal, told):
        if told.get_child_value(1).get_int32():
            self.focus = (sender, path)

    def _children_told(self, connection, sender, path, interface, signal, told):
        kind, child = told.get_child_value(0).get_string(), told.get_child_value(3).unpack()
        if kind == "remove":
            self.gone.add(child)
        else:
            self.gone.discard(child)

    def _announcement_told(self, connection, sender, path, interface, signal, told):
        self.said.append(told.get_child_value(3).unpack())

    def wait_focus(self, seconds):
        """What has come to the focus since this was set to None; None where nothing has for so long."""
        context = GLib.MainContext.default()
        ended = []
        timer = GLib.timeout_add(int(seconds * 1000), ended.append, True)
        while not self.focus and not ended:
            context.iteration(True)
        while context.iteration(False):  # It may have gone on at once.
            pass
        if not ended:
            GLib.source_remove(timer)
        return self.focus

    def ask_all(self, questions):
        """Answers (reference, interface, method, arguments) in their order; None where there was none."""
        answers = [None] * len(questions)
        waiting = len(questions)

        def answered(connection, result, n):
            nonlocal waiting
            waiting -= 1
            try:
                answers[n] = connection.call_finish(result).unpack()
            except GLib.Error:  # The widget went away meanwhile.
                pass

        for n, ((name, path), interface, method, arguments) in enumerate(questions):
            self.connection.call(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                                 int(PATIENCE * 1000), None, answered, n)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def properties(self, references, name):
        """What each has as its name or description."""
        wanted = GLib.Variant("(ss)", (ACCESSIBLE, name))
        found = self.ask_all([(each, "org.freedesktop.DBus.Properties", "Get", wanted) for each in references])
        return [each[0] if each else "" for each in found]

    def children(self, references):
        """What stands in each, by its reference."""
        found = self.ask_all([(each, ACCESSIBLE, "GetChildren", None) for each in references])
        return {each: answer[0] if answer else () for each, answer in zip(references, found)}

    def texts(self, references):
        """What stands in each; nothing where it holds no text."""
        count = GLib.Variant("(ss)", (TEXT, "CharacterCount"))
        counts = self.ask_all([(each, "org.freedesktop.DBus.Properties", "Get", count) for each in references])
        spans = [GLib.Variant("(ii)", (0, each[0] if each else 0)) for each in counts]
        found = self.ask_all([(each, TEXT, "GetText", span) for each, span in zip(references, spans)])
        return [each[0] if each else "" for each in found]

    def ask(self, reference, interface, method, arguments=None):
        return self.ask_all([(reference, interface, method, arguments)])[0]


ACCESSIBLE = "org.a11y.atspi.Accessible"
TEXT = "org.a11y.atspi.Text"
COMPONENT = "org.a11y.atspi.Component"
IN_WINDOW = 1  # of AtspiCoordType
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
LABELLED_BY = 2  # of AtspiRelationType
# The bits of AtspiStateType that are looked at here.
HOLDERS = (32, 39, 99)  # of AtspiRole, list item, panel and grouping: what hardly ever holds nothing
SHOWING = 25
STATES = {4: "checked", 10: "expanded", 11: "focusable", 12: "focused", 20: "pressed", 23: "selected", 24: "sensitive", SHOWING: "showing"}


class Item:
    """What GTK keeps of one widget, as its cache tells of it."""

    def __init__(self, told):
        self.reference, _, self.parent, self.place, self.count, _, self.name, self.kind, _, self.states = told
        self.inside = []  # what GTK keeps of what stands in it
        self.plain = bool(self.states[0] >> SHOWING & 1) and (self.count > 0 or self.kind not in HOLDERS)

    @property
    def whole(self):
        """Whether it is sure that what is kept stands in it, and nothing else. A page that is behind another is kept, too, at a place
        that may be the other's, but as one that holds nothing."""
        places = sorted(item.place for item in self.inside)
        return places == list(range(self.count)) and all(item.plain for item in self.inside)

    @property
    def children(self):
        return [item.reference for item in sorted(self.inside, key=lambda item: item.place)]


class Node:
    """One widget as it was when the screen was read, with those in it. Its text is asked for anew."""

    bus = None
    in_doubt = False  # whether to ask of everything what stands in it, because what is waited for does not come
    last = None  # the top of it
    roles = {}  # by reference: what something is does not change while it is there

    def __init__(self, reference, parent=None):
        self.reference = reference
        self.parent = parent
        self.name = self.role = ""
        self.states = frozenset()
        self.children = []

    @classmethod
    def read(cls, reference):
        """Everything shown in a program, level by level. GTK tells in one answer what it keeps for screen readers: nearly all of it.
        Only of what is new, or has something new in it, it is asked one by one: on a busy computer each round trip takes long, and a
        window is some thirty levels deep."""
        items = cls._items(reference)
        cls.last = root = cls(reference)
        level = [root]
        while level:
            cls._take(level, items)
            level = [node for node in level if node.parent is None or node.has("showing")]
            cls._name_menu_items([node for node in level if node.role.startswith("menu item") and not node.name])
            # A program does not count its windows.
            unsure = [node.reference for node in level
                      if node is root or cls.in_doubt or node.reference not in items or not items[node.reference].whole]
            children = cls.bus.children(unsure)
            for node in level:
                inside = children[node.reference] if node.reference in children else items[node.reference].children
                node.children = [Node(reference, node) for reference in inside]
            level = [child for node in level for child in node.children]
        return root

    @classmethod
    def _items(cls, reference):
        """All that GTK keeps of a program, by reference."""
        answer = cls.bus.ask((reference[0], "/org/a11y/atspi/cache"), "org.a11y.atspi.Cache", "GetItems")
        items = {each[0]: Item(each) for each in (answer[0] if answer else ())}
        for item in items.values():
            # What was taken out is kept as long as the program holds it, at a place that is another's now.
            if item.parent in items and item.reference not in cls.bus.gone:
                items[item.parent].inside.append(item)
        return items

    @classmethod
    def _name_menu_items(cls, nodes):
        """GTK gives an item of a menu no name, only a label that holds it, as a screen reader then finds out."""
        relations = cls.bus.ask_all([(node.reference, ACCESSIBLE, "GetRelationSet", None) for node in nodes])
        labels = [next((targets[0] for kind, targets in each[0] if kind == LABELLED_BY), None) if each else None for each in relations]
        named = [(node, label) for node, label in zip(nodes, labels) if label]
        for (node, _), text in zip(named, cls.bus.texts([label for _, label in named])):
            node.name = text

    @classmethod
    def _take(cls, nodes, items):
        """What each is called, is and how it is."""
        unknown = [node.reference for node in nodes if node.reference not in items]
        states = dict(zip(unknown, cls.bus.ask_all([(each, ACCESSIBLE, "GetState", None) for each in unknown])))
        names = dict(zip(unknown, cls.bus.properties(unknown, "Name")))
        for node in nodes:
            known = items.get(node.reference)
            node.take_state(known.states if known else (states[node.reference] or ((0,),))[0])
            node.name = known.name if known else names[node.reference]
        new = [node.reference for node in nodes if node.reference not in cls.roles and (node.parent is None or node.has("showing"))]
        roles = cls.bus.ask_all([(each, ACCESSIBLE, "GetRoleName", None) for each in new])
        cls.roles.update((each, role[0]) for each, role in zip(new, roles) if role)
        for node in nodes:
            node.role = cls.roles.get(node.reference, "")

    def take_state(self, words):
        self.states = frozenset(STATES[bit] for bit in STATES if words[0] >> bit & 1)

    def still(self, state):
        """Whether it has a state now. One question, where reading the screen takes hundreds."""
        self.take_state((self.bus.ask(self.reference, ACCESSIBLE, "GetState") or ((0,),))[0])
        return self.has(state)

    def has(self, state):
        return state in self.states

    @property
    def text(self):
        """What stands in it now, where it holds text."""
        return self.bus.texts([self.reference])[0]

    @property
    def description(self):
        return self.bus.properties([self.reference], "Description")[0]

    @property
    def extents(self):
        """Where it is in its window: left, top, width, height, in pixels."""
        return self.bus.ask(self.reference, COMPONENT, "GetExtents", GLib.Variant("(u)", (IN_WINDOW,)))[0]

    def extents_of(self, character):
        """Where a character of its text is."""
        return self.bus.ask(self.reference, TEXT, "GetCharacterExtents", GLib.Variant("(iu)", (character, IN_WINDOW)))

    def insert(self, text):
        at = len(self.text)
        arguments = GLib.Variant("(isi)", (at, text, len(text.encode())))
        answer = self.bus.ask(self.reference, "org.a11y.atspi.EditableText", "InsertText", arguments)
        check(answer and answer[0], f"{self}: no text can be put in")

    def press(self):
        """Does what a click does, where a person has no key for it."""
        answer = self.bus.ask(self.reference, "org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (0,)))
        check(answer and answer[0], f"{self} cannot be pressed")

    def walk(self):
        """This node and all below it that are shown."""
        if self.parent is None or self.has("showing"):
            yield self
            for child in self.children:
                yield from child.walk()

    def is_a(self, role, name):
        """Whether it has that role, or one of those, and that name, or one that matches a pattern. None is any."""
        if role is not None and (self.role != role if isinstance(role, str) else self.role not in role):
            return False
        if name is None:
            return True
        return bool(name.search(self.name)) if isinstance(name, re.Pattern) else self.name == name

    def within(self, name):
        """Whether something of that name holds it."""
        return name is None or (self.parent is not None and (self.parent.name == name or self.parent.within(name)))

    def inside(self, role):
        """Whether something of that role holds it."""
        return self.parent is not None and (self.parent.role == role or self.parent.inside(role))

    @property
    def depth(self):
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def path(self):
        names = []
        node = self
        while node is not None:
            names.append(str(node))
            node = node.parent
        return " / ".join(reversed(names))

    def __str__(self):
        return f"{self.role} “{self.name}”" if self.name else self.role


class Program:
    """The window of one run of the program."""

    running = []
    keyboard = None

    def __init__(self, *arguments, environment=None):
        program = os.environ["EARSHOT_PROGRAM"]
        self.process = subprocess.Popen([program, *map(str, arguments)], env={**os.environ, **(environment or {})},
                                        stderr=subprocess.PIPE, text=True, errors="replace")
        self.complaints = []
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        Program.running.append(self)
        self.application = None
        self.own_windows = []
        wait_for(self._find_application, "the window appears")

    # --- The accessible tree

    def _find_application(self):
        self._alive()
        applications = Node.bus.ask(ROOT, ACCESSIBLE, "GetChildren")
        for reference in applications[0] if applications else ():
            arguments = GLib.Variant("(s)", (reference[0],))
            process = Node.bus.ask(("org.freedesktop.DBus", "/"), "org.freedesktop.DBus", "GetConnectionUnixProcessID", arguments)
            if process and process[0] == self.process.pid:
                self.application = reference
                return any(self.walk())
        return False

    def walk(self):
        """All that is shown now, from the top."""
        self._alive()
        return (node for node in Node.read(self.application).walk() if node.parent is not None)

    def find_all(self, role=None, name=None, within=None):
        return (node for node in (within.walk() if within else self.walk()) if node.is_a(role, name))

    def find(self, role=None, name=None, within=None):
        return next(self.find_all(role, name, within), None)

    def wait(self, role=None, name=None, within=None, timeout=None):
        """Waits until there is such a thing on the screen, and returns it."""
        return wait_for(lambda: self.find(role, name, within), f"{described(role, name)} is shown", timeout)

    def wait_gone(self, role=None, name=None, timeout=None):
        wait_for(lambda: not self.find(role, name), f"{described(role, name)} is gone", timeout)

    def says(self, words):
        """Whether words stand anywhere on the screen, as part of a name or a text."""
        nodes = list(self.walk())
        texts = Node.bus.texts([node.reference for node in nodes])
        return any(words in node.name or words in text for node, text in zip(nodes, texts))

    def wait_says(self, words, timeout=None):
        wait_for(lambda: self.says(words), f"“{words}” is on the screen", timeout)

    def focused(self):
        found = [node for node in self.walk() if node.has("focused")]
        if not found:
            self._hold_focus()
        return found[-1] if found else None

    def _focus_told(self):
        """What the program tells to have come to the focus, if that was on the screen when it was read last: three questions, where
        reading it anew is some hundred. None where it is not so plain."""
        reference = Node.bus.wait_focus(FOCUS_TOLD)
        node = next((node for node in Node.last.walk() if node.reference == reference), None) if reference else None
        if node is None or node.role.startswith("menu item") or not node.still("focused") or not node.has("showing"):
            return None
        node.name = Node.bus.properties([reference], "Name")[0]
        return node

    def wait_focus(self, role=None, name=None, timeout=None):
        def there():
            node = self.focused()
            return node if node and node.is_a(role, name) else None

        return wait_for(there, lambda: f"{described(role, name)} has the focus, not {self.focused()}", timeout)

    def wait_said(self, words):
        """Waits until that was said aloud to those who hear the screen, since forget_said()."""
        def said():
            self._alive()
            while GLib.MainContext.default().iteration(False):
                pass
            return any(words in each for each in Node.bus.said)

        wait_for(said, lambda: f"“{words}” is said aloud, not only {Node.bus.said}")

    def forget_said(self):
        Node.bus.said.clear()

    # --- Keys

    def _listen(self):
        """Passes on what the program complains of, and keeps what must never be."""
        for line in self.process.stderr:
            if KNOWN.search(line):
                continue
            sys.stderr.write(line)
            if COMPLAINT.search(line):
                self.complaints.append(line.strip())

    def _alive(self):
        check(self.process.poll() is None, f"the program ended by itself with {self.process.returncode}")
        check(not self.complaints, lambda: self.complaints[0])
        return True

    def windows(self):
        return [int(each) for each in x("search", "--onlyvisible", "--pid", self.process.pid, "--name", ".")]

    def turn_to(self, window):
        """As who clicks on another window of it."""
        self.keyboard.give_to(window)
        self.own_windows = self.windows()

    def _hold_focus(self):
        """There is no window manager: when a dialogue closes, nobody gives the keyboard back to the window.

        What was read last may be older than what the program has told its display: a popover that is gone from the tree could still
        have the keyboard, and lose what is pressed. It tells before it answers anything more.
        """
        self._alive()
        Node.bus.ask(self.application, ACCESSIBLE, "GetRole")
        focus = self.keyboard.window()
        if focus in self.own_windows:
            return
        self.own_windows = wait_for(self.windows, "the program has a window")
        if focus not in self.own_windows:
            self.keyboard.give_to(self.own_windows[-1])

    def key(self, *keys):
        for each in keys:
            self._hold_focus()
            self.keyboard.key(each)

    def type(self, text):
        """Real keys. What this display's keyboard has no key for goes in as an input method would put it."""
        self._hold_focus()
        if text.isascii():
            self.keyboard.type(text)
        else:
            wait_for(self.focused, "something has the focus").insert(text)

    def type_into(self, node_name, text):
        """Types over what stands in the field that has the focus, and waits until it stands there."""
        self.wait_focus(FIELDS, node_name)
        self.key("ctrl+a", "Delete")
        self.type(text)
        self.wait_text(text)

    def type_secret(self, node_name, text):
        """Into a field that hides what stands in it: only how long it is can be seen."""
        self.wait_focus(FIELDS, node_name)
        self.key("ctrl+a", "Delete")
        self.type(text)
        wait_for(lambda: self.focused() and len(self.focused().text) == len(text), f"all of it stands in “{node_name}”")

    def wait_text(self, text):
        wait_for(lambda: self.focused() and self.focused().text == text, f"“{text}” stands where the focus is")

    def choose_file(self, path):
        """Answers the file dialogue on the screen with a path, whether it asks where to save or what to open."""
        dialogue = self.wait("dialog")
        focus = wait_for(lambda: (node := self.focused()) and node.within(dialogue.name) and node, "the file dialogue has the focus")
        if focus.role not in FIELDS:
            self.key("ctrl+l")
        self.type_into(None, str(path))
        self.key("Return")
        wait_for(lambda: not self.find("dialog", dialogue.name), f"the file dialogue takes {path}")

    def tab(self, node, key="Tab"):
        """Presses a key that moves the focus on from a node, and returns what has it then."""
        Node.bus.focus = None
        self.key(key)
        told = self._focus_told()
        if told:
            return told
        try:
            wait_for(lambda: node is None or not node.still("focused"), "the focus moves", timeout=FOCUS_PATIENCE)
            return wait_for(self.focused, "something has the focus", timeout=FOCUS_PATIENCE)
        except Failure:
            return self.focused()  # Rightly where it was when there is nowhere else to go.

    def tab_to(self, role=None, name=None, within=None, key="Tab"):
        """Presses a key until such a thing has the focus: proof that the keyboard gets there."""
        passed, waited = {}, False
        node = self.focused()
        while not (node and node.is_a(role, name) and node.within(within)):
            here = node.reference if node else None
            passed[here] = passed.get(here, 0) + 1
            # Once round, and once more because the way may have changed meanwhile; and anew if it was not there yet.
            if passed[here] == 3 and not waited:
                self.wait(role, name)
                passed, waited = {}, True
                continue
            check(passed[here] < 3, lambda: f"{key} never comes to {described(role, name)}, only to {len(passed)} others; now {node}")
            node = self.tab(node, key)
        return node

    # --- The end

    def quit(self):
        """Closes it as a person does; an error that the sanitizers found would show in the status."""
        self.key("ctrl+q")
        self.ended_well()

    def ended_well(self):
        check_equal(self._ended(), 0, "exit status")

    def kill(self):
        """kill -9: no chance to save anything."""
        self.process.kill()
        self._ended()

    def _ended(self):
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure("the program does not end") from None
        self.listener.join(PATIENCE)
        Program.running.remove(self)
        check(not self.complaints, lambda: self.complaints[0])
        return status

    def explain(self, folder):
        """Says on stderr what the screen held, for whoever reads the log."""
        picture = os.path.join(folder, f"failure-{os.path.basename(sys.argv[0])}-{self.process.pid}.png")
        screenshot(picture)
        print(f"# The screen: {picture}", file=sys.stderr)
        if self.process.poll() is not None or self.application is None:
            return
        for node in Node.read(self.application).walk():
            text = node.text if node.role in FIELDS else ""
            marks = " ".join(sorted(node.states & {"focused", "selected", "checked", "pressed", "expanded"}))
            print(f"# {'  ' * node.depth}{node} {text!r} {marks}".rstrip(), file=sys.stderr)


def screenshot(path, window=None):
    subprocess.run(["import", "-silent", "-window", window or "root", path], check=False)


def private_folder():
    return tempfile.mkdtemp(prefix="earshot-", dir=os.environ["HOME"])


def run(*steps):
    """Runs functions in order as one TAP subtest each. One that fails ends the run: the others build on it."""
    Node.bus = AccessibilityBus()
    Program.keyboard = Keyboard()
    print(f"1..{len(steps)}", flush=True)
    failed = False
    for number, step in enumerate(steps, 1):
        title = (step.__doc__ or step.__name__).strip().split("\n")[0].rstrip(".")
        if failed:
            print(f"ok {number} - {title} # SKIP an earlier step failed", flush=True)
            continue
        try:
            step()
            print(f"ok {number} - {title}", flush=True)
        except Exception as error:  # Whatever went wrong, the log must say what the screen held.
            failed = True
            print(f"not ok {number} - {title}", flush=True)
            print(f"# {type(error).__name__}: {error}", flush=True)
            traceback.print_tb(error.__traceback__)
            folder = os.environ.get("EARSHOT_TEST_LOGS") or tempfile.gettempdir()
            for program in Program.running:
                program.explain(folder)
    for program in list(Program.running):
        program.kill()
    sys.exit(1 if failed else 0)
