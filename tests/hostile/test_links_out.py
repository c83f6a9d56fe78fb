"""A stranger's book folder may bring the folders for results along, as links to anywhere."""

from pathlib import Path

import pytest
from invoke.exceptions import Exit

from filters import CHAIN
from studyguide import console

LINKS = ("build", "dist", "build/book", "build/book/units", "build/book/formulas")


@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_written_through_them(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, victim = tmp_path / "book", tmp_path / "victim"
    for folder in (root, victim):
        folder.mkdir()
    (victim / "letter.txt").write_text("precious", "utf-8")
    (root / "1.md").write_text("# 장\n", "utf-8")
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(victim)
    monkeypatch.chdir(root)
    with pytest.raises(Exit) as stopped:
        console.build(["pdf"], CHAIN, ".", "", strict=False)
    assert stopped.value.code == 2
    assert stopped.value.message.startswith("build" if "build" in link else "dist")
    assert ": 책 폴더 밖으로 나가는 링크" in stopped.value.message
    assert [path.name for path in victim.iterdir()] == ["letter.txt"]


def test_a_folder_elsewhere_is_the_persons_own(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "1.md").write_text("# 장\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to("elsewhere")
    console.build(["epub"], CHAIN, str(tmp_path / "book"), str(tmp_path / "out"), strict=False)
    assert (tmp_path / "elsewhere" / "book.epub").is_file()
