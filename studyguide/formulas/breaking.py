r"""Breaks a display that is wider than the measure: at relations, then at operators.

`a = b + c + d` becomes `\begin{aligned} a &= b + c \\ &\quad + d \end{aligned}`. Inside brackets it
breaks too, when nothing else helps; brackets that stretch keep their size on both lines.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.formulas.tokens import OPERATORS, RELATIONS, TOKEN

WidthOf = Callable[[str], float]  # of a piece of TeX in em
INDENT = r"\quad "
NEW_LINE = r" \\[0.35em] "  # fractions above each other do not touch
INDENT_WIDTH = 1.0  # em
LONG_START = 0.4  # share of the measure; a longer left side stands on a line of its own
UNBROKEN = frozenset(["^", "_", r"\not", "(", "[", "{", "&", "|", ","])  # no cut behind these
PLAIN = {"(": ")", "[": "]", r"\{": r"\}", r"\langle": r"\rangle"}


@dataclass(frozen=True)
class _Group:
    """An open bracket: where what it holds begins, and whether a cut may stand in it."""

    closing: str
    start: int
    is_stretched: bool = False


@dataclass(frozen=True)
class _Cut:
    """A place before which a line may begin; the stretched brackets open there, outermost first."""

    at: int
    is_relation: bool
    groups: tuple[_Group, ...]

    @property
    def depth(self) -> int:
        return len(self.groups)


@dataclass(frozen=True)
class _Piece:
    """TeX between two cuts, complete in itself."""

    tex: str
    width: float
    is_relation: bool = False


def broken(tex: str, measure: float, width_of: WidthOf) -> str | None:
    """The formula in lines no wider than `measure` (em) where it can be; None if it cannot."""
    cuts = list(_cuts(tex))
    for deepest in range(3):
        chosen = [cut for cut in cuts if cut.depth <= deepest]
        pieces = list(_pieces(tex, chosen, width_of))
        lines = _lines(pieces, measure)
        if len(lines) > 1 and (deepest == 2 or not _is_too_wide(pieces, measure)):
            return rf"\begin{{aligned}} {NEW_LINE.join(lines)} \end{{aligned}}"
    return None


def _is_too_wide(pieces: Sequence[_Piece], measure: float) -> bool:
    return any(piece.width > measure - 2 * INDENT_WIDTH for piece in pieces)


def _cuts(tex: str) -> Iterator[_Cut]:
    """Before each relation and operator that stands in no braces and no environment."""
    groups: list[_Group] = []
    before, is_delimiter = "(", False
    for met in TOKEN.finditer(tex):
        token = met.group()
        if is_delimiter:
            is_delimiter = False
            _open_stretched(groups, before, met.end())
        elif token in (r"\left", r"\right"):
            is_delimiter = True
        elif token in PLAIN or token == "{" or token.startswith(r"\begin"):
            closing = PLAIN.get(token) or ("}" if token == "{" else r"\end")
            groups.append(_Group(closing, met.end()))
        elif groups and (token == groups[-1].closing or _ends(token, groups[-1])):
            groups.pop()
        elif _may_cut(token, before, groups):
            yield _Cut(met.start(), token in RELATIONS, tuple(groups))
        before = token


def _open_stretched(groups: list[_Group], side: str, start: int) -> None:
    if side == r"\left":
        groups.append(_Group(r"\right", start, is_stretched=True))
    elif groups:
        groups.pop()


def _ends(token: str, group: _Group) -> bool:
    return group.closing == r"\end" and token.startswith(r"\end")


def _may_cut(token: str, before: str, groups: Sequence[_Group]) -> bool:
    is_sign = token in OPERATORS and (before in RELATIONS or before in OPERATORS)
    is_free = all(group.closing not in ("}", r"\end") for group in groups)
    is_seam = token in RELATIONS or token in OPERATORS
    is_relation_inside = token in RELATIONS and bool(groups)
    return is_seam and is_free and not is_sign and not is_relation_inside and before not in UNBROKEN


def _pieces(tex: str, cuts: Sequence[_Cut], width_of: WidthOf) -> Iterator[_Piece]:
    """The formula cut up; a stretched bracket that a cut splits is closed and opened unseen."""
    places = [_Cut(0, False, ()), *cuts, _Cut(len(tex), False, ())]
    for start, end in pairwise(places):
        opened = "".join(_phantom(tex, group, r"\left.") for group in start.groups)
        closed = "".join(_phantom(tex, group, r"\right.") for group in reversed(end.groups))
        piece = opened + tex[start.at : end.at].strip() + closed
        if piece:
            yield _Piece(piece, width_of(piece), start.is_relation)


def _phantom(tex: str, group: _Group, side: str) -> str:
    if not group.is_stretched:
        return ""
    inside = rf"\vphantom{{{tex[group.start : _end_of(tex, group.start)].strip()}}}"
    return f"{side}{inside}" if side == r"\left." else f"{inside}{side}"


def _end_of(tex: str, start: int) -> int:
    r"""Where the `\right` stands that closes the `\left` before `start`."""
    depth = 1
    for met in TOKEN.finditer(tex, start):
        depth += (met.group() == r"\left") - (met.group() == r"\right")
        if depth == 0:
            return met.start()
    return len(tex)


def _lines(pieces: Sequence[_Piece], measure: float) -> list[str]:
    """Pieces put together as far as a line holds them; relations stand below each other."""
    if len(pieces) < 2:
        return []
    first, rest = pieces[0], pieces[1:]
    if not rest[0].is_relation:
        first, rest = replace(first, is_relation=True), list(rest)
        return _fill([first, *rest], "", 0.0, measure)
    if first.width > LONG_START * measure:
        return [f"& {first.tex}", *_fill(rest, INDENT, INDENT_WIDTH, measure)]
    lines = _fill(rest, "", 0.0, measure - first.width)
    return [first.tex + lines[0], *lines[1:]]


def _fill(pieces: Sequence[_Piece], indent: str, used: float, measure: float) -> list[str]:
    """Lines that begin with `&`; one that does not begin with a relation is indented more."""
    lines: list[str] = []
    room = 0.0
    for piece in pieces:
        if lines and piece.width <= room:
            lines[-1] += f" {piece.tex}"
            room -= piece.width
            continue
        deeper = "" if piece.is_relation else INDENT
        lines.append(f"&{indent}{deeper}{{}}{piece.tex}")
        room = measure - used - piece.width - (INDENT_WIDTH if deeper else 0.0)
    return lines
