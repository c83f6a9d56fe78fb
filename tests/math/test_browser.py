"""Formulas of the corpus: the compiled drawing beside MathJax's own SVG in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from weasyprint import HTML

from studyguide.formulas.drawn import Formulas
from studyguide.formulas.engine import TEXT_FONTS, Engine
from studyguide.formulas.svg import Drawing
from tests.browser import Browser
from tests.math.conftest import corpus

EM = 20  # CSS pixels
SCALE = 2  # pixels of the pictures for one of CSS
WIDTH, HEIGHT = 1000, 130  # CSS pixels of the box of one formula
SHEET = 20  # formulas in one picture of the browser
BASELINE = 70  # of each box, from its top
FACES = "".join(
    f"@font-face {{ font-family: F{at}; src: url({path.as_uri()}) }}"
    for at, path in enumerate(TEXT_FONTS)
)
SIZE = re.compile(r' width="[^"]*" height="[^"]*"')
EVERY = 5  # a fifth of the corpus stands for all of it
EDGE = 2  # pixels, a twentieth of an em: two renderers round otherwise
BLUR = ImageFilter.BoxBlur(3)  # and smooth edges otherwise
SHADE = 12.0  # grey levels, as the mean over a formula's box


@pytest.fixture(scope="module")
def drawings(engine: Engine) -> list[tuple[str, Drawing]]:
    drawn = ((tex, engine.svg(tex, True)) for tex in corpus()[::EVERY])
    return [(tex, each) for tex, each in drawn if isinstance(each, Drawing)]


def in_print(engine: Engine, texs: list[str]) -> Iterator[Image.Image]:
    formulas = Formulas(engine, 1e6)
    size = f"size: {WIDTH}px {HEIGHT}px; margin: 0"
    style = (
        f"@page {{ {size} }} body, p {{ margin: 0 }} p {{ font-size: {EM}px; break-after: page }}"
    )
    style += f" span {{ display: inline-block; height: {BASELINE}px }}"
    body = "".join(f"<p><span></span>{formulas.img(tex, True)}" for tex in texs)
    page = f'<html lang="ko"><title>t</title><style>{style}</style>{body}'
    document = pypdfium2.PdfDocument(HTML(string=page).write_pdf(cache=formulas.cache))
    try:
        for each in document:
            yield each.render(scale=SCALE * 96 / 72).to_pil().convert("L")
    finally:
        document.close()


def in_a_browser(browser: Browser, drawings: list[Drawing], folder: Path) -> Iterator[Image.Image]:
    style = f"{FACES} body {{ margin: 0 }} "
    style += "div > svg { position: absolute; left: 0; overflow: visible }"
    style += (
        f" div {{ position: relative; width: {WIDTH}px; height: {HEIGHT}px; overflow: hidden }}"
    )
    style += " text { font-family: F0, F1, F2 }"
    (folder / "page.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style>"
        + "".join(f"<div>{_placed(each)}</div>" for each in drawings),
        encoding="utf-8",
    )
    page = browser.page(WIDTH, HEIGHT)
    page.resize(WIDTH, HEIGHT * SHEET, SCALE)
    page.open((folder / "page.html").as_uri())
    page.run("document.fonts.ready.then(() => 1)")
    for first in range(0, len(drawings), SHEET):
        page.run(f"document.body.style.marginTop = '-{first * HEIGHT}px'")
        page.picture(folder / "sheet.png")
        with Image.open(folder / "sheet.png") as shot:
            sheet = shot.convert("L")
        for at in range(min(SHEET, len(drawings) - first)):
            top = at * HEIGHT * SCALE
            yield sheet.crop((0, top, WIDTH * SCALE, top + HEIGHT * SCALE))
    page.close()


def _placed(drawing: Drawing) -> str:
    tall = (drawing.height + drawing.depth) * EM
    size = f' width="{drawing.width * EM}" height="{tall}"'
    top = f' style="top: {BASELINE - drawing.height * EM}px"'
    svg = SIZE.sub(size, drawing.svg, count=1)
    return svg.replace(' style="', ' data-style="', 1).replace("<svg", f"<svg{top}", 1)


def test_a_formula_looks_like_its_svg_in_a_browser(
    engine: Engine, drawings: list[tuple[str, Drawing]], browser: Browser, tmp_path: Path
) -> None:
    ours = in_print(engine, [tex for tex, _ in drawings])
    theirs = in_a_browser(browser, [drawing for _, drawing in drawings], tmp_path)
    apart = {}
    for (tex, _), mine, its in zip(drawings, ours, theirs, strict=True):
        box, own = ink(its), ink(mine)
        edge = max(abs(a - b) for a, b in zip(box, own, strict=True))
        soft, other = (each.crop(box).filter(BLUR) for each in (mine, its))
        shade = ImageStat.Stat(ImageChops.difference(soft, other)).mean[0]
        if edge > EDGE or shade > SHADE:
            apart[tex] = (edge, round(shade, 1))
    assert apart == {}


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return box
