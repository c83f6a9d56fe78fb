"""Makes the EPUB's one style sheet: tokens → book → epub → the author's own."""

import re
from pathlib import Path

from studyguide.config import Book
from studyguide.diagnostics import Report

LAYERS = ("tokens.css", "book.css", "epub.css")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)[;}]?")  # `--accent: #0b6e63;`
USE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")  # `var(--accent)`, `var(--gap, 1em)`
ONLY_TOKENS = re.compile(r":root\s*\{[^{}]*\}\s*")  # `:root { --accent: … }`
OUTSIDE = re.compile(r"@import[^;]*;|url\(\s*(['\"]?)(?!data:)[^)]*\)")  # `url(paper.png)`
BLANK_LINES = re.compile(r"\n\s*\n+")
DEEPEST = 8  # tokens may name tokens; a circle ends here


def styles(book: Book, templates: Path, report: Report) -> str:
    """The layers one after the other, the author's own last."""
    layers = [(templates / name) for name in LAYERS]
    css = "\n".join(path.read_text(encoding="utf-8") for path in layers)
    if book.local_css:
        css += "\n" + _own(book.local_css, report)
    return plain(css)


def plain(css: str) -> str:
    """The style sheet without comments and with every token replaced by its value.

    Readers of Korean stores built on old WebKit know no `var()`.

    >>> plain(":root { --ink: #222 } p { color: var(--ink) }")
    'p { color: #222 }\\n'
    """
    css = COMMENT.sub("", css)
    tokens = {name: value.strip() for name, value in TOKEN.findall(css)}
    css = ONLY_TOKENS.sub("", css)
    for _ in range(DEEPEST):
        if not USE.search(css):
            break
        css = USE.sub(lambda use: tokens.get(use[1], (use[2] or "inherit").strip()), css)
    return BLANK_LINES.sub("\n", css).strip() + "\n"


def _own(path: Path, report: Report) -> str:
    """The author's styles without anything that they fetch."""
    css = path.read_text(encoding="utf-8-sig")
    for found in OUTSIDE.finditer(COMMENT.sub("", css)):
        report.add("E001", None, url=found[0], reason="the EPUB's styles fetch nothing")
    return OUTSIDE.sub("", css)
