r"""Symbols and what they mean, as the notes say it: `$I_y$: 고해상도`, `여기서 $x$는 입력`."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.diagnostics import Pos
from studyguide.formulas.faults import brace_hint
from studyguide.formulas.normal import normal, normal_tokens, occurs_in
from studyguide.formulas.tokens import RELATIONS, is_statement, tokens
from studyguide.meanings import LEAD, LEAD_WITHIN, Piece, listed, meanings

SOFT, HARD = Piece("\n"), Piece("\u2028")  # where a line of the notes ends, and of the book
SIGN = re.compile(r"\s*[:：]|\s+[-–—]\s")  # between a symbol and its meaning, as in `$m$: 질량`


@dataclass(frozen=True)
class Symbol:
    """A symbol with the author's words for it; `chapter` is empty for the whole book.

    `anchor` is the id of the place in the text that explains it, if there is one.
    """

    tex: str
    meaning: str
    chapter: str
    pos: Pos | None
    anchor: str = ""


def is_symbol(tex: str) -> bool:
    r"""Whether a formula is one symbol (`x_t`, `\mathcal{L}`), no number and no statement.

    >>> [is_symbol(tex) for tex in (r"I_y", "5", "y = 1", "f(x)")]
    [True, False, False, True]
    """
    row = tokens(tex)
    has_letter = any(token.isalpha() or token.startswith("\\") for token in row)
    return has_letter and not is_statement(tex) and not RELATIONS.intersection(row)


def harvest(said: Iterable[Piece], chapter: str, pos: Pos | None) -> Iterator[Symbol]:
    """The symbols that a text gives a meaning; a meaning ends where its line does."""
    is_led = False  # by the `여기서` of a line above
    for line in _lines(list(said)):
        behind = _explaining(line, is_led)
        found = _opening(line) or [each for each in meanings(behind or []) if is_symbol(each[0])]
        yield from (Symbol(tex, meaning, chapter, pos) for tex, meaning in found)
        is_led = behind is not None and not line[-1].text.rstrip().endswith((".", "?", "!"))


def _lines(said: list[Piece]) -> Iterator[list[Piece]]:
    """What stands between hard breaks, and between soft ones before a line that explains anew."""
    starts = [at + 1 for at, piece in enumerate(said)
              if piece == HARD or (piece == SOFT and _is_anew(said[at + 1 : at + 5]))]  # fmt: skip
    for start, end in pairwise([0, *starts, len(said) + 1]):
        line: list[Piece] = []
        for piece in said[start : end - 1]:
            is_text = line and not (piece.is_formula or line[-1].is_formula)
            before = line.pop().text if is_text else ""
            line.append(replace(piece, text=before + (" " if piece == SOFT else piece.text)))
        if line := [piece for piece in line if piece.is_formula or piece.text.strip()]:
            yield line


def _is_anew(line: list[Piece]) -> bool:
    """Whether a line begins to explain: `$m$: 질량`, `여기서 …`."""
    words = "".join(piece.text for piece in line if not piece.is_formula)
    return bool(SIGN.match(words) if line and line[0].is_formula else LEAD.match(words))


def _opening(line: list[Piece]) -> list[tuple[str, str]]:
    """The symbols of a line that opens with one, `$F$: 힘, $m$: 질량`."""
    if not line[0].is_formula:
        return []
    said = "".join(f"${p.text}$" if p.is_formula else p.text for p in line)
    found = told(said, [piece.text for piece in line if piece.is_formula])
    return [(tex, said[start:end]) for tex, start, end in found]


def told(line: str, texes: Collection[str]) -> list[tuple[str, int, int]]:
    """The symbols among `texes` that a line opening with one explains, and where it does."""
    return [each for each in listed(line) if each[0] in texes and is_symbol(each[0])]


def _explaining(line: list[Piece], is_led: bool) -> list[Piece] | None:
    """What stands behind `여기서`, at the start of a line or right before a symbol within it."""
    for at, piece in enumerate(line):
        is_lead = LEAD_WITHIN.search(piece.text) or (at == 0 and LEAD.match(piece.text))
        if is_lead and not piece.is_formula:
            return line[at + 1 :]
    return line if is_led and line[0].is_formula else None


@dataclass(frozen=True)
class Row:
    """One line of the table of symbols; `formulas` are the ids of those it occurs in."""

    tex: str
    meaning: str
    chapters: tuple[str, ...]
    formulas: tuple[str, ...]
    places: tuple[Symbol, ...]


@dataclass(frozen=True)
class Clash:
    """A symbol that one chapter gives two meanings."""

    again: Symbol
    first: Symbol


def rows(symbols: Iterable[Symbol], formulas: Iterable[tuple[str, str, str]]) -> list[Row]:
    """One row for each symbol and meaning, in the order of the alphabet.

    `formulas` are the id, the chapter and the TeX of each numbered formula. A symbol is looked for
    from the chapter on that explains it; in that chapter alone if others explain it otherwise.
    """
    by_key: dict[tuple[str, str], list[Symbol]] = {}
    for symbol in symbols:
        by_key.setdefault((normal(symbol.tex), _folded(symbol.meaning)), []).append(symbol)
    explained = {key.replace(" ", "") for key, _ in by_key}
    spelled = [
        (id_, chapter, normal_tokens(tex)) for id_, chapter, tex in formulas if not brace_hint(tex)
    ]
    meanings: dict[str, int] = {}
    for key, _ in by_key:
        meanings[key] = meanings.get(key, 0) + 1
    found = [_row(same, meanings[key] > 1, spelled, explained) for (key, _), same in by_key.items()]
    return sorted(found, key=lambda row: (_letters(row.tex), row.tex, row.meaning))


def _row(
    same: list[Symbol],
    is_shared: bool,
    formulas: list[tuple[str, str, list[str]]],
    explained: Collection[str],
) -> Row:
    chapters = tuple(dict.fromkeys(s.chapter for s in same if s.chapter))
    symbol = normal_tokens(same[0].tex)
    first = min(map(_ordinal, chapters), default=0) if all(s.chapter for s in same) else 0
    is_bound = is_shared and bool(chapters)
    ids = [
        id_
        for id_, chapter, row in formulas
        if (chapter in chapters if is_bound else _ordinal(chapter) >= first)
        and occurs_in(symbol, row, explained)
    ]
    return Row(same[0].tex, same[0].meaning, chapters, tuple(ids), tuple(same))


def _ordinal(chapter: str) -> int:
    return int(chapter) if chapter.isdecimal() else 0


def clashes(symbols: Iterable[Symbol]) -> Iterator[Clash]:
    """Where one chapter gives a symbol two meanings."""
    firsts: dict[tuple[str, str], Symbol] = {}
    for symbol in symbols:
        first = firsts.setdefault((symbol.chapter, normal(symbol.tex)), symbol)
        if _folded(first.meaning) != _folded(symbol.meaning):
            yield Clash(symbol, first)


def _folded(meaning: str) -> str:
    return " ".join(meaning.split()).casefold().rstrip(" .")


def _letters(tex: str) -> str:
    r"""What a symbol is filed under: its letters, `\mathbf{x}_t` as `xt`."""
    words = [token for token in normal_tokens(tex) if token.strip("\\").isalnum()]
    fonts = ("\\math", "\\bold", "\\vec", "\\hat", "\\bar", "\\tilde", "\\text", "\\operator")
    return "".join(word.strip("\\") for word in words if not word.startswith(fonts)).casefold()
