"""Questions about the terms that somebody defined: what is it, which is it, fill it in."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from studyguide.diagnostics import Pos, Report
from studyguide.hangul import josa
from studyguide.keeping.facts import Facts
from studyguide.study import Item, Question
from studyguide.study.genus import OUTSIDE, POINTED
from studyguide.study.sentences import Defined
from studyguide.study.text import BLANK_SHOWN, Span, Text, cut, has_blank, hide, plain, strip, words
from studyguide.terms import Entry, GlossKind, Passage, assign_ids, bare, fold, is_expansion
from studyguide.terms.harvest import SAYS, harvest
from studyguide.terms.matching import Matcher, build
from studyguide.terms.names import is_said_of
from studyguide.terms.sentences import UNSURE

SIDES = re.compile(r"\s*(?:[!?]+\s*[-–—:：]?|\s[-–—=]|[:：])\s+")  # between a term and its gloss
DOUBTED = re.compile(r"[?？]|같(?:음|다|은데)|인 듯|라고 이해|맞나")
FRAGMENT = re.compile(r"(?:는|한|된|할|인)$")  # `한 번만 해야 하는`: answers nothing
PAIRED = re.compile(rf"{re.escape(BLANK_SHOWN)}\s*[:：=–—-]")  # `(  ): 가까이 둔 값`
Clozes = tuple[tuple[str, Question], ...]  # ids of terms, and the gap text of each
CERTAIN = ("curated", "explicit", "harvested")
FEWEST = 6  # letters of a definition that can be asked for


@dataclass(frozen=True)
class Term:
    """An entry of the glossary as the appendix gives it, with the place of its definition."""

    id: str
    entry: Entry
    kind: GlossKind
    meaning: tuple[Text, ...]
    chapter: str
    anchor: str
    pos: Pos | None
    spot: int = -1  # the text that defines it, where no glossary does

    @property
    def is_certain(self) -> bool:
        """Whether somebody defined the term, and nobody doubted it."""
        said = " ".join(map(plain, self.meaning))
        is_doubted = self.entry.is_doubted and self.kind != "curated"
        is_unsure = self.kind != "curated" and bool(DOUBTED.search(said) or UNSURE.search(said))
        return self.kind in CERTAIN and bool(self.chapter) and not (is_doubted or is_unsure)

    @property
    def matcher(self) -> Matcher:
        """Finds the term in all its forms."""
        return build({self.id: self.entry})


def questions_on(term: Term) -> Iterator[Question]:
    """What a certain term can be asked for."""
    if _is_spelled_out(term):
        yield _expansion(term)
    meaning = _meaning(term)
    if not term.is_certain or sum(map(str.isalnum, " ".join(map(plain, meaning)))) < FEWEST:
        return
    is_loose = term.kind != "curated" and is_said_of(term.entry.term)  # `데이터팀 목표란`
    said = plain(meaning[0])
    is_loose = is_loose or bool(POINTED.match(said))  # `발표에서, …`
    is_loose = is_loose or (term.kind != "curated" and bool(OUTSIDE.search(said)))
    if is_loose or FRAGMENT.search(plain(meaning[-1])):
        return
    particle = josa(term.entry.term, "이란/란", term.entry.reading)
    prompt = words(f"{term.entry.term}{particle} 무엇인가?")
    yield _question(term, "definition", (prompt,), meaning)
    hidden = tuple(hide(text, spans_of(term)) for text in meaning)
    if term.kind == "harvested" and any(map(has_blank, hidden)):
        if term.spot >= 0:
            yield _question(term, "cloze", hidden, (_shown(term.entry),))
        return  # a defining sentence names its term; it is asked as a cloze
    asked = (words("다음 설명에 맞는 용어는?"), *hidden)
    yield _question(term, "term", asked, (_shown(term.entry),))


def _is_spelled_out(term: Term) -> bool:
    entry = term.entry
    short = entry.abbr if entry.expansion and entry.abbr else entry.term
    return bool(term.chapter) and is_expansion(short, entry.expansion) and not entry.is_doubted


def _expansion(term: Term) -> Question:
    entry = term.entry
    short = entry.abbr or entry.term
    prompt = f"{short}{josa(short, '은/는', entry.reading)} 무엇을 줄인 말인가?"
    return _question(term, "expansion", (words(prompt),), (words(entry.expansion),))


def _question(
    term: Term, kind: str, prompt: tuple[Text, ...], answer: tuple[Text, ...]
) -> Question:
    pair = "expansion" if kind == "expansion" else "term"
    return Question(
        kind,  # type: ignore[arg-type]
        f"{kind}:{term.id}",
        f"{pair}:{term.id}",
        prompt,
        answer,
        term.chapter,
        term.pos,
        term.anchor,
        term.spot,
    )


def _shown(entry: Entry) -> Text:
    others = [entry.counterpart, entry.abbr]
    more = [each for each in dict.fromkeys(others) if each and fold(each) != fold(entry.term)]
    return words(entry.term + (f" ({', '.join(more)})" if more else ""))


def _meaning(term: Term) -> tuple[Text, ...]:
    """The definition; of a pair `A – Y`, `Y – A` or `A! Y` only what is not the name."""
    if term.kind != "harvested" or not term.meaning:
        return term.meaning
    text = term.meaning[0]
    shown = plain(text)
    names = {fold(form) for form in term.entry.forms}
    for met in SIDES.finditer(shown):
        left, right = shown[: met.start()], shown[met.end() :]
        if fold(left.strip(" !?*")) in names:
            return (strip(cut(text, met.end()), " !"),)
        if fold(right.strip(" !?*")) in names:
            return (strip(cut(text, 0, met.start()), " !"),)
    return term.meaning


def told_in(chapters: Iterable[tuple[str, Iterable[Defined]]], known: Sequence[Term]) -> list[Term]:
    """The terms that sentences of the notes define, by chapter, and the glossary does not."""
    settled = {fold(form) for term in known if term.is_certain or term.entry.is_doubted
               for form in term.entry.forms}  # fmt: skip
    told: dict[str, list[tuple[str, Defined]]] = {}
    for chapter, defined in chapters:
        for found in defined:
            told.setdefault(fold(found.name), []).append((chapter, found))
    terms = []
    for name, places in told.items():
        spelled = next((found.expansion for _, found in places if found.expansion), "")
        said = [(where, found) for where, found in places if found.said]
        is_sure = name not in settled and len({where for where, _ in said}) == 1
        where, found = said[0] if is_sure else places[0]
        if is_sure or (spelled and name not in settled):
            terms.append(_told(found, where, spelled, is_sure))
    return terms


def _told(found: Defined, chapter: str, expansion: str, is_sure: bool) -> Term:
    alias = found.alias if found.alias and not is_expansion(found.name, found.alias) else ""
    expansion = expansion or ("" if alias else found.alias)
    entry = Entry(found.name, expansion=expansion, aliases=(alias,) if alias else ())
    (name,) = assign_ids([entry])
    meaning = (found.said,) if is_sure else ()
    kind: GlossKind = "harvested" if meaning else "expansion"
    return Term(name, entry, kind, meaning, chapter, "", found.item.pos, found.item.spot)


def spans_of(term: Term) -> Callable[[str], list[Span]]:
    """A function from words to the places of the term in them."""
    matcher = term.matcher

    def find(text: str) -> list[Span]:
        return [(each.start, each.end) for each in matcher.find(text)]

    return find


def clozes(
    terms: Sequence[Term], texts: Iterable[tuple[str, Sequence[Item]]], facts: Facts
) -> Iterator[Question]:
    """One gap text for each certain term that a sentence of the notes defines.

    `texts` are those of each chapter, with its id. A chapter that did not change is asked once.
    """
    certain = {term.id: term for term in terms if term.is_certain}
    known = facts.name([(t.id, bare(t.entry), t.kind, t.meaning) for t in certain.values()])
    matcher = build({key: term.entry for key, term in certain.items()})
    done: set[str] = set()
    for chapter, items in texts:
        name = facts.name("clozes", known, chapter, items) if known else ""
        found = facts.made(name, Clozes, partial(_clozes, chapter, items, certain, matcher))
        yield from (question for term, question in found if term not in done)
        done.update(term for term, _ in found)


def _clozes(
    chapter: str,
    items: Iterable[Item],
    certain: Mapping[str, Term],
    matcher: Matcher,
    report: Report,  # noqa: ARG001
) -> Clozes:
    """The gap texts of a chapter by the ids of their terms."""
    done: dict[str, Question] = {}
    for item in items:
        for line in item.lines if len(item.lines) == 1 else ():
            shown = plain(line)
            for met in matcher.find(shown) if SAYS.search(shown) else ():
                term = certain[met.entry_id]
                if met.entry_id not in done and (hidden := _defining(term, line)):
                    done[met.entry_id] = _cloze(term, hidden, chapter, item)
    return tuple(done.items())


def _cloze(term: Term, hidden: Text, chapter: str, item: Item) -> Question:
    answer = (_shown(term.entry),)
    pair = f"term:{term.id}"
    return Question(
        "cloze", f"cloze:{term.id}", pair, (hidden,), answer, chapter, item.pos, "", item.spot
    )


def _defining(term: Term, line: Text) -> Text:
    """The line with its term hidden, if it is a sentence that defines it."""
    shown = plain(line)
    if DOUBTED.search(shown) or UNSURE.search(shown) or OUTSIDE.search(shown):
        return ()
    gloss = harvest(term.entry, [Passage(shown)], [0])
    if gloss is None or gloss.text not in shown:
        return ()
    start = shown.index(gloss.text)
    hidden = hide(cut(line, start, start + len(gloss.text)), spans_of(term))
    is_of_pair = PAIRED.match(plain(hidden)) or _meaning(term) != term.meaning
    is_asked = term.kind == "harvested" and is_of_pair  # as a definition
    return hidden if has_blank(hidden) and not is_asked else ()
