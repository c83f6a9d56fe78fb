"""Reads the name of a note as a title: `2022-08-19-react_훅.md`, `03 큐.txt`, `캐시 0f3a….md`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

NOTION_ID = re.compile(r"[ _-]?[0-9a-f]{32}$")  # `캐시 0f3a…` of an export
# `2022-08-19-`, `2022.08.19 `, `20220819_`, `220819 ` before a title
DATE = re.compile(
    r"(?:(?:19|20)\d{2}([.-])\d{1,2}\1\d{1,2}|(?:19|20)?\d{2}[01]\d[0-3]\d)\.?[\s_-]+"
)
# `03-`, `3. `, `(2) `, `1-2 `, `03운영체제`; not `2023 회고`, `3주차`, `2차 시험`, `3D 그림`
NUMBER = re.compile(
    r"(?:[(\[]\d{1,3}[)\]][\s._-]*|\d{1,3}(?:[.-]\d{1,2})*(?:[\s._-]|\)\s*)+|0\d{1,2})(?=\D)"
)
WRITTEN = re.compile(r"[가-힣]|[^\W\d] [^\W\d]|^\d{4}")
FOLDERS = frozenset({"readme", "index", "_index"})  # notes that speak for their folder


def title_of(file: str) -> str:
    """A file's name as a title.

    >>> title_of("notes/03-diffusion_맛보기.md"), title_of("3주차 회고.txt")
    ('diffusion 맛보기', '3주차 회고')
    >>> title_of("2022-08-19-react.md"), title_of("2022-08-19.md"), title_of("큐/README.md")
    ('react', '2022-08-19', '큐')
    """
    folder = _folder(file)
    if PurePosixPath(file).stem.casefold() in FOLDERS and folder:
        return title_of(f"{folder}.md")
    whole = stem = _stem(file)
    for known in (DATE, NUMBER):
        if (rest := known.sub("", stem, count=1) if known.match(stem) else "") and _says(rest):
            stem = rest
    return _spaced(stem) or whole


def is_written(file: str) -> bool:
    """Whether a file has a name to be read: `확률 기초`, `2023-06-01`; `lecture_03` is none.

    >>> is_written("확률.md"), is_written("Bayes theorem.md"), is_written("03 lecture_3.md")
    (True, True, False)
    """
    return bool(WRITTEN.search(_stem(file)))


def _says(rest: str) -> bool:
    return any(char.isalpha() for char in rest)


def _spaced(stem: str) -> str:
    return stem.replace("_", " ").strip(" -")


def titles_of(files: Sequence[str]) -> dict[str, str]:
    """The title of each file: where two are the same, with all that tells them apart.

    >>> list(titles_of(["1주차/정리.md", "2주차/정리.md", "01 큐.md", "02 큐.md"]).values())
    ['1주차 정리', '2주차 정리', '01 큐', '02 큐']
    """
    found = {file: title_of(file) for file in files}
    for fuller in (_whole, _in_folder):
        count = Counter(found.values())
        twins = [file for file, title in found.items() if count[title] > 1]
        found |= {file: fuller(file) for file in twins}
    return found


def _whole(file: str) -> str:
    return _spaced(_stem(file))


def _in_folder(file: str) -> str:
    folder = _folder(file)
    return f"{title_of(f'{folder}.md')} {title_of(file)}" if folder else _whole(file)


def _stem(file: str) -> str:
    """The name of a file without folder, suffix and the number that Notion puts behind it."""
    stem = PurePosixPath(unicodedata.normalize("NFC", file)).stem
    return NOTION_ID.sub("", stem) or stem


def _folder(file: str) -> str:
    return PurePosixPath(unicodedata.normalize("NFC", file)).parent.name
