"""What the last build knew of its pages; the guesses of the next one."""

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from studyguide.files import replace_file
from studyguide.pdf.sets.sides import RELATIVE, Extent

FILE = "numbers.json"  # in the folder of set units
MOST = 2 * RELATIVE


@dataclass
class Recalled:
    """Labels and numbers of the pages of anchors, and the room each unit took, by its place."""

    labels: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    extents: dict[int, Extent] = field(default_factory=dict)


def read(folder: Path | None) -> Recalled:
    """What was kept in `folder`, or nothing when it is not whole."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8")) if folder else {}
        return Recalled(
            {str(name): str(label) for name, label in found["labels"].items()},
            {str(name): _bounded(number) for name, number in found["numbers"].items()},
            {
                int(at): Extent(tuple(map(_bounded, counters)), str(side))
                for at, (counters, side) in found["extents"].items()
                if counters and side in ("", "left", "right")
            },
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return Recalled()


def _bounded(number: object) -> int:
    if not isinstance(number, int) or not 0 <= number <= MOST:
        raise ValueError(f"{number} is no number of a page")
    return number


def write(folder: Path | None, known: Recalled) -> None:
    """Keep it for the next build; a folder that cannot be written to is no fault."""
    if folder is None:
        return
    extents = {at: [each.counters, each.side] for at, each in sorted(known.extents.items())}
    told = {"labels": known.labels, "numbers": known.numbers, "extents": extents}
    with contextlib.suppress(OSError):
        replace_file(folder / FILE, json.dumps(told, ensure_ascii=False).encode())
