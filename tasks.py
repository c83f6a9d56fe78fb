"""The front door: `invoke --list` shows what the press can do."""

from invoke import Collection, Program, task

from filters import CHAIN
from studyguide import __version__, console, new_book
from studyguide.files import IS_INSTALLED

HELP = {
    "book": "the folder of the notes (default: book)",
    "out": "the folder of the results (default: dist)",
    "strict": "warnings stop the build too",
    "strict_glossary": "terms without a definition stop the build",
    "format": "how messages are written: text, github or json",
    "lang": "the language of messages: ko or en (default: ko)",
}

LANG = {"lang": HELP["lang"]}
BUILD = {key: HELP[key] for key in ("book", "out", "strict", "strict_glossary", "lang")}


@task(help=BUILD)
def pdf(c, book="", out="", strict=False, strict_glossary=False, lang=""):  # noqa: ARG001
    """Make dist/<slug>.pdf, the printed book."""
    console.build(["pdf"], CHAIN, book, out, strict, strict_glossary, lang=lang)


@task(help=BUILD)
def epub(c, book="", out="", strict=False, strict_glossary=False, lang=""):  # noqa: ARG001
    """Make dist/<slug>.epub, the book for a phone."""
    console.build(["epub"], CHAIN, book, out, strict, strict_glossary, lang=lang)


@task(
    name="all",
    help=BUILD,
)
def all_(c, book="", out="", strict=False, strict_glossary=False, lang=""):  # noqa: ARG001
    """Make the PDF and the EPUB."""
    console.build(["pdf", "epub"], CHAIN, book, out, strict, strict_glossary, lang=lang)


@task(help={key: HELP[key] for key in ("book", "strict", "format", "strict_glossary", "lang")})
def check(c, book="", strict=False, format="text", strict_glossary=False, lang=""):  # noqa: ARG001
    """Say everything that the notes' author can be told, without building."""
    console.check(CHAIN, book, strict, format, strict_glossary, lang=lang)


@task(
    help={
        "book": HELP["book"],
        "format": "text or json",
        "write": "write nested Markdown here",
        "lang": HELP["lang"],
    }
)
def outline(c, book="", format="text", write="", lang=""):  # noqa: ARG001
    """Show the recovered outline; --write FILE.md gives it to the author to keep."""
    console.outline(CHAIN, book, format, write, lang=lang)


@task(help={key: HELP[key] for key in ("book", "lang")})
def glossary_suggest(c, book="", lang=""):  # noqa: ARG001
    """Print entries for glossary.yaml that the notes seem to want, ready to paste."""
    console.glossary_suggest(CHAIN, book, lang=lang)


@task(help={key: HELP[key] for key in ("book", "out", "lang")})
def trace(c, book="", out="", lang=""):  # noqa: ARG001
    """Write the book after each stage as Markdown into build/<slug>/trace/."""
    console.trace(CHAIN, book, out, lang=lang)


@task(help=BUILD)
def release(c, book="", out="", strict=False, strict_glossary=False, lang=""):  # noqa: ARG001
    """Make all that is given out, with SHA256SUMS; nothing when the notes have errors."""
    console.release(CHAIN, book, out, strict, strict_glossary, lang=lang)


@task(positional=["folder"], help={"folder": "a folder that is empty or not there", **LANG})
def new(c, folder, lang=""):  # noqa: ARG001
    """Make the folder of a new book, with tasks, a workflow and a first note of its own."""
    new_book.new(folder, lang=lang)


@task(help={"args": "arguments for pytest, such as '-k outline'"})
def test(c, args=""):
    """Run the whole test suite."""
    with c.cd(str(console.PROJECT)):
        c.run(f"python -m pytest -q -n auto --dist loadfile {args}", pty=False)


@task
def lint(c):
    """Check format, style, types and the direction of imports."""
    with c.cd(str(console.PROJECT)):
        c.run("python -m ruff format --check .", pty=False)
        c.run("python -m ruff check .", pty=False)
        c.run("python -m mypy", pty=False)


AUTHORS = (pdf, epub, all_, check, outline, glossary_suggest, trace, new, release)
DEVELOPERS = () if IS_INSTALLED else (test, lint)  # the wheel brings no tests
namespace = Collection(*AUTHORS, *DEVELOPERS)
program = Program(namespace=namespace, name="studyguide-press", version=__version__)
