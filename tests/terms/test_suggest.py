"""What the notes seem to want from glossary.yaml."""

import yaml

from studyguide.diagnostics import Pos
from studyguide.terms import Entry, Gloss, Passage, Row
from studyguide.terms.suggest import suggest, to_yaml


def row(entry: Entry, kind: str = "curated") -> Row:
    return Row(entry, "g-x", Gloss(kind))  # type: ignore[arg-type]


def test_a_headword_without_definition_gets_a_stub() -> None:
    rows = [row(Entry("샤딩", Pos("a.md", 3)), "none"), row(Entry("복제"), "harvested")]
    found = suggest(rows, [])
    assert [(each.kind, each.term) for each in found] == [("stub", "샤딩")]
    assert yaml.safe_load(to_yaml(found)) == [{"term": "샤딩", "definition": None}]


def test_a_term_that_the_notes_define_gets_a_stub() -> None:
    (found,) = suggest([], [Passage("표를 나누어 두는 기법을 샤딩이라 한다")])
    assert (found.term, found.value) == ("샤딩", "표를 나누어 두는 기법을 샤딩이라 한다")


def test_a_pair_is_an_alias_of_the_one_that_is_known() -> None:
    said = [Passage("멱등성(idempotency)이 좋다"), Passage("QAT(quantization aware training)")]
    found = suggest([row(Entry("멱등성")), row(Entry("QAT"))], said)
    assert [(each.term, each.value) for each in found] == [
        ("멱등성", "idempotency"),
        ("QAT", "quantization aware training"),
    ]


def test_a_rare_word_almost_like_a_term_is_a_typo() -> None:
    rows = [row(Entry("autoregressive")), row(Entry("transformer"))]
    said = [Passage("autoagressive 모형"), Passage("transformers 여럿"), Passage("information")]
    (found,) = suggest(rows, said)
    assert (found.kind, found.term, found.value) == ("typo", "autoregressive", "autoagressive")


def test_a_headword_almost_like_a_defined_one_is_a_typo() -> None:
    known = Entry("autoregressive", is_curated=True)
    rows = [row(known), row(Entry("autoagressive"), "none"), row(Entry("transformers"), "none")]
    found = [each for each in suggest(rows, []) if each.kind == "typo"]
    assert [(each.term, each.value) for each in found] == [("autoregressive", "autoagressive")]


def test_a_stub_keeps_the_english_that_the_notes_gave() -> None:
    text = to_yaml(suggest([row(Entry("쿠버네티스", en="Kubernetes"), "none")], []))
    assert yaml.safe_load(text) == [{"term": "쿠버네티스", "en": "Kubernetes", "definition": None}]


def test_stubs_are_yaml_whatever_the_term_is() -> None:
    terms = ["C++", "yes", "a: b", "#1", 'say "hi"', "CI/CD", "@", "[x]"]
    text = to_yaml(suggest([row(Entry(term), "none") for term in terms], []))
    assert [each["term"] for each in yaml.safe_load(text)] == terms
