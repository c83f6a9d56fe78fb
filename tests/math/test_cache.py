"""Formulas of an earlier build are read from disk, and damage there does no harm."""

from pathlib import Path

import pytest

from studyguide.formulas.engine import Engine
from studyguide.formulas.faults import Fault
from studyguide.keeping.store import Store


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    first = Engine(cache_dir=tmp_path)
    first.svg("x^2", False)
    first.svg(r"\nope", False)
    return tmp_path


def test_a_second_build_does_not_start_mathjax(
    filled: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Engine(cache_dir=filled)
    monkeypatch.setattr(again, "_started", pytest.fail)
    assert again.svg("x^2", False) == engine.svg("x^2", False)
    assert again.mathml("x^2", False) == engine.mathml("x^2", False)


def test_a_formula_is_written_once(
    tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(Store, "put", lambda _store, name, _content: written.append(name))
    for folder, count in ((tmp_path / "new", 2), (filled, 0)):
        engine = Engine(cache_dir=folder)
        for tex in ("x^2", r"\nope"):
            engine.svg(tex, False)
            engine.speech(tex, False)
        assert len(written) == count
        written.clear()


def test_a_fault_is_remembered_too(filled: Path) -> None:
    assert isinstance(Engine(cache_dir=filled).svg(r"\nope", False), Fault)


def test_another_macro_is_another_formula(filled: Path) -> None:
    assert not isinstance(Engine({"nope": "n"}, cache_dir=filled).svg(r"\nope", False), Fault)


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0\0", b"cut", b"changed"])
def test_a_damaged_file_counts_as_absent(filled: Path, damage: bytes, engine: Engine) -> None:
    for path in filled.iterdir():
        content = path.read_bytes()
        changed = content.replace(b"<svg", b"<gvs", 1)
        path.write_bytes({b"cut": content[:-9], b"changed": changed}.get(damage, damage))
    assert Engine(cache_dir=filled).svg("x^2", False) == engine.svg("x^2", False)


def test_nothing_half_written_stays(filled: Path) -> None:
    assert {path.suffix for path in filled.iterdir()} == {".json"}
    assert len(list(filled.iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    drawing = Engine(cache_dir=tmp_path / "file").svg("x^2", False)
    assert drawing == engine.svg("x^2", False)
