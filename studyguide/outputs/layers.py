"""Puts the style sheets of an output in their order: tokens, theme, shared layers, its own."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from studyguide.files import TEMPLATES

Output = Literal["print", "epub", "screen"]

STYLES = TEMPLATES / "styles"
BOOK = (
    "text",
    "lists",
    "marks",
    "boxes",
    "tables",
    "code",
    "formulas",
    "study",
    "summary",
)  # what all share
READER = ("formulas",)  # what EPUB and screen share
OWN: dict[Output, Sequence[str]] = {
    "print": (
        "fonts", "page", "text", "cover", "front", "contents", "chapter", "lists", "boxes",
        "opener", "figures", "tables", "code", "formulas", "notes", "glossary", "index",
        "symbols", "study", "aids", "colophon", "pagerefs",
    ),
    "epub": (
        "text", "headings", "lists", "links", "boxes", "glossary", "formulas", "wide", "pictures",
        "notes", "front",
    ),
    "screen": (
        "night", "page", "bar", "contents", "opening", "text", "lists", "boxes", "formulas",
        "tables", "glossary", "study", "cards", "search", "live", "printed",
    ),
}  # fmt: skip
THEMES = ("press", "mono", "print-a4")
PLAIN = "press"  # the theme that tokens.css is
FACES = {  # what `fonts:` may name: token and weight
    "serif": ("serif", 400),
    "serif_bold": ("serif", 700),
    "sans": ("sans", 400),
    "sans_bold": ("sans", 700),
    "mono": ("mono", 400),
}
OWN_FAMILY = "Own {}"  # the name of the author's typeface, by its token
NIGHT = re.compile(r'@media screen \{\s*:root\[data-theme="night"\]\s*(\{[^{}]*\})\s*\}')
NIGHT_OF_MACHINE = r"""

@media screen and (prefers-color-scheme: dark) {
  :root:not([data-theme="day"]) \1
}"""
ROOT = re.compile(r":root\s*\{([^{}]*)\}")
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")  # `--accent: #17324d`


def layers(output: Output, theme: str = PLAIN) -> list[Path]:
    """The files of one output, the last one strongest."""
    tokens = ["tokens", *([] if theme == PLAIN else [f"themes/{theme}"])]
    groups = {"book": BOOK, "reader": () if output == "print" else READER, output: OWN[output]}
    names = [f"{group}/{name}" for group, found in groups.items() for name in found]
    return [STYLES / f"{name}.css" for name in (*tokens, *names)]


def joined(output: Output, theme: str = PLAIN) -> str:
    """The layers one after the other; addresses in them start from the templates' folder."""
    css = "\n".join(path.read_text(encoding="utf-8") for path in layers(output, theme))
    return NIGHT.sub(rf"\g<0>{NIGHT_OF_MACHINE}", css)


def night() -> dict[str, str]:
    """The tokens of an EPUB on a dark ground."""
    return tokens_of((STYLES / "epub" / "night.css").read_text(encoding="utf-8"))


def note_margin() -> str:
    """The layer of a printed book with lines to write on beside the text."""
    return (STYLES / "print" / "note-margin.css").read_text(encoding="utf-8")


def tokens_of(css: str) -> dict[str, str]:
    """The tokens that `:root` gives, without their dashes; the last one counts.

    >>> tokens_of(":root { --ink: #222; --gap: 1em }")
    {'ink': '#222', 'gap': '1em'}
    """
    blocks = " ; ".join(ROOT.findall(REMARK.sub("", css)))
    return {name: value.strip() for name, value in TOKEN.findall(blocks)}


def own_faces(addresses: Mapping[str, str], tokens: Mapping[str, str]) -> str:
    """Rules that put the author's typefaces (face → address) before those of the press."""
    rules, families = [], {}
    for face, address in addresses.items():
        token, weight = FACES[face]
        family = families[token] = OWN_FAMILY.format(token.title())
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
            f' src: url("{address}") }}'
        )
    stacks = "".join(
        f'--{token}: "{family}", {tokens[token]}; ' for token, family in families.items()
    )
    return "\n".join([*rules, f":root {{ {stacks}}}"]) if rules else ""
