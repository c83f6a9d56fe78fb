r"""Breaks a display that is wider than the measure: at relations, then at operators.

`a = b + c + d` becomes `\begin{aligned} a &= b + c \\ &\quad + d \end{aligned}`. Inside brackets it
breaks too, when nothing else helps; brackets that stretch keep their size on both lines.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.formulas.tokens import CLOSING, OPENING, OPERATORS, RELATIONS, TOKEN

WidthOf = Callable[[str], float]  # of a piece of TeX in em
INDENT = r"\quad "
NEW_LINE = r" \\[0.35em] "  # fractions above each other do not touch
INDENT_WIDTH = 1.0  # em
LONG_START = 0.4  # share of the measure; a longer left side stands on a line of its own
UNBROKEN = frozenset(["^", "_", r"\not", "(", "[", "{", "&", "|", ","])  # no cut behind these
PLAIN = {
    **{"(": ")", "[": "]", r"\{": r"\}", r"\langle": r"\rangle", r"\lvert": r"\rvert"},
    **{r"\lVert": r"\rVert", r"\lfloor": r"\rfloor", r"\lceil": r"\rceil"},
}
BARS = frozenset(["|", r"\vert", r"\|", r"\Vert"])  # open and close alike
ABOVE = frozenset([r"\overset", r"\stackrel", r"\xrightarrow", r"\xleftarrow"])  # take arguments


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
    """TeX between two cuts, complete in itself: what it opens and closes was cut by them."""

    tex: str
    width: float
    is_relation: bool = False
    opened: str = ""
    closed: str = ""


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


def parted(tex: str, measure: float, width_of: WidthOf) -> list[str]:
    """A formula within the text in pieces between which a line may end; one piece if it cannot.

    As TeX does it, behind relations and operators; where a piece is wider than `measure` (em), also
    within brackets, and behind commas.
    """
    cuts = [cut for cut in _cuts(tex) if not any(group.is_stretched for group in cut.groups)]
    pieces = [tex]
    for deepest in range(3):
        places = [_behind(tex, cut.at) for cut in cuts if cut.depth <= deepest]
        if deepest == 2:
            places = sorted({*places, *_commas(tex)})
        bounds = pairwise([0, *places, len(tex)])
        pieces = [_open_ended(tex[start:end].strip()) for start, end in bounds]
        if all(width_of(piece) <= measure for piece in pieces):
            break
    return pieces


def _behind(tex: str, at: int) -> int:
    """The place behind the relation or operator at `at`, unless something hangs on it."""
    first, *rest = TOKEN.finditer(tex, at)
    hangs_on = first.group() in ABOVE or (rest and rest[0].group() in ("_", "^"))
    return at if hangs_on or not rest else first.end()


def _commas(tex: str) -> Iterator[int]:
    """Behind each comma that stands in no braces and no environment."""
    depth = 0
    for met in TOKEN.finditer(tex):
        token = met.group()
        depth += token in ("{", r"\left") or token.startswith(r"\begin")
        depth -= token in ("}", r"\right") or token.startswith(r"\end")
        if token == "," and depth == 0:
            yield met.end()


def _open_ended(piece: str) -> str:
    """A piece whose last or first sign keeps its distance from what stands in the next line."""
    row = TOKEN.findall(piece) or [""]
    seams = RELATIONS | OPERATORS
    return "{}" * (row[0] in RELATIONS) + piece + "{}" * (row[-1] in seams)


def _is_too_wide(pieces: Sequence[_Piece], measure: float) -> bool:
    return any(piece.width > measure - 2 * INDENT_WIDTH for piece in pieces)


def _cuts(tex: str) -> Iterator[_Cut]:
    """Before each relation and operator that stands in no braces and no environment."""
    groups: list[_Group] = []
    bars = _paired_bars(tex)
    before, is_delimiter = "(", False
    for met in TOKEN.finditer(tex):
        token = met.group()
        if is_delimiter:
            is_delimiter = False
            _open_stretched(groups, before, met.end())
        elif token in (r"\left", r"\right"):
            is_delimiter = True
        elif met.start() in bars:
            groups.append(_Group(token, met.end()))
        elif token in PLAIN or token == "{" or token.startswith(r"\begin"):
            closing = PLAIN.get(token) or ("}" if token == "{" else r"\end")
            groups.append(_Group(closing, met.end()))
        elif groups and (token == groups[-1].closing or _ends(token, groups[-1])):
            groups.pop()
            token = ")"  # what follows a closing bar may begin a line
        elif _may_cut(token, before, groups):
            yield _Cut(met.start(), token in RELATIONS, tuple(groups))
        before = token


def _paired_bars(tex: str) -> set[int]:
    """Where bars open, at each level of brackets that has an even number of them."""
    levels: list[list[int]] = [[]]
    found: set[int] = set()
    before = ""
    for met in TOKEN.finditer(tex):
        token = met.group()
        if token in BARS and before not in (r"\left", r"\right", r"\middle"):
            levels[-1].append(met.start())
        elif token in OPENING or token.startswith(r"\begin"):
            levels.append([])
        elif (token in CLOSING or token.startswith(r"\end")) and len(levels) > 1:
            found |= _openers(levels.pop())
        before = token
    return found.union(*map(_openers, levels))


def _openers(bars: Sequence[int]) -> set[int]:
    return set(bars[::2]) if len(bars) % 2 == 0 else set()


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
            yield _Piece(piece, width_of(piece), start.is_relation, opened, closed)


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
    room, closed = 0.0, ""
    for piece in pieces:
        if lines and piece.width <= room:
            lines[-1] = f"{lines[-1].removesuffix(closed)} {piece.tex.removeprefix(piece.opened)}"
            room, closed = room - piece.width, piece.closed
            continue
        closed = piece.closed
        deeper = "" if piece.is_relation else INDENT
        lines.append(f"&{indent}{deeper}{{}}{piece.tex}")
        room = measure - used - piece.width - (INDENT_WIDTH if deeper else 0.0)
    return lines
