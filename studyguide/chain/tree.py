"""Reads pandoc's tree: the marks that carry places, children in order, plain text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import panflute as pf
from panflute.containers import ListContainer

from studyguide.chain import containers
from studyguide.diagnostics import Pos

MARK = "at"  # class of the empty span that says where a text stood in the notes
TAKEN = "taken"  # class of what stays in the tree for the audit only, and is never printed

LEAVES = frozenset(
    {pf.Str, pf.Space, pf.SoftBreak, pf.LineBreak, pf.Math, pf.Code, pf.CodeBlock}
    | {pf.RawInline, pf.RawBlock, pf.HorizontalRule, pf.Null}
)
BLANKS = frozenset({pf.Space, pf.SoftBreak, pf.LineBreak})
SILENT = BLANKS | {pf.Str, pf.Math}  # nothing leads to these
PARTED = frozenset({pf.DefinitionItem, pf.Table, pf.TableBody, pf.Figure})

containers.quicken()


def is_mark(element: Any) -> bool:
    """Whether this is the empty span that carries a place, and no span of the author."""
    return isinstance(element, pf.Span) and MARK in element.classes and not element.content


def mark(pos: Pos) -> Any:
    """The empty span that carries a place through pandoc."""
    return pf.Span(classes=[MARK], attributes={"pos": f"{pos.file}:{pos.line}:{pos.col}"})


def to_pos(element: Any) -> Pos | None:
    """Read the place of a mark; a damaged one has none."""
    file, line, col = ["", "", "", *element.attributes.get("pos", "").rsplit(":", 2)][-3:]
    return Pos(file, int(line), int(col)) if line.isdigit() and col.isdigit() else None


def taken(text: str) -> Any:
    """An empty link that says what the press took off its line here; the outputs never see it."""
    return pf.Link(url=text, classes=[TAKEN])


def is_taken(element: Any) -> bool:
    """Whether this is kept for the audit only."""
    return TAKEN in getattr(element, "classes", ())


def marks(element: Any) -> Iterator[Any]:
    """All marks inside `element`, in document order; no recursion, so any depth will do."""
    return (found for found in every(element) if is_mark(found))


def children(element: Any) -> list[Any]:
    """The direct children of an element, in order, each knowing where it is.

    Those of a definition item are its term, then its texts.
    """
    kind = type(element)
    if kind in LEAVES:
        return []
    return _parts(element) if kind in PARTED else _attached(getattr(element, "_content", None))


def below(element: Any) -> Sequence[Any]:
    """The same children for who only looks: they are not told where they are, which is quicker."""
    kind = type(element)
    if kind in LEAVES:
        return ()
    if kind in PARTED:
        return _parts(element)
    content = getattr(element, "_content", None)
    return content.list if isinstance(content, ListContainer) else list(content or ())


def branches(element: Any) -> list[Any]:
    """The children that may have children of their own."""
    return [child for child in children(element) if type(child) not in LEAVES]


def _parts(element: Any) -> list[Any]:
    """The children of what has more than one list of them."""
    if isinstance(element, pf.DefinitionItem):
        return [*_attached(element.term), *_attached(element.definitions)]
    if isinstance(element, pf.Table):
        parts = [element.caption, element.head, *element.content, element.foot]
        return [part for part in parts if part is not None]
    if isinstance(element, pf.TableBody):
        return [*_attached(element.head), *_attached(element.content)]
    return [*_attached(element.content), *([element.caption] if element.caption else [])]


def _attached(container: Any) -> list[Any]:
    """The elements of a container, each knowing where it is."""
    if not isinstance(container, ListContainer):
        return list(container or [])
    parent, location = container.parent, container.location
    found: list[Any] = list(container.list)
    for at, element in enumerate(found):
        element.parent, element.location, element.index = parent, location, at
    return found


def pos_of(element: Any) -> Pos | None:
    """Where the first text of `element` stood in the notes."""
    return next((pos for m in marks(element) if (pos := to_pos(m))), None)


def plain(element: Any) -> str:
    """Its text as a reader sees it, on one line: math as `$tex$`, no marks, no notes."""
    return raw_plain(element).strip()


def raw_plain(element: Any) -> str:
    """The same with the blanks at either end."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    todo = [element]
    while todo:
        found = todo.pop()
        kind = type(found)
        if kind is pf.Str or kind is pf.Code:
            yield found.text
        elif kind in BLANKS:
            yield " "
        elif kind is pf.Math:
            yield f"${found.text}$"
        elif kind is not pf.Note and kind not in LEAVES:
            todo.extend(reversed(below(found)))


def placed(doc: Any, known: Mapping[str, Pos] | None = None) -> Iterator[tuple[Any, Pos | None]]:
    """Every element that can have a name or an address, with the place of its text.

    Behind a footnote the text before it goes on.

    A heading without a mark is the press's own, and what follows it has no place in the notes but
    where it has an id in `known`.
    """
    place: Pos | None = None
    todo: list[Any] = [doc]
    while todo:
        found = todo.pop()
        if found is None or isinstance(found, Pos):
            place = found
            continue
        if is_mark(found) or isinstance(found, pf.CodeBlock):
            place = to_pos(found) or place
        elif isinstance(found, pf.Header) and found.parent is doc:
            place = pos_of(found)
        elif isinstance(found, pf.Figure | pf.Table):
            place = pos_of(found) or place
        elif known:
            place = known.get(getattr(found, "identifier", ""), place)
        yield found, place
        inside = [child for child in children(found) if type(child) not in SILENT]
        todo.extend(reversed([*inside, place] if isinstance(found, pf.Note) else inside))


def every(element: Any, inside: Callable[[Any], Sequence[Any]] = below) -> Iterator[Any]:
    """`element` and all below it in document order, however deep.

    `inside` is `children` for who asks an element where it is.
    """
    todo = [element]
    while todo:
        found = todo.pop()
        yield found
        if type(found) not in LEAVES:
            todo.extend(reversed(inside(found)))


def untake(doc: Any) -> None:
    """Take off what was kept for the audit only; places stay."""
    take_out(doc, is_taken)


def unmark(doc: Any) -> None:
    """Take off the marks, and what was kept for the audit: neither is to be printed."""
    take_out(doc, lambda element: is_mark(element) or is_taken(element))
    for element in every(doc):
        if isinstance(element, pf.CodeBlock):
            element.attributes.pop("pos", None)


def take_out(doc: Any, is_out: Callable[[Any], bool]) -> None:
    """Take elements out of every list that holds one."""
    for element in every(doc):  # what is taken out is not gone into
        for name in getattr(element, "_children", ()):
            container = getattr(element, name)
            if isinstance(container, ListContainer) and any(map(is_out, container.list)):
                container.list[:] = [each for each in container.list if not is_out(each)]
