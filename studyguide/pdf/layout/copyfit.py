"""Finds what a compositor would set again: pictures that leave room, and chapters that spill.

Pictures come first (see `floats`). A chapter, or a collection behind the chapters, that ends with a
few lines on a page of their own is set a little closer, so that the lines find room on the pages
before, and closer still if that was not enough. Where it saves no page it stays as it was. What a
chapter needs is read from its own pages alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from weasyprint.formatting_structure import boxes

from studyguide.pdf.layout import floats

CLOSER = ("", "snug ", "snug tight ")  # classes of a chapter by its level: styles/print/chapter.css
FITTED = frozenset(("chapter", "answers", "open-questions"))  # classes of what is set closer
SHORT = 0.45  # of a page; a longer rest looks meant
GAIN = 0.1  # of a page, what each column of a chapter gains at the most

Part = tuple[Any, Any]  # a page, and the box of a chapter on it


@dataclass(frozen=True)
class Fit:
    """How close each chapter of a unit is set: its level, and its pages when it was set plainly.

    `moved` are the new places of pictures and tables.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[str, int] | None = None
    moved: Mapping[int, int] = field(default_factory=dict)

    def after(self, pages: Sequence[Any]) -> "Fit":
        """What to try now that the unit took these pages; the same fit when it shall stay so."""
        parts = _parts(pages)
        if self.pages is None:
            if (moved := floats.placed(pages, self.moved)) != self.moved:
                return replace(self, moved=moved)
            found = {name: len(each) for name, each in parts.items() if _is_spilling(each)}
            return replace(self, levels=dict.fromkeys(found, 1), pages=found) if found else self
        return replace(
            self, levels={name: self._next(name, len(parts[name])) for name in self.levels}
        )

    def _next(self, name: str, pages: int) -> int:
        level = self.levels[name]
        if not level or pages < (self.pages or {})[name]:
            return level
        return (level + 1) % len(CLOSER)

    def dress(self, chapters: str) -> str:
        """The HTML of the chapters with their pictures in place and the classes of their levels."""
        if self.moved:
            chapters = floats.put(chapters, self.moved)
        for name, level in self.levels.items():
            begin = f'id="{name}" class="'
            chapters = chapters.replace(begin, begin + CLOSER[level], 1)
        return chapters


def _is_spilling(parts: Sequence[Part]) -> bool:
    """Whether the last page has so little on it that the others could take it."""
    if len(parts) == 1:
        return False
    before, last = (_reach(*part) for part in parts[-2:])
    columns = parts[-1][1].style["column_count"]
    gain = GAIN * (1 if columns == "auto" else columns)
    return last < SHORT and last - (1 - before) < gain * (len(parts) - 1)


def _parts(pages: Iterable[Any]) -> dict[str, list[Part]]:
    """The parts of each chapter by its id."""
    found: dict[str, list[Part]] = {}
    for page in pages:
        for box in _chapters(page._page_box):
            found.setdefault(box.element.get("id") or "", []).append((page._page_box, box))
    return found


def _chapters(page: Any) -> Iterator[Any]:
    todo = list(page.children)
    while todo:
        box = todo.pop()
        classes = (box.element.get("class") or "").split() if box.element is not None else ()
        if box.element is not None and box.element.tag == "section" and FITTED & {*classes}:
            yield box
        elif box.element is not None and box.element.tag in ("html", "body", "main"):
            todo.extend(box.children)


def _reach(page: Any, chapter: Any) -> float:
    """The share of the page's height that lines and pictures of a chapter reach down to."""
    lowest = float(page.content_box_y())
    todo = [chapter]
    while todo:
        box = todo.pop()
        if isinstance(box, boxes.LineBox | boxes.ReplacedBox):
            lowest = max(lowest, box.position_y + box.height)
        else:
            todo.extend(getattr(box, "children", ()))
    return float((lowest - page.content_box_y()) / page.height)
