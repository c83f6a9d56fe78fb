"""Faults of several files are told in one run, in either language."""

from pathlib import Path

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.diagnostics import LANGS, Lang, Report, as_text
from studyguide.hangul import has_hangul

FILES = {
    "book.yaml": "titel: 물결\ntoc_depth: 9\n",
    "glossary.yaml": "- term: 파장\n  link: sometimes\n  definition: 마루 사이\n",
    "1.md": "# 물결\n\n![파도](없는-그림.png)\n\n닫지 않은 $\\theta 하나\n",
    "2.md": "# 빛\n\n[없는 곳](#없는-곳)\n",
}
PLACES = ["1.md:3", "1.md:5", "2.md:3", "book.yaml:1", "book.yaml:2", "glossary.yaml:2"]


@pytest.mark.parametrize("lang", LANGS)
def test_all_are_told_at_once(lang: Lang, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    out = Folders(tmp_path / "dist", tmp_path / "build")
    report = Report(lang)
    made = Press(tmp_path, CHAIN, lambda _: out, lambda *_: None, report).make(["pdf"])
    told = [found for found in report.in_order() if found.severity != "info"]
    assert sorted({str(found.pos) for found in told}) == PLACES
    assert made.files == []
    assert all(has_hangul(str(found.hint)) for found in told if lang == "ko"), as_text(told)
