"""The facts that the 판권 of both outputs gives."""

from itertools import groupby

from studyguide.config import Book
from studyguide.hangul import with_josa

SANS = "프리텐다드"
BODY = {"print-a4": SANS}  # by theme, where it is not that of the press


def facts(book: Book) -> list[tuple[str, str]]:
    """Label and value of each line; what book.yaml leaves out has none."""
    rows = (
        ("지은이", " · ".join(book.author)),
        ("펴낸곳", book.publisher),
        ("판", book.edition),
        ("펴낸 날", korean_date(book.date)),
    )
    return [(label, value) for label, value in rows if value]


def typefaces(book: Book) -> str:
    """What the book is set in on paper, as far as it is the press that brought it.

    >>> from pathlib import Path
    >>> typefaces(Book(root=Path(), title="", theme="print-a4", fonts={"mono": Path("my.ttf")}))
    '본문과 제목은 프리텐다드로 짰다.'
    """
    rows = (
        ("serif", "본문", BODY.get(book.theme, "Noto Serif KR")),
        ("sans", "제목", SANS),
        ("mono", "코드", "D2Coding"),
    )
    ours = [(part, face) for name, part, face in rows if name not in book.fonts]
    if not ours:
        return ""
    said = []
    for face, group in groupby(ours, key=lambda row: row[1]):
        first, *others = (part for part, _ in group)
        parts = f"{with_josa(first, '과/와')} {others[0]}" if others else first
        said.append(f"{with_josa(parts, '은/는')} {face}")
    return with_josa(", ".join(said), "으로/로") + " 짰다."


def korean_date(date: str) -> str:
    """The date of `book.yaml` as a Korean colophon gives it.

    >>> korean_date("2022-12-04")
    '2022년 12월 4일'
    """
    numbers = [str(int(part)) for part in date.split("-") if part]
    return " ".join(n + unit for n, unit in zip(numbers, "년월일", strict=False))
