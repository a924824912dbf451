# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that can be full: a file system in memory, of a size, that the program alone sees."""

import os
import pathlib
import subprocess
import sys
import tempfile


class SmallDisk:
    def __init__(self, path, size):
        """@path is where it is, for the program; to others there is an empty folder. Ends the script, as skipped, where none can
        be made."""
        self.path, self.size = pathlib.Path(path), size
        self.path.mkdir()
        if subprocess.run(self.mount_and("true"), capture_output=True, check=False).returncode != 0:
            print("1..0 # SKIP no disk can be made here: unshare may not mount")
            sys.exit(0)

    def mount_and(self, *command):
        script = f'mount -t tmpfs -o size={self.size} tmpfs "$0" && exec "$@"'
        return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, self.path, *command]

    def give_to_program(self):
        """Programs that are started from now on have it, each one of its own."""
        with tempfile.NamedTemporaryFile("w", suffix=".sh", dir=self.path.parent, delete=False) as script:
            command = " ".join(f"'{part}'" for part in self.mount_and(os.environ["EARSHOT_PROGRAM"]))
            script.write(f'#!/bin/sh\nexec {command} "$@"\n')
        os.chmod(script.name, 0o755)
        os.environ["EARSHOT_PROGRAM"] = script.name

    def of(self, program):
        """That program's disk, from outside."""
        return pathlib.Path(f"/proc/{program.process.pid}/root{self.path}")

    def fill(self, program):
        """Takes all the room there is left."""
        with open(self.of(program) / "filler", "ab", buffering=0) as filler:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        filler.write(b"\0" * size)
                except OSError:
                    pass

    def make_room(self, program):
        (self.of(program) / "filler").unlink()
