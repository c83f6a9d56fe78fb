"""Makes the containers of panflute quick: a book has hundreds of thousands of elements.

panflute 2.3.1 (`containers.py`, `base.py`) builds each list of children an element at a time
through five calls, reads it by index through three, and a walk builds every list of the tree anew.
The same is done here with Python's own lists: what the elements know of their places, what may
stand in which list, and the tree after a walk are as they were. tests/pipeline/test_containers.py
holds both against each other.
"""

from collections.abc import Iterator
from typing import Any

import panflute as pf
from panflute.containers import DictContainer, ListContainer
from panflute.utils import check_type


def _begin(self: Any, *args: Any, oktypes: Any = object, parent: Any = None) -> None:
    self.oktypes = oktypes
    self.parent = parent
    self.location = None
    self.list = [
        each if isinstance(each, oktypes) and not callable(each) else check_type(each, oktypes)
        for each in args
    ]


def _each(self: Any) -> Iterator[Any]:
    """The elements, each knowing where it is; the list may change meanwhile."""
    at = 0
    while at < len(self.list):
        element = self.list[at]
        element.parent, element.location, element.index = self.parent, self.location, at
        yield element
        at += 1


def _walk_list(self: Any, action: Any, doc: Any = None, stop_if: Any = None) -> list[Any]:
    found: list[Any] = []
    for element in _each(self):
        altered = element.walk(action, doc, stop_if)
        if type(altered) is list:
            found.extend(altered)
        else:
            found.append(altered)
    return found


def _walk(self: Any, action: Any, doc: Any = None, stop_if: Any = None) -> Any:
    """`Element.walk`; a list in which nothing was replaced stays the list it is."""
    if doc is None:
        doc = self.doc
    if stop_if is None or not stop_if(self):
        for name in self._children:
            child = getattr(self, name)
            if isinstance(child, ListContainer):
                found = _walk_list(child, action, doc, stop_if)
                if not _is_same(found, child.list):
                    setattr(self, name, found)
            elif isinstance(child, pf.Element | DictContainer):
                setattr(self, name, child.walk(action, doc, stop_if))
            elif child is not None:  # an empty head or caption of a table
                raise TypeError(type(child))
    altered = action(self, doc)
    return self if altered is None else altered


def _is_same(found: list[Any], before: list[Any]) -> bool:
    return len(found) == len(before) and all(map(_is, found, before))


def _is(one: object, other: object) -> bool:
    return one is other


def quicken() -> None:
    """Put these in the place of panflute's own."""
    ListContainer.__init__ = _begin
    ListContainer.__iter__ = _each
    ListContainer.walk = _walk_list
    pf.Element.walk = _walk
