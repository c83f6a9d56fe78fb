"""What the command says when it cannot begin, and which saves it follows."""

from pathlib import Path

import pytest
from invoke.exceptions import Exit
from watchfiles import Change

from filters import CHAIN
from studyguide.preview import preview
from studyguide.preview.watch import Notes


def test_no_folder_and_no_such_port_end_at_once(tmp_path: Path) -> None:
    with pytest.raises(Exit, match="C008") as met:
        preview(CHAIN, str(tmp_path / "nowhere"))
    assert met.value.code == 1
    for port in ("70000", "0", "-1", "abc", "1.5"):
        with pytest.raises(Exit, match="65535") as met:
            preview(CHAIN, str(tmp_path), port)
        assert met.value.code == 2


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("/b/1.md", True),
        ("/b/pictures/a.svg", True),
        ("/b/local.css", True),
        ("/common/terms.yaml", True),
        ("/common/other.yaml", False),
        ("/b/.1.md.swp", False),
        ("/b/1.md~", False),
        ("/b/#1.md#", False),
        ("/b/build/book/known-terms.yaml", False),
        ("/b/dist/book.pdf", False),
        ("/b/out/build/book.json", False),
        ("/b/.git/index", False),
    ],
)
def test_only_what_an_author_saves_matters(path: str, matters: bool) -> None:
    notes = Notes(Path("/b"), [Path("/common/terms.yaml")], [Path("/b/out/build")])
    assert notes(Change.modified, path) == matters
