"""The command: `python -m tools.ace BOOK.epub …` tells every violation; 1 when there is one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.npm import Missing, chromium, modules

HERE = Path(__file__).parent


def main(books: list[str]) -> int:
    """Check each book; 2 when Ace cannot run here."""
    try:
        told = [f"{book}: {line}" for book in books for line in violations(Path(book))]
    except Missing as missing:
        print(f"ace: {missing}", file=sys.stderr)
        return 2
    print("\n".join(told) or f"Ace: 0 violations in {', '.join(books)}")
    return 1 if told else 0


def violations(book: Path) -> list[str]:
    """What Ace finds, one line each: the file, the weight, the rule, where and why."""
    with TemporaryDirectory() as out:
        program = modules(HERE) / ".bin" / "ace-cli"
        subprocess.run(
            [program, "--force", "--silent", "--outdir", out, book.resolve()],
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium()},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        report = Path(out) / "report.json"
        if not report.exists():
            raise Missing(f"Ace could not read {book}")
        return list(_lines(json.loads(report.read_text("utf-8"))))


def _lines(report: dict[str, Any]) -> Iterator[str]:
    for page in report["assertions"]:
        for found in page["assertions"]:
            rule, result = found["earl:test"], found["earl:result"]
            why = " ".join(str(result["dct:description"]).split())
            where = " ".join(str(result.get("html", "")).split())[:120]
            name = page["earl:testSubject"]["url"]
            yield f"{name}: {rule['earl:impact']} {rule['dct:title']}: {why} {where}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
