"""A formula in spoken Korean, from its MathML tree: `x_t - 1` is “x 아래 t, 빼기 1”.

A comma ends what an index, a power, a root or a fraction holds.
"""

import re
import unicodedata
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from studyguide.formulas.words import ACCENTS, FUNCTIONS, GREEK, POWERS, SIGNS

PAUSES = re.compile(r"\s*,[\s,]*")  # ` , ,` where several parts end together
SUMS = frozenset("∑∏∐∫∬∭∮⋃⋂")
SILENT = frozenset(["mphantom", "mspace", "annotation"])
LEADING = frozenset("(=<>≤≥,[{+−×→∼≈")  # a minus after one of these is a sign


def speak(mathml: str) -> str:
    """What a reader of the formula would say; empty if it has no words.

    >>> speak("<math><msub><mi>x</mi><mi>t</mi></msub><mo>−</mo><mn>1</mn></math>")
    'x 아래 t, 빼기 1'
    """
    said = _row(ElementTree.fromstring(mathml))
    return " ".join(PAUSES.sub(", ", said).split()).strip(" ,")


def _say(node: Element) -> str:
    kind = node.tag.rpartition("}")[2]
    if kind in SILENT:
        return ""
    if kind in ("mi", "mn", "mo", "mtext"):
        return _token(node.text or "", kind)
    return SPEAKERS.get(kind, _row)(node)


def _row(node: Element) -> str:
    words: list[str] = []
    before = "="
    for child in node:
        if child.text in ("−", "-") and before in LEADING:
            words.append("마이너스")
        else:
            words.append(_say(child))
        before = child.text or "x"
    return " ".join(word for word in words if word)


def _token(text: str, kind: str) -> str:
    text = text.strip()
    if kind == "mtext":
        return text.replace("\u00a0", " ")
    plain = unicodedata.normalize("NFKC", text).replace("\u200a", " ").replace("\u2009", " ")
    if plain in FUNCTIONS:
        return FUNCTIONS[plain]
    if text in SIGNS or plain in SIGNS:
        return SIGNS.get(text, SIGNS.get(plain, plain))
    if len(plain) == 1:
        return _letter(plain)
    return plain


def _letter(char: str) -> str:
    low = char.lower()
    if low not in GREEK:
        return char
    return GREEK[low] if low == char else f"대문자 {GREEK[low]}"


def _sub(node: Element) -> str:
    base, under = node
    return f"{_say(base)} 아래 {_say(under)},"


def _sup(node: Element) -> str:
    base, power = node
    return _raised(_say(base), power)


def _subsup(node: Element) -> str:
    base, under, over = node
    if _is_sum(base):
        return _range(node)
    return _raised(f"{_say(base)} 아래 {_say(under)},", over)


def _raised(base: str, power: Element) -> str:
    """A power after its base; “의” only where no pause comes between."""
    said = _power(power)
    return f"{base} {said.removeprefix('의')}" if base.endswith(",") else f"{base}{said}"


def _power(node: Element) -> str:
    said = _say(node)
    text = "".join(node.itertext()).strip()
    if text in POWERS:
        return f" {POWERS[text]}"
    if text in ("∘", "°"):
        return "도"
    if text == "T" or said == "전치":
        return " 전치"
    if said in ("프라임", "두 프라임", "별표", "대거") or text.startswith(("(", "[")):
        return f" {said}" if text[:1] not in "([" else f" 위 {said},"
    return f"의 {said} 제곱,"


def _range(node: Element) -> str:
    base, under, over = node
    return f"{_say(base)} {_say(under)}부터 {_say(over)}까지,"


def _under(node: Element) -> str:
    base, under = node
    accent = {"바": "밑줄"}.get(accent := ACCENTS.get((under.text or "").strip(), ""), accent)
    return f"{_say(base)} {accent}," if accent else f"{_say(base)} 아래 {_say(under)},"


def _over(node: Element) -> str:
    base, over = node
    accent = ACCENTS.get((over.text or "").strip())
    return f"{_say(base)} {accent}" if accent else f"{_say(base)} 위 {_say(over)},"


def _underover(node: Element) -> str:
    base, under, over = node
    if _is_sum(base):
        return _range(node)
    return f"{_say(base)} 아래 {_say(under)}, 위 {_say(over)},"


def _is_sum(node: Element) -> bool:
    return "".join(node.itertext()).strip() in SUMS


def _fraction(node: Element) -> str:
    over, under = node
    if node.get("linethickness") in ("0", "0em", "0pt"):
        return f"{_say(over)}, {_say(under)} 이항계수,"
    return f"{_say(under)} 분의 {_say(over)},"


def _root(node: Element) -> str:
    return f"루트 {_row(node)},"


def _nth_root(node: Element) -> str:
    base, index = node
    return f"{_say(index)} 제곱근 {_say(base)},"


def _table(node: Element) -> str:
    rows = [", ".join(filter(None, map(_say, row))) for row in node]
    columns = max((len(row) for row in node), default=0)
    lines = ", ".join(f"{i}행 {row}" for i, row in enumerate(rows, 1))
    return f"{len(rows)}행 {columns}열, {lines},"


SPEAKERS: dict[str, Callable[[Element], str]] = {
    "msub": _sub,
    "msup": _sup,
    "msubsup": _subsup,
    "munder": _under,
    "mover": _over,
    "munderover": _underover,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "mtable": _table,
}
