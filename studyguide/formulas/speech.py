"""A formula in spoken Korean, from its MathML tree: `x_t - 1` is “x 아래 t, 빼기 1”.

A comma ends what an index, a power, a root or a fraction holds.
"""

import re
import unicodedata
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from studyguide.formulas import primes
from studyguide.formulas.comparisons import Text, compared
from studyguide.formulas.styles import SAID, holds_text, tell_apart
from studyguide.formulas.words import ACCENTS, BARS, CHARGES, FUNCTIONS, GREEK, POWERS, SIGNS
from studyguide.hangul import josa

PAUSES = re.compile(r"\s*,[\s,]*")  # ` , ,` where several parts end together
SUMS = frozenset("∑∏∐∫∬∭∮⋃⋂")
SILENT = frozenset(["mphantom", "mspace", "annotation"])
WHOLE = frozenset(["argmin", "argmax"])  # names that TeX writes as two
LEADING = frozenset("(=<>≤≥,[{+−×→∼≈")  # a minus after one of these is a sign


def speak(mathml: str) -> str:
    """What a reader of the formula would say; empty if it has no words.

    >>> speak("<math><msub><mi>x</mi><mi>t</mi></msub><mo>−</mo><mn>1</mn></math>")
    'x 아래 t, 빼기 1'
    """
    root = ElementTree.fromstring(mathml)
    tell_apart(root)
    said = _row(root)
    return " ".join(PAUSES.sub(", ", said).split()).strip(" ,")


def _say(node: Element) -> str:
    kind = _kind(node)
    if kind in SILENT:
        return ""
    if kind == "mrow" and (name := _letters(node)) in WHOLE:
        return FUNCTIONS[name]
    if kind in ("mi", "mn", "mo", "mtext"):
        return f"{node.get(SAID, '')} {_token(node.text or '', kind)}".strip()
    return SPEAKERS.get(kind, _row)(node)


def _kind(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _letters(node: Element) -> str:
    """All its text without blanks, styled letters as plain ones."""
    return "".join(unicodedata.normalize("NFKC", "".join(node.itertext())).split())


def _row(node: Element) -> str:
    words: list[str] = []
    before = "="
    fences = _fences(node)
    children = list(node)
    for at, child in enumerate(children):
        if at in fences:
            words.append(fences[at])
        elif child.text in ("−", "-") and before in LEADING:
            words.append("마이너스")
        elif child.text == "{" and _opens_cases(children[at + 1 :]):
            words.append(_cases(_table_in(children[at + 1])))
            words += map(_say, children[at + 2 :])
            break
        else:
            words.append(Text(_say(child)) if holds_text(child) else _say(child))
        before = child.text or "x"
    return " ".join(compared([word for word in words if word]))


def _fences(node: Element) -> dict[int, str]:
    """The places in a row where bars open and close (`|x|`), and where brackets are silent."""
    found: dict[int, str] = {}
    opened: dict[str, int] = {}
    before = "="
    for at, child in enumerate(node):
        bar = _bar_of(child)
        if bar and bar in opened and at > opened[bar] + 1:
            found[opened.pop(bar)] = f"{BARS[bar]} 열고"
            sign = child if _kind(child) == "mo" else child[0]
            sign.text = f"{BARS[bar]} 닫고"
        elif bar and _kind(child) == "mo" and _leads(before):
            opened[bar] = at
        elif _is_choice(child) and _text_at(node, at - 1) == "(":
            found |= {at - 1: "", at + 1: ""}
        before = (child.text or "x").strip() or "x"
    return found


def _bar_of(node: Element) -> str:
    """The bar that a sign is, or that carries an index or a power (`|x|^2`)."""
    sign = node[0] if _kind(node) in ("msub", "msup", "msubsup") else node
    text = (sign.text or "").strip() if _kind(sign) == "mo" else ""
    return text if text in BARS else ""


def _leads(before: str) -> bool:
    """Whether a bar behind this opens: after a sign, a bracket, the name of a function."""
    return before in LEADING or before in BARS or before in FUNCTIONS or before.endswith("닫고")


def _text_at(node: Element, at: int) -> str:
    return (node[at].text or "") if 0 <= at < len(node) else ""


def _is_choice(node: Element) -> bool:
    """Whether this is `\\binom` without its brackets."""
    inner = node
    while _kind(inner) in ("mrow", "mstyle") and len(inner) == 1:
        inner = inner[0]
    return _kind(inner) == "mfrac" and inner.get("linethickness") in ("0", "0em", "0pt")


def _table_in(node: Element) -> Element | None:
    while _kind(node) in ("mrow", "mstyle") and len(node) == 1:
        node = node[0]
    return node if _kind(node) == "mtable" else None


def _opens_cases(behind: list[Element]) -> bool:
    """Whether lines stand behind a brace that nothing closes."""
    is_closed = len(behind) > 1 and behind[1].text == "}"
    return bool(behind) and _table_in(behind[0]) is not None and not is_closed


def _cases(table: Element | None) -> str:
    """A brace with lines behind it, as `cases` and systems of equations have."""
    rows = [", ".join(filter(None, map(_say, row))) for row in table] if table is not None else []
    lines = ", ".join(f"{i}번 {row}" for i, row in enumerate(rows, 1))
    return f"{len(rows)}가지 경우, {lines},"


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
    said = _say(under)
    return f"{_say(base)} 아래 {said},".lstrip() if said else _say(base)


def _sup(node: Element) -> str:
    base, power = node
    if _letters(power) == "−1" and (_letters(base).isupper() or _letters(base) in ("f", "g")):
        return f"{_say(base)} 인버스"
    return _raised(_say(base), power)


def _subsup(node: Element) -> str:
    base, under, over = node
    if _is_sum(base):
        return _range(node)
    if not _say(base):  # the scripts before a letter: `¹⁴₆C`
        said = {"위": _say(over), "아래": _say(under)}
        return " ".join(f"{where} {what}," for where, what in said.items() if what)
    return _raised(f"{_say(base)} 아래 {_say(under)},", over)


def _raised(base: str, power: Element) -> str:
    """A power after its base; “의” only where no pause or bracket comes between."""
    said = _power(power)
    if not base and _letters(power)[-1:] in CHARGES:
        return said.strip()
    if not base:
        return f"위 {_say(power)}," if _say(power) else ""
    if base[-1:].isdigit() and (unit := primes.UNITS.get(_letters(power))):
        return base + unit
    if base.endswith("닫고"):
        return f"{base} {said.removeprefix('의').strip()}"
    return f"{base} {said.removeprefix('의')}" if base.endswith(",") else f"{base}{said}"


def _power(node: Element) -> str:
    said, text = _say(node), _letters(node)
    if not said:
        return ""
    if told := primes.said(text):
        return told
    if text[-1:] in CHARGES:
        return f" 위 {text[:-1]} {CHARGES[text[-1]]},"
    if text in POWERS:
        return f" {POWERS[text]}"
    if text == "T" or said == "전치":
        return " 전치"
    if text in ("*", "∗"):
        return " 스타"
    if said == "대거" or text.startswith(("(", "[")):
        return f" {said}" if text[:1] not in "([" else f" 위 {said},"
    return f"의 {said} 제곱,"


def _range(node: Element) -> str:
    base, under, over = node
    return f"{_say(base)} {_say(under)}부터 {_say(over)}까지,"


def _under(node: Element) -> str:
    base, under = node
    if _letters(base) == "lim" and (limit := _limit(under)):
        return limit
    accent = {"바": "밑줄"}.get(accent := ACCENTS.get((under.text or "").strip(), ""), accent)
    return f"{_say(base)} {accent}," if accent else f"{_say(base)} 아래 {_say(under)},"


def _limit(under: Element) -> str:
    """`n → ∞` below a limit: when n goes to infinity."""
    at = next((at for at, child in enumerate(under) if child.text in ("→", "⟶")), 0)
    if not at:
        return ""
    from_, to = Element("mrow"), Element("mrow")
    from_.extend(under[:at])
    to.extend(under[at + 1 :])
    what, where = (_row(side).strip(" ,") for side in (from_, to))
    if not (what and where):
        return ""
    return f"극한 {what}{josa(what, '이')} {where}{josa(where, '로')} 갈 때,"


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
    """A matrix by rows and columns; lines that stand below each other by lines."""
    width = max((len(row) for row in node), default=0)
    if len(node) == 1 and node.get("displaystyle") == "true":
        return " ".join(filter(None, map(_say, node[0])))
    if node.get("displaystyle") == "true" or width == 1:
        said = [" ".join(filter(None, map(_say, row))) for row in node]
        return f"{len(said)}줄, " + ", ".join(f"{i}줄 {row}" for i, row in enumerate(said, 1)) + ","
    rows = [", ".join(filter(None, map(_say, row))) for row in node]
    lines = ", ".join(f"{i}행 {row}" for i, row in enumerate(rows, 1))
    return f"{len(rows)}행 {width}열, {lines},"


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
