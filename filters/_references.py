"""References in the text (`@eq:step를`, `[@fig:a; @tbl:b]`) become links with their numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

import panflute as pf

from filters._ast import every, taken
from filters._texts import Places, Text, holders, place_in
from studyguide.diagnostics import Report
from studyguide.linking.references import (
    NAMES,
    REFERENCE,
    Target,
    Targets,
    settle_particle,
    shown,
)

IN_FORMULA = re.compile(r"\s*\\(?:eq)?ref\s*\{[^{}]*\}\s*")  # `$\eqref{eq:step}$`
WITHIN = re.compile(r"\\(eq)?ref\s*\{([^{}]*)\}")  # `z = \eqref{eq:step} + 1`
# `[식](#eq:step)`; ids of figures and sections are those of the notes, which the text stage settled
LINKED = re.compile(r"#(eq|tbl|tab|table):(.+)")
TO_SECTION = re.compile(r"@[Ss]ec:\w")
ABBREVIATED = {"Eq.": "eq", "Fig.": "fig", "Table": "tbl", "Figure": "fig"}
NAMED = {**{name: kind for kind, name in NAMES.items()}, **ABBREVIATED}  # `식 @eq:step`


@dataclass(frozen=True)
class Known:
    """Where the references of a chapter lead; `hints` say of the unknown ones what they may mean.

    Those are named as the text has them: `@eq:step`.
    """

    targets: dict[str, Target]
    hints: dict[str, str]


def mentions(doc: pf.Doc) -> list[Any]:
    """All that may refer to something: what has the sign of a reference in it."""
    kinds = (pf.Str, pf.Math, pf.RawInline)
    return [
        e
        for e in every(doc)
        if (type(e) in kinds and ("@" in e.text or "ref" in e.text))
        or (isinstance(e, pf.Link) and _linked(e))
    ]


def refers_to_sections(found: Iterable[Any]) -> bool:
    """Whether the text names a section by its label anywhere."""
    return any(isinstance(each, pf.Str) and TO_SECTION.search(each.text) for each in found)


def references_in(found: Iterable[Any]) -> Iterator[tuple[str, str]]:
    r"""The kind and the label of each reference: `eq`, `step를` of `@eq:step를`.

    The label of `\eqref{loss}` has no kind. Behind a label may stand what is none of it.
    """
    for each in found:
        if isinstance(each, pf.Link):
            yield from filter(None, [_linked(each)])
            continue
        for met in REFERENCE.finditer(each.text):
            yield (met["kind"] or "").lower(), met["label"] or met["ref"]
        if isinstance(each, pf.Math):
            yield from (("", met[2].strip()) for met in WITHIN.finditer(each.text))


def _linked(link: Any) -> tuple[str, str] | None:
    """The kind and the label that a link of the notes names."""
    met = LINKED.fullmatch(unquote(link.url))
    return ("eq" if met[1] == "eq" else "tbl", met[2]) if met else None


def known_of(asked: Iterable[tuple[str, str]], targets: Targets) -> Known:
    """What a chapter has to know of all targets for the references in it."""
    known = Known({}, {})
    for kind, text in asked:
        target, label = targets.read(kind, text)
        if target is None:
            hints = {_named(kind, each): targets.nearest(kind, each) for each in {label, text}}
            known.hints.update(hints)
        else:
            known.targets[targets.key(kind, label)] = replace(target, pos=None)
    return known


def settle_references(text: Text, known: Known, report: Report) -> None:
    """Put links in place of all references of a text."""
    places = Places(text.block)
    for holder in list(holders(text.block)):
        for inline in list(holder.content):
            if isinstance(inline, pf.Math) and IN_FORMULA.fullmatch(inline.text):
                holder.content[place_in(holder, inline)] = pf.Str(inline.text.strip())
        _settle_one(holder, text, places, known, report)


def settle_links(tree: Any, known: Known) -> None:
    """Lead the author's own links to labels where the labels are; others are told of later."""
    targets = Targets(known.targets)
    for link in every(tree):
        named = _linked(link) if isinstance(link, pf.Link) else None
        if named and (target := targets.find(*named)):
            link.url = f"#{target.id}"


def settle_formulas(text: Text, known: Known, report: Report) -> None:
    """Put numbers in place of the references within the formulas of a text."""
    places = Places(text.block)
    targets = Targets(known.targets)
    for formula in every(text.block):
        if isinstance(formula, pf.Math):
            for met in WITHIN.finditer(formula.text):
                if targets.read("", met[2].strip())[0] is None:
                    _tell_unknown("", met[2].strip(), places.of(formula), known, report)
            formula.text = with_numbers(formula.text, targets)


def with_numbers(tex: str, targets: Targets) -> str:
    r"""`z = \eqref{eq:a}` as `z = \text{(1.1)}`; an unknown label stays as text."""

    def number(met: re.Match[str]) -> str:
        target, _ = targets.read("", met[2].strip())
        said = target.number if target else met[2]
        return rf"\text{{({said})}}" if met[1] else rf"\text{{{said}}}"

    return WITHIN.sub(number, tex)


def _settle_one(holder: Any, text: Text, places: Places, known: Known, report: Report) -> None:
    targets = Targets(known.targets)
    at, is_open = 0, False
    while at < len(holder.content):
        inline = holder.content[at]
        met = REFERENCE.search(inline.text) if isinstance(inline, pf.Str) else None
        if met is None:
            at += 1
            continue
        kind, label = (met["kind"] or "").lower(), met["label"] or met["ref"]
        target, label = targets.read(kind, label)
        if target is None:
            _tell_unknown(kind, label, places.of(inline), known, report)
            at += 1
            continue
        is_open = is_open or bool(met["open"])
        end = met.end() if met["ref"] else met.start("label") + len(label)
        is_bare = bool(met["bare"]) or _is_named(holder, at, inline.text[: met.start()], target)
        parts = _link(target, text.chapter, inline.text, met.start(), end, is_open, is_bare)
        after = parts[-1] if isinstance(parts[-1], pf.Str) else None
        is_open = is_open and "]" not in inline.text[end:][:1]
        if after:
            places.put(after, inline)
        holder.content[at : at + 1] = parts
        at += len(parts) - bool(after)


def _link(
    target: Target, chapter: str, text: str, start: int, end: int, is_open: bool, is_bare: bool
) -> list[Any]:
    """The words before, the link, what the audit must know of, the words behind."""
    before, after = text[:start], text[end:]
    if is_open and after[:1] in ("]", ";"):
        after = after[1:] if after[0] == "]" else f",{after[1:]}"
    words = shown(target, is_bare)
    settled = settle_particle(words, after)
    classes = ["eqref", *(["far"] if _is_far(target, chapter) else [])]
    link = pf.Link(pf.Str(words), url=f"#{target.id}", classes=classes)
    found = [pf.Str(before)] if before else []
    found += [link, taken(text[start:])]
    return [*found, pf.Str(settled)] if settled else found


def _is_far(target: Target, chapter: str) -> bool:
    """Whether a reader has to turn to another chapter."""
    return bool(target.chapter) and target.chapter != chapter


def _is_named(holder: Any, at: int, before: str, target: Target) -> bool:
    """Whether the author wrote the name himself: `식 @eq:step`, `식@eq:step`."""
    if not before and at > 1 and isinstance(holder.content[at - 1], pf.Space):
        word = holder.content[at - 2]
        before = word.text if isinstance(word, pf.Str) else ""
    name = next((name for name in NAMED if before.endswith(name)), "")
    return bool(name) and NAMED[name] == target.kind and target.kind != "sec"


def _tell_unknown(kind: str, label: str, pos: Any, known: Known, report: Report) -> None:
    name = _named(kind, label)
    report.add("M003", pos, label=name, nearest=known.hints.get(name, ""))


def _named(kind: str, label: str) -> str:
    return f"@{kind}:{label}" if kind else f"\\ref{{{label}}}"
