"""MathML as browsers draw it: what MathML Core lacks becomes what it has."""

import pytest

from studyguide.formulas.engine import Engine

ROWS = [
    (r"\boxed{x}", '<mrow class="math-box"><mi>x</mi></mrow>'),
    (
        r"\xcancel{x}",
        '<mrow class="math-updiagonalstrike math-downdiagonalstrike"><mi>x</mi></mrow>',
    ),
    (r"\overline{AB}", '<mrow class="math-top"><mrow><mi>A</mi><mi>B</mi></mrow></mrow>'),
    (r"\underline{x}", '<mrow class="math-bottom"><mi>x</mi></mrow>'),
    (r"\widehat{AB}", "<mo>\u0302</mo>"),
    (r"\widetilde{AB}", "<mo>\u0303</mo>"),
    (r"\hat{x}", '<mo stretchy="false">^</mo>'),
    (
        r"\xrightarrow{p}",
        '<mo stretchy="true">→</mo><mrow><mspace width="0.4em"></mspace><mi>p</mi>',
    ),
    (r"\ce{^14_6C}", "<mprescripts></mprescripts><mrow><mn>6</mn></mrow><mrow><mn>14</mn></mrow>"),
    (r"\ce{SO4^2-}", "<msup><msub><mi>SO</mi>"),  # no letter that is not to be seen
    (r"\ce{Zn(OH)2}", ")</mo><mpadded"),
    (r"\ce{^{18}O}", "<mprescripts></mprescripts><mrow></mrow><mrow><mn>18</mn></mrow>"),
    (r"\begin{smallmatrix} a & b \end{smallmatrix}", '<mspace width="0.333em"></mspace><mi>b</mi>'),
    (r"\begin{align} a &= b & c &= d \end{align}", '<mspace width="2em"></mspace><mi>c</mi>'),
]


@pytest.mark.parametrize(("tex", "part"), ROWS)
def test_core(tex: str, part: str, engine: Engine) -> None:
    assert part in str(engine.mathml(tex, True))
