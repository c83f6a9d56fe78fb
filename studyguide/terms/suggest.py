"""What the notes seem to want from glossary.yaml: stubs, aliases and likely typos, to paste."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studyguide.diagnostics import Pos
from studyguide.hangul import has_hangul
from studyguide.terms import Entry, Passage, Row, fold, is_expansion
from studyguide.terms.harvest import BEFORE_NAME, CALLED, IS_CALLED, PAREN, QUOTE_MARKS

# 멱등성(idempotency), KD(knowledge distillation)
PAIR = re.compile(
    r"(?P<outer>[A-Za-z가-힣][A-Za-z0-9가-힣]*(?:[ \-/][A-Za-z][A-Za-z0-9]*){0,3})"
    r"\s?\((?P<inner>[^()?!,.]{2,40})\)"
)
LATIN_WORD = re.compile(r"(?<![\w./@-])[A-Za-z][A-Za-z0-9]{4,}(?![\w/@-]|\.\w)")
LIKE = 0.86  # how alike a word and a term must be to be taken for its misspelling
FEWER = 3  # a misspelling stands less often than this in the notes


@dataclass(frozen=True)
class Suggestion:
    """One stub, alias or typo that the author may want, with the place that suggests it."""

    kind: str  # "stub", "alias" or "typo"
    term: str
    value: str
    pos: Pos | None
    en: str = ""


def suggest(rows: Iterable[Row], passages: Sequence[Passage]) -> list[Suggestion]:
    """Everything the notes suggest: entries without definition, `A(B)` pairs, typos."""
    known = list(rows)
    entries = [row.entry for row in known]
    stubs = [
        Suggestion("stub", row.entry.term, row.gloss.text, row.entry.pos, row.entry.en)
        for row in known
        if row.gloss.kind in ("none", "context", "expansion") and not row.entry.is_curated
    ]
    misspelt = _misspelt(known, passages)
    wrong = {each.value for each in misspelt}
    stubs = [stub for stub in stubs if stub.term not in wrong]
    found = [*stubs, *_defined(entries, passages), *_pairs(entries, passages)]
    return [*found, *misspelt, *_typos(entries, passages)]


def _names(entries: Iterable[Entry]) -> set[str]:
    return {fold(name) for each in entries for name in (*each.forms, *each.typos)}


def _defined(entries: Iterable[Entry], passages: Sequence[Passage]) -> list[Suggestion]:
    """Terms that no list names but that the notes define: `Y을 A라 함`, `A란 Y`."""
    names = _names(entries)
    found: dict[str, Suggestion] = {}
    for passage in passages:
        for form in (CALLED, IS_CALLED):
            for hit in form.finditer(passage.text):
                term = _called(hit["term"])
                if len(term.split()) <= 2 and len(term) > 1 and fold(term) not in names:
                    stub = Suggestion("stub", term, passage.text, passage.pos)
                    found.setdefault(fold(term), stub)
    return list(found.values())


def _called(named: str) -> str:
    """The name alone in `표를 나누는 기법을 샤딩`: what stands behind the last object."""
    words = PAREN.sub("", named).split()
    objects = [at for at, word in enumerate(words) if BEFORE_NAME.search(word)]
    return " ".join(words[objects[-1] + 1 if objects else 0 :]).strip(QUOTE_MARKS)


def _pairs(entries: Iterable[Entry], passages: Sequence[Passage]) -> list[Suggestion]:
    """`멱등성(idempotency)`: the same thing in the other script, or spelled out."""
    by_name = {fold(form): entry for entry in entries for form in entry.forms}
    found: dict[tuple[str, str], Suggestion] = {}
    for passage in passages:
        for pair in PAIR.finditer(passage.text):
            outer, inner = pair["outer"].strip(), pair["inner"].strip()
            is_other = has_hangul(outer) != has_hangul(inner) or is_expansion(outer, inner)
            one, other = by_name.get(fold(outer)), by_name.get(fold(inner))
            if is_other and bool(one) != bool(other):
                owner = one or other
                new = inner if one else outer
                if owner:
                    alias = Suggestion("alias", owner.term, new, passage.pos)
                    found.setdefault((owner.term, fold(new)), alias)
    return list(found.values())


def _misspelt(rows: Sequence[Row], passages: Sequence[Passage]) -> list[Suggestion]:
    """Headwords without entry that are almost another one, which is defined or stands more often.

    `autoagressive` beside `autoregressive` in one list of keywords.
    """
    said = Counter(w.casefold() for p in passages for w in LATIN_WORD.findall(p.text))
    weight = {row.entry.term.casefold(): _standing(row, said) for row in rows}
    found = []
    for row in rows:
        low = row.entry.term.casefold()
        close = difflib.get_close_matches(low, weight.keys() - {low}, n=1, cutoff=LIKE)
        is_lone = LATIN_WORD.fullmatch(low) and not row.entry.is_curated
        if (
            close
            and is_lone
            and weight[close[0]] > weight[low]
            and not _is_inflected(low, close[0])
        ):
            owner = next(r.entry.term for r in rows if r.entry.term.casefold() == close[0])
            found.append(Suggestion("typo", owner, row.entry.term, row.entry.pos))
    return found


def _standing(row: Row, said: Counter[str]) -> tuple[bool, int]:
    return row.entry.is_curated, said[row.entry.term.casefold()]


def _typos(entries: Iterable[Entry], passages: Sequence[Passage]) -> list[Suggestion]:
    """Rare Latin words that are almost, but not quite, the word of a term."""
    owners = {
        word.casefold(): entry
        for entry in entries
        for form in entry.forms
        for word in LATIN_WORD.findall(form)
    }
    known = _names(entries)
    count = Counter(w.casefold() for p in passages for w in LATIN_WORD.findall(p.text))
    found: dict[str, Suggestion] = {}
    for passage in passages:
        for word in LATIN_WORD.findall(passage.text):
            low = word.casefold()
            if low in owners or low in known or low in found or count[low] >= FEWER:
                continue
            close = difflib.get_close_matches(low, owners, n=1, cutoff=LIKE)
            if close and not _is_inflected(low, close[0]):
                found[low] = Suggestion("typo", owners[close[0]].term, word, passage.pos)
    return list(found.values())


def _is_inflected(word: str, term: str) -> bool:
    """Whether a word only adds or drops an ending: models, modeling, bigqueryml."""
    if word.startswith(term) or term.startswith(word):
        return True
    short, long = sorted((word, term), key=len)
    stem = short[:-1] if short.endswith("e") else short
    return long.startswith(stem) and bool(
        re.fullmatch(r"s|es|d|ed|r|er|ers|ing|ings|or|ors|e|ion|ions|al|ly", long[len(stem) :])
    )


def to_yaml(suggestions: Iterable[Suggestion]) -> str:
    """Stubs ready to paste into glossary.yaml; aliases and typos as comments beside them."""
    return "".join(_stub(each) if each.kind == "stub" else _note(each) for each in suggestions)


def _stub(found: Suggestion) -> str:
    lines = [f"- term: {_quoted(found.term)}  # {found.pos or ''}".rstrip(" #")]
    if found.value:
        lines.append(f"  # {' '.join(found.value.split())}")
    if found.en:
        lines.append(f"  en: {_quoted(found.en)}")
    return "\n".join([*lines, "  definition:", ""])


def _note(found: Suggestion) -> str:
    key = "aliases" if found.kind == "alias" else "typos"
    value = f"{key}: [{_quoted(found.value)}]"
    return f"# {found.pos or ''}: {_quoted(found.term)} ← {value}\n"


def _quoted(text: str) -> str:
    """A plain YAML scalar, quoted when it must be."""
    is_plain = re.fullmatch(r"[A-Za-z가-힣][A-Za-z0-9가-힣 /.+_-]*", text)
    special = text.casefold() in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if is_plain and not special and text == text.strip() else f'"{escaped}"'
