"""Finds chapters that end with a few lines on a page of their own, for a closer setting.

A compositor sets such a chapter a little closer, so that the lines find room on the pages before.
What a chapter needs is read from its own pages alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

SNUG = "snug"  # class of a chapter that is set closer: styles/print/chapter.css
CHAPTER = "chapter"
SHORT = 0.45  # of a page; a longer rest looks meant
GAIN = 0.07  # of a page, what each page of a chapter gains


def spilling(pages: Iterable[Any]) -> frozenset[str]:
    """The ids of the chapters whose last page has so little on it that the others could take it."""
    rests: dict[str, list[float]] = {}
    for page in pages:
        for name, rest in _chapters(page._page_box):
            rests.setdefault(name, []).append(rest)
    return frozenset(name for name, used in rests.items() if _is_spilling(used))


def _is_spilling(used: Sequence[float]) -> bool:
    return used[-1] < min(SHORT, GAIN * (len(used) - 1))


def _chapters(page: Any) -> Iterator[tuple[str, float]]:
    """The chapters on a page, with the share of its height that they reach down to."""
    todo = list(page.children)
    while todo:
        box = todo.pop()
        classes = (box.element.get("class") or "").split() if box.element is not None else ()
        if CHAPTER in classes and box.element.tag == "section":
            bottom = box.position_y + box.margin_height()
            yield box.element.get("id") or "", (bottom - page.content_box_y()) / page.height
        elif box.element is not None and box.element.tag in ("html", "body", "main"):
            todo.extend(box.children)


def closer(chapters: str, names: Iterable[str]) -> str:
    """The HTML of the chapters, those of `names` with the class that sets them closer."""
    for name in names:
        chapters = chapters.replace(f'id="{name}" class="', f'id="{name}" class="{SNUG} ', 1)
    return chapters
