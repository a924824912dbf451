# SPDX-License-Identifier: GPL-3.0-or-later
"""data/schema/bundle.xsl: a bundle as a page that anybody can read, and that shows nothing else than it may."""

import html.parser
import re
import subprocess

from earshot_cli import PATIENCE, SOURCE, check, cli, equal, have, run_all, test

SHEET = SOURCE / "data" / "schema" / "bundle.xsl"
HOSTILE = '<script>alert(1)</script> & <img src=x> ]]> &amp; {@id} "quoted"'
EMPTY = {"meta", "link", "img", "br", "hr", "input"}


def transform(bundle, status=0):
    have("xsltproc")
    process = subprocess.run(
        ["xsltproc", "--nonet", "--novalid", SHEET, bundle], capture_output=True, timeout=PATIENCE, check=False
    )
    equal(process.returncode == 0, status == 0, process.stderr.decode())
    if status == 0:
        equal(process.stderr, b"", "what xsltproc complains about")
    return process.stdout.decode()


class Page(html.parser.HTMLParser):
    """Every element with its attributes, and all text; elements must be closed in order."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts, self.open = [], [], []
        self.feed(page)
        self.close()
        equal(self.open, [], "elements that are not closed")

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        equal(self.open.pop(), tag, "the element that ends")

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append((data, self.open[-1] if self.open else None))

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(text for text, _ in self.texts))

    def of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def check_page(page):
    names = {name for name, _ in page.elements}
    equal(names & {"script", "img", "link", "iframe", "object", "form", "base"}, set(), "elements that fetch or act")
    for name, attributes in page.elements:
        for attribute, value in attributes.items():
            check(not attribute.startswith("on") and attribute not in ("style", "src"), f"{name} has {attribute}={value!r}")
            check(attribute != "href" or value.startswith("#"), f"a link leads out of the page: {value!r}")
    equal([a.get("lang") for a in page.of("html")], ["en"], "the page's language")
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    equal(levels[:1], [1], "the first heading")
    check(all(b - a <= 1 for a, b in zip(levels, levels[1:])), f"a level of headings is skipped: {levels}")
    ids = [a["id"] for _, a in page.elements if "id" in a]
    equal(len(ids), len(set(ids)), "ids that come once")
    for _, attributes in page.elements:
        for target in (attributes.get("aria-labelledby"), attributes.get("href", "").lstrip("#")):
            check(not target or target in ids, f"there is no {target!r}")
    return page


@test("the sample becomes a page that says everything in words")
def _(folder):
    page = check_page(Page(transform(SOURCE / "data" / "sample" / "sample.xml")))
    for words in ("does not work", "works", "idea", "question", "mixed", "may be quoted", "Women’s sewing circle"):
        check(words in page.text, f"the page does not say {words!r}")
    for language, direction in (("bn", "ltr"), ("ar", "rtl")):
        found = [a for a in page.of("p") if a.get("lang") == language]
        check(found and all(a.get("dir") == direction for a in found), f"texts in {language}: {found}")


@test("markup that somebody said stays text, and what may only be counted has no words")
def _(folder):
    book, bundle = folder / "hostile.earshot", folder / "hostile.xml"
    cli(folder, "init", "--bare", "--device", HOSTILE, book)
    cli(folder, "add", book, "session", "--title", HOSTILE, "--venue", HOSTILE, "--started", "2027-01-02")
    cli(folder, "add", book, "contribution", "--session", HOSTILE, "--text", HOSTILE + "\nand on", "--permission", "quote",
        "--participant", HOSTILE, "--feeling", "idea")
    cli(folder, "add", book, "contribution", "--session", HOSTILE, "--text", "kept back", "--permission", "count")
    cli(folder, "export", book, bundle)
    page = check_page(Page(transform(bundle)))
    equal(page.text.count(HOSTILE), 5, "how often it stands there as text")
    check("kept back" not in page.text, "words that are only to be counted")
    check("only to be counted" in page.text and "No words are in this bundle" in page.text, page.text)


@test("rivals, deleted, erased, merged and split: only what shows is shown")
def _(folder):
    ids = [f"aaaaaaaa-0000-7000-8000-{n:012}" for n in range(20)]
    at = 'at="2026-11-01T09:00:00.000Z" by="1"'
    earlier = 'at="2026-10-01T09:00:00.000Z" by="2"'
    bundle = folder / "states.xml"
    bundle.write_text(
        f"""<bundle xmlns="urn:earshot:bundle:1" from="1">
  <author n="1" id="11111111-0000-7000-8000-000000000001"/><author n="2" id="22222222-0000-7000-8000-000000000002"/>
  <theme id="{ids[1]}" {at}><name>Old</name><merged-into>{ids[2]}</merged-into></theme>
  <theme id="{ids[2]}" {at}><name>Newer</name><merged-into>{ids[3]}</merged-into></theme>
  <theme id="{ids[3]}" {at}><name>Newest</name></theme>
  <theme id="{ids[4]}" {at}><name>Round</name><merged-into>{ids[5]}</merged-into></theme>
  <theme id="{ids[5]}" {at}><name>About</name><merged-into>{ids[4]}</merged-into></theme>
  <theme id="{ids[6]}" {at}><name>Whole</name><retired>true</retired></theme>
  <theme id="{ids[7]}" {at}><name>Half</name><split-from>{ids[6]}</split-from></theme>
  <contribution id="{ids[10]}" {at}><deleted {earlier}>true</deleted><text>Shown</text><text {earlier}>Rival</text>
    <feeling>idea</feeling><feeling {earlier}>question</feeling></contribution>
  <contribution id="{ids[11]}" {at}><deleted>true</deleted><text>Gone</text></contribution>
  <erased kind="contribution" id="{ids[12]}"/>
  <coding id="{ids[13]}" {at}><contribution>{ids[10]}</contribution><theme>{ids[1]}</theme></coding>
  <coding id="{ids[14]}" {at}><contribution>{ids[10]}</contribution><theme>{ids[4]}</theme></coding>
</bundle>
"""
    )
    text = check_page(Page(transform(bundle))).text
    for expected in ("Shown", "not yet settled: Rival", "1 erased", "1 deleted", "idea", "counts for Newest", "split into Half"):
        check(expected in text, f"the page does not say {expected!r}: {text}")
    for hidden in ("Gone", "question"):
        check(hidden not in text, f"the page says {hidden!r}: {text}")


@test("what is no bundle of this version is refused")
def _(folder):
    other = folder / "other.xml"
    other.write_text('<bundle xmlns="urn:earshot:bundle:2"/>')
    transform(other, status=1)


run_all()
