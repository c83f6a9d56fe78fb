"""Spares WeasyPrint 70 styles: elements that the same rules speak of in the same way share one.

WeasyPrint shares a style between neighbours, but makes one for each element with an id and for all
that stands in it, and seven of pseudo-elements for each element: five are for notes alone, one is
for items of lists. Here all elements of all units share, and one with an id of its own begins with
what is known of its like. Nothing comes out differently (tests/pdf/test_quicker.py). For upstream:
`css/__init__.py`, `StyleFor`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any

from weasyprint import css

OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
NAMING = ("id", "name")  # attributes that name an element, and say nothing of what is in it
# what is worked out of a style and remembered with it (`quicker`, `shaping`, WeasyPrint)
REMEMBERED = (
    *("anonymous_style", "fixed_lengths", "face_key", "sized_face_key", "line_strut", "text_key"),
)
# `50vw`, `2pvh` of the author's own styles: a length that a unit has from its own first page
PAGE_SIZED = re.compile(r"\dp?v(?:w|h|i|b|min|max)\b", re.I)
Key = tuple[Any, ...]
Rule = tuple[Any, ...]  # origin, specificity, number of its layer, declarations


class Styles:
    """The styles of units that the same sheets dress."""

    def __init__(self) -> None:
        self._sheets: Sequence[Any] = ()
        self._clear()

    def _clear(self) -> None:
        self.made: dict[Key, Any] = {}
        self.first: dict[Key, Any] = {}  # of each kin and pseudo-element
        self.merged: dict[Key, dict[str, Any]] = {}
        self._kin: dict[Key, int] = {}

    def dress(self, sheets: Sequence[Any]) -> None:
        """Forget all, unless these are the sheets of before; rules are known by where they are."""
        if [id(sheet) for sheet, *_ in sheets] != [id(sheet) for sheet, *_ in self._sheets]:
            self._clear()
        self._sheets = sheets

    def kin(self, key: Key) -> int:
        """The number of all elements within which the same is inherited."""
        return self._kin.setdefault(key, len(self._kin))

    def begin(
        self, found: Any, html: Any, sheets: Any, hints: bool, font_config: Any, collector: Any
    ) -> None:
        """Do what `StyleFor.__init__` does."""
        found._computed_styles = {}
        found.initial_page_sizes = {"box": None, "area": None}
        found._sheets = sheets
        found.font_config = font_config
        self.dress(sheets)
        cascade = _Cascade(self, found, html, hints, collector)
        for element in html.wrapper_element.iter_subtree():
            cascade.take(element)
        found._cascaded_styles = {}  # those of pages come later


def shared(own: str) -> Styles | None:
    """Styles for all units of a book with such a `local.css`, if any unit's are those of all."""
    return None if PAGE_SIZED.search(own) else Styles()


class _Cascade:
    """The styles of one document, made in the order of its tree."""

    def __init__(self, known: Styles, styles: Any, html: Any, hints: bool, collector: Any) -> None:
        self._known, self._styles = known, styles
        self._root, self._base = html.etree_element, html.base_url
        self._collector, self._hints = collector, hints
        self._kin_of: dict[Any, int] = {}
        self._inline: dict[Any, list[Rule]] = defaultdict(list)
        found = css.find_style_attributes(html.etree_element, hints, html.base_url)
        for specificity, element, declarations, base_url in found:
            expanded = list(css.preprocess_declarations(base_url, declarations))
            self._inline[element].append(("author", specificity, inf, expanded))

    def take(self, element: Any) -> None:
        """Make the styles of an element and of its pseudo-elements, or share those of another."""
        node = element.etree_element
        rules, keys = self._matched(element)
        parent = element.parent.etree_element if element.parent else None
        common, naming = self._said_by(node)
        key: Key = (common, *keys[None])
        self._kin_of[node] = self._known.kin((self._kin_of.get(parent), *key))
        rules[None] = [*self._inline.get(node, ()), *rules[None]]
        self._share(node, parent, None, naming, (None, naming, *key), rules[None])
        for pseudo in sorted((each for each in rules if each), key=_turn):
            if self._is_needed(node, pseudo):
                said = (pseudo, *keys[pseudo])
                self._share(node, node, pseudo, said, said, rules[pseudo])

    def _matched(
        self, element: Any
    ) -> tuple[dict[str | None, list[Rule]], dict[str | None, list[Key]]]:
        """The rules for an element and for its pseudo-elements, and by what they are known."""
        rules: dict[str | None, list[Rule]] = {None: []}
        keys: dict[str | None, list[Key]] = {None: []}
        for sheet, origin, of_sheet in self._styles._sheets:
            for specificity, _, pseudo, (declarations, layer) in sheet.matcher.match(element):
                order = inf if layer is None else sheet.layers.index(layer)
                rule = (origin, of_sheet or specificity, order, declarations)
                rules.setdefault(pseudo, []).append(rule)
                keys.setdefault(pseudo, []).append((*rule[:3], id(declarations)))
        return rules, keys

    def _said_by(self, node: Any) -> tuple[Key, Key]:
        """What the attributes of an element say to all that is in it, and what of itself alone."""
        if node not in self._inline:
            return (None, None), ()
        if self._hints or node.tag.endswith("svg"):
            return (object(),), (object(),)  # like no other
        return (node.get("style"), node.get("lang")), tuple(map(node.get, NAMING))

    def _share(
        self, node: Any, parent: Any, pseudo: str | None, said: Key, key: Key, rules: list[Rule]
    ) -> None:
        """Take the style of kin of which the same is `said`, or make one by `rules`."""
        computed = self._styles._computed_styles
        name = (self._kin_of[node], pseudo, said)
        if (made := self._known.made.get(name)) is not None:
            computed[node, pseudo] = made
            return
        made = self._make(node, parent, pseudo, key, rules)
        if parent is None or self._root in (node, parent):
            return  # what a page takes of the root and the body is written into their styles
        if any(said) and pseudo is None:
            _learn(made, self._known.first.setdefault(name[:2], made))
        else:
            self._known.made[name] = made

    def _make(self, node: Any, parent: Any, pseudo: str | None, key: Key, rules: list[Rule]) -> Any:
        declared = self._known.merged.get(key) or _merge(rules)
        if pseudo or not any(key[1]):
            self._known.merged[key] = declared
        self._styles._cascaded_styles = {(node, pseudo): declared}
        self._styles.set_computed_styles(
            node,
            parent=parent,
            root=self._root,
            pseudo_type=pseudo,
            base_url=self._base,
            target_collector=self._collector,
        )
        return self._styles._computed_styles[node, pseudo]

    def _is_needed(self, node: Any, pseudo: str) -> bool:
        computed = self._styles._computed_styles
        style = computed[node, None]
        if pseudo in OF_NOTES:
            return bool(style["float"] == "footnote" or style["position"][0] == "note()")
        if pseudo != "marker":
            return True
        shown = (computed.get((node, each)) for each in (None, "before", "after"))
        return any(each is not None and "list-item" in each["display"] for each in shown)


def _turn(pseudo: str) -> tuple[bool, str]:
    return pseudo == "marker", pseudo  # a marker's need is known behind the others


def _learn(style: Any, known: Any) -> None:
    """Take over what was worked out for an element that differs in nothing but its name."""
    if style is known:
        return
    style.update({**known, **style})
    style.specified.update(known.specified)
    for name in REMEMBERED:
        if name in known.__dict__:
            style.__dict__.setdefault(name, known.__dict__[name])


def _merge(rules: Iterable[Rule]) -> dict[str, Any]:
    """What is declared for an element, each property with its weight."""
    style: dict[str, Any] = {}
    for name, value, weight in _weighed(rules):
        if name not in style or style[name][1] <= weight:
            style[name] = value, weight
    return style


def _weighed(rules: Iterable[Rule]) -> Iterator[tuple[str, Any, Key]]:
    for origin, specificity, order, declarations in rules:
        for name, value, importance in declarations:
            precedence = css.declaration_precedence(origin, importance)
            yield name, value, (precedence, order, specificity)
