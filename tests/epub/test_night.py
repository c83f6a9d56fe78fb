"""Words keep their contrast on the grounds that readers have: white, sepia, and dark ones."""

from pathlib import Path

import pytest

from studyguide import config
from studyguide.diagnostics import Report
from studyguide.epub.pictures import Pictures
from studyguide.epub.styles import styles
from studyguide.outputs import layers

LIGHT = ("#ffffff", "#fbf0d9", "#f8f1e3", "#f1e8d0")
DARK = ("#000000", "#121212", "#1c1c1e", "#222222")
WORDS = ("accent", "spark", "ink-faint", "code-word", "code-text", "code-remark", "code-number")
DAY = layers.tokens_of(layers.joined("epub"))
ENOUGH = 4.5  # WCAG 2.1, 1.4.3


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", WORDS)
def test_words_stand_out(name: str) -> None:
    assert min(contrast(DAY[name], ground) for ground in LIGHT) >= ENOUGH
    assert min(contrast(layers.night()[name], ground) for ground in DARK) >= ENOUGH


def night_of(book: Path) -> str:
    report = Report()
    return styles(config.load(book, report), Pictures(book, report), report).night


def test_the_night_changes_colours_alone(tmp_path: Path) -> None:
    night = night_of(tmp_path)
    assert night.startswith("@media (prefers-color-scheme: dark) {")
    assert f"code .ss {{ color: {layers.night()['code-text']} }}" in night
    assert not {"var(", "font", "margin", DAY["accent"]} & set(night.replace(":", " ").split())


def test_a_colour_that_the_author_chose_stays_at_night(tmp_path: Path) -> None:
    (tmp_path / "local.css").write_text(":root { --spark: #cc7700 }", encoding="utf-8")
    night = night_of(tmp_path)
    assert layers.night()["spark"] == "#f0a183" and "#f0a183 }" in night  # code-text is the same
    assert ".arrow" not in night
