"""Finds the echoes that a text extractor leaves behind, as brackets around subtrees.

trafilatura 1.10-2.0 flattens nested lists with an iterator that is one item ahead: after the
whole subtree of an item R it writes R's first child A once more, if and only if A has a list
below it or a `<br>` in it. The echo is A's first line. Read backwards: a line that repeats
an earlier item A closes a bracket that opened with R, the item just before A. Brackets nest.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from studyguide.outline.flatlist import Item, Join

BLANKS = re.compile(r"\s+")
LABEL = 20  # characters of a label that may stand in several places
CANDIDATES = 3  # how many open items of the same text are tried: keeps equal lines linear

Echoes = tuple[int | None, ...]  # for each item the index of the item that it repeats


def find_echoes(items: Sequence[Item], tops: Sequence[bool] | None = None) -> Echoes:
    """Tell for each item which earlier one it echoes, or None; linear in the items.

    `tops` marks items known to stand at the top: no bracket spans one. A text that also
    stands alone somewhere in the list is a label (`증명`, `pseudo code`) and echoes nothing;
    a longer one is no label, but said once more (in a list of keywords).
    """
    keys = [BLANKS.sub(" ", item.text).strip() for item in items]
    walls = tops or [False] * len(items)
    echoes = _Brackets(items, keys, walls, frozenset({""})).close_all()
    paired = {index for pair in enumerate(echoes) if pair[1] is not None for index in pair}
    labels = Counter(keys[k] for k in range(len(items)) if k not in paired and _is_short(keys[k]))
    repeated = {keys[k] for k, of in enumerate(echoes) if of is not None and labels[keys[k]]}
    if not repeated:
        return echoes
    return _Brackets(items, keys, walls, frozenset({"", *repeated})).close_all()


def _is_short(key: str) -> bool:
    return len(key) <= LABEL


def is_broken_off(items: Sequence[Item], k: int) -> bool:
    """A continuation line with no item joined to it: item k was the last of its list."""
    after = items[k + 1].join if k + 1 < len(items) else None
    return bool(items[k].rest) and after is None


@dataclass
class _Brackets:
    """One pass over the items with a stack of those that an echo may still repeat."""

    items: Sequence[Item]
    keys: Sequence[str]
    walls: Sequence[bool]
    labels: frozenset[str]
    stack: list[int] = field(default_factory=list)
    opened: dict[str, list[int]] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=lambda: [0])  # broken-off items before each item
    tops: list[int] = field(default_factory=lambda: [0])  # walls up to each item

    def close_all(self) -> Echoes:
        echoes: list[int | None] = []
        joined = any(item.join for item in self.items)
        for k in range(len(self.items)):
            self._count(k)
            of = self._match(k, echoes, joined)
            echoes.append(of)
            if of is None:
                self._push(k)
            else:
                self._pop_to(of, k)
        return tuple(echoes)

    def _count(self, k: int) -> None:
        if k:
            self.breaks.append(self.breaks[-1] + is_broken_off(self.items, k - 1))
        self.tops.append(self.tops[-1] + self.walls[k])

    def _push(self, k: int) -> None:
        self.stack.append(k)
        self.opened.setdefault(self.keys[k], []).append(k)

    def _pop_to(self, of: int, k: int) -> None:
        """Close the bracket: nothing from `of` on can be repeated any more."""
        while self.stack and self.stack[-1] >= of:
            self.opened[self.keys[self.stack.pop()]].pop()
        self.breaks[k] -= is_broken_off(self.items, k - 1)  # it was the last before the echo

    def _match(self, k: int, echoes: list[int | None], joined: bool) -> int | None:
        item = self.items[k]
        if self.keys[k] in self.labels or item.join or item.holds or self.walls[k]:
            return None
        for of in reversed(self.opened.get(self.keys[k], [])[-CANDIDATES:]):
            if self._fits(of, k, echoes) and self._is_whole(of, k, joined):
                return of
        return None

    def _is_parallel(self, of: int, k: int) -> bool:
        """`시간`, `공간` and again `시간`, `공간`: a neighbour repeats as well."""
        after = k + 1 < len(self.keys) and self.keys[of + 1] == self.keys[k + 1]
        return after or self.keys[of - 1] == self.keys[k - 1]

    def _fits(self, of: int, k: int, echoes: list[int | None]) -> bool:
        return self._is_first_child(of, echoes) and self._is_echoed(of, k, echoes)

    def _is_first_child(self, of: int, echoes: list[int | None]) -> bool:
        """Can item `of` be the first child of the item before it?"""
        if of == 0 or echoes[of - 1] is not None or self._is_doubled(of - 1):
            return False
        join = self.items[of].join
        return join is Join.CHILD if self.items[of - 1].rest else join is None

    def _is_doubled(self, k: int) -> bool:
        """Does the line only say again what the one before it says, with nothing between?

        No extractor writes that: an item has a list or a `<br>` before its echo.
        """
        return k > 0 and self.keys[k] == self.keys[k - 1] and not self.items[k - 1].rest

    def _is_echoed(self, of: int, k: int, echoes: list[int | None]) -> bool:
        """Has item `of` a list below it or a `<br>` in it, as every echoed item has?"""
        if of + 1 == k:
            return bool(self.items[of].rest) or self.items[of].nested
        if echoes[of + 1] is not None or self._is_parallel(of, k):
            return False
        return not self.items[of].rest or self.items[of + 1].join is not None

    def _is_whole(self, of: int, k: int, joined: bool) -> bool:
        """Does one list run from `of` to its echo, with no paragraph and no top item between?

        A continuation line without a join inside may be a paragraph that ended the list. It
        counts as a `<br>` only where joins show that this author uses `<br>`.
        """
        if self.tops[k] > self.tops[of]:
            return False
        breaks = self.breaks[k] - self.breaks[of - 1] - is_broken_off(self.items, k - 1)
        return joined or breaks <= 0
