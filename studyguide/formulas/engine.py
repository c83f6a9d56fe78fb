"""MathJax in QuickJS: TeX in, a drawing for print and MathML for the EPUB out.

QuickJS allows a context only in the thread that made it, so an engine belongs to one thread.
"""

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import quickjs

from studyguide.files import TEMPLATES
from studyguide.formulas.breaking import broken, parted
from studyguide.formulas.cache import Record, RecordCache
from studyguide.formulas.faults import EMPTY_HINT, HINTS, Fault, explain
from studyguide.formulas.known_macros import Macro
from studyguide.formulas.linear import linear
from studyguide.formulas.mathml import finish
from studyguide.formulas.source import macro_table
from studyguide.formulas.speech import speak
from studyguide.formulas.spelling import bare
from studyguide.formulas.svg import AXIS, Drawing, SvgCompiler, Unsized, as_row, to_drawing
from studyguide.formulas.text import MissingGlyph, TextFonts
from studyguide.keeping import named

BUNDLE = TEMPLATES / "math" / "mathjax.js"
TEXT_FONTS = tuple(
    TEMPLATES / "fonts" / f"{name}.ttf"
    for name in ("NotoSerifKR-Regular", "D2Coding", "NotoEmoji-Regular")
)
STACK = 4 * 2**20  # bytes; more overruns the thread's own stack
MEMORY = 512 * 2**20  # bytes
SECONDS = 10  # for one formula; the slowest honest one takes a fiftieth of a second
LONGEST = 5000  # characters; a page of a book has fewer
LARGEST = 1000.0  # em; no page is as wide or as tall
ENGINE = "Engine"  # the kind of a fault that is not TeX's


class Engine:
    """One MathJax for a whole build; QuickJS starts with the first formula not in the cache."""

    def __init__(
        self,
        macros: Mapping[str, str | Macro] | None = None,
        cache_dir: Path | None = None,
        fonts: Sequence[Path] = TEXT_FONTS,
    ):
        self._macros = json.dumps(macro_table(macros or {}), sort_keys=True)
        self._fonts = TextFonts(fonts)
        self._compiler = SvgCompiler(self._fonts)
        self._cache = RecordCache(cache_dir)
        self.release = self._fingerprint()  # what besides a formula decides how it is set
        self._context: quickjs.Context | None = None
        self._drawings: dict[tuple[str, bool], Drawing | Fault] = {}

    def key(self, tex: str, display: bool) -> str:
        """Twenty hex digits that name a formula: TeX, mode, macros, bundle and fonts."""
        parts = (self.release, "display" if display else "inline", bare(tex))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]

    def svg(self, tex: str, display: bool) -> Drawing | Fault:
        """The formula compiled for print; `\\label` and `\\tag` are left out."""
        name = (bare(tex), display)
        if name not in self._drawings:
            self._drawings[name] = self._draw(*name)
        return self._drawings[name]

    def knows(self, tex: str, display: bool) -> bool:
        """Whether the formula was set before."""
        return self._cache.get(self.key(tex, display)) is not None

    def record(self, tex: str, display: bool) -> Record:
        """All that is known of the formula once it is compiled for print."""
        self.svg(tex, display)
        return self._cache.get(self.key(tex, display)) or Record(kind=ENGINE)

    def learn(self, tex: str, display: bool, record: Record) -> None:
        """Take over what another engine with the same macros made of the formula."""
        if record.kind != ENGINE:
            self._cache.put(self.key(tex, display), record)

    def mathml(self, tex: str, display: bool, room: float = math.inf) -> str | Fault:
        """A complete `<math>` with its spoken text and the TeX as an annotation.

        A display wider than `room` (em) comes in lines; it is spoken as it was written.
        """
        formula = bare(tex)
        drawing = self.svg(formula, display)
        if isinstance(drawing, Fault):
            return drawing
        lines = self.in_lines(formula, room) if display else formula
        spoken = speak(self._record(formula, display).mathml) or formula
        return finish(self._record(lines, display).mathml, formula, spoken)

    def rows(self, tex: str, count: int) -> list[float]:
        """Where the rows of a display stand: shares of its height, from the top, of their middles.

        Evenly where MathJax set another number of rows than `count`.
        """
        drawing = self.svg(tex, True)
        ups = [] if isinstance(drawing, Fault) else drawing.rows
        if isinstance(drawing, Fault) or len(ups) != count:
            return [(at + 0.5) / count for at in range(count)]
        tall = drawing.height + drawing.depth
        return [(drawing.height - up - AXIS) / tall for up in ups]

    def in_lines(self, tex: str, room: float) -> str:
        """A display wider than `room` (em), in lines; itself if that makes it no narrower."""
        width = self._width(tex)
        if width <= room:
            return tex
        lines = broken(bare(tex), room, lambda piece: self._width("{}" + piece))
        return lines if lines and self._width(lines) < width else tex

    def in_pieces(self, tex: str, room: float) -> list[str]:
        """A formula within the text that is wider than `room` (em), in pieces that are not."""
        if self._width(tex, False) <= room:
            return [tex]
        pieces = parted(bare(tex), room, lambda piece: self._width(piece, False))
        is_whole = any(self._width(piece, False) == math.inf for piece in pieces)
        return [tex] if is_whole else pieces

    def _width(self, tex: str, display: bool = True) -> float:
        drawing = self.svg(tex, display)
        return math.inf if isinstance(drawing, Fault) else drawing.width

    def speech(self, tex: str, display: bool) -> str:
        """The formula in spoken Korean; the TeX itself if it cannot be set."""
        return self._said(speak, bare(tex), display)

    def line(self, tex: str, display: bool) -> str:
        """The formula in one line of plain text; the TeX itself if it cannot be set."""
        return self._said(linear, bare(tex), display)

    def _said(self, say: Callable[[str], str], formula: str, display: bool) -> str:
        if len(formula) > LONGEST:
            return formula
        record = self._record(formula, display)
        return formula if record.error else say(record.mathml) or formula

    def _draw(self, tex: str, display: bool) -> Drawing | Fault:
        if len(tex) > LONGEST:
            return Fault(f"it has {len(tex)} characters", HINTS[ENGINE])
        record = self._record(tex, display)
        if drawing := to_drawing(record.svg, record.drawing):
            return drawing
        drawn = self._compiled(record, tex)
        if record.kind != ENGINE:  # out of time or room: that may be this machine's fault
            row = as_row(drawn) if isinstance(drawn, Drawing) else ()
            self._cache.put(self.key(tex, display), replace(record, drawing=row))
        return drawn

    def _compiled(self, record: Record, tex: str) -> Drawing | Fault:
        if record.error:
            return explain(record.kind, record.error, tex, self._words(record.kind))
        try:
            drawing = self._compiler.compile(record.svg)
        except MissingGlyph as missing:
            return Fault(f"no font has the character “{missing}”", "write it in another way")
        except Unsized:
            return Fault("it has no size of its own", HINTS[ENGINE])
        if not drawing.has_ink:
            return Fault("the formula draws nothing", EMPTY_HINT)
        if max(drawing.width, drawing.height, drawing.depth) > LARGEST:
            return Fault("it is larger than any page", HINTS[ENGINE])
        return drawing

    def _record(self, tex: str, display: bool) -> Record:
        key = self.key(tex, display)
        record = self._cache.get(key)
        if record is None:
            record = self._convert(tex, display)
            if record.kind != ENGINE:
                self._cache.hold(key, record)
        return record

    def _convert(self, tex: str, display: bool) -> Record:
        text = tex + self._macros
        widths = {char: self._fonts.width(char) for char in sorted(set(text)) if ord(char) > 127}
        try:
            answer = self._started().get("convert")(tex, display, json.dumps(widths))
        except (quickjs.JSException, quickjs.StackOverflow) as failure:
            self._context = None  # its state is unknown: start anew for the next formula
            return Record(error=f"MathJax gave up ({_first_line(failure)})", kind=ENGINE)
        return Record(**json.loads(answer))

    def _words(self, kind: str) -> list[str]:
        if kind != "UndefinedControlSequence":
            return []
        words: list[str] = json.loads(self._started().get("controlWords")())
        return [word.lstrip("\\") for word in words]

    def _started(self) -> quickjs.Context:
        if self._context is None:
            self._context = quickjs.Context()
            self._context.set_max_stack_size(STACK)
            self._context.set_memory_limit(MEMORY)
            self._context.set_time_limit(SECONDS)
            self._context.eval(BUNDLE.read_text(encoding="utf-8"))
            self._context.get("start")(self._macros)
        return self._context

    def _fingerprint(self) -> str:
        """What besides the formula decides its record: code, bundle, macros, typefaces."""
        press = _digest_of_press(tuple(self._fonts.paths))
        return hashlib.sha256(press + self._macros.encode()).hexdigest()


@cache
def _digest_of_press(fonts: tuple[Path, ...]) -> bytes:
    """Of all that sets formulas; it does not change while it works."""
    paths = (BUNDLE, *sorted(Path(__file__).parent.glob("*.py")), *fonts)
    return hashlib.sha256("".join(named.sums(paths).values()).encode()).digest()


def _first_line(failure: Exception) -> str:
    return str(failure).partition("\n")[0] or type(failure).__name__
