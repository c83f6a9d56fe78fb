"""What pandoc has to say about the notes reaches the author, with the place."""

from studyguide import pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report

TWICE = """[]{.at pos="03.md:7:0"}[글][a]

[a]: https://example.org/1
[a]: https://example.org/2
"""


def test_a_warning_of_pandoc_is_a_message(tmp_path) -> None:
    report = Report()
    pipeline.parse(TWICE, Book(root=tmp_path), report)
    assert [(d.code, str(d.pos)) for d in report.diagnostics] == [("N018", "03.md:7")]
    assert "Duplicate link reference" in report.diagnostics[0].fact
