"""Letters that authors type for bullets: `o 항목` out of Word and mail, `ㅇ항목`, `. 항목`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyguide.notes import displays
from studyguide.notes.code import fences
from studyguide.notes.lists.markers import ORDERED, indent_of, read_marker
from studyguide.notes.rows import Row
from studyguide.notes.source import Source, clean
from studyguide.notes.tex import to_dollars

# a letter that is spoken of: `ㅁ은 입 모양이다`, `ㅇ받침`, `ㅁ자형 한옥`; not `ㅇ은행 제도`
SPOKEN = (
    r"(?:(?:은|는|이|가|을|를|과|와|의|도|만|에서?는?|으?로|처럼|부터|까지|보다|이?라는|이?란"
    r"|하고|이나|입니다|이다)(?![가-힣])|자(?:로|를|는|가|의|형\S*|집\S*|모양\S*)?(?![가-힣])"
    r"|받침|발음|소리|초성|종성)"
)
BLOOD = r"형[은이의을과인]?(?![가-힣])|음성"  # `O 형`
IN, OUT = r"[ \t\u3000]*", r"[ \t\u3000]+"
WORD = r"(?P<word>[가-힣<“‘\"'*\[]|\((?=[가-힣]))"  # not `O (1)`
# what a letter stands for, and how a line begins with it; no word of a sentence begins so
FORMS = (
    ("○", re.compile(rf"{IN}(?P<sign>o){OUT}{WORD}")),
    ("○", re.compile(rf"{IN}(?P<sign>O){OUT}(?!{BLOOD}){WORD}")),
    ("○", re.compile(rf"{IN}(?P<sign>ㅇ)(?P<word>(?!{SPOKEN})[가-힣])")),
    ("□", re.compile(rf"{IN}(?P<sign>ㅁ)(?P<word>(?!{SPOKEN})[가-힣])")),
    ("·", re.compile(rf"{IN}(?P<sign>\.)[ \t]+(?P<word>[가-힣A-Z\d(])")),
    ("○", re.compile(rf"{IN}(?P<sign>o){OUT}\d")),  # `o 2024년`, where other lines prove it
)
LETTERS = frozenset("oOㅇㅁ.")
SPACED = {  # the same bullets as they are meant to be
    "ㅇ": re.compile(rf"{IN}(?:○|ㅇ[ \t\u3000])"),
    "ㅁ": re.compile(rf"{IN}(?:□|ㅁ[ \t\u3000])"),
}
# a note on letters: `획을 더하면 ㅂ이 된다`; one that asks what is true: `x 달은 별이다`, `O, X`
ON_LETTERS = re.compile(rf"\s*[^\sㄱ-ㅣ].*?(?<![ㄱ-ㅣ])[ㄱ-ㅎ]{SPOKEN}")
QUIZ = re.compile(
    rf"{IN}[xX×✕✗]{OUT}[가-힣]"
    r"|.*?(?:(?<![A-Za-z])[oO]\s?[/,·]?\s?[xX](?![A-Za-z])|퀴즈|참\s?[/,·]?\s?거짓)"
)
# a note in which `O` is a name: `산소`, `H2O`, `O₂`, `O(n)`, `O의 전자`
SYMBOL = re.compile(
    r".*?(?:산소|원자|이온|표기법|(?<![A-Za-z])(?:[A-Z][a-z]?[\d₀-₉]?)?O(?:[\d₀-₉]|\s?\(|[은는이가을를의와과도])"
    r"|(?<![A-Za-z])[A-Z][a-z]?[\d₀-₉]?O(?![A-Za-z]))"
)
TOLD_APART = {"o": QUIZ, "ㅇ": ON_LETTERS, "ㅁ": ON_LETTERS}
STARS = re.compile(r"(\*{1,5})[ \t]+(?=\S)(?!.*\*[ \t]*$)")  # not `** 주의 **`
DISPLAY = re.compile(r"\$\$|\\\[|\\begin\{")  # what may open a formula over several lines
FEWEST = 2  # items that say different things; one line may begin with anything


@dataclass(frozen=True)
class _Met:
    """A line that begins with such a letter: its index, what it proves, the line with a bullet."""

    at: int
    letter: str
    proof: frozenset[str]
    changed: str


def signed(source: Source) -> Source:
    """The note with the bullet in place of each such letter; positions stay as they are.

    >>> signed(Source("a.md", ("o 캐시", "  o 쓰기"))).lines
    ('○ 캐시', '  ○ 쓰기')
    >>> signed(Source("a.md", ("o 지구는 둥글다", "x 달은 별이다", "o 해는 별이다"))).lines[0]
    'o 지구는 둥글다'
    """
    said = [each for each in outside_blocks(source.lines) if each[1].strip()]
    met = list(_met(said))
    proofs: dict[str, set[str]] = {each.letter: set() for each in met}
    for each in met:
        proofs[each.letter] |= each.proof
    for letter, found in proofs.items():
        if form := SPACED.get(letter):
            found |= {line for line in source.lines if form.match(line)}
        if letter in TOLD_APART and any(map(TOLD_APART[letter].match, source.lines)):
            found.clear()
    told = {each.at: each.changed for each in met if len(proofs[each.letter]) >= FEWEST}
    told |= dict(_starred(said))
    lines = (told.get(at, line) for at, line in enumerate(source.lines))
    return replace(source, lines=tuple(lines)) if told else source


def _met(said: Sequence[tuple[int, str]]) -> Iterator[_Met]:
    """The lines that begin with a letter for a bullet; with `O`, only among other bullets."""
    lines = [line for _, line in said]
    found = [(at, *read) for at, line in enumerate(lines) if (read := _read(line))]
    beside = {
        lines[near] for at, _, met in found if met["sign"] == "O" for near in _near(at, lines)
    }
    is_among = any(map(_is_bullet, beside)) and not any(map(SYMBOL.match, lines))
    for at, bullet, met in found:
        if met["sign"] != "O" or is_among:
            start, end = met.span("sign")
            proof = frozenset({met.string.strip()} if "word" in met.re.groupindex else ())
            changed = f"{met.string[:start]}{bullet}{met.string[end:]}"
            yield _Met(said[at][0], met["sign"].lower(), proof, changed)


def _near(at: int, lines: Sequence[str]) -> Iterator[int]:
    return (near for near in (at - 1, at + 1) if 0 <= near < len(lines))


def _is_bullet(line: str) -> bool:
    marker = read_marker(line)
    return marker is not None and marker.kind not in ORDERED and not marker.label


def _starred(said: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """`** 항목` below `* 항목`, as wikis nest: each star but the last stands for a step in.

    >>> list(_starred([*enumerate(["* 변수", "** 이산", "*** 이항", "** 연속", "글", "** 주의"])]))
    [(1, ' * 이산'), (2, '  * 이항'), (3, ' * 연속')]
    """
    above, before = 0, -1  # stars of the item above, and its line
    for at, line in said:
        met = STARS.match(line) if line[:1] == "*" else None
        count = len(met[1]) if met else 0
        is_below = count <= (above if before == at - 1 else 0) + 1
        if count > 1 and is_below:
            yield at, f"{' ' * (count - 1)}{line[count - 1 :]}"
        above, before = (count if is_below else 0), at


def outside_blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that stand in no block of code and in no displayed formula, with their indexes."""
    closings, at = fences.last_closings(lines), 0
    while at < len(lines):
        line = lines[at]
        is_near = "```" in line or "~~~" in line
        if is_near and (met := fences.FENCE.match(line, indent_of(line)[1])):
            at, _ = fences.end_of(lines, at, met, closings)
            continue
        count = _lines_of_display(lines, at) if DISPLAY.search(line) else 1
        if count == 1:
            yield at, line
        at += count


def _lines_of_display(lines: Sequence[str], at: int) -> int:
    row = Row("text", at, to_dollars(clean(lines[at])).strip())
    return len(displays.opened(row, lines, at, 0) or [row])


def _read(line: str) -> tuple[str, re.Match[str]] | None:
    if line.lstrip()[:1] not in LETTERS:
        return None
    found = ((bullet, form.match(line)) for bullet, form in FORMS)
    return next(((bullet, met) for bullet, met in found if met), None)
