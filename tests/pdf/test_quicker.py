"""What spares WeasyPrint work changes nothing: styles, lengths, texts, and the bytes of a book."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import weasyprint
from weasyprint import css
from weasyprint.layout import block
from weasyprint.text.fonts import FontConfiguration

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.pdf.engine.cascade import Styles
from studyguide.pdf.engine.quicker import PLAIN, quicker, source
from studyguide.pdf.lines import shaping
from studyguide.pdf.lines.linebreak import mended
from studyguide.pdf.lines.shaping import Memory
from studyguide.pdf.sets import setting

EVERYTHING = Path(__file__).parent / "everything"
ODD = """
<style>
  * { margin-inline-start: 3px; --wide: 40% }
  p::before { content: "가"; border: 1px solid; min-width: 5% }
  div { width: var(--wide); padding: 2%; box-sizing: border-box; height: calc(10px + 1em) }
  i { float: footnote } td { margin: 4px; padding: 5px } table { border-collapse: collapse }
  p::first-line { font-weight: bold } .flex { display: flex } u { width: 3em; float: left }
  ol { line-height: 4ex; font-size: 2ch } ol li { letter-spacing: 0.1ic; font-size: 1.1cap }
  s { text-decoration: underline } s::before { content: leader(dotted) "끝" }
  q::first-letter { font-size: 2em }
</style>
<p>글 <i>주</i> 더</p><div>나</div><table><tr><td>다</table><section class=flex><b>라<b>마</section>
<ul><li>바<u>사</u></ul><ol><li>아</ol><p><s>자</s></p><p><q>차 카</q></p>
"""
PLACES = ("position_x", "position_y", "width", "height", "margin_left", "padding_top", "min_width")


class Plain(Memory):
    """Remembers nothing."""

    @contextmanager
    def used(self) -> Iterator[None]:
        yield

    def split(self, split: Callable[..., Any], *asked: Any) -> Any:
        return split(*asked)


def placed(html: str) -> list[tuple[Any, ...]]:
    """Every box of the first page: its element, place and lengths."""
    page = weasyprint.HTML(string=html).render().pages[0]._page_box
    return [
        (box.element_tag, *(getattr(box, name, None) for name in PLACES))
        for box in page.descendants()
    ]


def test_every_box_stands_where_it_stood() -> None:
    usual = placed(ODD)
    with quicker():
        assert placed(ODD) == usual
    assert {tag for tag, *_ in usual} > {"p", "p::before", "i::footnote-call", "td", "b", "u"}


def test_what_was_laid_out_before_changes_nothing() -> None:
    others = ODD.replace("<p>", "<p id=a>").replace("<li>", "<li class=b id=c>")
    usual = placed(ODD), placed(others)
    known = Styles()
    for _ in range(2):
        with quicker(known):
            assert (placed(ODD), placed(others)) == usual


def test_a_named_element_learns_from_its_like() -> None:
    known = Styles()
    with quicker(known):
        placed("<section><p id=a>가</p></section>")
        first = next(iter(known.first.values()))
        assert first["anchor"] == "a" and first.fixed_lengths
        document = weasyprint.HTML(string="<section><p id=b>나</p></section>").render()
    box = next(b for b in document.pages[0]._page_box.descendants() if b.element_tag == "p")
    assert box.style is not first and box.style["anchor"] == "b"
    assert box.style.fixed_lengths is first.fixed_lengths


def test_every_line_is_that_which_is_shaped_anew() -> None:
    with mended(Plain()), quicker():
        anew = placed(ODD)
    with mended(Memory()), quicker():
        assert placed(ODD) == anew


def test_memory_is_bounded_by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "MOST", 2 * shaping.LONGEST)
    memory, split = Memory(), Splitter()
    for text in ("가" * shaping.LONGEST, "나" * shaping.LONGEST, "가" * shaping.LONGEST):
        memory.split(split, text, root_style(), None)
    assert split.count == 2
    for text in ("다" * shaping.LONGEST, "가" * shaping.LONGEST, "라" * (shaping.LONGEST + 1)):
        memory.split(split, text, root_style(), None)
        memory.split(split, text, root_style(), None)
    assert split.count == 6


class Splitter:
    """Counts the texts it is asked to shape."""

    count = 0

    def __call__(self, *_: Any) -> tuple[Any, ...]:
        self.count += 1
        return object(), 0


def test_what_a_style_knows_from_the_beginning_is_what_it_would_work_out() -> None:
    with quicker():
        begun = css.AnonymousStyle(root_style())
    worked_out = css.AnonymousStyle(root_style())
    assert begun.keys() > PLAIN.keys() > worked_out.keys() & PLAIN.keys()
    assert {name: begun[name] for name in PLAIN} == {name: worked_out[name] for name in PLAIN}


def root_style() -> Any:
    """The style of a root element that nothing was declared for."""
    initial = css.InitialStyle(FontConfiguration())
    return css.ComputedStyle(None, {}, None, initial, None, initial.font_config, {})


def test_lengths_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: dict[str, int] = {}
    resolve = block.resolve_percentages

    def counted(box: Any, containing_block: Any) -> None:
        counts[way] = counts.get(way, 0) + 1
        resolve(box, containing_block)

    monkeypatch.setattr(block, "resolve_percentages", counted)
    many = "<p>글</p>" * 50
    way = "usual"
    placed(many)
    way = "quicker"
    with quicker():
        placed(many)
    assert counts["quicker"] < counts["usual"] * 2 / 3


@pytest.mark.parametrize(
    "text",
    [
        "<p title='가 &lt; &quot;나&quot;'>A&amp;B &nbsp; 글<br>줄<img src='a.png' alt=''></p>",
        "<p xml:lang='en'>word</p>",
        "<p @click='x' a:b='c'>글</p>",
        "<table><colgroup><col style='width: 5%'></colgroup><tbody><tr><td>칸</table>",
        "<pre><code>a &lt; b\n\n  c</code></pre><hr>",
    ],
)
def test_html_is_read_as_an_html5_parser_reads_it(text: str) -> None:
    html = f"<!DOCTYPE html><html lang='ko'><title>책</title><body>{text}</body></html>"
    assert told(source(html)) == told(weasyprint.HTML(string=html))


def told(html: Any) -> list[tuple[Any, ...]]:
    """Every element below the body."""
    body = html.etree_element.find("body")
    return [(each.tag, dict(each.attrib), each.text or "") for each in body.iter()]


def test_the_book_is_the_same_to_the_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ["--section-divs", "--wrap=none"]
    source = (EVERYTHING / "book.md").read_text("utf-8")
    body = pypandoc.convert_text(source, "html5", "markdown-smart", extra_args=args)
    book = Book(root=EVERYTHING, title="같은 책", date="2024-03-02")
    quick = pdf.write(body, book, tmp_path / "quick.pdf", Report()).path.read_bytes()
    monkeypatch.setattr(setting, "quicker", lambda _styles: nullcontext())
    monkeypatch.setattr(setting, "source", lambda html, **how: weasyprint.HTML(string=html, **how))
    monkeypatch.setattr(setting, "Memory", Plain)
    assert pdf.write(body, book, tmp_path / "usual.pdf", Report()).path.read_bytes() == quick


@pytest.mark.parametrize(("own", "is_shared"), [("p { width: 7VW }", False), ("", True)])
def test_lengths_by_the_page_are_not_those_of_another_unit(
    own: str, is_shared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "local.css").write_text(own, "utf-8")
    asked: list[Styles | None] = []

    def quick(styles: Styles | None) -> Any:
        asked.append(styles)
        return quicker(styles)

    monkeypatch.setattr(setting, "quicker", quick)
    body = "<section class=level1><h1>장</h1><p>글</p></section>"
    pdf.write(body, Book(root=tmp_path, title="쪽"), tmp_path / "out.pdf", Report())
    assert {styles is not None for styles in asked} == {is_shared}
