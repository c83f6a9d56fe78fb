"""Drawings come in without anything that acts or fetches."""

from pathlib import Path

import pytest

from studyguide.diagnostics import Report
from studyguide.epub.pictures import Pictures, Refused, inside, plain_svg

OPEN = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'

UNSAFE = [
    (b"<script>alert(1)</script>", b"script"),
    (b'<rect onclick="go()"/>', b"onclick"),
    (b'<image x:href="https://example.org/a.png"/>', b"example.org"),
    (b'<a href="javascript:go()"><rect/></a>', b"javascript"),
    (b"<style>@import url(https://example.org/a.css);</style>", b"example.org"),
    (b'<rect style="fill: url(https://example.org/#a)"/>', b"example.org"),
    (b"<foreignObject><p/></foreignObject>", b"foreignObject"),
    (b'<rect><animate attributeName="x"/></rect>', b"animate"),
]


@pytest.mark.parametrize(("part", "gone"), UNSAFE)
def test_unsafe_parts_go(part: bytes, gone: bytes) -> None:
    plain, removed = plain_svg(OPEN + part + b"</svg>")
    assert gone not in plain
    assert removed


def test_gradients_of_the_drawing_itself_stay() -> None:
    drawing = OPEN + b'<rect fill="url(#sky)"/><use x:href="#sky"/></svg>'
    plain, removed = plain_svg(drawing)
    assert plain.count(b"#sky") == 2
    assert removed == []


def test_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("비밀", encoding="utf-8")
    text = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + OPEN
    plain, _ = plain_svg(text + b"<text>&e;</text></svg>")
    assert "비밀" not in plain.decode()
    assert b"DOCTYPE" not in plain


@pytest.mark.parametrize("url", ["../a.png", "https://example.org/a.png", "data:,x", "link.png"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, url: str) -> None:
    base = tmp_path / "book"
    base.mkdir()
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (base / "link.png").symlink_to(tmp_path / "a.png")
    with pytest.raises(Refused):
        inside(base, url)


def test_a_text_file_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("root:x:0:0", encoding="utf-8")
    report = Report()
    assert Pictures(tmp_path, report).take("a.png") is None
    assert [d.code for d in report.diagnostics] == ["E001"]
