"""What pandoc has to say about the notes reaches the author, with the place."""

from pathlib import Path

from studyguide import pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text

TWICE = """[]{.at pos="03.md:7:0"}[글][a]

[a]: https://example.org/1
[a]: https://example.org/2
"""


def test_a_warning_of_pandoc_is_a_message(tmp_path: Path, expect) -> None:
    report = Report()
    pipeline.parse(TWICE, Book(root=tmp_path), report)
    expect(Path(__file__).parent / "address-twice" / "messages", as_text(report.in_order()))
