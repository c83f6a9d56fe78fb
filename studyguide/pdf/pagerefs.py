"""Turns anchors into page numbers: each page once, three in a row as a range."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from lxml import html

LISTING = "occurrences"  # class of what is filled
PLACEHOLDER = "0"  # stands for every page until the first layout is known
SHORTEST_RANGE = 3  # pages


def fill(fragment: str, pages_of: Mapping[str, str]) -> str:
    """Write the page numbers into every list of occurrences (`.occurrences`) of `fragment`."""
    if not fragment:
        return fragment
    root = html.fragment_fromstring(fragment, create_parent="div")
    for listing in root.find_class(LISTING):
        _fill_one(listing, pages_of)
    return (root.text or "") + "".join(html.tostring(el, encoding="unicode") for el in root)


def _fill_one(listing: html.HtmlElement, pages_of: Mapping[str, str]) -> None:
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
    for number, run in enumerate(ranges(list(first_of), main_pages)):
        link = html.Element("a", {"class": "occurrence", "href": "#" + first_of[run[0]]})
        if run[0] in main_pages:
            link.set("class", "occurrence main")
        link.text = "–".join(run)
        if number:
            listing[-1].tail = ", "
        listing.append(link)


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
