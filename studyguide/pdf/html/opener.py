"""Sets what stands below the title of a chapter on paper: its sections and its key terms."""

import re
from collections.abc import Iterator

from lxml import html

from studyguide.outputs.elements import add_class, plain
from studyguide.pdf.joined.pagestarts import BLOCK

FEWEST = 2  # sections that are worth a list
SECTIONS = "./section[contains(concat(' ', @class, ' '), ' level2 ')][@id]"
BOX = "keywords"
FACTS = "facts"
FACT = re.compile(r"[^:：.?!]{1,12}[:：]\s*\S")  # `행사: DevFest 송도`


def open_chapters(root: html.HtmlElement) -> None:
    """Give each chapter its opener; a chapter without sections and key terms gets none."""
    for chapter in root.xpath("./section[contains(concat(' ', @class, ' '), ' chapter ')]"):
        heading = chapter.find("h1")
        if heading is None:
            continue
        above = _above(heading)
        opener = html.Element("div", {"class": "opener"})
        opener.extend(part for part in (_sections(chapter), _terms(chapter)) if part is not None)
        if len(opener):
            above.addnext(opener)


def _above(heading: html.HtmlElement) -> html.HtmlElement:
    """What the opener follows: the heading, or what belongs to it, the byline or the facts."""
    first = heading.getnext()
    if first is None:
        return heading
    if first.tag == "p" and _is_facts(first):
        add_class(first, FACTS)
        return first
    return first if "byline" in (first.get("class") or "").split() else heading


def _is_facts(text: html.HtmlElement) -> bool:
    """Whether each of its lines is a property, as Notion writes those of a page."""
    lines = "".join(_lines(text)).split("\n")
    return len(lines) >= FEWEST and all(FACT.match(line.strip()) for line in lines)


def _lines(text: html.HtmlElement) -> Iterator[str]:
    yield (text.text or "").replace("\n", " ")
    for child in text:
        yield "\n" if child.tag == "br" else plain(child)
        yield (child.tail or "").replace("\n", " ")


def _sections(chapter: html.HtmlElement) -> html.HtmlElement | None:
    """The titles of the sections, each a link to it."""
    sections = [(each.get("id") or "", each.find("h2")) for each in chapter.xpath(SECTIONS)]
    titles = [(anchor, plain(heading)) for anchor, heading in sections if heading is not None]
    if len(titles) < FEWEST:
        return None
    listed = html.Element("ul", {"class": "opener-sections"})
    for anchor, title in titles:
        link = html.Element("a", {"href": f"#{anchor}"})
        link.text = title
        item = html.Element("li")
        item.append(link)
        listed.append(item)
    return listed


def _terms(chapter: html.HtmlElement) -> html.HtmlElement | None:
    """The terms of the only box of the chapter; what else it holds stays where it is."""
    boxes = chapter.find_class(BOX)
    listed = boxes[0].find("ul") if len(boxes) == 1 else None
    if listed is None:
        return None
    box, moved = boxes[0], html.Element("div", {"class": BOX})
    for title in box.xpath("./span[@class='title']"):
        title.tail = None
        moved.append(title)
    moved.append(listed)
    for block in moved.iter():
        block.attrib.pop(BLOCK, None)  # its page is not the one that the text has come to
    if len(box):
        add_class(box, "rest")
    else:
        box.drop_tree()
    return moved
