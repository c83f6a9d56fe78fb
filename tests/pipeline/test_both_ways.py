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
NAMES = tuple(stage.__module__.rpartition(".")[2] for stage in CHAIN)


def pandoc(args: list[str], text: str) -> subprocess.CompletedProcess[str]:
    here = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    command = [pypandoc.get_pandoc_path(), *args]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, cwd=PROJECT, env=here
    )


FAULTY = {
    "a.txt": "1. 흠\n- 가나다\n- 라마\n\n- 키워드\n- 큐 - 줄\n- 큐를 보고 쓴 문장이다.\n",
    "b.md": "# 식\n\n$$a$$ {#eq:a}\n\n$$b$$ {#eq:a}\n\n@eq:b 그리고 [[없는 말]]\n\n"
    "::: answer\n답.\n:::\n",
    "glossary.yaml": "- term: 큐\n  see: 스택\n- term: 나오지 않는 말\n  definition: 풀이.\n",
}


def faulty(folder: Path) -> Path:
    """A book of which each filter has something to say."""
    for name, text in FAULTY.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module", params=["book", "faulty"])
def stages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[str, str, str]]:
    """A book before, and after each filter with its messages, made in process."""
    is_faulty = request.param == "faulty"
    root = faulty(tmp_path_factory.mktemp("faulty")) if is_faulty else PROJECT / "book"
    book = config.load(root, Report())
    doc = pipeline.parse(notes.read(book, Report()).text, book)
    found = [("", pipeline.dump(doc), "")]
    for name, apply in zip(NAMES, CHAIN, strict=True):
        report = Report()
        doc = apply(doc, book, report)
        found.append((name, pipeline.dump(doc), as_text(report.in_order(), str(book.root))))
    if is_faulty:
        assert all(messages for _, _, messages in found[1:])
    return found


@pytest.mark.parametrize("at", range(1, len(CHAIN) + 1), ids=NAMES)
def test_same_tree_and_messages(stages: list[tuple[str, str, str]], at: int) -> None:
    name, tree, messages = stages[at]
    args = ["-f", "json", "-t", "json", "--filter", f"filters/{name}.py"]
    ran = pandoc(args, stages[at - 1][1])
    assert blocks(ran.stdout) == blocks(tree)
    assert ran.stderr.strip() == messages


def test_the_defaults_file_reads_as_the_build_does(tmp_path: Path) -> None:
    book = config.load(faulty(tmp_path), Report())
    text = notes.read(book, Report()).text
    report = Report("en")
    doc = pipeline.parse(text, book)
    for apply in CHAIN:
        doc = apply(doc, book, report)
    args = ["-d", "templates/pandoc.yaml", "-M", f"press-book={book.root}", "-M", "press-lang=en"]
    ran = pandoc(args, text)
    assert blocks(ran.stdout) == blocks(pipeline.dump(doc))
    told = as_text(report.in_order(), str(book.root))
    assert sorted(ran.stderr.splitlines()) == sorted(told.splitlines())
    assert "M003" in told


def blocks(tree: str) -> str:
    """The blocks alone: pandoc itself writes the metadata in another order."""
    doc = pf.load(io.StringIO(tree))
    doc.metadata = {}
    return pipeline.dump(doc)


def test_by_hand_no_inner_mark_is_left(tmp_path: Path) -> None:
    root = faulty(tmp_path)
    text = "# 장\n\n$$a=b$$ {#eq:x}\n\n@eq:x를 큐가 본다 ![없다](n.png)\n"
    args = ["-d", "templates/pandoc.yaml", "-M", f"press-book={root}", "-t", "html"]
    made = pandoc(args, text).stdout
    assert "eqref" in made and "용어집" in made
    assert 'class="at"' not in made and "taken" not in made
