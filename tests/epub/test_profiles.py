"""Each kind of EPUB gives its readers what they show, and no more."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.outputs.profiles import PROFILES
from tests.epub.conftest import NOTES, messages

Files = dict[str, str]
NUMBER = re.compile(r"(?<=>)\(\d+\.\d+\)(?=<)")  # `(2.3)` of a row


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same notes by profile; the PDF goes before, so that its pages are known."""
    out = tmp_path_factory.mktemp("profiles")
    shelf = tmp_path_factory.mktemp("judged")
    folders = Folders(out, out / "build")
    kinds = ["pdf", *(profile.kind for profile in PROFILES.values())]
    press = Press(NOTES / "everything", CHAIN, lambda _book: folders, lambda *_: None)
    assert press.make(kinds).files, press.report.in_order()
    books = {}
    for name, profile in PROFILES.items():
        (book,) = (
            path
            for path in out.glob("*.epub")
            if path.name.endswith(profile.suffix)
            and (profile.suffix != ".epub" or "-" not in path.stem)
        )
        books[name] = shelf / f"{name}.epub"
        books[name].write_bytes(book.read_bytes())
    checker = Path(__file__).parent / "epubcheck_many.py"
    subprocess.run([sys.executable, checker, shelf], check=True, capture_output=True)
    return books


def read(book: Path) -> Files:
    """The files of an EPUB that are text."""
    with zipfile.ZipFile(book) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xhtml", ".opf", ".ncx", ".svg"))]
        return {name: archive.read(name).decode() for name in names}


def text(files: Files) -> str:
    return "".join(files[name] for name in sorted(files) if name.startswith("EPUB/text/"))


@pytest.mark.parametrize("name", PROFILES)
def test_epubcheck_is_silent(made: dict[str, Path], name: str) -> None:
    assert messages(made[name].with_suffix(".json")) == []


def test_stores_get_each_formula_as_a_picture_with_its_words(made: dict[str, Path]) -> None:
    standard, store = text(read(made["standard"])), read(made["store"])
    pictures = re.findall(r'<img class="formula"[^>]*>', text(store))
    assert len(pictures) == standard.count("<math") > 0
    assert all(re.search(r'alt="[^"]+"', picture) for picture in pictures)
    assert all(re.search(r"width:[\d.]+em;vertical-align:-?[\d.]+em", each) for each in pictures)
    assert "<math" not in text(store)
    package = store["EPUB/package.opf"]
    assert ">describedMath<" in package and ">MathML<" not in package and "mathml" not in package


def test_pictures_of_formulas_hold_outlines_alone(made: dict[str, Path]) -> None:
    drawings = [content for name, content in read(made["store"]).items() if name.endswith(".svg")]
    shapes = {tag for content in drawings for tag in re.findall(r"<(\w+)", content)}
    assert {"svg", "path"} <= shapes
    assert not shapes & {"text", "use", "script", "foreignObject"}


def test_kindle_has_no_printed_pages_and_a_short_ncx(made: dict[str, Path]) -> None:
    standard, kindle = read(made["standard"]), read(made["kindle"])
    assert "doc-pagebreak" in text(standard) and "doc-pagebreak" not in text(kindle)
    assert "pageBreakSource" not in kindle["EPUB/package.opf"]
    assert _depth(kindle["EPUB/toc.ncx"]) <= 2


def test_kindle_does_not_read_the_cover_twice(made: dict[str, Path]) -> None:
    packages = {name: read(made[name])["EPUB/package.opf"] for name in ("standard", "kindle")}
    assert '<itemref idref="cover" />' in packages["standard"]
    assert '<itemref idref="cover" linear="no" />' in packages["kindle"]
    assert 'properties="cover-image"' in packages["kindle"]


def test_kindle_has_plain_tables(made: dict[str, Path]) -> None:
    standard, kindle = text(read(made["standard"])), text(read(made["kindle"]))
    assert kindle.count("<table") == standard.count("<table") > 0
    assert 'class="wide"' in standard and 'class="wide"' not in kindle
    assert "<colgroup" not in kindle
    assert 'tabindex="0"' in standard and "tabindex" not in kindle


def test_kindle_stretches_brackets_and_numbers_formulas(made: dict[str, Path]) -> None:
    standard, kindle = text(read(made["standard"])), text(read(made["kindle"]))
    assert "math-tall" in standard and "math-tall" not in kindle
    assert re.search(r'</math><span class="equation-number">', kindle)
    assert kindle.count('"equation-number"') == standard.count('"equation-number"')


def test_every_profile_has_the_same_words(made: dict[str, Path]) -> None:
    found = {name: _words(text(read(made[name]))) for name in PROFILES}
    assert found["store"] == found["kindle"] == found["standard"]


def _depth(ncx: str) -> int:
    depth = deepest = 0
    for end in re.findall(r"<(/?)navPoint", ncx):
        depth += -1 if end else 1
        deepest = max(deepest, depth)
    return deepest


def _words(pages: str) -> list[str]:
    """What is read besides formulas and what tells of the file itself.

    The numbers of rows are words, in cells of a formula as well as beside its picture.
    """
    pages = re.sub(r"(?s)<math\b.*?</math>", lambda met: " ".join(NUMBER.findall(met[0])), pages)
    body = re.sub(r"(?s)<head\b.*?</head>", " ", pages)
    return re.sub(r"<[^>]+>", " ", body).split()
