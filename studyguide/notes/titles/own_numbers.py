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
    r"^(?:(?:제\s?)?(\d{1,2})\s?([강과])[.:]?[ \t]+(?=[*_`\[]*[^\W\d])"
    r"|(\d{1,2})[ \t]+(?=[A-Z가-힣])(?!(?:단계|단원|주차?|일차?|차시?|회|교시|학[기년]"
    r"|분기|가지|인칭|호선|차원|번째|세대|[부편권장절번개명년월강과대종형급군인위])(?![가-힣])))"
)
OWN_NUMBER = re.compile(r'number="?(\d{1,3})"?')  # attribute of a chapter with its author's number
TYPED = "typed"  # attribute of a title: the number that stood before it, in letters and digits
UNNUMBERED = ".unnumbered"  # pandoc's `{-}`; beside a number of the author it asks for that one


def number_of(met: re.Match[str]) -> int:
    """The number before a title that NUMBERED met.

    >>> [number_of(met) for text in ("3장 빛", "Ⅳ. 빛", "IX. 빛") if (met := NUMBERED.match(text))]
    [3, 4, 9]
    """
    if told := met[1] or (met[3] if met.re is LOOSELY else ""):
        return int(told)
    return next(at for at, spelled in enumerate(ROMAN, 1) if (met[2] or met[3]) in spelled.split())


def begins_with_number(title: str) -> bool:
    """Whether a title could count its chapter."""
    return bool(NUMBERED.match(title) or LOOSELY.match(title))


def without(notes: Sequence[Sequence[Row]]) -> list[tuple[Row, ...]]:
    """`# 1. 제목` of the first chapter loses its number: the book prints that.

    Chapters that are numbered otherwise, but all and upwards (`# 3장 …`, `# 5장 …`), keep their
    own numbers: these are what the author refers to. Where every file counts from 1 the book's
    numbers take their place; where they make no sense, those that are right go, and `장` tells.
    A chapter without a number before or among those that count from 1 has none in the book.
    """
    rows = [list(each) for each in notes]
    places = _places(rows)
    titles = [rows[at][i] for at, i in places]
    typed = _typed([row.text for row in titles])
    uncounted = {*_uncounted([at for at, _ in places], titles, typed)}
    for at, i in (places[k] for k in uncounted):
        row = rows[at][i]
        rows[at][i] = replace(row, attributes=(*row.attributes, UNNUMBERED))
    places = [place for k, place in enumerate(places) if k not in uncounted]
    typed = [met for k, met in enumerate(typed) if k not in uncounted]
    told = [number_of(met) if met else 0 for met in typed]
    counted = list(range(1, len(places) + 1))
    is_own = all(told) and all(first < then for first, then in pairwise(told))
    is_sure = is_own or all(said in (0, number) for said, number in zip(told, counted, strict=True))
    is_sure = is_sure or _begin_anew([at for at, _ in places], told)
    for (at, i), met, said, number in zip(places, typed, told, counted, strict=True):
        if met and (is_sure or (said == number and "장" in met[0])):
            row = rows[at][i]
            named = [f'number="{said}"'] if is_own and told != counted else []
            named.append(f'{TYPED}="{"".join(filter(str.isalnum, met[0]))}"')
            rest, col = row.text[met.end() :], row.col + met.end()
            rows[at][i] = replace(row, text=rest, col=col, attributes=(*row.attributes, *named))
    return [tuple(each) for each in rows]


def _places(notes: Sequence[Sequence[Row]]) -> list[tuple[int, int]]:
    """Where the titles of chapters that count stand: note and row."""
    return [(at, i) for at, rows in enumerate(notes) for i, row in enumerate(rows)
            if _is_numbered(row)]  # fmt: skip


def _typed(titles: Sequence[str]) -> list[re.Match[str] | None]:
    """The numbers that their author typed before titles."""
    sure = [NUMBERED.match(title) for title in titles]
    loose = [LOOSELY.match(title) for title in titles]
    met = [each for each in loose if each]
    is_one_kind = len({each[2] for each in met}) == 1
    is_run = is_one_kind and _is_run([number_of(each) for each in met])
    return loose if is_run and not any(sure) and not _are_counters(met) else sure


def _are_counters(met: Sequence[re.Match[str]]) -> bool:
    """Whether bare numbers belong to the words behind them: `1 사분면`, `2 사분면`."""
    words = [each.string[each.end() :].split()[0].casefold() for each in met if each[3]]
    return len({*words}) < len(words)


def _is_run(numbers: Sequence[int]) -> bool:
    return len(numbers) > 1 and [*numbers] == list(range(1, len(numbers) + 1))


def _uncounted(
    files: Sequence[int], titles: Sequence[Row], typed: Sequence[re.Match[str] | None]
) -> list[int]:
    """Chapters without a number before the last of those that count from 1: `# 들어가며`.

    And those behind that have the same title. None, if they are more than the counted ones, have
    numbers of their own, or stand in files beside the one that counts: then the book counts.
    """
    last = max((at for at, met in enumerate(typed) if met), default=0)
    numbers = [number_of(met) for met in typed if met]
    found = [at for at, met in enumerate(typed[:last]) if not met]
    is_theirs = _counts_for(files, typed, {files[at] for at in found})
    has_own = any(OWN_NUMBER.fullmatch(told) for at in found for told in titles[at].attributes)
    if has_own or not (_is_run(numbers) and is_theirs and len(found) <= len(numbers)):
        return []
    same = {titles[at].text for at in found}
    return [*found, *(at for at in range(last + 1, len(titles)) if titles[at].text in same)]


def _counts_for(
    files: Sequence[int], typed: Sequence[re.Match[str] | None], others: set[int]
) -> bool:
    """Whether the counting is that of `others` too: it goes on over files, or is in theirs.

    Or in every later one: a file of its own is a preface.
    """
    counting = {file for file, met in zip(files, typed, strict=True) if met}
    return len(counting) > 1 or all(
        file in counting or {each for each in files if each > file} <= counting for file in others
    )


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
