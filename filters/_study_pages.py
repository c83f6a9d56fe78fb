"""Sets the study kit: 되짚기 and 남은 질문 at chapter ends, two appendices at the book's end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import panflute as pf

from filters._ast import is_mark, mark
from filters._inlines import words
from filters._study_reader import is_chapter, reading_of, without
from filters._study_reading import Reading
from filters._study_summary import sheet
from filters._study_text import inlines
from studyguide.chain.parted import spelled
from studyguide.diagnostics import Pos, Report
from studyguide.study import Chapter, Doubt, Kit, Question, StudyOptions
from studyguide.study.summary import Room
from studyguide.study.text import Text

RECALL, OPEN = "되짚기", "남은 질문"
ANSWERS, ALL_OPEN = "되짚기의 답", "남은 질문 모음"
ANSWERS_ID, OPEN_ID = "answers", "open-questions"
TO_ANSWER, TO_ANSWERS, TO_QUESTION, TO_TEXT = "답", "답은 책 끝에", "질문", "본문"
NO_ANSWER = "글쓴이가 답을 적지 않았다."
NOTES = "메모"  # above the lines to write on
OWN = frozenset({"study", "summary", "note-lines"})  # classes of what is set here
BOX = "☐"
BETWEEN = "·"  # the members of a list in one line
BOXES = ("☐", "☒")  # of a task, as pandoc reads it


def are_in(doc: pf.Doc, given: None = None, report: Report | None = None) -> bool:  # noqa: ARG001
    """A step that sees whether the study kit was set before."""
    return any(
        getattr(block, "identifier", "") in (ANSWERS_ID, OPEN_ID)
        or (isinstance(block, pf.Div) and bool(OWN & set(block.classes)))
        for block in doc.content
    )


@dataclass(frozen=True)
class Given:
    """What a chapter takes from the kit: its questions and doubts, and the keys of its own."""

    kit: Kit
    own: tuple[str, ...]
    options: StudyOptions
    room: Room
    threshold: float


@dataclass(frozen=True)
class Behind:
    """What stands behind all chapters: answers and open questions, as JSON of blocks."""

    answers: str = ""
    doubts: str = ""


def close(tree: pf.Doc, given: Given, report: Report) -> Behind:  # noqa: ARG001
    """Put the kit into a chapter; one without anything certain gets nothing."""
    found = getattr(tree, "reading", None)  # of this build, or it is read once more
    reading = found or reading_of(tree, given.threshold, Report())
    pages = _Pages(given, reading)
    blocks: list[Any] = []
    answers: list[Any] = []
    doubts: list[Any] = []
    chapters = {chapter.id: chapter for chapter in given.kit.chapters}
    current: Chapter | None = None
    said: list[Any] = []  # the text of the current chapter
    taken = set() if given.options.off else {id(each) for each in reading.taken}
    for block in [*without(tree.content.list, taken), None]:
        if block is None or (isinstance(block, pf.Header) and block.level == 1):
            if current:
                blocks += pages.chapter_end(current, said, given.options)
                answers += pages.answers(current)
                doubts += pages.all_open(current)
            current = chapters.get(block.identifier) if block and is_chapter(block) else None
            said = []
        else:
            said.append(block)
        if block is not None:
            blocks.append(block)
    tree.content = blocks
    return Behind(spelled(answers), spelled(doubts))


def behind(found: Sequence[Behind]) -> Iterator[str]:
    """The two parts that follow the chapters, as JSON of blocks."""
    answers = (each.answers for each in found)
    doubts = (each.doubts for each in found)
    for title, name, parts in ((ANSWERS, ANSWERS_ID, answers), (ALL_OPEN, OPEN_ID, doubts)):
        if blocks := list(filter(None, parts)):
            header = pf.Header(*words(title), level=1, identifier=name, classes=["appendix", name])
            yield ",".join([spelled([header]), *blocks])


class _Pages:
    """The blocks of one book's kit; ids are `q-4-1`, `a-4-1` (chapter, place), `o-4-1`, `s-4-1`."""

    def __init__(self, given: Given, reading: Reading) -> None:
        kit = given.kit
        self.room = given.room
        self.reading = reading
        self.own = dict(zip(given.own, reading.blocks, strict=True))
        self.names = {c.id: c.number or c.id for c in kit.chapters}
        self.asked = {c.id: self._asked(kit, c) for c in kit.chapters}
        self.doubts = {c.id: [d for d in kit.doubts if d.chapter == c.id] for c in kit.chapters}
        self.anchors: dict[int, str] = {}

    def _asked(self, kit: Kit, chapter: Chapter) -> list[Question]:
        known = {question.key: question for question in kit.questions}
        return [known[key] for key in kit.printed if known[key].chapter == chapter.id]

    def chapter_end(
        self, chapter: Chapter, said: Sequence[Any], options: StudyOptions
    ) -> list[Any]:
        """What closes one chapter: questions, lines to write on, the summary sheet."""
        found = self._kit(chapter)
        if options.notes == "end" and chapter.number:
            found.append(pf.Div(pf.Plain(_title(NOTES)), classes=["note-lines"]))
        if options.summary:
            found += sheet(said, self.names[chapter.id], self.room)
        return found

    def _kit(self, chapter: Chapter) -> list[Any]:
        """되짚기 and 남은 질문 of one chapter, in one box."""
        parts: list[Any] = []
        name, asked, doubts = (
            self.names[chapter.id],
            self.asked[chapter.id],
            self.doubts[chapter.id],
        )
        if asked:
            link = pf.Link(*words(TO_ANSWERS), url=f"#answers-{name}", classes=["to-answers"])
            items = [self._question(q, f"{name}-{at}") for at, q in enumerate(asked, 1)]
            title = pf.Plain(_title(RECALL), pf.Space(), link)
            parts.append(pf.Div(title, pf.OrderedList(*items), classes=["recall"]))
        if doubts:
            items = [self._doubt(d, f"o-{name}-{at}") for at, d in enumerate(doubts, 1)]
            title = pf.Plain(_title(OPEN))
            parts.append(pf.Div(title, pf.BulletList(*items), classes=["open"]))
        return [pf.Div(*parts, identifier=f"study-{name}", classes=["study"])] if parts else []

    def _question(self, question: Question, number: str) -> pf.ListItem:
        to_answer = pf.Link(*words(TO_ANSWER), url=f"#a-{number}", classes=["to-answer"])
        if question.kind == "own":
            asked, answer = self.own[question.key]
            blocks = _ended(asked, [to_answer] if answer else [])
            return pf.ListItem(pf.Div(*blocks, identifier=f"q-{number}", classes=["own"]))
        first, *given = question.prompt
        line = pf.Span(*inlines(first), identifier=f"q-{number}", classes=["asked"])
        blocks = [
            pf.Div(pf.Plain(*_at(question.pos), *inlines(g)), classes=["given"]) for g in given
        ]
        return pf.ListItem(pf.Plain(*_at(question.pos), line, pf.Space(), to_answer), *blocks)

    def _doubt(self, doubt: Doubt, anchor: str) -> pf.ListItem:
        where = self._anchor(doubt.spot, anchor)
        link = pf.Link(*inlines(doubt.text), url=f"#{where}", classes=["asked"])
        blank = pf.Space()
        return pf.ListItem(
            pf.Plain(*_at(doubt.pos), _box(), blank, link, *_context(doubt.context, doubt.text))
        )

    def _anchor(self, spot: int, wanted: str) -> str:
        """The id of a text block; one is set where it has none."""
        if spot in self.anchors:
            return self.anchors[spot]
        content = self.reading.spots[spot].content
        at = next((at for at, inline in enumerate(content) if not is_mark(inline)), len(content))
        if at < len(content) and getattr(content[at], "text", "") in BOXES:
            at = min(at + 2, len(content))  # pandoc knows a task by the box that begins it
        first = content[at] if at < len(content) else None
        name = getattr(self.reading.spots[spot], "identifier", "") or getattr(
            first, "identifier", ""
        )
        if not name:
            name = wanted
            content.insert(at, pf.Span(identifier=name))
        self.anchors[spot] = name
        return name

    def answers(self, chapter: Chapter) -> list[Any]:
        """The answers of one chapter, in the order of its questions."""
        name, asked = self.names[chapter.id], self.asked[chapter.id]
        if not asked:
            return []
        items = [self._answer(q, f"{name}-{at}") for at, q in enumerate(asked, 1)]
        head = pf.Plain(_title(_heading(chapter)))
        return [
            pf.Div(head, pf.OrderedList(*items), identifier=f"answers-{name}", classes=["part"])
        ]

    def _answer(self, question: Question, number: str) -> pf.ListItem:
        links = self._back(question, number)
        if question.kind == "own":
            _, answer = self.own[question.key]
            blocks = _ended(answer or [pf.Plain(*words(NO_ANSWER))], links)
            return pf.ListItem(pf.Div(*blocks, identifier=f"a-{number}"))
        place = _at(question.pos)
        first, *more = question.answer
        head = pf.Span(*inlines(first), identifier=f"a-{number}")
        if not more:
            return pf.ListItem(pf.Plain(*place, head, pf.Space(), *links))
        if question.kind in ("list", "answered") and not question.is_ordered:
            rest = [inline for each in more for inline in _behind(each)]
            return pf.ListItem(pf.Plain(*place, head, *rest, pf.Space(), *links))
        if question.kind == "list":
            members = [pf.Plain(*place, head), *(pf.Plain(*inlines(each)) for each in more)]
            listed = pf.OrderedList(*(pf.ListItem(member) for member in members))
            return pf.ListItem(pf.Div(listed, pf.Plain(*links), classes=["members"]))
        rest = [pf.Para(*inlines(each)) for each in more]
        return pf.ListItem(pf.Para(*place, head), *rest, pf.Plain(*links))

    def _back(self, question: Question, number: str) -> list[Any]:
        """Links to the question, and to the place in the text that the answer rests on."""
        back = pf.Link(*words(TO_QUESTION), url=f"#q-{number}", classes=["to-question"])
        anchor = question.anchor
        if question.spot >= 0:
            anchor = self._anchor(question.spot, f"s-{number}")
        if not anchor:
            return [back]
        return [back, pf.Space(), pf.Link(*words(TO_TEXT), url=f"#{anchor}", classes=["to-text"])]

    def all_open(self, chapter: Chapter) -> list[Any]:
        """The open questions of one chapter for the collection, each with where it stands."""
        doubts = self.doubts[chapter.id]
        if not doubts:
            return []
        items = [self._collected(doubt) for doubt in doubts]
        name = self.names[chapter.id]
        head = pf.Plain(_title(_heading(chapter)))
        return [pf.Div(head, pf.BulletList(*items), identifier=f"open-{name}", classes=["part"])]

    def _collected(self, doubt: Doubt) -> pf.ListItem:
        link = pf.Link(*inlines(doubt.text), url=f"#{self.anchors[doubt.spot]}", classes=["asked"])
        line = [*_at(doubt.pos), _box(), pf.Space(), link, *_context(doubt.context, doubt.text)]
        return pf.ListItem(pf.Plain(*line))


def _ended(blocks: Sequence[Any], links: Sequence[Any]) -> list[Any]:
    """The blocks with links behind their last words, or below what is no text."""
    last = blocks[-1]
    if links and isinstance(last, pf.Para | pf.Plain):
        last.content.extend([pf.Space(), *links])
        return [*blocks]
    return [*blocks, *([pf.Plain(*links)] if links else [])]


def _heading(chapter: Chapter) -> str:
    return f"{chapter.name} {chapter.title}" if chapter.number else chapter.title


def _title(text: str) -> pf.Span:
    return pf.Span(*words(text), classes=["title"])


def _box() -> pf.Span:
    return pf.Span(pf.Str(BOX), classes=["checkbox"])


def _at(pos: Pos | None) -> list[Any]:
    """A mark, so that a message on a formula in it names the place in the notes."""
    return [mark(pos)] if pos else []


def _behind(member: Text) -> list[Any]:
    """A further member of a list whose answer is one line."""
    return [pf.Space(), pf.Str(BETWEEN), pf.Space(), *inlines(member)]


def _context(context: Text, said: Text) -> Iterable[Any]:
    if not context or context == said:
        return []
    return [pf.Space(), pf.Span(*inlines(context), classes=["hung-on"])]
