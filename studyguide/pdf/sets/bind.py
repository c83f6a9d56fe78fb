"""Binds the units that were set into the file, and reports what was told while they were set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studyguide.outputs.blocks import PageStart
from studyguide.pdf.engine import checks, log
from studyguide.pdf.joined import faces, join, labels
from studyguide.pdf.joined.placed import Placed
from studyguide.pdf.sets.settle import Settled, Settler
from studyguide.pdf.tags.places import of_anchor


@dataclass(frozen=True)
class Bound:
    """The file and what the rest of the build wants to know of it."""

    content: bytes
    pages: int
    pages_of: Mapping[str, str]
    starts: tuple[PageStart, ...]


def bound(made: tuple[Settled, Settler], job: Any) -> Bound:
    """The file of a book."""
    settled, settler = made
    used = faces.united(face for laid in settled.laid for face in laid.faces)
    brought = {name: file for laid in settled.laid for name, file in laid.files.items()}
    anchors = settled.anchors()
    content = join.joined(
        [_placed(settled, settler, at) for at in range(len(settled.laid))],
        *settler.crew.embedded(used, brought),
        labels.runs(anchors),
        job.book.uuid.encode(),
    )
    _report(settled, job)
    checks.foreign_fonts([f"/{_base_name(face)}" for face in used], job.book, job.report)
    _shrink(settled, job)
    starts = tuple(_starts(settled, labels.label_each(anchors)))
    return Bound(content, len(anchors), labels.pages_of(anchors), starts)


def _placed(settled: Settled, settler: Settler, at: int) -> Placed:
    laid, stand = settled.laid[at], settled.stands[at]
    said = settler.said(laid, stand)
    if not settled.is_settled:  # there is room for the number that was drawn alone
        drawn = laid.drawn
        said |= {ref: text for ref, text in drawn.items() if len(text) < len(said[ref])}
    return Placed(laid.pack, stand.drops_blank, laid.spots, said, laid.anchors, laid.bookmarks)


def _base_name(face: faces.Face) -> str:
    return bytes(face.told["name"]).decode().lstrip("/")


def _report(settled: Settled, job: Any) -> None:
    """File what was told, with pages counted from the first of the book."""
    if not settled.is_settled:
        job.report.add("P008")
    for laid, stand in zip(settled.laid, settled.stands, strict=True):
        before = stand.sheet - stand.drops_blank
        for told in laid.told:
            if told.kind == "log":
                log.tell(*told.words, job.report, job.places, job.book)
            elif told.kind == "refused":
                url, reason = told.words
                job.report.add("P003", job.places.of_address(url), url=url, reason=reason)
            else:
                facts = dict(told.facts)
                anchor = facts.pop(checks.ANCHOR, "")
                linked = (
                    of_anchor(anchor, (unit.html for unit in settled.units)) if anchor else None
                )
                if "page" in facts:
                    facts["page"] += before
                pos = told.pos or linked or checks.place_of_press(job.book, job.own)
                job.report.add(told.words[0], pos, **facts)


def _shrink(settled: Settled, job: Any) -> None:
    """Let each formula know how small it was drawn."""
    for laid in settled.laid:
        for url, share in laid.small.items():
            if picture := job.images.get(url):
                picture.smallest = min(picture.smallest, share)


def _starts(settled: Settled, names: list[str]) -> Iterator[PageStart]:
    at = 0
    for unit, laid, stand in zip(settled.units, settled.laid, settled.stands, strict=True):
        for start in laid.starts[stand.drops_blank :]:
            if start:
                block = start.block + unit.block if start.block >= 0 else start.block
                yield replace(start, label=names[at], block=block)
            at += 1
