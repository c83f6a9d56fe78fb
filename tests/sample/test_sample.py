"""The flat chapters of the sample book are what the extractor makes of their originals."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRUTH = json.loads((ROOT / "tests" / "sample" / "truth.json").read_text(encoding="utf-8"))
SOURCES = [chapter["source"] for chapter in TRUTH]


def test_flat_chapters_are_fresh() -> None:
    tool = ROOT / "tools" / "flatten_sample.py"
    run = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stdout + run.stderr


@pytest.mark.parametrize("chapter", TRUTH, ids=SOURCES)
def test_every_bullet_has_its_truth(chapter: dict) -> None:
    lines = (ROOT / chapter["source"]).read_text(encoding="utf-8").split("\n")
    told = {row["line"] for row in chapter["items"]}
    bullets = {number for number, line in enumerate(lines, start=1) if line.startswith("- ")}
    assert bullets <= told
    for row in chapter["items"]:
        before = lines[row["line"] - 1][: row["col"]]
        assert before.endswith("- "), (row, before)


@pytest.mark.parametrize("chapter", TRUTH, ids=SOURCES)
def test_an_echo_repeats_a_sibling(chapter: dict) -> None:
    lines = (ROOT / chapter["source"]).read_text(encoding="utf-8").split("\n")
    texts: dict[tuple[object, int], list[str]] = {}
    for row in chapter["items"]:
        text = lines[row["line"] - 1][row["col"] :]
        key = (str(row["parent"]), row["depth"])
        if row["kind"] == "item":
            texts.setdefault(key, []).append(text)
        else:
            assert texts[key][0].startswith(text), (row, text)


def test_a_parent_is_an_item_one_level_up() -> None:
    for chapter in TRUTH:
        depths = {(r["line"], r["col"]): r["depth"] for r in chapter["items"]}
        for row in chapter["items"]:
            above = -1 if row["parent"] is None else depths[tuple(row["parent"])]
            assert row["depth"] == above + 1, (chapter["source"], row)
