"""The author's own templates see the book and touch nothing."""

from pathlib import Path

import jinja2
import pytest

from studyguide.config import Book
from studyguide.pdf.pages import Sandbox

ACTS = (
    "{{ book.root.parent.joinpath('secret').read_text() }}",
    "{{ (book.root / '../secret').read_text() }}",
    "{{ book.root.joinpath('written').write_text('x') }}",
    "{{ book.notes[0].unlink() }}",
    "{{ book.__class__.__mro__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ self._TemplateReference__context }}",
    "{{ '{0.__class__}'.format(book) }}",
    "{{ 'a' * 10 ** 10 }}",
    "{{ 10 ** 100000000 }}",
    "{% for i in range(10 ** 9) %}a{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% include '../secret' %}",
)


@pytest.mark.parametrize("template", ACTS)
def test_it_reads_writes_and_runs_nothing(template: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET", "utf-8")
    note = tmp_path / "book" / "1.md"
    note.parent.mkdir()
    note.write_text("# 장\n", "utf-8")
    rooms = Sandbox(undefined=jinja2.StrictUndefined)
    with pytest.raises((jinja2.TemplateError, ArithmeticError, TypeError)):
        rooms.from_string(template).render(book=Book(root=note.parent, notes=(note,)))
    assert [path.name for path in note.parent.iterdir()] == ["1.md"]


def test_it_shows_what_is_of_the_book(tmp_path: Path) -> None:
    shown = Sandbox().from_string("{{ book.title }} {{ 2 * 3 }}")
    assert shown.render(book=Book(root=tmp_path, title="물결")) == "물결 6"
