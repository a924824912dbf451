# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of each kind from the command line: sections, own texts, the logo, and the same figures whatever the file."""

import csv
import io
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as tree
import zlib

from earshot_cli import SOURCE, check, cli, equal, run_all, test

WORDS = ["Nobody asks how I am.", "They rang me back.", "A card that says I am a carer."]


def make(folder):
    book = folder / "report.earshot"
    if book.exists():
        return book
    lines = ["session,participant,text,group,theme,permission,date"]
    for group, n in (("Carers", 23), ("Young people", 12)):
        lines += [f"Talk {i % 3},P{i},{WORDS[i % 3]} {i}.,{group},Being listened to,quote,2026-05-0{i % 9 + 1}" for i in range(n)]
    (folder / "report.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    cli(folder, "init", "--organisation", "Our Healthwatch", book)
    cli(folder, "import", book, folder / "report.csv")
    return book


def report(folder, *arguments, name="page.html", protect="friends-and-family"):
    path = folder / name
    said = cli(folder, "report", make(folder), "-o", path, "--protect", protect, *arguments)
    return path.read_bytes(), said.text


def headings(page):
    return [re.sub("<.*?>", "", text) for text in re.findall(r"<h2.*?</h2>", page.decode())]


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0a\x54\x4c" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@test("sections are chosen, put in order and left out, for this report alone")
def _(folder):
    page, _said = report(folder, "--section", "matters", "--section", "glance")
    equal(headings(page), ["What matters", "At a glance", "How people are protected"], "named sections")
    page, _said = report(folder, "--template", "plain", "--without", "missing")
    equal(headings(page), ["What we did", "What people told us", "What has been done", "How we keep people safe", "How people are protected"],
          "a summary in plain words")
    page, _said = report(folder)
    check("Whose voice is missing" in headings(page) and len(headings(page)) == 12, "the next report is not whole")


@test("an own text is kept for the next report of its kind, and looked at")
def _(folder):
    page, said = report(folder, "--text", "heard=We went to <three> places.\n\nRing 07700 900123.")
    check(b"<p>We went to &lt;three&gt; places.</p>\n<p>Ring 07700 900123.</p>" in page, "the text is not there")
    check("Look at this before you hand it out: Your own text in “Who was heard”" in said, "nothing is said of the number")
    page, _said = report(folder)
    check(b"three&gt; places" in page, "the text was not kept")
    page, _said = report(folder, "--text", "heard=")
    check(b"three&gt; places" not in page, "it was not taken away")


@test("a logo is kept; what is none is refused and the old one stays")
def _(folder):
    (folder / "logo.png").write_bytes(png(60, 20))
    (folder / "large.png").write_bytes(png(2, 2001))
    page, _said = report(folder, "--logo", folder / "logo.png", "--organisation", "Our Healthwatch")
    check(b'src="data:image/png;base64,' in page and b'alt="Our Healthwatch"' in page, "the logo is not there")
    cli(folder, "report", make(folder), "-o", folder / "page.html", "--logo", folder / "large.png", status=1)
    check(b"data:image/png" in report(folder)[0], "the logo was not kept")
    check(b"data:image/png" not in report(folder, "--logo", "none")[0], "the logo was not taken away")


@test("one group, and what is asked for wrongly")
def _(folder):
    page, _said = report(folder, "--template", "group", "--group", "Carers")
    check(b"<li>About: Carers</li>" in page and b"<li>Voices: 23</li>" in page, "the page is not about carers alone")
    for wrong in (["--template", "yearly"], ["--without", "told"], ["--text", "heard"]):
        cli(folder, "report", make(folder), "-o", folder / "page.html", *wrong, status=2)
    complaint = cli(folder, "report", make(folder), "-o", folder / "page.html", "--template", "group", status=1).complaint
    check("which group" in complaint, complaint)


@test("the same shares in the page and the table, and the same bytes twice of a PDF")
def _(folder):
    equal(report(folder, name="same.pdf")[0] == report(folder, name="same.pdf")[0], True, "the same bytes")
    page, table = report(folder)[0].decode(), report(folder, name="same.csv")[0].decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table)))
    share = next(line for line in lines if line["table"] == "Voices and sessions by group" and line["row"] == "Carers")
    equal((share["contributions"], share["share"]), ("23", "66"), "the share in the table")
    check('<td class="n">23</td>\n<td class="n">66%</td>' in page, "the share in the page")


HTML, XML = "{http://www.w3.org/1999/xhtml}", "{urn:earshot:report:1}"


def tables_of_page(page):
    """Caption and cells, row by row, the heads first."""
    root = tree.fromstring(page.replace("<!DOCTYPE html>", ""))
    return [(table.findtext("caption"), [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]) for table in root.iter("table")]


def tables_of_xml(root):
    found = []
    for table in root.iter(f"{XML}table"):
        rows = [[column.get("label") for column in table.iter(f"{XML}column")]]
        rows += [[row.get("label"), *(cell.text or "" for cell in row)] for row in table.iter(f"{XML}row")]
        found.append((table.get("caption"), rows))
    return found


def read_csv(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


@test("XML for other programs: what the page shows, and what the schema describes")
def _(folder):
    page, written = report(folder, protect="nhs:hide=19")[0].decode(), report(folder, name="same.xml", protect="nhs:hide=19")[0]
    root = tree.fromstring(written)
    # What nobody spoke to is a row for programs, and a line of the list after the table for readers.
    listed, expected = set(re.findall(r"<li>(.*?)</li>", page)), []
    for caption, rows in tables_of_xml(root):
        silent = [row for row in rows[1:] if caption.startswith("Evidence for") and row[1] == "0"]
        check(not silent or any(row[0] in listed for row in silent), f"{caption}: none of those without a voice is listed")
        if len(rows) > len(silent) + 1:
            expected.append((caption, [row for row in rows if row not in silent]))
    equal(expected, tables_of_page(page), "the tables")
    equal([element.text for element in root.iter(f"{XML}heading")], [re.sub("<.*?>", "", text) for text in re.findall(r"<h[234].*?</h[234]>", page)],
          "the headings")
    equal(len(list(root.iter(f"{XML}quotation"))), page.count("<blockquote>"), "quotations")
    table = next(table for table in root.iter(f"{XML}table") if table.get("caption") == "Voices and sessions by group")
    rows = {row.get("label"): row[0].get("voices") for row in table.iter(f"{XML}row")}
    equal((rows["Carers"], rows["All voices, each once"]), ("hidden", "35"), "what is hidden and what is not")
    if shutil.which("jing"):
        judged = subprocess.run(["jing", "-c", SOURCE / "data/schema/report.rnc", folder / "same.xml"], capture_output=True, text=True)
        equal(judged.stdout + judged.stderr, "", "what jing says")


@test("a folder of tables: the same figures, and every column explained")
def _(folder):
    root = tree.fromstring(report(folder, name="same.xml", protect="nhs")[0])
    cli(folder, "report", make(folder), "-o", folder / "tables-csv")
    names = sorted(path.name for path in (folder / "tables-csv").iterdir())
    dictionary = read_csv(folder / "tables-csv/data-dictionary.csv")
    explained = {}
    for name, column, kind, meaning in dictionary[1:]:
        check(kind in ("text", "whole number", "per cent") and meaning, f"{name}, {column} is not explained")
        explained.setdefault(name, []).append(column)
    equal(sorted(explained), [name for name in names if name != "data-dictionary.csv"], "the files that are explained")
    for name, columns in explained.items():
        equal(read_csv(folder / "tables-csv" / name)[0], columns, f"the columns of {name}")
    tables = [name for name in names if name.startswith("table-")]
    expected = tables_of_xml(root)
    equal(len(tables), len(expected), "a file for each table")
    captions = {line[0]: line[2] for line in read_csv(folder / "tables-csv/about.csv")}
    for name, (caption, rows) in zip(tables, expected):
        equal(captions[name], caption, f"the caption of {name}")
        found = [[row[0].split(" > ")[-1], *row[2:]] for row in read_csv(folder / "tables-csv" / name)]
        # A share is a number without its sign; one in brackets stands in the file of figures.
        equal(found[1:], [[re.sub(r"^([0-9]+)(%| \([0-9]+%\))$", r"\1", cell).replace("✱", "[c]") for cell in row] for row in rows[1:]], name)
    figures = (folder / "tables-csv/figures.csv").read_bytes()
    equal(figures, report(folder, name="same.csv", protect="nhs")[0], "the figures in long form")
    (folder / "tables-csv/letter.odt").write_text("Dear")
    complaint = cli(folder, "report", make(folder), "-o", folder / "tables-csv", status=1).complaint
    check("not a folder of a report's tables" in complaint and (folder / "tables-csv/letter.odt").exists(), complaint)


run_all()
