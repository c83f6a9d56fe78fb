"""What stands in the TeX of a formula besides the formula: labels, tags and macro definitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from studyguide.formulas.known_macros import DEFAULT_MACROS, Macro, count_arguments

# `\label{eq:loss}` but not the line end before a word, `\\label`; `{#eq:loss}`, which means
# nothing to TeX, where the author closed the formula behind it
LABEL = re.compile(r"(?<!\\)((?:\\\\)*)(?:\\label\s*\{([^{}]*)\}|\{#(eq:[\w:.-]*\w)[^{}]*\})[ \t]*")
# `\tag{6.2}`, `\tag*{손실}`; one level of braces inside
TAG = re.compile(r"(?<!\\)((?:\\\\)*)\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}[ \t]*")
# `\newcommand{\R}`, `\renewcommand*\R`, `\def\R`, with `[2][x]` for the arguments and a default
DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def|gdef)\*?\s*"
    r"(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[\d\](?:\[([^\[\]]*)\])?|(?:#\d)+)?\s*(?=\{)"
)
NAME = re.compile(r"\\([A-Za-z]+)")  # `\R`
# `\DeclareMathOperator*{\argmin}`
OPERATOR = re.compile(r"\\DeclareMathOperator(\*?)\s*\{\s*\\([A-Za-z]+)\s*\}\s*(?=\{)")


@dataclass(frozen=True)
class Source:
    """The formula alone, and what was written into it for others to use."""

    tex: str
    labels: tuple[str, ...] = ()
    tag: str | None = None
    macros: Mapping[str, Macro] = field(default_factory=dict)


def strip_label(tex: str) -> Source:
    r"""Take every label and `\tag` out of a formula; of the tags the first counts.

    >>> strip_label(r"x = 1 \label{eq:x} \tag{A}")
    Source(tex='x = 1', labels=('eq:x',), tag='A', macros={})
    """
    labels = tuple((label[2] or label[3] or "").strip() for label in LABEL.finditer(tex))
    tag = TAG.search(tex)
    bare = TAG.sub(r"\1", LABEL.sub(r"\1", tex)).strip()
    return Source(bare, labels, tag.group(2).strip() if tag else None)


def strip_definitions(tex: str) -> Source:
    r"""Take macro definitions out of a formula; a formula that only defines becomes empty.

    >>> strip_definitions(r"\newcommand{\loss}[1]{L_{#1}} \loss{x}").macros
    {'loss': Macro(body='L_{#1}', default=None)}
    """
    macros: dict[str, Macro] = {}
    for pattern in (DEFINITION, OPERATOR):
        tex = _harvest(tex, pattern, macros)
    return Source(tex.strip(), macros=macros)


def definition_spans(tex: str) -> list[tuple[int, int]]:
    r"""Where the macro definitions of a text stand, from left to right.

    >>> definition_spans(r"앞 \def\R{x} 뒤")
    [(2, 11)]
    """
    found = []
    for pattern in (DEFINITION, OPERATOR):
        for met in pattern.finditer(tex):
            end = closing_brace(tex, met.end())
            if end is not None:
                found.append((met.start(), end + 1))
    return sorted(found)


def _harvest(tex: str, pattern: re.Pattern[str], macros: dict[str, Macro]) -> str:
    at = 0
    while found := pattern.search(tex, at):
        end = closing_brace(tex, found.end())
        if end is None:
            return tex
        body = tex[found.end() + 1 : end]
        macros.update([_macro(pattern, found, body)])
        tex, at = tex[: found.start()] + tex[end + 1 :], found.start()
    return tex


def _macro(pattern: re.Pattern[str], found: re.Match[str], body: str) -> tuple[str, Macro]:
    if pattern is OPERATOR:
        return found.group(2), Macro(rf"\operatorname{found.group(1)}{{{body}}}")
    return found.group(1) or found.group(2), Macro(body, found.group(3))


def closing_brace(tex: str, at: int) -> int | None:
    r"""The place of the brace that closes the one at `at`; None if there is none.

    >>> closing_brace(r"{a{b}\}}", 0)
    7
    """
    depth = 0
    for i in range(at, len(tex)):
        if tex[i] in "{}" and not is_escaped(tex, i):
            depth += 1 if tex[i] == "{" else -1
            if depth == 0:
                return i
    return None


def is_escaped(tex: str, at: int) -> bool:
    r"""Whether an odd number of backslashes stands before this place (`\}`, not `\\}`)."""
    start = at
    while start and tex[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def macro_table(macros: Mapping[str, str | Macro]) -> dict[str, list[object]]:
    """Macros as MathJax wants them: name → body, number of arguments, what the first one is else.

    >>> macro_table({r"\\v": r"\\vec{#1}"})["v"]
    ['\\\\vec{#1}', 1]
    """
    own = {name.lstrip("\\"): body for name, body in macros.items()}
    return {name: _entry(body) for name, body in sorted({**DEFAULT_MACROS, **own}.items())}


def _entry(macro: str | Macro) -> list[object]:
    body, default = (macro, None) if isinstance(macro, str) else macro
    return [body, count_arguments(body), *([] if default is None else [default])]


def self_contained(tex: str, macros: Mapping[str, str | Macro]) -> str:
    r"""A formula for a program that knows plain LaTeX alone: with the macros it uses before it.

    >>> self_contained(r"x \in \R", {}), self_contained(r"\a", {"a": r"\R^2"})
    ('\\def\\R{\\mathbb{R}}x \\in \\R', '\\def\\R{\\mathbb{R}}\\def\\a{\\R^2}\\a')
    """
    known = {**DEFAULT_MACROS, **macros}
    used: dict[str, str | Macro] = {}
    todo = [tex]
    while todo:
        for name in NAME.findall(todo.pop()):
            if name in known and name not in used:
                used[name] = known[name]
                todo.append(str(_entry(known[name])[0]))
    return "".join(_definition(name, used[name]) for name in sorted(used)) + tex


def _definition(name: str, macro: str | Macro) -> str:
    body, count, *default = _entry(macro)
    if default:
        return rf"\newcommand{{\{name}}}[{count}][{default[0]}]{{{body}}}"
    arguments = "".join(f"#{n}" for n in range(1, int(str(count)) + 1))
    return rf"\def\{name}{arguments}{{{body}}}"
