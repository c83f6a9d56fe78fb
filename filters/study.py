"""The study kit: questions close each chapter; answers and what is open, the book."""

import panflute as pf

from filters import _study_pages as pages
from filters._ast import main
from filters._study_reader import read
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.study import Kit
from studyguide.study.choice import kit_of
from studyguide.study.rows import to_json
from studyguide.study.summary import room_of

BYPRODUCT = "study"
KIT = "study-kit"  # the same as objects: the Anki deck is made of it


def apply(doc: pf.Doc, book: Book, report: Report) -> pf.Doc:
    """Ask back what is certain, list what is open; a book that has its study kit stays as it is."""
    if pages.are_in(doc):
        return doc
    reading = read(doc, book, report)
    kit = kit_of(reading.chapters, reading.terms, reading.own, book.study)
    report.byproducts[BYPRODUCT] = to_json(kit)
    report.byproducts[KIT] = kit
    if book.study.off:
        reading.taken.clear()
        kit = Kit(chapters=kit.chapters)
    if not book.study.off or book.study.has_aids:
        pages.add(doc, kit, reading, book.study, room_of(book.page_format))
    return doc


if __name__ == "__main__":
    main(apply)
