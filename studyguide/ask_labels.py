"""The labels that authors put before a question and before its answer: `Q.`, `A.`, `답:`."""

import re

TOLD = "정답|답변|대답|답"  # what says by itself that it is an answer, as a bare `A` does not
_END = r"\s?\d{0,3}\s*[.:)：](?!\w[.])"  # not of `A.I.`
QUESTION = re.compile(rf"\s*(?:Q|질문|문제|문){_END}\s*")  # `Q. 왜?`, `Q2) 왜?`
ANSWER = re.compile(rf"\s*(?:A|{TOLD}){_END}\s*")  # `A. 그래서`, `답: 그래서`
