"""Finds what the author left open: questions without an answer, admissions, things put off."""

import re
from collections.abc import Iterator, Sequence

from studyguide.study import Chapter, Doubt, DoubtKind, Item
from studyguide.study.text import Text, cut, flat, plain, strip

DONE, TODO = "☒", "☐"  # task list items, as pandoc reads them
ASKS = re.compile(r"[?？][)\]?？!.…~\s]*$")  # `왜 붙지?`, `gcs 는? ….`; not `"왜 쌓아요?"`
MARK = re.compile(r"[?？]+")
# A question that sets the scene for what comes next: `키가 노출된다면?`, `밖에서 쓸 때는?`
SCENE = re.compile(
    r"(?:면|[ㄹ할쓸될갈올볼을를] ?때는?|땐|에선|에서는|경우(?:에?는|엔)?)\s*[.…?？]+$"
)
TAG = re.compile(r"(?:잖아요?|그렇죠|그치|안 그래요?|않겠[는은나]가?|아니겠[는은나]?가?)\s*[?？]+$")
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
    r"(?:모르겠(?:다|음|습니다|어요?|네요?|는데)|(?:잘|아직|왜인지|지|지는?)\s?모름|몰라서\s\S+"
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
BACKWARD = re.compile(r"등(?:의|등)?\s")  # `등의 이야기가 나왔지만 …` belongs to the lines before
BARE_LEFT = 2  # letters besides the admission; fewer name nothing: `모르겠음`
BRIEF = 5  # letters; a shorter question needs the line before it: `why??`
LONGEST_TASK = 60  # letters of a paragraph that is a question and nothing else


def doubts_of(chapter: Chapter) -> list[Doubt]:
    """The open questions of one chapter, in reading order."""
    found = list(_in_blocks(chapter.blocks, chapter))
    found += [_doubt("keyword", item, item.lines[-1], (), chapter) for item in
              chapter.keyword_doubts]  # fmt: skip
    return found


def _in_blocks(blocks: Sequence[Item], chapter: Chapter) -> Iterator[Doubt]:
    section: Text = ()
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind == "heading":
            section = block.lines[-1] if block.lines else ()
        elif block.kind == "list":
            head = (
                blocks[at - 1] if at and blocks[at - 1].kind in ("heading", "paragraph") else None
            )
            yield from _in_list(block, head, section, chapter)
        elif block.kind == "paragraph" and (kind := _of_paragraph(block, after)):
            yield _doubt(kind, block, _asked(block), section, chapter)


def _in_list(found: Item, head: Item | None, section: Text, chapter: Chapter) -> Iterator[Doubt]:
    """The open items of a list and of the lists in it; `head` is what the list stands below."""
    for at, item in enumerate(found.children):
        before = found.children[:at]
        after = found.children[at + 1] if at + 1 < len(found.children) else None
        kind = kind_of(item, after, head)
        if kind and is_bare(_said(item)):
            if about := before[-1] if before else (head if head and head.kind == "item" else None):
                yield _doubt(kind, item, _first(about), _asked(item), chapter)
        elif kind:
            yield _doubt(kind, item, _asked(item), _context(item, before, head, section), chapter)
        if not (kind and _is_answered_by_doubts(item)):
            for below in item.children:
                yield from _in_list(below, item, section, chapter)


def kind_of(item: Item, after: Item | None, head: Item | None) -> DoubtKind | None:
    """Whether an item is open, and how; `after` is its next sibling, `head` its parent."""
    text = _said(item)
    if not item.lines or text.startswith(DONE):
        return None
    if LATER.search(text):
        return "later"
    if UNSURE.search(text):
        return "unsure"
    below = [child for each in item.children for child in each.children]
    if not below and ENDS_OPEN.search(text):
        return "unsure"
    if not ASKS.search(text) or _is_scene(text) or (head and QUIZ.search(plain(_first(head)))):
        return None
    if ARROW.match(text) and after:
        return None  # a step of reasoning, on the way to the next line
    if len(item.lines) > 1 and all(ASKS.search(plain(line)) for line in item.lines):
        return None  # a list of checks
    if after and ANSWER.match(plain(_first(after))):
        return None
    return "question" if not below or _stays_open(item, text) else None


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
    return bool(SCENE.search(text) or TAG.search(text))


def _of_paragraph(block: Item, after: Item | None) -> DoubtKind | None:
    text = _said(block)
    if LATER.search(text):
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
