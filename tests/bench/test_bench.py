"""The bench measures real books, and its table says what was measured."""

import doctest
from pathlib import Path

import pytest

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.diagnostics import Report
from tools.bench import __main__ as bench
from tools.bench import sample, stages

ROW = dict.fromkeys(stages.NAMES, 1.0) | {
    "total": 7.0, "pages": 10, "cpu": 9.0, "edit": 1.0, "reset": 0.5, "megabytes": 99.0,
    "chromium": 2.0,
}  # fmt: skip


def test_the_notes_have_what_a_book_has_and_no_fault(tmp_path: Path) -> None:
    sample.write(tmp_path, 12)
    report = Report()
    edited = pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    assert [d.text() for d in report.diagnostics if d.severity != "info"] == []
    assert len(edited.formulas) == 12
    assert len(report.byproducts["glossary"]) == sample.TERMS
    for kind in ("Table", "CodeBlock", "BulletList"):
        assert f'"t": "{kind}"' in edited.json or f'"t":"{kind}"' in edited.json, kind
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["001.md", "002.md"]


def test_the_terms_differ() -> None:
    assert len({sample.term(number) for number in range(sample.TERMS)}) == sample.TERMS


def test_a_stage_within_a_stage_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = stages.Clock()
    times = iter([0.0, 1.0, 4.0, 6.0])
    monkeypatch.setattr(stages.time, "perf_counter", lambda: next(times))
    clock.timed("write", clock.timed("layout", lambda: None))()
    assert clock.seconds == {"layout": 3.0, "write": 3.0}


def test_growth_is_the_time_of_a_page_against_the_size_before() -> None:
    large = ROW | {"pages": 100, "total": 140.0}
    lines = list(bench.table([ROW, large], ["chromium"]))
    assert lines[2].endswith("| 0.700 | 2.00 (3.0×) |  |")
    assert lines[3].endswith("| 1.400 | 2.00 (69.5×) | 2.00 |")


def test_the_examples_of_the_bench() -> None:
    assert [doctest.testmod(module).failed for module in (bench, sample)] == [0, 0]
