"""The forward rule in `extractor.py` writes what the real trafilatura 2.0 writes."""

import random

import pytest
import trafilatura

from tests.outline.extractor import flatten, grow, to_html, to_text

PROSE = "This paragraph is long enough for the extractor to keep the page. " * 5


@pytest.mark.parametrize("seed", range(40))
def test_forward_rule_equals_trafilatura(seed: int) -> None:
    trees = grow(random.Random(seed), [])
    page = f"<html><body><article><p>{PROSE}</p>{to_html(trees)}<p>{PROSE}</p></article></body>"
    text = trafilatura.extract(page, include_comments=False, deduplicate=False)
    assert text is not None
    lines = [line for line in text.split("\n") if not line.startswith("This paragraph")]
    assert lines == to_text(flatten(trees)).rstrip("\n").split("\n")
