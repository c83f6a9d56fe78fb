"""The examples of docs/codes.md: each gives rise to the message it stands for."""

from pathlib import Path

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.diagnostics import Report
from tools.write_codes import read_examples

EXAMPLES = {code: example for code, example in read_examples().items() if example.file}
NOTE = "# 물결\n\n- 소리는 물껼처럼 빛과 함께 간다\n"  # what the other files speak of
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
ONLY_IN = {"P": ["pdf"], "E": ["epub"]}  # the codes that checking does not show


@pytest.mark.parametrize("code", EXAMPLES)
def test_it_gives_its_message(code: str, tmp_path: Path) -> None:
    example = EXAMPLES[code]
    (tmp_path / "그림.svg").write_text(SVG, "utf-8")
    if not example.file.startswith("노트"):
        (tmp_path / "노트.md").write_text(NOTE, "utf-8")
    (tmp_path / example.file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / example.file).write_text(example.text + "\n", "utf-8")
    out = Folders(tmp_path / "dist", tmp_path / "build")
    press = Press(tmp_path, CHAIN, lambda _: out, lambda *_: None, Report())
    made = press.make(ONLY_IN.get(code[0], []))
    assert code in {found.code for found in made.report.diagnostics}


def test_most_codes_can_be_shown_so() -> None:
    assert len(EXAMPLES) > 2 / 3 * len(read_examples())
