"""Changes in the HTML of a section what a screen needs: boxes that scroll, answers that fold."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from lxml import html

from studyguide.ask_marks import lift_marks
from studyguide.outputs.blocks import blocks
from studyguide.outputs.elements import WEB, plain
from studyguide.outputs.forms import draw_boxes, unlink_code
from studyguide.site.sections import Section

ANSWERS = "answers"  # id of the section that gives the answers in print
SHOWN = "답 보기"


def dress(section: Section, picture: Callable[[str], str]) -> None:
    """Change a section in place; `picture` gives the address of one by its path in the book."""
    root = section.root
    unlink_code(root)
    draw_boxes(root)
    lift_marks(root)
    for table in list(root.iter("table")):
        _let_scroll(table)
    for image in root.iter("img"):
        image.set("src", picture(unquote(image.get("src") or "")))
        image.set("loading", "lazy")
        image.set("decoding", "async")
    for link in root.iter("a"):
        if WEB.match(link.get("href") or ""):
            link.set("rel", "noopener noreferrer")
    for note in root.find_class("footnote-back"):
        note.set("aria-label", "본문으로")
    for code in root.iter("pre"):
        code.set("tabindex", "0")
    _list_letters(root)
    number_blocks(root)


def _list_letters(root: html.HtmlElement) -> None:
    """The letters of a glossary as links below its heading, where there are several."""
    letters = [each for each in root.iter("section") if "letter" in (each.get("class") or "")]
    heading = root.find("h1")
    if len(letters) < 3 or heading is None:
        return
    line = html.Element("nav", {"class": "letters", "aria-label": "글자"})
    for letter in letters:
        link = html.Element("a", {"href": f"#{letter.get('id')}"})
        link.text = plain(letter[0])
        line.append(link)
    heading.addnext(line)


def number_blocks(root: html.HtmlElement) -> None:
    """An id for each block of text that has none: the search leads there."""
    for number, block in enumerate(blocks(root), 1):
        if not block.get("id"):
            block.set("id", f"b-{number}")


def _let_scroll(table: html.HtmlElement) -> None:
    """A table wider than the page scrolls in a box of its own, by the keyboard too."""
    tail, table.tail = table.tail, None
    box = html.Element("div", {"class": "wide", "tabindex": "0", "role": "region"})
    caption = table.find("caption")
    box.set("aria-label", plain(caption) if caption is not None else "표")
    table.addprevious(box)
    box.append(table)
    box.tail = tail


def fold_answers(sections: Iterable[Section]) -> list[Section]:
    """Each answer below its question, folded; the pages of answers that are empty then go."""
    kept = list(sections)
    asked = {
        str(element.get("id")): element
        for each in kept
        for element in each.root.xpath("descendant::*[@id]")
    }
    for section in kept:
        if section.name == ANSWERS:
            for item in list(section.root.iter("li")):
                _fold(item, asked)
            _drop_empty(section.root)
    return [each for each in kept if each.name != ANSWERS or each.root.find_class("part")]


def _fold(item: html.HtmlElement, asked: Mapping[str, html.HtmlElement]) -> None:
    links = item.find_class("to-question")
    question = asked.get((links[0].get("href") or "").lstrip("#")) if links else None
    above = question.getparent() if question is not None else None
    while above is not None and above.tag != "li":
        above = above.getparent()
    if above is None:
        return
    for link in (*links, *above.find_class("to-answer")):
        link.drop_tree()
    answer = html.Element("details", {"class": "answer"})
    summary = html.Element("summary")
    summary.text = SHOWN
    body = html.Element("div", {"class": "answer-body"})
    body.text = (item.text or "").lstrip()
    body.extend(list(item))
    answer.extend([summary, body])
    above.append(answer)
    item.getparent().remove(item)


def _drop_empty(answers: html.HtmlElement) -> None:
    for part in answers.find_class("part"):
        if next(part.iter("li"), None) is None:
            part.drop_tree()


def drop_links_to(root: html.HtmlElement, anchors: set[str]) -> None:
    """Take off links into pages that are no more (`답은 책 끝에`)."""
    for link in list(root.find_class("to-answers")):
        if (link.get("href") or "").lstrip("#") not in anchors:
            link.drop_tree()
