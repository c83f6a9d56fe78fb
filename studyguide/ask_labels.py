"""The labels that authors put before a question and before its answer: `Q.`, `A.`, `답:`."""

import re

TOLD = "정답|답변|대답|답"  # what says by itself that it is an answer, as a bare `A` does not
_ASKS = "Q|질문|문제|문"
_END = r"\s?\d{0,3}\s*[.:)：](?!\w[.])"  # not of `A.I.`
_IN = r"\\?[\[(<【〈]\s?(?:{})\s?\d{{0,3}}\s?\\?[\])>】〉]"  # `[문제 1]`, `(Q)`
_BARE = r"\s?\d{1,3}번?\s(?=.*[?？])"
# `Q. 왜?`, `Q2) 왜?`, `[질문] 왜?`, `Q2 왜?`
QUESTION = re.compile(rf"\s*(?:(?:{_ASKS})(?:{_END}|{_BARE})|{_IN.format(_ASKS)})\s*")
# `A. 그래서`, `답: 그래서`, `[답] 그래서`
ANSWER = re.compile(rf"\s*(?:(?:A|{TOLD}){_END}|{_IN.format(f'A|{TOLD}')})\s*")
# `정답: B`, `답 ③`, `(답) 3번`, `→ 답 (다)`, `내 답: 1 / 정답: 2`, down to the name of the choice
CHOSEN = re.compile(
    r"\s*(?:(?:->|→|⇒|=>)\s*|내\s?답\s*[:：]\s*\S{1,4}\s*[/,|]\s*)?"
    rf"\\?[\[(]?(?:{TOLD})\\?[\])]?(?:\s?\d{{1,3}}(?!\d))?\s{{0,9}}[.):：]?\s{{0,9}}(?:은\s)?"
    r"(?=\(?(?:[①-⑮ⓐ-ⓗ㉠-㉭A-Ha-hㄱ-ㅎ]|[가나다라마바사](?=\))|[1-9](?=번|\s|[.)]|$))\)?(?:번)?(?![\w가-힣]))"
)
