"""Takes off what an author's attributes could do to the pages: notes are text."""

import re
from collections.abc import Mapping
from typing import Any

import panflute as pf

from studyguide.chain.tree import TAKEN, is_mark, placed
from studyguide.diagnostics import Pos, Report
from studyguide.notes.manuscript import NAMED
from studyguide.notes.titles.own_numbers import TYPED
from studyguide.outputs.elements import CALL, CALLED_AGAIN

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # `ja`, `zh-Hant`, `ko-Hani`
DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
ANYWHERE = frozenset({"title", "def"})  # `def`: a definition, which the glossary takes
OF_PICTURES = frozenset({"alt", "width", "height"})
OF_HEADINGS = frozenset({"number", NAMED, TYPED})
OF_CODE = frozenset({"pos", "startFrom"})
NO_FORMAT = "none"  # of raw text, which no notes bring, but a forged record may: no output has it
ACTING = frozenset({"style", "src", "href", "srcset", "formaction", "epub:type"})
AUTHORS = "my-"  # before an author's class that is named like one of the press: `my-summary`
# classes by which the press knows what it made itself
PRESS = re.compile(
    r"again|answers|appendix|asked|at|byline|category|consequence|context|"
    r"counterpart|definition|dfn|doubt|eqref|equation|equation-number|expansion|"
    r"footnote|footnote-back|footnote-ref|footnotes|formula-sheet|given|glossary|"
    r"hung-on|index|keywords|labelled|letter|mention|missing-picture|nobreak|"
    r"occurrence|occurrences|open|open-questions|own|part|provenance|questions|"
    r"quoted|recall|repeat|row-number|row-numbers|rows|sheet-formula|slice|"
    r"sourceCode|study|summary|symbol|symbol-formulas|symbols|term|to-answer|"
    r"to-answers|to-question|to-text|undefined|unsure"
    rf"|{TAKEN}|{CALL}|{CALLED_AGAIN}"
)


def settle(doc: Any, report: Report) -> None:
    """Keep the attributes that mean something in a book."""
    for element, pos in list(placed(doc)):
        if isinstance(element, pf.RawInline | pf.RawBlock):
            element.format = NO_FORMAT
        if getattr(element, "attributes", None) is not None and not is_mark(element):
            _clean(element, pos, report)


def check(doc: Any, report: Report, known: Mapping[str, Pos]) -> None:
    """The same for what the glossary brought in: nothing that acts."""
    for element, pos in placed(doc, known):
        for name in list(getattr(element, "attributes", None) or {}):
            if name.startswith("on") or name in ACTING:
                del element.attributes[name]
                report.add("L006", pos, name=name)


def _clean(element: Any, pos: Pos | None, report: Report) -> None:
    for name in filter(PRESS.fullmatch, element.classes):
        report.add("L008", pos, name=name, written=AUTHORS + name)
    element.classes = [
        AUTHORS + name if PRESS.fullmatch(name) else name for name in element.classes
    ]
    for name, value in list(element.attributes.items()):
        if not _is_kept(element, name, value):
            del element.attributes[name]
            if name == "style" or name.startswith("on") or name in ("lang", "dir"):
                report.add("L006", pos, name=name)


def _is_kept(element: Any, name: str, value: str) -> bool:
    if name == "lang":
        return bool(LANGUAGE.fullmatch(value))
    if name == "dir":
        return value in DIRECTIONS
    if isinstance(element, pf.Image):
        return name in OF_PICTURES | ANYWHERE
    if isinstance(element, pf.Header):
        return name in OF_HEADINGS | ANYWHERE
    return name in ANYWHERE or (isinstance(element, pf.CodeBlock) and name in OF_CODE)
