"""What kind of letters stand in a formula: text, or styles that are said.

A style is said where it tells letters apart: bold x beside plain x.
"""

import unicodedata
from collections import defaultdict
from xml.etree.ElementTree import Element

SAID = "data-style"  # attribute of a letter whose style is to be said
STYLES = {  # by words of the Unicode names of letters
    "DOUBLE-STRUCK": "블랙보드", "BLACK-LETTER": "프락투어", "FRAKTUR": "프락투어",
    "SCRIPT": "필기체", "SANS-SERIF": "산세리프", "MONOSPACE": "타자체", "BOLD": "볼드",
}  # fmt: skip


def tell_apart(root: Element) -> None:
    """Mark the letters that stand in the formula in more than one style."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    letters = [
        each for each in root.iter() if each.tag.endswith("mi") and len(each.text or "") == 1
    ]
    for each in letters:
        found[_plain(each)].add(style_of(each.text or ""))
    for each in letters:
        if len(found[_plain(each)]) > 1 and (style := style_of(each.text or "")):
            each.set(SAID, style)


def holds_text(node: Element) -> bool:
    """Whether this is text, or text with a formula in it (`\\text{if $x$}`)."""
    kind = node.tag.rpartition("}")[2]
    if kind not in ("mrow", "mstyle") or not len(node) or node[0].tag.endswith("mo"):
        return kind == "mtext"
    return any(map(holds_text, node))


def style_of(letter: str) -> str:
    """What the style of a letter is called; nothing for the usual ones.

    >>> style_of("𝐱"), style_of("ℒ"), style_of("x")
    ('볼드', '필기체', '')
    """
    name = unicodedata.name(letter, "")
    return next((said for word, said in STYLES.items() if word in name), "")


def _plain(node: Element) -> str:
    return unicodedata.normalize("NFKC", node.text or "")
