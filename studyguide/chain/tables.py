"""Takes off the head of a table that holds nothing: `| | |` above a rule is how one goes without.

What is printed or read aloud as head of a column says something (PDF/UA-1, 7.5).
"""

from typing import Any

import panflute as pf

from studyguide.chain.tree import every, plain
from studyguide.images.pictures import is_picture


def settle(doc: Any) -> None:
    """Leave every table with a head that says something, or with none."""
    for table in every(doc):
        if isinstance(table, pf.Table) and _is_blank(table.head):
            table.head.content.clear()


def _is_blank(head: Any) -> bool:
    return not plain(head).strip() and not any(map(is_picture, every(head)))
