# SPDX-License-Identifier: GPL-3.0-or-later
"""A merge that is killed or stopped in the middle leaves the workbook as before it, or as after it."""

import os
import shutil
import signal
import subprocess
import time

from earshot_cli import CLI, PATIENCE, check, cli, digest, equal, run_all, secret, test

CONTRIBUTIONS = 8000
state = {}


def start(folder, name):
    """A copy of the empty workbook, with a merge of the bundle under way."""
    workbook = folder / f"{name}.earshot"
    shutil.copyfile(folder / "empty.earshot", workbook)
    process = subprocess.Popen(
        [CLI, "-p", secret(folder), "merge", "--accept", "all", workbook, folder / "bundle.xml"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )
    return workbook, process


def reach(workbook, process, size):
    """Waits until the merge has begun to write, and the file has grown to a size. False where it ended before."""
    journal = workbook.with_name(workbook.name + "-journal")
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None:
        check(time.monotonic() < deadline, "the merge neither wrote nor ended")
        if journal.exists() and workbook.stat().st_size >= size:
            return True
        os.sched_yield()
    return False


@test("a merge of many goes through")
def _(folder):
    subprocess.run([os.environ["EARSHOT_GENERATE"], str(CONTRIBUTIONS), folder / "bundle.xml"], check=True)
    cli(folder, "init", "--bare", folder / "empty.earshot")
    workbook = folder / "whole.earshot"
    shutil.copyfile(folder / "empty.earshot", workbook)
    state["before"] = digest(folder, workbook)
    cli(folder, "merge", "--accept", "all", workbook, folder / "bundle.xml")
    state["after"] = digest(folder, workbook)
    check(state["before"] != state["after"], "the merge changed nothing")
    state["empty"] = (folder / "empty.earshot").stat().st_size
    state["whole"] = workbook.stat().st_size


@test("killed at any moment, it leaves the workbook as before or as after")
def _(folder):
    stopped = 0
    for share in (0, 0.05, 0.5, 0.95):
        workbook, process = start(folder, f"killed-{share}")
        reach(workbook, process, state["empty"] + share * (state["whole"] - state["empty"]))
        process.kill()
        process.communicate(timeout=PATIENCE)
        found = digest(folder, workbook)
        check(found in (state["before"], state["after"]), f"killed at {share}: neither before nor after")
        stopped += process.returncode == -signal.SIGKILL and found == state["before"]
    check(stopped > 0, "no merge was killed in the middle, so this shows nothing")
    cli(folder, "merge", "--accept", "all", workbook, folder / "bundle.xml")
    equal(digest(folder, workbook), state["after"], "the digest after the merge was done again")


@test("stopped by Ctrl+C, it takes back what it had begun and says so")
def _(folder):
    workbook, process = start(folder, "stopped")
    check(reach(workbook, process, 0), "the merge ended before it could be stopped")
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=PATIENCE)
    equal((process.returncode, out), (1, b""), f"status and output ({error.decode()})")
    check("Nothing was changed" in error.decode(), error.decode())
    equal(digest(folder, workbook), state["before"], "digest")
    check(not workbook.with_name(workbook.name + "-journal").exists(), "a journal was left")


run_all()
