"""The pages that people read say what the code does: keys, codes, by-products, the example."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from filters import CHAIN
from studyguide import config, outline_text, pipeline
from studyguide.diagnostics import CODES, Report
from studyguide.terms.entries_yaml import CHOICES, KEYS, SOURCE_KEYS
from tools import write_codes

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
BY_PRODUCTS = (PROJECT / "docs" / "by-products.md").read_text("utf-8")
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]

ROW = re.compile(r"^\| (`[^|]*?`) \|(.*)\|$", re.MULTILINE)  # | `title` | 글 | 없음 | 책 제목 |
NAME = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")  # [부산물](docs/by-products.md#bookjson)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NOTES = re.compile(r"<<'END'\n(.*?)^END$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^\$ \./invoke outline --book \S+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PACKAGE = re.compile(r"^[A-Za-z0-9_.-]+")


def section(text: str, title: str) -> str:
    """What stands below the heading `## title`, up to the next of its level."""
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> dict[str, str]:
    """The names in the first column of all tables, each with the rest of its row."""
    found = {}
    for names, rest in ROW.findall(text):
        found.update(dict.fromkeys(NAME.findall(names), rest))
    return found


def test_the_readme_has_every_key_of_book_yaml() -> None:
    inner = {f"outline.{key}" for key in config.OUTLINE_KEYS}
    assert set(rows(section(README, "book.yaml"))) == config.BOOK_KEYS.keys() - {"outline"} | inner


def test_the_readme_has_the_defaults_of_book_yaml() -> None:
    table = rows(section(README, "book.yaml"))
    defaults: dict[str, Any] = {each.name: each.default for each in fields(config.Book)}
    defaults["outline.min_confidence"] = config.OutlineOptions().min_confidence
    plain = {key: defaults[key] for key in table if isinstance(defaults[key], str | int | float)}
    for key, default in plain.items():
        if default != "":
            assert f"| `{str(default).lower()}` |" in table[key], key


def test_the_readme_has_every_key_of_glossary_yaml() -> None:
    table = rows(section(README, "glossary.yaml"))
    assert set(table) == set(KEYS)
    assert set(NAME.findall(table["source"])) == set(SOURCE_KEYS)
    for key, choices in CHOICES.items():
        assert set(filter(None, choices)) <= set(NAME.findall(table[key])), key


def test_the_readme_gives_a_reason_for_every_dependency() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    named = set(NAME.findall(section(README, "의존성")))
    for requirement in wanted:
        assert PACKAGE.match(requirement)[0] in named, requirement


def test_the_page_of_codes_is_fresh() -> None:
    page = (PROJECT / "docs" / "codes.md").read_text("utf-8")
    assert page == write_codes.page(), "run python -m tools.write_codes"


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_that_a_hint_names_is_there(code: str) -> None:
    for page in re.findall(r"\S+\.md\b", CODES[code].hint):
        assert page in ("README.md",) or "/" not in page or (PROJECT / page).is_file()


def anchors(path: Path) -> set[str]:
    """The anchors that a web page of the file has, by GitHub's rule."""
    titles = HEADING.findall(FENCE.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if ":" in target:
            continue
        path = page.parent / target if target else page
        assert path.exists(), target
        if anchor:
            assert anchor[1:] in anchors(path), target + anchor


def edited(folder: Path, chain: Any, **notes: str) -> Report:
    """The report on a book whose files are `notes`."""
    for name, text in notes.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    report = Report()
    pipeline.edit(config.load(folder, report), chain, report)
    return report


def test_the_example_of_the_readme_is_what_the_press_says(tmp_path: Path) -> None:
    report = edited(tmp_path, CHAIN[:1], cache__txt=NOTES.search(README)[1])
    assert outline_text.tree_of(report).strip() == SHOWN.search(README)[1].strip()


FLAT = """\
1. 시험
- 하나
- 둘
- 둘
- $x$: 값
- 키워드: 큐 - 먼저 들어온 것이 먼저 나가는 줄, 스택?
"""
FORMULA = """\
# 식

큐에서 $$y = x$$ {#eq:same} 그리고

$$y = x$$
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("book")
    return edited(folder, CHAIN, a__txt=FLAT, b__md=FORMULA).byproducts


def names_in(rows_found: Any) -> set[str]:
    """Every key of every row, at any depth."""
    if isinstance(rows_found, list):
        return set().union(*map(names_in, rows_found))
    if isinstance(rows_found, dict):
        return set(rows_found).union(*map(names_in, rows_found.values()))
    return set()


@pytest.mark.parametrize("name", ["outline", "audit", "glossary", "equations"])
def test_every_field_of_a_by_product_is_documented(made: dict[str, Any], name: str) -> None:
    text = section(BY_PRODUCTS, f"{name}.json")
    found = names_in(made[name])
    documented = set(re.findall(r"\w+", " ".join(NAME.findall(text))))
    assert found and found <= documented
    first_columns = set(rows(text)) - values_of(made[name])
    assert found >= {each for each in first_columns if each in text.split("| 꼴 |", 1)[-1]} - VALUES


def values_of(rows_found: Any) -> set[str]:
    """Every text of every row, at any depth."""
    if isinstance(rows_found, list):
        return set().union(*map(values_of, rows_found))
    if isinstance(rows_found, dict):
        return set().union(*map(values_of, rows_found.values()))
    return {rows_found} if isinstance(rows_found, str) else set()


VALUES: set[str] = set()
