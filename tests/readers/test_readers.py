"""The book as people open it: everything can be reached, nothing is broken or cut off."""

from collections.abc import Callable
from pathlib import PurePosixPath
from posixpath import join, normpath
from typing import Any

import pytest

from tests.readers.conftest import Reader

Open = Callable[..., Reader]
WALKS = (  # a reader, a book, the size of its letters in percent
    ("foliate", "ugly", 100),
    ("epubjs", "ugly", 200),
    ("foliate", "ugly-store", 200),
    ("epubjs", "ugly-store", 100),
)


def walk(reader: Reader) -> dict[str, dict[str, Any]]:
    """What is seen at every address that contents, page list and the links of the book name.

    All addresses of a chapter are visited before the next, and the chapter is looked at once.
    """
    named = [href for href, _ in reader.ask("reader.contents") + reader.ask("reader.pages")]
    waiting: dict[str, list[str]] = {href: [href] for href in reader.ask("reader.sections")}
    seen: dict[str, dict[str, Any]] = {}
    for href in named:
        waiting[href.partition("#")[0]].append(href)
    while chapter := next((each for each, hrefs in waiting.items() if hrefs), None):
        href = waiting[chapter].pop(0)
        if href in seen:
            continue
        seen[href] = reader.ask("ask.visit", href, href == chapter)
        if href == chapter:
            reader.picture(PurePosixPath(href).stem)
        for target in filter(None, (inside(href, link) for link in seen[href]["links"])):
            waiting[target.partition("#")[0]].append(target)
    return seen


def inside(page: str, link: str) -> str | None:
    """The address of a link within the book; None when it leads out of it."""
    path, mark, anchor = link.partition("#")
    if ":" in path:
        return None
    own = page.partition("#")[0]
    return (normpath(join(own, "..", path)) if path else own) + mark + anchor


def assert_whole(reader: Reader, seen: dict[str, dict[str, Any]]) -> None:
    """Everything was reached, nothing is cut off or broken, the reader complains of nothing."""
    assert [href for href, found in seen.items() if not found["isSeen"]] == []
    assert {href: found["tooWide"] for href, found in seen.items() if found["tooWide"]} == {}
    assert [found["broken"] for found in seen.values() if found["broken"]] == []
    assert reader.page.complaints() == []


@pytest.mark.parametrize(("name", "book", "percent"), WALKS)
def test_every_address_lands_and_nothing_is_cut_off(
    opened: Open, name: str, book: str, percent: int
) -> None:
    reader = opened(name, book, percent)
    seen = walk(reader)
    assert len(seen) > 50
    assert_whole(reader, seen)


def test_every_link_of_the_sample_lands(opened: Open) -> None:
    reader = opened("foliate", "book")
    contents = reader.ask("reader.contents")
    assert any(label == "2장 GCP 조금 더 안전하게 사용하기 (feat. AWS)" for _, label in contents)
    seen = walk(reader)
    assert len(seen) > 300
    assert_whole(reader, seen)
    titles = {found.get("title") for found in seen.values()}
    assert {"표지", "차례", "용어집", "기호표", "판권"} <= titles


def test_the_page_list_names_the_pages_of_the_pdf(opened: Open) -> None:
    pages = opened("foliate", "ugly").ask("reader.pages")
    assert [label for _, label in pages][:4] == ["표지", "i", "iii", "1"]


def test_a_touch_shows_the_term_or_the_note_over_the_page(opened: Open) -> None:
    reader = opened("foliate", "ugly")
    (chapter,) = (each for each in reader.ask("reader.sections") if each.endswith("ch-01.xhtml"))
    for selector, said in (
        ("a.term", "eventual consistency 쓰임"),
        ("a[role=doc-noteref]", "1 목록 속의 각주."),
    ):
        reader.ask("ask.visit", chapter)
        assert reader.ask("reader.popUp", selector).startswith(said)
