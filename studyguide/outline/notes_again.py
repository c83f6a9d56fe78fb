"""Lets a footnote that is called twice be written once: pandoc puts it at every call."""

import re
from typing import Any

OPEN, CLOSE = "\ue005", "\ue006"  # stand for the brackets of a second call while pandoc writes
CALL = re.compile(f"{OPEN}([0-9]+){CLOSE}")
Node = Any  # of pandoc's JSON, with the marks of places

CALLED = re.compile(r"\[\^(\d+)\](?!:)")  # `[^3]`
NOTE = re.compile(r"^(?=\[\^\d+\]: )", re.M)  # before `[^3]: 글`
ONLY_NOTE = re.compile(r"\[\^\d+\]: .*\n?(?:(?:[ \t].*)?(?:\n|\Z))*")  # and what is set in below


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
    todo = [node]
    while todo:
        found = todo.pop()
        if isinstance(found, list):
            todo.extend(reversed(found))
        elif isinstance(found, dict):
            if found.get("t") == "Span" and "at" in found["c"][0][1]:
                return str(dict(found["c"][0][2]).get("pos", ""))
            todo.append(found.get("c"))
    return ""


def without_twins(text: str) -> str:
    """Notes without those that nothing calls: pandoc writes one in a picture's words twice."""
    called = set(CALLED.findall(text))
    parts = NOTE.split(text)
    at = len(parts)
    while at > 1 and ONLY_NOTE.fullmatch(parts[at - 1]):  # what stands in code is no note
        at -= 1
    notes = (part for part in parts[at:] if part[2 : part.index("]")] in called)
    return "".join([*parts[:at], *notes])
