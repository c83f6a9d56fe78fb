"""Says in Korean what Invoke cannot make of a command line, with the name that was meant."""

import difflib
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from invoke.collection import Collection
from invoke.exceptions import ParseError

from studyguide.diagnostics import Lang
from studyguide.faults import ENGLISH
from studyguide.wording import say

UNKNOWN = re.compile(r"No idea what '(.*)' is!")  # `./invoke pfd`, `./invoke pdf --boook x`
VALUELESS = re.compile(r"Flag <Argument: (\S+).*> needed value")  # `./invoke pdf --book`
UNNAMED = re.compile(r"'(.*)' did not receive required .*: '(.*)'")  # `./invoke new`


def explain(tasks: Collection, words: Sequence[str] = tuple(sys.argv[1:])) -> None:
    """Let what Invoke prints of a wrong command line be plain, for these tasks."""
    lang: Lang = "en" if ENGLISH.search(" ".join(words)) else "ko"

    def said(error: ParseError) -> str:
        flags = error.context.flags if error.context else ()
        return in_words(str(error.args[0]), [*tasks.task_names, *flags], lang)

    ParseError.__str__ = said  # type: ignore[assignment, method-assign]  # what Invoke prints


def in_words(text: str, names: Iterable[str], lang: Lang = "ko") -> str:
    """What Invoke said, in the person's language; `names` are those that would do.

    >>> in_words("No idea what 'pfd' is!", ["pdf", "epub"])
    '“pfd”: 그런 명령이나 옵션이 없다. pdf인가? ./invoke --list가 모두 보인다'
    """
    if (met := UNKNOWN.fullmatch(text)) and Path(met[1]).is_dir():
        return say(lang, "a folder", folder=met[1])
    if met := UNKNOWN.fullmatch(text):
        near = difflib.get_close_matches(met[1], list(names), n=1)
        meant = say(lang, "meant", word=near[0]) if near else ""
        return say(lang, "unknown name", word=met[1], meant=meant)
    if met := VALUELESS.match(text):
        return say(lang, "no value", option=met[1])
    if met := UNNAMED.fullmatch(text):
        return say(lang, "no argument", task=met[1], word=met[2].upper())
    return text
