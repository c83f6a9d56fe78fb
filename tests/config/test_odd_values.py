"""Any value at any key of the two YAML files is taken or told in a line; nothing breaks."""

from pathlib import Path

import pytest

from studyguide import config
from studyguide.book_folder import HIDDEN
from studyguide.config.values import BOOK_KEYS, OUTLINE_KEYS, STUDY_KEYS, TYPOGRAPHY_KEYS
from studyguide.diagnostics import Report, as_text
from studyguide.terms import entries_yaml
from studyguide.terms.entries_yaml import KEYS, SOURCE_KEYS

VALUES = (
    *("7", "-1", "9" * 4999, "1e999", ".nan", ".inf", "2024-02-30", "yes", "~", "", '""', '" "'),
    *("[a, b]", "[[a], {b: c}]", "{a: b}", "{? [a] : b}", "[~]", "{~: ~}", "x" * 6000),
    *(r'"\x01\e[31m\a\x9b2J"', r'"a\0b"', r'"a\nb\r\nc\u2028\x85d"', r'"\ud800\uffff"'),
    *("\u202eabc", "\u200e", "😀👨\u200d👩\u200d👧", "\u1112\u1161\u11ab", "가", "{{ 7 * 191 }}"),
    *('"{0.__class__} %s {key}"', "'<script>alert(1)</script>'", "'\"'", '"=1+1"', "%41%00"),
    *("../../etc/passwd", "/etc/passwd", ".", "/", "sub", "http://127.0.0.1:9/a", "'\\'"),
    *("!!python/object:os.system x", "!!binary aGVsbG8=", "!!set {a}", "!<x> a", "'**a** $x$'"),
)
NOTHING = ("~", "", '""', '" "', "[~]")  # that leave a key empty
OUTER = {"outline": OUTLINE_KEYS, "typography": TYPOGRAPHY_KEYS, "study": STUDY_KEYS}
INNER = [f"{outer}:\n  {key}" for outer, keys in OUTER.items() for key in keys]
ENTRY_KEYS = [*KEYS, *(f"source:\n    {key}" for key in SOURCE_KEYS)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "1.md").write_text("# 장\n", "utf-8")
    return tmp_path


def is_told_in_lines(report: Report) -> bool:
    """Whether each message is a line and its hint, without what a terminal would obey."""
    for said in report.in_order():
        lines = as_text([said]).split("\n")
        assert len(lines) <= 2
        assert not any(map(HIDDEN.search, lines))
    return True


@pytest.mark.parametrize("key", [*BOOK_KEYS, *INNER])
def test_of_book_yaml(key: str, root: Path) -> None:
    without = config.load(root, Report())
    for value in VALUES:
        (root / "book.yaml").write_text(f"{key}: {value}\n", "utf-8")
        report = Report("ko")
        book = config.load(root, report)
        assert is_told_in_lines(report)
        assert report.diagnostics or book != without or value in NOTHING, value


@pytest.mark.parametrize("key", ENTRY_KEYS)
def test_of_the_glossary(key: str, root: Path) -> None:
    path = root / "glossary.yaml"
    path.write_text("- term: 물결\n", "utf-8")
    without = repr(entries_yaml.load([path], root, Report()))
    for value in VALUES:
        path.write_text(f"- term: 물결\n  {key}: {value}\n", "utf-8")
        alone = Report()
        entries = repr(entries_yaml.load([path], root, alone))
        assert alone.diagnostics or entries != without or value in NOTHING, value
        path.write_text(f"- term: 물결\n  {key}: {value}\n- {key}: {value}\n", "utf-8")
        report = Report("ko")
        entries_yaml.load([path], root, report)
        assert is_told_in_lines(report)


def test_a_message_obeys_no_terminal() -> None:
    report = Report("en")
    report.add("N008", None, path="a\x1b[2J\u202eb\nc")
    fact = report.diagnostics[0].fact
    assert fact == r"the picture “a\x1b[2J\u202eb c” is missing"
