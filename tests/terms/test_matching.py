"""Terms are found with any particle, and never inside another word."""

from pathlib import Path

import pytest

from studyguide.terms import Entry, assign_ids
from studyguide.terms.matching import Matcher, build

TABLE = Path(__file__).with_name("matches.txt").read_text(encoding="utf-8")
LINES = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
OPEN, CLOSE = "⟨⟩"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    plain = ["데이터 카탈로그", "GAN", "모델", "노드", "CI/CD", "C++", "pruning", "기계학습", "키",
             "structured pruning", "torch.roll", "transformer", "API", "복원"]  # fmt: skip
    special = [Entry("멱등성", en="idempotency"), Entry("큐", link="first")]
    return build(assign_ids([*special, *map(Entry, plain)]))


@pytest.mark.parametrize("line", LINES)
def test_matches(matcher: Matcher, line: str) -> None:
    text = line.replace(OPEN, "").replace(CLOSE, "")
    found = matcher.find(text)
    shown, at = "", 0
    for match in found:
        shown += f"{text[at : match.start]}{OPEN}{text[match.start : match.end]}{CLOSE}"
        at = match.end
    assert shown + text[at:] == line


def test_scope_limits_a_term_to_its_chapters() -> None:
    limited = build(assign_ids([Entry("시드", scope=("2",))]))
    assert not limited.find("시드는", "1")
    assert limited.find("시드는", "2")


def test_case_can_be_asked_for() -> None:
    exact = build(assign_ids([Entry("Rust", case="exact")]))
    folded = build(assign_ids([Entry("AI", case="fold")]))
    assert not exact.find("rust가 슨다")
    assert folded.find("ai를 쓴다")


def test_a_typo_leads_to_its_entry() -> None:
    (match,) = build(assign_ids([Entry("transformer", typos=("tranformer",))])).find("tranformer가")
    assert (match.entry_id, match.is_typo) == ("g-transformer", True)


def test_the_longest_term_wins_and_none_overlap(matcher: Matcher) -> None:
    found = matcher.find("structured pruning, pruning")
    assert [match.form for match in found] == ["structured pruning", "pruning"]
    assert found[0].end <= found[1].start
