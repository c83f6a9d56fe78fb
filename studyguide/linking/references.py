"""What a text can refer to by a label (formulas, figures, tables, sections), and how it says so."""

import difflib
import re
from dataclasses import dataclass, field
from typing import Literal

from studyguide.diagnostics import Pos, Report
from studyguide.hangul import JOSA, josa

Kind = Literal["eq", "fig", "tbl", "sec"]
NAMES: dict[Kind, str] = {"eq": "식", "fig": "그림", "tbl": "표", "sec": "절"}
LABEL_NAME = r"(?:[\w-][\w:.-]*)?\w"  # `step`, `손실-1`; a particle may hang on it: `step를`
LONGEST_LABEL = 80  # characters
IN_LABEL = re.compile(r"[A-Za-z0-9_]")  # no label ends before one of these
LATIN_START = re.compile(r"[A-Za-z0-9_:.-]*[A-Za-z0-9_]")  # `step` of `step를`
# `@eq:step`, `[@fig:a`, `-@tbl:b`, `\eqref{eq:step}`, `\ref{loss}`
REFERENCE = re.compile(
    rf"(?P<open>\[)?(?P<bare>(?<!\w)-)?@(?P<kind>[Ee]q|[Ff]ig|[Tt]bl|[Ss]ec):(?P<label>{LABEL_NAME})"
    r"|\\(?:eq|auto|c)?ref\{(?P<ref>[^{}]+)\}"
)
TAILS = "는|도|만|의|부터|까지|서|써"  # what may follow a particle: 으로는
PARTICLE = re.compile(
    rf"({'|'.join(sorted((re.escape(name) for name in JOSA), key=len, reverse=True))})"
    rf"(?=(?:{TAILS})?(?![가-힣]))"
)


@dataclass(frozen=True)
class Target:
    """One thing with a number: its kind, its anchor in the book, its number and its chapter."""

    kind: Kind
    id: str
    number: str
    chapter: str = ""
    pos: Pos | None = None


@dataclass(frozen=True)
class Labelled:
    """A target with the label that leads to it."""

    label: str
    target: Target

    @property
    def key(self) -> str:
        """Its full name: `fig:loss`."""
        return f"{self.target.kind}:{self.label}"


@dataclass
class Targets:
    """Everything that has a label, by `kind:label`."""

    by_label: dict[str, Target] = field(default_factory=dict)

    def add(self, found: Labelled, report: Report) -> None:
        """Remember a target; of two things with one label the first keeps it."""
        target = found.target
        first = self.by_label.setdefault(found.key, target)
        if (first.id, first.number) != (target.id, target.number):
            report.add("M002", target.pos, label=found.key, first=first.pos or "the same text")

    def read(self, kind: str, text: str) -> tuple[Target | None, str]:
        """The target whose label `text` begins with, and the label; the longest one wins."""
        for end in range(min(len(text), LONGEST_LABEL), 0, -1):
            is_whole = not IN_LABEL.match(text, end)
            if is_whole and (found := self.find(kind, text[:end])):
                return found, text[:end]
        latin = LATIN_START.match(text)
        return None, latin.group() if latin else text

    def find(self, kind: str, label: str) -> Target | None:
        r"""The target of a label; `\ref` names no kind and finds any."""
        return self.by_label.get(self.key(kind, label))

    def key(self, kind: str, label: str) -> str:
        """The full name of a label, `eq:step` of `step`; empty when nothing has it."""
        kinds = [kind.lower()] if kind else list(NAMES)
        plain = label.partition(":")[2] or label
        names = [label, *(f"{each}:{name}" for each in kinds for name in (label, plain))]
        return next((name for name in names if name in self.by_label), "")

    def nearest(self, kind: str, label: str) -> str:
        """A hint: the label most like this one, or how to write it."""
        name = label if label.partition(":")[0] in NAMES else f"{kind or 'eq'}:{label}"
        close = difflib.get_close_matches(name, self.by_label, n=1)
        return f"did you mean “@{close[0]}”?" if close else f"label one with {{#{name}}}"


def names(text: str, label: str) -> bool:
    """Whether a reference means a label: `step를`, `eq:step`.

    >>> names("step를", "step"), names("eq:step", "step"), names("step2", "step")
    (True, True, False)
    """
    plain = text.removeprefix("eq:")
    return plain.startswith(label) and not IN_LABEL.match(plain, len(label))


def shown(target: Target, is_bare: bool = False) -> str:
    """How a text names a target: `식 6.2`, `그림 3.1`, `3.2절`; bare, the number alone.

    >>> shown(Target("fig", "fig-3-1", "3.1")), shown(Target("sec", "s", "3.2"))
    ('그림\\xa03.1', '3.2절')
    """
    if is_bare:
        return target.number
    if target.kind == "sec":
        return f"{target.number}{NAMES['sec'] if '.' in target.number else '장'}"
    return f"{NAMES[target.kind]}\u00a0{target.number}"


def settle_particle(word: str, after: str) -> str:
    """What follows a reference, its particle made to fit.

    >>> settle_particle("식 6.2", "을 보라"), settle_particle("식 6.3", "으로는"), \
        settle_particle("3.2절", "를")
    ('를 보라', '으로는', '을')
    """
    met = PARTICLE.match(after)
    return josa(word, met[1]) + after[met.end() :] if met else after
