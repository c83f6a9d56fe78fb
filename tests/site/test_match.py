"""The search in Korean, as the browser runs it, in QuickJS."""

import json
from pathlib import Path

import pytest
import quickjs

from studyguide.files import TEMPLATES

CASES = Path(__file__).with_name("match.txt")  # query | text with the places found in [ ]


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.partition(" | ") for line in lines if line and not line.startswith("#")]
    return [(query, text) for query, _, text in rows]


@pytest.fixture(scope="module")
def engine() -> quickjs.Context:
    context = quickjs.Context()
    context.eval((TEMPLATES / "screen" / "match.js").read_text("utf-8"))
    context.eval("const find = (rows, query) => JSON.stringify(bookMatch.find(rows, query))")
    return context


def find(engine: quickjs.Context, texts: list[str], query: str, kind: int = 0) -> list[dict]:
    rows = json.dumps([[0, f"b-{at}", kind, text] for at, text in enumerate(texts)])
    return json.loads(engine.eval(f"find({rows}, {json.dumps(query)})"))


@pytest.mark.parametrize(("query", "marked"), cases())
def test_finds(engine: quickjs.Context, query: str, marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = find(engine, [text], query)
    shown = list(text)
    for start, end in reversed(found[0]["ranges"] if found else []):
        shown.insert(end, "]")
        shown.insert(start, "[")
    assert "".join(shown) == marked


def test_what_is_written_comes_before_what_is_typed(engine: quickjs.Context) -> None:
    found = find(engine, ["가격이 싸다", "각이 지다"], "각")
    assert [row["at"] for row in found] == [1, 0]


def test_headings_and_terms_come_first(engine: quickjs.Context) -> None:
    rows = [[0, "a", 0, "캐시를 쓴다"], [0, "b", 1, "캐시"], [0, "c", 2, "캐시 cache"]]
    found = json.loads(engine.eval(f"find({json.dumps(rows)}, '캐시')"))
    assert [each["row"][1] for each in found] == ["b", "c", "a"]


def test_nothing_is_found_for_nothing(engine: quickjs.Context) -> None:
    assert find(engine, ["글"], " \t") == []
