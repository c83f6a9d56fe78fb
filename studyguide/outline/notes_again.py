"""Lets a footnote that is called twice be written once: pandoc puts it at every call."""

import re
from typing import Any

from studyguide.chain.raw_spans import raw_spans

OPEN, CLOSE = "\ue005", "\ue006"  # stand for the brackets of a second call while pandoc writes
CALL = re.compile(f"{OPEN}([0-9]+){CLOSE}")
CALLED = re.compile(r"\[\^(\d+)\](?!:)")  # `[^3]`
NOTE = re.compile(r"^(?=\[\^\d+\]: )", re.M)  # before `[^3]: 글`
ONLY_NOTE = re.compile(r"\[\^\d+\]: .*\n?(?:(?:[ \t].*)?(?:\n|\Z))*")  # and what is set in below
Node = Any  # of pandoc's JSON, with the marks of places


def joined(node: Node) -> Node:
    """The nodes with a sign in place of each footnote that stands before them already."""
    return _joined(node, [])


def with_calls(text: str) -> str:
    """What pandoc wrote, with the calls that the signs stand for: it counts footnotes from 1."""
    return CALL.sub(r"[^\1]", text)


def _joined(node: Node, places: list[str]) -> Node:
    if isinstance(node, list):
        return [_joined(each, places) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Note":
        place = _place(node["c"])
        if place and place in places:
            return {"t": "Str", "c": f"{OPEN}{places.index(place) + 1}{CLOSE}"}
        places.append(place)
    return {key: _joined(each, places) for key, each in node.items()}


def _place(node: Node) -> str:
    """The first place that a mark in some nodes names."""
    mark = next(raw_spans(node, "at"), None)
    return str(dict(mark[0][2]).get("pos", "")) if mark else ""


def without_twins(text: str) -> str:
    """Notes without those that nothing calls: pandoc writes one in a picture's words twice."""
    called = set(CALLED.findall(text))
    parts = NOTE.split(text)
    at = len(parts)
    while at > 1 and ONLY_NOTE.fullmatch(parts[at - 1]):  # what stands in code is no note
        at -= 1
    notes = (part for part in parts[at:] if part[2 : part.index("]")] in called)
    return "".join([*parts[:at], *notes])
