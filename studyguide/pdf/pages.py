"""Fills the page templates: ours, or those that the author put into `templates/`."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from studyguide import colophon, cover
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.files import TEMPLATES
from studyguide.pdf import contents, headlines, pagerefs
from studyguide.pdf.matter import Matter

OWN = "templates"  # folder of the book with the author's templates

LARGEST = 1_000_000  # number that a template may multiply
HIGHEST_POWER = 8


class OursByName(jinja2.BaseLoader):
    """Gives the author's file for a template of ours; other names are not looked for."""

    def __init__(self, root: Path) -> None:
        self._root = root / OWN

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, None]:
        """The text of `template` and its name in messages."""
        path = (self._root / template).resolve()
        is_ours = (TEMPLATES / template).is_file() and template.endswith(".html.j2")
        inside = path.is_relative_to(self._root.parent)
        if not (is_ours and inside and path.is_file()):
            raise jinja2.TemplateNotFound(template)
        return path.read_text(encoding="utf-8-sig"), f"{OWN}/{template}", None


class Sandbox(ImmutableSandboxedEnvironment):
    """Shows what is of the book, and lets a template touch no file and take no end of memory."""

    intercepted_binops = frozenset(("*", "**"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No method of a path: `book.root.parent.joinpath(…).read_text()`."""
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Numbers alone are multiplied, and small ones: not `'a' * 10 ** 10`."""
        numbers = all(isinstance(n, int | float) and abs(n) < LARGEST for n in (left, right))
        if not numbers or (operator == "**" and abs(right) > HIGHEST_POWER):
            raise SecurityError(f"{operator} is for small numbers")
        return super().call_binop(context, operator, left, right)


def fill(book: Book, parts: Matter, pages_of: Mapping[str, str], report: Report) -> str:
    """The whole book as one HTML page; a faulty template of the author's is told and left out."""
    try:
        return _filled(book, parts, pages_of, OursByName(book.root))
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        report.add("P007", _place_of(error), reason=getattr(error, "message", None) or error)
        return _filled(book, parts, pages_of, None)


def _filled(
    book: Book, parts: Matter, pages_of: Mapping[str, str], own: jinja2.BaseLoader | None
) -> str:
    loaders = [*([own] if own else []), jinja2.FileSystemLoader(TEMPLATES)]
    rooms = Sandbox(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    listed = [h for h in parts.headings if h.level <= book.toc_depth]
    return rooms.get_template("page.html.j2").render(
        book=book,
        parts=parts,
        back=parts.back,
        pages_of=pages_of,
        placeholder=pagerefs.PLACEHOLDER,
        contents=listed,
        density=contents.density(listed, book.page_format),
        cover_picture=book.cover and book.name_of(book.cover),
        title_size=cover.title_size(book.title),
        cover_title=headlines.of_cover(book),
        page_title=headlines.of_title_page(book),
        colophon=colophon.facts(book),
    )


def _place_of(error: Exception) -> Pos | None:
    """The line of the author's template that the fault came from."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Pos(error.filename or error.name or OWN, error.lineno)
    trace, found = error.__traceback__, None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        found = Pos(name, trace.tb_lineno) if name.startswith(f"{OWN}/") else found
        trace = trace.tb_next
    return found
