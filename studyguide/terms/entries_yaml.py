"""Reads glossary.yaml files into entries; every mistake is told with its line."""

import difflib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import yaml

from studyguide import yaml_file
from studyguide.diagnostics import Pos, Report
from studyguide.terms import Case, Entry, LinkRule, Source, fold, symbols_yaml

TEXTS = frozenset(
    {"id", "term", "en", "ko", "abbr", "expansion", "reading", "sort", "definition", "category"}
    | {"case", "link", "status"}
)
LISTS = frozenset({"aliases", "typos", "see", "see_also", "scope"})
FLAGS = frozenset({"allow_undefined"})
SOURCE_KEYS = tuple(each.name for each in fields(Source))
NEAREST, LIKE = 3, 0.75  # headwords that a hint names, and how alike they are at least
KEYS = (*sorted(TEXTS | LISTS | FLAGS), "source")
CHOICES: dict[str, tuple[str, ...]] = {
    "case": get_args(Case),
    "link": get_args(LinkRule),
    "status": ("", "draft", "final"),
}
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
TERMS_KEY = "terms"  # of a file that has symbols beside its entries
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")  # data-catalog
CHAPTER = re.compile(r"(?:ch-)?0*(\d+)")  # 3, 03 and ch-03 name one chapter


def load(paths: Iterable[Path], root: Path, report: Report) -> tuple[Entry, ...]:
    """The entries of all files in order; of a headword in two files the first one counts."""
    entries: list[Entry] = []
    for path in paths:
        earlier = {fold(entry.term): entry for entry in entries}
        owners = {fold(form): other for other in entries for form in (*other.forms, *other.typos)}
        for entry in read(path, os.path.relpath(path, root), report):
            first = earlier.get(fold(entry.term))
            if first:
                report.add("G015", entry.pos, term=entry.term, first=first.pos)
            else:
                entries.append(_without(entry, owners, report))
    check_forms(entries, report)
    check_references(entries, report)
    return tuple(entries)


def _without(entry: Entry, owners: Mapping[str, Entry], report: Report) -> Entry:
    """The entry without the aliases and typos that an earlier file has given to their `owners`."""
    for form in (*entry.aliases, *entry.typos):
        if fold(form) in owners:
            report.add("G015", entry.pos, term=form, first=owners[fold(form)].pos)
    return replace(
        entry,
        aliases=tuple(form for form in entry.aliases if fold(form) not in owners),
        typos=tuple(form for form in entry.typos if fold(form) not in owners),
    )


def read(path: Path, name: str, report: Report) -> list[Entry]:
    """The entries of one file, which is a YAML list of mappings; `name` is used in messages."""
    node = _entries(yaml_file.compose(path, name, "G001", report))
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        found = {"key": name, "term": name, "expected": "a list of entries (`- term: …`)"}
        report.add("G004", yaml_file.pos_of(name, node), **found, found=_kind(node))
        return []
    nodes = (each for each in node.value if not symbols_yaml.is_table(each))
    return [entry for each in nodes if (entry := _read_entry(each, name, report))]


def _entries(node: yaml.Node | None) -> yaml.Node | None:
    """The list of entries: the file itself, or its `terms:` beside `symbols:`."""
    if not isinstance(node, yaml.MappingNode):
        return node
    values = {str(key.value): value for key, value in node.value}
    is_split = symbols_yaml.KEY in values and values.keys() <= {symbols_yaml.KEY, TERMS_KEY}
    return values.get(TERMS_KEY) if is_split else node


def _read_entry(node: yaml.Node, name: str, report: Report) -> Entry | None:
    if not isinstance(node, yaml.MappingNode):
        report.add("G018", yaml_file.pos_of(name, node))
        return None
    pairs = {str(key.value): value for key, value in node.value}
    title = next((str(pairs[key].value) for key in ("term", "ko", "en", "abbr", "id")
                  if isinstance(pairs.get(key), yaml.ScalarNode)), "?")  # fmt: skip
    values: dict[str, object] = {}
    for key, value in node.value:
        _read_value(str(key.value), key, value, title, name, values, report)
    term = next((values[key] for key in ("term", "ko", "en", "abbr") if values.get(key)), "")
    if not term:
        report.add("G018", yaml_file.pos_of(name, node))
        return None
    places = {str(key.value): yaml_file.pos_of(name, key) for key, _ in node.value}
    whole = {
        **values,
        "term": term,
        "pos": yaml_file.pos_of(name, node),
        "is_curated": True,
        "places": places,
    }
    return Entry(**whole)  # type: ignore[arg-type]  # each value was checked against its key


def _read_value(
    key: str,
    key_node: yaml.Node,
    node: yaml.Node,
    title: str,
    name: str,
    values: dict[str, object],
    report: Report,
) -> None:
    """Put the value of one key into `values`, or report what is wrong with it."""
    pos = yaml_file.pos_of(name, key_node)
    if key not in KEYS:
        report.add("G002", pos, key=key, term=title, nearest=yaml_file.nearest_key(key, KEYS))
    elif key in values:
        _wrong(report, pos, key, title, "written once", "written twice")
    elif key == "source":
        values[key] = _source(node, title, name, report)
    elif key in LISTS:
        values[key] = _texts(node, key, title, pos, report)
    else:
        _read_scalar(key, node, title, pos, values, report)


def _read_scalar(
    key: str, node: yaml.Node, title: str, pos: Pos, values: dict[str, object], report: Report
) -> None:
    if not isinstance(node, yaml.ScalarNode):
        _wrong(report, pos, key, title, "a text", _kind(node))
        return
    text = _clean(node)
    if key in FLAGS:
        if text.lower() in TRUTHS:
            values[key] = TRUTHS[text.lower()]
        else:
            _wrong(report, pos, key, title, "true or false", f"“{text}”")
    elif key in CHOICES and text not in CHOICES[key]:
        _wrong(report, pos, key, title, " or ".join(filter(None, CHOICES[key])), f"“{text}”")
    elif key == "id" and not ID.fullmatch(text):
        _wrong(report, pos, key, title, "small Latin letters, digits and hyphens", f"“{text}”")
    else:
        values[key] = text


def _source(node: yaml.Node, title: str, name: str, report: Report) -> Source:
    if isinstance(node, yaml.ScalarNode):  # `source: own words` names the kind alone
        return Source(kind=_clean(node))
    if not isinstance(node, yaml.MappingNode):
        _wrong(
            report,
            yaml_file.pos_of(name, node),
            "source",
            title,
            "keys kind, url, license",
            _kind(node),
        )
        return Source()
    found: dict[str, str] = {}
    for key, value in node.value:
        if key.value not in SOURCE_KEYS:
            nearest = yaml_file.nearest_key(str(key.value), SOURCE_KEYS)
            report.add("G002", yaml_file.pos_of(name, key), key=f"source.{key.value}", term=title,
                       nearest=nearest)  # fmt: skip
        elif isinstance(value, yaml.ScalarNode):
            found[key.value] = _clean(value)
        else:
            pos = yaml_file.pos_of(name, key)
            _wrong(report, pos, f"source.{key.value}", title, "a text", _kind(value))
    return Source(**found)


def _texts(node: yaml.Node, key: str, title: str, pos: Pos, report: Report) -> tuple[str, ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if any(not isinstance(each, yaml.ScalarNode) for each in nodes):
        _wrong(report, pos, key, title, "a list of texts", "something else")
        return ()
    texts = tuple(text for each in nodes if (text := _clean(each)))
    if key != "scope":
        return texts
    chapters = [CHAPTER.fullmatch(text) for text in texts]
    if not all(chapters):
        _wrong(report, pos, key, title, "a list of chapter numbers", f"“{', '.join(texts)}”")
    return tuple(each[1] for each in chapters if each)


def check_forms(entries: Iterable[Entry], report: Report) -> None:
    """Report each spelling that would lead to two entries, with both places."""
    owners: dict[str, Entry] = {}
    for entry in entries:
        for form in {fold(form): form for form in (*entry.forms, *entry.typos)}.values():
            other = owners.setdefault(fold(form), entry)
            if other is not entry:
                report.add("G005", entry.pos, form=form, term=entry.term, other=other.term,
                           first=other.pos)  # fmt: skip


def check_references(entries: Iterable[Entry], report: Report) -> None:
    """Report `see` and `see_also` that lead nowhere, and `see` that comes back to itself."""
    by_name = names(entries)
    for entry in by_name.values():
        for key, target in [("see", t) for t in entry.see] + [
            ("see_also", t) for t in entry.see_also
        ]:
            if fold(target) not in by_name:
                nearest = nearest_term(target, by_name)
                pos = entry.place_of(key)
                report.add("G006", pos, term=entry.term, target=target, nearest=nearest)
    for entry in dict.fromkeys(by_name.values()):
        circle = _circle(entry, by_name)
        if circle and entry.term == min(circle[:-1]):
            report.add("G007", entry.pos, path=" → ".join(circle))


def _circle(entry: Entry, by_name: dict[str, Entry]) -> list[str]:
    """The headwords from `entry` along `see` back to it; empty when it does not come back."""
    path, at = [entry.term], entry
    while at.see and fold(at.see[0]) in by_name:
        at = by_name[fold(at.see[0])]
        path.append(at.term)
        if at is entry:
            return path
        if at.term in path[:-1]:
            return []
    return []


def names(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by every folded form, typo and id; the first entry keeps a disputed one."""
    found: dict[str, Entry] = {}
    for entry in entries:
        for name in (entry.id, *entry.forms, *entry.typos):
            if name:
                found.setdefault(fold(name), entry)
    return found


def nearest_term(text: str, by_name: dict[str, Entry]) -> str:
    """A hint that names up to three headwords most like `text`, letter by letter, or longer."""
    named = {unicodedata.normalize("NFD", name): entry.term for name, entry in by_name.items()}
    key = unicodedata.normalize("NFD", fold(text))
    close = difflib.get_close_matches(key, named, n=NEAREST, cutoff=LIKE)
    longer = [name for name in named if name.startswith(key)]
    terms = [*dict.fromkeys(named[name] for name in (*close, *longer))][:NEAREST]
    listed = ", ".join(f"“{term}”" for term in terms)
    return f"nearest: {listed}" if listed else "write an entry for it in glossary.yaml"


def _clean(node: yaml.Node) -> str:
    is_null = node.tag.endswith(":null")
    return "" if is_null else unicodedata.normalize("NFC", str(node.value)).strip()


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "keys and values" if isinstance(node, yaml.MappingNode) else "a text"


def _wrong(report: Report, pos: Pos, key: str, term: str, expected: str, found: str) -> None:
    report.add("G004", pos, key=key, term=term, expected=expected, found=found)
