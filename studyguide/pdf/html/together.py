"""Marks what stays together where a page ends: leads, the last lines of a chapter, its kit.

A chain of such blocks leaves as much room before it as it is tall, so it must stay short.
"""

from itertools import takewhile

from lxml import html

from studyguide.outputs.elements import add_class, plain

LARGE = ("figure", "table")  # on a last page alone they are no few lines
TAIL = 4  # items or paragraphs that a chapter's last page holds at least
KIT = 5  # lines of questions that may have a page to themselves; fewer bring the last text along
LINE = 40  # letters, about
LONG = 120  # letters of a question that may go on overleaf; three lines, about
LEAVES = ".//p | .//li | .//pre | .//figure | .//table | .//*[@class='keywords']"
# a list whose last item leads to what it shows; what has a caption stands by itself
SHOWN_BY_LISTS = "|".join(
    f".//*[self::ul or self::ol][following-sibling::*[1][self::{shown}]]"
    for shown in ("table[not(caption)]", "figure[not(figcaption)]", "pre", "div[pre]")
)


def keep(root: html.HtmlElement) -> None:
    """Give the blocks below `root` the classes by which styles/print keep them together."""
    for text in root.iter("p"):
        if _is_lead(text):
            add_class(text, "leads")
    for listing in root.xpath(SHOWN_BY_LISTS):
        add_class(listing, "leads")
    for chapter in root.xpath("./section"):
        _keep_end(chapter)


def _is_lead(text: html.HtmlElement) -> bool:
    """Whether a paragraph opens what follows: all of it strong, or with a colon at its end."""
    words = plain(text)
    strong = "".join(plain(piece) for piece in text.xpath("./strong | ./b"))
    return words.endswith((":", "：")) or (bool(words) and words == strong)


def _keep_end(chapter: html.HtmlElement) -> None:
    leaves = chapter.xpath(LEAVES)
    for piece in takewhile(lambda each: not _is_large(each), reversed(leaves[-TAIL + 1 :])):
        add_class(piece, "tail")
    for kit in chapter.find_class("study"):
        lengths = {item: len(plain(item)) for item in kit.iter("li")}
        for item, length in lengths.items():
            if length > LONG:
                add_class(item, "long")
        asked = set(kit.iter("li", "p"))
        before = [leaf for leaf in leaves if leaf not in asked]
        lines = sum(1 + length // LINE for length in lengths.values())
        if lines >= KIT or (before and _is_large(before[-1])):
            add_class(kit, "apart")


def _is_large(leaf: html.HtmlElement) -> bool:
    return leaf.tag in LARGE or len(leaf.find_class("line")) > TAIL  # of code
