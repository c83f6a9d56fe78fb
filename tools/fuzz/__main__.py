"""Bends the notes of the tests towards new branches of the code, for as long as it is told.

Atheris watches which branches a text reaches. What breaks something lies in `build/fuzz/`.
"""

import sys
from pathlib import Path

import atheris  # has wheels for Linux alone

with atheris.instrument_imports(include=["studyguide"]):
    from tools.fuzz import targets
    from tools.fuzz.signs import SIGNS

PROJECT = Path(__file__).parents[2]
FOUND = PROJECT / "build" / "fuzz"
LONGEST = 4096  # bytes of a text


def main() -> None:
    """Fuzz for the seconds given; the exit status is not 0 when something was found."""
    if not sys.argv[1].isdecimal():
        sys.exit(f"--seconds: {sys.argv[1]}")
    corpus = FOUND / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    notes = sorted((PROJECT / "tests").glob("*/*/in*"))
    for at, path in enumerate(filter(Path.is_file, notes)):  # not `node_modules/inherits`
        (corpus / f"seed-{at}").write_bytes(path.read_bytes()[:LONGEST])
    words = FOUND / "signs.dict"
    words.write_text("\n".join(f'"{_escaped(sign)}"' for sign in SIGNS), "ascii")
    limits = [f"-max_total_time={int(sys.argv[1])}", f"-max_len={LONGEST}", "-timeout=20"]
    limits += [f"-artifact_prefix={FOUND}/", "-rss_limit_mb=2048", "-print_final_stats=1"]
    limits.append(f"-dict={words}")
    atheris.Setup([sys.argv[0], *limits, str(corpus)], targets.often)
    atheris.Fuzz()


def _escaped(sign: str) -> str:
    """A sign as libFuzzer's dictionaries have it."""
    return "".join(f"\\x{byte:02x}" for byte in sign.encode())


if __name__ == "__main__":
    main()
