"""Tells which choices the author calls right: by their names, `③`, or by their words, `소금`."""

import re
import unicodedata
from collections.abc import Sequence

from studyguide.study.text import Text, join, plain

# what stands before a choice: `①`, `A.`, `(B)`, `c)`, `2)`, `ㄱ.`, `(가)`
LABEL = re.compile(
    r"(?:^|\s)\(?(?P<name>[①-⑮ⓐ-ⓗ㉠-㉭]|[A-H](?=\s?[.):])|[a-h1-9](?=\))|[ㄱ-ㅎ](?=[.)])|[가나다라마바사](?=\)))\s?[.):]?\s*(?=\S)"
)
_SIGN = "①-⑮ⓐ-ⓗ㉠-㉭"
_NAME = rf"\(?(?:[{_SIGN}]+|[A-Ha-hㄱ-ㅎ1-9]|[가나다라마바사](?=\)))\)?(?:\s?번)?"
NAMES = re.compile(rf"{_NAME}(?:\s?(?:[,·/]|와|과|및)\s?{_NAME})*")  # `③`, `2번`, `(B)`, `ㄱ, ㄷ`
NAME = re.compile(rf"[{_SIGN}A-Ha-hㄱ-ㅎ1-9가나다라마바사]")
SIGN = re.compile(rf"[{_SIGN}]")
# what may stand behind `B`: nothing, a stop, a bracket; `3 (개)` is no name
BEHIND = re.compile(r"\s?(?:[.)\]:]?\s*$|[.)\]:]\s|(?<![1-9])(?<![1-9]\s)[(\[])")
BETWEEN = " .,:;([-–—→"  # between a name and the choice's own words
LOOSE = re.compile(r"\s+|\.(?!\d)")  # in `2 m/s.`, which is `2m/s` too


def right(told: Text, options: Sequence[Text]) -> Text:
    """The choices that a text names or says; the text itself when that is not certain.

    >>> from studyguide.study.text import words
    >>> options = [words(choice) for choice in ("① 3 개", "② 2 개", "③ 1 개")]
    >>> [plain(right(words(told), options)) for told in ("③", "3번", "3 개", "3 m", "①, ②")]
    ['③ 1 개', '③ 1 개', '① 3 개', '3 m', '① 3 개, ② 2 개']
    """
    labels = {_name(option): option for option in options}
    said = [option for option in options if _bare(_words(option)) == _bare(plain(told)) != ""]
    named = _named(plain(told), labels)
    if said and named and said != named:
        return told  # `3` where a choice is `3`, and another one the third
    first, *others = said[:1] or named or [told]
    return join(first, *(part for option in others for part in (", ", option)))


def _named(told: str, options: dict[str, Text]) -> list[Text]:
    """The choices that a text names, if it does nothing else."""
    met = NAMES.match(told)
    if not met:
        return []
    names = [_folded(name) for name in NAME.findall(met[0])]
    found = [options[name] for name in names if name in options]
    is_name = len(found) == len(names) and _ends(met, found[-1])
    return found if is_name else []


def _ends(met: re.Match[str], last: Text) -> bool:
    """Whether what stands behind names may stand there, as nothing or the choice's own words."""
    behind = met.string[met.end() :]
    if SIGN.search(met[0]):
        return not SIGN.search(behind)
    return BEHIND.match(met.string, met.end()) is not None or _says(behind, last)


def _says(behind: str, option: Text) -> bool:
    """Whether the words of a choice stand there: `소금`, `(소금)`, `: 소금.`, not `소금물`."""
    said, words = behind.lstrip(BETWEEN).casefold(), _words(option).rstrip(" .").casefold()
    return bool(words) and said.startswith(words) and not said[len(words) :][:1].isalnum()


def _name(option: Text) -> str:
    met = LABEL.match(plain(option))
    return _folded(met["name"]) if met else ""


def _words(option: Text) -> str:
    shown = plain(option)
    met = LABEL.match(shown)
    return shown[met.end() :] if met else shown


def _folded(name: str) -> str:
    """A name without its circle: `ⓑ` and `B` are one, `㉡` and `ㄴ`, `②` and `2`."""
    return unicodedata.normalize("NFKC", name).casefold()


def _bare(text: str) -> str:
    return LOOSE.sub("", text).casefold()
