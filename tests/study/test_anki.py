"""The deck as Anki opens it: its notes, and that a new edition keeps what was learned."""

import csv
import json
import sqlite3
import zipfile
from pathlib import Path
from shutil import copyfile

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.diagnostics import Report

HERE = Path(__file__).parent
MORE = "- 대기열은 먼저 넣은 것을 먼저 꺼내는 줄이다.\n"


def made(book: Path) -> Path:
    """The folder with the deck and the table of a book."""
    out = Folders(book / "dist", book / "build")
    Press(book, CHAIN, lambda _: out, lambda *_: None, Report()).make(["anki"])
    return out.dist


def notes_of(dist: Path) -> dict[str, str]:
    """The fields of each note by its GUID."""
    with zipfile.ZipFile(next(dist.glob("*.apkg"))) as archive:
        collection = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(collection)
    rows = connection.execute("select guid, flds from notes").fetchall()
    connection.close()
    return dict(rows)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "terms"
    root.mkdir()
    for name in ("in.md", "glossary.yaml"):
        copyfile(HERE / "terms" / name, root / name)
    (root / "book.yaml").write_text("title: 시험\nmacros: {R: '\\mathbb{R}'}\n", "utf-8")
    return root


def test_each_fact_is_one_note(book: Path) -> None:
    found = notes_of(made(book))
    asked = json.loads((book / "build" / "study.json").read_text("utf-8"))["questions"]
    facts = {q["key"].partition(":")[2] for q in asked if q["kind"] in ("definition", "term")}
    others = [q for q in asked if q["kind"] not in ("definition", "term")]
    assert len(found) == len(facts) + len(others) > 3


def test_nothing_changed_gives_the_same_bytes(book: Path) -> None:
    dist = made(book)
    first = {path.name: path.read_bytes() for path in dist.iterdir()}
    assert len(first) == 2
    made(book)
    assert {path.name: path.read_bytes() for path in dist.iterdir()} == first


def test_an_edited_definition_keeps_its_note(book: Path) -> None:
    before = notes_of(made(book))
    glossary = book / "glossary.yaml"
    glossary.write_text(glossary.read_text("utf-8").replace("바탕이 되는", "본디"), "utf-8")
    after = notes_of(made(book))
    assert before.keys() == after.keys()
    changed = [guid for guid in before if before[guid] != after[guid]]
    assert len(changed) == 1
    assert "본디 값" in after[changed[0]]


def test_a_new_term_adds_notes_and_changes_none(book: Path) -> None:
    before = notes_of(made(book))
    with (book / "glossary.yaml").open("a", encoding="utf-8") as glossary:
        glossary.write("- term: 사본\n  definition: 원본을 그대로 옮겨 둔 값.\n")
    note = book / "in.md"
    note.write_text(note.read_text("utf-8") + "- 사본은 가까이 둔다\n", "utf-8")
    after = notes_of(made(book))
    assert before.items() < after.items()


def test_formulas_are_mathjax_and_bring_their_macros(book: Path) -> None:
    (book / "in.md").write_text("# 수\n\n- $x$: 입력\n- 정의역: $D \\subset \\R$\n", "utf-8")
    texts = "".join(notes_of(made(book)).values())
    assert r"\(x\)" in texts
    assert r"\def\R{\mathbb{R}}" in texts


OWN = """# 1장. 그림

::: {.question #why}
무엇을 찍는가?

```python
if x < 3:
    print("<b>")
```
:::

::: answer
- **셋**보다 작은 `x`

![눈금](dot.svg)
:::
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


def test_own_questions_keep_their_code_and_bring_their_pictures(book: Path) -> None:
    (book / "in.md").write_text(OWN, "utf-8")
    (book / "dot.svg").write_text(DOT, "utf-8")
    dist = made(book)
    fields = next(each for each in notes_of(dist).values() if "무엇을 찍는가" in each)
    assert '<pre><code>if x &lt; 3:\n    print("&lt;b&gt;")</code></pre>' in fields
    assert "<li><b>셋</b>보다 작은 <code>x</code></li>" in fields
    with zipfile.ZipFile(next(dist.glob("*.apkg"))) as archive:
        ((number, name),) = json.loads(archive.read("media")).items()
        assert archive.read(number).endswith(DOT.encode())  # behind a declaration
    assert f'<img src="{name}">' in fields


def times_of(dist: Path) -> dict[str, int]:
    with zipfile.ZipFile(next(dist.glob("*.apkg"))) as archive:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(archive.read("collection.anki2"))
    times = dict(connection.execute("select guid, mod from notes").fetchall())
    connection.close()
    return times


def test_what_changed_is_newer_than_in_the_deck_before(book: Path) -> None:
    before, words = times_of(made(book)), notes_of(book / "dist")
    glossary = book / "glossary.yaml"
    for edition in ("본디", "맨 처음"):
        text = glossary.read_text("utf-8")
        glossary.write_text(text.replace("바탕이 되는", edition).replace("본디", edition), "utf-8")
        after, now = times_of(made(book)), notes_of(book / "dist")
        changed = {guid for guid in before if words[guid] != now[guid]}
        assert len(changed) == 1
        assert all(after[guid] > before[guid] for guid in changed)
        assert all(after[guid] == before[guid] for guid in before if guid not in changed)
        before, words = after, now


def test_macros_of_the_notes_and_of_the_press_come_along(book: Path) -> None:
    notes = "# 수\n\n$\\newcommand{\\loss}[1]{L_{#1}}$\n\n- $\\loss{t}$: 손실\n- $\\bm{x}$: 입력\n"
    (book / "in.md").write_text(notes, "utf-8")
    texts = "".join(notes_of(made(book)).values())
    assert r"\def\loss#1{L_{#1}}\loss{t}" in texts
    assert r"\def\bm#1{\boldsymbol{#1}}\bm{x}" in texts


def test_a_gap_hides_the_term_and_keeps_its_particle(book: Path) -> None:
    gaps = [fields for fields in notes_of(made(book)).values() if "{{c1::" in fields]
    assert any("{{c1::교체 정책}}이라 한다" in fields for fields in gaps)


def test_the_table_has_every_term(book: Path) -> None:
    text = (made(book) / "terms-terms.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["용어"] for row in rows} >= {"원본", "TTL", "방출"}
    assert next(row for row in rows if row["용어"] == "원본")["풀이"].startswith("사본을 뜬")
    assert next(row for row in rows if row["용어"] == "TTL")["원말"] == "Time To Live"
