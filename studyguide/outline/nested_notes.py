"""Writes the recovered notes as nested Markdown for the author to keep: it builds the same book."""

import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from studyguide import pandoc, pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.linking import wikilinks
from studyguide.linking.links import WIKILINK
from studyguide.notes.scanner import scan
from studyguide.notes.source import Source
from studyguide.notes.spans import outside_code
from studyguide.notes.tex import to_dollars
from studyguide.notes.titles.headings import Note, levelled, promote_title
from studyguide.notes.titles.own_numbers import begins_with_number
from studyguide.outline import nested_names as names
from studyguide.outline import nested_signs as signs
from studyguide.outline import notes_again
from studyguide.outline.nested_pictures import (
    Node,
    as_typed,
    is_mark,
    is_missing,
    lone_image,
    picture,
)
from studyguide.pipeline import Edited
from studyguide.reader import defaults

BYPRODUCT = "nested"
TITLE = "title of the book"  # the fate of a heading that became the book's title
DRESS = ("consequence", "question", "doubt")  # spans that the press puts on again
WRAPPERS = ("labelled", "byline")  # blocks that the press puts on again
SCRIPTS = {"Subscript": "sub", "Superscript": "sup"}
BREAK = "\ue003"  # stands for `<br>` in a table's cell
BARE = "\ue002"  # the language of code that has none
BARE_FENCE = re.compile(rf"[ ]?(?:\{{\.{BARE}\}}|{BARE})")
OPEN, CLOSE = "\ue000", "\ue001"  # stand for a comment's brackets while pandoc writes
REMARK = re.compile(rf"{OPEN}([\d.]+){CLOSE}")
# the reader's own Markdown with figures, no tables but those the text stage knows; without TeX a
# sign behind a backslash is lost
KINDS = "+implicit_figures-simple_tables-multiline_tables-grid_tables+raw_tex"
FENCED = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
TOP_APART = re.compile(r"^&nbsp;$", re.MULTILINE)  # what pandoc puts between two lists
INNER_APART = re.compile(r"^ +&nbsp;\n\n", re.MULTILINE)
HEADING = re.compile(r"^(#{1,5} )", re.MULTILINE)
TEX_BRACKET = re.compile(r"\\([\[\]()])")  # `\[x = 1\]` is text when pandoc escapes it


def keep(doc: Any, book: Book, report: Report) -> Any:
    """Stage after the bullets filter: leave the nested Markdown in the report."""
    tree = json.loads(pipeline.dump(doc))
    least = book.outline.min_confidence
    _forget_counted(tree["blocks"])
    blocks = notes_again.joined(tree["blocks"])
    tree["blocks"] = [signs.at_start(each) for each in _undressed(blocks, _doubted(report, least))]
    tree["meta"] = {}
    report.byproducts[BYPRODUCT] = _written(tree)
    return doc


def _forget_counted(blocks: list[Node]) -> None:
    """Take off the numbers of chapters that counting them gives again; the author's own stay.

    All stay where a title begins with one: in one note it would count for the others.
    """
    titles = [block["c"] for block in blocks if block["t"] == "Header"]
    chapters = [(each[1], each[2]) for each in titles if "number" in dict(each[1][2])]
    if any(begins_with_number(_first_words(inlines)) for _, inlines in chapters):
        return
    for counted, (attributes, _) in enumerate(chapters, 1):
        if dict(attributes[2])["number"] == str(counted):
            attributes[2] = [pair for pair in attributes[2] if pair[0] != "number"]


def _first_words(inlines: list[Node]) -> str:
    return _letters([each for each in inlines if each["t"] in ("Str", "Space")])


def notes_of(edited: Edited, report: Report) -> str:
    """What `keep` left, below the book's title if that was a heading of the notes."""
    text = str(report.byproducts[BYPRODUCT])
    if all(fate.reason != TITLE for fate in edited.manuscript.fates):
        return _without_title(text)
    down, end = "", 0
    for code in FENCED.finditer(text):
        down += HEADING.sub(r"#\1", text[end : code.start()]) + code.group()
        end = code.end()
    return f"# {edited.book.title}\n\n{down}" + HEADING.sub(r"#\1", text[end:])


def _without_title(text: str) -> str:
    """The notes of a book whose title stands elsewhere: their first heading opens a chapter."""
    rows = scan(Source("", tuple(text.splitlines())), Report())
    title, _ = promote_title(*levelled([Note("", tuple(rows))]))
    first, rest = text.split("\n", 1)
    return f"{first} {{.chapter}}\n{rest}" if title and not first.endswith("}") else text


def _doubted(report: Report, least: float) -> dict[str, float]:
    """Places of the guesses that were not followed, with their confidence."""
    rows = report.byproducts.get("outline")
    return {
        f"{row['file']}:{row['line']}:{row['col']}": row["confidence"]
        for row in (rows if isinstance(rows, list) else ())
        if row["evidence"] == "guess" and row["confidence"] < least
    }


def _written(tree: Node) -> str:
    reader = defaults()["from"]
    args = ["--wrap=preserve", "--markdown-headings=atx"]
    text = pandoc.convert(json.dumps(tree), "json", reader + KINDS, args)
    text = INNER_APART.sub("", TOP_APART.sub("<!-- -->", str(text)))
    lines = signs.shown(BARE_FENCE.sub("", text)).split("\n")
    text = "\n".join(outside_code(line, _no_formula) for line in lines)
    text = notes_again.with_calls(notes_again.without_twins(text))
    return REMARK.sub(r"<!-- 확신 \1: 확인해 주세요 -->", text.replace(BREAK, "<br>"))


def _no_formula(line: str) -> str:
    r"""The line with brackets that the text stage would take for a formula written otherwise."""
    if to_dollars(line) == line:
        return line
    return TEX_BRACKET.sub(lambda met: f"&#{ord(met[1])};", line)


def _undressed(nodes: list[Any], doubted: dict[str, float]) -> list[Any]:
    """The same nodes without marks, ids and what the press dresses anew when it reads them."""
    return [plain for node in _renamed(nodes) for plain in _undress(node, doubted)]


def _renamed(nodes: list[Any]) -> Iterator[Any]:
    """The same nodes, with the name that stands above code as its attribute again."""
    name = ""
    for node, after in zip_longest(nodes, nodes[1:]):
        kind, follows = _kind(node), _kind(after)
        if kind == "Para" and follows == "CodeBlock" and (name := _code_name(node)):
            continue
        if kind == "CodeBlock" and name:
            (ident, classes, pairs), code = node["c"]
            node = {**node, "c": [[ident, classes, [*pairs, ["title", name]]], code]}
        name = ""
        yield node


def _kind(node: Any) -> str:
    return str(node.get("t", "")) if isinstance(node, dict) else ""


def _code_name(paragraph: Node) -> str:
    found = [each for each in paragraph["c"] if not is_mark(each)]
    is_name = len(found) == 1 and found[0]["t"] == "Span" and "code-name" in found[0]["c"][0][1]
    return _letters(found[0]["c"][1]) if is_name else ""


def _letters(inlines: list[Node]) -> str:
    """The text of words and blanks; nothing where there is anything else."""
    if any(each["t"] not in ("Str", "Space") for each in inlines):
        return ""
    return "".join(each.get("c", " ") for each in inlines)


def _undress(node: Any, doubted: dict[str, float]) -> Iterator[Any]:
    if isinstance(node, list):
        yield _undressed(node, doubted)
        return
    if not isinstance(node, dict):
        yield node
        return
    kind = node.get("t")
    if kind in SCRIPTS:
        yield {"t": "Span", "c": [["", [SCRIPTS[kind]], []], _undressed(node["c"], doubted)]}
        return
    if is_missing(node):
        yield picture(node)
        return
    if kind == "Link" and WIKILINK in node["c"][0][1]:
        yield _wikilink(node, doubted)
        return
    classes = {*node["c"][0][1]} if kind in ("Span", "Div") else set()
    if kind == "Span" and "at" in classes:
        return
    if classes & {*(DRESS if kind == "Span" else WRAPPERS)}:
        yield from _undressed(node["c"][1], doubted)
        return
    yield _plain(node, doubted)


def _plain(node: Node, doubted: dict[str, float]) -> Node:
    """A node that stays, as its author would have written it."""
    kind = node.get("t")
    if kind == "Figure" and (image := lone_image(node)):
        kind, node = "Para", {"t": "Para", "c": [image]}
    if kind == "Image":
        node = as_typed(node)
    if kind == "Table":
        node = _on_one_line(node)
    sure = doubted.get(_place(node)) if kind in ("Plain", "Para") else None
    plain = {key: _undressed(value, doubted) if isinstance(value, list) else value
             for key, value in node.items()}  # fmt: skip
    if kind in ("Plain", "Para"):
        plain["c"] = signs.in_paragraph(_in_one_line(plain["c"]))
    if kind == "Header":
        plain["c"][1] = names.of_heading(node["c"][1])
    if kind == "CodeBlock":
        plain["c"][0] = _fence(node["c"][0])
    if kind in ("Image", "Span", "Div"):
        plain["c"][0] = names.of_element(node["c"][0])
    if kind in ("Span", "Div") and not plain["c"][1]:
        plain["c"][0] = names.of_block(plain["c"][0])
    if sure is not None:
        plain["c"] += [{"t": "Space"}, {"t": "Str", "c": f"{OPEN}{sure:.2f}{CLOSE}"}]
    return plain


def _wikilink(link: Node, doubted: dict[str, float]) -> Node:
    """`[[노트#절]]` as its author wrote it."""
    (_, classes, pairs), inside, target = link["c"]
    is_bare = wikilinks.BARE in dict(pairs)
    text = [{"t": "Str", "c": target[0]}] if is_bare else _undressed(inside, doubted)
    return {"t": "Link", "c": [["", classes, []], text, target]}


def _in_one_line(inlines: list[Node]) -> list[Node]:
    """The text without line ends where it goes on, which would be judged anew; `: 풀이` stays."""
    afters: list[Node] = [*inlines, {}][1:]
    return [
        {"t": "Space"}
        if each["t"] == "SoftBreak" and after.get("c", "")[:1] not in (":", "：")
        else each
        for each, after in zip(inlines, afters, strict=False)
    ]


def _on_one_line(node: Any) -> Any:
    """A table's nodes with `<br>` for line breaks, which a row of pipes cannot hold."""
    if isinstance(node, list):
        return [_on_one_line(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "LineBreak":
        return {"t": "Str", "c": BREAK}
    return {key: _on_one_line(value) for key, value in node.items()}


def _fence(attributes: list[Any]) -> list[Any]:
    """Attributes of code without its place; some name at least, or pandoc writes no fence."""
    ident, classes, pairs = attributes
    pairs = [pair for pair in pairs if pair[0] != "pos"]
    return [ident, classes or ([] if pairs else [BARE]), pairs]


def _place(block: Node) -> str:
    """The place that the mark at the head of a text block names."""
    for inline in block["c"][:3]:
        if is_mark(inline):
            return str(dict(inline["c"][0][2]).get("pos", ""))
    return ""
