"""What pandoc has to say about the notes reaches the author, with the place."""

from pathlib import Path

import pytest

from studyguide import pandoc, pipeline, reader
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.keeping.records import NOWHERE

TWICE = """[]{.at pos="03.md:7:0"}[글][a]

[a]: https://example.org/1
[a]: https://example.org/2
"""


def test_a_warning_of_pandoc_is_a_message(tmp_path: Path, expect) -> None:
    report = Report()
    pipeline.parse(TWICE, Book(root=tmp_path), report)
    expect(Path(__file__).parent / "address-twice" / "messages", as_text(report.in_order()))


def test_json_of_another_shape_is_no_empty_book(monkeypatch: pytest.MonkeyPatch) -> None:
    other = '{"blocks":[{"t":"HorizontalRule"}],"meta":{},"pandoc-api-version":[1,23,1]}\n'
    convert = pandoc.convert

    def convert_in_another_order(*given: object) -> str:
        convert(*given)  # type: ignore[arg-type]  # for its log
        return other

    monkeypatch.setattr(pandoc, "convert", convert_in_another_order)
    with pytest.raises(OSError, match=r"pandoc: .*HorizontalRule"):
        reader.read(["글"], NOWHERE)
