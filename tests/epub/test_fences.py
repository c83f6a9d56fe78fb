"""Tall brackets are set in larger letters where no typeface stretches them."""

import pytest
from lxml import etree

from studyguide.epub.fences import size_fences
from studyguide.epub.xhtml import MATHML

FRACTION = "<mfrac><mi>a</mi><mi>b</mi></mfrac>"
ROWS = "<mtable>" + "<mtr><mtd><mi>a</mi></mtd></mtr>" * 3 + "</mtable>"
CASES = {
    "a letter": ("<mo>(</mo><mi>a</mi><mo>)</mo>", [None, None]),
    "a fraction": (f"<mo>(</mo>{FRACTION}<mo>)</mo>", ["math-tall-2"] * 2),
    "three rows": (f"<mo>{{</mo>{ROWS}<mo/>", ["math-tall-6", None]),
    "many rows": (f"<mo>(</mo>{ROWS.replace('</mtable>', '<mtr/>' * 9 + '</mtable>')}", [None]),
    "no bracket": (f"<mo>+</mo>{FRACTION}", [None]),
    "as large as it says": (
        '<mo minsize="1.8em" maxsize="1.8em">[</mo><mi>a</mi>',
        ["math-tall-2"],
    ),
    "as small as it says": (f'<mo stretchy="false">(</mo>{FRACTION}', [None]),
}


@pytest.mark.parametrize(("row", "sizes"), CASES.values(), ids=list(CASES))
def test_size_of_brackets(row: str, sizes: list[str | None]) -> None:
    formula = etree.fromstring(f'<math xmlns="{MATHML}" display="block"><mrow>{row}</mrow></math>')
    size_fences(formula)
    signs = list(formula.iter(f"{{{MATHML}}}mo"))
    assert [sign.get("class") for sign in signs] == sizes
    assert not any(sign.get("class") and sign.get("minsize") for sign in signs)
