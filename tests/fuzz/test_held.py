"""What the text stage takes for one piece is one for pandoc: code, formulas, targets of links."""

import json
import random
from collections.abc import Iterator
from typing import Any

from studyguide import pandoc, reader
from studyguide.notes import held

MARK = '[]{.at pos="a.md:1:0"}'
SIGNS = (
    *("$", "$$", "`", "``", "\\", "\\$", "(", ")", "[", "](", "]", "{", "}", "\\text{", "<", ">"),
    *("https://a", "!", "^", '"', "'", "*", "- ", " ", "\n", "a", "b", "1", "가"),
)
COUNT = 1500


def paragraphs() -> Iterator[tuple[str, str]]:
    """Signs in any order; the same as the text stage writes it, with marks and with escapes."""
    made = random.Random(0)
    for _ in range(COUNT):
        text = "".join(made.choices(SIGNS, k=made.randint(2, 14)))
        lines = [line.strip() or "x" for line in text.split("\n")]
        text = "\n".join(lines)
        inside = {at for start, end in held.held(text) for at in range(start + 1, end)}
        starts = [len("\n".join(lines[:k])) + (k > 0) for k in range(len(lines))]
        marked = (
            line if at in inside else MARK + line for at, line in zip(starts, lines, strict=True)
        )
        yield text, held.freed("\n".join(marked))


def test_pieces_are_those_of_pandoc() -> None:
    texts = list(paragraphs())
    divs = "\n\n".join(f"::: {{.n}}\n{freed}\n:::" for _, freed in texts)
    told = pandoc.convert(divs, reader.defaults()["from"], "json", ["--columns=10000"])
    blocks = json.loads(told)["blocks"]
    assert len(blocks) == len(texts)
    for block, (text, freed) in zip(blocks, texts, strict=True):
        assert sorted(read(block)) == sorted(ours(freed)), text
        assert json.dumps(block).count('"pos"') == freed.count("pos="), text


def read(node: Any) -> Iterator[str]:
    """The formulas and the code that pandoc read."""
    if isinstance(node, list):
        for each in node:
            yield from read(each)
    elif isinstance(node, dict):
        if node.get("t") in ("Math", "Code"):
            yield bare(node["c"][1])
        else:
            yield from read(node.get("c"))


def ours(text: str) -> Iterator[str]:
    for start, end in held.held(text):
        if text[start] in "`$":
            yield bare(text[start:end])


def bare(text: str) -> str:
    return "".join(text.replace("`", "").replace("$", "").split())
