"""Page numbers that are drawn before they are known: glyphs that are filled in at the end.

A reference to a page (`target-counter(…, page)`) and the number at the foot of a page depend on
all that stands before them. Here they are set with a guess, and each of their digits is drawn as a
mark that names a table of ten glyphs. As long as the true number has no more digits, and the
digits of the typeface are of one width, nothing else on the page changes with it: a digit that it
lacks is left blank. Where that does not hold, the number is remembered as one that must have been
guessed right (`exact`). `spots` fills them in.

Made for WeasyPrint 70 (`formatting_structure/build.py`, `draw/text.py`).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from weasyprint import draw
from weasyprint.css import targets
from weasyprint.formatting_structure import boxes, build
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout
from weasyprint.urls import get_url_tuple

from studyguide.pdf.layout.spots import IN_TEXT, Ref, Spot

DIGITS = "0123456789"
NUMBER = re.compile(r"\d+")
SHOWN = b"] TJ"  # ends the item of a content stream that draws text
PIECE = re.compile(rb"<([0-9a-f]*)>")  # `<001a001b>`, glyphs within such an item
MOST_MARKS = 0xFFFF
PAGE = "page"


@dataclass
class Numbers:
    """What is guessed and what was drawn with it."""

    guessed: Mapping[str, int]
    spots: list[Spot] = field(default_factory=list)
    drawn: dict[Ref, str] = field(default_factory=dict)  # digits for which there is room
    exact: dict[Ref, str] = field(default_factory=dict)  # must be just this
    tight: set[Ref] = field(default_factory=set)  # no blank before it: one more would be seen
    in_flow: bool = False  # the text itself counts pages: the first one's number must be right


@contextmanager
def filled_later(numbers: Numbers) -> Iterator[None]:
    """Lay out and draw with numbers that are filled in by `filled`."""
    listed, shown = build.compute_content_list, draw.draw_text

    def drawn(stream: Any, box: Any, *rest: Any) -> None:
        before = max(0, len(stream.stream) - 1)
        shown(stream, box, *rest)
        for ref, said in getattr(box, "late", ()):
            _mark(stream, before, box, ref, said, numbers)

    with ExitStack() as patches:
        patches.enter_context(
            patch.object(build, "compute_content_list", _computing(listed, numbers))
        )
        patches.enter_context(patch.object(draw, "draw_text", drawn))
        yield


def _computing(listed: Any, numbers: Numbers) -> Any:
    """WeasyPrint's `compute_content_list` with the numbers that are guessed."""

    def compute(
        content: Any,
        box: Any,
        counters: Any,
        css_token: str,
        parse_again: Any,
        targets: Any,
        style: Any,
        images: Any = None,
        quote_depth: Any = None,
        quotes: Any = None,
        lang: Any = None,
        context: Any = None,
        page: Any = None,
        element: Any = None,
    ) -> Any:
        found: list[tuple[Ref, str]] = []
        items = [_known(item, box, numbers, found, style) for item in content]
        if context is not None and page is not None:
            found += _of_sheet(content, counters, context, style)
        elif any(kind.startswith("counter") and value[0] == PAGE for kind, value in content):
            numbers.in_flow = True
        rest = (images, quote_depth, quotes, lang, context, page, element)
        made = listed(items, box, counters, css_token, parse_again, targets, style, *rest)
        _remember(made, found, css_token, numbers)
        return made

    return compute


def _known(
    item: Any, box: Any, numbers: Numbers, found: list[tuple[Ref, str]], style: Any
) -> tuple[str, Any]:
    """The item of a `content` with a page number of another place as its text."""
    kind, value = item
    if kind != "target-counter()" or value[1] != PAGE or value[-1] == "none":
        return kind, value
    anchor = _anchor(value[0], box)
    if anchor not in numbers.guessed:
        return kind, value
    text = style.render_value(numbers.guessed[anchor], value[-1])
    found.append((("anchor", anchor), text))
    return "string", text


def _anchor(token: Any, box: Any) -> str:
    if token[0] == "attr()":
        name, kind, fallback = token[1]
        address = box.element.get(name, fallback)
        is_url = kind == "url"
        token = (
            ("url", get_url_tuple(address, box.style.base_url)) if is_url else ("string", address)
        )
    return targets.anchor_name_from_token(token) or ""


def _of_sheet(content: Any, counters: Any, context: Any, style: Any) -> list[tuple[Ref, str]]:
    """The numbers of the sheet itself in a margin."""
    found = [
        style.render_value(counters.get(PAGE, [0])[-1], value[-1])
        for kind, value in content
        if kind == "counter()" and value[0] == PAGE and value[-1] != "none"
    ]
    return [(("sheet", context.current_page - 1), text) for text in found]


def _remember(made: Any, found: list[tuple[Ref, str]], css_token: str, numbers: Numbers) -> None:
    texts = [box for box in made or () if isinstance(box, boxes.TextBox)]
    runs = [run for box in texts for run in NUMBER.findall(box.text)]
    is_plain = css_token == "content" and len(texts) == 1 and runs == [said for _, said in found]
    if is_plain:
        texts[0].late = tuple(found)
    else:
        numbers.exact.update(found)


def _mark(stream: Any, before: int, box: Any, ref: Ref, said: str, numbers: Numbers) -> None:
    """Put marks in place of the digits that were just drawn; else the guess must be right."""
    place = re.search(rf"(?<!\d){said}(?!\d)", box.text)
    if not place:
        return  # this box is the rest of a broken line
    if not _is_marked(stream, before, box, ref, said, numbers):
        numbers.exact[ref] = said
        return
    numbers.drawn[ref] = said
    if box.text[: place.start()].rstrip() == box.text[: place.start()] != "":
        numbers.tight.add(ref)


def _is_marked(stream: Any, before: int, box: Any, ref: Ref, said: str, numbers: Numbers) -> bool:
    if said != str(int(said)):
        return False  # `07` may come to be `10`
    glyphs, width = _glyphs_of_digits(stream, box.style)
    if not glyphs or len(numbers.spots) + len(said) > MOST_MARKS:
        return False
    drawn = b"".join(glyphs[int(digit)] for digit in said)
    places = [at for at in range(before, len(stream.stream)) if _holds(stream.stream[at], drawn)]
    if len(places) != 1:
        return False
    marks = []
    for at in reversed(range(len(said))):
        marks.append(b"ffff%04xffff" % len(numbers.spots))
        numbers.spots.append(Spot(ref, at, glyphs, width))
    waiting = "".join(chr(IN_TEXT + len(numbers.spots) - len(said) + at) for at in range(len(said)))
    box.said = re.sub(rf"(?<!\d){said}(?!\d)", waiting, getattr(box, "said", box.text), count=1)
    stream.stream[places[0]] = _marked(stream.stream[places[0]], drawn, marks)
    return True


def _holds(item: Any, drawn: bytes) -> bool:
    if not isinstance(item, bytes) or not item.endswith(SHOWN):
        return False
    return _found_at(item, drawn) is not None


def _glyph_places(item: bytes) -> list[int]:
    """Where each glyph (four digits) of an item stands."""
    return [
        at for piece in PIECE.finditer(item) for at in range(piece.start(1), piece.end(1) - 3, 4)
    ]


def _found_at(item: bytes, drawn: bytes) -> list[int] | None:
    """The places of the glyphs `drawn`, in a row, if the item holds them just once."""
    places = _glyph_places(item)
    said = b"".join(item[at : at + 4] for at in places)
    starts = [at for at in range(0, len(said) - len(drawn) + 1, 4) if said.startswith(drawn, at)]
    if len(starts) != 1:
        return None
    return places[starts[0] // 4 : (starts[0] + len(drawn)) // 4]


def _marked(item: bytes, drawn: bytes, marks: list[bytes]) -> bytes:
    for at, mark in reversed(list(zip(_found_at(item, drawn) or (), marks, strict=True))):
        item = item[:at] + mark + item[at + 4 :]
    return item


def _glyphs_of_digits(stream: Any, style: Any) -> tuple[tuple[bytes, ...], int]:
    """The glyphs of 0 to 9 in this style and their width in thousandths of an em.

    There are none when they are not of one face and width.
    """
    if style["font_kerning"] != "none":  # what stands beside a number might move with it
        return (), 0
    layout = create_layout(DIGITS, style, None, None, 0)
    line, _ = layout.get_first_line()
    run = line.runs[0]
    if run == ffi.NULL or run.next != ffi.NULL or run.data.glyphs.num_glyphs != len(DIGITS):
        return (), 0
    pango_font = run.data.item.analysis.font
    font, size = stream.add_font(pango_font)
    infos = run.data.glyphs.glyphs[0 : len(DIGITS)]
    is_known = all(0 < info.glyph < MOST_MARKS for info in infos) and not font.bitmap
    if not is_known or len({info.geometry.width for info in infos}) != 1:
        return (), 0
    for digit, info in zip(DIGITS, infos, strict=True):
        font.to_unicode.setdefault(info.glyph, digit)
        if info.glyph not in font.widths:
            font.widths[info.glyph] = _width(stream, pango_font, info.glyph, size)
    return tuple(b"%04x" % info.glyph for info in infos), int(font.widths[infos[0].glyph])


def _width(stream: Any, font: Any, glyph: int, size: float) -> int:
    """The advance of a glyph in thousandths of an em, as `draw_first_line` has it."""
    pango.pango_font_get_glyph_extents(font, glyph, stream.ink_rect, stream.logical_rect)
    width: float = stream.logical_rect.width * 1000 * FROM_UNITS / size
    return round(width)
