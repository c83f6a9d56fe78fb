"""Sets a book as PDF: Jinja2 page, WeasyPrint unit by unit, and the joining of the units."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from studyguide.chain.collecting import seldom_collecting
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.files import TEMPLATES, replace_file
from studyguide.outputs import stylesheet
from studyguide.outputs.blocks import PageStart
from studyguide.pdf.engine import fontconfig
from studyguide.pdf.engine.sheets import Dress
from studyguide.pdf.html import dressed, matter, pages, units
from studyguide.pdf.html.dressed import Dressed
from studyguide.pdf.joined import faces, pagerefs
from studyguide.pdf.sets import bind, recalled
from studyguide.pdf.sets.crew import Crew
from studyguide.pdf.sets.laid import Order
from studyguide.pdf.sets.names import Names
from studyguide.pdf.sets.settle import Settled, Settler, slots
from studyguide.pdf.sets.shelf import Shelf
from studyguide.pdf.tags import places

# in the author's own style sheet: what chapter gives to the next can only be known in one piece
ACROSS = re.compile(
    r"counters?\(\s*pages|counter-(?:increment|set)|target-(?:text|counters)|string\(|element\("
)
Progress = Callable[[int, int], None]  # units set, units to be set


@dataclass(frozen=True)
class Printed:
    """What was written: the file, how many pages, the label of each anchor's page, their starts."""

    path: Path
    pages: int
    pages_of: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[PageStart, ...] = ()


@dataclass(frozen=True)
class How:
    """How a book is set: where set units are kept, by how many processes, in one piece or not."""

    shelf: Path | None = None
    is_fresh: bool = False  # what stands on the shelf is not looked at
    workers: int = 1
    is_whole: bool = False
    told: Progress = lambda _done, _all: None


@dataclass(frozen=True)
class _Job:
    """All that the setting of one book needs."""

    book: Book
    parts: matter.Matter
    report: Report
    places: places.Places
    images: dict[str, object]
    base: Path
    own: str
    how: How


@fontconfig.reads(fontconfig.START)
def write(
    body: str | Sequence[Dressed],
    book: Book,
    out: Path,
    report: Report,
    images: Mapping[str, object] | None = None,
    base: Path | None = None,
    how: How | None = None,
) -> Printed:
    """Set `body` as `out`; the file of before stays until this one is whole.

    It is html5 of pandoc, or the parts of a book that are dressed already.

    `images` are ready pictures by address (formulas); pictures' paths are relative to `base`
    (default: the book folder), and only files inside the book folder are read. Raises OSError
    when Pango is missing or `out` cannot be written.
    """
    all_parts = [dressed.dress(body, book)] if isinstance(body, str) else body
    found = places.joined(part.places for part in all_parts)
    parts = matter.matter(all_parts, book.parts)
    own = stylesheet.for_print(book, report)
    job = _Job(book, parts, report, found, dict(images or {}), base or book.root, own, how or How())
    with seldom_collecting():
        return _write(job, out)


def _write(job: _Job, out: Path) -> Printed:
    try:
        bound = _bound(job)
    except units.Unjoinable:
        bound = _bound(replace(job, how=replace(job.how, is_whole=True)))
    replace_file(out, bound.content)
    return Printed(out, bound.pages, bound.pages_of, bound.starts)


def _bound(job: _Job) -> bind.Bound:
    with closing(Crew(_order(job), job.how.workers)) as workers:
        return bind.bound(settled(job, workers), job)


def settled(job: _Job, workers: Crew) -> tuple[Settled, Settler]:
    """Set the units of a book, on all cores, until their numbers are right."""
    how = replace(job.how, is_whole=job.how.is_whole or bool(ACROSS.search(job.own)))
    shelf = Shelf(how.shelf, how.is_fresh)
    settler = Settler(
        lambda known: _units(replace(job, how=how), known),
        workers,
        shelf,
        Names(job.book, job.own, workers.order.drawings, job.base),
        how.told,
        job.book.page_format.room,
        recalled.read(None if how.is_fresh else how.shelf),
        slots(job.parts.sections, job.book.page_format.room),
        job.images,
    )
    found = settler.settled()
    shelf.tidy()
    recalled.write(how.shelf, settler.known)
    return found, settler


def _units(job: _Job, known: Mapping[str, str]) -> list[units.Unit]:
    """The units of the book with the page labels that are known."""
    page = pages.fill(job.book, job.parts, known, job.report)
    is_indexed = pagerefs.has_index(each.html for each in job.parts.sections)
    sections = [
        replace(each, html=pagerefs.fill(each.html, known, is_indexed))
        if pagerefs.LISTING in each.html
        else each
        for each in job.parts.sections
    ]
    return (
        [units.whole(page, sections)] if job.how.is_whole else units.units(page, sections, job.own)
    )


def _order(job: _Job) -> Order:
    book = job.book
    dress = Dress(book, job.own)
    files = [*sorted((TEMPLATES / "fonts").glob("*.ttf")), *book.fonts.values()]
    below = job.base.resolve().relative_to(book.root.resolve()).as_posix()
    drawings = dress.drawings(job.parts.bars)
    return Order(book, job.own, drawings, below, faces.sums(files))
