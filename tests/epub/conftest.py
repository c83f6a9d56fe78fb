"""Binds the test books once, and lets one Java machine check them all."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pypandoc
import pytest

from filters import CHAIN
from studyguide import config, epub
from studyguide.build import Folders, Press
from studyguide.diagnostics import Report

BOOKS = Path(__file__).parent / "books"  # finished trees
NOTES = Path(__file__).parent / "notes"  # folders of notes, for the whole press
READER = "markdown-smart+lists_without_preceding_blankline"
FORMULA = '<math{block} alttext="{tex}"><mrow><mi>t</mi><mo>=</mo><mn>1</mn></mrow></math>'


@dataclass(frozen=True)
class Bound:
    """A test book: the file, what was told, and EPUBCheck's messages."""

    path: Path
    packed: epub.Packed
    report: Report
    messages: list[str]


def mathml(tex: str, display: bool) -> str | None:
    """A formula for every TeX but `\\unknown`."""
    if "\\unknown" in tex:
        return None
    return FORMULA.format(block=' display="block"' if display else "", tex="t는 1")


def bind(folder: Path, out: Path, **changes: object) -> tuple[epub.Packed, Report]:
    """Read `in.md` and `book.yaml` of the folder and write the EPUB."""
    report = Report()
    book = replace(config.load(folder, report), **changes)
    tree = pypandoc.convert_file(str(folder / "in.md"), "json", format=READER)
    return epub.write(tree, book, out, report, mathml), report


def press(folder: Path, out: Path) -> tuple[epub.Packed, Report]:
    """Make both books of a folder of notes, as `all` does."""
    folders = Folders(out.parent, out.parent / "build" / folder.name)
    made = Press(folder, CHAIN, lambda _book: folders, lambda *_: None).make(["pdf", "epub"])
    assert made.files, made.report.in_order()
    return epub.Packed(out, out.stat().st_size, made.counts["chapters"]), made.report


def long_book(folder: Path) -> Path:
    """A book of many chapters, too long to be written out."""
    folder.mkdir()
    chapters = (f"# 장 {n} {{#ch-{n:02} .chapter number={n}}}\n\n글.\n" for n in range(1, 301))
    (folder / "in.md").write_text("\n".join(chapters), encoding="utf-8")
    (folder / "book.yaml").write_text("title: 긴 책\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bound]:
    """Every test book by its name."""
    shelf = tmp_path_factory.mktemp("shelf")
    long = long_book(tmp_path_factory.mktemp("long") / "long")
    sources = {folder.name: folder for folder in sorted(BOOKS.iterdir())} | {"long": long}
    bound = {name: bind(folder, shelf / f"{name}.epub") for name, folder in sources.items()}
    for folder in sorted(NOTES.iterdir()):
        bound[folder.name] = press(folder, shelf / f"{folder.name}.epub")
    bound["fonts"] = bind(BOOKS / "all", shelf / "fonts.epub", embed_fonts=True)
    checker = Path(__file__).parent / "epubcheck_many.py"
    subprocess.run([sys.executable, checker, shelf], check=True, capture_output=True)
    return {
        name: Bound(packed.path, packed, report, messages(packed.path.with_suffix(".json")))
        for name, (packed, report) in bound.items()
    }


def messages(path: Path) -> list[str]:
    """EPUBCheck's messages; an unreadable book would have no spine."""
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["publication"]["nSpines"]
    return [f"{m['ID']} {m['message']}" for m in found["messages"]]
