"""Lets the letters of a syllable of old be read back one by one.

Each has its own glyph; Pango takes them for one cluster (as of 1.58, as HarfBuzz joins them).
WeasyPrint 70 then writes the whole cluster behind its last glyph and nothing behind the others,
for which a reader shows what it likes (`draw/text.py`, `font.to_unicode`).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from unittest.mock import patch

from weasyprint.draw import text as draw
from weasyprint.text.ffi import ffi

JOINED = re.compile(r"[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]")  # letters that join: `ᄒᆞᆫ`


@contextmanager
def letters_of_old() -> Iterator[None]:
    """While a part is drawn, note the letter of each glyph of such a syllable."""
    draw_line = draw.draw_first_line

    def drawn(stream: Any, textbox: Any, *how: Any) -> Any:
        emojis = draw_line(stream, textbox, *how)
        if JOINED.search(textbox.text):
            _note(stream, textbox.pango_layout)
        return emojis

    with patch.object(draw, "draw_first_line", drawn):
        yield


def _note(stream: Any, layout: Any) -> None:
    line, _ = layout.get_first_line()
    said = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font, _ = stream.add_font(item.item.analysis.font)
        count = item.glyphs.num_glyphs
        glyphs = [item.glyphs.glyphs[at].glyph for at in range(count)]
        starts = [item.glyphs.log_clusters[at] for at in range(count)]
        part = said[item.item.offset : item.item.offset + item.item.length]
        font.to_unicode.update(letters(glyphs, starts, part))


def letters(glyphs: Sequence[int], starts: Sequence[int], part: bytes) -> dict[int, str]:
    """The letter of each glyph in clusters that have as many glyphs as letters, but more than one.

    `starts` says for each glyph at which byte of `part` its cluster begins.

    >>> letters([5, 7, 8, 9], [0, 3, 3, 3], "미ᄒᆞᆫ".encode()) == {7: "ᄒ", 8: "ᆞ", 9: "ᆫ"}
    True
    """
    found: dict[int, str] = {}
    bounds = [*sorted(set(starts)), len(part)]
    for start, end in pairwise(bounds):
        inside = [glyph for glyph, at in zip(glyphs, starts, strict=True) if at == start]
        signs = part[start:end].decode()
        if len(inside) == len(signs) > 1 and JOINED.search(signs):
            found.update(zip(inside, signs, strict=True))
    return found
