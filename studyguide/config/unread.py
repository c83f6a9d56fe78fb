"""Tells of files in the book folder that look as if they were to be read, and are not."""

from collections.abc import Iterable
from pathlib import Path

from natsort import natsorted

from studyguide.book_folder import is_file, shown
from studyguide.diagnostics import Pos, Report

DOCUMENTS = (  # texts that another program can save as .md or .txt; a PDF may be a handout
    *(".hwp", ".hwpx", ".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm", ".ipynb"),
    *(".text", ".mdx", ".rst", ".org", ".adoc", ".tex"),
)


def tell_named_otherwise(root: Path, names: Iterable[str], report: Report) -> None:
    """Tell of `book.yml` or `Book.yaml` where there is no `book.yaml`, one of the `names`."""
    wanted = {name: name for name in names} | {
        name.replace(".yaml", ".yml"): name for name in names
    }
    for path in natsorted(root.iterdir()):
        meant = wanted.get(path.name.lower(), path.name)
        if path.name != meant and is_file(path) and not (root / meant).exists():
            report.add("C011", Pos(shown(path.name)), path=shown(path.name), name=meant)


def tell_documents(root: Path, paths: Iterable[Path], report: Report) -> None:
    """Tell of documents among these whose kind is not read; the first stands for all."""
    documents = (path for path in paths if path.suffix.lower() in DOCUMENTS and is_file(path))
    found = natsorted(path.relative_to(root).as_posix() for path in documents)
    if found:
        name = shown(found[0])
        report.add("C013", Pos(name), path=name, count=len(found))
