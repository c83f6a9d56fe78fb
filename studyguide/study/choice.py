"""Makes all questions of a book and chooses those that close its chapters."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from studyguide.diagnostics import Report
from studyguide.keeping.facts import Facts
from studyguide.study import Chapter, Doubt, Kit, Question, StudyOptions
from studyguide.study.answered import Answered, answered
from studyguide.study.defined import Term, clozes, told_in
from studyguide.study.defined import questions_on as on_term
from studyguide.study.doubts import doubts_of, keyword_doubts_of
from studyguide.study.lists import NUMERALS, Listed, listed
from studyguide.study.sentences import Defined, defined_in
from studyguide.study.text import Text, join, plain
from studyguide.study.written import questions_on as on_formulas
from studyguide.study.written import texts
from studyguide.terms import fold

LINE = 40  # letters of choices that stand beside each other
OnTerms = tuple[tuple[Question, ...], ...]  # the questions on each of some terms
ROUND = ("list", "answered", "formula", "symbol", "cloze", "definition", "term", "expansion")


@dataclass(frozen=True)
class Asked:
    """What a chapter alone defines, can ask and leaves open, whatever the glossary says."""

    defined: tuple[Defined, ...]
    questions: tuple[Question, ...]
    doubts: tuple[Doubt, ...]


def asked_in(chapter: Chapter) -> Asked:
    """What one chapter asks."""
    questions = (
        *(_on_list(found, chapter) for found in listed(chapter)),
        *(_on_answered(found, chapter) for found in answered(chapter)),
        *on_formulas(chapter),
    )
    return Asked(tuple(defined_in(chapter)), questions, tuple(doubts_of(chapter)))


def kit_of(
    chapters: Sequence[tuple[Chapter, Asked]],
    terms: Sequence[Term],
    own: Sequence[Question],
    options: StudyOptions,
    facts: Facts,
) -> Kit:
    """All that the book can ask and all that it leaves open; `own` are the author's questions."""
    told = told_in([(chapter.id, asked.defined) for chapter, asked in chapters], terms)
    made = [*own, *_on_terms([*terms, *told], facts)]
    items = [(chapter.id, list(texts(chapter.blocks))) for chapter, _ in chapters]
    made += clozes(terms, items, facts)
    made += [question for _, asked in chapters for question in asked.questions]
    wanted = [q for q in _without_twins(_asked_once(made)) if q.kind in (*options.kinds, "own")]
    by_chapter: dict[str, list[Question]] = defaultdict(list)
    for question in wanted:
        by_chapter[question.chapter].append(question)
    printed = [q.key for chapter, _ in chapters for q in choose(by_chapter[chapter.id], options)]
    doubts = (
        doubt
        for chapter, asked in chapters
        for doubt in (*asked.doubts, *keyword_doubts_of(chapter))
    )
    return Kit(
        tuple(wanted), tuple(printed), tuple(doubts), tuple(chapter for chapter, _ in chapters)
    )


def _on_terms(terms: Sequence[Term], facts: Facts) -> Iterator[Question]:
    """What the terms can be asked for; those of a chapter are kept together."""
    by_chapter: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_chapter[term.chapter].append(term)
    found = {}
    for chapter, here in by_chapter.items():
        name = facts.name("on terms", here)
        found[chapter] = iter(facts.made(name, OnTerms, partial(_on_each, here)))
    for term in terms:
        yield from next(found[term.chapter])


def _on_each(terms: Iterable[Term], report: Report) -> OnTerms:  # noqa: ARG001
    return tuple(tuple(on_term(term)) for term in terms)


def _on_list(found: Listed, chapter: Chapter) -> Question:
    name = plain(found.head)
    count = NUMERALS[len(found.members)]
    asked = f"’의 {count} 항목을 차례대로 들면?" if found.is_ordered else f"’의 {count} 항목은?"
    key = f"list:{chapter.id}:{fold(name)}"
    prompt = (join("‘", found.head, asked),)
    item = found.item
    return Question(
        "list",
        key,
        key,
        prompt,
        found.members,
        chapter.id,
        item.pos,
        spot=item.spot,
        is_ordered=found.is_ordered,
    )


def _on_answered(found: Answered, chapter: Chapter) -> Question:
    key = f"answered:{chapter.id}:{fold(plain(found.asked))}"
    item = found.item
    asked = join(found.asked, f" ({found.number}번)") if found.number else found.asked
    return Question(
        "answered",
        key,
        key,
        (asked, *_beside(found.options)),
        found.answer,
        chapter.id,
        item.pos,
        spot=item.spot,
        number=found.number,
    )


def _beside(options: Sequence[Text]) -> Sequence[Text]:
    """The choices of a question, short ones on one line."""
    if not options or sum(len(plain(option)) + 1 for option in options) > LINE:
        return options
    first, *others = options
    return (join(first, *(part for option in others for part in (" ", option))),)


def _asked_once(made: Sequence[Question]) -> Iterator[Question]:
    """Without the author's `캐시란 무엇인가?` where a definition asks the same."""
    asked = {_letters(q) for q in made if q.kind != "answered"}
    return (q for q in made if q.kind != "answered" or _letters(q) not in asked)


def _letters(question: Question) -> str:
    return fold("".join(map(plain, question.prompt)))


def _without_twins(made: Iterable[Question]) -> Iterator[Question]:
    """Two questions that read the same have two answers: neither is certain, but the author's."""
    found = list({question.key: question for question in made}.values())
    asked = [tuple(map(plain, question.prompt)) for question in found]
    times = Counter(asked)
    return (
        question
        for question, prompt in zip(found, asked, strict=True)
        if times[prompt] == 1 or question.kind == "own"
    )


def choose(here: Sequence[Question], options: StudyOptions) -> list[Question]:
    """The questions that a chapter prints of its own: the author's, then each kind in its turn."""
    chosen = [question for question in here if question.kind == "own"]
    piles = {kind: _pile(here, kind, options.seed) for kind in ROUND}
    taken: set[str] = set()
    while len(chosen) < options.count and any(piles.values()):
        for kind in ROUND:
            pile = piles[kind]
            while pile and pile[0].pair in taken:
                pile.pop(0)
            if pile and len(chosen) < options.count:
                taken.add(pile[0].pair)
                chosen.append(pile.pop(0))
    return _counted(chosen)


def _counted(chosen: Sequence[Question]) -> list[Question]:
    """The questions with those that their author numbered in the order of the notes."""
    numbered = iter(sorted((q for q in chosen if q.number), key=lambda q: q.spot))
    return [next(numbered) if question.number else question for question in chosen]


def _pile(here: Sequence[Question], kind: str, seed: int) -> list[Question]:
    """The questions of one kind in an order that only the seed and their keys decide."""
    return sorted((q for q in here if q.kind == kind), key=lambda q: (_draw(seed, q.key), q.key))


def _draw(seed: int, key: str) -> str:
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()
