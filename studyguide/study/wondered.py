"""Knows the headings under which authors put their own questions, and what stands there bare."""

import re
from collections.abc import Sequence

from studyguide.study import DoubtKind, Item
from studyguide.study.posed import ASKS, SAYS
from studyguide.study.text import Text, plain

# A heading under which the author's own questions stand: `질문`, `궁금한 점`, `더 알아볼 것`
OWN_QUESTIONS = re.compile(
    r"\W*(?:\d+[.)]?\s)?(?:(?:남은|나의|내|더|추가|이해\s안\s(?:되는|가는))\s?)?(?:질문|의문|의문점|물음|궁금(?:한\s?(?:점|것|거)|증)"
    r"|모르는\s?(?:점|것|거)|이해\s?(?:못\s?한|안\s?(?:된|되는|가는))\s?(?:점|것|거|부분)|헷갈리는\s?(?:점|것|거)|알아볼\s?(?:점|것|거)"
    r"|(?:open )?questions?)(?:\s?(?:사항|거리|들))?\W*",
    re.IGNORECASE,
)
PLAIN = re.compile(
    r"\W*(?:\d+[.)]?\s)?(?:질문|물음|questions?)\W*$", re.IGNORECASE
)  # may be others'
# `무효화를 누가 알리는지`, `왜 나누는가`
INDIRECT = re.compile(
    r"[는은인을할될일던한된온간난본쓴큰]지\W*$|[는은인던]가\W*$|[할될쓸볼일을]까\W*$"
)
LATER = re.compile(r"알아볼")


def is_own(heading: Text) -> bool:
    """Whether a heading says that the author's own questions stand below it."""
    return bool(OWN_QUESTIONS.fullmatch(plain(heading)))


def wondered(items: Sequence[Item], heading: Text) -> DoubtKind | None:
    """How the items below such a heading are open, if none of them is a statement or answered.

    Below a mere `질문` one of them at least must ask without its sign: a list of questions to
    put to others has names as well.
    """
    if not is_own(heading) or not all(map(_is_bare, items)):
        return None
    if any(_says(item, INDIRECT) for item in items):
        return "question"
    if PLAIN.match(plain(heading)):
        return None
    return "later" if LATER.search(plain(heading)) else "unsure"


def _is_bare(item: Item) -> bool:
    """Whether an item asks, with a `?` or without, or names what is not known."""
    if item.children or len(item.lines) != 1:
        return False
    return _says(item, ASKS) or _says(item, INDIRECT) or not _says(item, SAYS)


def _says(item: Item, form: re.Pattern[str]) -> bool:
    return bool(form.search(plain(item.lines[-1]).strip()))
