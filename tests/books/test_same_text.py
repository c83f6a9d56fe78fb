"""The PDF and the EPUB of one build say the same, and agree where each page begins."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.formulas.linear import line_of
from studyguide.outputs.blocks import blocks

POINT = 72 / 25.4  # in a millimetre
TOP, BOTTOM = 24 * POINT, 22 * POINT  # margins, where running heads and page numbers stand
MATH = "{http://www.w3.org/1998/Math/MathML}math"
SENTENCE = "물은 낮은 곳으로 흐르고 생각은 적어 둔 곳으로 돌아온다, {n}번째로 적는다. "
SHORTEST = 8  # letters; fewer are anywhere


@dataclass(frozen=True)
class Both:
    """The letters of each PDF page, and the trees of the EPUB by their name."""

    pages: list[str]
    labels: dict[str, int]
    trees: dict[str, etree._Element]


def letters(text: str) -> str:
    """Hangul, letters and digits alone: bullets and blanks differ between the outputs."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


def write_book(root: Path) -> None:
    """Long paragraphs and lists, so that pages break within them; notes, formulas, a table."""
    root.mkdir()
    for chapter in range(1, 4):
        lines = [f"# 긴 글 {chapter}\n"]
        for n in range(12):
            lines.append("".join(SENTENCE.format(n=chapter * 1000 + n * 50 + i) for i in range(9)))
            lines.append(f"\n- 목록 {chapter} {n}[^a{n}]\n    - {SENTENCE.format(n=n) * 4}\n")
            lines.append(f"각주 {n}은 아래에 있다.\n\n[^a{n}]: {SENTENCE.format(n=n + 900)}\n")
            lines.append(
                f"가운데 식 $x_{{{n}}} + y$ 뒤에도 글이 있다. {SENTENCE.format(n=n) * 3}\n"
            )
        lines.append("| 머리 | 둘째 |\n|---|---|")
        lines += [f"| 칸 {chapter} {n} | {SENTENCE.format(n=n)} |" for n in range(30)]
        (root / f"{chapter}.md").write_text("\n".join(lines), "utf-8")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("both")
    write_book(folder / "book")
    made = Press(
        folder / "book", CHAIN, lambda _book: Folders(folder, folder / "build"), lambda *_: None
    ).make(["pdf", "epub"])
    assert len(made.files) == 2
    with pypdfium2.PdfDocument(folder / "book.pdf") as pdf:
        pages = [_text(page) for page in pdf]
        labels = {pdf.get_page_label(n): n for n in range(len(pdf))}
    with ZipFile(folder / "book.epub") as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        trees = {Path(name).name: etree.fromstring(archive.read(name)) for name in names}
    return Both(pages, labels, trees)


def _text(page: pypdfium2.PdfPage) -> str:
    width, height = page.get_size()
    found = page.get_textpage().get_text_bounded(0, BOTTOM, width, height - TOP)
    return letters(found)


def paragraphs(both: Both) -> Iterator[str]:
    """The letters of each block of the chapters that has no formula and no block inside."""
    for name, tree in both.trees.items():
        if name.startswith("ch-"):
            found = list(blocks(tree.find("{*}body")))
            for block in found:
                is_leaf = next(blocks_within(block, found), None) is None
                if is_leaf and next(block.iter(MATH), None) is None:
                    yield letters("".join(_said(block)))


def blocks_within(block: etree._Element, found: list[etree._Element]) -> Iterator[etree._Element]:
    inside = set(block.iterdescendants())
    return (each for each in found if each in inside)


def _said(node: etree._Element, has_formulas: bool = False) -> Iterator[str]:
    if node.tag == MATH and has_formulas:
        yield line_of(node)  # what the PDF has below its drawing
    elif (
        node.tag != MATH
        and node.get("role") != "doc-noteref"
        and "number" not in (node.get("class") or "").split()
    ):
        yield node.text or ""
        for child in node:
            yield from _said(child, has_formulas)
            yield child.tail or ""


def test_every_paragraph_of_the_epub_is_printed(both: Both) -> None:
    printed = "".join(both.pages)
    found = [text for text in paragraphs(both) if len(text) >= SHORTEST]
    assert len(found) > 150
    lost = [text for text in found if text not in printed and not is_parted(text, both.pages)]
    assert lost == []


def is_parted(text: str, pages: list[str]) -> bool:
    """Whether one page ends with the paragraph's beginning and the next one begins with its end."""
    for before, after in pairwise(pages):
        for at in range(1, len(text)):
            if after.startswith(text[at:]) and text[:at] in before:
                return True
    return False


def test_every_word_that_is_printed_is_in_the_epub(both: Both) -> None:
    text = letters("".join("".join(_said(tree, has_formulas=True)) for tree in both.trees.values()))
    for page in both.pages[both.labels["1"] : -1]:  # the colophon is each output's own
        for at in range(0, len(page) - SHORTEST, SHORTEST):
            piece = page[at : at + SHORTEST]
            assert piece in text or re.search(r"\d", piece), piece


def test_the_page_list_is_that_of_the_pdf(both: Both) -> None:
    links = both.trees["nav.xhtml"].xpath("//*[@id='page-list']//*[local-name()='a']")
    assert [a.text for a in links if a.text.isdigit()] == [
        label for label in both.labels if label.isdigit() and both.pages[both.labels[label]]
    ]
    assert len(links) > 10
    within = 0
    for a in links:
        path, _, anchor = a.get("href").partition("#")
        if not anchor.startswith("page-"):
            continue
        mark = both.trees[Path(path).name].xpath(f"//*[@id='{anchor}']")[0]
        after = letters("".join(mark.xpath("following::text()[not(ancestor::*[@role])][1]")))
        within += bool(mark.getprevious() is not None or mark.getparent().text)
        begins = both.pages[both.labels[a.text]]
        assert begins.startswith(after[:SHORTEST]), a.text
    assert within > 3  # pages that begin within a paragraph
