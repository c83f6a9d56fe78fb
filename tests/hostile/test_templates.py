"""The author's own templates see the book and touch nothing."""

from pathlib import Path

import jinja2
import pytest

from studyguide import bounded
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.pdf.html import matter, pages
from studyguide.pdf.html.pages import Sandbox

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


ENDLESS = (
    "{{ 'a'|center(10000000000) }}",
    "{% for i in range(9 ** 5) %}{{ 'a'|center(999) }}{% endfor %}",
    "{% for i in range(9 ** 5) %}{% for j in range(9 ** 5) %}{% endfor %}{% endfor %}",
    "{% macro a(n) %}{% if n %}{{ a(n-1) }}{{ a(n-1) }}{% endif %}{% endmacro %}{{ a(60) }}",
    "{% set n = namespace(s='a') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
)


@pytest.mark.parametrize("template", ENDLESS)
def test_it_takes_no_end_of_time_and_memory(
    template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 1)
    own = tmp_path / "templates" / "page" / "colophon.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(template, "utf-8")
    report, book = Report("en"), Book(root=tmp_path, title="물결")
    parts = matter.matter([], {})
    shown = pages.fill(book, parts, {}, report)
    assert shown == pages.fill(Book(root=tmp_path / "none", title="물결"), parts, {}, report)
    assert as_text(report.in_order()).splitlines()[0] == (
        "templates/page/colophon.html.j2:1: error P007: a template of the book's own is faulty:"
        " it takes too much time or memory"
    )
