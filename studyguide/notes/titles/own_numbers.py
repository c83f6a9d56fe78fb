"""Numbers that authors type before titles: `1. 제목`, `제3장 제목`, `Ⅳ. 제목`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from studyguide.notes.rows import Row

ROMAN = ("Ⅰ I", "Ⅱ II", "Ⅲ III", "Ⅳ IV", "Ⅴ V", "Ⅵ VI", "Ⅶ VII", "Ⅷ VIII", "Ⅸ IX", "Ⅹ X")
NUMBERED = re.compile(  # `3. 제목`, `3장 제목`, `Ⅲ. 제목`, `III. 제목`
    r"^(?:(?:제\s?)?(\d{1,2})(?:\\?[.)][ \t]+|\s?장[.:]?[ \t]+)"
    r"|([Ⅰ-Ⅹ])(?:\\?\.[ \t]*|[ \t]+)|(I{1,3}|IV|VI{0,3}|IX|X)\\?\.[ \t]+)(?=\S)"
)
# behind `#`, where chapters count on so: `1강 벡터`, `제2과. 인사`, `1 Introduction`;
# not `1 on 1`, `1 단계`
LOOSELY = re.compile(
    r"^(?:(?:제\s?)?(\d{1,2})\s?([강과])[.:]?[ \t]+(?=[^\W\d])|(\d{1,2})[ \t]+(?=[A-Z가-힣])"
    r"(?!(?:단계|단원|주차?|일차?|차시?|회|교시|학[기년]|분기|[부편권장절번개명년월강과]|가지)(?![가-힣])))"
)
OWN_NUMBER = re.compile(r'number="?(\d{1,3})"?')  # attribute of a chapter with its author's number
UNNUMBERED = ".unnumbered"  # pandoc's `{-}`; beside a number of the author it asks for that one


def number_of(met: re.Match[str]) -> int:
    """The number before a title that NUMBERED met.

    >>> [number_of(met) for text in ("3장 빛", "Ⅳ. 빛", "IX. 빛") if (met := NUMBERED.match(text))]
    [3, 4, 9]
    """
    if told := met[1] or (met[3] if met.re is LOOSELY else ""):
        return int(told)
    return next(at for at, spelled in enumerate(ROMAN, 1) if (met[2] or met[3]) in spelled.split())


def without(notes: Sequence[Sequence[Row]]) -> list[tuple[Row, ...]]:
    """`# 1. 제목` of the first chapter loses its number: the book prints that.

    Chapters that are numbered otherwise, but all and upwards (`# 3장 …`, `# 5장 …`), keep their
    own numbers: these are what the author refers to. Where every file counts from 1 the book's
    numbers take their place; where they make no sense, those that are right go, and `장` tells.
    A chapter without a number before or among those that count from 1 has none in the book.
    """
    rows = [list(each) for each in notes]
    places = _places(rows)
    typed = _typed([rows[at] for at, _ in places], [i for _, i in places])
    for place in _uncounted(places, typed):
        at, i = place
        row = rows[at][i]
        rows[at][i] = replace(row, attributes=(*row.attributes, UNNUMBERED))
        typed.pop(places.index(place))
        places.remove(place)
    told = [number_of(met) if met else 0 for met in typed]
    counted = list(range(1, len(places) + 1))
    is_own = all(told) and all(first < then for first, then in pairwise(told))
    is_sure = is_own or all(said in (0, number) for said, number in zip(told, counted, strict=True))
    is_sure = is_sure or _begin_anew([at for at, _ in places], told)
    for (at, i), met, said, number in zip(places, typed, told, counted, strict=True):
        if met and (is_sure or (said == number and "장" in met[0])):
            named = (f'number="{said}"',) if is_own and told != counted else ()
            row = rows[at][i]
            rest, col = row.text[met.end() :], row.col + met.end()
            rows[at][i] = replace(row, text=rest, col=col, attributes=(*row.attributes, *named))
    return [tuple(each) for each in rows]


def _places(notes: Sequence[Sequence[Row]]) -> list[tuple[int, int]]:
    """Where the titles of chapters that count stand: note and row."""
    found = ((at, i) for at, rows in enumerate(notes) for i, row in enumerate(rows)
             if _is_numbered(row))  # fmt: skip
    return list(found)


def _typed(notes: Sequence[Sequence[Row]], at: Sequence[int]) -> list[re.Match[str] | None]:
    """The numbers that their author typed before titles, each in its note."""
    places = [*zip(notes, at, strict=True)]
    sure = [NUMBERED.match(rows[i].text) for rows, i in places]
    loose = [None if _is_underlined(rows, i) else LOOSELY.match(rows[i].text) for rows, i in places]
    met = [each for each in loose if each]
    is_one_kind = len({each[2] for each in met}) == 1
    is_run = is_one_kind and _is_run([number_of(each) for each in met])
    return loose if is_run and not any(sure) else sure


def _is_underlined(rows: Sequence[Row], at: int) -> bool:
    return at + 1 < len(rows) and rows[at + 1].kind == "markup"


def _is_run(numbers: Sequence[int]) -> bool:
    return len(numbers) > 1 and [*numbers] == list(range(1, len(numbers) + 1))


def _uncounted(
    places: Sequence[tuple[int, int]], typed: Sequence[re.Match[str] | None]
) -> list[tuple[int, int]]:
    """Chapters without a number before the last of those that count from 1: `# 들어가며`.

    None, if they are more than those: then the book counts.
    """
    last = max((at for at, met in enumerate(typed) if met), default=0)
    numbers = [number_of(met) for met in typed if met]
    found = [place for place, met in zip(places[:last], typed, strict=False) if not met]
    return found if _is_run(numbers) and len(found) <= len(numbers) else []


def _begin_anew(files: Sequence[int], told: Sequence[int]) -> bool:
    """Whether every file counts its chapters from 1: `# 1장. 가` and `# 1장. 나` of another one."""
    by_file: dict[int, list[int]] = {}
    for file, number in zip(files, told, strict=True):
        by_file.setdefault(file, []).append(number)
    return all(found == list(range(1, len(found) + 1)) for found in by_file.values())


def _is_numbered(row: Row) -> bool:
    """Whether this is the title of a chapter that counts."""
    is_chapter = row.kind == "heading" and row.level == 1 and row.info != "preface"
    return is_chapter and UNNUMBERED not in row.attributes
