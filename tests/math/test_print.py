"""Compiled formulas on a WeasyPrint page: the same ink as the SVG, on the baseline, in colour."""

import base64
import logging
import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from weasyprint import HTML

from studyguide.formulas.drawn import Formulas
from studyguide.formulas.engine import TEXT_FONTS, Engine
from studyguide.formulas.svg import Drawing
from studyguide.formulas.tags import MARK
from studyguide.outputs.formats import FORMATS
from studyguide.pdf.tags.tagging import richer

MEASURE = FORMATS["신국판"].measure

SCALE = 3  # pixels a point
FACE = f"@font-face {{ font-family: Body; src: url({TEXT_FONTS[0].as_uri()}) }}"
PAGE = f"""<html lang="ko"><title>t</title><style>{FACE}
@page {{ size: 400pt 160pt; margin: 20pt }}
body {{ font: 16pt/1.5 Body; margin: 0 }}
p {{ break-after: page; margin: 0 }}
</style>"""

# one of each kind of drawing: glyphs, rules, stretched parts, lines, dashes, circles, colours
SAMPLE = [
    r"x^2 + y_t - 1",
    r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\sum_{i=1}^{n} \int_0^1 f(x)\,dx",
    r"\left\{ \begin{array}{c|c:c} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \\ 7 & 8 & 9 \end{array} \right.",
    r"\overbrace{a + b + c + d + e + f + g}^{n}",
    r"\xrightarrow{abc} \sqrt[3]{\frac{\frac{x}{y}}{z}}",
    r"\boxed{x} \cancel{y} \enclose{circle}{z} \enclose{updiagonalarrow}{w}",
    r"\color{red} x + \textcolor{#00f}{y}",
    r"\mathbb{E}_{x \sim p}[\mathcal{L}] \mathfrak{g} \bm{\alpha}",
    r"\ce{A <=>[k_1] B}",
    r"\begin{pmatrix} 1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & 1 \end{pmatrix}",
    r"\widehat{abc} \overline{xy} \vec{v}",
]


def pages(html: str, cache: dict[str, object] | None = None) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(HTML(string=PAGE + html).write_pdf(cache=cache or {}))
    try:
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not white."""
    box = ImageChops.invert(image.convert("L")).point(lambda v: 255 if v > 80 else 0).getbbox()
    assert box is not None
    return box


def plain(drawing: Drawing) -> str:
    """The same formula as an ordinary SVG picture, drawn by WeasyPrint's own SVG code."""
    tall = drawing.height + drawing.depth
    sized = re.sub(
        r'width="[^"]*" height="[^"]*"', f'width="{drawing.width}em" height="{tall}em"',
        drawing.svg, count=1,
    )  # fmt: skip
    data = base64.b64encode(sized.encode()).decode()
    size = f"width:{drawing.width}em;height:{tall}em;overflow:visible"
    size += f";vertical-align:{-drawing.depth}em"
    return f'<img alt="x" src="data:image/svg+xml;base64,{data}" style="{size}">'


def test_compiled_formulas_look_like_their_svg(engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    compiled = "".join(f"<p>{formulas.img(tex, True)}" for tex in SAMPLE)
    drawings = [engine.svg(tex, True) for tex in SAMPLE]
    drawn = "".join(f"<p>{plain(d)}" for d in drawings if isinstance(d, Drawing))
    for tex, ours, theirs in zip(
        SAMPLE, pages(compiled, formulas.cache), pages(drawn), strict=True
    ):
        apart = max(abs(a - b) for a, b in zip(ink(ours), ink(theirs), strict=True))
        assert apart <= 1, tex
        box = ink(theirs)
        difference = ImageChops.difference(ours.crop(box), theirs.crop(box))
        assert max(ImageStat.Stat(difference).mean) < 6, tex


def test_hangul_is_drawn_in_the_book_s_font(engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    word = formulas.img(r"\text{손실}", False)
    inside, outside = pages(f"<p>{word}<p>손실", formulas.cache)
    apart = [a - b for a, b in zip(ink(inside), ink(outside), strict=True)]
    assert max(map(abs, apart)) <= 1


@pytest.mark.parametrize("size", [8, 10.5, 24])
def test_a_formula_stands_on_the_baseline(engine: Engine, size: float) -> None:
    """A dash of the text and the same dash in a tall formula are at one height."""
    formulas = Formulas(engine, MEASURE)
    dash_alone = formulas.img(r"\text{ㅡ}", False)
    dash_first = formulas.img(r"\text{ㅡ}\frac{\frac{1}{2}}{y}", False)
    body = f'<div style="font-size:{size}pt"><p>{dash_alone}<p>ㅡ{dash_first}</div>'
    formula, mixed = pages(body, formulas.cache)
    dash = ink(formula)
    row = ink(mixed.crop((0, 0, dash[2] + 1, mixed.height)))
    both = ink(mixed.crop((dash[2] + 1, 0, dash[2] * 2 - dash[0], mixed.height)))
    assert abs(row[1] - both[1]) <= 1 and abs(row[3] - both[3]) <= 1


def test_a_formula_has_the_colour_of_its_text(engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    tex = r"\boxed{x} \frac{a}{b} \cancel{y}"
    (page,) = pages(f'<p style="color:#f00">{formulas.img(tex, False)}', formulas.cache)
    red, green, blue = page.crop(ink(page)).split()
    assert red.getextrema()[0] == 255
    assert green.getextrema()[0] == blue.getextrema()[0] < 60


def test_its_own_colour_ends_with_its_group(engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    two = formulas.img(r"\textcolor{#f00}{x} \quad y", False)
    (page,) = pages(f"<p>{two}", formulas.cache)
    left, top, right, bottom = ink(page)
    half = (left + right) // 2
    assert page.crop((left, top, half, bottom)).split()[0].getextrema()[0] == 255
    assert page.crop((half, top, right, bottom)).split()[0].getextrema()[0] < 60


def test_a_formula_is_in_the_file_once_and_is_no_picture(engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    body = "".join(f"<p>{formulas.img('x^2 + 1', False)}{formulas.img('x', False)}" * 5)
    written = HTML(string=PAGE + body).write_pdf(cache=formulas.cache)
    with pikepdf.open(BytesIO(written)) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    kinds = [str(stream.get("/Subtype")) for stream in streams]
    assert kinds.count("/Form") == 2
    assert "/Image" not in kinds


def test_nothing_is_fetched_and_nothing_is_logged(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    def fetch(url: str) -> dict[str, object]:
        raise AssertionError(url)

    formulas = Formulas(engine, MEASURE)
    with caplog.at_level(logging.WARNING):
        body = f'<html lang="ko"><title>t</title>{formulas.img("x", False)}'
        HTML(string=body, url_fetcher=fetch).write_pdf(cache=formulas.cache, pdf_variant="pdf/ua-1")
    assert not caplog.records


def test_the_same_page_gives_the_same_bytes() -> None:
    def once() -> bytes:
        formulas = Formulas(Engine(), MEASURE)
        body = "".join(f"<p>{formulas.img(tex, True)}" for tex in SAMPLE[:4])
        return bytes(HTML(string=PAGE + body).write_pdf(cache=formulas.cache))

    assert once() == once()


def test_formulas_become_formula_tags(engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    body = f"<p>{formulas.img('x_t', False)} {formulas.img('x_t', False)} {formulas.img('y', True)}"
    with richer("ko"):
        written = HTML(string=PAGE + body).write_pdf(cache=formulas.cache, pdf_variant="pdf/ua-1")
    with pikepdf.open(BytesIO(written)) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        tags = [each for each in found if each.get("/S") == "/Formula"]
        assert sorted(str(tag.Alt) for tag in tags) == ["x 아래 t", "x 아래 t", "y"]
        assert not [each for each in found if each.get("/S") == "/Figure"]


def test_the_alternative_text_is_escaped(engine: Engine) -> None:
    html = str(Formulas(engine, MEASURE).img(r'\text{"<b>}', False))
    assert f'alt="{MARK}&quot;&lt;b&gt;"' in html
