"""The house rules that a program can see: imports, codes, tasks and docs."""

import ast
import re
from pathlib import Path

import pytest

import tasks
from studyguide.diagnostics import CODES

PROJECT = Path(__file__).parents[1]
ROOMS = sorted((PROJECT / "studyguide").rglob("*.py"))
# The rooms that may speak to each of the great libraries.
EDGES = {
    "panflute": ("pipeline", "tree", "pictures", "links", "anchors", "attributes"),
    "pypandoc": ("reader", "pipeline", "epub", "outline/nested_notes"),
    "weasyprint": ("pdf",),
}
TEST_TEXT = "\n".join(
    path.read_text("utf-8", errors="ignore")
    for path in (PROJECT / "tests").rglob("*")
    if path.is_file() and path.suffix in (".py", ".txt", "") and path != Path(__file__)
)


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def room_of(path: Path) -> str:
    """`pdf` for studyguide/pdf/fetch.py, `audit` for studyguide/audit.py."""
    return path.relative_to(PROJECT / "studyguide").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{room_of(path)}-{path.stem}")
def test_imports_go_one_way(path: Path) -> None:
    names = imported(path)
    assert "filters" not in names
    assert "tasks" not in names
    allowed = {room_of(path), f"{room_of(path)}/{path.stem}"}
    for library, rooms in EDGES.items():
        assert library not in names or allowed & set(rooms), f"{room_of(path)} imports {library}"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_case(code: str) -> None:
    assert re.search(rf"\b{code}\b", TEST_TEXT)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_names_the_way_out(code: str) -> None:
    assert CODES[code].hint


@pytest.mark.parametrize("name", sorted(tasks.namespace.task_names))
def test_every_task_is_in_the_readme(name: str) -> None:
    assert f"./invoke {name}" in (PROJECT / "README.md").read_text("utf-8")
