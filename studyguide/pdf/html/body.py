"""Makes the body of a book for paper, part by part; a part that did not change is kept."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import escape

from studyguide import pipeline, row_numbers
from studyguide.chain import formula_nodes
from studyguide.chain.parted import Parted
from studyguide.config import Book
from studyguide.cores import cores
from studyguide.files import digest_of
from studyguide.formulas.drawn import Formulas
from studyguide.keeping import records
from studyguide.keeping.records import Records
from studyguide.pdf.html import dressed
from studyguide.pdf.html.dressed import Dressed
from studyguide.pdf.sets import server
from studyguide.pdf.tags import places
from studyguide.spread import spread


@dataclass(frozen=True)
class Kept:
    """A part as it is kept, with the formulas in it."""

    formulas: Sequence[tuple[str, bool]]
    part: Dressed


def dressed_parts(tree: Parted, book: Book, drawn: Formulas, shelf: Records) -> list[Dressed]:
    """The parts of a marked tree, dressed; the pictures of their formulas are with `drawn`."""
    common = _common(book, drawn)
    names = [records.name("part", common, part) for part in tree.parts]

    def make(missing: Sequence[int]) -> list[Kept]:
        ready = [_with_pictures(tree.alone(tree.parts[at]), drawn) for at in missing]
        done = _dressed([tree for tree, _ in ready], book)
        return [Kept(found, part) for part, (_, found) in zip(done, ready, strict=True)]

    found = shelf.made(names, Kept, make)
    for tex, display in dict.fromkeys(formula for kept in found for formula in kept.formulas):
        drawn.keep(tex, display)
    shelf.tidy()
    return [kept.part for kept in found]


def _common(book: Book, drawn: Formulas) -> str:
    """What besides its text decides how a part is dressed."""
    fonts = sorted((name, digest_of(path)) for name, path in book.fonts.items())
    return repr((book.page_format, book.link_notes, fonts, drawn.engine.release, drawn.room))


def _dressed(trees: Sequence[str], book: Book) -> list[Dressed]:
    """Each tree as html5, dressed; pandoc works at all on all cores."""
    if server.is_ready():
        return spread(partial(_dress, book), trees)
    with ThreadPoolExecutor(cores()) as pool:
        return [dressed.dress(body, book) for body in pool.map(pipeline.to_html, trees)]


def _dress(book: Book, tree: str) -> Dressed:
    return dressed.dress(pipeline.to_html(tree), book)


def _with_pictures(tree: str, drawn: Formulas) -> tuple[str, list[tuple[str, bool]]]:
    """A tree with its formulas drawn, and these."""

    def draw(tex: str, display: bool) -> str:
        found = drawn.img(tex, display)
        return found if isinstance(found, str) else _as_code(tex)

    root = json.loads(tree)
    places.steady(root)
    row_numbers.place(root, drawn.engine.rows)
    formulas = formula_nodes.put_formulas(root, draw)
    return json.dumps(root, ensure_ascii=False), formulas


def _as_code(tex: str) -> str:
    """A formula that cannot be drawn is shown as its TeX in a marked box."""
    return f'<code class="formula-fault">{escape(tex)}</code>'
