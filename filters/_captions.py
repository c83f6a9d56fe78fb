"""Numbers of figures, tables and sections, and the labels by which the text refers to them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import panflute as pf

from filters._ast import branches, every, is_mark, plain, pos_of, taken
from filters._texts import place_in
from studyguide.images.pictures import is_picture
from studyguide.linking.anchors import LABELLED
from studyguide.linking.references import NAMES, Kind, Labelled, Target

CAPTION = re.compile(r"(?:[Tt]able|표)?\s*:$")  # the first word of a caption below its table
TYPED_LABEL = re.compile(r"\{#(?:tbl|tab|table):([\w:.-]*\w)")  # `{#tbl:cost`
LABEL = re.compile(rf"\s*{TYPED_LABEL.pattern}[^{{}}]*\}}$")  # at the end of a caption
NUMBER = "caption-number"
PREFIXES: dict[str, Kind] = {"fig": "fig", "figure": "fig", "tbl": "tbl", "tab": "tbl"}
TYPED = re.compile(r"((?:\d{1,3}\.)+\d{1,3})\.?")  # `3.2` or `3.2.` before the words of a heading
DEEPEST = 3  # level of the headings that are numbered: 3.2.1


def number_captions(
    doc: pf.Doc, counts: Counter[str], labels: Collection[str]
) -> Iterator[Labelled]:
    """Number every figure and table that has a caption or a label, on from `counts`.

    `labels` are those of the chapters before: of two things with one label the first keeps it.
    """
    known = set(labels)
    for element, chapter in _framed(doc):
        kind: Kind = "fig" if isinstance(element, pf.Figure) else "tbl"
        label = _label_of(element)
        if isinstance(element, pf.Table):
            label = _take_caption(element, doc) or label
        caption = element.caption
        if not (label or (caption and plain(caption))) or _is_numbered(caption):
            continue
        counts[count_of(kind, chapter)] += 1
        number = ".".join(filter(None, (chapter, str(counts[count_of(kind, chapter)]))))
        is_known = f"{kind}:{label}" in known
        if is_known or not element.identifier or ":" in element.identifier:
            element.identifier = f"{kind}-{number.replace('.', '-')}"
        _write_number(element, f"{NAMES[kind]}\u00a0{number}")
        if label:
            target = Target(kind, element.identifier, number, chapter, pos_of(element))
            found = Labelled(label, target)
            known.add(found.key)
            yield found


def count_of(kind: Kind, chapter: str) -> str:
    """The name under which figures or tables of a chapter are counted."""
    return f"{kind} {chapter}"


def labels_in(doc: pf.Doc) -> Iterator[str]:
    """The labels that the figures and tables of a chapter may have, and perhaps more."""
    for element in every(doc):
        if isinstance(element, pf.Figure | pf.Table | pf.Image):
            name = str(element.attributes.get(LABELLED) or element.identifier)
            yield name.partition(":")[2]
        elif isinstance(element, pf.Str) and (met := TYPED_LABEL.search(element.text)):
            yield met[1]


def _framed(doc: pf.Doc) -> Iterator[tuple[Any, str]]:
    """Each figure and table with the number of its chapter, in reading order."""
    chapter = ""
    todo: list[Any] = [doc]
    while todo:
        found = todo.pop()
        if isinstance(found, pf.Header) and found.level == 1:
            chapter = found.attributes.get("number", "")
        if isinstance(found, pf.Figure | pf.Table):
            yield found, chapter
        todo.extend(reversed(branches(found)))


def _label_of(element: Any) -> str:
    """The label in `{#fig:x}`; that of a picture moves to its figure."""
    for holder in (element, *_pictures(element)):
        prefix, colon, label = _name(holder).partition(":")
        if colon and prefix in PREFIXES:
            element.identifier = holder.identifier
            if holder is not element:
                holder.identifier = ""
            return str(label)
    return ""


def _name(element: Any) -> str:
    """What the author called it: kept apart where its id was made safe."""
    return str(element.attributes.pop(LABELLED, "") or element.identifier)


def _pictures(element: Any) -> list[Any]:
    inside = [each for block in element.content for each in getattr(block, "content", [])]
    return [each for each in inside if is_picture(each)]


def _take_caption(table: Any, doc: pf.Doc) -> str:
    """`표: 기호의 뜻 {#tbl:x}` above or below a table becomes its caption; the label."""
    siblings = (table.parent or doc).content
    at = place_in(table.parent or doc, table)
    caption = list(table.caption.content) if table.caption else []
    beside = (place for place in (at - 1, at + 1) if 0 <= place < len(siblings))
    place = next((place for place in beside if _is_caption(siblings[place])), None)
    if not caption and place is not None:
        caption = [pf.Plain(*_without_colon(siblings[place]))]
        table.caption = pf.Caption(*caption)
        del siblings[place]
    met = LABEL.search(plain(table.caption)) if caption else None
    if not met:
        return ""
    _cut_end(caption[-1], met.group().strip())
    caption[-1].content.append(taken(met.group()))
    table.identifier = f"tbl:{met[1]}"
    return met[1]


def _is_caption(block: Any) -> bool:
    if not isinstance(block, pf.Para):
        return False
    word = next((i for i in block.content if not is_mark(i)), None)
    return isinstance(word, pf.Str) and CAPTION.match(word.text) is not None


def _without_colon(block: Any) -> list[Any]:
    """The inlines of a caption; the marks of its lines stay where they are."""
    inlines = list(block.content)
    at = next(i for i, inline in enumerate(inlines) if not is_mark(inline))
    words, colons = inlines[at:], ""
    while words and isinstance(words[0], pf.Str) and CAPTION.match(words[0].text):
        colons += words.pop(0).text
        while words and isinstance(words[0], pf.Space | pf.SoftBreak):
            words.pop(0)
    return [*inlines[:at], taken(colons), *words]


def _cut_end(block: Any, label: str) -> None:
    """Take a label, which may be several words, off the end of a caption."""
    rest = label.replace(" ", "")
    while rest and block.content:
        inline = block.content[-1]
        text = inline.text if isinstance(inline, pf.Str) else ""
        if len(text) > len(rest):
            inline.text = text.removesuffix(rest)
            return
        rest = rest.removesuffix(text)
        del block.content[-1]
    while block.content and isinstance(block.content[-1], pf.Space):
        del block.content[-1]


def _is_numbered(caption: Any) -> bool:
    first = next((i for block in caption.content for i in block.content), None) if caption else None
    return NUMBER in getattr(first, "classes", ())


def _write_number(element: Any, number: str) -> None:
    """`그림 3.1` before the words of the caption."""
    words = pf.Span(pf.Str(number), classes=[NUMBER])
    blocks = list(element.caption.content) if element.caption else []
    if not blocks:
        element.caption = pf.Caption(pf.Plain(words))
        return
    first = blocks[0]
    first.content = [words, pf.Space(), *first.content]


def number_sections(doc: pf.Doc, is_asked: bool) -> Iterator[Labelled]:
    """Number the sections of a book whose text refers to sections, and tell their labels."""
    headers = [each for each in doc.content if isinstance(each, pf.Header)]
    names = [_name(header) for header in headers]
    if not is_asked:
        return
    counts = [0] * DEEPEST
    chapter = ""
    for header, name in zip(headers, names, strict=True):
        if header.level == 1:
            chapter, counts = header.attributes.get("number", ""), [0] * DEEPEST
            number = chapter
        elif chapter and header.level <= DEEPEST and "unnumbered" not in header.classes:
            at = header.level - 1
            counts = [*counts[:at], counts[at] + 1, *[0] * (DEEPEST - at - 1)]
            if own := _take_number(header, [chapter, *map(str, counts[1:at])]):
                counts[at] = own
            number = ".".join([chapter, *map(str, counts[1 : header.level])])
            header.attributes["number"] = number
        else:
            continue
        prefix, colon, label = name.partition(":")
        if number and colon and prefix == "sec":
            pos = pos_of(header)
            yield Labelled(label, Target("sec", header.identifier, number, chapter, pos))


def _take_number(header: Any, above: Sequence[str]) -> int:
    """The last part of `3.2` in `## 3.2 절`, where the book counts the sections above alike.

    The number itself is taken off: the book prints it.
    """
    at = next((at for at, i in enumerate(header.content) if not is_mark(i)), -1)
    word = header.content[at] if at >= 0 else None
    met = TYPED.fullmatch(word.text) if isinstance(word, pf.Str) else None
    if not met or met[1].split(".")[:-1] != list(above) or len(header.content) < at + 3:
        return 0
    header.content[at : at + 2] = [taken(word.text)]
    return int(met[1].rpartition(".")[2])
