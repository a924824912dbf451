# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases, typed on a terminal and read from a file."""

import os
import pty
import select
import signal
import subprocess
import termios
import time

from earshot_cli import CLI, PASSPHRASE, PATIENCE, check, cli, equal, raw, run_all, secret, test


class Terminal:
    """A person at a terminal of their own, who is all the program can ask: its standard streams are elsewhere."""

    def __init__(self, *arguments):
        self.seen = b""
        self.person, side = pty.openpty()
        self.before = termios.tcgetattr(side)
        self.process = subprocess.Popen(
            ["setsid", "--ctty", CLI, *map(os.fspath, arguments)],
            stdin=side, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self.side = side

    def wait_for(self, words):
        deadline = time.monotonic() + PATIENCE
        while words.encode() not in self.seen:
            check(time.monotonic() < deadline, f"never asked {words!r}; saw {self.seen!r}")
            if select.select([self.person], [], [], 0.1)[0]:
                self.seen += os.read(self.person, 4096)
            elif self.process.poll() is not None:
                check(False, f"ended before it asked {words!r}: {self.process.stderr.read()!r}")

    def type(self, text):
        os.write(self.person, text.encode() + b"\n")

    def end(self):
        out, error = self.process.communicate(timeout=PATIENCE)
        while select.select([self.person], [], [], 0)[0]:
            self.seen += os.read(self.person, 4096)
        after = termios.tcgetattr(self.side)
        os.close(self.person)
        os.close(self.side)
        equal(after, self.before, "the terminal's settings afterwards")
        return self.process.returncode, out.decode(), error.decode()


@test("init asks twice, and what is typed is not shown")
def _(folder):
    terminal = Terminal("init", "--bare", folder / "typed.earshot")
    terminal.wait_for("New passphrase for “typed.earshot”: ")
    terminal.type(PASSPHRASE)
    terminal.wait_for("again: ")
    terminal.type(PASSPHRASE)
    status, out, error = terminal.end()
    equal((status, error), (0, ""), "init")
    check("typed.earshot" in out, out)
    check(PASSPHRASE.encode() not in terminal.seen, "the passphrase was shown")


@test("one that is typed once opens what it made, and so does a file with it")
def _(folder):
    terminal = Terminal("digest", folder / "typed.earshot")
    terminal.wait_for("Passphrase of “typed.earshot”: ")
    terminal.type(PASSPHRASE)
    status, out, _ = terminal.end()
    equal(status, 0, "digest")
    equal(cli(folder, "digest", folder / "typed.earshot").text, out, "the digest, with the passphrase from a file")


@test("two that differ make nothing")
def _(folder):
    terminal = Terminal("init", folder / "differ.earshot")
    terminal.wait_for("New passphrase")
    terminal.type("one thing")
    terminal.wait_for("again: ")
    terminal.type("another")
    status, out, error = terminal.end()
    equal((status, out), (1, ""), "init")
    check("not the same" in error, error)
    check(not (folder / "differ.earshot").exists(), "a workbook was made")


@test("a signal while it asks leaves the terminal as it was")
def _(folder):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        terminal = Terminal("digest", folder / "typed.earshot")
        terminal.wait_for("Passphrase of")
        terminal.process.send_signal(number)
        status, out, error = terminal.end()
        equal((status, out), (1, ""), f"after {number.name}")
        check(error.startswith("earshot-cli: "), error)


@test("a wrong one is refused, and an empty one makes nothing")
def _(folder):
    workbook = folder / "typed.earshot"
    before = workbook.read_bytes()
    wrong = cli(folder, "digest", workbook, status=1, passphrase=secret(folder, "something else", "wrong"))
    check("passphrase" in wrong.complaint, wrong.complaint)
    cli(folder, "init", folder / "empty.earshot", status=1, passphrase=secret(folder, "", "empty"))
    check(not (folder / "empty.earshot").exists(), "a workbook was made")
    equal(workbook.read_bytes() == before, True, "the workbook is untouched")


@test("a file with Windows line ends holds the same passphrase")
def _(folder):
    path = folder / "windows"
    path.write_bytes(PASSPHRASE.encode() + b"\r\nnot this\r\n")
    cli(folder, "digest", folder / "typed.earshot", passphrase=path)


@test("neither argument nor environment can give it")
def _(folder):
    result = raw("digest", folder / "typed.earshot", env={**os.environ, "EARSHOT_PASSPHRASE": PASSPHRASE, "PASSPHRASE": PASSPHRASE})
    equal(result.status, 2, "status with no terminal and no file")


run_all()
