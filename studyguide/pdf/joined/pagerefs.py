"""Turns anchors into page numbers: each page once, three in a row as a range."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lxml import html

from studyguide.outputs.elements import classes_of

LISTING = "occurrences"  # class of what is filled
PLACEHOLDER = "0"  # stands for every page until the first layout is known
SHORTEST_RANGE = 3  # pages
MOST = 12  # places that an entry names where the index names them all
AND_MORE = " 외"
INDEX = "index"
INDEX_OPENS = re.compile(
    r'<section\b[^>]*\bclass="(?:[^"]* )?index[ "]'
)  # `<section class="index"`


def has_index(fragments: Iterable[str]) -> bool:
    return any(INDEX_OPENS.search(each) for each in fragments)


def fill(fragment: str, pages_of: Mapping[str, str], is_indexed: bool) -> str:
    """Write the page numbers into every list of occurrences (`.occurrences`) of `fragment`.

    The glossary names all of them if the book `is_indexed` nowhere else.
    """
    if not fragment:
        return fragment
    root = html.fragment_fromstring(fragment, create_parent="div")
    for listing in root.find_class(LISTING):
        is_index = any(INDEX in classes_of(above) for above in listing.iterancestors())
        most = MOST if is_indexed and not is_index else len(listing.find_class("occurrence"))
        _fill_one(listing, pages_of, most)
    return (root.text or "") + "".join(html.tostring(el, encoding="unicode") for el in root)


def _fill_one(listing: html.HtmlElement, pages_of: Mapping[str, str], most: int) -> None:
    links = listing.find_class("occurrence")
    defining = {_target(link) for link in links if "definition" in (link.get("class") or "")}
    first_of: dict[str, str] = {}
    for link in links:
        page = pages_of.get(_target(link), PLACEHOLDER)
        first_of.setdefault(page, _target(link))
    main_pages = {pages_of.get(anchor, PLACEHOLDER) for anchor in defining}
    tail = listing.tail
    listing.clear()
    listing.tail = tail
    listing.set("class", LISTING)
    runs = ranges(list(first_of), main_pages)
    kept = _most_telling(runs, main_pages, most)
    for number, run in enumerate(kept):
        link = html.Element("a", {"class": "occurrence", "href": "#" + first_of[run[0]]})
        if run[0] in main_pages:
            link.set("class", "occurrence main")
        link.text = "–".join(run)
        if number:
            listing[-1].tail = ", "
        listing.append(link)
    if len(kept) < len(runs):
        listing[-1].tail = AND_MORE


def _most_telling(
    runs: Sequence[tuple[str, ...]], main_pages: set[str], most: int
) -> Sequence[tuple[str, ...]]:
    """The pages that define a term and the first others, in their order, `most` in all."""
    if len(runs) <= most:
        return runs
    mains = [run for run in runs if run[0] in main_pages]
    others = [run for run in runs if run[0] not in main_pages]
    kept = {*mains[:most], *others[: max(0, most - len(mains))]}
    return [run for run in runs if run in kept]


def _target(link: html.HtmlElement) -> str:
    return (link.get("href") or "").lstrip("#")


def ranges(pages: Sequence[str], apart: set[str] | frozenset[str]) -> list[tuple[str, ...]]:
    """Join three or more consecutive pages; those in `apart` stay alone.

    >>> ranges(["3", "4", "5", "8"], frozenset())
    [('3', '5'), ('8',)]
    """
    runs: list[tuple[str, ...]] = []
    numbers = sorted({int(page) for page in pages if page.isdigit()})
    runs += [(page,) for page in dict.fromkeys(pages) if not page.isdigit()]
    keyed = [(number - index, str(number)) for index, number in enumerate(numbers)]
    for _, group in groupby(keyed, key=lambda pair: pair[0]):
        row = [page for _, page in group]
        if len(row) < SHORTEST_RANGE or apart.intersection(row):
            runs += [(page,) for page in row]
        else:
            runs.append((row[0], row[-1]))
    return runs
