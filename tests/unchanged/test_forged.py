"""What a forged record may hold is told from what the press keeps itself."""

import pytest

from studyguide.keeping.forged import acts

LINK = '{{"t":"Link","c":[["",[],[]],[],["{}", ""]]}}'
DIV = '{{"t":"Div","c":[["",[],[["pos","1"],["{}","x"]]],[]]}}'


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "JavaScript:x", r"java\tscript:x", r"\n javascript:x", r"java\r\nscript:x",
     "java\tscript:x", "\x01javascript:x", r"\u0001javascript:x", r"\b\fvbscript:x", "data:x",
     "file:///etc/passwd", "blob:x"],
)  # fmt: skip
def test_an_address_that_runs_or_reads(url: str) -> None:
    assert acts(LINK.format(url))


@pytest.mark.parametrize(
    "url", ["https://a.kr/?a=b:c", "#javascript", "그림/on a.png", "src/a.png", "mailto:a@b.kr", ""]
)
def test_an_address_of_a_book(url: str) -> None:
    assert not acts(LINK.format(url))


@pytest.mark.parametrize(
    "name", ["onclick", "ONCLICK", "style", "epub:type", "x onclick", r"x\tonclick", "x/onclick",
             "x>", r"x\"onclick", ""]
)  # fmt: skip
def test_an_attribute_that_acts(name: str) -> None:
    assert acts(DIV.format(name))


@pytest.mark.parametrize("name", ["number", "startFrom", "xml:lang", "c++"])
def test_an_attribute_of_a_book(name: str) -> None:
    assert not acts(DIV.format(name))
