"""Makes Korean study notes of a given length, the same for the same length, for measuring."""

from collections.abc import Iterator
from pathlib import Path

PAGES_A_CHAPTER = 10
TERMS = 300
FIRST = ("가람", "누리", "다솜", "마루", "바람", "사슬", "아람", "자락", "차림", "한울")
SECOND = ("계층", "대기열", "묶음", "색인", "저장소", "전송", "조정", "캐시", "토큰", "흐름")
THIRD = ("기법", "단계", "방식")
SUBJECTS = ("요청", "기록", "서버", "모델", "시험", "배포", "화면", "자료", "비용", "장애")
DEEDS = (
    "먼저 받은 것부터 차례로 넘긴다",
    "두 번 적혀도 결과가 달라지지 않게 한다",
    "느려지면 가장 오래된 것을 버린다",
    "한곳에 모아 두었다가 밤에 옮긴다",
    "값이 바뀐 때에만 다시 계산한다",
    "끝난 뒤에 세어 보고 알린다",
    "사람이 보기 전에 한 번 거른다",
)
FORMULAS = (
    r"x_{%d} = \frac{a_{%d} + b}{\sqrt{c^2 + %d}}",
    r"\sum_{i=1}^{%d} w_i x_i \leq \lambda_{%d} + %d",
    r"P(A_{%d} \mid B) = \frac{P(B \mid A_{%d}) P(A)}{P(B) + %d}",
)


def write(folder: Path, pages: int) -> None:
    """Write notes for about `pages` printed pages, `book.yaml` and `glossary.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.yaml").write_text("title: 재어 보는 책\nauthor: [재는 이]\n", "utf-8")
    (folder / "glossary.yaml").write_text("".join(_entries()), "utf-8")
    for first in range(0, pages, PAGES_A_CHAPTER):
        chapter = first // PAGES_A_CHAPTER + 1
        numbers = range(first, min(first + PAGES_A_CHAPTER, pages))
        text = f"# {_pick(SUBJECTS, chapter)} 이야기 {chapter}\n\n" + "".join(map(page, numbers))
        (folder / f"{chapter:03}.md").write_text(text, "utf-8")


def edit(folder: Path) -> None:
    """Change one word in the middle of the book, so that one chapter is another."""
    notes = sorted(folder.glob("*.md"))
    chosen = notes[len(notes) // 2]
    text = chosen.read_text("utf-8")
    chosen.write_text(text.replace("먼저 받은", "가장 먼저 받은", 1), "utf-8")


def page(number: int) -> str:
    """The notes of one page: a section with prose, a list, a formula, a table or some code."""
    more = (_table, _code)[number % 2](number)
    items = "".join(f"{'  ' * (at % 3)}- {sentence(number + at)}\n" for at in range(9))
    prose = " ".join(sentence(number * 3 + at) for at in range(5))
    head = f"## {term(number)} 살펴보기 {number + 1}\n\n"
    return f"{head}{prose}\n\n{items}\n$$ {_formula(number)} $$\n\n{more}\n"


def term(number: int) -> str:
    """One of the 300 headwords.

    >>> term(0), term(299)
    ('가람 계층 기법', '한울 흐름 방식')
    """
    at = number % TERMS
    return f"{FIRST[at // 30]} {SECOND[at % 10]} {THIRD[at // 10 % 3]}"


def sentence(number: int) -> str:
    """A sentence that names a term."""
    subject, deed = _pick(SUBJECTS, number * 7), _pick(DEEDS, number * 5 + number // 7)
    return f"{subject}{_topic(subject)} {term(number * 11)}에서 {deed}."


def _topic(word: str) -> str:
    return "은" if (ord(word[-1]) - ord("가")) % 28 else "는"


def _entries() -> Iterator[str]:
    for number in range(TERMS):
        yield f"- term: {term(number)}\n  definition: {sentence(number + 1)}\n"


def _formula(number: int) -> str:
    return _pick(FORMULAS, number) % (number, number + 1, number + 2)


def _table(number: int) -> str:
    rows = "".join(f"| {number + at} | {_pick(SUBJECTS, at)} | {at * 12} |\n" for at in range(4))
    return f"| 번호 | 이름 | 값 |\n| --- | --- | --- |\n{rows}"


def _code(number: int) -> str:
    return f"```python\ndef step_{number}(queue):\n    return queue.pop({number}) or None\n```\n"


def _pick(words: tuple[str, ...], number: int) -> str:
    return words[number % len(words)]
