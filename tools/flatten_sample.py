"""Makes the flat chapters of the sample book, and the outline they truly had.

A nested original (Markdown) becomes HTML, and the real extractor makes text of it, as happens
to a blog post that somebody saves. For the truth the same HTML is extracted once more with a
tag before the text of every item: the first place of a tag is the item, a later one is an echo.

    python tools/flatten_sample.py            writes book/ and tests/sample/truth.json
    python tools/flatten_sample.py --check    only says what differs; exit status 1 if anything does
"""

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pypandoc
import trafilatura
from lxml import html

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ROOT / "tests" / "sample" / "originals"
BOOK = ROOT / "book"
TRUTH = ROOT / "tests" / "sample" / "truth.json"

READER = "markdown-smart-subscript-superscript"
MATH = re.compile(r"\\([(\[])(.*?)\\([)\]])", re.DOTALL)  # pandoc's `\(x_t\)`
TAG = re.compile(r"⟦(\d+)⟧")  # before the text of item 12: `⟦12⟧`
PAGE = "<html><body><article>{}</article></body></html>"


@dataclass(frozen=True)
class Item:
    """An item of the original: its depth from 0 and the number of the item above it."""

    depth: int
    parent: int | None


@dataclass(frozen=True)
class Chapter:
    """One flat chapter and the truth about its lines."""

    name: str
    text: str
    truth: list[dict[str, object]]


def to_html(markdown: str) -> str:
    """The page a blog engine would make: nested lists, formulas left between dollars."""
    body: str = pypandoc.convert_text(
        markdown, "html5", format=READER, extra_args=["--mathjax", "--wrap=none"]
    )
    return PAGE.format(MATH.sub(_to_dollars, body))


def _to_dollars(met: re.Match[str]) -> str:
    fence = "$$" if met[1] == "[" else "$"
    return f"{fence}{met[2]}{fence}"


def extract(page: str) -> str:
    """What the extractor leaves of a page.

    `fast` keeps to its own algorithm. Without it a page of lists alone goes to the second one
    (readability), which loses the text of single children.
    """
    text = trafilatura.extract(page, fast=True, include_comments=False)
    if text is None:
        raise SystemExit("the extractor found no text")
    return str(text)


def tag_items(page: str) -> tuple[str, list[Item]]:
    """The page with `⟦n⟧` before the text of item n, and the items in order."""
    tree = html.document_fromstring(page)
    numbers = {item: number for number, item in enumerate(tree.iter("li"))}
    items = []
    for item, number in numbers.items():
        above = list(item.iterancestors("li"))
        items.append(Item(len(above), numbers[above[0]] if above else None))
        item.text = f"⟦{number}⟧{(item.text or '').lstrip()}"
    return html.tostring(tree, encoding="unicode"), items


def read_tags(tagged: str, items: list[Item]) -> list[dict[str, object]]:
    """Line (from 1) and column (from 0) of every item and echo, as if no tag stood there."""
    place: dict[int, list[int]] = {}
    rows: list[dict[str, object]] = []
    for line, text in enumerate(tagged.split("\n"), start=1):
        cut = 0
        for met in TAG.finditer(text):
            number = int(met[1])
            item = items[number]
            kind = "echo" if number in place else "item"
            at = [line, met.start() - cut]
            cut += len(met[0])
            place.setdefault(number, at)
            parent = None if item.parent is None else place[item.parent]
            rows.append(
                {"line": at[0], "col": at[1], "kind": kind, "depth": item.depth, "parent": parent}
            )
    if len(place) != len(items):
        raise SystemExit(f"{len(items) - len(place)} items did not come through")
    return rows


def flatten(original: Path) -> Chapter:
    """Extract one original; the tags must not have changed what the extractor does."""
    page = to_html(original.read_text(encoding="utf-8"))
    text = extract(page)
    tagged_page, items = tag_items(page)
    tagged = extract(tagged_page)
    if TAG.sub("", tagged) != text:
        raise SystemExit(f"{original.name}: the tags changed the text")
    return Chapter(original.stem + ".txt", text + "\n", read_tags(tagged, items))


def to_json(chapters: list[Chapter]) -> str:
    """The truth of all chapters, one item a line, so that a diff can be read."""
    blocks = []
    for chapter in chapters:
        rows = ",\n".join("   " + json.dumps(row) for row in chapter.truth)
        source = json.dumps(f"book/{chapter.name}")
        blocks.append(f' {{"source": {source},\n  "items": [\n{rows}\n  ]}}')
    return "[\n" + ",\n".join(blocks) + "\n]\n"


def main() -> None:
    """Write the chapters and the truth, or with `--check` compare them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    is_check = parser.parse_args().check
    chapters = [flatten(path) for path in sorted(ORIGINALS.glob("*.md"))]
    wanted = {BOOK / chapter.name: chapter.text for chapter in chapters}
    wanted[TRUTH] = to_json(chapters)
    stale = [path for path, text in wanted.items() if not _holds(path, text)]
    for path in stale:
        print(path.relative_to(ROOT), "differs" if is_check else "written")
        if not is_check:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
    raise SystemExit(1 if is_check and stale else 0)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    main()
