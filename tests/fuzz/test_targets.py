"""A small fixed share of what `./invoke fuzz` does for long: random notes, any signs, any bytes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.pipeline.test_mess import mess
from tools.fuzz import targets
from tools.fuzz.signs import SIGNS

FOUND = sorted((Path(__file__).parent / "found").glob("*"))
MIXED = st.sampled_from(SIGNS)
SMALL = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SMALL
@given(mess())
def test_notes_of_any_mess(text: str) -> None:
    targets.one(text.encode())


@SMALL
@given(st.lists(MIXED, max_size=40).map("".join))
def test_signs_in_any_order(text: str) -> None:
    targets.one(text.encode())


@SMALL
@given(st.binary(max_size=200))
@example("가나다\r라마바".encode("utf-16"))
@example("가나다".encode("cp949"))
def test_bytes_of_any_kind(content: bytes) -> None:
    targets.one(content)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once(path: Path) -> None:
    targets.one(path.read_bytes())
    targets.whole(path.read_bytes())
