# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of what the sample does not show: dialogs on the way, pages with nothing on them, errors, and an exchange under way."""

import os
import pathlib
import re
import subprocess

from earshot_driver import Program, private_folder, wait_for
from earshot_steps import PASSPHRASE, create_workbook, open_workbook, show_page, voice, voices_shown

SAID = re.compile("Said by|Place")
EMPTY = (
    ("sessions", "Sessions", "New conversation"),
    ("voices", "Voices", "Voices"),
    ("what-matters", "What Matters", "Summary"),
    ("priorities", "Priorities", "Mapping"),
    ("heard", "Who We’ve Heard", "Set Target…"),
    ("actions", "You Said, We Did", "New action"),
    ("exchange", "Exchange", "Save File"),
    ("reports", "Reports", "Save Report"),
    ("look", "Needs a Look", "Needs a Look"),
)


class More:
    """@shot takes a picture under a name, @fill makes a window as large as the screen."""

    def __init__(self, shot, fill):
        self.shot, self.fill = shot, fill
        self.folder = pathlib.Path(private_folder())
        self.secret = self.folder / "passphrase"
        self.secret.write_text(PASSPHRASE + "\n")
        self.secret.chmod(0o600)

    def cli(self, *arguments):
        subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", self.secret, *map(str, arguments)], check=True,
                       capture_output=True)

    def dialog(self, program, name, *keys, there=("dialog", re.compile("."))):
        """Opened by keys, left by Escape."""
        program.key(*keys)
        program.wait(*there)
        self.shot(name)
        program.key("Escape")
        program.wait_gone(*there)

    def menu(self, program, name, item, there):
        """A dialog that an item of the open menu opens."""
        program.wait("menu item", item)
        program.tab_to("menu item", item, key="Down")
        program.key("Return")
        program.wait(*there)
        self.shot(name)
        program.key("Escape")
        program.wait_gone(*there)

    # --- In the sample

    def voice_dialogs(self, program):
        """On the list of voices, where one has the focus."""
        show_page(program, "Voices")
        program.wait("list item", SAID)
        program.tab_to("list item", SAID)
        program.key("shift+F10")
        program.wait("menu item", "Permission")
        self.shot("voice-menu")
        self.menu(program, "safeguarding", "Safeguarding…", ("text box", "What worries you"))
        program.wait_focus("list item", SAID)
        self.dialog(program, "answers", "ctrl+d", there=("dialog", "What Was Done"))
        program.wait_focus("list item", SAID)
        self.dialog(program, "action-new", "ctrl+r", there=("dialog", "New Action"))
        program.wait_focus("list item", SAID)
        self.dialog(program, "withdraw", "shift+Delete", there=("dialog", re.compile("Withdraw")))
        self.dialog(program, "withdraw-find", "ctrl+shift+w", there=("dialog", re.compile("Withdraw")))
        self.dialog(program, "shortcuts", "ctrl+question", there=("dialog", "Keyboard shortcuts"))
        self.days(program)

    def days(self, program):
        program.key("ctrl+shift+f")
        program.wait_focus("text box", "Only voices of …")
        program.type("between")
        wait_for(lambda: (node := program.focused()) and "Enter takes Between" in node.description, "it is offered")
        program.key("Return")
        program.wait_focus("text box", re.compile("^First day"))
        program.type("2026-02-31")
        program.wait("alert")
        self.dialog(program, "days-wrong", there=("text box", re.compile("^First day")))

    def pages_dialogs(self, program):
        show_page(program, "Who We’ve Heard")
        program.wait("button", "Set Target…")
        self.dialog(program, "target", "ctrl+t", there=("dialog", "Whom to hear"))
        show_page(program, "You Said, We Did")
        program.wait("list", "Actions")
        self.dialog(program, "sheet", "ctrl+p", there=("dialog", "For whom is the sheet?"))
        program.key("alt+t")
        program.wait("list", "How far up the ladder")
        program.tab_to("button", "Log an Activity…")
        self.dialog(program, "together-new", "Return", there=("dialog", "Done Together"))
        show_page(program, "What Matters")
        program.tab_to("toggle button", "More for the codebook", key="shift+Tab")
        program.key("Return")
        self.menu(program, "publish", "Publish This Codebook…", ("dialog", "Publish the Codebook"))
        show_page(program, "Reports")
        program.wait("button", "Save Report")
        program.tab_to(None, re.compile("^Small numbers"))
        program.key("Return")
        program.wait("list item", re.compile("^Friends and Family"))
        self.shot("reports-rules")
        program.key("Return")
        program.tab_to("button", "Save Report", key="shift+Tab")
        self.shot("reports-foot")

    # --- A workbook of one's own

    def empty(self):
        """A new workbook: each page before anything is on it, and the first conversation."""
        program = Program()
        self.fill(program)
        program.tab_to("button", "New workbook")
        program.key("Return")
        program.wait_focus("text box", "Organisation")
        program.tab_to("button", "Create workbook")
        program.key("Return")
        program.wait("alert")
        self.shot("create-wrong")
        program.key("Escape")
        program.wait("button", "New workbook")
        create_workbook(program, self.folder / "work.earshot", "Example Healthwatch")
        for name, title, there in EMPTY:
            show_page(program, title)
            program.wait(None, there)
            self.shot(f"{name}-empty0")
        show_page(program, "What Matters")
        program.key("ctrl+t")
        program.wait_says("Count by")
        self.shot("figures-empty0")
        program.key("ctrl+n")
        program.wait_focus("text box", "Capture line")
        self.shot("session-empty0")
        self.paste(program)
        self.room(program)
        program.quit()

    def paste(self, program):
        for line in ("nobody asks how I am", "- the bus stops two miles away", "+ they rang me back the same day #waiting"):
            program.type(line)
            program.key("shift+Return")
        program.key("ctrl+a", "ctrl+x")
        program.wait_text("")
        program.key("ctrl+v")
        program.wait("button", "Add 3 Voices")
        self.shot("paste")
        program.tab_to("button", "Add 3 Voices", key="shift+Tab")
        program.key("Return")
        program.wait_focus("text box", "Capture line")
        wait_for(lambda: voices_shown(program), "the voices are there")

    def room(self, program):
        main = program.windows()[-1]
        program.key("F5")
        window = wait_for(lambda: set(program.windows()) - {main}, "the room's window is open").pop()
        program.turn_to(window)
        self.fill(program)
        program.wait(None, voice("they rang me back"))
        self.shot("room")
        program.key("F5")
        wait_for(lambda: len(program.windows()) == 1, "it is closed")
        program.turn_to(main)

    # --- Partners

    def partner(self, name, said):
        """A partner's workbook with a voice, its card and its file."""
        book = self.folder / f"{name}.earshot"
        self.cli("init", "--bare", "--organisation", f"Example {name}", "--device", f"{name} laptop", book)
        for words in said:
            self.cli("add", book, "contribution", "--text", words)
        self.cli("card", book, "write", self.folder / f"{name}.earshot-card.xml")
        self.cli("export", book, self.folder / f"{name}.xml")

    def exchange(self):
        """A card that is looked at, partners, files that are looked at, what they bring, and the list of merges."""
        ours = self.folder / "ours.earshot"
        self.cli("init", "--organisation", "Example Healthwatch", "--device", "Our laptop", ours)
        self.partner("Links", ("The clinic moved and nobody told me", "They rang back the same day"))
        self.partner("Trust", ("I wait in the cold",))
        self.cli("card", ours, "accept", self.folder / "Links.earshot-card.xml")
        program = open_workbook(ours)
        self.fill(program)
        show_page(program, "Exchange")
        program.tab_to("text box", "A partner's card to add")
        program.type_into("A partner's card to add", str(self.folder / "Trust.earshot-card.xml"))
        program.key("Return")
        program.wait("button", "They Match")
        self.shot("card")
        program.key("Escape")
        program.wait_gone("button", "They Match")
        program.tab_to("list item", re.compile("^Example Links – "), key="shift+Tab")
        program.key("Return")
        program.wait("button", "Revoke…")
        self.shot("partners")
        program.tab_to("text box", "File to bring in")
        for name in ("Trust", "Links"):
            program.type_into("File to bring in", str(self.folder / f"{name}.xml"))
            program.key("Return")
            program.wait("list item", re.compile(f"^{name}.xml"))
            if name == "Trust":
                self.shot("merge-stranger")
                program.tab_to("button", "Cancel", key="shift+Tab")
                program.key("Return")
                program.wait_focus("text box", "File to bring in")
        program.tab_to("list item", re.compile("^Links.xml"), key="shift+Tab")
        program.key("Return")
        program.tab_to("list item", re.compile(r"^\d+ new"))
        self.dialog(program, "merge-records", "Return", there=("list", "Records"))
        self.shot("merge-preview")
        program.tab_to("button", re.compile("^Merge"))
        program.key("Return")
        program.wait_focus("button", "Undo This Merge")
        self.shot("merged")
        program.kill()

    def wrong_passphrase(self):
        program = Program(self.folder / "ours.earshot")
        self.fill(program)
        program.type_secret("Passphrase", "nobody")
        program.key("Return")
        program.wait("alert")
        self.shot("unlock-wrong")
        program.kill()
