"""What MkDocs cannot be told in mkdocs.yml: sections with many pages, and files that are not pages."""

import os
import re
from pathlib import Path

from mkdocs.structure.files import File

HERE = Path(__file__).parent
LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+\.md)\)")
# A page links to the file in the sources; the site has a copy beside its pages.
SCHEMA = re.compile(r"\((?:\.\./)+main/resources/(\S+/)(\S+\.schema\.json)\)")
SCHEMAS = "schemas/"
# Who searches has a question about a problem more often than about the past or the insides of the program.
BOOST = {
    r"problems/runner\..*\.md": 5,
    r"problems/(?!runner\.).*\..*\.md": 3,
    r"(exit-codes|day-2)\.md": 2,
    r"(guarantees|architecture|contributing|performance)\.md": 0.2,
    # A word in a title counts a thousand times, and each entry of these pages is a title.
    r"(problems/index|changes|diagnoses|decisions/.*)\.md": 0.05,
}


def on_config(config):
    """Fills sections that name only their index.md."""
    for section in config.nav:
        fill(next(iter(section.values())))
    return config


def fill(pages):
    for page in list(pages):
        if isinstance(page, dict):
            title, below = next(iter(page.items()))
            if isinstance(below, list):
                fill(below)
        elif page.endswith("/index.md"):
            pages += below_index(page)


def below_index(index):
    """The pages that an index lists, below its headings if it has some."""
    folder = index.rsplit("/", 1)[0]
    entries, here = [], None
    for line in (HERE / "markdown" / index).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            here = []
            entries.append({line[3:]: here})
        elif line.startswith(("- [", "| [")) and (link := LINK.search(line)):
            title = link[1].replace("\\", "").strip("`")
            (entries if here is None else here).append({title: f"{folder}/{link[2]}"})
    return entries


def on_files(files, config):
    """Adds the JSON Schemas."""
    root = HERE.parent / "main" / "resources"
    for path in sorted(root.rglob("*.schema.json")):
        files.append(File.generated(config, SCHEMAS + path.name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown, page, config, files):
    """Links to the JSON Schemas lead to their copies, and the search knows what is asked most."""
    for pages, boost in BOOST.items():
        if re.fullmatch(pages, page.file.src_uri):
            page.meta["search"] = {"boost": boost}
    up = os.path.relpath(SCHEMAS, os.path.dirname(page.file.src_uri) or ".")
    return SCHEMA.sub(lambda link: f"({up}/{link[2]})", markdown)


def on_page_content(content, page, config, files):
    """Corrects tables."""
    if page.file.src_uri.startswith(("commands/", "configuration")):
        # Names of options and variables must not break.
        content = re.sub(r"<table>(?=\s*<thead>\s*<tr>\s*<th>(?:option|variable)</th>)", '<table data-rows="names">', content)
    # An escaped bar in the code of a table: hosting sites remove the backslash, Python-Markdown does not.
    return re.sub(r"<td[^>]*>.*?</td>", lambda cell: cell[0].replace("\\|", "|"), content, flags=re.DOTALL)
