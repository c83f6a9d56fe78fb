r"""The rows of a display that numbers each of them: `\begin{align} a &= b \\ &= c \end{align}`.

As in amsmath: `align`, `gather` and their like number every row but those with `\nonumber`; with a
star none. Two labels within `aligned` ask for numbers of their rows as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.formulas.source import LABEL, TAG, strip_label
from studyguide.formulas.tokens import OPERATORS, RELATIONS, TOKEN

ROWED = r"align|gather|alignat|flalign|eqnarray"
# all of a formula: `\begin{align*} … \end{align*}`; `{2}` behind alignat counts columns
ENVIRONMENT = re.compile(
    rf"\s*\\begin\s*\{{(?P<name>{ROWED}|aligned|alignedat|gathered|split)(?P<star>\*?)\}}"
    r"\s*(?:\{\d+\})?(?P<body>.*)\\end\s*\{(?P=name)(?P=star)\}\s*",
    re.DOTALL,
)
STARRED = re.compile(r"\s*\\begin\s*\{[a-z]+\*\}")  # `\begin{equation*}`
UNNUMBERED = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])\s*")
NEW_LINE = re.compile(r"\*?(?:\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?")  # `*[3pt]` behind `\\`
BLANK = frozenset([r"\quad", r"\qquad", r"\,", r"\;", r"\:", r"\!", r"\ ", "~", "{", "}"])
BESIDE = r" \qquad "  # between two formulas of one row


@dataclass(frozen=True)
class Row:
    """One row: its formula, completed where it goes on from the row above, and what numbers it."""

    tex: str
    labels: tuple[str, ...] = ()
    tag: str = ""
    is_numbered: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether it may have a number: its own, or one that is asked for by its label."""
        return self.is_numbered or bool(self.labels)


def is_unnumbered(tex: str) -> bool:
    r"""Whether a display says that it has no number: a star, `\nonumber`, `\notag`."""
    return bool(STARRED.match(tex) or UNNUMBERED.search(tex))


def rows_of(tex: str) -> list[Row]:
    r"""The rows of a display whose rows have numbers of their own; none of any other.

    >>> [row.tex for row in rows_of(r"\begin{align} a &= b \\ &= c \end{align}")]
    ['a = b', 'a = c']
    """
    met = ENVIRONMENT.fullmatch(tex)
    if not met:
        return []
    sources = list(_split(met["body"]))
    is_rowed = re.fullmatch(ROWED, met["name"]) is not None
    if len(sources) < 2 or not (is_rowed or sum(map(_is_named, sources)) > 1):
        return []
    cells = [_cells(source) for source in sources]
    is_paired = met["name"] != "eqnarray"
    bare = [_joined(row, is_paired) for row in cells]
    found = [
        _row(source, tex, not met["star"] and _is_open(source, is_rowed))
        for source, tex in zip(sources, bare, strict=True)
    ]
    chains = _chains(found, [_left(row) for row in cells])
    return [row for chain, side in chains for row in _completed(chain, side)]


def _is_named(source: str) -> bool:
    return bool(LABEL.search(source) or TAG.search(source))


def _is_open(source: str, is_rowed: bool) -> bool:
    """Whether a row without a star has a number."""
    return _is_named(source) or (is_rowed and not UNNUMBERED.search(source))


def _row(source: str, tex: str, is_numbered: bool) -> Row:
    named = strip_label(source)
    tag = named.tag or ""
    return Row(tex, named.labels, tag, bool(tex) and (is_numbered or bool(tag)))


def _split(body: str) -> Iterator[str]:
    r"""What stands between the `\\` at the top; nothing of an empty last row."""
    at = 0
    for start, end in _marks(body, r"\\"):
        yield body[at:start]
        met = NEW_LINE.match(body, end)
        at = met.end() if met else end
    if strip_label(body[at:]).tex.strip() or _is_named(body[at:]):
        yield body[at:]


def _cells(source: str) -> list[str]:
    bare = UNNUMBERED.sub("", strip_label(source).tex)
    places = [0, *(place for mark in _marks(bare, "&") for place in mark), len(bare)]
    return [bare[a:b].strip() for a, b in zip(places[::2], places[1::2], strict=True)]


def _marks(tex: str, sign: str) -> Iterator[tuple[int, int]]:
    """Where a sign stands in no braces and no environment."""
    depth = 0
    for met in TOKEN.finditer(tex):
        token = met.group()
        depth += token == "{" or token.startswith(r"\begin")
        depth -= token == "}" or token.startswith(r"\end")
        if token == sign and depth == 0:
            yield met.span()


def _joined(cells: Sequence[str], is_paired: bool) -> str:
    """The cells in one line; every second `&` parts two formulas."""
    size = 2 if is_paired else len(cells)
    pairs = [" ".join(filter(None, cells[at : at + size])) for at in range(0, len(cells), size)]
    return BESIDE.join(filter(None, pairs))


def _left(cells: Sequence[str]) -> str | None:
    """The left side of a row; None when it goes on from the row above: `&= c`, `&\\quad + d`."""
    row = [token for cell in cells for token in TOKEN.findall(cell) if token not in BLANK]
    first = row[0] if row else ""
    has_relation = bool(RELATIONS.intersection(row))
    if first in RELATIONS or (first in OPERATORS and not has_relation):
        return None
    left = cells[0] if len(cells) > 1 else ""
    return left or _before_relation(" ".join(cells))


def _before_relation(tex: str) -> str:
    depth = 0
    for met in TOKEN.finditer(tex):
        token = met.group()
        depth += (token == "{") - (token == "}")
        if depth == 0 and token in RELATIONS:
            return tex[: met.start()].strip()
    return tex


def _chains(rows: Sequence[Row], lefts: Sequence[str | None]) -> Iterator[tuple[list[Row], str]]:
    """Rows of which each goes on from the one above, with the left side of the first."""
    starts = [at for at, left in enumerate(lefts) if left is not None or at == 0]
    for start, end in pairwise([*starts, len(rows)]):
        yield list(rows[start:end]), lefts[start] or ""


def _completed(chain: Sequence[Row], side: str) -> Iterator[Row]:
    """Each row with what it goes on from; behind the last number the rest belongs to that."""
    last = max((at for at, row in enumerate(chain) if row.is_counted), default=-1)
    before = ""
    for at, row in enumerate(chain):
        if at > last:
            yield row
            continue
        rest = [each.tex for each in chain[at + 1 :]] if at == last else []
        whole = " ".join(filter(None, [before, row.tex, *rest]))
        yield replace(row, tex=whole)
        is_step = row.is_counted and at < last and _starts_with_relation(chain[at + 1].tex)
        before = side if is_step else whole


def _starts_with_relation(tex: str) -> bool:
    first = next((token for token in TOKEN.findall(tex) if token not in BLANK), "")
    return first in RELATIONS
