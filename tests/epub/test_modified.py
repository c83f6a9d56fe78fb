"""The date of change is what the book and its notes say, never what a machine says."""

from pathlib import Path

import pytest

from studyguide import config
from studyguide.diagnostics import Report
from studyguide.epub.modified import modified

CASES = {
    "the date of the book": ({"book.yaml": "date: 2021-05"}, "2021-05-01"),
    "the newest of the notes": (
        {"1.md": "---\ndate: 2022-11-19\n---\n글", "2.md": "---\n수정일: '2022. 12. 4.'\n---\n글"},
        "2022-12-04",
    ),
    "a file's name": ({"2023-01-02-캐시.md": "글", "2023-13-40-거짓.md": "글"}, "2023-01-02"),
    "a day in the text": ({"1.md": "date: 2030-01-01\n\n2030-01-01에 만나자."}, "1980-01-01"),
    "front matter without an end": ({"1.md": "---\ndate: 2022-11-19\n"}, "1980-01-01"),
    "nothing": ({"1.md": ""}, "1980-01-01"),
}


@pytest.mark.parametrize(("files", "date"), CASES.values(), ids=list(CASES))
def test_modified(tmp_path: Path, files: dict[str, str], date: str) -> None:
    for name, text in {"book.yaml": "title: 책", "0.md": "# 글\n", **files}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert modified(config.load(tmp_path, Report())) == f"{date}T00:00:00Z"
