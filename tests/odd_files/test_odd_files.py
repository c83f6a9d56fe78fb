"""Whatever lies in a book folder is read, or told of in a line; nothing waits, nothing breaks."""

import os
import socket
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.diagnostics import Report, as_text

HERE = Path(__file__).parent
NOTE = "# 장\n\n글 ![그림](그림.png) ![줄](줄.svg)\n"
LONGEST = 252  # bytes of a name without its suffix
DEEP = 9  # tenfold of tenfold of …
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


def pipes(root: Path) -> None:
    """Pipes, a socket and a device wherever a file could be; who opens one waits for ever."""
    (root / "templates").mkdir()
    for name in (
        *("a.md", "그림.png", "줄.svg", "local.css", "book.yaml", "glossary.yaml"),
        "templates/page.html.j2",
    ):
        os.mkfifo(root / name)
    (root / "device.md").symlink_to("/dev/zero")
    here = os.open(".", os.O_RDONLY)
    os.chdir(root)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("socket.md")
    os.fchdir(here)
    os.close(here)


def named_pipes(root: Path) -> None:
    for name in ("n.md", "c.png", "g.yaml", "f.ttf"):
        os.mkfifo(root / name)
    (root / "book.yaml").write_text(
        "notes: [note.md, n.md]\ncover: c.png\nglossary: g.yaml\nfonts: {serif: f.ttf}\n", "utf-8"
    )


def links(root: Path) -> None:
    """Links that lead to themselves, up, and out."""
    for name in ("l.md", "그림.png", "glossary.yaml"):
        (root / name).symlink_to(name)
    (root / "loop").symlink_to(".")
    (root / "sub").mkdir()
    (root / "sub" / "up").symlink_to("..")
    (root / "local.css").symlink_to("/etc/passwd")
    (root / "templates").symlink_to("/etc")
    (root / "passwords.md").symlink_to("/etc/passwd")
    (root / "nowhere.md").symlink_to("none.md")
    (root / "folder.md").mkdir()
    (root / "folder.md" / "z.md").write_text("# 끝\n\n글\n", "utf-8")
    (root / "book.yaml").write_text("cover: 그림.png\n", "utf-8")


def settings_elsewhere(root: Path) -> None:
    """The settings of another folder; terms may come from there, if they are YAML."""
    (root.parent / "terms.yaml").write_text("- term: 장\n  definition: 물결\n", "utf-8")
    (root / "book.yaml").symlink_to("/etc/passwd")
    (root / "glossary.yaml").symlink_to("../terms.yaml")
    (root / "local.css").mkdir()


def names(root: Path) -> None:
    signs = ["-dash", "quo\"te's", "a\\b", "a:1:2", "{#id .c}", "`code`", "$x$", "[l](m)", "%41"]
    signs += ["&amp;", "a b", "😀", "\u1100\u1161\u11a8", "new\nline", "tab\t", "\u202ertl", "a*b*"]
    for name in [*signs, "x" * LONGEST, os.fsdecode(b"no-utf8-\xff")]:
        (root / f"{name}.md").write_text("# 장\n\n![그림](없다.png)\n", "utf-8")


def sizes(root: Path) -> None:
    """More than is read: a million lines, and files that are nothing but long."""
    (root / "book.yaml").write_text("notes: [note.md, z.md]\n", "utf-8")
    (root / "z.md").write_text("- 가\n" * 1_000_000, "utf-8")
    for name in ("그림.png", "local.css", "glossary.yaml"):
        with (root / name).open("wb") as long:
            long.truncate(300_000_000)


def long_note(root: Path) -> None:
    with (root / "z.md").open("wb") as long:
        long.truncate(300_000_000)


def drawings(root: Path) -> None:
    """Drawings that draw themselves, and a billion of a part."""
    uses = [f'<use href="#a{at}"/>' * 10 for at in range(DEEP)]
    parts = "".join(f'<g id="a{at}">{inside}</g>' for at, inside in enumerate(uses, 1))
    (root / "줄.svg").write_text(SVG.format(f'<path id="a0" d="M0 0h9"/>{parts}'), "utf-8")
    circle = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    (root / "c.svg").write_text(SVG.format(circle), "utf-8")
    masks = [
        '<mask id="m{}">{}</mask>'.format(at, f'<g class="c{at}"/>' * 10) for at in range(DEEP)
    ]
    rules = "".join(f".c{at} {{ mask: url(#m{at - 1}) }}" for at in range(1, DEEP + 1))
    masked = f'<style>{rules}</style>{"".join(masks)}<path class="c{DEEP}" d="M0 0h9"/>'
    (root / "e.svg").write_text(SVG.format(masked), "utf-8")
    dots = f'<marker id="a">{"<path/>" * 99}</marker>'
    line = f'<path style="marker-mid: url(#a)" d="M0 0{"h1v1" * 9999}"/>'
    (root / "f.svg").write_text(SVG.format(dots + line), "utf-8")
    link = '<g id="a"><a href="#a"><path d="M0 0h9"/></a></g>'  # leads, and draws nothing
    (root / "d.svg").write_text(SVG.format(link), "utf-8")
    (root / "note.md").write_text(
        f"{NOTE}\n![원](c.svg) ![길](d.svg) ![막](e.svg) ![점](f.svg)\n", "utf-8"
    )


def encodings(root: Path) -> None:
    (root / "half.md").write_bytes("# 장\n\n글\n".encode() + "옛글\n둘째\n".encode("cp949"))
    for encoding in ("utf-32", "utf-32-le", "utf-32-be", "utf-16-be"):
        (root / f"{encoding}.md").write_bytes("# 장\n\n첫 글\n".encode(encoding))


def many_keys(root: Path) -> None:
    keys = "".join(f"key{at}: {at}\n" for at in range(10_000))
    (root / "book.yaml").write_text(f"{keys}title: &a [*a]\n", "utf-8")


def circles(root: Path) -> None:
    (root / "note.md").write_text("# 장\n\n가나 다라 마바 사아 자차\n", "utf-8")
    rows = ("가나, see: 다라", "다라, see: 가나", "마바, see: 마바")
    both = (
        "사아, definition: 풀이, see_also: [사아, 자차]",
        "자차, definition: 풀이, see_also: 사아",
    )
    text = "".join(f"- {{term: {row}}}\n" for row in (*rows, *both))
    (root / "glossary.yaml").write_text(text, "utf-8")


def test_a_picture_of_too_many_pixels_is_no_cover(tmp_path: Path, expect) -> None:
    root = tmp_path / "book"
    root.mkdir()
    Image.new("1", (12_000, 10_000)).save(root / "bomb.png")
    (root / "note.md").write_text("# 장\n\n글 ![안](in.svg) ![속](svg.svg)\n", "utf-8")
    (root / "book.yaml").write_text("cover: bomb.png\n", "utf-8")
    (root / "local.css").write_text("h1 { background: url(bomb.png) }\n", "utf-8")
    folders = Folders(tmp_path / "dist", tmp_path / "build")
    press = Press(root, CHAIN, lambda _: folders, lambda *_: None, Report("en"))
    packed = b64encode((root / "bomb.png").read_bytes()).decode()
    image = f'<image width="9" height="9" href="data:image/png;base64,{packed}"/>'
    (root / "in.svg").write_text(SVG.format(image), "utf-8")
    hidden = b64encode(SVG.format('<image href="file:///etc/passwd"/>').encode()).decode()
    image = f'<image width="9" height="9" href="data:image/png;base64,{hidden}"/>'
    (root / "svg.svg").write_text(SVG.format(image), "utf-8")
    made = press.make(["pdf", "epub", "html"])
    assert len(made.files) == 3
    assert all(path.name != "bomb.png" for path in folders.dist.rglob("*"))
    expect(HERE / "messages-pixels", as_text(made.report.in_order()))


@pytest.mark.parametrize(
    "lay",
    [
        pipes,
        named_pipes,
        links,
        settings_elsewhere,
        names,
        sizes,
        long_note,
        drawings,
        encodings,
        many_keys,
        circles,
    ],
    ids=lambda lay: lay.__name__,
)
def test_it_is_read_or_told(lay: Callable[[Path], None], tmp_path: Path, expect) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (root / "note.md").write_text(NOTE, "utf-8")
    lay(root)
    folders = Folders(tmp_path / "dist", tmp_path / "build")
    made = Press(root, CHAIN, lambda _: folders, lambda *_: None, Report("en")).make([])
    said = as_text(made.report.in_order()[:40])
    expect(HERE / f"messages-{lay.__name__}", said)
