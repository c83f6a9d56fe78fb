"""What a person at the terminal sees: progress, messages, the summary, the exit status."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from invoke.exceptions import Exit
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from studyguide import config, diagnostics
from studyguide import release as given_out
from studyguide.audit import FATES
from studyguide.build import Folders, Made, Press, Stage
from studyguide.codes.glossary import UNDEFINED
from studyguide.config import CONFIG_NAME, Book
from studyguide.diagnostics import Lang, Report
from studyguide.faults import chosen, language, plainly
from studyguide.files import IS_INSTALLED, replace_file
from studyguide.keeping import unchanged
from studyguide.outline import as_tree as outline_text
from studyguide.outline import nested_notes
from studyguide.outputs.profiles import PROFILES
from studyguide.pipeline import Filter
from studyguide.terminal import tell, tell_json
from studyguide.wording import STAGES, say

PROJECT = Path(__file__).parent.parent
BAR = 24  # columns of the bar of progress
SHOWN = 12  # messages that a build prints before it points to `check`
SUGGESTED = "glossary-suggest"  # the by-product that writes the stubs when it is called
FORMATS = ("text", "github", "json")
WRITERS = {
    "text": lambda found, folder: tell(diagnostics.as_text(found, folder)),
    "github": lambda found, folder: print(diagnostics.as_github(found, folder)),
    "json": lambda found, folder: tell_json(diagnostics.as_json(found, folder)),
}


@plainly
def build(
    kinds: Sequence[str],
    chain: Sequence[Filter],
    book: str,
    out: str,
    strict: bool,
    strict_glossary: bool = False,
    lang: str = "",
    fresh: bool = False,
    profile: str = "standard",
) -> Made:
    """Make the artifacts and print where they are. Raises Exit when the notes have errors."""
    folder = shown_folder(book)
    report = _report(lang, strict_glossary)
    chosen("profile", profile, tuple(PROFILES), report.lang)
    kinds = [PROFILES[profile].kind if kind == "epub" else kind for kind in kinds]
    with _stages(lang) as told:
        press = Press(Path(folder), chain, folders(out), told, report)
        made = unchanged.make(press, kinds, strict, fresh)
    _print_some(made, folder)
    if not made.files:
        _stop(made, "no book")
    tell(_summary(made))
    if made.report.has_errors(strict):
        raise Exit(code=1)
    return made


@plainly
def release(
    chain: Sequence[Filter],
    book: str,
    out: str,
    strict: bool,
    strict_glossary: bool = False,
    lang: str = "",
) -> None:
    """Make all that is given out, and its sums. Raises Exit before that when the checks fail."""
    folder = shown_folder(book)
    report = _report(lang, strict_glossary)
    with TemporaryDirectory() as aside:
        with _stages(lang) as told:
            press = Press(Path(folder), chain, _staged(Path(aside)), told, report)
            made = press.make(given_out.KINDS, strict)
        _print_some(made, folder)
        if report.has_errors(strict):
            _stop(made, "no release")
        given_out.pack_web_books(Path(aside))
        given_out.add_components(Path(aside))
        if not (book or IS_INSTALLED):  # the press's own release
            given_out.add_wheel(Path(aside))
        for path in given_out.give_out(Path(aside), Path(out or "dist")):
            tell(str(path))


@plainly
def check(
    chain: Sequence[Filter],
    book: str,
    strict: bool,
    form: str,
    strict_glossary: bool = False,
    lang: str = "",
) -> None:
    """Print every message. Raises Exit(1) on errors, or on warnings when `strict`."""
    folder = shown_folder(book)
    report = _report(lang, strict_glossary)
    chosen("format", form, FORMATS, report.lang)
    with _stages(lang) as told:
        made = Press(Path(folder), chain, folders(""), told, report).make([])
    found = made.report.in_order()
    if found or form == "json":
        WRITERS[form](found, folder)
    if form == "text":
        tell(_fates(made.report) + _tally(made))
    if made.report.has_errors(strict):
        raise Exit(code=1)


@plainly
def outline(chain: Sequence[Filter], book: str, form: str, write: str, lang: str = "") -> None:
    """Print the recovered outline as a tree or as JSON, or write it as nested Markdown."""
    folder = shown_folder(book)
    report = _report(lang)
    chosen("format", form, ("text", "json"), report.lang)
    with _stages(lang) as told:
        stages = [*chain[:1], *([nested_notes.keep] if write else [])]
        made = Press(Path(folder), stages, folders(""), told, report).make([])
    if made.edited is None or made.report.has_errors():
        _print_some(made, folder)
        _stop(made, "no outline")
    if write:
        text = nested_notes.notes_of(made.edited, made.report)
        _keep_notes(Path(write), text, made.edited.book, made.report.lang)
    elif form == "json":
        rows = made.report.byproducts["outline"]
        tell_json(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        Console().print(outline_text.tree_of(made.report), soft_wrap=True)


def _keep_notes(path: Path, text: str, book: Book, lang: Lang) -> None:
    if path.exists() or path.is_symlink():
        raise Exit(say(lang, "is there", path=path), 2)
    replace_file(path, text.encode())
    tell(say(lang, "outline kept", path=path))
    if path.resolve() in config.load(book.root, Report()).notes:
        old = ", ".join(map(book.note_name, book.notes[:SHOWN]))
        tell(say(lang, "outline beside", old=old))


@plainly
def glossary_suggest(chain: Sequence[Filter], book: str, lang: str = "") -> None:
    """Print what the notes seem to want from glossary.yaml, ready to paste."""
    folder = shown_folder(book)
    with _stages(lang) as told:
        made = Press(Path(folder), chain, folders(""), told, _report(lang)).make([])
    suggested = made.report.byproducts.get(SUGGESTED)
    if not callable(suggested):
        _print_some(made, folder)
        _stop(made, "no suggestions")
    tell((suggested() or f"# {say(made.report.lang, 'nothing wanted')}").rstrip("\n"))


@plainly
def trace(chain: Sequence[Filter], book: str, out: str, lang: str = "") -> None:
    """Write the book after each stage into the build folder."""
    folder = shown_folder(book)
    with _stages(lang) as told:
        press = Press(Path(folder), chain, folders(out), told, _report(lang))
        made = press.make([], trace=True)
    _print_some(made, folder)
    if made.report.has_errors():
        _stop(made, "no trace")
    tell(say(press.report.lang, "traced", path=press.folders.build / "trace"))


def _report(lang: str, strict_glossary: bool = False) -> Report:
    return Report(language(lang), stern=UNDEFINED if strict_glossary else frozenset())


def shown_folder(book: str) -> str:
    """The folder as the user named it; else `book`, a book here, or the sample book."""
    if book or Path("book").is_dir():
        return book or "book"
    return "." if Path(CONFIG_NAME).is_file() or IS_INSTALLED else str(PROJECT / "book")


def folders(out: str) -> Callable[[Book], Folders]:
    """`dist` and `build/<slug>`, or all of it below `out`."""

    def place(book: Book) -> Folders:
        if out:
            return Folders(Path(out), Path(out) / "build")
        return Folders(Path("dist"), Path("build") / book.slug)

    return place


def _staged(aside: Path) -> Callable[[Book], Folders]:
    """The artifacts wait in `aside` until all of them are there."""
    return lambda book: Folders(aside, Path("build") / book.slug)


@contextmanager
def _stages(lang: str = "") -> Iterator[Stage]:
    """Progress on a terminal, silence in CI and in pipes."""
    terminal = Console(stderr=True)
    text, bar = TextColumn("{task.description}"), BarColumn(bar_width=BAR)
    columns = (SpinnerColumn(), text, bar, TimeElapsedColumn())
    with Progress(
        *columns, console=terminal, transient=True, disable=not terminal.is_terminal
    ) as p:
        task = p.add_task(say(language(lang), "starting"), total=None)

        def told(name: str, done: int = 0, of: int | None = None) -> None:
            stage = say(language(lang), name) if name in STAGES else name
            share = f" {done}/{of}" if of else ""
            p.update(task, description=stage + share, completed=done, total=of)

        yield told


def _print_some(made: Made, folder: str) -> None:
    """Errors first, then as many warnings as a person reads; the rest is in `check`."""
    found = made.report.in_order()
    errors = [d for d in found if d.severity == "error"]
    warnings = [d for d in found if d.severity == "warning"]
    shown = [*errors, *warnings[: max(0, SHOWN - len(errors))]]
    if shown:
        tell(diagnostics.as_text(shown, folder), is_aside=True)
    if len(found) > len(shown):
        rest = len(found) - len(shown)
        tell(say(made.report.lang, "more", count=rest, folder=folder), is_aside=True)


def _tally(made: Made) -> str:
    report = made.report
    counts = {"errors": report.count("error"), "warnings": report.count("warning")}
    return say(report.lang, "tally", **counts)


def _fates(report: Report) -> str:
    """What became of the lines of the notes, or nothing where they were not read."""
    rows = report.byproducts.get("audit")
    if not isinstance(rows, list):
        return ""
    fates = Counter("lost" if row["reason"] == "lost" else row["fate"] for row in rows)
    counts = {name: fates[name] for name in (*FATES, "lost")}
    return say(report.lang, "audit", lines=len(rows), **counts) + "\n"


def _summary(made: Made) -> str:
    counts = {name: made.counts.get(name, 0) for name in ("formulas", "defined", "none")}
    title = made.book.title or made.book.slug
    head = say(made.report.lang, "summary", title=title, **counts)
    for kind in ("expansion", "context"):
        if made.counts.get(kind):
            head += ", " + say(made.report.lang, kind, count=made.counts[kind])
    return "\n".join([f"{head}, {_tally(made)}", *made.files])


def _stop(made: Made, what: str) -> NoReturn:
    raise Exit(f"{say(made.report.lang, what)}: {_tally(made)}", 1)
