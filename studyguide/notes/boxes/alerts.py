"""Boxes that GitHub and Obsidian open in a quotation: `> [!NOTE] 제목`."""

import re

# `[!NOTE]`, and `[!tip]-` that Obsidian folds; not the link `[!중요](a.md)`
ALERT = re.compile(r"\[!(\w+)\](?![(\[])[+-]?[ \t]*")
NAMES = {  # what the book calls a box without a title, by the class that gives its look
    "note": {
        "note": "참고",
        "info": "참고",
        "abstract": "요약",
        "summary": "요약",
        "tldr": "요약",
        "todo": "할 일",
        "example": "보기",
        "question": "물음",
        "faq": "물음",
        "quote": "인용",
    },
    "tip": {"tip": "도움말", "hint": "도움말", "success": "확인", "done": "확인"},
    "important": {"important": "중요"},
    "warning": {"warning": "주의", "attention": "주의"},
    "caution": {
        "caution": "경고",
        "danger": "위험",
        "error": "오류",
        "failure": "실패",
        "bug": "버그",
    },
}
LOOKS = {word: look for look, names in NAMES.items() for word in names}


def look(word: str) -> str:
    """The class of a box's look; none for a word that is no kind of box.

    >>> look("WARNING"), look("메모")
    ('warning', '')
    """
    return LOOKS.get(word.lower(), "")


def title(word: str) -> str:
    """What stands over a box that the author gave no title; an unknown word stays as it is.

    >>> title("WARNING"), title("메모")
    ('주의', '메모')
    """
    return NAMES.get(look(word), {}).get(word.lower(), word)
