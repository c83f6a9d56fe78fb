"""What Obsidian has beyond Markdown: embeds, `==marks==`, `%%comments%%`, names of blocks."""

import re

PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|bmp)$", re.IGNORECASE)
EMBED = re.compile(r"!\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]")  # `![[그림.png|300]]`, `![[노트#절]]`
SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")  # `300`, `300x200`
# `==형광펜==은`; not `a == b`, `a==b and c==d`
MARKED = re.compile(r"(?<![=\w)\]])==(?=[^\s=])([^=\n]*[^\s=])==(?![=A-Za-z0-9])")
HIDDEN = re.compile(r"(?<![\d%])%%(?!%)[^%\n]+%%(?![%\d])")  # `%%나만 볼 글%%`; not `50%% 60%%`
BLOCK_NAME = re.compile(r"(?<=\s)\^(?:[A-Za-z]+-[\w-]*|[0-9a-f]{6})\s*$")  # `… ^warn-1`, `^37066d`


def to_markdown(text: str) -> str:
    """The line as Markdown.

    >>> to_markdown("![[그림.png|300]] ==중요==한 %%나만%%글 ^abc-1").rstrip()
    '![[그림.png]] [중요]{.mark}한 글'
    >>> to_markdown("![[노트#절]] ![[a.png|설명]]")
    '[[노트#절]] ![설명](a.png)'
    """
    if "![[" in text:
        text = EMBED.sub(_embedded, text)
    if "==" in text:
        text = MARKED.sub(r"[\1]{.mark}", text)
    if "%%" in text:
        text = HIDDEN.sub("", text)
    return BLOCK_NAME.sub("", text) if "^" in text else text


def _embedded(met: re.Match[str]) -> str:
    name, said = met[1].strip(), met[2]
    if not PICTURE.search(name):  # another note: a link to it
        return met[0][1:]
    if not said or SIZE.fullmatch(said):
        return f"![[{name}]]"
    address = f"<{name}>" if " " in name else name
    return f"![{said}]({address})"
