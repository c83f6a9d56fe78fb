"""The rows of glossary.json: entries, the provenance of each definition, every occurrence."""

from collections.abc import Iterable

from studyguide.diagnostics import Pos
from studyguide.terms import Occurrence, Row


def to_json(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Rows as plain lists and dicts, ready for `json.dumps`."""
    return [_row(row) for row in rows]


def _row(row: Row) -> dict[str, object]:
    entry, gloss = row.entry, row.gloss
    return {
        "id": row.id,
        "term": entry.term,
        "en": entry.en,
        "ko": entry.ko,
        "abbr": entry.abbr,
        "expansion": entry.expansion,
        "aliases": list(entry.aliases),
        "reading": entry.reading,
        "category": entry.category,
        "see": list(entry.see),
        "see_also": list(entry.see_also),
        "doubted": entry.is_doubted,
        "definition": gloss.text,
        "kind": gloss.kind,
        "provenance": _place(gloss.pos),
        "quotes": [{"text": each.text, **_place(each.pos)} for each in gloss.quotes],
        "occurrences": [_occurrence(each) for each in row.occurrences],
    }


def _occurrence(found: Occurrence) -> dict[str, object]:
    return {
        **_place(found.pos),
        "chapter": found.chapter,
        "anchor": found.anchor,
        "kind": found.kind,
        "text": found.text,
        "linked": found.is_linked,
    }


def _place(pos: Pos | None) -> dict[str, object]:
    return {"file": pos.file if pos else None, "line": pos.line if pos else None}
