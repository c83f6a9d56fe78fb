"""Says things on a terminal, and in logs of machines that obey: no sign of the notes is obeyed.

A runner of workflows takes a line that begins with `::error` for a command, and `##[add-mask]`
anywhere in one.
"""

import re
import sys

from studyguide.book_folder import HIDDEN

COMMAND = re.compile(r"^\s*(:)(?=:)|##(\[)", re.MULTILINE)  # `::set-output`, `글 ##[add-mask]`
IN_JSON = re.compile(rf"(?!\n){HIDDEN.pattern}|(?<=##)\[")


def printable(text: str) -> str:
    r"""The lines as a terminal shows them, every sign that it would obey as its escape.

    >>> printable("::error::\x1b[2J\n글 ##[debug]")
    '\\x3a:error::\\x1b[2J\n글 ##\\x5bdebug]'
    """
    lines = (HIDDEN.sub(_escaped, line) for line in text.split("\n"))
    return COMMAND.sub(_without_command, "\n".join(lines))


def tell(text: str, is_aside: bool = False) -> None:
    """Print lines; `is_aside` are those that no program reads on."""
    print(printable(text), file=sys.stderr if is_aside else sys.stdout, flush=True)


def tell_json(text: str) -> None:
    """Print JSON, which any program reads back as it was."""
    print(IN_JSON.sub(lambda met: f"\\u{ord(met[0]):04x}", text))


def _escaped(met: re.Match[str]) -> str:
    return met[0].encode("unicode_escape").decode()


def _without_command(met: re.Match[str]) -> str:
    sign = met[1] or met[2]
    return met[0].removesuffix(sign) + f"\\x{ord(sign):02x}"
