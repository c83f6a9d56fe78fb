"""Sets the formulas of a first build on all cores, before anyone asks for them."""

from collections.abc import Iterable, Mapping
from functools import partial

from studyguide.cores import cores
from studyguide.formulas.cache import Record
from studyguide.formulas.engine import Engine
from studyguide.formulas.known_macros import Macro
from studyguide.pdf.sets import server
from studyguide.spread import spread

WORTH = 60  # formulas that take longer than another MathJax takes to start

Formula = tuple[str, bool]  # TeX, and whether it is displayed


def set_ahead(
    engine: Engine, macros: Mapping[str, str | Macro], formulas: Iterable[Formula]
) -> None:
    """Let `engine` know what it would make of each formula that it has not set yet."""
    if not server.is_ready():
        return
    missing = [each for each in dict.fromkeys(formulas) if not engine.knows(*each)]
    if len(missing) < WORTH:
        return
    hands = [missing[first :: cores()] for first in range(cores())]
    for hand, records in zip(hands, spread(partial(_set, macros), hands), strict=True):
        for formula, record in zip(hand, records, strict=True):
            engine.learn(*formula, record)


def _set(macros: Mapping[str, str | Macro], formulas: Iterable[Formula]) -> list[Record]:
    engine = Engine(macros)
    return [engine.record(*each) for each in formulas]
