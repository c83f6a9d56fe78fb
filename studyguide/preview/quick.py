"""A quick look at a changed chapter: it alone is read and filtered, with what is known of the rest.

What hangs on the whole book (numbers of occurrences, the glossary, the search) follows with the
whole book, which is made anew meanwhile.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from studyguide import config, notes, pipeline, site
from studyguide.build import READ
from studyguide.chain import formula_nodes
from studyguide.diagnostics import Report
from studyguide.files import replace_file
from studyguide.formulas.engine import Engine
from studyguide.keeping.records import Records
from studyguide.preview.whole import Order, Whole
from studyguide.site import Site
from studyguide.site.formulas import Formulas
from studyguide.terms import Entry, fold
from studyguide.terms.entries_yaml import KEYS

CHAPTER = re.compile(r"^(?=# \[\]\{\.at )", re.MULTILINE)  # `# []{.at pos="1.md:1:2"}제목 {#ch-01`
HEADING = re.compile(r"^#+ \[\]\{\.at .*$", re.MULTILINE)
NAME = re.compile(r"\{#([\w-]+)")  # of a chapter, at the end of its first line
PLACE = re.compile(r' pos="(?:[^"\\]|\\.)*"')
EMPHASIS = re.compile(r"[*_`\[\]{}.]|\n +")  # within a term: `**데이터** 레이크`
LABEL = re.compile(r"\{#((?:eq|fig|tbl|sec):[\w:.-]+)")  # `{#eq:step}`
MOST = 3  # chapters changed at once; more is no quick look
KNOWN = "known-terms.yaml"  # the entries of the book, in the build folder


class Quick:
    """Makes pages of changed chapters for one preview; formulas stay drawn between looks."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._engine: tuple[Mapping[str, str], Engine] | None = None

    def look(self, last: Whole, shown: Site) -> Site | None:
        """The site with the changed chapters; None when more than the text of some changed."""
        report = Report(self._order.lang)
        book = config.load(self._order.root, report)
        build = self._order.folders(book).build
        manuscript = notes.read(book, report, Records(build / READ))
        book = replace(book, title=manuscript.title)
        before, after = chapters(last.manuscript), chapters(manuscript.text)
        changed = changes(before, after)
        if book != shown.book or not changed or len(changed) > MOST or report.has_errors():
            return None
        known = build / KNOWN
        part = skeleton(after, changed)
        write_known(spoken_of(last.entries, part), known)
        hasty = replace(book, glossary=(known.resolve(),), index=False)
        tree = pipeline.edit_part(part, hasty, self._order.chain, report)
        if report.has_errors():
            return None
        drawn = Formulas(self._drawer({**last.macros, **book.macros}, build))
        body = pipeline.to_html(formula_nodes.with_formulas(tree, drawn.draw))
        return site.with_part(shown, body, changed)

    def _drawer(self, macros: Mapping[str, str], build: Path) -> Engine:
        if self._engine is None or self._engine[0] != macros:
            self._engine = (macros, Engine(macros, build / "formulas"))
        return self._engine[1]


def chapters(manuscript: str) -> dict[str, str]:
    """The text of each chapter by its name; what stands before the first has none.

    >>> list(chapters('# []{.at pos="1.md:1:2"}하나 {#ch-01 .chapter}\\n\\n글\\n'))
    ['', 'ch-01']
    """
    found = {}
    for text in CHAPTER.split(manuscript):
        first = text.partition("\n")[0]
        name = NAME.findall(first) if CHAPTER.match(text) else []
        found[name[-1] if name else ""] = text
    return {"": "", **found}


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """The chapters whose text changed, wherever it stands in its file; none if any came or went."""
    if list(before) != list(after) or before[""] != after[""]:
        return frozenset()
    return frozenset(name for name in after if _bare(before[name]) != _bare(after[name]))


def _bare(text: str) -> str:
    return PLACE.sub("", text)


def skeleton(manuscript: Mapping[str, str], whole: frozenset[str]) -> str:
    """The chapters `whole` and those that hold what they refer to; of the others, the headings."""
    said = "".join(manuscript[name] for name in whole)
    most = None if "](" in said else 1  # headings that a link may lead to
    parts = []
    for name, text in manuscript.items():
        is_named = any(f"@{label}" in said for label in LABEL.findall(text))
        parts.append(
            text if name in whole or is_named else "\n\n".join(HEADING.findall(text)[:most])
        )
    return "\n\n".join(parts)


def spoken_of(entries: Mapping[str, Entry], text: str) -> dict[str, Entry]:
    """The entries that a text may speak of: one of their spellings stands in its letters."""
    letters = fold(EMPHASIS.sub("", PLACE.sub("", text)))
    return {
        name: entry
        for name, entry in entries.items()
        if any(fold(form) in letters for form in (*entry.forms, *entry.typos))
    }


def write_known(entries: Mapping[str, Entry], path: Path) -> None:
    """The entries as a glossary of their own; JSON is YAML."""
    rows = [_row(name, entry) for name, entry in entries.items()]
    replace_file(path, json.dumps(rows, ensure_ascii=False).encode())


def _row(name: str, entry: Entry) -> dict[str, object]:
    values = {key: value for key, value in asdict(entry).items() if key in KEYS and value}
    values.pop("source", None)
    texts: dict[str, object] = {
        key: list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
        for key, value in values.items()
    }
    return {**texts, "id": name.removeprefix("g-")}
