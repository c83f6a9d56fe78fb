"""Pictures of any kind are shown alike by all outputs, or told of in a line and by none."""

import io
from base64 import b64encode
from pathlib import Path

import pikepdf
import pytest
from PIL import EpsImagePlugin, Image

from filters import CHAIN
from studyguide import bounded
from studyguide.build import Folders, Made, Press
from studyguide.diagnostics import Report, as_text
from studyguide.images.raster import of_eight_bits, upright

HERE = Path(__file__).parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
PREFIXED = '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/><s:rect/></s:svg>'
DOT = '<rect width="9" height="9"/>'
IMAGE = '<image width="9" height="9" href="data:image/png;base64,{}"/>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(/etc/passwd) (r) file\n"
SIZES = {
    "no-numbers": 'viewBox="a b c d"',
    "too-few": 'viewBox="0 0"',
    "nan": 'viewBox="0 0 nan nan" width="nan" height="9"',
    "endless": 'viewBox="0 0 1e999 9" width="1e999" height="inf"',
    "no-unit": 'width="12qem" height="9"',
    "negative": 'viewBox="0 0 -9 -9" width="-9" height="9"',
}


def packed(form: str, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 99).convert(mode).save(out, form)
    return out.getvalue()


def lay(root: Path) -> None:
    """Pictures whose names lie, that are cut off, and of sizes that are none."""
    png = packed("PNG")
    cut = png[: len(png) // 2]
    files = {
        "bmp.png": packed("BMP"),
        "tiff.png": packed("TIFF"),
        "eps.png": EPS,
        "deep.png": packed("PNG", mode="I;16"),
        "jpeg.png": packed("JPEG"),
        "cut.png": cut,
        "eps.svg": SVG.format("", IMAGE.format(b64encode(EPS).decode()) + DOT).encode(),
        "cut.svg": SVG.format("", IMAGE.format(b64encode(cut).decode()) + DOT).encode(),
        "utf16.svg": SVG.format("", f"<script>a</script>{DOT}").encode("utf-16"),
        "prefix.svg": PREFIXED.encode(),
    }
    files |= {f"{name}.svg": SVG.format(size, DOT).encode() for name, size in SIZES.items()}
    for name, content in files.items():
        (root / name).write_bytes(content)
    shown = "".join(f"![그림]({name}) 글\n\n" for name in files)
    (root / "note.md").write_text(f"# 장\n\n{shown}", "utf-8")
    (root / "book.yaml").write_text("title: 책\ncover: cut.png\n", "utf-8")
    (root / "local.css").write_text(
        "h1 { background: url(cut.png) }\np { background: url(eps.png) }\n", "utf-8"
    )


def build(root: Path, kinds: list[str]) -> Made:
    folders = Folders(root.parent / "dist", root.parent / "build")
    return Press(root, CHAIN, lambda _: folders, lambda *_: None, Report("ko")).make(kinds)


def test_all_outputs_say_the_same(tmp_path: Path, expect, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a picture was given to Ghostscript")

    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", refuse)
    root = tmp_path / "book"
    root.mkdir()
    lay(root)
    said = as_text(build(root, []).report.in_order())
    for kind in ("pdf", "epub", "html"):
        assert as_text(build(root, [kind]).report.in_order()) == said
    expect(HERE / "messages-pictures", said)


def test_a_photograph_stands_upright_where_no_reader_turns_it() -> None:
    picture, turned = Image.new("RGB", (40, 20), "red"), Image.Exif()
    turned[0x112] = 6
    for form in ("JPEG", "PNG", "WEBP"):
        out = io.BytesIO()
        picture.save(out, form, exif=turned.tobytes())
        found = Image.open(io.BytesIO(upright(out.getvalue())))
        assert (found.size, found.format) == ((20, 40), form)
        assert found.getexif().get(0x112, 1) == 1
    assert upright(plain := packed("JPEG")) == plain


def test_greys_of_sixteen_bits_are_printed_as_greys(tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    Image.new("I;16", (9, 9), 0x8000).save(root / "a.png")
    (root / "1.md").write_text("# 장\n\n![회색](a.png)\n", "utf-8")
    made = build(root, ["pdf"])
    assert not made.report.diagnostics
    with pikepdf.open(tmp_path / "dist" / "book.pdf") as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
        shown = {pikepdf.PdfImage(each).as_pil_image().getpixel((4, 4)) for each in images}
        assert shown == {0x80}
    assert of_eight_bits(plain := packed("PNG")) == plain


def test_no_thread_but_the_main_one_sets_what_an_author_wrote() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from studyguide.pdf.engine.drawings import bounded_drawings

    def draw() -> None:
        with bounded_drawings():
            raise AssertionError("without bounds")

    with ThreadPoolExecutor() as pool, pytest.raises(RuntimeError, match="main thread"):
        pool.submit(draw).result()
    with bounded.within(1, "local.css"), bounded_drawings():
        pass
