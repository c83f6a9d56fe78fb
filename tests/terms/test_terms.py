"""Ids of entries: ASCII, readable, and the same when other terms come and go."""

import pytest

from studyguide.terms import Entry, assign_ids, fold, is_expansion, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CI/CD", "ci-cd"), ("C++", "c-plus-plus"), ("C#", "c-sharp"), ("C", "c"),
        ("멱등성", "myeogdeungseong"), ("데이터 격자", "de-iteo-gyeogja"), ("λ", "lamda"),
        ("node.js", "node-dot-js"), ("café", "cafe"), ("衆", "u8846"), ("…", "term"),
    ],
)  # fmt: skip
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


def test_ids_come_from_id_then_english_then_headword() -> None:
    entries = [Entry("가지", id="branch"), Entry("멱등성", en="idempotency"), Entry("열")]
    assert list(assign_ids(entries)) == ["g-branch", "g-idempotency", "g-yeol"]


def test_a_term_added_later_renames_none() -> None:
    old = [Entry("정책", en="policy"), Entry("열")]
    new = [*old, Entry("방침", en="policy"), Entry("가지")]
    kept = {entry.term: name for name, entry in assign_ids(old).items()}
    added = {entry.term: name for name, entry in assign_ids(new).items()}
    assert len(added) == 4
    assert all(added[term] == name for term, name in kept.items())


def test_fold_and_expansion() -> None:
    assert fold("Data-Mart") == fold("data mart") == fold("datamart")
    assert is_expansion("SLO", "service level objective")
    assert is_expansion("MTTR", "mean time to recovery")
    assert is_expansion("MVD", "multivalued dependency")
    assert is_expansion("ELBO", "evidence lower bound")
    assert not is_expansion("SLO", "service objective level")
    assert not is_expansion("SVM", "support vectors")
    assert not is_expansion("ID", "identity provider")
    assert not is_expansion("cd", "change directory order")
    assert not is_expansion("가나", "가지 나무")
