"""Keeps signs that Markdown would take for emphasis: `3*224*224`, `__init__.py`."""

import re

# what stays as it is: formulas, targets of links, tags, attributes, escaped signs
APART = r"\$[^$]+\$|\]\([^()\s]*\)|<[^<>\s]+>|\{[^{}]*\}|\\."
# `C:\\dev\\*.log`: a backslash before a sign is the path's own
PATH = r"(?<![A-Za-z])[A-Za-z]:\\[^\s`\"'()<>|$]*"
OWN_SLASH = re.compile(r"\\(?=[*_.\[{#+!~-])")
BEFORE, AFTER = r"(?<=[0-9A-Za-z)\]])", r"(?=[0-9A-Za-z(\[])"
TIMES = rf"{BEFORE}\*{AFTER}"  # `3*224`, `a*(b+c)`
POWER = r"(?<=\d)\*\*(?=\d)|(?<=[A-Za-z)\]])\*\*(?=\d+(?![\d*]))"  # `2**3`, `x**2`
# `*.log`, `src/**/*.py`; not `*.NET* 환경`
GLOB = r"(?<![\w*\])])\*{1,2}(?=/\*|\.[A-Za-z0-9]+(?![A-Za-z0-9*]))"
CODE_NAME = (
    "init|main|name|file|all|dict|slots|version|doc|class|module|new|del|call|repr|str|len|iter"
    "|next|get|set|getitem|setitem|delitem|getattr|setattr|delattr|getattribute|contains|enter"
    "|exit|aenter|aexit|aiter|anext|await|eq|ne|lt|le|gt|ge|hash|bool|int|float|add|sub|mul"
    "|matmul|truediv|floordiv|mod|pow|neg|abs|and|or|xor|invert|radd|rsub|rmul|iadd|isub|index"
    "|format|bytes|sizeof|reduce|copy|deepcopy|annotations|import|builtins|future|pycache|proto"
    "|typename|schema|type|global|device|host|shared|attribute|func|line|path|package|spec"
    "|loader|cached|mro|bases|subclasses|prepare|post_init|missing|reversed|instancecheck"
)
NAME = rf"(?<![\w*])__(?:{CODE_NAME})__(?!\w)|(?<=[./])__\w+?__|__\w+?__(?=[.(/]\w)"
KEPT = re.compile(rf"(?P<path>{PATH})|(?P<apart>{APART})|(?P<sign>{POWER}|{TIMES}|{GLOB}|{NAME})")


def kept(text: str) -> str:
    r"""The text with such signs escaped.

    >>> kept("*.log와 src/**/*.py, *.NET*")
    '\\*.log와 src/\\*\\*/\\*.py, *.NET*'
    >>> kept("3*224*224와 *굵게*, __init__.py")
    '3\\*224\\*224와 *굵게*, \\_\\_init\\_\\_.py'
    >>> kept(r"C:\dev\*.log")
    'C:\\dev\\\\\\*.log'
    """
    if "*" not in text and "__" not in text and ":\\" not in text:
        return text
    return KEPT.sub(_escaped, text)


def _escaped(met: re.Match[str]) -> str:
    if path := met["path"]:
        if "\\\\" in path:  # its author escaped what has to be
            return path
        return OWN_SLASH.sub(r"\\\\", path).replace("*", "\\*").replace("__", "\\_\\_")
    return met["apart"] or re.sub(r"([*_])", r"\\\1", met["sign"])
