"""Random mess: no line is lost, nothing crashes, a second pass changes nothing."""

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filters import CHAIN, bullets
from studyguide import notes, pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report
from tests.pipeline.test_nothing_invented import differences

WORDS = st.sampled_from(
    (
        *(
            "가나",
            "서버는",
            "빠르다.",
            "왜?",
            "IAM",
            "-> 결과",
            "a - b",
            "키워드",
            "$x_1$",
            "`a - b`",
        ),
        *(
            "**굵게**",
            "👨‍👩‍👧",
            "2022. 11. 19.",
            "글쎄..",
            "그래서- 끝",
            "1~2~3",
            "@Bean",
            "List<String>",
        ),
        *(
            "[링크](https://a.kr)",
            "ㅋㅋ",
            "[홍길동] [오후 3:12] 네",
            "~",
            "#태그",
            "끝...",
            "|",
            "\\",
        ),
    )
)
MARKS = st.sampled_from(
    ("", "- ", "* ", "• ", "◦", "ㅁ ", "ㅇ ", "· ", "① ", "1. ", "3. ", "1) ", "가. ", "가) ", "※ ")
)
INDENTS = st.sampled_from(("", "", "", " ", "  ", "    ", "\t", "\u3000", "\u00a0"))
WHOLE = st.sampled_from(
    (
        "",
        "",
        "# 제목",
        "### 작은 제목",
        "```",
        "```python",
        "~~~",
        "> 인용",
        "---",
        "===",
        "| a | b |",
        "|---|---|",
        "<!-- 숨김 -->",
        "$$",
        "$$a = b$$",
        "<br>",
        "[^1]: 주석",
        ":::",
        "- ",
        "<aside>",
    )
)


@st.composite
def mess(draw: st.DrawFn) -> str:
    """Up to 14 lines of anything, in one of the ways that editors write them."""
    lines = []
    for _ in range(draw(st.integers(1, 14))):
        if draw(st.integers(0, 3)) == 0:
            lines.append(draw(WHOLE))
        else:
            words = draw(st.lists(WORDS, min_size=1, max_size=4))
            lines.append(draw(INDENTS) + draw(MARKS) + " ".join(words))
    form = draw(st.sampled_from(("NFC", "NFD")))
    return unicodedata.normalize(form, draw(st.sampled_from(("\n", "\r\n"))).join(lines))


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(mess())
def test_no_letter_is_lost(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in.md"
        path.write_bytes(text.encode())
        book = Book(root=Path(folder), notes=(path,))
        report = Report()
        pipeline.edit(book, CHAIN, report)
        assert "N011" not in {d.code for d in report.diagnostics}
        audit = report.byproducts["audit"]
        assert isinstance(audit, list)
        source = notes.read(book, Report()).sources["in.md"]
        assert len(audit) == sum(bool(line.strip()) for line in source)
        doc = bullets(pipeline.parse(notes.read(book, Report()).text, book), book, Report())
        once = pipeline.dump(doc)
        assert pipeline.dump(bullets(doc, book, Report())) == once
        # a lone backslash may be markup or a sign: it carries no letter, but splits them
        assert "\\" in text or not differences(book)
