"""The house rules that a program can see: imports, codes, tasks and docs."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

import tasks
from studyguide.codes.korean import KOREAN
from studyguide.diagnostics import CODES
from studyguide.hangul import has_hangul

PROJECT = Path(__file__).parents[1]
ROOMS = sorted((PROJECT / "studyguide").rglob("*.py"))
# The rooms that may speak to each of the great libraries.
EDGES = {
    "panflute": (
        *("pipeline", "chain/tree", "chain/containers", "chain/chapters", "chain/finished"),
        *("chain/tables", "chain/attributes", "images/pictures", "images/own_lines"),
        *("linking/links", "linking/wikilinks", "linking/first_words", "linking/anchors"),
        "linking/called_again",
    ),
    "pypandoc": ("pandoc",),
    "weasyprint": ("pdf",),
}
LONGEST = 300  # lines of a file
TOLD = re.compile(r"^(?:\S.*:\d+: )?(?:error|warning|info) ([A-Z]\d{3}): ", re.MULTILINE)


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def room_of(path: Path) -> str:
    """`pdf` for studyguide/pdf/engine/fetch.py, `audit` for studyguide/audit.py."""
    return path.relative_to(PROJECT / "studyguide").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{room_of(path)}-{path.stem}")
def test_imports_go_one_way(path: Path) -> None:
    names = imported(path)
    assert "filters" not in names
    assert "tasks" not in names
    allowed = {room_of(path), f"{room_of(path)}/{path.stem}"}
    for library, rooms in EDGES.items():
        assert library not in names or allowed & set(rooms), f"{room_of(path)} imports {library}"


@pytest.mark.parametrize("folder", ["studyguide", "filters", "tools", "tests"])
def test_no_file_is_longer_than_a_person_reads_at_once(folder: str) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines())
               for path in (PROJECT / folder).rglob("*.py")}  # fmt: skip
    assert not [str(path) for path, length in lengths.items() if length > LONGEST]


def codes_in_goldens() -> set[str]:
    """The codes that stand as messages in the golden files of the cases."""
    files = (PROJECT / "tests").rglob("messages*")
    return {code for path in files for code in TOLD.findall(path.read_text("utf-8"))}


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_case(code: str) -> None:
    assert code in codes_in_goldens(), f"no case under tests/ has {code} in its `messages`"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_speaks_korean(code: str) -> None:
    row = CODES[code]
    fact, hint = KOREAN[code]  # studyguide/codes/korean.py
    assert fields_of(fact) == fields_of(row.fact)
    assert fields_of(hint) <= fields_of(row.hint) | fields_of(row.fact)
    assert has_hangul(fact)
    assert has_hangul(hint) or fields_of(hint)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_names_the_way_out(code: str) -> None:
    assert CODES[code].hint


@pytest.mark.parametrize("name", sorted(tasks.namespace.task_names))
def test_every_task_is_in_the_readme(name: str) -> None:
    assert f"./invoke {name}" in (PROJECT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(tasks.namespace.task_names))
def test_every_task_helps_in_korean(name: str) -> None:
    task = tasks.namespace[name]
    assert has_hangul(task.__doc__ or "")
    for argument in task.get_arguments():
        assert has_hangul(argument.help or ""), argument.name


def test_the_typesetter_is_loaded_only_to_set_pages() -> None:
    """Without Pango it prints a page of advice, which `pdf.write` keeps from the person."""
    program = "import sys, studyguide.pdf.html.body; print('weasyprint' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert said.stdout == "False\n"
