"""Texts that would keep a reader busy for hours: each is read, within bounds of time and memory."""

import resource
import subprocess
import sys
from pathlib import Path

from invoke import Result

PROJECT = Path(__file__).parents[2]
SECONDS = 90  # of the processor, for all of them: a hang ends, a slow machine does not
BYTES = 3 << 30
COUNT = 1500
REPEATED = (
    *("[", "![", "[[", "^[", "[^", "[a](", "[a][", "[a]{", "[\n", "![\n", "> [\n", '["'),
    *("$a ", "$a\n", "$$a ", "*a ", "***a ", "_a ", "~~a ", "`a ", "<!--", "<!--\n", "<a ", "<a@b"),
    *(
        "<http://",
        "&",
        "&#x",
        "\\",
        "\\(",
        "\\[",
        '"',
        "@eq:a ",
        "- ",
        "> ",
        "|",
        "{",
        "(",
        "가나 ",
    ),
)
LONG = ("-> ", "1.", "\\(", " ")  # that took a minute each while every one looked for its end anew
NESTED = ("[]", "()", "{}", "$$", "**", "[[]]", "<>")


def texts() -> list[str]:
    """The notes of a book that means harm."""
    found = [sign * COUNT for sign in REPEATED]
    found += [sign * 60_000 for sign in LONG]
    found += [f"{pair[: len(pair) // 2] * 40}a{pair[len(pair) // 2 :] * 40}" for pair in NESTED]
    found += ["[" * 40 + "a" + "](b)" * 40, "![" * 40 + "a" + "](b)" * 40]
    found += ["x" * 200_000, "가" * 200_000, "*" * 400_000]
    found += [" ".join("`" * length for length in range(1, 150)), "".join(map(bullet, range(400)))]
    return found


def bullet(depth: int) -> str:
    return f"{' ' * depth}- a\n"


def run(folder: Path) -> Result:
    """Check a book with no more time and memory than the bounds."""
    command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(PROJECT), "check"]
    ran = subprocess.run(
        [*command, "--book", str(folder)],
        cwd=folder, capture_output=True, text=True, preexec_fn=bounds, check=False,
    )  # fmt: skip
    return Result(stdout=ran.stdout, stderr=ran.stderr, exited=ran.returncode)


def bounds() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def test_each_is_read_within_bounds(tmp_path: Path) -> None:
    for at, text in enumerate(texts()):
        (tmp_path / f"{at}.md").write_text(f"# 장\n\n{text}\n", "utf-8")
    done = run(tmp_path)
    assert done.ok, done.stdout[-500:] + done.stderr[-500:]
    assert "N011" not in done.stdout
