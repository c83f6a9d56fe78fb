"""What Obsidian has beyond Markdown: embeds, `==marks==`, `%%comments%%`, names of blocks."""

import re
from collections.abc import Container, Iterable, Sequence

PICTURE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|bmp)$", re.IGNORECASE)
EMBED = re.compile(r"!\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]")  # `![[그림.png|300]]`, `![[노트#절]]`
# `[[스택|]]`, `[[|스택]]`, in a table `[[스택\|]]`: one side alone says both
ONE_SIDED = re.compile(
    r"\[\[(?:([^\[\]|\\]*[^\[\]|\\\s])\s*\\?\|\s*|\s*\\?\|\s*([^\[\]|\s][^\[\]|\\]*))\]\]"
)
SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")  # `300`, `300x200`
# `==형광펜==은`; neither `a == b` nor `a ==b 이고 c== d`
MARKED = re.compile(
    r"(?<![=\w)\]])(?<!\b[A-Za-z0-9]\s)==(?=[^\s=])([^=\n]*[^\s=])==(?![=A-Za-z0-9])"
)
# `%%나만 볼 글%%` between blanks or ends, `%% 나만 %%` on a line of its own; not `%%timeit, %%time`
HIDDEN = re.compile(
    r"(?:^|(?<=\s))%%(?![\s%]|[A-Za-z]\s)[^%\n]*[^\s%]%%(?=[\s.,]|$)|^\s*%%[^%\n]+%%\s*$"
)
OPENS, CLOSES = re.compile(r"%%(?:\s|$)"), re.compile(r"(?:^|\s)%%$")  # over several lines
LONGEST = 100  # lines of a comment
BLOCK_NAME = re.compile(r"(?:^|(?<=\s))\^([\w-]+)\s*$")  # `… ^warn-1`: `[[노트#^warn-1]]`
BLOCK_ID = "b:"  # begins the id that such a name becomes
TITLE = re.compile(r"\s{0,3}#{1,6}\s")
BLOCK_LINK = re.compile(r"#\^([\w-]+)\s*(?:\||\]\])")


def to_markdown(text: str) -> str:
    """The line as Markdown.

    >>> to_markdown("![[그림.png|300]] ==중요==한")
    '![[그림.png]] [중요]{.mark}한'
    >>> to_markdown("![[노트#절]] ![[a.png|설명]]")
    '[[노트#절]] ![설명](a.png)'
    >>> to_markdown("[[스택|]]과 [[큐|줄]]")
    '[[스택]]과 [[큐|줄]]'
    """
    if "![[" in text:
        text = EMBED.sub(_embedded, text)
    if "[[" in text and "|" in text:
        text = ONE_SIDED.sub(lambda met: f"[[{(met[1] or met[2]).strip()}]]", text)
    return MARKED.sub(r"[\1]{.mark}", text) if "==" in text else text


def hidden(text: str) -> list[str]:
    """What the author sees alone.

    >>> hidden("글 %%나만%% 더")
    ['%%나만%%']
    """
    return HIDDEN.findall(text) if "%%" in text else []


def lines_hidden(lines: Sequence[str], at: int) -> int:
    """How many lines a comment takes that `%%` opens here, and closes below; else 0.

    >>> lines_hidden(["%%", "나만", "", "볼 글", "%%", "글"], 0), lines_hidden(["%% 한 줄"], 0)
    (5, 0)
    """
    first = lines[at].strip()
    if not OPENS.match(first) or (first != "%%" and first.endswith("%%")):
        return 0
    for end in range(at + 1, min(len(lines), at + LONGEST)):
        text = lines[end].strip()
        if CLOSES.search(text):
            return end - at + 1
        if first != "%%" and not text:
            return 0
    return 0


def without_hidden(text: str) -> str:
    """The line without its comments.

    >>> without_hidden("글 %%나만%%"), without_hidden("%%timeit 과 %%time은 셀 매직이다")
    ('글 ', '%%timeit 과 %%time은 셀 매직이다')
    """
    return HIDDEN.sub("", text) if "%%" in text else text


def without_name(text: str, blocks: Container[str]) -> str:
    """The line without its name, if it is one of `blocks`.

    >>> without_name("글 ^abc-1", {"abc-1"}), without_name("이동은 2 ^n-1", {"abc-1"})
    ('글 ', '이동은 2 ^n-1')
    """
    met = BLOCK_NAME.search(text) if blocks and "^" in text else None
    return text[: met.start()] if met and met[1] in blocks else text


def named(text: str, blocks: Container[str]) -> str:
    """The line with its name as an id, if it is one of `blocks`.

    >>> named("글 ^abc-1", {"abc-1"}), named("## 절 ^a", {"a"})
    ('글[]{#b:abc-1}', '## 절 {#b:a}')
    """
    said = without_name(text, blocks)
    if said == text:
        return text
    name = text[len(said) :].strip(" ^")
    mark = " " if TITLE.match(said) else "[]"
    return f"{said.rstrip()}{mark}{{#{BLOCK_ID}{name}}}"


def blocks_of(lines: Iterable[str]) -> frozenset[str]:
    """The names of lines to which some link of the notes leads."""
    return frozenset(name for line in lines if "#^" in line for name in BLOCK_LINK.findall(line))


def _embedded(met: re.Match[str]) -> str:
    name, said = met[1].strip(), met[2]
    if not PICTURE.search(name):  # another note: a link to it
        return met[0][1:]
    if not said or SIZE.fullmatch(said):
        return f"![[{name}]]"
    address = f"<{name}>" if " " in name else name
    return f"![{said}]({address})"
