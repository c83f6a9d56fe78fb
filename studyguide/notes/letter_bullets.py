"""Letters that authors type for bullets: `o 항목` out of Word and mail, `ㅇ항목`, `. 항목`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyguide.notes.source import Source

# what a letter stands for, and how a line begins with it; no word of a sentence begins so
FORMS = (
    ("○", re.compile(r"[ \t\u3000]*(?P<sign>[oO])[ \t\u3000]+(?P<word>[가-힣\d(<“‘\"'*\[]\S*)")),
    ("○", re.compile(r"[ \t\u3000]*(?P<sign>ㅇ)(?P<word>[가-힣]\S*)")),
    ("□", re.compile(r"[ \t\u3000]*(?P<sign>ㅁ)(?P<word>[가-힣]\S*)")),
    ("·", re.compile(r"[ \t\u3000]*(?P<sign>\.)[ \t]+(?P<word>[가-힣A-Z\d(]\S*)")),
)
LETTERS = frozenset("oOㅇㅁ.")
SPACED = {  # the same bullets as they are meant to be
    "ㅇ": re.compile(r"[ \t\u3000]*(?:○|ㅇ[ \t\u3000])"),
    "ㅁ": re.compile(r"[ \t\u3000]*(?:□|ㅁ[ \t\u3000])"),
}
FALSE = re.compile(
    r"[ \t\u3000]*[xX][ \t\u3000]+[가-힣]"
)  # `x 달은 별이다`, below `o 지구는 둥글다`
STARS = re.compile(r"(\*{1,5})[ \t]+(?=\S)(?!.*\*[ \t]*$)")  # not `** 주의 **`
FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
FEWEST = 2  # items that begin with different words; one line may begin with anything


@dataclass(frozen=True)
class _Met:
    """A line that begins with such a letter: its index, the word behind, the line with a bullet."""

    at: int
    letter: str
    word: str
    changed: str


def signed(source: Source) -> Source:
    """The note with the bullet in place of each such letter; positions stay as they are.

    >>> signed(Source("a.md", ("o 캐시", "  o 쓰기"))).lines
    ('○ 캐시', '  ○ 쓰기')
    >>> signed(Source("a.md", ("o 지구는 둥글다", "x 달은 별이다", "o 해는 별이다"))).lines[0]
    'o 지구는 둥글다'
    """
    met = list(_met(source.lines))
    words: dict[str, set[str]] = {each.letter: set() for each in met}
    for each in met:
        words[each.letter].add(each.word)
    for letter, form in SPACED.items():
        if letter in words:
            words[letter] |= {line for line in source.lines if form.match(line)}
    if "o" in words and any(map(FALSE.match, source.lines)):
        words["o"] = set()
    told = {each.at: each.changed for each in met if len(words[each.letter]) >= FEWEST}
    told |= dict(_starred(source.lines))
    lines = (told.get(at, line) for at, line in enumerate(source.lines))
    return replace(source, lines=tuple(lines)) if told else source


def _met(lines: Sequence[str]) -> Iterator[_Met]:
    """The lines that begin with a letter for a bullet."""
    for at, line in _outside_code(lines):
        if found := _read(line):
            bullet, met = found
            start, end = met.span("sign")
            changed = f"{line[:start]}{bullet}{line[end:]}"
            yield _Met(at, met["sign"].lower(), met["word"], changed)


def _starred(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """`** 항목` below `* 항목`, as wikis nest: each star but the last stands for a step in.

    >>> list(_starred(["* 변수", "** 이산", "*** 이항", "** 연속", "글", "** 주의"]))
    [(1, ' * 이산'), (2, '  * 이항'), (3, ' * 연속')]
    """
    above, before = 0, -1  # stars of the item above, and its line
    for at, line in _outside_code(lines):
        met = STARS.match(line) if line[:1] == "*" else None
        count = len(met[1]) if met else 0
        is_below = count <= (above if before == at - 1 else 0) + 1
        if count > 1 and is_below:
            yield at, f"{' ' * (count - 1)}{line[count - 1 :]}"
        above, before = (count if is_below else 0), at


def _outside_code(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that stand in no block of code, with their indexes."""
    fence = ""
    for at, line in enumerate(lines):
        if ("```" in line or "~~~" in line) and (mark := FENCE.match(line)):
            sign = mark[0].strip()[0]
            fence = sign if not fence else "" if sign == fence else fence
        elif not fence:
            yield at, line


def _read(line: str) -> tuple[str, re.Match[str]] | None:
    if line.lstrip()[:1] not in LETTERS:
        return None
    found = ((bullet, form.match(line)) for bullet, form in FORMS)
    return next(((bullet, met) for bullet, met in found if met), None)
