"""The pages that people read say what the code does: keys, codes, by-products, the example."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.diagnostics import CODES, Report
from studyguide.notes import FATES
from studyguide.outline import as_tree as outline_text
from studyguide.outline.flatlist import Evidence
from studyguide.study import DoubtKind, Kind
from studyguide.terms import GlossKind, MentionKind
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
CODE = re.compile(r"``.*?``|`[^`\n]*`")
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


def book_keys() -> dict[str, Any]:
    """Every key of book.yaml with its default; a key in a mapping as `outline.min_confidence`."""
    found: dict[str, Any] = {}
    for key in (each for each in fields(config.Book) if each.name in config.BOOK_KEYS):
        if is_dataclass(key.default_factory):
            inner = fields(key.default_factory)
            found |= {f"{key.name}.{each.name}": each.default for each in inner}
        else:
            found[key.name] = key.default
    return found


def test_the_readme_has_every_key_of_book_yaml() -> None:
    assert {key.partition(".")[0] for key in book_keys()} == config.BOOK_KEYS.keys()
    assert set(rows(section(README, "book.yaml"))) == book_keys().keys()


def test_the_readme_has_the_defaults_of_book_yaml() -> None:
    table = rows(section(README, "book.yaml"))
    for key, default in book_keys().items():
        if default != "" and isinstance(default, str | int | float):
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
        assert (PROJECT / page).is_file() or "/" not in page  # `FILE.md` is the author's own


def anchors(path: Path) -> set[str]:
    """The anchors that a web page of the file has, by GitHub's rule."""
    titles = HEADING.findall(FENCE.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(CODE.sub("", FENCE.sub("", page.read_text("utf-8")))):
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
    said = str(outline_text.tree_of(report)).strip()
    assert said == SHOWN.search(README)[1].strip(), "paste the new output into README.md"


FLAT = """\
1. 시험
- 하나
- 둘
- 둘
- $x$: 값
- 왜 느린가?
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


def described(text: str) -> set[str]:
    """The names in the first column of the tables of fields."""
    tables = [part.split("\n\n", 1)[0] for part in text.split("\n| 이름 | 꼴 | 뜻 |\n")[1:]]
    return set(rows("\n".join(tables)))


@pytest.mark.parametrize("name", ["outline", "audit", "glossary", "equations", "study"])
def test_the_fields_of_a_by_product_are_documented(made: dict[str, Any], name: str) -> None:
    text = section(BY_PRODUCTS, f"{name}.json")
    found = names_in(made[name])
    assert described(text) <= found
    assert found <= set(re.findall(r"\w+", " ".join(NAME.findall(text))))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("outline", get_args(Evidence)),
        ("outline", ("heading", "item", "echo", "continuation", "paragraph")),
        ("audit", [word for fate in FATES.values() for word in fate]),
        ("glossary", (*get_args(GlossKind), *get_args(MentionKind))),
        ("study", (*get_args(Kind), *get_args(DoubtKind))),
    ],
)
def test_the_values_of_a_by_product_are_documented(name: str, words: list[str]) -> None:
    assert set(words) <= set(NAME.findall(section(BY_PRODUCTS, f"{name}.json")))
