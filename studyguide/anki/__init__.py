"""Makes the Anki deck of a book's questions, and its terms as a table."""

import csv
import io
import itertools
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import genanki

from studyguide.anki.cleared import cleared
from studyguide.anki.editions import changed_at
from studyguide.anki.media import Media
from studyguide.anki.models import CLOZE, ONE_WAY, TWO_WAYS
from studyguide.anki.sides import Formula, Picture, code, shown, side, to_formula
from studyguide.config import Book
from studyguide.files import replace_file
from studyguide.formulas.known_macros import Macro
from studyguide.study import Chapter, Kit, Question
from studyguide.study.text import Piece

UNDATED = datetime(2020, 1, 1, tzinfo=UTC)  # the time of the notes of a book without a date
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
COLUMNS = ("용어", "영어", "한국어", "준말", "원말", "풀이", "풀이의 갈래", "출처", "나온 장")
KINDS = {
    "curated": "글쓴이의 풀이",
    "explicit": "노트의 풀이",
    "harvested": "노트에서 따옴",
    "expansion": "원말뿐",
    "context": "정의 없음",
    "none": "정의 없음",
}
DEFINED = ("curated", "explicit", "harvested")
RECKONED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # begin a formula


@dataclass(frozen=True)
class Deck:
    """What was written: the file, its notes and cards."""

    path: Path
    notes: int
    cards: int


def write(
    kit: Kit,
    book: Book,
    out: Path,
    macros: Mapping[str, str | Macro],
    is_read: Callable[[Piece], bool],
) -> Deck:
    """Write the deck to `out`: the same bytes for the same questions.

    `is_read` tells which formulas the press can read: Anki gets no others, which may act there
    (`\\href{javascript:…}`), but their text.

    A note is known again by the book's `identifier` (else its title) and by what it asks about,
    not by its words: importing a new edition updates the text and keeps the learner's history.
    Where `out` holds an older edition, what changed since is dated after it.
    """
    deck = genanki.Deck(_number(_identity(book)), book.title or book.slug)
    chapters = {chapter.id: chapter for chapter in kit.chapters}
    media = Media(book)

    def formula(piece: Piece) -> str:
        return to_formula(piece, macros) if is_read(piece) else code(piece.shown)

    for pair, asked in _facts(kit.questions):
        deck.add_note(_note(pair, asked, chapters, book, media, formula))
    moment = _time(book.date).timestamp()
    times = changed_at(deck.notes, moment, out)
    replace_file(out, _zipped(_database(deck, book, times), media))
    return Deck(out, len(deck.notes), sum(len(note.cards) for note in deck.notes))


def _identity(book: Book) -> str:
    return book.identifier or book.title or book.slug


def _number(text: str) -> int:
    """A number of Anki's size that the text alone decides."""
    return int.from_bytes(sha256(text.encode()).digest()[:4]) % (1 << 30) + (1 << 30)


def _facts(questions: Iterable[Question]) -> Iterator[tuple[str, list[Question]]]:
    """Questions by what they are about: both ways of one fact are one note with two cards."""
    facts: dict[str, list[Question]] = {}
    for question in questions:
        key = question.key if question.kind == "cloze" else question.pair
        facts.setdefault(key, []).append(question)
    yield from facts.items()


def _note(
    key: str,
    asked: Sequence[Question],
    chapters: Mapping[str, Chapter],
    book: Book,
    media: Media,
    formula: Formula,
) -> genanki.Note:
    first = asked[0]
    chapter = chapters[first.chapter]
    fields, model = _fields(asked, formula, media.name_of)
    place = f" · {first.pos}" if first.pos else ""
    title = f"{chapter.name} {chapter.title}" if chapter.number else chapter.title
    fields.append(shown(title + place))
    guid = genanki.guid_for(_identity(book), key)
    return genanki.Note(model=model, fields=fields, guid=guid, tags=[_tag(title)])


def _tag(title: str) -> str:
    return re.sub(r"\s+", "_", title.strip()) or "_"


def _fields(
    asked: Sequence[Question], formula: Formula, picture: Picture
) -> tuple[list[str], genanki.Model]:
    first = asked[0]
    if first.kind == "cloze":
        return [side(first.prompt, formula, is_cloze=True)], CLOZE
    if first.card:
        return [side((each,), formula, picture) for each in first.card], ONE_WAY
    if first.kind not in ("definition", "term", "formula", "symbol"):
        return [side(first.prompt, formula), side(first.answer, formula)], ONE_WAY
    ways = {_is_forward(question): question for question in asked}
    return [
        side(texts, formula)
        for way in (True, False)
        for texts in ((ways[way].prompt, ways[way].answer) if way in ways else ((), ()))
    ], TWO_WAYS


def _is_forward(question: Question) -> bool:
    """Whether it asks from the name to the meaning."""
    return question.kind == "definition" or question.key.endswith((":tex", ":meaning"))


def _database(deck: genanki.Deck, book: Book, times: Mapping[str, int]) -> bytes:
    """Anki's collection; its times come from the book's date and from what changed."""
    moment = _time(book.date).timestamp()
    ids = itertools.count(int(moment * 1000) + _number(_identity(book)) % 1_000_000_000)
    connection = sqlite3.connect(":memory:")
    try:
        genanki.Package(deck).write_to_db(connection.cursor(), moment, ids)
        rows = [(time, guid) for guid, time in times.items()]
        connection.executemany("update notes set mod = ? where guid = ?", rows)
        connection.commit()
        return cleared(connection.serialize())
    finally:
        connection.close()


def _time(date: str) -> datetime:
    """Noon of the first day that `2022`, `2022-12` or `2022-12-04` can mean.

    >>> _time("2022-12").isoformat()
    '2022-12-01T12:00:00+00:00'
    """
    if not date:
        return UNDATED
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return datetime(year, month, day, 12, tzinfo=UTC)


def _zipped(collection: bytes, media: Media) -> bytes:
    names = json.dumps(media.names, ensure_ascii=False).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("collection.anki2", collection), ("media", names), *media.files):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write_terms(entries: Sequence[Mapping[str, object]], kit: Kit, out: Path) -> int:
    """Write the terms as a table (CSV with a byte order mark: Excel takes it for CP949 without).

    `entries` are the rows of glossary.json. Returns how many there are.
    """
    names = {chapter.id: chapter.name for chapter in kit.chapters}
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    rows.writerows(_row(entry, names) for entry in entries)
    replace_file(out, table.getvalue().encode("utf-8-sig"))
    return len(entries)


def _row(entry: Mapping[str, object], names: Mapping[str, str]) -> list[object]:
    kind = str(entry["kind"])
    place = entry["provenance"]
    source = f"{place['file']}:{place['line']}" if isinstance(place, dict) and place["file"] else ""
    found = entry["occurrences"]
    places = [row["chapter"] for row in found] if isinstance(found, list) else []
    chapters = dict.fromkeys(names[each] for each in places if each in names)
    named = [entry[key] for key in ("term", "en", "ko", "abbr", "expansion")]
    meaning = entry["definition"] if kind in DEFINED else ""
    row = [*named, meaning, KINDS[kind], source, ", ".join(chapters)]
    return [_unreckoned(str(cell or "")) for cell in row]


def _unreckoned(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula to work out: an apostrophe says it is text.

    >>> _unreckoned("=1+1"), _unreckoned("@Autowired"), _unreckoned("a=1")
    ("'=1+1", "'@Autowired", 'a=1')
    """
    return f"'{cell}" if cell.startswith(RECKONED) else cell
