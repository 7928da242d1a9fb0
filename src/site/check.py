"""Checks the built site; scripts/check-site runs it. Arguments: the site, and Chromium's command line."""

import html
import re
import shlex
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import yaml

SITE = Path(sys.argv[1]).resolve()
CHROMIUM = shlex.split(sys.argv[2])
SOURCES = Path(__file__).parent
DIAGNOSES = SOURCES.parent / "main/resources/dev/giteadrone/diagnosis"
# What somebody types who has never seen the manual, and the page that must be among the first three.
FIRST = "builds stay pending"  # here it must be the first
QUESTIONS = {
    FIRST: "problems/runner.docker.html",
    "exit 3": "exit-codes.html",
    "move the domain": "day-2.html",
    "runner is not seen": "problems/runner.docker.html",
    "no build after push": "day-2.html",
    "webhook": "problems/webhook.delivered.html",
    "redirect uri": "problems/drone.redirect-uri.html",
    "proxy": "reach.html",
}
# The longest names, the widest tables, and one page of each kind.
PAGES = [
    "index.html",
    "exit-codes.html",
    "configuration.html",
    "diagnoses.html",
    "library.html",
    "start-blank.html",
    "commands/bootstrap.html",
    "commands/init.html",
    "problems/index.html",
    "problems/config.http.client-certificate.certificate.html",
    "problems/runner.docker.html",
]
WIDTHS = [390, 768, 1200]

passed = failed = 0


def check(name, problems):
    global passed, failed
    if problems:
        failed += 1
        print(f"✗ {name}")
        for problem in list(problems)[:20]:
            print(f"    {problem}")
    else:
        passed += 1
        print(f"✔ {name}")


class Page(HTMLParser):
    """The ids, the links and the files of a page."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loads, self.images = set(), [], [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.ids.update(value for key, value in attrs if key in ("id", "name") and value)
        if tag == "a":
            self.links.append(has.get("href") or "")
        elif tag == "link":
            # A page's own address is no file that is loaded.
            if has.get("rel") not in ("canonical", "prev", "next"):
                self.loads.append(has.get("href") or "")
        else:
            self.loads += [has[key] for key in ("src", "data", "poster", "xlink:href") if has.get(key)]
            self.loads += [part.split()[0] for part in (has.get("srcset") or "").split(",") if part.strip()]
        self.loads += re.findall(r"url\(['\"]?([^)'\"]+)", has.get("style") or "")
        if tag == "img":
            self.images.append((has.get("src"), has.get("alt")))


MARKDOWN = re.compile(r"```|\*\*|\\[\[\]_*|>]|^\s*\|.*\|\s*$|\]\(", re.MULTILINE)

# A list that became a part of the paragraph before it.
LIST = re.compile(r"(?:^|\n) *(?:[-*+]|\d+\.) +\S.*")


def leftovers(path):
    """What another reader of Markdown would have made a mark of."""
    text = path.read_text("utf-8")
    text = text[text.find("<article") : text.find("</article>")]
    text = re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)
    code = [part for part in re.findall(r"<code>(.*?)</code>", text, re.DOTALL) if "\\|" in part or "`" in part]
    prose = re.sub(r"<[^>]+>", " ", re.sub(r"<code>.*?</code>", "", text, flags=re.DOTALL))
    paragraphs = re.findall(r"<p>(.*?)</p>", text, re.DOTALL)
    lists = [LIST.search(paragraph) for paragraph in paragraphs]
    return code + [found[0] for found in MARKDOWN.finditer(prose)] + [found[0] for found in lists if found]


def target(page, link):
    """The file and the anchor that a link leads to."""
    parts = urlsplit(link)
    path = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    return (path / "index.html" if path.is_dir() else path), unquote(parts.fragment)


def outside(link):
    return re.match(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)", link) is not None


def static():
    pages = {path: Page(path) for path in sorted(SITE.rglob("*.html"))}
    loaded, broken, unnamed = [], [], []
    for path, page in pages.items():
        where = path.relative_to(SITE)
        if where.name == "404.html":  # its links begin at the root of a server
            continue
        for link in page.loads:
            if outside(link) and not link.startswith("data:"):
                loaded.append(f"{where}: {link}")
            elif not outside(link) and not target(path, link)[0].is_file():
                broken.append(f"{where}: {link}")
        for link in page.links:
            if outside(link):
                continue
            file, anchor = target(path, link)
            known = pages.get(file)
            if not file.is_file() or (anchor and known and anchor not in known.ids | {"__top"}):
                broken.append(f"{where}: {link}")
        unnamed += [f"{where}: {source}" for source, alt in page.images if not (alt or "").strip()]
    for path in SITE.rglob("*.css"):
        for link in re.findall(r"url\(['\"]?([^)'\"]+)|@import\s+['\"]([^'\"]+)", path.read_text("utf-8")):
            if outside(link[0] or link[1]) and not link[0].startswith("data:"):
                loaded.append(f"{path.relative_to(SITE)}: {link}")
    for path in SITE.rglob("*.svg"):
        text = path.read_text("utf-8")
        if re.search(r"(?:href|src)=[\"']https?:|url\(['\"]?https?:|@import|<script", text):
            loaded.append(f"{path.relative_to(SITE)}: a file from elsewhere")
    check("nothing is loaded from elsewhere", loaded)
    check("every link leads to a page and an anchor", broken)
    check("every picture has a text", unnamed)
    check("no Markdown is left", [f"{path.name}: {found}" for path in pages for found in leftovers(path)])

    ids = {path.stem.replace("*", "any") for path in DIAGNOSES.glob("*.yaml")}
    there = {path.stem for path in (SITE / "problems").glob("*.html")} - {"index"}
    check(f"a page for each of {len(ids)} ids", ids ^ there)
    commands = yaml.safe_load((SOURCES / "commands.yaml").read_text("utf-8"))
    names = {name.replace(" ", "-") for name in commands}
    there = {path.stem for path in (SITE / "commands").glob("*.html")} - {"index"}
    check(f"a page for each of {len(names)} commands", names ^ there)
    schemas = {path.name for path in DIAGNOSES.parent.rglob("*.schema.json")}
    check("the JSON Schemas", schemas ^ {path.name for path in (SITE / "schemas").glob("*")})
    large = [f"{p.name}: {p.stat().st_size // 1024} KB" for p in SITE.glob("pictures/*") if p.stat().st_size > 200_000]
    check("pictures are small", large)


def dom(profile, address, budget=20_000):
    """The page as the browser has it after its scripts have run."""
    command = [
        *CHROMIUM,
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--allow-file-access-from-files",
        f"--user-data-dir={profile}",
        f"--virtual-time-budget={budget}",
        "--dump-dom",
        address,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout


def search(profile):
    for question, wanted in QUESTIONS.items():
        page = dom(profile, f"{(SITE / 'index.html').as_uri()}?q={quote(question)}")
        start = page.find('data-md-component="search-result"')
        items = page[start : page.find("</ol>", start)].split('<li class="md-search-result__item')[1:]
        links = [re.search(r'href="([^"?#]*)', item) for item in items]
        found = [unquote(html.unescape(link[1])).removeprefix(SITE.as_uri() + "/") for link in links if link][: 1 if question == FIRST else 3]
        check(f"the search for “{question}”", [] if wanted in found else [f"found {found}, not {wanted}"])


HARNESS = """<!doctype html><pre id="out"></pre><script>
for (const [page, width] of %s) {
  const frame = document.createElement("iframe");
  frame.width = width; frame.height = 900; frame.src = "%s/" + page;
  frame.onload = () => {
    const root = frame.contentDocument.scrollingElement;
    const line = page + " " + width + " " + root.scrollWidth + " " + root.clientWidth + "\\n";
    document.getElementById("out").append(line);
  };
  document.body.append(frame);
}
</script>"""


def layout(profile):
    pairs = [[page, width] for page in PAGES for width in WIDTHS]
    harness = Path(profile) / "harness.html"
    harness.write_text(HARNESS % (pairs, SITE.as_uri()), encoding="utf-8")
    page = dom(profile, harness.as_uri())
    seen = dict()
    for name, width, scroll, client in re.findall(r"^(\S+) (\d+) (\d+) (\d+)$", re.sub(r"<[^>]+>", "\n", page), re.M):
        seen[name, int(width)] = (int(scroll), int(client))
    for width in WIDTHS:
        wide = [f"{name}: {seen.get((name, width), 'not shown')}" for name in PAGES
                if (name, width) not in seen or seen[name, width][0] > seen[name, width][1]]
        check(f"no page is wider than {width} px", wide)


static()
with tempfile.TemporaryDirectory() as folder:
    search(folder)
    layout(folder)
print(f"the site: {passed} checks passed, {failed} failed")
sys.exit(1 if failed else 0)
