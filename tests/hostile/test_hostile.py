"""Each folder is a book that means harm: it is told what is refused, and gets its books."""

import io
import re
import shutil
import socket
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from filters import CHAIN
from studyguide.build import Folders, Made, Press
from studyguide.diagnostics import Report, as_text

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__")
SECRETS = (b"SECRET-OF-THE-FOLDER-ABOVE", b"root:x:0")
ACTS = {"script", "iframe", "object", "embed", "foreignObject", "set", "animate", "form", "link"}
FETCHES = {"src", "href", "{http://www.w3.org/1999/xlink}href", "data", "poster", "srcset"}
AWAY = re.compile(r"(?!https?:|#|mailto:)[a-z][a-z0-9+.-]*:|//|/|\.\./\.\./")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def refuse(*_: object) -> None:
        raise AssertionError("a build reached for the network")

    def within(one: socket.socket, address: Any) -> None:
        """A build speaks to its own processes through a file of this machine."""
        if one.family != socket.AF_UNIX:
            refuse()
        connect(one, address)

    monkeypatch.setattr(socket.socket, "connect", within)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def build(case: Path, tmp_path: Path) -> Made:
    """The case in a folder of its own, with a secret above it."""
    shutil.copy(HERE / "secret.png", tmp_path)
    root = shutil.copytree(case, tmp_path / case.name, symlinks=True)
    folders = Folders(tmp_path / "dist", tmp_path / "build")
    return Press(root, CHAIN, lambda _: folders, lambda *_: None, Report("en")).make(
        ["pdf", "epub"]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, expect) -> None:
    made = build(case, tmp_path)
    expect(case / "messages", as_text(made.report.in_order()))
    assert bool(made.files) != made.report.has_errors()
    assert not Path("/tmp/written").exists()
    for path in (tmp_path / "dist").glob("*"):
        check = check_epub if path.suffix == ".epub" else check_pdf
        check(path)


def check_epub(path: Path) -> None:
    """Nothing from outside is in it, and nothing that acts or fetches."""
    with ZipFile(path) as book:
        files = {name: book.read(name) for name in book.namelist()}
    for name, content in files.items():
        assert not [secret for secret in SECRETS if secret in content], name
        if name.endswith((".xhtml", ".svg")):
            for element in etree.fromstring(content).iter(etree.Element):
                assert not faults(element), f"{name}: {faults(element)}"
        elif name.endswith(".css"):
            assert not re.search(rb"@import|url\(\s*[\"']?(?!\.\./fonts/)", content), name


def faults(element: etree._Element) -> list[str]:
    """What a reading system would do at this element: run, fetch or lead out of the book."""
    name = etree.QName(element).localname
    found = [name] if name in ACTS and element.get("rel") != "stylesheet" else []
    for key, value in element.items():
        is_far = name != "a" and value.startswith("http")
        if (
            key.startswith("on")
            or (key == "style" and re.search(r"url\(|\\", value))
            or (key in FETCHES and (AWAY.match(value) or is_far))
        ):
            found.append(f"{key}={value}")
    return found


def check_pdf(path: Path) -> None:
    """No action, no script, no file inside, no secret on any page."""
    with pikepdf.open(path) as pdf:
        plain = io.BytesIO()
        pdf.save(plain, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert not [secret for secret in SECRETS if secret in plain.getvalue()]
    for word in (b"/JavaScript", b"/Launch", b"(javascript:", b"(file:"):
        assert word not in plain.getvalue()
    with pypdfium2.PdfDocument(path) as pdf:
        said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert not [secret for secret in SECRETS if secret.decode() in said]
    assert "1337" not in said  # 7 × 191, had a template been obeyed
