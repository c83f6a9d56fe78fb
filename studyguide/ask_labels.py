"""The labels that authors put before a question and before its answer: `Q.`, `A.`, `답:`."""

import re

TOLD = "정답|답변|대답|답"  # what says by itself that it is an answer, as a bare `A` does not
_ASKS = "Q|질문|문제|문"
_END = r"\s?\d{0,3}\s*[.:)：](?!\w[.])"  # not of `A.I.`
_IN = r"\\?[\[(<【〈]\s?(?:{})\s?\d{{0,3}}\s?\\?[\])>】〉]"  # `[문제 1]`, `(Q)`
# `Q. 왜?`, `Q2) 왜?`, `[질문] 왜?`
QUESTION = re.compile(rf"\s*(?:(?:{_ASKS}){_END}|{_IN.format(_ASKS)})\s*")
# `A. 그래서`, `답: 그래서`, `[답] 그래서`
ANSWER = re.compile(rf"\s*(?:(?:A|{TOLD}){_END}|{_IN.format(f'A|{TOLD}')})\s*")
# `정답: B`, `답 ③`, `(답) 3번`, down to the name of the choice
CHOSEN = re.compile(
    rf"\s*\\?[\[(]?(?:{TOLD})\\?[\])]?(?:\s?\d{{1,3}}(?!\d))?\s*[.):：]?\s*(?:은\s)?"
    r"(?=\(?(?:[①-⑮ⓐ-ⓗ㉠-㉭A-Ha-hㄱ-ㅎ]|[1-9](?=번|\s|[.)]|$))\)?(?:번)?(?![\w가-힣]))"
)
