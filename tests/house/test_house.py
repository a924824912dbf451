# SPDX-License-Identifier: GPL-3.0-or-later
"""The house: who may include whom, and what no room may do. src/DESIGN.md says the same in words."""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
SRC = ROOT / "src"
# Each room with the rooms it may include from.
ROOMS = {
    "core/model": set(),
    "core/store": {"core/model"},
    "core/exchange": {"core/model", "core/store"},
    "core/insight": {"core/model", "core/store"},
    "core/capture": {"core/model", "core/store", "core/insight"},
    "core/report": {"core/model", "core/store", "core/insight"},
    "cli": {"core/model", "core/store", "core/exchange", "core/insight", "core/capture", "core/report"},
    "app": {"core/model", "core/store", "core/exchange", "core/insight", "core/capture", "core/report"},
}
# Libraries that belong to one room.
OWNERS = {
    r"sqlite3?\.h": {"core/store"},
    r"libxml/": {"core/exchange"},
    r"librsvg/": {"core/report"},
    r"sodium": {"core/exchange"},
    r"zstd": {"core/exchange"},
    r"csv\.h": {"core/exchange"},
    r"archive": {"core/report"},
    r"(gtk|gdk|gsk|adwaita|libspelling)": {"app"},
}
NETWORK = r"\b(socket|connect|getaddrinfo|gethostbyname)\s*\(|sys/socket\.h|netinet/|GSocket|g_socket_|\blibsoup|\bcurl\b"
MAX_LINES = 700

tests = []


def test(name):
    def register(function):
        tests.append((name, function))
        return function

    return register


def sources(pattern=("*.c", "*.h")):
    return sorted(path for end in pattern for path in SRC.rglob(end))


def room_of(path):
    return next(room for room in ROOMS if str(path.relative_to(SRC)).startswith(room + "/"))


def includes(path):
    return re.findall(r'^#include [<"]([^">]+)[">]', path.read_text(), re.M)


@test("a lower room includes no higher one")
def _():
    headers = {path.name: room_of(path) for path in sources(("*.h",))}
    return [
        f"{path.relative_to(ROOT)} includes {name} of {headers[name]}"
        for path in sources()
        for name in includes(path)
        if name in headers and headers[name] != room_of(path) and headers[name] not in ROOMS[room_of(path)]
    ]


@test("a library is included by the room that owns it")
def _():
    return [
        f"{path.relative_to(ROOT)} includes {name}"
        for path in sources()
        for name in includes(path)
        for pattern, owners in OWNERS.items()
        if re.match(pattern, name) and room_of(path) not in owners
    ]


@test("GLPK is seen by one file")
def _():
    return [
        f"{path.relative_to(ROOT)} includes {name}"
        for path in sources()
        for name in includes(path)
        if name == "glpk.h" and path.name != "ear-protect-solve.c"
    ]


@test("no two headers have one name")
def _():
    names = [path.name for path in sources(("*.h",))]
    return sorted({name for name in names if names.count(name) > 1})


@test("no room opens a network socket")
def _():
    return [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources()
        for line in path.read_text().splitlines()
        if re.search(NETWORK, line)
    ]


@test("SQL is read in the core alone and written in the store alone")
def _():
    readers = {"core/store", "core/insight", "core/exchange", "core/capture"}
    problems = []
    for path in sources(("*.c",)):
        for line in path.read_text().splitlines():
            reads, writes = re.search(r'"\s*SELECT ', line), re.search(r'"\s*(INSERT INTO|UPDATE|DELETE FROM) ', line)
            if (reads and room_of(path) not in readers) or (writes and room_of(path) != "core/store"):
                problems.append(f"{path.relative_to(ROOT)}: {line.strip()}")
    return problems


@test("every source file names its licence")
def _():
    files = sources() + sorted((ROOT / "ui").rglob("*.blp")) + sorted((ROOT / "tests").rglob("*.[ch]"))
    return [str(path.relative_to(ROOT)) for path in files if "SPDX-License-Identifier" not in path.read_text()[:300]]


@test(f"no file is over {MAX_LINES} lines")
def _():
    files = sources() + sorted((ROOT / "ui").rglob("*.blp"))
    counted = ((path, len(path.read_text().splitlines())) for path in files)
    return [f"{path.relative_to(ROOT)}: {lines}" for path, lines in counted if lines > MAX_LINES]


@test("an error that is shown is said: ear-problem.c does both")
def _():
    shown = (r'css_class \([^;]*"error"', r"adw_status_page_set_description \([^;]*error", r"adw_banner_set_\w+ \(\w+->problem, (?!can_try|_)",
             r"(label_set_text|set_subtitle) \([^;]*error->message", r"gtk_accessible_announce \([^;]*(error->message|problem)")
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in sources(("*.c",))
        if room_of(path) == "app" and path.name != "ear-problem.c"
        for pattern in shown
        for match in re.finditer(pattern, path.read_text())
    ]
    labels = re.compile(r"Label \w* ?{[^{}]*}")
    found += [
        f"{path.relative_to(ROOT)}: {match.group(0).split()[1]} has no role of an alert"
        for path in sorted((ROOT / "ui").glob("*.blp"))
        for match in labels.finditer(path.read_text())
        if '"error"' in match.group(0) and "accessible-role: alert" not in match.group(0)
    ]
    return found


@test("every file with translatable strings is in po/POTFILES")
def _():
    listed = set((ROOT / "po/POTFILES").read_text().split())
    marked = [path for path in sources(("*.c",)) if re.search(r"\b(_|N_|C_|ngettext)\s*\(", path.read_text())]
    marked += [path for path in sorted((ROOT / "ui").rglob("*.blp")) if "_(" in path.read_text()]
    missing = [str(path.relative_to(ROOT)) for path in marked if str(path.relative_to(ROOT)) not in listed]
    return missing + [f"{name} is listed but not there" for name in sorted(listed) if not (ROOT / name).exists()]


print(f"1..{len(tests)}")
failed = 0
for number, (name, function) in enumerate(tests, 1):
    problems = function()
    failed += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    for problem in problems:
        print(f"# {problem}")
sys.exit(bool(failed))
