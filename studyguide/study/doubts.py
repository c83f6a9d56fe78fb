"""Finds what the author left open: questions without an answer, admissions, things put off."""

import re
from collections.abc import Iterator, Sequence

from studyguide.hangul import tail_of
from studyguide.study import Chapter, Doubt, DoubtKind, Item
from studyguide.study.text import Text, cut, flat, plain, strip

DONE, TODO = "☒", "☐"  # task list items, as pandoc reads them
ASKS = re.compile(r"[?？][)\]?？!.…~\s]*$")  # `왜 붙지?`, `gcs 는? ….`; not `"왜 쌓아요?"`
MARK = re.compile(r"[?？]+")
# A question that sets the scene for what comes next: `키가 노출된다면?`, `밖에서 쓸 때는?`
SCENE = re.compile(
    r"(?:면|[ㄹ할쓸될갈올볼을를] ?때는?|땐|에선|에서는|경우(?:에?는|엔)?)\s*[.…?？]+$"
)
TAG = re.compile(
    r"(?:잖아요?|그렇죠|그치|안 그래요?|[않하]겠[는은나]가?|아니겠[는은나]?가?|=)\s*[?？]+[)\]]?$"
)
# Questions put to a reader, not to oneself: `어떻게 하면 될까요?`; titles: `광합성이란?`
POLITE = re.compile(
    r"(?:[까나가니]요|습니까|[가-힣]니까|세요|[죠래]|지요)\s*[?？]+$|[가-힣A-Za-z)]\s?란\s*[?？]+$"
)
NUMBERED = re.compile(
    r"^\s*(?:Q\s?\d*|질문\s?\d*|문제\s?\d*|문)\s*[.:)：]"
)  # `Q. …`, with its answer below
# Questions in the voice of a book: `어떻게 나눌 것인가?`, `조약의 결과는?`, `해야 할까?`
FORMAL = re.compile(r"(?P<verb>[가-힣])가\s*[?？]$")
ABOUT = re.compile(r"\S[은는]\s*[?？]$")
PROBLEM = re.compile(
    r"(?:수\s?[있없]을까|야\s?(?:할까|하나|되나|될까)|좋을까|어떻게\s.*할까)\s*[?？]$"
)
BOOKISH = re.compile(
    r"(?:어떻게|왜|어떤|무엇|언제|누구).*[까가랑]\s*[?？]$|(?:언제|누가|무엇을|어떻게)\s*[?？]$"
)
OWN = re.compile(r"[건거]가\s*[?？]$")  # `회의록까지 되는 건가?` asks oneself
SAID_WHOLE = re.compile(r"(?:[까나가요지니냐래데죠자])\s*[)\]]?[?？]+$")  # no fragment: `권한?`
# What answers `왜 …?` in the next line: `왕실의 권위를 세우려고`
BECAUSE = re.compile(
    r"(?:려고|때문(?:에|이다|임|입니다)?|위해서?|위함|라서|니까|므로|[해어아]서|덕분|탓|이유)[가-힣]{0,2}[.!]?$"
)
WHY = re.compile(r"왜|이유|까닭")
YES_NO = re.compile(
    r"^(?:아니|네[,. ]|예[,. ]|응[,. ]|ㅇㅇ|ㄴㄴ|맞[다음]|그렇다|가능|불가|yes\b|no\b)",
    re.IGNORECASE,
)
MANY = 4  # whole questions in a row are a list of questions, not doubts
WH = re.compile(
    r"어떻게|어떤|왜|무엇|무슨|뭐|뭘|뭔|어디|언제|누가|누구|얼마|어느|몇|"
    r"\b(?:how|why|what|which|when|who|where)\b",
    re.IGNORECASE,
)
PAIR_DOUBT = re.compile(r"\s[-–—]\s*\S.*[?？]|[-–—]\s*[?？]+$")  # `policy – 권한의 집합?`, `… – ?`
TRAILING = re.compile(r"[.…]\s*[?？]")  # a voice that trails off: `비동기..?`
ARROW = re.compile(r"^\s*(?:→|⇒|->|=>)")
ANSWER = re.compile(r"^\s*(?:(?:→|⇒|->|=>)|(?:답|정답|답변|A)\s*[.:：)])")  # `A. …`, `답: …`
QUIZ = re.compile(
    r"물어볼|확인할|점검|체크\s?리스트|체크할|고려할|따져|생각해\s?볼|연습\s?문제|질문\s?목록"
)
REST = r"[^.!?？]{0,6}[)\].…~!\s-]*$"
UNSURE = re.compile(
    r"(?:모르겠(?:다|음|습니다|어요?|네요?|는데)|(?:잘|아직|왜인지|뭔지|뭐인지|(?:왜|무슨|뭐가|뭘)\s[^.!?]{1,20}지는?)\s?모름|몰라서\s\S+"
    r"|모르는\s(?:내용|말|이야기|부분|단어)\S*\s(?:생략|넘어\S*|비워\S*)"
    r"|이해(?:가|를|는)?\s?(?:안\s?(?:됨|감|간다|된다|됐[음다])|못\s?(?:했[음다]|함|하겠[음다]))"
    r"|이해하지 못\S+|못\s?알아\s?들[음었]\S*|알아듣지 못\S+|못\s?들[음었]\S*"
    r"|감이?\s?(?:안|잘 안)\s?(?:옴|온다|와요?|잡\S+)"
    r"|가물가물\S*|헷갈(?:린다|림|려요?|리네)|자신(?:이|은)?\s?없(?:음|다)|확실(?:치|하지는?)\s?않(?:음|다|아\S*)"
    r"|(?:흐름|내용)을?\s?놓(?:침|쳤\S+)|질문은?\s?못\s?\S+|증명은?\s?못\s?\S+|판단(?:은|을)?\s?못\s?\S+"
    r"|아는 게 없\S*(?:\s\S+){0,2})" + REST
)
ENDS_OPEN = re.compile(  # `… 정확히 무슨 의미인지`, `뭘 본다는 건지`
    r"(?:정확히|도대체|대체|당최)\s.*[가-힣]지\s*[.…]*$|무슨\s(?:의미|뜻|말|소리)인지\s*[.…]*$"
    r"|(?:뭘|뭐가|무엇을|무슨)\s.*건지\s*[.…]*$|뭔지\s*[.…]*$"
)
LATER = re.compile(
    r"(?:나중에|추후|따로|다시|날 잡고|언젠가|더)\s(?:\S+\s){0,4}?"
    r"(?:공부|찾아|알아|물어|질문|확인)(?:\s?\S*){0,5}?\s?"
    r"(?:것|할게|하자|하기|보기|보자|봐야\S*|예정|생각|필요(?:함)?|해야\s?\S*)" + REST
)
# `☐ 차이 다시 풀어 보기`, `TODO: 도커 네트워크 공부하기`
TASK = re.compile(
    r"^(?:☐|todo\s?:?)\s.*(?:공부|찾아\s?보|알아\s?보|질문|물어\s?보|복습|조사|다시\s(?:보|읽|풀어))\S*(?:\s\S{1,4})?$",
    re.IGNORECASE,
)
BACKWARD = re.compile(r"등(?:의|등)?\s")  # `등의 이야기가 나왔지만 …` belongs to the lines before
BARE_LEFT = 2  # letters besides the admission; fewer name nothing: `모르겠음`
BRIEF = 5  # letters; a shorter question needs the line before it: `why??`
LONGEST_TASK = 60  # letters of a paragraph that is a question and nothing else


def doubts_of(chapter: Chapter) -> list[Doubt]:
    """The open questions of one chapter, in reading order."""
    found = list(_in_blocks(chapter.blocks, chapter))
    found += [_doubt("keyword", item, item.lines[-1], (), chapter) for item in
              chapter.keyword_doubts if not POLITE.search(_said(item))]  # fmt: skip
    return found


def _in_blocks(blocks: Sequence[Item], chapter: Chapter) -> Iterator[Doubt]:
    section: Text = ()
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        is_last = after is None or after.kind == "heading"
        if block.kind == "heading":
            section = block.lines[-1] if block.lines else ()
        elif block.kind == "list":
            head = (
                blocks[at - 1] if at and blocks[at - 1].kind in ("heading", "paragraph") else None
            )
            yield from _in_list(block, head, section, chapter, is_last)
        elif block.kind == "paragraph" and (kind := _of_paragraph(block, after)):
            yield _doubt(kind, block, _asked(block), section, chapter)


def _in_list(
    found: Item, head: Item | None, section: Text, chapter: Chapter, is_last: bool = True
) -> Iterator[Doubt]:
    """The open items of a list and of the lists in it; `head` is what the list stands below.

    `is_last` says that no text follows the list that might answer its last item.
    """
    in_rows = _in_rows(found.children)
    for at, item in enumerate(found.children):
        before = found.children[:at]
        after = found.children[at + 1] if at + 1 < len(found.children) else None
        kind = kind_of(item, after, head)
        if kind == "question" and (at in in_rows or _is_posed(item, after, is_last)):
            kind = None
        if kind and is_bare(_said(item)):
            if about := before[-1] if before else (head if head and head.kind == "item" else None):
                yield _doubt(kind, item, _first(about), _asked(item), chapter)
        elif kind:
            yield _doubt(kind, item, _asked(item), _context(item, before, head, section), chapter)
        if not (kind and _is_answered_by_doubts(item)):
            for below in item.children:
                yield from _in_list(below, item, section, chapter)


def _in_rows(items: Sequence[Item]) -> set[int]:
    """The places of whole questions that stand in a row, as on a list of questions to put."""
    found: set[int] = set()
    row: list[int] = []
    for at, item in enumerate((*items, Item("item"))):
        if item.lines and SAID_WHOLE.search(_said(item)):
            row.append(at)
            continue
        found.update(row if len(row) >= MANY else ())
        row = []
    return found


def _is_posed(item: Item, after: Item | None, is_last: bool) -> bool:
    """Whether a question is put to the reader, and what follows may be the answer."""
    text = _said(item)
    follows = not ASKS.search(_said(after)) if after else not is_last
    if not follows or len(MARK.findall(text)) > 1 or TRAILING.search(text) or OWN.search(text):
        return False
    if _is_formal(text) or PROBLEM.search(text):
        return True
    if after and not after.is_sure:  # it may stand below the question
        return bool(ABOUT.search(text) or BOOKISH.search(text))
    return bool(ABOUT.search(text)) and after is None


def _is_formal(text: str) -> bool:
    """`없는가?`, `인가?`, not `누가?`"""
    met = FORMAL.search(text)
    return bool(met) and tail_of(met["verb"]) == "ㄴ"  # type: ignore[index]


def kind_of(item: Item, after: Item | None, head: Item | None) -> DoubtKind | None:
    """Whether an item is open, and how; `after` is its next sibling, `head` its parent."""
    text = _said(item)
    if not item.lines or text.startswith(DONE):
        return None
    if LATER.search(text) or TASK.search(text):
        return "later"
    if UNSURE.search(text):
        return "unsure"
    below = [child for each in item.children for child in each.children]
    if not below and ENDS_OPEN.search(text):
        return "unsure"
    if not ASKS.search(text) or _is_scene(text) or (head and QUIZ.search(plain(_first(head)))):
        return None
    if len(item.lines) > 1 and all(ASKS.search(plain(line)) for line in item.lines):
        return None  # a list of checks
    if NUMBERED.match(text) or (after and _is_answered_by(text, plain(_first(after)))):
        return None
    return "question" if not below or _stays_open(item, text) else None


def _is_answered_by(text: str, after: str) -> bool:
    """Whether the next line answers a question, or goes on from it."""
    if ARROW.match(text) or ANSWER.match(after) or YES_NO.match(after):
        return True
    return bool(WHY.search(text) and BECAUSE.search(after))


def _stays_open(item: Item, text: str) -> bool:
    """A question with lines below it is answered, unless it only doubts what it says."""
    if _is_answered_by_doubts(item):
        return True
    if WH.search(text) or ARROW.match(text):
        return False
    return bool(PAIR_DOUBT.search(text) or TRAILING.search(text)) or len(MARK.findall(text)) > 1


def _is_answered_by_doubts(item: Item) -> bool:
    below = [child for each in item.children for child in each.children]
    return bool(below) and all(kind_of(child, None, None) in ("unsure", "later") for child in below)


def _is_scene(text: str) -> bool:
    return any(form.search(text) for form in (SCENE, TAG, POLITE, NUMBERED))


def _of_paragraph(block: Item, after: Item | None) -> DoubtKind | None:
    text = _said(block)
    if LATER.search(text) or TASK.search(text):
        return "later"
    if UNSURE.search(text):
        return "unsure"
    is_last = after is None or after.kind == "heading"
    is_short = len(text) <= LONGEST_TASK and len(block.lines) == 1
    is_asked = bool(ASKS.search(text)) and not _is_scene(text)
    return "question" if is_last and is_short and is_asked else None


def is_bare(text: str) -> bool:
    """Whether an admission names nothing: `모르겠음`, `잘 이해 못했음..`."""
    met = UNSURE.search(text)
    if met and BACKWARD.match(text):
        return True
    left = re.sub(r"\b(?:잘|아직|끝내|아직도)\b", "", text[: met.start()]) if met else text
    return sum(each.isalnum() for each in left) < BARE_LEFT and bool(met)


def _said(item: Item) -> str:
    return plain(item.lines[-1]).strip() if item.lines else ""


def _first(item: Item) -> Text:
    return _unboxed(item.lines[0]) if item.lines else ()


def _asked(item: Item) -> Text:
    return _unboxed(item.lines[-1])


def _unboxed(text: Text) -> Text:
    """A line without the box of a task list."""
    is_boxed = plain(text).startswith((TODO, DONE))
    return strip(cut(text, 1)) if is_boxed else text


def _context(item: Item, before: Sequence[Item], head: Item | None, section: Text) -> Text:
    """The line that a question hangs on: its own first, its parent, or the one before."""
    if len(item.lines) > 1:
        return _first(item)
    is_brief = sum(each.isalnum() for each in _said(item)) < BRIEF
    is_sure = head is not None and head.kind == "item" and item.is_sure
    if is_brief and before and not is_sure and not ASKS.search(_said(before[-1])):
        return _first(before[-1])
    if head and head.kind == "item":
        return _first(head)
    return section or (() if item.is_sure else _last_said(before))


def _last_said(items: Sequence[Item]) -> Text:
    """The nearest line that asks nothing."""
    return next((_first(each) for each in reversed(items) if not ASKS.search(_said(each))), ())


def _doubt(kind: DoubtKind, item: Item, text: Text, context: Text, chapter: Chapter) -> Doubt:
    return Doubt(kind, flat(text), flat(context), chapter.id, item.last or item.pos, item.spot)
