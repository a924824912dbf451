# SPDX-License-Identifier: GPL-3.0-or-later
"""Three workbooks share an exchange folder that three real Syncthings copy, over loopback only. One of them is stopped for a
while. In the end all three workbooks hold the same, and nobody has anything left to write."""

import json
import os
import re
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

from earshot_cli import PATIENCE, Skip, check, cli, digest, equal, have, raw, rows, run_all, secret, test

NAMES = ("Hub", "Links", "Third")
FOLDER = "exchange"
# Each wait is one long poll for whatever happens next, and at most this long.
POLL = 1

state = {}


def free_ports(n):
    listening = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [each.getsockname()[1] for each in listening]
    for each in listening:
        each.close()
    return ports


class Syncthing:
    """One of the three: its own home and copy of the folder. Nothing it does leaves 127.0.0.1."""

    def __init__(self, root, name):
        self.name, self.process, self.seen = name, None, 0
        self.home, self.folder = root / f"{name}.syncthing", root / f"{name}.folder"
        self.key = secrets.token_hex(16)
        self.listen, self.gui = free_ports(2)
        self.folder.mkdir()
        (self.folder / ".stfolder").mkdir()
        made = subprocess.run(
            ["syncthing", "generate", f"--home={self.home}"], env=self.environment(), capture_output=True, timeout=PATIENCE
        )
        if made.returncode != 0:
            raise Skip(f"syncthing cannot make its keys here: {made.stderr.decode()[-200:]}")
        self.id = ElementTree.parse(self.home / "config.xml").find("device").get("id")

    def environment(self):
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        return {**kept, "HOME": str(self.home), "STNOUPGRADE": "1", "STNORESTART": "1", "STNODEFAULTFOLDER": "1", "GOMAXPROCS": "2"}

    def configure(self, all_three):
        devices = "".join(
            f'<device id="{each.id}" name="{each.name}" compression="never" introducer="false">'
            f"<address>tcp://127.0.0.1:{each.listen}</address><paused>false</paused></device>"
            for each in all_three
        )
        members = "".join(f'<device id="{each.id}"/>' for each in all_three)
        options = {
            "listenAddress": f"tcp://127.0.0.1:{self.listen}",
            "globalAnnounceEnabled": "false",
            "localAnnounceEnabled": "false",
            "relaysEnabled": "false",
            "natEnabled": "false",
            "crashReportingEnabled": "false",
            "urAccepted": "-1",
            "autoUpgradeIntervalH": "0",
            "startBrowser": "false",
            "stunKeepaliveStartS": "0",
            "announceLANAddresses": "false",
            "reconnectionIntervalS": "1",
            "setLowPriority": "false",
        }
        settings = "".join(f"<{name}>{value}</{name}>" for name, value in options.items())
        (self.home / "config.xml").write_text(
            f'<configuration version="37">'
            f'<folder id="{FOLDER}" label="" path="{self.folder}" type="sendreceive" rescanIntervalS="60" fsWatcherEnabled="true" '
            f'fsWatcherDelayS="1" ignorePerms="true">{members}<maxConflicts>10</maxConflicts></folder>'
            f'{devices}<gui enabled="true" tls="false"><address>127.0.0.1:{self.gui}</address><apikey>{self.key}</apikey></gui>'
            f"<options>{settings}</options></configuration>"
        )

    def ask(self, path, method="GET", timeout=PATIENCE):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.gui}/rest/{path}", method=method, headers={"X-API-Key": self.key}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=timeout) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def start(self):
        self.log = open(self.home / "log", "ab")
        self.process = subprocess.Popen(
            ["syncthing", "serve", f"--home={self.home}", "--no-browser"],
            env=self.environment(), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )
        self.seen = 0
        deadline = time.monotonic() + PATIENCE
        while True:
            if self.process.poll() is not None:
                raise Skip(f"syncthing does not run here: {(self.home / 'log').read_text()[-300:]}")
            try:
                self.ask("system/ping", timeout=POLL)
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                check(time.monotonic() < deadline, f"{self.name}: Syncthing never answered")
                try:
                    self.process.wait(0.1)  # returns at once where it has ended
                except subprocess.TimeoutExpired:
                    pass

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None
        self.log.close()

    def wait_for_news(self):
        """Returns when something happened here, or after a while."""
        for event in self.ask(f"events?since={self.seen}&timeout={POLL}") or []:
            self.seen = max(self.seen, event["id"])

    def scan(self):
        self.ask(f"db/scan?folder={FOLDER}", method="POST")

    def files(self):
        return {
            path.name: path.stat().st_size for path in self.folder.iterdir() if path.is_file() and not path.name.startswith(".")
        }


def alive():
    return [each for each in state["all"] if each.process is not None]


def wait_until_alike(what):
    """All running ones have the same files, whole."""
    deadline = time.monotonic() + PATIENCE
    for each in alive():
        each.scan()
    while True:
        try:
            found = [each.files() for each in alive()]
        except FileNotFoundError:
            found = []  # renamed as we looked
        if found and all(one == found[0] for one in found):
            return found[0]
        check(time.monotonic() < deadline, f"{what}: the folders never became alike: {found}")
        alive()[0].wait_for_news()


def book(folder, name):
    return folder / f"{name}.earshot"


def sync(folder, name):
    result = raw("--passphrase-file", secret(folder), "folder", book(folder, name), "sync", "--allow-removals")
    check(result.status == 0, f"{name}: {result.text}{result.complaint}")
    return result.text


def settle(folder, what):
    """Everybody writes and merges until nobody has anything to do."""
    for _ in range(8):
        said = [sync(folder, each.name) for each in alive()]
        wait_until_alike(what)
        if all("nothing new to write" in text and "nothing new to merge" in text for text in said):
            return
    check(False, f"{what}: it never ends\n" + "\n".join(said))


def say(folder, name, text):
    cli(folder, "add", book(folder, name), "contribution", "--text", text)


def voices(folder, name):
    return sorted(row["text"] or "" for row in rows(folder, "list", book(folder, name), "voices"))


@test("three Syncthings share a folder, on loopback alone")
def _(folder):
    have("syncthing")
    state["all"] = []
    three = [Syncthing(folder, name) for name in NAMES]
    for each in three:
        each.configure(three)
    state["all"] = three
    for each in three:
        each.start()
    for each in three:
        options = each.ask("config/options")
        equal([options[name] for name in ("globalAnnounceEnabled", "localAnnounceEnabled", "relaysEnabled", "natEnabled",
                                          "crashReportingEnabled")], [False] * 5, "what speaks to others")
        equal((options["urAccepted"], options["autoUpgradeIntervalH"], options["listenAddresses"]),
              (-1, 0, [f"tcp://127.0.0.1:{each.listen}"]), "options")


def need_syncthing():
    if not state.get("all"):
        raise Skip("syncthing does not run here")


@test("what is said on three laptops reaches all of them")
def _(folder):
    need_syncthing()
    for name in NAMES:
        cli(folder, "init", "--bare", "--device", name, book(folder, name))
        cli(folder, "card", book(folder, name), "write", folder / f"{name}.earshot-card.xml")
    for each in state["all"]:
        for other in NAMES:
            if other != each.name:
                cli(folder, "card", book(folder, each.name), "accept", folder / f"{other}.earshot-card.xml")
        cli(folder, "folder", book(folder, each.name), "set", each.folder)
        say(folder, each.name, f"Said first at {each.name}")
    settle(folder, "at first")
    equal(len({digest(folder, book(folder, name)) for name in NAMES}), 1, "digests")
    equal(voices(folder, "Third"), sorted(f"Said first at {name}" for name in NAMES), "voices")


@test("one is stopped for a while, and misses nothing")
def _(folder):
    need_syncthing()
    hub, _links, third = state["all"]
    third.stop()
    for each in state["all"]:
        say(folder, each.name, f"Said meanwhile at {each.name}")
    voice = next(row["id"] for row in rows(folder, "list", book(folder, "Hub"), "voices") if row["text"] == "Said first at Hub")
    cli(folder, "withdraw", book(folder, "Hub"), "--voice", voice, "--yes")
    # Third goes on alone: it writes into a folder that nobody copies.
    sync(folder, "Third")
    settle(folder, "while one is stopped")
    third.start()
    check(third.files() != hub.files(), "the folder was copied to one that is stopped")
    wait_until_alike("when it is back")
    settle(folder, "in the end")
    equal(len({digest(folder, book(folder, name)) for name in NAMES}), 1, "digests")
    expected = sorted([f"Said meanwhile at {name}" for name in NAMES] + [f"Said first at {name}" for name in NAMES[1:]])
    for name in NAMES:
        equal([text for text in voices(folder, name) if text], expected, f"voices of {name}")


@test("all spoke to 127.0.0.1 alone, and nothing in the folder is readable")
def _(folder):
    need_syncthing()
    for each in state["all"]:
        for connection in each.ask("system/connections")["connections"].values():
            if connection["connected"]:
                check(connection["address"].startswith("127.0.0.1:"), connection["address"])
        for name in each.files():
            check(b"Said" not in (each.folder / name).read_bytes(), name)
            check(re.fullmatch(r"earshot-[0-9a-f]{12}-\d{6}-(all|new)-[0-9a-f]{8}-[0-9a-f]{16}\.earshot-sealed", name), name)


try:
    run_all()
finally:
    for each in state.get("all", []):
        each.stop()
