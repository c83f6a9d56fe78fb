"""The structure of a joined book hangs together, whatever the notes hold."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import page
import pikepdf
import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from tests.pdf.loose_ends import loose_ends

CASE = Path(__file__).parent / "ugly"
TOLD = ["G011", "L003", "N008", "N012", "N025", "P002"]  # what its author is told, and nothing else


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ugly")
    root = copytree(CASE, folder / "ugly")
    made = Press(root, CHAIN, lambda _: Folders(folder, folder), lambda *_: None).make(["pdf"])
    assert sorted(d.code for d in made.report.diagnostics) == TOLD
    return folder / "ugly.pdf"


def test_nothing_hangs_loose(ugly: Path) -> None:
    assert loose_ends(ugly) == []


def test_every_table_says_what_its_cells_are_of(ugly: Path) -> None:
    with pikepdf.open(ugly) as pdf:
        tables = list(elements(pdf, "Table"))
        scopes = [str(cell.A.Scope) for cell in elements(pdf, "TH")]
    assert len(tables) == 2
    assert sorted(scopes) == ["/Column", "/Row"]  # one of each: `값`, and `가` without a head


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_standards(profile: str, ugly: Path) -> None:
    found = page.validate_pdf(ugly, profile=page.ValidationProfile[profile])
    assert [failure.message for failure in found.failures] == []


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/S") == f"/{kind}":
            yield found


def lose_a_mark(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "H1")).K = pikepdf.Array()


def swap_parents(pdf: pikepdf.Pdf) -> None:
    rows = pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums
    row = next(row for row in list(rows)[1::2] if isinstance(row, pikepdf.Array) and len(row) > 1)
    row[0], row[-1] = row[-1], row[0]


def lose_a_body(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "LBody")).S = pikepdf.Name.Div


def lose_an_alt(pdf: pikepdf.Pdf) -> None:
    del next(elements(pdf, "Formula")).Alt


def lose_an_id(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "Note")).ID = pikepdf.String("another")


def lose_a_name(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.Dests.Kids[0].Names
    names[list(map(str, names)).index("ch-01")] = pikepdf.String("another")


def hide_a_link(pdf: pikepdf.Pdf) -> None:
    sheet = next(sheet for sheet in pdf.pages if "/Annots" in sheet)
    del sheet.Annots


def name_a_heading_wrongly(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[1].title = "다른 제목"


def read_backwards(pdf: pikepdf.Pdf) -> None:
    listed = next(each for each in elements(pdf, "TBody") if len(each.K) > 0)
    row = listed.K[0]
    row.K = pikepdf.Array(reversed(list(row.K)))


def print_beside_the_tree(pdf: pikepdf.Pdf) -> None:
    pdf.pages[4].contents_add(b"BT (x) Tj ET")


HARMS = [
    (lose_a_mark, "is painted or told of"),
    (swap_parents, "the parent of mark"),
    (lose_a_body, "LI holds"),
    (lose_an_alt, "Formula without Alt"),
    (lose_an_id, "tree of ids"),
    (lose_a_name, "no place is named"),
    (hide_a_link, "does not have the link"),
    (name_a_heading_wrongly, "is no heading"),
    (read_backwards, "in another order"),
    (print_beside_the_tree, "outside of every mark"),
]


@pytest.mark.parametrize(("harm", "told"), HARMS)
def test_each_loose_end_is_told(
    harm: Callable[[pikepdf.Pdf], None], told: str, ugly: Path, tmp_path: Path
) -> None:
    with pikepdf.open(ugly) as pdf:
        harm(pdf)
        pdf.save(tmp_path / "harmed.pdf")
    assert any(told in line for line in loose_ends(tmp_path / "harmed.pdf"))
