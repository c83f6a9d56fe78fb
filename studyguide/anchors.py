"""Names the places of a book: ids in ASCII, each once, the author's apart from the press's."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import panflute as pf

from studyguide.diagnostics import Report
from studyguide.hangul import romanise
from studyguide.pictures import is_picture
from studyguide.tree import every, placed, plain

OWN = "u-"  # begins every id that the author gave, and no other
LABEL = re.compile(r"(?:fig|figure|tbl|tab|table|sec|eq):")  # `fig:a`: the text refers to it
LABELLED = "label"  # attribute that keeps such a name, and a heading's, for later stages
GIVEN = re.compile(r"ch-\d+(?:-s\d+)?|preface")  # what the text stage names headings
DASHES = re.compile("-{2,}")
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")  # the blanks and Hangul of `{#한글 이름}`

Aliases = dict[str, str]  # the author's names → the ids of the finished book


def settle(doc: Any, report: Report) -> Aliases:
    """Give headings their ids by place and the author's other ids a prefix; returns his names.

    Works before the filters, so that no name of his can be taken for one of theirs.
    """
    aliases = _name_headings(doc)
    firsts: dict[str, str] = {}
    taken: set[str] = set()
    for element, pos in placed(doc):
        name = getattr(element, "identifier", "")
        if not name or (element.parent is doc and isinstance(element, pf.Header)):
            continue
        if name in firsts and not _has_number(element, name):
            report.add("L004", pos, id=name, first=firsts[name])
        if LABEL.match(name):
            element.attributes[LABELLED] = name
        element.identifier = _free(OWN + (_ascii(name) or str(len(taken) + 1)), taken)
        if not (isinstance(element, pf.Header) and GIVEN.fullmatch(name)):
            firsts.setdefault(name, str(pos or "the same text"))
            aliases.setdefault(_folded(name), element.identifier)
    return aliases


def _has_number(element: Any, name: str) -> bool:
    """Whether this is the picture of a figure with a label: of two such labels M002 tells."""
    figure = element.ancestor(2) if is_picture(element) else None
    return isinstance(figure, pf.Figure) and LABEL.match(name) is not None


def _name_headings(doc: Any) -> Aliases:
    """`ch-02`, `ch-02-s1`, `preface`: an id the author gave leads there too."""
    aliases: Aliases = {}
    taken: set[str] = set()
    for header, ident in list(_headings(doc)):
        named = _blank_name(header) or header.identifier
        if named and named != ident:
            header.attributes[LABELLED] = named
            aliases.setdefault(_folded(named), ident)
        header.identifier = _free(ident, taken)
    return aliases


def _headings(doc: Any) -> Iterator[tuple[Any, str]]:
    chapter, chapters, sections = "ch-00", 0, 0
    for header in doc.content:
        if not isinstance(header, pf.Header):
            continue
        if header.level > 1:
            sections += 1
            yield header, f"{chapter}-s{sections}"
            continue
        number = header.attributes.get("number", "")
        if number or "preface" in header.classes:
            sections = 0
        chapters = int(number) if number.isdecimal() else chapters
        chapter = f"ch-{chapters:02d}"
        yield header, "preface" if "preface" in header.classes else chapter


def _blank_name(header: Any) -> str:
    """Mend `제목 {#이름 둘 .chapter}`, which pandoc leaves as text for the blank in the name."""
    at = next((i.index for i in header.content if plain(i).startswith("{#")), None)
    if at is None or not plain(header).endswith("}"):
        return ""
    words = plain(pf.Plain(*header.content[at:]))[2:-1].split()
    del header.content[max(0, at - 1) :]
    header.classes = [word[1:] for word in words if word.startswith(".")]
    pairs = (word.partition("=") for word in words if "=" in word)
    header.attributes.update({key: value.strip('"') for key, _, value in pairs})
    named = (word for word in words if not word.startswith(".") and "=" not in word)
    return " ".join(word for word in named if not GIVEN.fullmatch(word))


def part(doc: Any) -> None:
    """Make every id of the finished tree unique; the first of two keeps it."""
    taken: set[str] = set()
    for element in every(doc):
        if name := getattr(element, "identifier", ""):
            element.identifier = _free(name, taken)


def find(name: str, aliases: Aliases) -> str:
    """The id behind one of the author's names, as he spelled it or as URLs do; else nothing."""
    return aliases.get(_folded(name)) or aliases.get(_folded(unquote(name)), "")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _ascii(name: str) -> str:
    """The name in Latin letters.

    >>> _ascii("한글 이름")
    'hangeul-ireum'
    """
    return DASHES.sub("-", UNSAFE.sub("-", romanise(name))).strip("-._")


def _free(name: str, taken: set[str]) -> str:
    """The name, or with `-2`, `-3` … behind it when it is taken."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}-{count}"
    taken.add(found)
    return found
