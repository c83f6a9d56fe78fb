"""Judges addresses: what a link of a book may lead to, spelled as every reader accepts it."""

import re
import unicodedata
from urllib.parse import quote, unquote

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")  # `https:`; `C:` is a drive, not a scheme
ALLOWED = frozenset({"http", "https", "mailto", "tel"})
# `//user@host:80` and what follows it
WEB = re.compile(r"//(?:([^/?#@]*)@)?([^/?#@]*?)(?::(\d{1,5}))?([/?#].*)?", re.DOTALL)
LABEL = re.compile(r"[^\s.:\[\]%<>\"\\^`{|}]{1,63}")  # one name between the dots of a host
ILLEGAL = re.compile(r"[\"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})")  # RFC 3986 section 2
HIGHEST_PORT = 65535


class Refused(ValueError):
    """An address that no book may carry; the text says why."""


def scheme_of(url: str) -> str:
    """The scheme in small letters, or nothing; blanks and controls do not hide it.

    Browsers take them away too (URL Standard, section 4.4).

    >>> scheme_of("java\\nscript:alert(1)"), scheme_of("\\x01javascript:alert(1)")
    ('javascript', 'javascript')
    """
    before, colon, _ = url.partition(":")
    if not colon:
        return ""
    met = SCHEME.match("".join(char for char in before if not _is_invisible(char)) + colon)
    return met[1].lower() if met else ""


def is_forbidden(url: str) -> bool:
    """Whether an address has a scheme that no book may carry: it runs, or reads what is no page."""
    return scheme_of(url) not in {"", *ALLOWED}


def settled(url: str) -> str:
    """An outer address with what URLs forbid percent-encoded. Raises Refused.

    >>> settled("https://ko.example/가 나?[1]")
    'https://ko.example/가%20나?%5B1%5D'
    """
    scheme = scheme_of(url)
    if scheme not in ALLOWED:
        raise Refused(f"`{scheme}:` is no address of a page" if scheme else "it has no `https:`")
    rest = url.strip().partition(":")[2].strip()
    if scheme == "tel":
        rest = "".join(unquote(rest).split())
    if not rest:
        raise Refused("the address is empty")
    return f"{scheme}:{_web(rest) if scheme.startswith('http') else _legal(rest)}"


def _web(rest: str) -> str:
    met = WEB.fullmatch(rest)
    if not met:
        raise Refused("it names no site")
    user, host, port, path = met.groups()
    if not all(LABEL.fullmatch(label) for label in host.removesuffix(".").split(".")):
        raise Refused("it names no site")
    if port and int(port) > HIGHEST_PORT:
        raise Refused("it names no site")
    before = f"{_legal(user)}@" if user else ""
    place, mark, fragment = (path or "").partition("#")
    after = mark + _legal(fragment).replace("#", "%23") if mark else ""
    return f"//{before}{host}{':' + port if port else ''}{_legal(place)}{after}"


def _legal(text: str) -> str:
    return "".join(quote(char) if _is_illegal(text, at) else char for at, char in enumerate(text))


def _is_illegal(text: str, at: int) -> bool:
    return _is_invisible(text[at]) or bool(ILLEGAL.match(text, at))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char)[0] in "ZC"
