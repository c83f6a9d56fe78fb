"""All the books that mean harm as one: its web pages and its cards run, fetch and leak nothing."""

import csv
import json
import re
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from html import unescape
from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
import tinyhtml5

from filters import CHAIN
from studyguide.anki.media import Media
from studyguide.build import Folders, Press
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.site.assets import Pictures

HERE = Path(__file__).parent
Taking = Callable[[Book], Callable[[str], str]]
CASES = ("raw-markup", "pictures", "formulas", "links", "styles", "metadata", "cards", "classes")
SECRETS = (b"SECRET-OF-THE-FOLDER-ABOVE", b"root:x:0")
HTML = "{http://www.w3.org/1999/xhtml}"
ACTS = {"iframe", "object", "embed", "foreignobject", "set", "animate", "form", "base", "style"}
FETCHES = {"src", "href", "srcset", "data", "poster", "action", "formaction", "xlink:href"}
OWN = re.compile(r"(?:(?:assets|files)/)?[\w.-]+(?:#\S*)?|#\S*")  # `ch-01.html#a`, `assets/a.js`
FAR = re.compile(rb"url\((?!\s*[\"']?(?:fonts/|\.\./files/))")
RULES = "Content-Security-Policy"  # the one order to a browser that every page gives
LINK = re.compile(r"https?:|mailto:")
# what Anki runs, plays or hides; what its MathJax reads
RUNS = re.compile(r"\[(?:latex\]|\$|sound:|anki:)|\\[(\[]", re.IGNORECASE)
READ = re.compile(r"\\\((?:[^\\]|\\[^)])*\\\)")  # a formula that the press wrote for MathJax


def site_pictures(book: Book) -> Callable[[str], str]:
    return Pictures(book).address


def cards_pictures(book: Book) -> Callable[[str], str]:
    return Media(book).name_of


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web book and the deck of all cases in one folder, with a secret above it."""
    above = tmp_path_factory.mktemp("above")
    shutil.copy(HERE / "secret.png", above)
    root = above / "book"
    for case in CASES:
        shutil.copytree(HERE / case, root, symlinks=True, dirs_exist_ok=True)
        for note in (HERE / case).glob("*.md"):
            (root / note.name).rename(root / f"{case}-{note.name}")
    folders = Folders(above / "dist", above / "build")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _refuse)
        report = Report("en")
        Press(root, CHAIN, lambda _: folders, lambda *_: None, report).make(["html", "anki"])
    assert not report.has_errors()
    return folders.dist


def _refuse(*_: object) -> None:
    raise AssertionError("a build reached for the network")


def pages(dist: Path) -> Iterator[tuple[str, Element]]:
    for path in sorted(dist.glob("book-html/*.html")):
        yield path.name, tinyhtml5.parse(path.read_bytes(), namespace_html_elements=False)


def test_pages_run_and_fetch_nothing_but_their_own(dist: Path) -> None:
    found = list(pages(dist))
    assert len(found) > len(CASES)
    for name, page in found:
        assert not list(faults(page)), name
        rules = page.find(f".//meta[@http-equiv='{RULES}']")
        assert rules is not None
        assert rules.get("content", "").startswith("default-src 'none'; script-src 'self' file:;")


def faults(page: Element) -> Iterator[str]:
    """What a browser would do at each element: run, fetch, or leave by itself."""
    for element in page.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in ACTS or (tag == "script" and (element.text or not element.get("src"))):
            yield f"<{tag}>"
        for key, value in element.items():
            yield from _faults_of(tag, str(key).rpartition("}")[2].lower(), value)


def _faults_of(tag: str, key: str, value: str) -> Iterator[str]:
    is_link = tag == "a" and LINK.match(value)
    is_far = key in FETCHES and not is_link and not OWN.fullmatch(value)
    if key.startswith("on") or is_far or (key == "http-equiv" and value != RULES):
        yield f"<{tag} {key}={value}>"
    if key == "style" and re.search(r"url|expression|\\|@", value):
        yield f"<{tag} {key}={value}>"


def test_files_beside_the_pages_are_plain(dist: Path) -> None:
    for path in (path for path in dist.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in content], path
        if path.suffix == ".css":
            assert b"@import" not in content, path
            assert not FAR.search(content), path
        if path.suffix == ".svg":
            assert not re.search(rb"<script|<foreignObject|\son\w+=|http://1|file:", content), path


@pytest.mark.parametrize("take", [site_pictures, cards_pictures])
def test_no_picture_from_outside_gets_through_unjudged(take: Taking, tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    shutil.copy(HERE / "secret.png", tmp_path)
    for path in ("../secret.png", "/etc/hostname"):
        with pytest.raises(PermissionError):
            take(Book(root=root))(path)


def notes(dist: Path) -> list[str]:
    with ZipFile(dist / "book.apkg") as deck:
        names = json.loads(deck.read("media"))
        assert all(re.fullmatch(r"[\w.-]+", name) for name in names.values())
        connection = sqlite3.connect(":memory:")
        connection.deserialize(deck.read("collection.anki2"))
    found = [fields for (fields,) in connection.execute("select flds from notes")]
    connection.close()
    return found


def test_cards_run_and_play_nothing(dist: Path) -> None:
    found = notes(dist)
    assert any("input{a}" in each for each in found)
    assert any("href{javascript" in each for each in found)
    for fields in found:
        formulas = READ.findall(fields)
        assert not [each for each in formulas if "href" in each], fields
        assert not RUNS.search(READ.sub("", fields)), fields
        assert not re.search(r"\[latex\]|\[sound:|\{\{c2::", unescape(fields), re.IGNORECASE)
        page = StringIO(fields)  # the parser looks for a file that is named like a short text
        assert not list(faults(tinyhtml5.parse(page, namespace_html_elements=False))), fields


def test_no_cell_of_the_table_is_a_formula(dist: Path) -> None:
    text = (dist / "book-terms.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert '\'=HYPERLINK("http://127.0.0.1:9/","a")' in cells
    assert "'-1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
