r"""Macros that the notes define (`\newcommand`, `\def`), known to all formulas that follow."""

import re
from dataclasses import dataclass, field

from studyguide.formulas.known_macros import Macro, count_arguments
from studyguide.formulas.source import strip_definitions

DEFINES = re.compile(r"\s*\\(?:(?:re|provide)?newcommand|def|gdef|DeclareMathOperator)\b")
NAME = re.compile(r"\\([A-Za-z]+)")


@dataclass
class Macros:
    """The macros of a book in reading order; the first meaning of a name is the book's.

    A formula after a second definition of the same name carries that definition itself.
    """

    first: dict[str, Macro] = field(default_factory=dict)
    now: dict[str, Macro] = field(default_factory=dict)

    def is_definition(self, tex: str) -> bool:
        r"""Whether a text does nothing but define.

        >>> Macros().is_definition(r"\def\R{\mathbb{R}}"), Macros().is_definition(r"\R")
        (True, False)
        """
        return bool(DEFINES.match(tex)) and strip_definitions(tex).tex == ""

    def read(self, tex: str) -> str:
        r"""Take note of a formula's definitions; the formula as it is to be set, or nothing.

        >>> macros = Macros()
        >>> macros.read(r"\def\a{1}"), macros.read(r"\a"), macros.read(r"\def\a{2}")
        ('', '\\a', '')
        >>> macros.read(r"\a + 1")
        '\\renewcommand{\\a}{2}\\a + 1'
        """
        source = strip_definitions(tex)
        self.now |= source.macros
        self.first = {**source.macros, **self.first}
        if not source.tex:
            return ""
        if source.macros:
            return tex
        again = [name for name in NAME.findall(tex) if self.now.get(name) != self.first.get(name)]
        return "".join(map(self._definition, dict.fromkeys(again))) + tex

    def _definition(self, name: str) -> str:
        body, default = self.now[name]
        count = count_arguments(body)
        arguments = f"[{count}]" if count else ""
        arguments += "" if default is None else f"[{default}]"
        return rf"\renewcommand{{\{name}}}{arguments}{{{body}}}"
