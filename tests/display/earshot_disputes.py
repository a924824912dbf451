# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook with everything in it that needs a look, made by the command line as partners would make it."""

import os
import re
import subprocess

from earshot_steps import PASSPHRASE

# What one laptop typed from a paper form, and what another did: rows of the same survey. Nobody can edit a voice from the
# command line, so it is the file of the other laptop in which the words are others.
ROWS = (
    ("V1", "I tell my story again at every appointment and nobody has read the notes",
     "I tell my story again at each appointment, and nobody has read my notes"),
    ("V2", "বাস কখনও সময়মতো আসে না", "বাস কখনও সময়মতো আসে না, আর স্টপে ছায়া নেই"),
    ("V3", "The link worker rang me back", "The link worker rang me back the same day"),
)
OURS, THEIRS = "Coordinator", "Trust laptop"
WAITING, STRANGER = "A stranger’s laptop", "Nobody asks how I am"
# Said to a laptop that anybody here accepted, whose clock was wrong then.
AHEAD = "They will ring in the year after next"


class Disputes:
    def __init__(self, folder):
        self.folder = folder
        self.secret = folder / "passphrase"
        self.secret.write_text(PASSPHRASE + "\n")
        self.secret.chmod(0o600)
        self.book = folder / "Everybody.earshot"

    def cli(self, *arguments):
        done = subprocess.run([os.environ["EARSHOT_CLI"], "--passphrase-file", self.secret, *map(str, arguments)],
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def survey(self, book, texts):
        source = self.folder / "survey.csv"
        lines = [f'{ref},Paper forms,"{text}",waiting-times' for ref, text in texts]
        source.write_text("\n".join(["ref,source,text,theme", *lines, ""]))
        self.cli("import", "--coder", "R1", "--organisation", "Example Healthwatch", book, source)

    def export(self, book, name):
        self.cli("export", book, self.folder / name)
        return self.folder / name

    def make(self):
        theirs, stranger = self.folder / "theirs.earshot", self.folder / "stranger.earshot"
        self.cli("init", "--device", OURS, "--organisation", "Example Healthwatch", self.book)
        self.cli("init", "--device", THEIRS, "--organisation", "Example Trust", theirs)
        self.cli("init", "--device", WAITING, stranger)
        self.survey(self.book, [(ref, ours) for ref, ours, _theirs in ROWS])
        self.survey(theirs, [(ref, ours) for ref, ours, _theirs in ROWS])
        self.cli("add", theirs, "contribution", "--text", AHEAD)
        self.cli("add", stranger, "contribution", "--text", STRANGER)
        bundle = self.export(theirs, "theirs.xml")
        words = bundle.read_text()
        for _ref, said, heard in ROWS:
            words = words.replace(f">{said}<", f">{heard}<")
        bundle.write_text(re.sub(rf'at="\d{{4}}(-[^"]*"[^>]*>\s*<text>{AHEAD})', r'at="2099\1', words))
        self.cli("merge", "--accept", "all", self.book, bundle)
        self.cli("merge", self.book, self.export(stranger, "stranger.xml"))
        self.cli("codebook", self.book, "split", "waiting-times", "Waiting for help", "Waiting rooms")
        return self.book
