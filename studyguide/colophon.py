"""The facts that the 판권 of both outputs gives."""

from studyguide.config import Book


def facts(book: Book) -> list[tuple[str, str]]:
    """Label and value of each line; what book.yaml leaves out has none."""
    rows = (
        ("지은이", " · ".join(book.author)),
        ("펴낸곳", book.publisher),
        ("판", book.edition),
        ("펴낸 날", korean_date(book.date)),
    )
    return [(label, value) for label, value in rows if value]


def korean_date(date: str) -> str:
    """The date of `book.yaml` as a Korean colophon gives it.

    >>> korean_date("2022-12-04")
    '2022년 12월 4일'
    """
    numbers = [str(int(part)) for part in date.split("-") if part]
    return " ".join(n + unit for n, unit in zip(numbers, "년월일", strict=False))
