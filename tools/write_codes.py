"""Writes docs/codes.md: every message of the press with its cause and remedy, in Korean.

The messages come from the tables in studyguide/, the explanations from tools/codes.tsv, the
examples from tools/examples.tsv.

    python -m tools.write_codes            writes the page
    python -m tools.write_codes --check    only says whether the page is stale; exit status 1 if so
"""

import argparse
import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studyguide.codes.korean import KOREAN
from studyguide.diagnostics import CODES

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tools" / "codes.tsv"
EXAMPLES = ROOT / "tools" / "examples.tsv"
PAGE = ROOT / "docs" / "codes.md"

ESCAPED = re.compile(r"\\([n\\])")  # `\n` and `\\` in a row of a table
SEVERITIES = {"error": "오류", "warning": "경고", "info": "알림"}
ROOMS = {
    "C": "설정 (book.yaml)",
    "N": "노트",
    "B": "글머리표",
    "G": "용어집",
    "M": "수식",
    "P": "PDF",
    "E": "EPUB",
    "L": "링크, 속성, local.css",
    "S": "학습 도구",
}
INTRO = """\
# 메시지와 고치는 법

[//]: # (tools/write_codes.py가 codes.tsv와 examples.tsv로 만드는 쪽이다.)

메시지는 한 줄에 자리, 심각도, 코드, 내용을 담고 다음 줄에 고치는 법을 적는다.

```
book/06-diffusion.md:71: warning G009: “TTL”의 풀이가 없고 원말만 있다: time to live
    hint: glossary.yaml에 `definition`을 쓴다
```

`파일:줄: 심각도 코드: 내용` 꼴과 `error`, `warning`, `info`, `hint`라는 말은 언어가 달라도 같아서
편집기와 CI가 알아본다. 내용은 한국어이고 `--lang en`을 주면 영어다.

`./invoke check --format json`은 `file`(명령을 친 자리에서 본 경로), `line`, `col`, `severity`,
`code`, `fact`, `hint`의 목록을 낸다. 자리가 없는 메시지는 앞의 셋이 `null`이다.

| 심각도 | 뜻 |
| --- | --- |
| 오류 (`error`) | 남은 것을 다 알린 뒤 멈춘다. 책을 만들지 않는다. |
| 경고 (`warning`) | 책은 만든다. `--strict`를 주면 종료 상태가 1이 된다. |
| 알림 (`info`) | 알아 두면 좋은 일이다. 멈추는 일이 없다. |

P와 E로 시작하는 코드는 PDF나 EPUB을 실제로 만들 때만 나오므로 `./invoke check`에는 보이지 않는다.

아래에서 `{이름}`은 메시지마다 채워지는 자리다.
"""


@dataclass(frozen=True)
class Advice:
    """What a code means to the notes' author, in Korean."""

    cause: str
    remedy: str


@dataclass(frozen=True)
class Example:
    """What an author wrote, in the file of that name; without a file it is told in words."""

    file: str
    text: str


def read_advice() -> dict[str, Advice]:
    """The rows of tools/codes.tsv by code. Raises SystemExit where it and the tables differ."""
    return {code: Advice(row["cause"], row["remedy"]) for code, row in _rows(TABLE).items()}


def read_examples() -> dict[str, Example]:
    r"""The rows of tools/examples.tsv by code; `\n` ends a line there, and `\\` is a backslash."""
    return {
        code: Example(row["file"], ESCAPED.sub(_unescaped, row["example"]))
        for code, row in _rows(EXAMPLES).items()
    }


def _unescaped(met: re.Match[str]) -> str:
    return "\n" if met[1] == "n" else met[1]


def _rows(table: Path) -> dict[str, dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = {row["code"]: row for row in rows}
    if missing := sorted(CODES.keys() - found.keys()):
        raise SystemExit(f"tools/{table.name} has no row for {', '.join(missing)}")
    if unknown := sorted(found.keys() - CODES.keys()):
        raise SystemExit(f"tools/{table.name} explains {', '.join(unknown)}, which no table has")
    return found


def page() -> str:
    """The whole page as Markdown."""
    advice, examples = read_advice(), read_examples()
    parts = [INTRO]
    for letter, name in ROOMS.items():
        codes = sorted(code for code in CODES if code.startswith(letter))
        parts.append(f"\n## {letter}: {name}\n")
        parts += [_entry(code, advice[code], examples[code]) for code in codes]
    return "".join(parts)


def _entry(code: str, advice: Advice, example: Example) -> str:
    row = CODES[code]
    lines = (
        f"### {code}",
        "",
        f"{SEVERITIES[row.severity]}: {as_code(KOREAN[code][0])}",
        "",
        f"- 영어: {as_code(row.fact)}",
        f"- 까닭: {advice.cause}",
        f"- 고치는 법: {advice.remedy}",
        *_shown(example),
    )
    return "\n" + _joined(lines)


def _shown(example: Example) -> tuple[str, ...]:
    if not example.file:
        return (f"- 보기: {example.text}",)
    return (f"- 보기 (`{example.file}`):", "", "```", *example.text.split("\n"), "```")


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def as_code(text: str) -> str:
    """A text as inline code, whatever backticks it holds.

    >>> as_code("`see` runs in a circle")
    '`` `see` runs in a circle ``'
    """
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def main() -> None:
    """Write the page, or with `--check` compare it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    text = page()
    if parser.parse_args().check:
        raise SystemExit(0 if PAGE.read_text("utf-8") == text else "docs/codes.md is stale")
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
