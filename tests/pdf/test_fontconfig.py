"""Without the machine's typefaces and fontconfig's settings: the book brings all it needs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf

from tests.libraries import LIBRARIES

PROJECT = Path(__file__).parents[2]


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90" height="90">
<text y="60" font-family="{}" font-size="{}">x</text></svg>
"""
SHOWN = re.compile(rb"/(\w+) (4\d) Tf")  # `/CIRRXQ 41 Tf`
NAMED = {
    "serif": "Noto-Serif-KR",
    "monospace": "D2Coding",
    "sans-serif": "Pretendard",
    "Helvetica": "Pretendard",  # as for any name that is not there
    "Times, serif": "Noto-Serif-KR",
}


def built(book: Path, **settings: str) -> Path:
    """The PDF of `book`, of which nothing is said."""
    strict = [sys.executable, "-P", "-W", "error::UserWarning", "-m", "invoke"]
    settings = {"PATH": os.defpath, "HOME": str(book), **LIBRARIES, **settings}
    ran = subprocess.run(
        [*strict, "--search-root", PROJECT, "pdf", "--book", book, "--out", book / "dist"],
        env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    (found,) = (book / "dist").glob("*.pdf")
    return found


def test_nothing_is_missed_and_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 장\n\n글.\n", "utf-8")
    built(tmp_path, FONTCONFIG_FILE="/nowhere")


def test_general_names_of_typefaces_are_ours_in_every_locale(tmp_path: Path) -> None:
    pictures = [f"![그림]({at}.svg)\n" for at in range(len(NAMED))]
    (tmp_path / "1.md").write_text("\n".join(["# 장\n", *pictures]), "utf-8")
    for at, name in enumerate(NAMED):
        (tmp_path / f"{at}.svg").write_text(DRAWING.format(name, 40 + at), "utf-8")
    with pikepdf.open(built(tmp_path, LC_ALL="tr_TR.UTF-8")) as pdf:
        faces = {name: str(font.BaseFont) for page in pdf.pages for name, font in fonts(page)}
        found = {size: faces[f"/{name.decode()}"] for name, size in shown(pdf)}
    assert [found[size].rpartition("+")[2] for size in sorted(found)] == list(NAMED.values())


def fonts(page: pikepdf.Page) -> list[tuple[str, pikepdf.Object]]:
    return list(page.resources.Font.items()) if "/Font" in page.resources else []


def shown(pdf: pikepdf.Pdf) -> list[tuple[bytes, bytes]]:
    """Each face and size in which a drawing shows text."""
    streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
    drawn = [found for found in streams if found.get("/Subtype") in (None, "/Form")]
    return [pair for found in drawn for pair in SHOWN.findall(found.read_bytes())]
