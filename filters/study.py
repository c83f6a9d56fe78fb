"""The study kit: questions close each chapter; answers and what is open, the book."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from filters import _appendix
from filters import _study_pages as pages
from filters._ast import main
from filters._study_reader import SURE, chapters_of, own_of, read
from filters._study_reading import Read
from filters._study_terms import Appendix, terms_in
from studyguide.chain.chapters import Chapters, by_chapter
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.study import Chapter, Doubt, Kit, Question
from studyguide.study.choice import kit_of
from studyguide.study.rows import to_json
from studyguide.study.summary import room_of
from studyguide.terms import curated

BYPRODUCT = "study"
KIT = "study-kit"  # the same as objects: the Anki deck is made of it


@by_chapter
def apply(chapters: Chapters, book: Book, report: Report) -> None:
    """Ask back what is certain, list what is open; a book that has its study kit stays as it is."""
    if any(each.look(pages.are_in, None) for each in chapters):
        return
    threshold = max(SURE, book.outline.min_confidence)
    found = [each.look(read, threshold) for each in chapters]
    facts = chapters.facts
    entries = curated.entries(book, facts.silenced())  # its faults are told by now
    appendix = Appendix((each.placed for each in found), entries)
    own = own_of(found)
    asked = [question for each in own for question in each]
    read_now = list(chapters_of(found, appendix))
    kit = kit_of(read_now, terms_in(appendix), asked, book.study, facts)
    report.byproducts[BYPRODUCT] = to_json(kit)
    report.byproducts[KIT] = kit
    if not book.study.off or book.study.has_aids:
        _add(chapters, found, own, kit, book, threshold)


def _add(
    chapters: Chapters,
    found: Sequence[Read],
    own: Iterable[Sequence[Question]],
    kit: Kit,
    book: Book,
    threshold: float,
) -> None:
    """Put the kit into the book; answers and open questions stand before the glossary."""
    shares = _shares(found, Kit(chapters=kit.chapters) if book.study.off else kit)
    room = room_of(book.page_format)
    ends = []
    for chapter, share, questions in zip(chapters, shares, own, strict=True):
        keys = tuple(each.key for each in questions)
        if share.chapters:
            given = pages.Given(share, keys, book.study, room, threshold)
            ends.append(chapter.take(pages.close, given))
    chapters.insert(list(pages.behind(ends)), before=_appendix.ID)


def _shares(found: Iterable[Read], kit: Kit) -> Iterable[Kit]:
    """The kit of each chapter: what it prints of its own."""
    known = {question.key: question for question in kit.questions}
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in map(known.__getitem__, kit.printed):
        asked[question.chapter].append(question)
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in kit.doubts:
        doubts[doubt.chapter].append(doubt)
    for each in found:
        ids = [chapter.id for chapter in each.chapters]
        here = [question for name in ids for question in asked[name]]
        yield Kit(
            tuple(here),
            tuple(question.key for question in here),
            tuple(doubt for name in ids for doubt in doubts[name]),
            tuple(Chapter(c.id, c.number, c.title) for c in each.chapters),
        )


if __name__ == "__main__":
    main(apply)
