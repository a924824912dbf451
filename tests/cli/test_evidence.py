# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/evidence.sh, with its words checked here once more."""

import re
import subprocess

from earshot_cli import PATIENCE, SOURCE, Skip, check, equal, run_all, test


@test("two partners' evidence, merged in either order, gives the known figures and a report")
def _(folder):
    documents = folder / "documents"
    done = subprocess.run(["sh", SOURCE / "tests/evidence.sh", documents], capture_output=True, text=True, timeout=2 * PATIENCE)
    if done.returncode == 77:
        raise Skip(done.stdout.strip())
    for line in done.stdout.splitlines():
        print(f"# {line}")
    # What a plain export exposes is said each time.
    complaint = re.sub(r"^earshot-cli: “.* is not encrypted: .*\n", "", done.stderr, flags=re.M)
    equal((done.returncode, complaint), (0, ""), "status and standard error")
    check("WRONG" not in done.stdout, "a figure is wrong")
    equal(done.stdout.count("right: "), 10, "figures that were checked")
    html, odt, table = ((documents / f"what-we-heard.{end}").read_bytes() for end in ("html", "odt", "csv"))
    check(html.lower().startswith(b"<!doctype html>"), "the web page is none")
    # Small numbers are protected in what is written without saying otherwise: the whole is rounded.
    check(not re.search(rb">\s*48\s*<", html) and re.search(rb">\s*50\s*<", html), "the web page does not round 48 voices to 50")
    check(odt.startswith(b"PK\3\4"), "the text document is no ZIP file")
    check(b"," in table, "the table has no columns")


run_all()
