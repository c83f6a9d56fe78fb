"""What a person at the terminal sees: progress, messages, the summary, the exit status."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from invoke.exceptions import Exit
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from studyguide import diagnostics
from studyguide.build import Folders, Made, Press
from studyguide.codes.glossary import UNDEFINED
from studyguide.config import Book
from studyguide.files import replace_file
from studyguide.outline import as_tree as outline_text
from studyguide.outline import nested_notes
from studyguide.pipeline import Filter

PROJECT = Path(__file__).parent.parent
SHOWN = 12  # messages that a build prints before it points to `check`
SUGGESTED = "glossary-suggest"  # the by-product that writes the stubs when it is called
NOTHING_SUGGESTED = "# the notes want nothing more from glossary.yaml\n"
STAGES = {
    "notes": "reading the notes",
    "formulas": "drawing the formulas",
    "pdf": "setting the pages",
    "epub": "packing the EPUB",
}
WRITERS = {
    "text": diagnostics.as_text,
    "github": diagnostics.as_github,
}
PANGO = (
    "WeasyPrint needs the system libraries Pango and HarfBuzz. Install them with\n"
    "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    "(macOS: brew install pango) and run the command again."
)


def build(
    kinds: Sequence[str],
    chain: Sequence[Filter],
    book: str,
    out: str,
    strict: bool,
    strict_glossary: bool = False,
) -> None:
    """Make the artifacts and print where they are. Raises Exit when the notes have errors."""
    folder = shown_folder(book)
    stern = UNDEFINED if strict_glossary else frozenset()
    with _stages() as told, _plain_faults():
        made = Press(Path(folder), chain, _folders(out), told, stern).make(kinds, strict)
    _print_some(made, folder)
    if not made.files:
        _stop(made, "nothing was built")
    print(_summary(made))
    if made.report.has_errors(strict):
        raise Exit(code=1)


def check(
    chain: Sequence[Filter], book: str, strict: bool, form: str, strict_glossary: bool = False
) -> None:
    """Print every message. Raises Exit(1) on errors, or on warnings when `strict`."""
    folder = shown_folder(book)
    stern = UNDEFINED if strict_glossary else frozenset()
    if form not in (*WRITERS, "json"):
        raise Exit(f"--format is text, github or json, not {form}", 2)
    with _stages() as told:
        made = Press(Path(folder), chain, _folders(""), told, stern).make([])
    found = made.report.in_order()
    if form == "json":
        print(diagnostics.as_json(found))
    elif found:
        print(WRITERS[form](found, folder))
    if form == "text":
        print(_tally(made))
    if made.report.has_errors(strict):
        raise Exit(code=1)


def outline(chain: Sequence[Filter], book: str, form: str, write: str) -> None:
    """Print the recovered outline as a tree or as JSON, or write it as nested Markdown."""
    folder = shown_folder(book)
    with _stages() as told:
        stages = [*chain[:1], *([nested_notes.keep] if write else [])]
        made = Press(Path(folder), stages, _folders(""), told).make([])
    if made.edited is None or made.report.has_errors():
        _print_some(made, folder)
        _stop(made, "there is no outline")
    if write:
        _keep_notes(Path(write), nested_notes.notes_of(made.edited, made.report))
    elif form == "json":
        print(json.dumps(made.report.byproducts["outline"], ensure_ascii=False, indent=1))
    else:
        Console().print(outline_text.tree_of(made.report), soft_wrap=True)


def _keep_notes(path: Path, text: str) -> None:
    if path.exists():
        raise Exit(f"{path} is there already; name a file that is not", 2)
    replace_file(path, text.encode())
    print(f"{path}: the notes as nested Markdown, yours to keep")


def glossary_suggest(chain: Sequence[Filter], book: str) -> None:
    """Print what the notes seem to want from glossary.yaml, ready to paste."""
    folder = shown_folder(book)
    with _stages() as told:
        made = Press(Path(folder), chain, _folders(""), told).make([])
    suggested = made.report.byproducts.get(SUGGESTED)
    if not callable(suggested):
        _print_some(made, folder)
        _stop(made, "there are no suggestions")
    print(suggested() or NOTHING_SUGGESTED, end="")


def trace(chain: Sequence[Filter], book: str, out: str) -> None:
    """Write the book after each stage into the build folder."""
    folder = shown_folder(book)
    with _stages() as told:
        press = Press(Path(folder), chain, _folders(out), told)
        made = press.make([], trace=True)
    _print_some(made, folder)
    if made.report.has_errors():
        _stop(made, "there is no trace")
    print(f"{press.folders.build / 'trace'}: the book after each stage")


def shown_folder(book: str) -> str:
    """The folder as the user named it; without a name the sample book."""
    if book:
        return book
    return "book" if Path("book").is_dir() else str(PROJECT / "book")


def _folders(out: str) -> Callable[[Book], Folders]:
    """`dist` and `build/<slug>`, or all of it below `out`."""

    def place(book: Book) -> Folders:
        if out:
            return Folders(Path(out), Path(out) / "build")
        return Folders(Path("dist"), Path("build") / book.slug)

    return place


@contextmanager
def _stages() -> Iterator[Callable[[str], None]]:
    """Progress on a terminal, silence in CI and in pipes."""
    terminal = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(
        *columns, console=terminal, transient=True, disable=not terminal.is_terminal
    ) as p:
        task = p.add_task("starting")

        def told(stage: str) -> None:
            p.update(task, description=STAGES.get(stage, stage))

        yield told


@contextmanager
def _plain_faults() -> Iterator[None]:
    """What is missing on the machine is one clear line, not a traceback."""
    try:
        yield
    except OSError as error:
        if "cannot load library" in str(error):
            raise Exit(PANGO, 2) from None
        place = f"{error.filename}: " if error.filename else ""
        raise Exit(f"{place}{error.strerror or error}", 2) from None


def _print_some(made: Made, folder: str) -> None:
    """Errors first, then as many warnings as a person reads; the rest is in `check`."""
    found = made.report.in_order()
    errors = [d for d in found if d.severity == "error"]
    warnings = [d for d in found if d.severity == "warning"]
    shown = [*errors, *warnings[: max(0, SHOWN - len(errors))]]
    if shown:
        print(diagnostics.as_text(shown, folder), file=sys.stderr)
    if len(found) > len(shown):
        rest = len(found) - len(shown)
        print(f"{rest} more messages: ./invoke check --book {folder}", file=sys.stderr)


def _tally(made: Made) -> str:
    report = made.report
    return f"{report.count('error')} errors, {report.count('warning')} warnings"


def _summary(made: Made) -> str:
    counts = made.counts
    terms = f"{counts.get('defined', 0)} terms defined, {counts.get('none', 0)} undefined"
    for kind, word in (("expansion", "only spelled out"), ("context", "only quoted")):
        terms += f", {counts[kind]} {word}" if counts.get(kind) else ""
    head = f"{made.book.title or made.book.slug}: {counts.get('formulas', 0)} formulas, {terms}"
    return "\n".join([f"{head}, {_tally(made)}", *made.files])


def _stop(made: Made, what: str) -> NoReturn:
    raise Exit(f"{what}: {_tally(made)}", 1)
