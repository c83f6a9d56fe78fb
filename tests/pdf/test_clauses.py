"""The books keep to clauses that validators do not look at, and what breaks one is told."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pikepdf
import pytest
from PIL import Image

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.files import TEMPLATES
from tests.pdf.clauses import clauses
from tests.pdf.face_clauses import face_clauses

CASE = Path(__file__).parent / "ugly"
OWN = "title: 미운 책\nlink_notes: true\nindex: true\nfonts:\n  serif: own.otf\n"
MORE = """
# 더 많은 것

[바깥](https://example.org/b)의 `코드|막대`와 쐐기 글자 𒀀.

![점이 적은 그림](pictures/few.png)

{deep}
"""
DEEP = 12  # levels of a list


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with pictures of pixels, a typeface with other outlines, and deep lists."""
    folder = tmp_path_factory.mktemp("clauses")
    root = copytree(CASE, folder / "ugly")
    deep = "".join(f"{'    ' * level}- 단 {level}\n" for level in range(DEEP))
    (root / "03.md").write_text(MORE.format(deep=deep), "utf-8")
    (root / "book.yaml").write_text(OWN, "utf-8")
    (root / "own.otf").write_bytes((TEMPLATES / "fonts" / "LatinModern-Math.otf").read_bytes())
    Image.new("RGBA", (4, 3), (200, 30, 30, 90)).save(root / "pictures" / "few.png")
    Press(root, CHAIN, lambda _: Folders(folder, folder), lambda *_: None).make(["pdf"])
    return folder / "ugly.pdf"


def test_no_clause_is_broken(ugly: Path) -> None:
    with pikepdf.open(ugly) as pdf:
        pictures = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)
                    and each.get("/Subtype") == "/Image"]  # fmt: skip
        assert pictures
    assert clauses(ugly) == []


def test_each_glyph_is_there_as_wide_as_told_and_has_a_text(ugly: Path) -> None:
    with pikepdf.open(ugly) as pdf:
        kinds = {str(each.Subtype) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                 and str(each.get("/Subtype")).startswith("/CIDFont")}  # fmt: skip
    assert kinds == {"/CIDFontType0", "/CIDFontType2"}
    assert face_clauses(ugly) == []


def blur_a_picture(pdf: pikepdf.Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image":
            found.Interpolate = True


def hide_a_link(pdf: pikepdf.Pdf) -> None:
    next(page for page in pdf.pages if "/Annots" in page).Annots[0].F = 2


def start_something(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch)


def paint_beside(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].contents_add(b"0 0 9 9 re f")


def mark_within_an_artifact(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].contents_add(b"/Artifact BMC /P <</MCID 0>> BDC EMC EMC")


def print_with_four_inks(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].contents_add(b"0 0 0 1 k")


def name_another_resource(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].contents_add(b"/nowhere gs")


def go_deep(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].contents_add(b"q " * 29 + b"Q " * 29)


def forget_the_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def invent_a_kind(pdf: pikepdf.Pdf) -> None:
    found = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                 and each.get("/S") == "/LBody")  # fmt: skip
    found.S = pikepdf.Name.Body


def say_it_is_another_part(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"pdfuaid:part>1", b"pdfuaid:part>2"))


HARMS = [
    (blur_a_picture, "more than its pixels"),
    (hide_a_link, "a link is not printed"),
    (start_something, "the catalog has /OpenAction"),
    (paint_beside, "outside of every mark"),
    (mark_within_an_artifact, "/P within /Artifact"),
    (print_with_four_inks, "four inks"),
    (name_another_resource, "which is not there"),
    (go_deep, "29 deep"),
    (forget_the_profile, "0 output intents"),
    (invent_a_kind, "no element is a /Body"),
    (say_it_is_another_part, "pdfuaid:part is not 1"),
]


def widen_a_glyph(face: pikepdf.Dictionary) -> None:
    widths = face.DescendantFonts[0].W[1]
    for at in range(len(widths)):
        widths[at] = 5000


def forget_the_texts(face: pikepdf.Dictionary) -> None:
    face.ToUnicode.write(face.ToUnicode.read_bytes().replace(b"beginbfchar", b"beginbfnone"))


def list_the_glyphs(face: pikepdf.Dictionary) -> None:
    face.DescendantFonts[0].FontDescriptor.CIDSet = face.ToUnicode


FACE_HARMS = [
    (widen_a_glyph, "wide, not 5000"),
    (forget_the_texts, "has no text"),
    (list_the_glyphs, "lists its glyphs"),
]


@pytest.mark.parametrize(("harm", "told"), HARMS)
def test_each_broken_clause_is_told(
    harm: Callable[[pikepdf.Pdf], None], told: str, ugly: Path, tmp_path: Path
) -> None:
    with pikepdf.open(ugly) as pdf:
        harm(pdf)
        pdf.save(tmp_path / "harmed.pdf")
    assert any(told in line for line in clauses(tmp_path / "harmed.pdf"))


@pytest.mark.parametrize(("harm", "told"), FACE_HARMS)
def test_what_is_wrong_with_a_face_is_told(
    harm: Callable[[pikepdf.Dictionary], None], told: str, ugly: Path, tmp_path: Path
) -> None:
    with pikepdf.open(ugly) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/Subtype") == "/Type0":
                harm(found)
        pdf.save(tmp_path / "harmed.pdf")
    assert any(told in line for line in face_clauses(tmp_path / "harmed.pdf"))
