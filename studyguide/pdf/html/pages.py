"""Fills the page templates: ours, or those that the author put into `templates/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from studyguide.book_folder import CLOSED, content_of, is_file, is_outside
from studyguide.bounded import TooMuch, bounded
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.files import TEMPLATES
from studyguide.images import raster
from studyguide.outputs import colophon, cover
from studyguide.pdf.html.matter import Matter
from studyguide.pdf.joined import pagerefs
from studyguide.pdf.layout import contents
from studyguide.pdf.lines import headlines

OWN = "templates"  # folder of the book with the author's templates

LARGEST = 1_000_000  # number that a template may multiply
HIGHEST_POWER = 8
TIMES, MORE = 4, 1_000_000  # how much longer than our page an author's may be, in characters
TOO_MUCH = "it takes too much time or memory"


@dataclass(frozen=True)
class Faulty:
    """Why the author's templates are left out, and the line to blame."""

    pos: Pos | None
    reason: str


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
        path = self._root / template
        is_ours = (TEMPLATES / template).is_file() and template.endswith(".html.j2")
        if not is_ours or not is_file(path) or is_outside(path, self._root.parent):
            raise jinja2.TemplateNotFound(template)
        name = f"{OWN}/{template}"
        try:
            return content_of(path).decode("utf-8-sig"), name, None
        except OSError:
            reason = CLOSED
        except UnicodeDecodeError:
            reason = "it is no text in UTF-8"
        raise jinja2.TemplateSyntaxError(reason, 1, name, name)


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
    ours = _filled(book, parts, pages_of, None)
    if not (book.root / OWN).is_dir():
        return ours
    most = TIMES * len(ours) + MORE
    try:
        found = bounded(lambda: _attempt(book, parts, pages_of, most))
    except TooMuch:
        found = Faulty(_only_one(book.root / OWN), TOO_MUCH)
    if isinstance(found, str):
        return found
    report.add("P007", found.pos, reason=found.reason)
    return ours


def _attempt(book: Book, parts: Matter, pages_of: Mapping[str, str], most: int) -> str | Faulty:
    """The page with the author's templates, of `most` characters."""
    try:
        page = _filled(book, parts, pages_of, OursByName(book.root))
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        return Faulty(_place_of(error), str(getattr(error, "message", None) or error))
    return page if len(page) <= most else Faulty(_only_one(book.root / OWN), TOO_MUCH)


def _only_one(own: Path) -> Pos | None:
    """The author's template, if there are not several to choose from."""
    found = [path.relative_to(own.parent).as_posix() for path in own.rglob("*.html.j2")]
    return Pos(found[0], 1) if len(found) == 1 else None


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
        is_cover_whole=_is_cover_whole(book),
        title_size=cover.title_size(book.title),
        cover_title=headlines.of_cover(book),
        page_title=headlines.of_title_page(book),
        colophon=colophon.facts(book),
        typefaces=colophon.typefaces(book),
    )


def _is_cover_whole(book: Book) -> bool:
    """Whether the author's picture is all of the cover, or stands below the title."""
    page = book.page_format
    found = raster.shape(content_of(book.cover)) if book.cover else None
    return cover.fills(found, page.height / page.width)


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
