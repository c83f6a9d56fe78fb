"""Every format and every theme holds the same chapter: inside the measure, no eojeol broken."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pypandoc
import pypdfium2
import pytest

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.outputs.formats import FORMATS
from studyguide.outputs.layers import THEMES

MILLIMETRE = 72 / 25.4  # points
SLACK = 0.6  # millimetres: a stop hangs, an outline rounds
BESIDE = 14.0  # millimetres at head and foot, where running heads and numbers stand
EOJEOL = re.compile(r"(?<!\S)[가-힣(),.]{2,}(?!\S)")  # `느린`, `쓰는`; nothing of another script
NAME = "org.springframework.context.annotation.ConfigurationClassPostProcessor"
CHAPTER = f"""
# 판형과 꾸밈을 함께 보는 장: 목록에서 표와 코드까지 {{#ch-01 .chapter number=1}}

## 긴 이름 {NAME} {{#s-1}}

캐시는 느린 저장소에 덜 가려고 쓰는 것이다. *강조한 말*과 {NAME}도 있다.[^1] 값이 자주 바뀌지
않을 때 이득이 크고, 적중률이 떨어지면 오히려 손해를 본다. 무효화하다가 실패하면 낡은 값이 남는다.

- 첫 단 {NAME}
  - 둘째 단 {NAME}
    - 셋째 단 {NAME}
      - 넷째 단 {NAME}
        - 다섯째 단 {NAME}
          1. 여섯째 단 {NAME}
          2. 들어갈 자리가 얼마 남지 않은 단에서도 어절은 나뉘지 않고 다음 줄로 온전히 넘어간다

[^1]: 주의 글에도 {NAME}이 있다. 작은 글자로 짠 각주에서도 어절은 온전해야 한다.

## 표와 코드 {{#s-2}}

| 이름 | 뜻 | 값 | 단위 | 언제 쓰나 | 비고 |
|------|----|----|------|-----------|------|
| `max_connections` | 한 번에 맺는 연결의 수 | 100 | 개 | 서버가 여럿일 때 | {NAME} |
| `retry.backoff.ms` | 다시 하기 전에 쉬는 시간 | 1,000 | ms | 오류가 잠깐일 때 | 없음 |

> 인용한 글이다. {NAME}

```python
def retry(call, times=5, base=0.2): return "{NAME}"
```

::: {{.callout .warning}}
조심할 것: {NAME}
:::

용어
:   풀이에도 {NAME}이 있다.
"""


def beyond(page: pypdfium2.PdfPage, left: float, right: float) -> Iterator[str]:
    """The signs of the text that stand outside these edges (points)."""
    text = page.get_textpage()
    high = page.get_height()
    for at in range(text.count_chars()):
        begin, low, end, _ = text.get_charbox(at, loose=True)
        is_text = BESIDE * MILLIMETRE < low < high - BESIDE * MILLIMETRE
        sign = text.get_text_range(at, 1)
        if is_text and sign.strip() and (begin < left or end > right):
            yield f"{sign} at {begin / MILLIMETRE:.1f}–{end / MILLIMETRE:.1f} mm"


@pytest.fixture(scope="module")
def body() -> str:
    return str(
        pypandoc.convert_text(CHAPTER, "html5", "markdown-smart", extra_args=["--section-divs"])
    )


@pytest.mark.parametrize(("name", "theme"), list(product(FORMATS, THEMES)))
def test_all_text_stands_whole_inside_the_measure(
    name: str, theme: str, body: str, tmp_path: Path
) -> None:
    report, shape = Report(), FORMATS[name]
    book = Book(root=tmp_path, title="판형", theme=theme, format=name)
    printed = pdf.write(body, book, tmp_path / "o.pdf", report)
    assert report.diagnostics == []
    with pypdfium2.PdfDocument(printed.path) as document:
        labels = [document.get_page_label(at) for at in range(len(document))]
        pages = [at for at, label in enumerate(labels) if label.isdigit()][:-1]  # no colophon
        assert len(pages) > 1
        words: set[str] = set()
        for at in pages:
            page = document[at]
            assert page.get_width() == pytest.approx(shape.width * MILLIMETRE, abs=1)
            inner, outer = shape.inner - SLACK, shape.outer - SLACK
            left, right = (inner, outer) if int(labels[at]) % 2 else (outer, inner)
            edges = left * MILLIMETRE, page.get_width() - right * MILLIMETRE
            assert list(beyond(page, *edges)) == []
            words.update(page.get_textpage().get_text_bounded().split())
    assert set(EOJEOL.findall(CHAPTER)) - words == set()
