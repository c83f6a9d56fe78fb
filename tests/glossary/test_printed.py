"""Each term stands on every page that the printed glossary and index name, and on no other."""

import re
import unicodedata
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.hangul import with_josa

TERMS = {
    "샤딩": 11,
    "역압": 29,
    "정족수": 37,
    "스냅샷": 53,
    "백필": 61,
}  # each in every so many-th item
ENGLISH = 150  # the item that names 샤딩 in English
GLOSSARY = """\
- term: 샤딩
  en: sharding
  definition: 한 표를 여러 곳에 나누어 두는 기법이다.
- term: 역압
  see_also: [샤딩]
- term: 정족수
  definition: 모여야 하는 가장 적은 수이다.
- term: 스냅샷
- term: 백필
  definition: 빈 날을 다시 채우는 일이다.
- term: 두루마리
  definition: 노트에 없는 말이다.
"""
PAGES = re.compile(r"^(?P<name>\D+?)\s+(?P<pages>\d[\d, –]*)(?:\s*→.*)?$")  # 샤딩 3, 5–7


def item(number: int) -> str:
    said = [
        with_josa(term, "을/를") + " 쓴다" if number % step == 0 else "쉬어 간다"
        for term, step in TERMS.items()
    ]
    said += ["sharding을 쓴다"] if number == ENGLISH else []
    return f"- {number}번째 날에는 " + ", 그다음에는 ".join(said) + "."


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two chapters whose sections run over many pages."""
    root = tmp_path_factory.mktemp("나온쪽")
    chapters = [("첫째 날들", range(1, 120)), ("둘째 날들", range(120, 200))]
    notes = [f"# {title}\n\n" + "\n".join(map(item, numbers)) for title, numbers in chapters]
    (root / "a.md").write_text("\n\n".join(notes), "utf-8")
    (root / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    (root / "book.yaml").write_text("title: 날들\nindex: true\nstudy: {off: true}\n", "utf-8")
    folders = Folders(root / "dist", root / "build")
    made = Press(root, CHAIN, lambda _book: folders, lambda *_: None).make(["pdf", "epub"])
    assert not made.report.has_errors()
    return root / "dist"


@pytest.fixture(scope="module")
def pages(printed: Path) -> dict[str, str]:
    """The text of each page by its label."""
    with pypdfium2.PdfDocument(next(printed.glob("*.pdf"))) as pdf:
        texts = {
            pdf.get_page_label(at): page.get_textpage().get_text_bounded()
            for at, page in enumerate(pdf)
        }
    return {label: unicodedata.normalize("NFC", text) for label, text in texts.items()}


def labels_from(pages: dict[str, str], title: str) -> list[str]:
    """The labels of the pages from the appendix with this title on."""
    labels = [label for label in pages if label.isdecimal()]
    return labels[next(at for at, each in enumerate(labels) if pages[each].startswith(title)) :]


def named(texts: list[str]) -> dict[str, set[str]]:
    """The pages that the lines `샤딩 3, 5–7` name, by term."""
    found: dict[str, set[str]] = {}
    for line in (line.strip() for text in texts for line in text.splitlines()):
        if line_found := PAGES.match(line):
            found[line_found["name"].strip()] = {
                str(page)
                for run in line_found["pages"].split(", ")
                for page in range(int(run.split("–")[0]), int(run.split("–")[-1]) + 1)
            }
    return found


@pytest.mark.parametrize("name", [*TERMS, "sharding"])
def test_the_index_names_the_pages_of_a_term_and_no_other(pages: dict[str, str], name: str) -> None:
    body = {label for label in pages if label.isdecimal()} - set(labels_from(pages, "용어집"))
    names = ("샤딩", "sharding") if name == "샤딩" else (name,)  # either name is the same thing
    standing = {label for label in body if any(each in pages[label] for each in names)}
    index = named([pages[label] for label in labels_from(pages, "찾아보기")])
    assert index[name] == standing
    assert len(standing) >= (1 if name == "sharding" else 3)


def test_the_glossary_names_the_same_pages(pages: dict[str, str]) -> None:
    back = labels_from(pages, "용어집")
    index = named([pages[label] for label in labels_from(pages, "찾아보기")])
    glossary = "\n".join(pages[label] for label in back)
    for term in ("스냅샷", "백필"):
        numbers = sorted(index[term], key=int)
        assert numbers[0] in glossary[glossary.index(term) :]
    assert "두루마리" in glossary
    assert "두루마리" not in index


def test_the_epub_names_chapters_and_leads_back(printed: Path) -> None:
    with ZipFile(next(printed.glob("*.epub"))) as epub:
        names = epub.namelist()
        texts = {name: epub.read(name) for name in names if name.endswith(".xhtml")}
    ids = {f"{Path(name).name}#{each}" for name, text in texts.items() for each in ids_of(text)}
    index = next(text for name, text in texts.items() if name.endswith("/index.xhtml"))
    links = [a.get("href") for a in etree.fromstring(index).iter("{*}a") if "#" in a.get("href")]
    back = [link for link in links if link.startswith("ch-")]
    assert {link.partition("#")[0] for link in back} == {"ch-01.xhtml", "ch-02.xhtml"}
    assert {link if not link.startswith("#") else f"index.xhtml{link}" for link in links} <= ids


def ids_of(text: bytes) -> list[str]:
    return [node.get("id") for node in etree.fromstring(text).iter() if node.get("id")]
