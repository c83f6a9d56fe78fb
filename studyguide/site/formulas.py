"""Formulas on a screen: outlines in the colour of the text, read aloud in Korean.

Browsers set MathML with whatever typeface the machine has, most phones with none; the outlines
are those of the PDF and look alike everywhere.
"""

from html import escape

from studyguide.formulas.engine import Engine
from studyguide.formulas.faults import Fault
from studyguide.formulas.picture import outlines
from studyguide.formulas.svg import EM, Drawing

DESKTOP = 34.0  # em that a displayed formula has on a wide screen
PHONE = 16.5  # and on a narrow one, beside its number
INK = "currentColor"


class Formulas:
    """Draws the formulas of one book as inline SVG."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._count = 0  # of the drawings so far: no two share the ids of their clips

    def draw(self, tex: str, display: bool) -> str:
        """The HTML of a formula; one that cannot be drawn is shown as its TeX."""
        if isinstance(self._engine.svg(tex, display), Fault):
            return f'<code class="formula-fault">{escape(tex)}</code>'
        spoken = escape(self._engine.speech(tex, display))
        kind = "display" if display else "inline"
        pictures = self._displayed(tex) if display else self._svg(tex, False)
        return f'<span class="math {kind}" role="img" aria-label="{spoken}">{pictures}</span>'

    def _displayed(self, tex: str) -> str:
        """Broken into lines for the width at hand, twice where a phone needs other lines."""
        wide, narrow = (self._engine.in_lines(tex, room) for room in (DESKTOP, PHONE))
        if wide == narrow:
            return self._svg(wide, True)
        return self._svg(wide, True, ' class="on-wide"') + self._svg(
            narrow, True, ' class="on-narrow"'
        )

    def _svg(self, tex: str, display: bool, kind: str = "") -> str:
        drawn = self._engine.svg(tex, display)
        assert isinstance(drawn, Drawing)
        self._count += 1
        found = outlines(drawn, INK, f"f{self._count}-")
        down = found.height - found.top
        return (
            f'<svg viewBox="{found.view}" width="{_em(found.width)}" height="{_em(found.height)}"'
            f' style="vertical-align:{_em(-down)}"{kind} aria-hidden="true"'
            f' focusable="false">{found.paths}</svg>'
        )


def _em(length: float) -> str:
    return f"{round(length / EM, 3):g}em"
