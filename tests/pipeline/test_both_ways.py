"""A filter says and does the same in the build and as `pandoc --filter`."""

import io
import os
import subprocess
import sys
from pathlib import Path

import panflute as pf
import pypandoc
import pytest

from filters import CHAIN
from studyguide import config, notes, pipeline
from studyguide.diagnostics import Report, as_text

PROJECT = Path(__file__).parents[2]
NAMES = ("bullets", "glossary", "mathrefs")


def pandoc(args: list[str], text: str) -> subprocess.CompletedProcess[str]:
    here = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    command = [pypandoc.get_pandoc_path(), *args]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, cwd=PROJECT, env=here
    )


@pytest.fixture(scope="module")
def stages() -> list[tuple[str, str, str]]:
    """The sample book before, and after each filter with its messages, made in process."""
    book = config.load(PROJECT / "book", Report())
    doc = pipeline.parse(notes.read(book, Report()).text, book)
    found = [("", pipeline.dump(doc), "")]
    for name, apply in zip(NAMES, CHAIN, strict=True):
        report = Report()
        doc = apply(doc, book, report)
        found.append((name, pipeline.dump(doc), as_text(report.in_order(), str(book.root))))
    return found


@pytest.mark.parametrize("at", range(1, 4), ids=NAMES)
def test_same_tree_and_messages(stages: list[tuple[str, str, str]], at: int) -> None:
    name, tree, messages = stages[at]
    args = ["-f", "json", "-t", "json", "--filter", f"filters/{name}.py"]
    ran = pandoc(args, stages[at - 1][1])
    assert blocks(ran.stdout) == blocks(tree)
    assert ran.stderr.strip() == messages


def test_the_defaults_file_reads_as_the_build_does(stages: list[tuple[str, str, str]]) -> None:
    book = config.load(PROJECT / "book", Report())
    text = notes.read(book, Report()).text
    ran = pandoc(["-d", "templates/pandoc.yaml", "-M", f"press-book={book.root}"], text)
    assert blocks(ran.stdout) == blocks(stages[-1][1])
    for _, _, messages in stages[1:]:
        assert messages in ran.stderr


def blocks(tree: str) -> str:
    """The blocks alone: pandoc itself writes the metadata in another order."""
    doc = pf.load(io.StringIO(tree))
    doc.metadata = {}
    return pipeline.dump(doc)
