"""Every bullet and number a Korean writer puts before an item."""

import re
from dataclasses import dataclass

from studyguide.hangul.particles import HANGUL_RUN, is_particle
from studyguide.notes.lists.ordinals import ordinal_of

TAB = 4  # columns of a tab
WIDE = "\u3000"  # the full-width space of Korean typing counts as two columns
BLANKS = f" \t{WIDE}"
HYPHEN = re.compile(r"[-*+](?=[ \t\u3000])[ \t\u3000]+|-(?=[가-힣])")  # `- a`, `* a`, `-가`
EMPTY = re.compile(r"[-*+•◦▪▫■□○●◆◇‣⁃∙][ \t]*$")  # a bullet that nothing follows
DASHES = re.compile(r"-{2,4}[ \t]+(?=\S)")  # `-- a` below `- b`
# `• a`, also `•$x$`; the last four as Word's symbol font has them
GLYPH = re.compile(
    r"[•◦▪▫■□○●◆◇◎◉◈❖▶▷►▸▹‣➤➢⁃∙∘·ㆍ・–—✓✔\uf0b7\uf0a7\uf0d8\uf0fc]\ufe0f?[ \t\u3000]*(?=\S)"
)
UNFOLDED = re.compile(r"[▼▽▾][ \t\u3000]+(?=\S)")  # `▼ 제목` of a toggle; not `▼▼▼`
FOLDED = {  # the same bullet: a toggle unfolded, as a keyboard or another typeface has it
    **{"▼": "▶", "▽": "▷", "▾": "▸"},
    **{"ㅁ": "□", "ㅇ": "○", "o": "○", "ㆍ": "·", "・": "·", "∙": "·"},
}
ROUND = re.compile(r"o\t+(?=\S)")  # Word's second bullet, as a copy has it
JAMO = re.compile(r"[ㅁㅇㅡ][ \t\u3000]+(?=\S)")  # 공문서 bullets typed as letters; not `ㅇㅇ`
NOTE = re.compile(r"※[ \t\u3000]*(?=\S)")
DECIMAL = re.compile(r"(\d{1,3})\.[ \t\u3000]+(?=\S)(?!\d+\.)")  # `1. a`; not `2022. 11. 19.`
PAREN = re.compile(r"(\d{1,2})\)[ \t\u3000]+(?=\S)")  # `1) a`
PARENS = re.compile(r"\((\d{1,2})\)[ \t\u3000]+(?=\S)")  # `(1) a`
GANADA = "가나다라마바사아자차카타파하"
HANGUL = re.compile(rf"([{GANADA}])([.)])[ \t\u3000]+(?=\S)")  # `가. a`, `가) a`
HANGUL_PARENS = re.compile(rf"(?:\([{GANADA}]\)|[\u320e-\u321b])[ \t\u3000]+(?=\S)")  # `(가) a`, ㈎
LETTER = re.compile(r"([ㄱ-ㅎ])([.)])[ \t\u3000]+(?=\S)")  # `ㄱ. a`, as in exams
LETTER_PARENS = re.compile(r"(?:\([ㄱ-ㅎ]\)|[\u3200-\u320d])[ \t\u3000]+(?=\S)")  # `(ㄱ) a`, ㈀
ROMAN = re.compile(r"(?:i{1,3}|iv|vi{0,3}|ix|x)[.)][ \t\u3000]+(?=\S)")  # `ii) a`
LATIN = re.compile(r"[a-h][.)][ \t\u3000]+(?=\S)")  # `a. a`, `b) a`
KEYCAP = re.compile(r"\d\ufe0f?\u20e3[ \t\u3000]*(?=\S)")  # 1️⃣
ENCLOSED = {  # one sign that holds its number or letter: what it is called, all of its kind
    "①": "\u2460-\u2473\u3251-\u325f\u32b1-\u32bf\u2780-\u2789",  # ① … ㊿, ➀ …
    "❶": "\u2776-\u277f\u24eb-\u24f4\u278a-\u2793",
    "⑴": "\u2474-\u2487",
    "㉠": "\u3260-\u326d",
    "㉮": "\u326e-\u327b",
    "ⓐ": "\u24d0-\u24e9",
    "Ⓐ": "\u24b6-\u24cf",
    "⒜": "\u249c-\u24b5",
}
SIGNS = "".join(ENCLOSED.values())
# a label behind a bullet: `- ① a`, `- 1) a`, `- 가. a`, and `- 1\. a`, which is no list of its own
LABEL = re.compile(
    rf"[{SIGNS}\u3200-\u321b※]|\d\ufe0f?\u20e3"
    rf"|(?:\\?\(?\d{{1,2}}\\?\)|\d{{1,3}}\\?\.(?![ \t]+\d+\.)|[ㄱ-ㅎ{GANADA}][.)]"
    rf"|\\?\([ㄱ-ㅎ{GANADA}]\\?\)|(?:i{{1,3}}|iv|vi{{0,3}}|ix|x|[a-h])\\?[.)])(?=[ \t])"
)
ORDERED = frozenset(
    ("1.", "1)", "(1)", "가.", "가)", "(가)", "ㄱ.", "ㄱ)", "(ㄱ)", "i)", "a)", "1️⃣", *ENCLOSED)
)
TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)|[☐☑☒][ \t]*(?=\S)")  # `- [ ] a`, also without bullet
# grammar that is a word as well: `①한 일`
NOUNS = frozenset("이그나도만인들별간내시상일한된해자당할적")
STARTS = re.compile(  # what a mark can begin with; most lines need no more than this look
    rf"[-*+o☐☑☒\[({SIGNS}\u3200-\u321b※0-9a-xㄱ-ㅎㅡ{GANADA}"
    r"•◦▪▫■□○●◆◇◎◉◈❖▶▷►▸▹▼▽▾‣➤➢⁃∙∘·ㆍ・–—✓✔\uf0b7\uf0a7\uf0d8\uf0fc]"
)


@dataclass(frozen=True)
class Marker:
    """What stands before an item: its class, where the text begins, and what must be kept.

    `indent` is in columns; `col` counts characters from 0; `number` is set for `1.` alone;
    `label` is a mark that carries meaning and stays in the text (①, 가., 1), ※).
    """

    kind: str
    indent: int
    col: int
    number: int | None = None
    label: str = ""

    @property
    def ordinal(self) -> int:
        """The number of a mark that counts, from 1; 0 of all others, and behind a bullet."""
        if self.number is not None:
            return self.number
        return ordinal_of(self.label) if self.kind in ORDERED else 0


def indent_of(line: str) -> tuple[int, int]:
    """Width of the leading blanks in columns, and how many characters they are.

    >>> indent_of("\\t- a")
    (4, 1)
    """
    blanks = line[: len(line) - len(line.lstrip(BLANKS))]
    if blanks.strip(" ") == "":
        return len(blanks), len(blanks)
    width = 0
    for char in blanks:
        width += TAB - width % TAB if char == "\t" else 2 if char == WIDE else 1
    return width, len(blanks)


def read_marker(line: str) -> Marker | None:
    """The bullet or number that begins the line, if one does.

    >>> read_marker("  ① 첫째")
    Marker(kind='①', indent=2, col=2, number=None, label='①')
    """
    indent, start = indent_of(line)
    if not STARTS.match(line, start):
        return None
    for kind, pattern in PATTERNS:
        met = pattern.match(line, start)
        if met and not (kind in ENCLOSED and _is_word(met)):
            return _to_marker(kind, met, indent)
    return Marker("-", indent, start) if TASK.match(line, start) else None


def _is_word(met: re.Match[str]) -> bool:
    """Whether the sign is a word of a sentence: `①과 ②를 비교하면`."""
    run = HANGUL_RUN.match(met.string, met.end())
    if run is None or len(met.group()) > 1:
        return False
    return is_particle(run[0], "") and run[0] not in NOUNS


PATTERNS = (
    ("", HYPHEN),
    ("", EMPTY),
    ("", DASHES),
    ("", GLYPH),
    ("", UNFOLDED),
    ("", ROUND),
    ("", JAMO),
    ("※", NOTE),
    *((kind, re.compile(rf"[{signs}][ \t\u3000]*(?=\S)")) for kind, signs in ENCLOSED.items()),
    ("1️⃣", KEYCAP),
    ("1.", DECIMAL),
    ("1)", PAREN),
    ("(1)", PARENS),
    ("가", HANGUL),
    ("(가)", HANGUL_PARENS),
    ("ㄱ", LETTER),
    ("(ㄱ)", LETTER_PARENS),
    ("i)", ROMAN),
    ("a)", LATIN),
)


LETTERED = ("가", "ㄱ")  # kinds that differ by the sign behind the letter


def _to_marker(kind: str, met: re.Match[str], indent: int) -> Marker:
    glyph = met.group().strip(" \t\u3000\ufe0f")
    if kind == "1.":
        return Marker(kind, indent, met.end(), number=int(met.group(1)))
    if kind:
        kind = kind + met.group(2) if kind in LETTERED else kind
        return Marker(kind, indent, met.start(), label=glyph)
    label = LABEL.match(met.string, met.end())
    return Marker(
        FOLDED.get(glyph, glyph),
        indent,
        met.end(),
        label=label.group().replace("\\", "") if label else "",
    )
