"""What the pages of a web book load: styles, scripts, typefaces, pictures. All of it is packed."""

import errno
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from studyguide.book_folder import OUTSIDE, content_of, is_outside
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.epub.fonts import woff2
from studyguide.files import TEMPLATES
from studyguide.images.plain_svg import Broken, plain_svg
from studyguide.outputs import cover, layers
from studyguide.outputs.cover import Bar
from studyguide.outputs.stylesheet import Kinds, Refused, cleaned, inside
from studyguide.site.search import Row

SCRIPTS = TEMPLATES / "screen"
FONTS = {  # file: family, weight
    "Pretendard-Regular": ("Pretendard", 400),
    "Pretendard-SemiBold": ("Pretendard", 600),
    "Pretendard-Bold": ("Pretendard", 700),
    "D2Coding": ("D2Coding", 400),
    "PressBar": ("Press Bar", 400),  # `|` in one piece
}
LICENCES = ("Pretendard-OFL.txt", "D2Coding-OFL.txt")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32"'
    ' rx="6" fill="#17324d"/><g fill="#f2b84b"><path d="M7 9h3v3H7z"/><path d="M12 9h13v3H12z"/>'
    '</g><g fill="#8fb3d1"><path d="M11 15h3v3h-3z"/><path d="M16 15h9v3h-9z"/><path d="M11'
    ' 21h3v3h-3z"/><path d="M16 21h6v3h-6z"/></g></svg>'
)


class Pictures:
    """The files of the book folder that its pages show, each named by its content."""

    def __init__(self, book: Book) -> None:
        self._root = book.root
        self.files: dict[str, bytes] = {}

    def address(self, path: str) -> str:
        """Where the pages find the picture at `path` of the book folder. Raises OSError."""
        if is_outside(self._root / path, self._root):  # none gets so far, and none gets further
            raise PermissionError(errno.EACCES, OUTSIDE, path)
        return self.keep(self._root / path)

    def keep(self, path: Path) -> str:
        """Take a file in; a drawing loses what acts or leads out."""
        content, suffix = content_of(path), path.suffix.lower()
        if suffix == ".svg":
            content = plain_svg(content)[0]
        name = f"files/{sha256(content).hexdigest()[:16]}{suffix}"
        self.files[name] = content
        return name


def styles(book: Book, pictures: Pictures, report: Report, suffix: str) -> bytes:
    """The style sheet of all pages: tokens → book → screen → the author's own."""

    def keep(url: str, kinds: Kinds) -> str:
        try:
            return f"../{pictures.keep(inside(book, url, kinds))}"
        except Broken as broken:
            raise Refused(str(broken)) from broken

    own = cleaned(book, report, keep, ("@page",))
    return f"{plain_styles(suffix)}\n{own}".encode()


def plain_styles(suffix: str) -> str:
    """The style sheet without the author's own; the typefaces are files with this suffix."""
    return "\n".join([*(_face(name, suffix) for name in FONTS), layers.joined("screen")])


def _face(name: str, suffix: str) -> str:
    family, weight = FONTS[name]
    kind = {"woff2": "woff2", "ttf": "truetype"}[suffix]
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap;'
        f' src: url("fonts/{name}.{suffix}") format("{kind}"); }}'
    )


def whole_fonts() -> dict[str, bytes]:
    """The typefaces as they are, for a server on the same machine."""
    return {f"assets/fonts/{name}.ttf": _font(name).read_bytes() for name in FONTS}


def cut_fonts(text: str) -> dict[str, bytes]:
    """The typefaces with the characters of one book alone, and their licences."""
    found = {f"assets/fonts/{name}.woff2": woff2(_font(name), text) for name in FONTS}
    for name in LICENCES:
        found[f"assets/fonts/{name}"] = (TEMPLATES / "fonts" / name).read_bytes()
    return found


def _font(name: str) -> Path:
    return TEMPLATES / "fonts" / f"{name}.ttf"


def scripts(names: Iterable[str]) -> dict[str, bytes]:
    """The scripts of the pages, as they are."""
    return {f"assets/{name}.js": (SCRIPTS / f"{name}.js").read_bytes() for name in names}


def drawings(bars: tuple[Bar, ...], book: Book) -> dict[str, bytes]:
    """The cover's drawing and the icon of the browser's tab."""
    tokens, format = layers.tokens_of(layers.joined("screen")), book.page_format
    colours = [tokens[f"cover-bar-{depth}"] for depth in range(1, 6)]
    height = round(format.height / format.width * cover.WIDTH, 2)
    drawn = cover.draw(bars, tokens["cover-ground"], colours, height)
    return {"assets/cover.svg": drawn.encode(), "assets/icon.svg": ICON.encode()}


def definitions(found: Mapping[str, str]) -> bytes:
    """The script that gives the pages what pops up."""
    return f"var bookDefinitions = {_json(found)};\n".encode()


def search_rows(pages: Iterable[tuple[str, str]], rows: Iterable[Row]) -> bytes:
    """The script that gives the search its text; it is loaded with the first search."""
    lines = [_json(list(asdict(row).values())) for row in rows]
    return (
        f"var bookText = {{\n pages: {_json(list(pages))},\n rows: [\n"
        + ",\n".join(lines)
        + "\n]};\n"
    ).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
