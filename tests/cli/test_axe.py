# SPDX-License-Identifier: GPL-3.0-or-later
"""axe-core judges an HTML report in headless Chromium. The browser is among Earshot's packages; axe-core comes from the npm registry by
./dev, where there is npm, and EARSHOT_AXE names its axe.min.js. Without either the test skips with its reason. By hand, on pages
that are there already:

    EARSHOT_AXE=package/axe.min.js python3 tests/cli/test_axe.py annual.html plain.html

EARSHOT_CHROMIUM names the browser where it has none of its usual names. The page forbids scripts to itself;
the copy that is judged has that one line taken out, and axe put in. Nothing is fetched."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*/>')
# WCAG 2.2 AA, and what axe calls best practice.
RUN = """<script>%s</script><script>
document.documentElement.style.colorScheme = '%s';
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(found => {
  const brief = rules => rules.map(rule => ({id: rule.id, help: rule.help, nodes: rule.nodes.slice(0, 5).map(node => node.html.slice(0, 300) + ' — ' +
    [...node.any, ...node.all, ...node.none].map(one => one.message).join('; '))}));
  document.body.textContent = 'AXE' + JSON.stringify({passes: found.passes.length, violations: brief(found.violations),
                                                     incomplete: brief(found.incomplete)}) + 'END';
});
</script></body>"""


def skip(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


def find_browser():
    names = [os.environ.get("EARSHOT_CHROMIUM", ""), "chromium-headless-shell", "chromium", "google-chrome", "chrome"]
    return next((path for path in map(shutil.which, filter(None, names)) if path), None)


def judge(browser, axe, page, folder, scheme):
    copy = pathlib.Path(folder) / f"{scheme}.html"
    text, n = POLICY.subn("", page.read_text(encoding="utf-8"))
    assert n == 1, "the page has a policy"
    copy.write_text(text.replace("</body>", RUN % (axe.read_text(encoding="utf-8"), scheme)), encoding="utf-8")
    features = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={folder}/profile", "--virtual-time-budget=120000",
         "--window-size=1100,16000", *features, "--dump-dom", copy.as_uri()],
        capture_output=True, text=True, timeout=300, check=False)
    found = re.search(r"AXE(\{.*\})END", done.stdout, re.S)
    assert found, f"axe said nothing: {done.stderr[-800:]}"
    said = found.group(1)
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        said = said.replace(code, letter)
    return json.loads(said)


def write_pages(folder):
    """A report with charts and tables, and one in plain words, of the sample that ships."""
    from earshot_cli import SOURCE, cli  # It needs the program, which a page that is there already does not.

    folder, book, pages = pathlib.Path(folder), pathlib.Path(folder) / "axe.earshot", []
    cli(folder, "init", "--organisation", "Our Healthwatch", book)
    merged = cli(folder, "merge", book, SOURCE / "data/sample/sample.xml").text
    sender = re.search(r"accept ([0-9a-f-]{36})", merged).group(1)
    cli(folder, "devices", book, "accept", sender)
    for kind in ("annual", "plain"):
        pages.append(folder / f"{kind}.html")
        cli(folder, "report", book, "-o", pages[-1], "--template", kind, "--protect", "internal")
    return pages


def main():
    axe, browser, pages = os.environ.get("EARSHOT_AXE"), find_browser(), [pathlib.Path(name) for name in sys.argv[1:]]
    if not axe or not pathlib.Path(axe).exists():
        skip("there is no axe-core, which ./dev fetches where there is npm and the npm registry is reached: no report was judged with it")
    if browser is None:
        skip("there is no Chromium to judge a report in (EARSHOT_CHROMIUM)")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        pages = pages or write_pages(folder)
        print(f"1..{2 * len(pages)}")
        for number, (page, scheme) in enumerate(((page, scheme) for page in pages for scheme in ("light", "dark")), 1):
            found = judge(browser, pathlib.Path(axe), page, folder, scheme)
            failed += bool(found["violations"])
            print(f"{'not ok' if found['violations'] else 'ok'} {number} - {page.name} in {scheme}: {found['passes']} rules hold")
            for kind in ("violations", "incomplete"):
                for rule in found[kind]:
                    print(f"# {kind}: {rule['id']}: {rule['help']}")
                    for node in rule["nodes"]:
                        print(f"#     {node}")
    sys.exit(bool(failed))


main()
