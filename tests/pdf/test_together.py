"""What stays together where a page ends, and chains of it that would empty a page."""

import pytest
import weasyprint
from lxml import html
from weasyprint.formatting_structure import boxes

from studyguide.files import TEMPLATES
from studyguide.pdf.html import together

LINE = "<p>글</p>"
CODE = "<pre>" + '<span class="line">값</span>' * 5 + "</pre>"


def kit(asked: int) -> str:
    items = "".join(f"<li>물음 {at}</li>" for at in range(asked))
    return f'<div class="study"><div class="recall"><p>되짚기</p><ol>{items}</ol></div></div>'


@pytest.mark.parametrize(
    ("text", "asked", "is_apart"),
    [
        (LINE, together.KIT, True),
        (LINE, together.KIT - 1, False),  # a few questions bring the last of the text along
        ("<ul><li>항목</li></ul>", 2, False),
        ("<figure><img></figure>", 2, True),  # not a picture of half a page
        (CODE, 2, True),
        ("<pre>값</pre>", 2, False),
    ],
)
def test_a_kit_that_may_begin_a_page(text: str, asked: int, is_apart: bool) -> None:
    root = html.fragment_fromstring(f"<section>{text}{kit(asked)}</section>", create_parent="div")
    together.keep(root)
    assert ("apart" in root.find(".//div").get("class")) is is_apart


def test_a_long_question_may_go_on_overleaf() -> None:
    text = (
        f'<section><div class="study"><ol><li>{"물음 " * 60}</li><li>물음</li></ol></div></section>'
    )
    root = html.fragment_fromstring(text, create_parent="div")
    together.keep(root)
    assert ["long" in (each.get("class") or "") for each in root.iter("li")] == [True, False]


def test_long_code_is_no_part_of_the_chain_at_the_end() -> None:
    text = f"<section>{LINE}{CODE}{LINE}</section>"
    root = html.fragment_fromstring(text, create_parent="div")
    together.keep(root)
    assert [each.get("class") for each in root.iter("p", "pre")] == [None, None, "tail"]


@pytest.mark.parametrize("above", range(10, 20))
def test_no_row_of_a_table_stands_alone(above: int) -> None:
    rows = "<tr><td>값</td></tr>" * 14
    body = f"<div style='height: {above * 5}mm'></div><table><tbody>{rows}</tbody></table>"
    style = "@page { size: 60mm 100mm; margin: 0 } * { margin: 0; padding: 0 } td { height: 5mm }"
    sheet = weasyprint.CSS(filename=TEMPLATES / "styles" / "print" / "tables.css")
    document = weasyprint.HTML(string=f"<style>{style}</style>{body}").render(stylesheets=[sheet])
    counts = [
        sum(isinstance(box, boxes.TableRowBox) for box in page._page_box.descendants())
        for page in document.pages
    ]
    assert sum(counts) == 14 and 1 not in counts
