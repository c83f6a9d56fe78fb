"""A quick look shows a changed chapter as the whole book will show it."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from filters import CHAIN
from studyguide.preview.quick import Quick, changes, chapters, skeleton, spoken_of
from studyguide.preview.whole import Order, Whole, make
from studyguide.terms import Entry

CASE = Path(__file__).parents[1] / "site" / "book"
OCCURRENCE = re.compile(r't-\d+|id="b-\d+"')  # counted through the whole book


def chapter(name: str, text: str) -> str:
    return f'# []{{.at pos="a.md:1:2" kind="heading"}}제목 {{#{name} .chapter}}\n\n{text}\n\n'


def order(folder: Path) -> Order:
    return Order(folder, CHAIN, str(folder.parent / "build"), "ko")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "book"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = shutil.copytree(CASE, tmp_path_factory.mktemp("quick") / "book")
    return make(order(Path(folder)))


def moved(whole: Whole, folder: Path) -> Whole:
    """The same book as if it had been made in this folder."""
    site = whole.site
    assert site
    book = replace(site.book, root=folder, **{
        name: tuple(folder / path.name for path in getattr(site.book, name))
        for name in ("notes", "glossary")
    })  # fmt: skip
    return replace(whole, site=replace(site, book=book))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("02-queue.md", "함께 쓴다.", "함께 쓴다. 대기열과 $a^2$.\n\n새 글.[^1]\n\n[^1]: 주석."),
        ("01-cache.md", "- TTL", "- 새 항목\n    - 캐시의 아래 항목\n- TTL"),
        ("02-queue.md", "쿠버네티스의", "@eq:hit의"),
    ],
    ids=["prose", "list", "a-formula-of-another-chapter"],
)  # fmt: skip
def test_it_is_what_the_whole_book_shows(
    whole: Whole, folder: Path, name: str, old: str, new: str
) -> None:
    edit(folder, name, old, new)
    known = moved(whole, folder)
    assert known.site
    looked = Quick(order(folder)).look(known, known.site)
    exact = make(order(folder)).site
    assert looked and exact
    file = "ch-01.html" if name.startswith("01") else "ch-02.html"
    assert looked.files[file] != known.site.files[file]
    seen, wanted = (OCCURRENCE.sub("", s.files[file].decode()) for s in (looked, exact))
    assert seen == wanted


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("02-queue.md", "# 대기열", "# 대기열\n\n글\n\n# 새 장"),
        ("book.yaml", "시험하는", "바꾼"),
        ("glossary.yaml", "가까이에", "멀리에"),
        ("01-cache.md", "$$ h", "```\n\n$$ h"),
    ],
    ids=["a-chapter-came", "settings", "terms", "an-open-fence"],
)
def test_it_leaves_other_changes_to_the_whole_book(
    whole: Whole, folder: Path, name: str, old: str, new: str
) -> None:
    known = moved(whole, folder)
    assert known.site
    edit(folder, name, old, new)
    looked = Quick(order(folder)).look(known, known.site)
    if looked is not None:  # a fence that swallows the rest of its chapter is a change of it alone
        assert name == "01-cache.md"
        assert looked.files["ch-02.html"] == known.site.files["ch-02.html"]


def test_a_chapter_that_only_moved_down_its_file_did_not_change() -> None:
    before = chapters(chapter("ch-01", "글") + chapter("ch-02", "글"))
    after = chapters((chapter("ch-01", "다른 글") + chapter("ch-02", "글")).replace(":1:", ":9:"))
    assert changes(before, after) == {"ch-01"}


def test_the_skeleton_has_headings_and_what_is_referred_to() -> None:
    book = chapters(
        chapter("ch-01", "안 쓰는 글")
        + chapter("ch-02", "$$x$$ {#eq:x}")
        + chapter("ch-03", "바뀐 글 @eq:x를")
    )
    part = skeleton(book, frozenset({"ch-03"}))
    assert "안 쓰는" not in part
    assert "{#ch-01" in part
    assert "{#eq:x}" in part
    assert "바뀐 글" in part


def test_only_terms_that_a_text_may_hold_are_carried_along() -> None:
    entries = {"g-a": Entry("데이터 레이크"), "g-b": Entry("CI/CD"), "g-c": Entry("없는 말")}
    assert set(spoken_of(entries, "**데이터** 레이크와 ci/cd")) == {"g-a", "g-b"}
