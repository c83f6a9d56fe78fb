"""Key pages of a small book look as they did when somebody last looked at them.

`./invoke test --args "tests/visual --save-golden"` renews the pictures of the pages that changed.
What changed lies in `build/visual/`: before, after and the difference beside each other.
"""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from filters import CHAIN
from studyguide.build import Folders, Press

HERE = Path(__file__).parent
CHANGED = HERE.parents[1] / "build" / "visual"
PAGES = {  # words that stand on the page, and on none before it
    "cover": ("흐름을 받아 적다",),
    "legend": ("일러두기",),
    "contents": ("차례", "식과 표와 코드"),
    "opener": ("핵심 용어", "깊은 목록"),  # and nested lists
    "kit": ("되짚기", "남은 질문", "보내는 쪽이 만든다"),  # and a note
    "formula": ("한 걸음의 식", "그림 2.1"),  # and a figure
    "table": ("전달 보장", "charge"),  # and code
    "answers": ("되풀이하는 간격", "질문"),
    "open": ("모음", "얼마나 넣어야"),
    "glossary": ("대기열 queue", "흔들림이다"),
    "index": ("idempotency → 멱등성",),
    "colophon": ("펴낸 날",),
}
SCALE = 1.5  # pixels a point
COLOURS, RARE_TOO = 160, Image.Quantize.MAXCOVERAGE  # of a picture that is kept
TILE = 6  # pixels; about as large as a sign of a list
TONE = 20  # levels by which the mean of a tile differs if something else stands there


def page_with(words: tuple[str, ...], texts: list[str]) -> int:
    """The first page on which all the words stand."""
    return next(n for n, text in enumerate(texts) if all(word in text for word in words))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    out = tmp_path_factory.mktemp("visual")
    Press(HERE / "book", CHAIN, lambda _: Folders(out, out / "build"), print).make(["pdf"])
    with pypdfium2.PdfDocument(out / "book.pdf") as document:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
        numbers = {name: page_with(words, texts) for name, words in PAGES.items()}
        return {
            name: document[number].render(scale=SCALE).to_pil().convert("RGB")
            for name, number in numbers.items()
        }


def apart(before: Image.Image, after: Image.Image) -> int:
    """How many tiles of two pages differ; all of them if the pages differ in size."""
    wide, high = (-(-side // TILE) for side in after.size)
    if before.size != after.size:
        return wide * high
    tones = ImageChops.difference(tiled(before), tiled(after)).tobytes()
    return sum(max(tones[at : at + 3]) > TONE for at in range(0, len(tones), 3))


def tiled(page: Image.Image) -> Image.Image:
    size = (-(-page.width // TILE), -(-page.height // TILE))
    return page.resize(size, Image.Resampling.BOX)


def side_by_side(before: Image.Image, after: Image.Image) -> Image.Image:
    """Before, after, and what differs in red on the faded page."""
    sheet = Image.new(
        "RGB", (2 * after.width + before.width + 20, max(before.height, after.height))
    )
    faded = Image.blend(after, Image.new("RGB", after.size, "white"), 0.7)
    difference = ImageChops.difference(before.resize(after.size), after).convert("L")
    marked = difference.point(lambda tone: 255 * (tone > TONE))
    faded.paste("#c00020", mask=marked)
    for number, page in enumerate((before, after, faded)):
        sheet.paste(page, (number * (after.width + 10), 0))
    return sheet


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_before(
    name: str, pages: dict[str, Image.Image], request: pytest.FixtureRequest
) -> None:
    path, after = HERE / "expected" / f"{name}.png", pages[name]
    before = Image.open(path).convert("RGB") if path.exists() else Image.new("RGB", after.size)
    found = apart(before, after)
    if found > 0 and request.config.getoption("--save-golden"):
        path.parent.mkdir(exist_ok=True)
        after.quantize(COLOURS, RARE_TOO, dither=Image.Dither.NONE).save(path, optimize=True)
    elif found > 0:
        CHANGED.mkdir(parents=True, exist_ok=True)
        side_by_side(before, after).save(CHANGED / f"{name}.png")
        pytest.fail(f"{found} tiles differ: see build/visual/{name}.png, renew by --save-golden")


def moved(page: Image.Image) -> Image.Image:
    return ImageChops.offset(page, 0, 2)


def without_sign(page: Image.Image) -> Image.Image:
    """The first sign of the list of the opener is gone."""
    left, top = sign_of(page)
    changed = page.copy()
    ImageDraw.Draw(changed).rectangle((left, top, left + 5, top + 8), fill="white")
    return changed


def sign_of(page: Image.Image) -> tuple[int, int]:
    """Where the leftmost ink of the lower half of the page begins."""
    half = page.convert("L").crop((0, page.height // 2, page.width, page.height - 60))
    box = half.point(lambda tone: 255 * (tone < 128)).getbbox()
    assert box is not None
    column = half.crop((box[0], 0, box[0] + 5, half.height)).point(lambda t: 255 * (t < 128))
    inked = column.getbbox()
    assert inked is not None
    return box[0], page.height // 2 + inked[1]


def recoloured(page: Image.Image) -> Image.Image:
    red, green, blue = page.split()
    return Image.merge("RGB", (blue, green, red))


@pytest.mark.parametrize("change", [moved, without_sign, recoloured])
def test_a_change_is_seen(
    change: Callable[[Image.Image], Image.Image], pages: dict[str, Image.Image]
) -> None:
    assert apart(pages["opener"], change(pages["opener"])) > 0


def test_another_smoothing_of_letters_is_not_seen(pages: dict[str, Image.Image]) -> None:
    page = pages["opener"]
    larger = page.resize((page.width * 3, page.height * 3), Image.Resampling.BICUBIC)
    assert apart(page, larger.resize(page.size, Image.Resampling.LANCZOS)) == 0
