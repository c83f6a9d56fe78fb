"""Pictures come from the book folder alone; a bad one is told and leaves its words."""

import re
from pathlib import Path

import panflute as pf
import pytest
from PIL import Image, ImageFile

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.codes.phrases import in_korean
from studyguide.diagnostics import Report, as_text

WORDS = re.compile(r'"Str","c":"([^"]*)"')
REFUSED = {
    "![가](없음.png)": "N008",
    "![가](https://example.org/a.png)": "N009",
    "![가](data:image/png;base64,AAAA)": "N009",
    "![가](file:///etc/passwd)": "N009",
    "![가](../밖.png)": "N009",
    "![가](/etc/hostname)": "N009",
    "![가](link.png)": "N009",
    "![가](a.txt)": "N009",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    (root / "sub").mkdir(parents=True)
    for name in ("밖.png", "book/a.txt", "book/sub/그림.png"):
        Image.new("1", (1, 1)).save(tmp_path / name, "PNG")
    (root / "link.png").symlink_to(tmp_path / "밖.png")
    return root


def edit(root: Path, name: str, text: str) -> tuple[str, Report]:
    (root / name).write_text(f"# 제목\n\n{text}\n", "utf-8")
    report = Report()
    book = config.Book(root=root, notes=(root / name,))
    return pipeline.edit(book, CHAIN, report).json, report


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_refused(folder: Path, text: str, code: str) -> None:
    tree, report = edit(folder, "note.md", text)
    assert [(d.code, str(d.pos)) for d in report.diagnostics] == [(code, "note.md:3")]
    assert '"Image"' not in tree
    assert "missing-picture" in tree
    assert "1.1가[그림없음]" in tree_text(tree)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("글 ![가](없음.png) 글", "글[가]글"),
        ("글 ![](sub/없음.png) 글", "글[그림없음]글"),
        ("글 ![없음.png](sub/없음.png)", "글[그림없음]"),
        ("![[없음.png]]", "제목[그림없음]"),
        ("![](없음.png)", "제목[그림없음]"),
    ],
)
def test_a_reader_sees_no_address_of_a_missing_picture(folder: Path, text: str, said: str) -> None:
    tree, report = edit(folder, "note.md", text)
    assert tree_text(tree).endswith(said)
    assert all(row["reason"] != "lost" for row in report.byproducts["audit"])


@pytest.mark.parametrize(
    ("text", "hint"), [("![가](깨짐.png)", "opens elsewhere"), ("![가](../밖.png)", "copy")]
)
def test_the_hint_fits_the_reason(folder: Path, text: str, hint: str) -> None:
    (folder / "깨짐.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    _, report = edit(folder, "note.md", text)
    assert [hint in d.hint for d in report.diagnostics] == [True]
    (said,) = report.diagnostics
    assert not re.search("save|copy", in_korean({"hint": said.hint})["hint"])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_was_cut_off_is_told(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    path = folder / f"잘림.{kind.lower()}"
    Image.effect_noise((90, 90), 60).save(path, kind)
    text = f"![가]({path.name})"
    assert edit(folder, "whole.md", text)[1].diagnostics == []
    path.write_bytes(path.read_bytes()[:-500])
    assert [d.code for d in edit(folder, "cut.md", text)[1].diagnostics] == ["N009"]
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_path_is_read_from_the_notes_own_folder(folder: Path) -> None:
    tree, report = edit(folder, "sub/note.md", "![가](그림.png)")
    assert report.diagnostics == []
    assert "sub/그림.png" in tree
    assert '"Figure"' in tree


def test_a_picture_without_words_is_told(folder: Path) -> None:
    _, report = edit(folder, "sub/note.md", "글 사이 ![](그림.png) 글")
    assert "N012" in as_text(report.diagnostics)


@pytest.mark.parametrize("said", ["Untitled", "Untitled 1", "image.png", "그림.png", "IMG_2041"])
def test_a_name_that_a_program_gave_is_no_caption(folder: Path, said: str) -> None:
    text, report = edit(folder, "a.md", f"![{said}](sub/그림.png)")
    assert "N012" in {d.code for d in report.diagnostics}
    assert said not in WORDS.findall(text) and "그림 1.1" not in text
    assert all(row["reason"] != "lost" for row in report.byproducts["audit"])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("![가](sub/그림.png){#fig:a}\n![나](sub/그림.png)\n\n@fig:a", 2),
        ("글이다.\n![가](sub/그림.png)\n다음 글이다.", 1),
        ("![가](sub/그림.png)\n![나](없음.png)\n그림의 설명이다.", 2),
        ("- 항목\n  ![가](sub/그림.png)\n  ![나](sub/그림.png)", 2),
        ("> ![가](sub/그림.png)\n> ![나](sub/그림.png)", 2),
        ("글[^1]\n\n[^1]: ![가](sub/그림.png)\n    ![나](sub/그림.png)", 2),
        ("이것은 글인데\n![가](sub/그림.png)\n에서 보듯 그렇다.", 0),
        ("다른 노트로 이어짐\n![가](sub/그림.png)", 1),
        ("아이콘은\n![가](sub/그림.png)", 0),
        ("![가](sub/그림.png) ![나](sub/그림.png)", 0),
    ],
)
def test_each_picture_with_a_line_of_its_own_is_a_figure(
    folder: Path, text: str, figures: int
) -> None:
    tree, report = edit(folder, "note.md", text)
    said = tree_text(tree)
    assert tree.count('"Figure"') == figures
    assert [f"그림\u00a01.{at}" in said for at in (1, 2)] == [figures > 0, figures > 1]
    assert {d.code for d in report.diagnostics} <= {"N008"}
    assert all(row["reason"] != "lost" for row in report.byproducts["audit"])
    assert [word in said for word in ("글이다.", "다음", "설명")] == [
        word in text for word in ("글이다.", "다음", "설명")
    ]


def test_a_missing_picture_keeps_its_number(folder: Path) -> None:
    text = "![가](없음.png){#fig:a}\n\n![나](sub/그림.png){#fig:b}\n\n[@fig:a]와 [@fig:b]"
    tree, report = edit(folder, "note.md", text)
    assert [(d.code, str(d.pos)) for d in report.diagnostics] == [("N008", "note.md:3")]
    said = tree_text(tree)
    assert "그림\u00a01.1" in said
    assert "그림\u00a01.2" in said
    assert said.count("그림\u00a01.1") == said.count("그림\u00a01.2") == 2  # caption, reference


def tree_text(tree: str) -> str:
    return "".join(WORDS.findall(tree))


def test_a_caption_is_no_copy_of_the_book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copied(*_: object) -> None:
        pytest.fail("the whole book is copied")

    monkeypatch.setattr(pf.Doc, "__deepcopy__", copied, raising=False)
    text, _ = edit(folder, "a.md", "글\n\n![그림 *하나*](sub/그림.png)\n")
    assert "그림" in text
