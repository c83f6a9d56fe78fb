"""Sets all units of a book until every printed page number is that of its page.

Chapters do not wait for numbers (see `late`), so they are set once; what lists pages follows them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from math import ceil

from studyguide.pdf.html.units import Section, Unit, Unjoinable
from studyguide.pdf.joined import labels
from studyguide.pdf.layout.spots import Ref
from studyguide.pdf.sets.crew import Crew, Task
from studyguide.pdf.sets.laid import Laid
from studyguide.pdf.sets.recalled import Recalled
from studyguide.pdf.sets.shelf import Shelf
from studyguide.pdf.sets.sides import Extent, Stand, stands

PASSES = 6  # two are usual; each more is a change of width that numbers caused
FEWEST = 3  # digits of a number that may come to have one less; a blank for a ten is too wide
MORE = 1.2  # how many times as far behind what was guessed a page may well be
LETTERS, LISTED = 1.8, 3.6  # of HTML in a square em, of a chapter and of what lists; for a guess
ID = re.compile(r'\sid="([^"]+)"')
HREF = re.compile(r'\shref="#([^"]+)"')
SRC = re.compile(r'\ssrc="([^"]+)"')
UNSET = Extent((1,))  # a unit of which nothing is known yet


@dataclass
class Settled:
    """The units as they were set last, in the order of the book, and where each stands."""

    units: Sequence[Unit]
    laid: list[Laid]
    stands: list[Stand]
    is_settled: bool = True  # each number is that of its page

    def anchors(self) -> list[frozenset[str]]:
        """The anchors of each page of the book."""
        return [frozenset(names) for names in _by_page(self.laid, self.stands)]


@dataclass
class Settler:
    """One build; `filled` gives the units for what is known of page labels so far."""

    filled: Callable[[Mapping[str, str]], Sequence[Unit]]
    crew: Crew
    shelf: Shelf
    name: Callable[[Unit, bool], str]  # of a unit on the shelf, by its side
    told: Callable[[int, int], None]  # units done, units in all
    room: float  # of a page, in square ems
    known: Recalled
    slots: Mapping[str, int]  # digits for which room is left, by anchor, where they may be more
    images: Mapping[str, object]  # formulas by their addresses
    _set: dict[tuple[str, bool], Laid] = field(default_factory=dict)
    # as they were looked up: a picture that changes while a unit is set makes it another one
    _names: dict[tuple[str, bool], str] = field(default_factory=dict)
    # anchors whose number must be guessed right in a unit, by its name
    _exact: set[tuple[str, str]] = field(default_factory=set)

    def settled(self) -> Settled:
        """The book with all its numbers right, or as near as `PASSES` come, which it says."""
        is_new = not self.known.labels
        units = self.filled(self.known.labels)
        self._begin_with(units)
        if is_new and len(units) > 1:
            for wanted in (_listed(units), range(1, len(units))):  # then what lists their pages
                found = self._all_set(units, wanted)
                self.known.labels.update(_labels(found))
                units = self.filled(self.known.labels)
        for _ in range(PASSES):
            found = self._all_set(units, range(len(units)))
            before, self.known.labels = self.known.labels, labels.pages_of(found.anchors())
            if before == self.known.labels:
                break
            units = self.filled(self.known.labels)
            if list(units) == list(found.units):
                break
        else:
            return replace(found, is_settled=False)
        there = _anchors(found.laid)
        pairs = zip(found.laid, found.stands, strict=True)
        return replace(found, is_settled=all(self._is_right(*pair, there) for pair in pairs))

    def _begin_with(self, units: Sequence[Unit]) -> None:
        """Forget what was known of anchors and units that are no longer there, guess the rest."""
        known, guessed = self.known, estimated(units, self.room)
        known.numbers = {name: known.numbers.get(name, guess) for name, guess in guessed.items()}
        known.extents = {at: each for at, each in known.extents.items() if at < len(units)}

    def _all_set(self, units: Sequence[Unit], wanted: Sequence[int]) -> Settled:
        """Set what is wanted, again where the number of a page has got more digits or fewer."""
        laid: dict[int, Laid] = {}
        where = self._where(units, laid)
        for _ in range(PASSES):
            where = self._taken(units, wanted, laid, where)
            there = _anchors(laid.values()) if len(laid) == len(units) else None
            if there is not None:  # what is not displayed has no page
                numbers = self.known.numbers
                self.known.numbers = {name: numbers[name] for name in there & numbers.keys()}
            # where a unit stands is known when those before it are set
            missing = [at for at in wanted if at not in laid] or [
                at for at in wanted if not self._is_right(laid[at], where[at], there)
            ]
            if not missing:
                break
            self._do(units, missing, laid)
            where = self._where(units, laid)
        kept = [laid[at] for at in sorted(laid)]
        return Settled(units, kept, [where[at] for at in sorted(laid)])

    def _taken(
        self,
        units: Sequence[Unit],
        wanted: Sequence[int],
        laid: dict[int, Laid],
        where: list[Stand],
    ) -> list[Stand]:
        """Take what was set before for the side where it stands, which may move those behind it."""
        for _ in range(PASSES):
            found = {at: self._known(units[at], where[at].is_right) for at in wanted}
            laid.update({at: each for at, each in found.items() if each})
            moved = self._where(units, laid)
            if moved == where:
                break
            where = moved
        return where

    def _where(self, units: Sequence[Unit], laid: Mapping[int, Laid]) -> list[Stand]:
        """Where each unit stands, as far as is known; the numbers of the anchors follow."""
        self.known.extents.update({at: each.extent for at, each in laid.items()})
        found = stands(self.known.extents.get(at, UNSET) for at in range(len(units)))
        for at in sorted(laid):
            self.known.numbers.update(numbers_in(laid[at], found[at]))
        return found

    def _known(self, unit: Unit, is_right: bool) -> Laid | None:
        """The unit as it was set before, in this build or another."""
        for side in (is_right, not is_right):
            name = (unit.name, side)
            if name not in self._names:
                self._names[name] = self.name(unit, side)
                if found := self.shelf.get(self._names[name]):
                    self._set[name] = found
            known = self._set.get(name)
            if known and (known.extent.side or side == is_right):
                return known
        return None

    def _do(self, units: Sequence[Unit], missing: Sequence[int], laid: dict[int, Laid]) -> None:
        known = {
            at: self.known.extents.get(at, UNSET) for at in range(len(units)) if at not in missing
        }
        tasks = [self._task(at, units[at]) for at in missing]
        count = 0

        def done(task: Task, found: Laid) -> None:
            nonlocal count
            if found.counts_pages and not task.unit.is_first:
                raise Unjoinable("the text itself counts pages")
            laid[task.at] = found
            self._exact.update(
                (task.unit.name, str(name)) for _, name in {*found.exact, *found.tight}
            )
            self._set[task.unit.name, found.is_right] = found
            name = self.name(task.unit, found.is_right)
            if name == self._names.get((task.unit.name, found.is_right)):
                self.shelf.put(name, found)
            count += 1
            self.told(count, len(tasks))

        self.told(0, len(tasks))
        self.crew.set(tasks, known, done)

    def _task(self, at: int, unit: Unit) -> Task:
        shown = sorted(set(SRC.findall(unit.html)) & self.images.keys())
        images = {url: self.images[url] for url in shown}
        return Task(at, unit, self._guessed(unit), images)

    def _guessed(self, unit: Unit) -> dict[str, int]:
        """The numbers of the pages that it names, with as many digits as there is room for."""
        targets = sorted(set(HREF.findall(unit.html)) & self.known.numbers.keys())
        found = {name: self.known.numbers[name] for name in targets}
        for name, number in found.items():
            if (unit.name, name) not in self._exact:
                found[name] = max(number, 10 ** (self._slot(name, str(number)) - 1))
        return found

    def _slot(self, name: str, number: str) -> int:
        """How many digits are left room for: one more than it has where that was likely."""
        return len(number) + (self.slots.get(name) == len(number) + 1)

    def _is_right(self, found: Laid, stand: Stand, there: Set[str] | None) -> bool:
        """Whether nothing of a unit as it was set is wrong where it stands now.

        `there` are the anchors of the book, once all its units are set.
        """
        if not found.extent.side and found.is_right != stand.is_right:
            return False
        said = self.said(found, stand)
        room = all(
            len(text) == self._slot(self._name(ref, found), said[ref])
            for ref, text in found.drawn.items()
        )
        exact = all(said[ref] == str(number) for ref, number in found.exact.items())
        known = there is None or (found.outward <= there and not found.missing & there)
        return room and exact and known

    @staticmethod
    def _name(ref: Ref, found: Laid) -> str:
        """The anchor for whose number there may be room to spare."""
        is_roomy = ref[0] == "anchor" and ref not in found.exact and ref not in found.tight
        return str(ref[1]) if is_roomy else ""

    def said(self, found: Laid, stand: Stand) -> dict[Ref, str]:
        """The true number for each that a unit prints."""
        refs = [*found.drawn, *found.exact]
        numbers = stand.sheets
        return {
            ref: str(
                numbers[int(ref[1])]
                if ref[0] == "sheet"
                else self.known.numbers.get(str(ref[1]), 0)
            )
            for ref in refs
        }


def _listed(units: Sequence[Unit]) -> list[int]:
    """What is set first: chapters, and a preface whose pages are listed behind them."""
    ids = set(ID.findall(units[0].html))
    behind = (unit for unit in units[1:] if not unit.is_chapter)
    is_preface_listed = any(ids.intersection(HREF.findall(unit.html)) for unit in behind)
    return [
        at for at, unit in enumerate(units) if unit.is_chapter or (is_preface_listed and not at)
    ]


def _labels(found: Settled) -> dict[str, str]:
    """The labels of pages as far as units are set."""
    if found.stands[0].sheet == 0:  # the front matter is among them
        return labels.pages_of(found.anchors())
    named = map(numbers_in, found.laid, found.stands)
    return {name: str(number) for numbers in named for name, number in numbers.items()}


def numbers_in(found: Laid, stand: Stand) -> dict[str, int]:
    """The number of the page of each anchor."""
    numbers = stand.sheets
    return {name: numbers[page] for name, page, *_ in found.anchors}


def _anchors(laid: Iterable[Laid]) -> Set[str]:
    return {name for each in laid for name, *_ in each.anchors}


def _by_page(laid: Sequence[Laid], where: Sequence[Stand]) -> Iterator[set[str]]:
    seen: set[str] = set()
    for found, stand in zip(laid, where, strict=True):
        pages: list[set[str]] = [set() for _ in found.extent.counters]
        for name, page, *_ in found.anchors:
            if name not in seen:
                pages[page].add(name)
                seen.add(name)
        yield from pages[stand.drops_blank :]


def estimated(units: Sequence[Unit], room: float) -> dict[str, int]:
    """The number of the page of each anchor, guessed by the HTML before it; `room` in square ems.

    Of 21 chapters of three books four were off by more than a quarter. A guess with more digits
    than the true number, or fewer, costs one more setting of the unit.
    """
    found: dict[str, int] = {}
    before = 0
    for unit in units:
        letters = (LETTERS if unit.is_chapter else LISTED) * room
        for place in ID.finditer(unit.html):
            found.setdefault(place[1], before + int(place.start() / letters) + 1)
        before += 0 if unit.is_first else ceil(len(unit.html) / letters)
    return found


def slots(sections: Sequence[Section], room: float) -> dict[str, int]:
    """Digits for which room is left in references to an anchor: three from page 84 on, by a guess.

    So a chapter needs not be set again when what it refers to comes to stand before page 100
    or behind. It is guessed by the notes alone, so that it is the same in every build.
    """
    chapters = (Unit(each.html, is_chapter=each.is_chapter) for each in sections)
    found = estimated([Unit("", is_first=True), *chapters], room)
    wide = {name: len(str(int(number * MORE))) for name, number in found.items()}
    return {name: digits for name, digits in wide.items() if digits >= FEWEST}
