"""Makes the EPUB's one style sheet: tokens → book → epub → the author's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from studyguide.book_folder import content_of
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.epub.pictures import Pictures
from studyguide.outputs import layers
from studyguide.outputs.stylesheet import PICTURES, Kinds, Refused, cleaned, inside

COMMENT = re.compile(r"/\*.*?\*/", re.S)
TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)[;}]?")  # `--accent: #0b6e63;`
USE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")  # `var(--accent)`, `var(--gap, 1em)`
ONLY_TOKENS = re.compile(r":root\s*\{[^{}]*\}\s*")  # `:root { --accent: … }`
FORBIDDEN = ("direction", "unicode-bidi", "position: fixed", "@page")  # EPUB 3.3 section 6.3.1.3
FONT_SIGNATURES = {
    b"\x00\x01\x00\x00": ".ttf",
    b"true": ".ttf",
    b"OTTO": ".otf",
    b"wOFF": ".woff",
    b"wOF2": ".woff2",
}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
BLANK_LINES = re.compile(r"\n\s*\n+")
DEEPEST = 8  # tokens may name tokens; a circle ends here


@dataclass
class Styles:
    """The style sheet of one EPUB, and the fonts that the author's own styles name."""

    css: str
    night: str  # a sheet of its own: readers that know no `@media` pass over it
    tokens: Mapping[str, str]  # of the theme and of local.css
    fonts: dict[str, bytes]


def styles(book: Book, pictures: Pictures, report: Report) -> Styles:
    """The layers one after the other, the author's own last."""
    fonts: dict[str, bytes] = {}

    def keep(url: str, kinds: Kinds) -> str:
        path = inside(book, url, kinds)
        if kinds == PICTURES:
            return f"../images/{_picture(url, pictures)}"
        name, content = _font(path)
        fonts[name] = content
        return f"../{name}"

    own = cleaned(book, report, keep, FORBIDDEN)
    layered = layers.joined("epub")
    tokens = layers.tokens_of(layers.joined("epub", book.theme) + own)
    night = _night(layered, layers.tokens_of(own))
    return Styles(plain(f"{layered}\n{own}"), night, tokens, fonts)


def _night(css: str, own: Mapping[str, str]) -> str:
    """The rules again that use a colour of the night, but for those that the author chose."""
    colours = {f"--{name}": value for name, value in layers.night().items() if name not in own}
    rules = []
    for selector, body in RULE.findall(COMMENT.sub("", css)):
        used = [part.strip() for part in body.split(";") if _tokens_in(part) & set(colours)]
        if used and not selector.strip().startswith(":root"):
            rules.append(f"{selector.strip()} {{ {'; '.join(used)} }}")
    shown = _valued("\n".join(rules), _tokens_of(css) | colours)
    return f"@media (prefers-color-scheme: dark) {{\n{shown}\n}}\n"


def _tokens_in(css: str) -> set[str]:
    return {use[1] for use in USE.finditer(css)}


def _picture(url: str, pictures: Pictures) -> str:
    name = pictures.take(url)
    if name is None:
        raise Refused("it cannot be packed")
    return name


def _font(path: Path) -> tuple[str, bytes]:
    """A font's name in the package and its bytes. Raises Refused when it is none."""
    content = content_of(path)
    suffix = FONT_SIGNATURES.get(content[:4])
    if suffix is None:
        raise Refused("it is no font")
    return f"fonts/{sha256(content).hexdigest()[:12]}{suffix}", content


def plain(css: str) -> str:
    """The style sheet without comments and with every token replaced by its value.

    Readers of Korean stores built on old WebKit know no `var()`.

    >>> plain(":root { --ink: #222 } p { color: var(--ink) }")
    'p { color: #222 }\\n'
    """
    css = COMMENT.sub("", css)
    css = _valued(ONLY_TOKENS.sub("", css), _tokens_of(css))
    return BLANK_LINES.sub("\n", css).strip() + "\n"


def _tokens_of(css: str) -> dict[str, str]:
    return {name: value.strip() for name, value in TOKEN.findall(css)}


def _valued(css: str, tokens: Mapping[str, str]) -> str:
    for _ in range(DEEPEST):
        if not USE.search(css):
            break
        css = USE.sub(lambda use: tokens.get(use[1], (use[2] or "inherit").strip()), css)
    return css
