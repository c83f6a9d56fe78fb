"""Changes in the HTML of a book what paper needs otherwise.

Notes go to the foot of their page, check boxes become the signs of their items, lines of code
get boxes of their own, Latin terms their language, and headings the short text of running heads.
"""

import re
import unicodedata
from collections.abc import Iterator

from lxml import html

from studyguide.formulas.tags import GOES_ON
from studyguide.outputs.blocks import HEADINGS
from studyguide.outputs.elements import CALL, CALLED_AGAIN, WEB, add_class, plain, with_class
from studyguide.outputs.forms import draw_boxes, unlink_code
from studyguide.pdf.html import together
from studyguide.pdf.html.addresses import link_addresses
from studyguide.pdf.lines.seams import NOTE, part_elements

LATIN = re.compile(r"(?=.*[A-Za-z])[ -~]+")  # `service account`, `CI/CD`
TERMS = ("term", "dfn", "counterpart")
SECOND_PART = re.compile(r"(?:\s*[:：]|\s+[–—·|-])\s+")  # `제목: 덧붙인 말`, `제목 - 덧붙인 말`
OLD_SYLLABLE = re.compile("[가-힣](?=[\u11c3-\u11ff\ud7cb-\ud7fb])")  # `호` of `호ᇙ`
CODE_NAME = re.compile(r"cb\d+")  # `cb12`
NOTE_BLOCKS = frozenset({"p", "pre", "ul", "ol", "li", "div", "blockquote", "dl", "dt", "dd"})
BLANKS = " \t\n"
FEW = 8  # lines of code that stay on one page
CODE_LINE = 48.0  # ems; a longer line of code is two lines in most formats
RISE = 1.2  # em above the baseline that a line of text has
GLUED = "nobreak"  # class of a formula and what touches it
AXIS = 0.3  # em above the baseline: where signs of lists stand


def dress(root: html.HtmlElement, measure: float, are_links_noted: bool) -> None:
    """Change `root` in place; `measure` is the width of a running head in ems."""
    unlink_code(root)
    _part_old_syllables(root)
    _end_lines(root)
    _unname_code(root)
    _lay_notes(root)
    draw_boxes(root)
    _line_code(root)
    _count_on(root)
    _lower_signs(root)
    _free_formulas(root)
    if are_links_noted:
        _note_links(root)
    _call_again(root)
    link_addresses(root)
    for term in with_class(root, TERMS):
        if LATIN.fullmatch(plain(term)) and not term.get("lang"):
            term.set("lang", "en")
    for heading in root.iter(*HEADINGS):
        text = plain(heading)
        heading.set("data-title", text)
        heading.set("data-running", shortened(text, measure))
    together.keep(root)
    part_elements(root)


def _part_old_syllables(root: html.HtmlElement) -> None:
    """A syllable of today with an old letter below (`호ᇙ`) is joined by the face of old letters."""
    if not OLD_SYLLABLE.search("".join(root.itertext())):
        return
    for element in root.iter():
        element.text = element.text and OLD_SYLLABLE.sub(_parted, element.text)
        element.tail = element.tail and OLD_SYLLABLE.sub(_parted, element.tail)


def _parted(syllable: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", syllable.group())


def _end_lines(root: html.HtmlElement) -> None:
    """Take the blank between the text of an item and its list: a line that fits without it alone is
    broken otherwise."""
    for listing in root.xpath(".//li/*[self::ul or self::ol]"):
        before, item = listing.getprevious(), listing.getparent()
        if before is not None:
            before.tail = (before.tail or "").rstrip(BLANKS) or None
        else:
            item.text = (item.text or "").rstrip(BLANKS) or None


def shortened(text: str, ems: float) -> str:
    """`text` without its second part, or cut at a word, so that it fits into `ems`.

    >>> shortened("그림 모형을 처음부터 다시 읽기", 9)
    '그림 모형을…'
    >>> shortened("모델 경량화: 프루닝과 지식 증류 맛보기", 9)
    '모델 경량화'
    """
    if ems_of(text) <= ems:
        return text
    first = SECOND_PART.split(text, maxsplit=1)[0]
    if ems / 3 < ems_of(first) <= ems:
        return first
    kept = ""
    for word in re.findall(r"\S+\s*", text):
        if ems_of(kept + word.rstrip()) + 1 > ems:
            break
        kept += word
    return (kept.rstrip(" :,–-·") or _cut(text, ems)) + "…"


def _cut(text: str, ems: float) -> str:
    while ems_of(text) + 1 > ems:
        text = text[:-1]
    return text


def ems_of(text: str) -> float:
    """The width of `text` in ems, about: Hangul and Hanja take one, others half."""
    return sum(0.95 if unicodedata.east_asian_width(sign) in "WF" else 0.56 for sign in text)


def _unname_code(root: html.HtmlElement) -> None:
    """Take off the numbers by which pandoc names blocks of code: they count through the book."""
    for block in root.find_class("sourceCode"):
        if CODE_NAME.fullmatch(block.get("id") or ""):
            del block.attrib["id"]


def _lay_notes(root: html.HtmlElement) -> None:
    """Move each note to its first reference as `span.footnote`, which CSS floats to the foot."""
    sections = root.find_class("footnotes")
    notes = {item.get("id"): item for section in sections for item in section.iterfind("ol/li")}
    for reference in root.find_class("footnote-ref"):
        item = notes.pop((reference.get("href") or "").lstrip("#"), None)
        if item is not None:
            reference.addprevious(_footnote(item))
            reference.drop_tree()
    for section in sections:
        section.drop_tree()


def _footnote(item: html.HtmlElement) -> html.HtmlElement:
    """The note's paragraphs as one inline element; later ones begin on a new line."""
    note = html.Element("span", {"class": NOTE})
    for back in item.find_class("footnote-back"):
        back.drop_tree()
    for number, piece in enumerate(_note_parts(item)):
        if number:
            note.append(html.Element("br"))
        note.append(piece)
    return note


def _call_again(root: html.HtmlElement) -> None:
    """Let a second call of a note have its number: notes count from 1 in each chapter."""
    for chapter in root.xpath("./*"):
        again = chapter.find_class(CALLED_AGAIN)
        numbers = {note: at for at, note in enumerate(chapter.find_class(NOTE), 1)}
        calls = {call.get("id"): call for call in chapter.find_class(CALL)} if again else {}
        for link in again:
            call = calls.get((link.get("href") or "").lstrip("#"))
            for note in call.find_class(NOTE) if call is not None else ():
                link.set("data-note", str(numbers[note]))


def _note_parts(item: html.HtmlElement, lead: str = "") -> Iterator[html.HtmlElement]:
    """The text of each block in a note; what is listed gets a dash, for no box may float along."""
    text = html.Element("span", {"class": "note-part"})
    text.text = lead + (item.text or "").lstrip()
    for child in list(item):
        if child.tag not in NOTE_BLOCKS:
            text.append(child)
            continue
        if plain(text) not in ("", lead.strip()):
            yield text
            lead = "\u2003" if lead else ""
        is_item = child.tag == "li"
        yield from _note_parts(child, "– " if is_item else lead)
        text = html.Element("span", {"class": "note-part"})
        text.text, lead = (child.tail or "").lstrip(), "\u2003" if lead else ""
    if plain(text) not in ("", lead.strip()):
        if item.tag == "pre":
            add_class(text, "note-code")
        yield text


def _note_links(root: html.HtmlElement) -> None:
    """Print the address of a web link in a note, once a chapter; in a note, behind the link."""
    for chapter in root.xpath("./*"):
        seen: set[str] = set()
        for link in list(chapter.iter("a")):
            address = link.get("href") or ""
            if WEB.match(address) and address not in seen and address not in plain(link):
                seen.add(address)
                _print_address(link, address.removeprefix("mailto:"))


def _print_address(link: html.HtmlElement, address: str) -> None:
    tail, link.tail = link.tail, None
    is_in_note = any("footnote" in (above.get("class") or "") for above in link.iterancestors())
    shown = html.Element("span", {"class": "address" if is_in_note else "footnote address"})
    shown.text, shown.tail = f" ({address})" if is_in_note else address, tail
    link.addnext(shown)


def _count_on(root: html.HtmlElement) -> None:
    """WeasyPrint counts every list from 1 unless a style says otherwise."""
    for numbered in root.xpath(".//ol[@start]"):
        numbered.set("style", f"counter-reset: list-item {int(numbered.get('start')) - 1}")


def _lower_signs(root: html.HtmlElement) -> None:
    """The sign of an item that begins with a tall formula stands beside its middle, not its top."""
    for formula in root.xpath(".//li//img[@data-rise]"):
        item = next(formula.iterancestors("li"))
        rise = float(formula.get("data-rise"))
        if rise > RISE and formula is next(_said(item), None):
            add_class(item, "tall")
            item.set("style", f"--sign: {2 * (rise - AXIS):.2f}em")


def _free_formulas(root: html.HtmlElement) -> None:
    """Of a formula in pieces, the last stays with the particle, the first with the bracket."""
    for holder in root.find_class(GLUED):
        pieces = [img for img in holder.iterchildren("img") if img.get(GOES_ON) is not None]
        if not pieces:
            continue
        del holder.attrib["class"]
        end = html.Element("span", {"class": GLUED})
        pieces[-1].addprevious(end)
        end.append(pieces[-1])
        if holder.text:
            begin = html.Element("span", {"class": GLUED})
            begin.text, holder.text = holder.text, None
            begin.append(holder[0])
            holder.insert(0, begin)


def _said(item: html.HtmlElement) -> Iterator[html.HtmlElement | str]:
    """The texts and pictures of an item, in reading order."""
    if item.tag == "img":
        yield item
        return
    yield from filter(str.strip, [item.text or ""])
    for child in item:
        yield from _said(child)
        yield from filter(str.strip, [child.tail or ""])


def _line_code(root: html.HtmlElement) -> None:
    """Give each line of code a `span.line`."""
    for code in root.xpath(".//pre/code"):
        lines = list(_lines(code))
        while lines and not len(lines[-1]) and not lines[-1].text:
            lines.pop()
        if sum(1 + int(ems_of(plain(line)) / CODE_LINE) for line in lines) <= FEW:
            add_class(code.getparent(), "few")
        code.text = None
        for child in list(code):
            code.remove(child)
        code.extend(lines)


def _lines(code: html.HtmlElement) -> Iterator[html.HtmlElement]:
    line = html.Element("span", {"class": "line"})
    for text in _pieces(code):
        if isinstance(text, str):
            first, *others = text.split("\n")
            _append(line, first)
            for other in others:
                yield line
                line = html.Element("span", {"class": "line"})
                _append(line, other)
        else:
            line.append(text)
    yield line


def _pieces(code: html.HtmlElement) -> Iterator[str | html.HtmlElement]:
    yield code.text or ""
    for child in list(code):
        tail, child.tail = child.tail, None
        if "\n" in "".join(child.itertext()):
            yield "".join(child.itertext())  # a token over several lines keeps its text
        else:
            yield child
        yield tail or ""


def _append(line: html.HtmlElement, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text
