"""The structure tree of a book, read back from its PDF with the text that each element holds."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pikepdf
import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.pdf.tags import structure
from tests.pdf.marked import marked_texts

CASE = Path(__file__).parent / "tags"
MANY = 120  # items of a list that goes over pages
ITEM = re.compile(
    r"\n +LI\n.*\n.*“•”\n.*\n +“항목 (?!1은).*”"
)  # all of the long list but its first
LONGEST = 24  # letters of a text that are shown


def kids_of(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids.as_list()) if isinstance(kids, pikepdf.Array) else [kids]


class Tree:
    """The structure tree of a file as lines that a person can read."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self.pages = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.texts = marked_texts(path)
        self.read: list[tuple[int, int]] = []  # the marks in reading order

    def lines(self, element: Any = None, depth: int = 0) -> Iterator[str]:
        element = self.pdf.Root.StructTreeRoot.K[0] if element is None else element
        yield "  " * depth + " ".join(self.head(element))
        for kid in kids_of(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self.lines(kid, depth + 1)
            elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
                yield "  " * (depth + 1) + f"({kid.Obj.Contents})"
            elif text := self.text(kid, element):
                yield "  " * (depth + 1) + f"“{text}”"

    def head(self, element: Any) -> Iterator[str]:
        yield str(element.S)[1:]
        for key in ("/Lang", "/Alt", "/ID"):
            if key in element:
                yield f"{key[1:]}={element[key]}"
        if "/A" in element:
            said = element.A.as_dict()
            yield from (
                f"{key[1:]}={said[key]}" for key in sorted(said) if key not in ("/O", "/BBox")
            )

    def text(self, kid: Any, element: Any) -> str:
        is_other = isinstance(kid, pikepdf.Dictionary)
        page = self.pages[(kid.Pg if is_other else element.Pg).objgen]
        mark = (page, int(kid.MCID if is_other else kid))
        self.read.append(mark)
        text = self.texts.get(mark, "").strip()
        return text[:LONGEST] + "…" if len(text) > LONGEST else text


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    folder = tmp_path_factory.mktemp("tags")
    root = copytree(CASE / "notes", folder / "notes")
    with (root / "01.md").open("a", encoding="utf-8") as notes:
        notes.writelines(f"- 항목 {number}은 쪽을 넘겨 이어진다\n" for number in range(MANY))
    Press(root, CHAIN, lambda _: Folders(folder, folder), print).make(["pdf"])
    found = (
        Tree(folder / "나무.pdf") if (folder / "나무.pdf").exists() else Tree(folder / "notes.pdf")
    )
    yield found
    found.pdf.close()


def test_the_tree(tree: Tree, expect) -> None:
    text = "\n".join(tree.lines())
    expect(CASE / "tree", ITEM.sub("", text))


def test_a_list_over_pages_is_one_list(tree: Tree) -> None:
    found = [each for each in tree.pdf.objects if is_element(each, "/L")]
    assert max(len(each.K) for each in found) == MANY


def test_places_have_lasting_names(tree: Tree) -> None:
    """A link from elsewhere, `book.pdf#ch-01`, leads to the chapter."""
    leaves = tree.pdf.Root.Names.Dests.Kids
    names = [str(name) for leaf in leaves for name in list(leaf.Names)[::2]]
    assert names == sorted(set(names))
    assert all(name.isascii() for name in names)
    assert {"ch-01", "ch-02", "glossary"} <= set(names)


def is_element(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == kind


def test_what_is_read_is_painted_in_that_order(tree: Tree) -> None:
    """So a text that is copied from the page is the text that is read aloud."""
    tree.read.clear()
    list(tree.lines())
    painted = [mark for mark in tree.texts if mark in tree.read]
    notes = {mark for mark in painted if "보내는 쪽이 만든다" in tree.texts[mark]}
    number = {mark for mark in painted if tree.texts[mark].strip() == "1)"}
    read = [mark for mark in tree.read if mark in tree.texts and mark not in notes | number]
    assert read == [mark for mark in painted if mark not in notes | number]


def test_every_mark_is_in_the_tree_once(tree: Tree) -> None:
    tree.read.clear()
    list(tree.lines())
    assert len(tree.read) == len(set(tree.read))
    assert set(tree.texts) <= set(tree.read)


def test_an_artifact_for_each_running_head(tree: Tree) -> None:
    content = b"".join(page.Contents.read_bytes() for page in tree.pdf.pages)
    assert content.count(b"/Footer") > 3
    assert "긴 목록" in [line.strip(" “”") for line in tree.lines()]


@pytest.mark.parametrize("labels", [0, 1, 2])
def test_an_item_without_text_has_a_body(labels: int) -> None:
    item = structure.Element("LI", [structure.Element("Lbl", []) for _ in range(labels)])
    structure._embody(item)
    assert [kid.kind for kid in item.kids] == [*["Lbl"] * (labels - 1), "LBody"]
