"""Keyword lines of the notes, split into headwords; what is no term is told apart."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from studyguide.hangul import has_hangul, is_syllable, tail_of
from studyguide.terms import is_abbreviation, is_expansion

_NAME = (
    r"(?:(?:기타|주요|핵심|중요|중요한|관련|오늘의|그\s?외|추가)\s*)?"
    r"(?:키\s?워드|keywords?|핵심\s?용어|주요\s?용어|용어\s?정리)(?:들)?(?:\s*(?:정리|모음|목록))?"
)
TITLE = re.compile(rf"\W*{_NAME}\s*[:：]?\W*", re.IGNORECASE)  # `기타 키워드들`, `주요 키워드:`
NAMED_TITLE = re.compile(  # `경제학 키워드`, `미시 주요 용어:`, `키워드 (시험 전날)`
    rf"\W*(?:[\w·&+/-]{{1,12}}\s+){{0,3}}{_NAME}\s*(?:[(（][^()（）]{{1,20}}[)）])?\s*[:：]?\W*",
    re.IGNORECASE,
)
TITLED_LINE = re.compile(rf"{_NAME}\s*(?:[:：]|\s[-–—])\s*(?P<rest>\S.*)", re.IGNORECASE)

LEAD_IN = re.compile(
    r"(?:그\s?(?:뒤|다음|외|밖)에?(?:도|는)?|그리고|또한?|및|기타)\s+"
)  # 그 뒤에 …
# … 이런것도 나왔는데.. 잘 모르겠음
TAIL = re.compile(
    r"\s*(?:이런|그런|저런)\s?것?들?(?:도|들|을|이|은)?(?:\s.*)?$|\s+등(?:등|이|도|을)?\s.*$"
    r"|\s+등등?[.…]*$"
)
JOINING = re.compile(r"(?:^|(?<=[\s,]))(?:그리고|또한|및)\s")  # a, 그리고 b
UNSURE = re.compile(r"모르겠|모름|몰라|헷갈|확실하지\s?않|아마도?\s")
# `모르겠음`, `아직 잘 모름`, `나중에 정리`, `TODO`: what stands for an explanation and is none
UNTOLD = re.compile(
    r"(?:(?:아직도?|잘|전혀|나도|이것도)\s*)*(?:모르겠\S*|모름|몰라\S*|이해\s?(?:못\s?함|안\s?됨))[.…!~ㅠㅜ]*"
    r"|(?:나중에|다음에|다시|더)\s*(?:정리|확인|공부|조사|찾아)\S*(?:\s?\S{1,3})?[.…!~]*"
    r"|(?:to-?do|tbd|미정|\?+)[.…]*",
    re.IGNORECASE,
)
QUESTION_WORD = re.compile(
    r"어떻게|어떤|왜|무엇|무슨|뭐|뭘|뭔|어디|언제|누가|누구|얼마|어느"
    r"|\b(?:how|why|what|which|when|who)\b",
    re.IGNORECASE,
)
QUESTION_END = re.compile(r"(?:까|나|나요|는가|은가|인가|인지|는지|을지|ㄹ지|하지|되지|지)\s*\?+$")
SENTENCE_END = re.compile(
    r"(?:[한된인온간본난킨힌]다|[았었였했됐갔왔]다|[있없같겠]다|[는하되이]다|니다|[어아해세네]요|죠"
    r"|[있없같겠했었았였됐]음|[가-힣]\s?함|됨|하자|[는은]듯|대로|서|는데|지만)[.!~…]*$"
)
PAST = re.compile(r"[가-힣]던\s")  # 반가웠던 것
STOP_INSIDE = re.compile(r"[가-힣][.!?]\s+\S|[가-힣]\.\.")  # two sentences, or a trailing thought
DASH = re.compile(r"\s+[-–—]\s+|\s+[=:：]\s*|(?<=[가-힣A-Za-z0-9)])[:：]\s+")  # `A - B`, `A: B`
SPACED_DASH = re.compile(r"\s[-–—]\s")  # `A - B`, `A – B`
BANG = re.compile(r"(?P<term>[^!?]{1,40})!+\s+(?P<rest>\S.*)")  # CT! continuous training
PAREN = re.compile(
    r"(?P<term>[^()（）]+?)\s*[(（](?P<inner>[^()（）]+)[)）]"
)  # 멱등성(idempotency)
PAIR = re.compile(  # `리타드 / retard`: one term in two languages
    r"(?P<term>[가-힣][가-힣 ]*?)\s+/\s+(?P<inner>[A-Za-z][A-Za-z0-9 -]*)"
)
TWICE = re.compile(  # `잠금 / 락 - …`
    r"(?P<term>[가-힣][가-힣 ]*?)\s+/\s+(?P<inner>[가-힣][가-힣 ]*)"
)
CALL = re.compile(r"[A-Za-zΑ-ω]\s?\([^()]*\)")  # `O(log n)`, `f(x)`
LEADING_DOT = re.compile(r"[ \t\"'“‘`*~-]*(?=\.[A-Za-z])")  # `.NET`
SEPARATOR = re.compile(r"\s*[,，、;；]\s*|\s+[/|·]\s+")  # never the slash of CI/CD
OPENERS, CLOSERS = "([{（「『“‘", ")]}）」』”’"
HASHTAGS = re.compile(r"(?:#[^\s#,]+[\s,]*){1,}")  # #멱등성 #정합성
THOUSANDS = re.compile(r"\d,\d{3}")
LATIN_NOUN = re.compile(  # the Latin words of a sentence that a josa marks as nouns
    r"[A-Za-z][A-Za-z0-9]*(?:[.\-_/][A-Za-z0-9]+)*(?=\s?(?:은|는|이|가|을|를|의|에서|에|로|으로|와|과)"
    r"(?:\s|$))"
)
TRIMMED = " \t\"'“”‘’`*~.…,;:-–—•"
WORDS_IN_TERM = 6
LETTERS_IN_TERM = 48
LETTERS_IN_TITLE = 48


@dataclass(frozen=True)
class Headword:
    """One term of a keyword line, cleaned; the author's doubt is kept."""

    text: str
    is_doubted: bool = False
    expansion: str = ""
    gloss: str = ""
    counterpart: str = ""


@dataclass(frozen=True)
class KeywordLine:
    """What one keyword item is; `is_whole` when the headwords say all that the line says."""

    kind: Literal["terms", "question", "sentence"]
    text: str
    headwords: tuple[Headword, ...] = ()
    is_whole: bool = True


def is_title(text: str) -> bool:
    """Whether the line only announces a keyword list.

    >>> is_title("기타 키워드들"), is_title("키워드 중심으로만 작성했다")
    (True, False)
    """
    return bool(TITLE.fullmatch(text.strip()))


def is_named_title(text: str) -> bool:
    """Whether the line may announce a keyword list, if a list of names follows.

    >>> is_named_title("경제학 키워드 (시험 전날)"), is_named_title("경제학 키워드 중심으로 적었다")
    (True, False)
    """
    said = text.strip()
    return len(said) <= LETTERS_IN_TITLE and bool(NAMED_TITLE.fullmatch(said))


def after_title(text: str) -> str:
    """The keywords of a one-line list `키워드: a, b`; empty when it is none."""
    found = TITLED_LINE.fullmatch(text.strip())
    return found["rest"] if found else ""


def split_line(text: str) -> KeywordLine:
    """Read one keyword item.

    >>> [h.text for h in split_line("ci/cd, 그리고 CT! continuous training").headwords]
    ['ci/cd', 'CT']
    """
    line = " ".join(text.split())
    if is_question(line):
        return KeywordLine("question", line)
    body = _without_frame(line)
    doubted = bool(UNSURE.search(line))
    if HASHTAGS.fullmatch(body):
        return KeywordLine("terms", line, _headwords(re.findall(r"#([^\s#,]+)", body), doubted))
    heads = _explained(body, doubted)
    if not heads and is_sentence(body):
        nouns = list(dict.fromkeys(LATIN_NOUN.findall(SPACED_DASH.split(body)[0])))
        return KeywordLine("sentence", line, _headwords(nouns, doubted), False)
    heads = heads or _headwords(split_at_commas(body), doubted)
    return KeywordLine("terms", line, heads, says_all(heads, line))


def says_all(heads: tuple[Headword, ...], line: str) -> bool:
    """Whether no word of `line` but a joining one would be lost if only `heads` were shown."""
    shown = "".join(h.text + h.expansion + h.gloss + h.counterpart for h in heads)
    letters = [each for each in JOINING.sub("", line) if each.isalnum()]
    return len(letters) <= sum(each.isalnum() for each in shown)


def is_question(line: str) -> bool:
    """A question to come back to, not a term with the author's `?` of doubt."""
    if not line.rstrip(" .!").endswith("?"):
        return False
    return bool(QUESTION_WORD.search(line) or QUESTION_END.search(line)) and " " in line


def is_sentence(line: str) -> bool:
    """Whether the line says something rather than names something."""
    words = line.split()
    if STOP_INSIDE.search(line) and len(words) > 3:
        return True
    if len(words) >= 2 and (SENTENCE_END.search(line) or PAST.search(line) or _is_verb(words[-1])):
        return True
    return all(len(piece.split()) > WORDS_IN_TERM for piece in split_at_commas(line))


def _is_verb(word: str) -> bool:
    """Whether a word ends as a plain verb does, `-ㄴ다` or `-ㅆ다`: 쓴다, 버렸다."""
    stem = word.rstrip(".!~… ")[-2:]
    return (
        len(stem) == 2 and stem[1] == "다" and is_syllable(stem[0]) and tail_of(stem[0]) in "ㄴㅆ"
    )


def split_at_commas(line: str) -> list[str]:
    """The pieces between commas that stand outside brackets, quotes and numbers."""
    hidden = [index for index, depth in enumerate(_depths(line)) if depth]
    hidden += [m.start() + 1 for m in THOUSANDS.finditer(line)]
    cuts = [m for m in SEPARATOR.finditer(line) if m.start() not in hidden and m.end() - 1
            not in hidden]  # fmt: skip
    edges = [0, *(edge for cut in cuts for edge in cut.span()), len(line)]
    pieces = [line[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [piece for piece in pieces if piece]


def _depths(line: str) -> list[int]:
    depth, depths = 0, []
    for character in line:
        depth += character in OPENERS
        depths.append(depth)
        depth -= depth > 0 and character in CLOSERS
    return depths


def _without_frame(line: str) -> str:
    """The line without its lead-in (`그 뒤에`) and its tail (`이런것도 나왔는데`)."""
    body = LEAD_IN.sub("", line, count=1) if LEAD_IN.match(line) else line
    tail = TAIL.search(body)
    if tail and tail.start() > 0 and not is_sentence(body[: tail.start()]):
        body = body[: tail.start()]
    return body.strip()


def _explained(body: str, doubted: bool) -> tuple[Headword, ...]:
    """Headwords of a line `A - explanation`, or none when the line is no such pair."""
    pairs = split_at_commas(body)
    if len(pairs) > 1 and all(map(DASH.search, pairs)):  # `A - 가, B - 나`
        found = [_explained(pair, doubted) for pair in pairs]
        return tuple(head for heads in found for head in heads) if all(found) else ()
    cut = DASH.search(body)
    if cut and (pair := PAIR.fullmatch(body[: cut.start()])):
        body = f"{pair['term']}({pair['inner']})" + body[cut.start() :]
        cut = DASH.search(body)
    if cut and (twice := TWICE.fullmatch(body[: cut.start()])):  # one explanation: one term
        heads = _explained(twice["term"] + body[cut.start() :], doubted)
        return tuple(replace(head, counterpart=twice["inner"]) for head in heads if head.gloss)
    if not cut or len(split_at_commas(body[: cut.start()])) > 1:
        return ()
    left, right = body[: cut.start()], body[cut.end() :]
    if is_sentence(left) or not 0 < len(left.split()) <= WORDS_IN_TERM:
        return ()
    head = _headword(left, doubted)
    if not head:
        return ()
    if UNTOLD.fullmatch(right.strip()):
        return (replace(head, is_doubted=True),)
    if is_expansion(head.text, right) or _is_short_for(head.text, right):
        return (replace(head, expansion=right),)
    if _is_label(split_at_commas(right)):
        return _headwords(split_at_commas(right), doubted)  # `클라우드: IAM, KMS`
    if not has_hangul(right) and len(right.split()) <= 2:
        return _headwords([left, right], doubted)  # `허깅페이스 - swin2sr` names two things
    return (replace(head, gloss=right),)


def _is_short_for(name: str, said: str) -> bool:
    """Whether Latin words behind an abbreviation begin as it does: `SVM - support vectors`."""
    is_latin = not has_hangul(said) and len(split_at_commas(said)) == 1
    is_like = is_latin and said[:1].casefold() == name[0].casefold()
    return is_like and is_abbreviation(name) and 2 <= len(said.split()) <= WORDS_IN_TERM


def _is_label(pieces: list[str]) -> bool:
    """Whether a list of names follows, and not an explanation in words, or sizes: `O(n), O(1)`."""
    is_short = len(pieces) > 1 and all(len(piece.split()) <= 2 for piece in pieces)
    in_words = any(has_hangul(piece) and " " in piece for piece in pieces)
    return is_short and not in_words and not all(CALL.fullmatch(piece) for piece in pieces)


def _headwords(pieces: list[str], doubted: bool) -> tuple[Headword, ...]:
    found: dict[str, Headword] = {}
    for piece in pieces:
        for head in _explained(piece, doubted) or (_headword(piece, doubted),):
            if head:
                found.setdefault(head.text.casefold(), head)
    return tuple(found.values())


def _headword(piece: str, doubted: bool) -> Headword | None:
    text = LEAD_IN.sub("", piece, count=1) if LEAD_IN.match(piece) else piece
    if bang := BANG.fullmatch(text):
        head, rest = _headword(bang["term"], doubted), bang["rest"]
        if head and is_expansion(head.text, rest):
            return replace(head, expansion=rest)
        return replace(head, gloss=rest) if head else None
    is_doubted = doubted or "?" in text
    bare = _trimmed(re.sub(r"\(\s*\?+\s*\)|[?!]+", "", text))
    if CALL.fullmatch(bare):
        return Headword(bare, is_doubted)
    if (paren := PAREN.fullmatch(bare)) and len(paren["inner"].split()) <= WORDS_IN_TERM:
        return _with_counterpart(paren["term"].strip(TRIMMED), paren["inner"].strip(), is_doubted)
    if not any(each.isalnum() for each in bare) or len(bare) > LETTERS_IN_TERM or "$" in bare:
        return None
    return Headword(bare, is_doubted)


def _trimmed(text: str) -> str:
    """The term without what stands around it; the point of a name is its own.

    >>> _trimmed("- .NET."), _trimmed("…멱등성,")
    ('.NET', '멱등성')
    """
    if met := LEADING_DOT.match(text):
        return text[met.end() :].rstrip(TRIMMED)
    return text.strip(TRIMMED)


def _with_counterpart(term: str, inner: str, doubted: bool) -> Headword:
    if is_expansion(term, inner):
        return Headword(term, doubted, expansion=inner)
    if has_hangul(term) != has_hangul(inner):
        return Headword(term, doubted, counterpart=inner)
    return Headword(term, doubted, gloss=inner)
