"""Drawings come in without anything that acts or fetches."""

from pathlib import Path

import pytest

from studyguide.diagnostics import Report
from studyguide.epub.pictures import Pictures, Refused, inside, plain_svg
from studyguide.images.plain_svg import REPEATS, Broken

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


TWICE = "".join(f'<g id="a{n}">{f"""<use href="#%61{n + 1}"/>""" * 2}</g>' for n in range(30))
DOT = f'<marker id="m">{"<rect/>" * 9}</marker>'
WAVE = f'<path id="p" d="M0 0l{"1-1" * 20_000}"/>'
LISTED = ",".join(f".a{n}" for n in range(9000))
REPEATED = {
    "written letters of a name": TWICE,
    "the first of two names": TWICE.replace("%61", "a")
    + "".join(f'<g id="a{n}"/>' for n in range(30)),
    "corners without spaces": DOT + WAVE.replace(" d=", ' marker-mid="url(#m)" d='),
    "a marker of the group": f'{DOT}<g marker-mid="url(#m)">{WAVE}</g>',
    "a marker of the use": f'{DOT}<defs>{WAVE}</defs><use href="#p" marker-mid="url(#m)"/>',
    "an attribute's rule": f"<style>[d]{{marker-mid:url(#m)}}</style>{DOT}{WAVE}",
    "a rule of a medium": f"<style>@media all{{path{{marker:url(#m)}}}}</style>{DOT}{WAVE}",
    "a rule in a rule": f"<style>svg{{path{{marker:url(#m)}}}}</style>{DOT}{WAVE}",
    "a variable": f"<style>*{{--a:url(#m);marker:var(--a)}}</style>{DOT}{WAVE}",
    "a comment": DOT + WAVE.replace(" d=", ' style="/*;*/marker:url(#m)" d='),
}


@pytest.mark.parametrize("how", REPEATED)
def test_a_drawing_that_repeats_too_much_is_refused(how: str) -> None:
    with pytest.raises(Broken, match=REPEATS):
        plain_svg(OPEN + REPEATED[how].encode() + b"</svg>")


def test_markers_at_ends_and_a_gradient_on_a_long_path_are_drawn() -> None:
    ends = f'<g marker-end="url(#m)" fill="url(#m)" style="marker:none">{WAVE}</g>'
    plain, removed = plain_svg(OPEN + (DOT + ends).encode() + b"</svg>")
    assert b"marker-end" in plain
    assert removed == []


@pytest.mark.parametrize(
    "part",
    [
        f"<style>{'a' * 300_000}</style>",
        f"<style>{'a{(' * 50_000}</style>",
        f"<g id='m'/><style>{LISTED}{{{'x:url(#m);' * 9000}}}</style>",
        f'<path d="{"marker" * 50_000}"/>',
        f'<path d="{"href:#" * 50_000}" fill="{"url(#a" * 50_000}"/>',
    ],
    ids=["a rule without end", "brackets", "selectors", "marker", "names"],
)
def test_long_words_of_a_drawing_are_read_in_linear_time(part: str) -> None:
    assert plain_svg(OPEN + part.encode() + b"</svg>")[1] == []


def test_a_style_sheet_in_pieces_is_read_whole() -> None:
    sheet = b"<style>a{}<?x?>@import url(https://example.org/a.css);</style>"
    plain, removed = plain_svg(OPEN + sheet + b"</svg>")
    assert b"example.org" not in plain
    assert removed == ["outside styles"]
