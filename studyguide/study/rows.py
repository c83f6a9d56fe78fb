"""The by-product study.json: every question and every open question with its place."""

from collections.abc import Iterable

from studyguide.diagnostics import Pos
from studyguide.study import Doubt, Kit, Question
from studyguide.study.text import Text

SIGNS = {"math": r"\({}\)", "display": r"\[{}\]", "code": "`{}`", "blank": "____"}


def to_json(kit: Kit) -> dict[str, object]:
    """Plain lists and dicts, ready for `json.dumps`."""
    return {
        "questions": [_question(each, each.key in kit.printed) for each in kit.questions],
        "open": [_doubt(each) for each in kit.doubts],
    }


def marked(text: Text) -> str:
    r"""A text in one line: math as `\(tex\)`, a gap as `____`."""
    return "".join(SIGNS.get(p.kind, "{}").replace("{}", p.text) for p in text)


def _lines(texts: Iterable[Text]) -> list[str]:
    return [marked(text) for text in texts]


def _question(question: Question, is_printed: bool) -> dict[str, object]:
    return {
        "kind": question.kind,
        "key": question.key,
        "chapter": question.chapter,
        **_place(question.pos),
        "prompt": _lines(question.prompt),
        "answer": _lines(question.answer),
        "printed": is_printed,
    }


def _doubt(doubt: Doubt) -> dict[str, object]:
    return {
        "kind": doubt.kind,
        "chapter": doubt.chapter,
        **_place(doubt.pos),
        "text": marked(doubt.text),
        "context": marked(doubt.context),
    }


def _place(pos: Pos | None) -> dict[str, object]:
    return {"file": pos.file if pos else None, "line": pos.line if pos else None}
