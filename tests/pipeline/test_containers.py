"""The quick containers do what panflute's own do."""

import io
import json
import subprocess
import sys
from typing import Any

import panflute as pf
import pytest

from studyguide import pandoc, pipeline
from studyguide.chain import containers, tree

containers.quicken()
NOTES = """# 제목 {#a .b}

글과 *강조*와 $x$[^1].

- 하나
    - 둘

[^1]: 각주.

용어
:   뜻

| 가 | 나 |
| --- | --- |
| 1 | 2 |

![그림](a.png)
"""
# walks as panflute itself does it, in a process where nothing was made quick
ALONE = """
import io, sys
import panflute as pf
def change(element, doc):
    if isinstance(element, pf.Str):
        return {"하나": [], "둘": [pf.Str("둘"), pf.Space(), pf.Str("셋")]}.get(element.text)
    if isinstance(element, pf.Emph):
        return pf.Strong(*element.content)
doc = pf.load(io.StringIO(sys.stdin.read()))
pf.dump(doc.walk(change), sys.stdout)
"""


def change(element: Any, doc: Any) -> Any:  # noqa: ARG001
    if isinstance(element, pf.Str):
        return {"하나": [], "둘": [pf.Str("둘"), pf.Space(), pf.Str("셋")]}.get(element.text)
    return pf.Strong(*element.content) if isinstance(element, pf.Emph) else None


def doc() -> Any:
    return pf.load(io.StringIO(pandoc.convert(NOTES, "markdown", "json")))


def test_a_walk_leaves_the_tree_that_panflute_leaves() -> None:
    given = pandoc.convert(NOTES, "markdown", "json")
    alone = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", ALONE],
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(pipeline.dump(doc().walk(change))) == json.loads(alone.stdout)


def test_a_list_in_which_nothing_was_replaced_stays_the_same() -> None:
    found = doc()
    before = found.content
    assert found.walk(lambda element, doc: None).content is before  # noqa: ARG005


def test_elements_know_where_they_are_and_may_leave_meanwhile() -> None:
    para = pf.Para(pf.Str("가"), pf.Space(), pf.Str("나"))
    seen = []
    for inline in para.content:
        seen.append(inline.index)
        assert inline.parent is para
        if len(para.content) == 3:
            del para.content[1]
    assert seen == [0, 1]


def test_a_list_takes_what_it_may_hold_and_nothing_else() -> None:
    assert [type(each) for each in pf.Para(pf.Space).content] == [pf.Space]
    with pytest.raises(TypeError):
        pf.Para(pf.Para())


def test_who_only_looks_sees_the_same_children() -> None:
    elements = list(tree.every(doc(), tree.children))
    assert len(elements) > 40
    for element in elements:
        seen, known = list(tree.below(element)), tree.children(element)
        assert len(seen) == len(known)
        assert all(one is other for one, other in zip(seen, known, strict=True))
