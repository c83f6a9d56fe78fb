"""Counts what an SVG draws when all that it repeats is drawn: parts, patterns, markers.

Elements and rules are parts of a graph; each leads to what it draws, so many times. It has no more
edges than the file has words, so that counting takes as long as reading.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import tinycss2
from lxml import etree

SVG = "http://www.w3.org/2000/svg"
MOST_DRAWN = 100_000
LONGEST_STYLES = 3_000_000  # characters of the style sheets and of attributes that name parts
SHAPES = frozenset({"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"})
NAMES = frozenset({"ident", "hash", "whitespace"})  # tokens of a plain selector: `#a .b > path`
JOINTS = frozenset({".", ",", ">", "+", "~"})
NAMED = re.compile(r"[.#]?[^\s.#,>+~]+")  # `.cls-1` and `path` of a plain selector
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")  # `-1`, `.5`, `1e-3`
SINGLE = re.compile(r"[hv]", re.I)  # one number makes a corner, else two
CLOSED = re.compile(r"z", re.I)  # a corner without a number
REPEATING = re.compile(r"url\(", re.I)


@dataclass(eq=False)
class Part:
    """What draws other parts, each so many times."""

    itself: int = 0
    draws: list[tuple["Part", int]] = field(default_factory=list)


@dataclass(eq=False)
class Said:
    """The parts that styles name: drawn once, at the ends or at every corner of a path."""

    once: Part = field(default_factory=Part)
    ends: Part = field(default_factory=Part)
    corners: Part = field(default_factory=Part)

    def name(self, key: str, part: Part) -> None:
        """The property `key` names a part; a variable may be a marker's."""
        if not key.startswith(("marker", "--")):
            self.once.draws.append((part, 1))
        elif key in ("marker-start", "marker-end"):
            self.ends.draws.append((part, 1))
        else:
            self.corners.draws.append((part, 1))

    def take(self, other: "Said") -> None:
        """Draw all that another draws."""
        if other.once.draws:
            self.once.draws.append((other.once, 1))
        if other.marks():
            self.follow(other)

    def follow(self, other: "Said") -> None:
        """Draw the markers of another too."""
        self.ends.draws.append((other.ends, 1))
        self.corners.draws.append((other.corners, 1))

    def marks(self) -> bool:
        """Whether it names a marker."""
        return bool(self.ends.draws or self.corners.draws)


def has_many_parts(root: etree._Element) -> bool:
    """Whether it has more elements than a page can show."""
    return sum(1 for _ in root.iter(etree.Element)) > MOST_DRAWN


def repeats_much(root: etree._Element) -> bool:
    """Whether it repeats parts so often that no page can show them, or without end."""
    return _counted(_Graph(root).whole()) > MOST_DRAWN


def has_long_styles(root: etree._Element) -> bool:
    """Whether its styles are longer than any that a drawing needs."""
    sheets = sum(len(text) for text in _sheets(root))
    values = (str(value) for node in root.iter(etree.Element) for value in node.attrib.values())
    return sheets + sum(len(v) for v in values if REPEATING.search(v)) > LONGEST_STYLES


def _sheets(root: etree._Element) -> Iterator[str]:
    return ("".join(map(str, sheet.itertext())) for sheet in root.iter(f"{{{SVG}}}style"))


def _counted(whole: Part) -> int:
    """How many elements are drawn; a circle draws no end."""
    counts: dict[Part, int] = {}
    todo = [(whole, False)]
    while todo:
        part, is_known = todo.pop()
        if is_known:
            drawn = part.itself + sum(counts[each] * times for each, times in part.draws)
            counts[part] = min(drawn, MOST_DRAWN + 1)
        elif part not in counts:
            counts[part] = MOST_DRAWN + 1  # until it is known: what leads back here has no end
            todo.append((part, True))
            todo.extend((each, False) for each, _ in part.draws)
    return counts[whole]


class _Graph:
    """The parts of a drawing, each with what it draws."""

    def __init__(self, root: etree._Element) -> None:
        self._nodes = list(root.iter(etree.Element))
        self._parts = {node: Part(1) for node in self._nodes}
        self._named: dict[str, etree._Element] = {}
        for node in (each for each in self._nodes if each.get("id")):
            self._named.setdefault(str(node.get("id")), node)  # of two, viewers take the first
        self._rules: dict[str, Said] = {}
        for sheet in _sheets(root):
            self._read(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))
        self._root = root

    def whole(self) -> Part:
        """The part that draws all."""
        own = {node: self._own(node) for node in self._nodes}
        repeated = {
            part
            for node in self._nodes
            if etree.QName(node).localname == "use"
            for part in self._linked(node)
        }
        used: set[etree._Element] = set()
        marks: dict[etree._Element | None, Said] = {None: Said()}
        spread = Said()  # what any `use` hands down to what it repeats
        for node in self._nodes:
            parent = node.getparent() if node is not self._root else None
            marks[node] = self._handed(node, own[node], marks[parent])
            if node in repeated or parent in used:
                used.add(node)
            if etree.QName(node).localname == "use" and marks[node].marks():
                spread.follow(marks[node])
            self._draw(node, own[node], [marks[node], *([spread] if node in used else [])])
        return self._parts[self._root]

    def _draw(self, node: etree._Element, own: Said, marks: Iterable[Said]) -> None:
        draws = self._parts[node].draws
        draws += [(self._parts[child], 1) for child in node.iterchildren(etree.Element)]
        draws += [(self._parts[part], 1) for part in self._linked(node)]
        draws += [(said.once, 1) for said in (own, *self._said_of(node))]
        if etree.QName(node).localname in SHAPES:
            corners = _corners(node)
            for said in marks:
                draws += [(said.ends, 1), (said.corners, corners)]

    def _handed(self, node: etree._Element, own: Said, above: Said) -> Said:
        """The markers of a node: its own and those that it inherits."""
        said = [each for each in (own, *self._said_of(node)) if each.marks()]
        if not said:
            return above
        handed = Said()
        for each in (above, *said):
            handed.follow(each)
        return handed

    def _linked(self, node: etree._Element) -> list[etree._Element]:
        """What the `href` of a node names, `%61` being an `a`."""
        said = (str(v) for key, v in node.attrib.items() if etree.QName(key).localname == "href")
        names = {name for v in said if v.startswith("#") for name in (v[1:], unquote(v[1:]))}
        return [self._named[name] for name in sorted(names) if name in self._named]

    def _own(self, node: etree._Element) -> Said:
        """What the attributes of a node name."""
        own = Said()
        for key, value in node.attrib.items():
            if not REPEATING.search(str(value)):
                continue
            name = etree.QName(key).localname
            if name == "style":
                self._declare(tinycss2.parse_blocks_contents(str(value)), own)
            else:
                self._name(name, tinycss2.parse_component_value_list(str(value)), own)
        return own

    def _said_of(self, node: etree._Element) -> Iterator[Said]:
        """The rules whose selectors name a node, whatever else they ask for."""
        classes = dict.fromkeys(f".{name}" for name in (node.get("class") or "").split())
        for name in ("*", etree.QName(node).localname, f"#{node.get('id')}", *classes):
            if name in self._rules:
                yield self._rules[name]

    def _read(self, rules: Iterable[Any]) -> None:
        for rule in rules:
            if rule.type == "qualified-rule":
                said = Said()
                self._declare(tinycss2.parse_blocks_contents(rule.content), said)
                for name in _selected(rule.prelude):
                    self._rules.setdefault(name, Said()).take(said)
            elif rule.type == "at-rule":
                self._declare([rule], Said())

    def _declare(self, found: Iterable[Any], said: Said) -> None:
        """Take declarations in; rules among them may be any node's."""
        for each in found:
            if each.type == "declaration":
                self._name(each.lower_name, each.value, said)
            elif each.type in ("qualified-rule", "at-rule"):
                every = self._rules.setdefault("*", Said())
                self._name("marker", each.content or (), every)

    def _name(self, key: str, tokens: Iterable[Any], said: Said) -> None:
        for name in _addresses(tokens):
            if name in self._named:
                said.name(key, self._parts[self._named[name]])


def _selected(prelude: Iterable[Any]) -> set[str]:
    """The names in a selector; one that asks for more than names may select every node."""
    tokens = list(prelude)
    if not all(t.type in NAMES or (t.type == "literal" and t.value in JOINTS) for t in tokens):
        return {"*"}
    return set(NAMED.findall("".join(token.serialize() for token in tokens)))


def _addresses(tokens: Iterable[Any]) -> Iterator[str]:
    """What `url(#name)` names, in brackets and functions too."""
    todo = list(tokens)
    while todo:
        token = todo.pop()
        if token.type in ("url", "string") and token.value.startswith("#"):
            yield from {token.value[1:], unquote(token.value[1:])}
        todo += getattr(token, "content", None) or getattr(token, "arguments", None) or []


def _corners(node: etree._Element) -> int:
    """How often a marker stands on a shape, at most."""
    said = " ".join(str(node.get(name, "")) for name in ("d", "points"))
    numbers = len(NUMBER.findall(said)) // (1 if SINGLE.search(said) else 2)
    return numbers + len(CLOSED.findall(said)) + 4
