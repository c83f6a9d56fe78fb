"""Questions about what the notes write as formulas: names of formulas, meanings of symbols."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyguide.diagnostics import Pos
from studyguide.formulas.normal import normal
from studyguide.hangul import josa
from studyguide.study import Chapter, Item, Question
from studyguide.study.text import Piece, Text, cut, join, plain, strip, words
from studyguide.symbols import told
from studyguide.terms.sentences import QUESTION_WORD, is_sentence

MATH = ("math", "display")
NAMED = re.compile(r"^(?P<name>\S.*?)\s*(?:\s[-–—=]|[:：]|[은는](?:\s다음과\s같다)?[:：.]?)\s*$")
FOLLOWS = re.compile(
    r"^(?P<name>\S.{0,40}?)[은는]\s(?:다음과\s같(?:다|이 쓴다)|아래와\s같다)\s?[:：.]?$"
)
# `… (2020). 전방 과정은`, `… 이고, 손실은`; not `et al. `, `정밀도, 재현율은`
STOP = re.compile(r"(?<=[가-힣)\]$”’\"'])[.!?]\s+|(?<=[고며데만서]),\s+")
SYMBOL = re.compile(r"(?:\\(?!frac|sum|int|prod)[A-Za-z]+|[A-Za-z])(?:\s?[_^](?:\{[^{}]*\}|\S))*")
DOUBTED = re.compile(r"[?？]|모르|같(?:음|다)|듯")
# Words that name no formula of their own: `수식`, `화학 반응식`, `식 2`
ANY_FORMULA = re.compile(
    r"(?:(?:화학|반응|알짜|이온|전체|최종|완성된|계수를\s맞춘|기본|일반|주요|수학|다음|위|아래)\s?)*"
    r"(?:(?:화학|반응|방정|부등|등|항등|관계|계산|분자|구조|실험|이온|점화|판별|근사|조건|제약|목적|표현|일반|기본|수)?식"
    r"|공식|정의|예시?|예제|증명|풀이|유도|전개|결과|참고|요약|정리|계산|함수|행렬|벡터|표기|표현)(?:\s?(?:들|예시?|정리|\(?\d+\)?))?"
)
OWN_NUMBER = re.compile(r"^\d+(?:[.-]\d+)*[.)]?\s+")  # `2.2 Multi-Head`
LONGEST_NAME = 30


@dataclass(frozen=True)
class Named:
    """A formula or a symbol with the author's words for it."""

    tex: str
    words: Text
    pos: Pos | None
    spot: int


def symbols_in(chapter: Chapter) -> list[Named]:
    """`$I_y$: 고해상도 이미지`, and `학습률: $\\eta$`; a symbol of two meanings is left out."""
    found = [named for item in texts(chapter.blocks) for named in _symbols(item)]
    return _unambiguous(found)


def _symbols(item: Item) -> Iterator[Named]:
    for line in item.lines:
        text = strip(line)
        if len(text) > 1 and text[0].kind == "math":
            texes = [piece.text for piece in text if piece.kind == "math"]
            for tex, start, end in told(plain(text), texes):
                meaning = cut(text, start, end)
                if meaning and not DOUBTED.search(plain(meaning)):
                    yield Named(tex, meaning, item.pos, item.spot)
        elif (named := _name_before(text)) and SYMBOL.fullmatch(named.tex.strip()):
            yield Named(named.tex, named.words, item.pos, item.spot)


def formulas_in(chapter: Chapter) -> list[Named]:
    """The formulas that the notes call by a name which nothing else in the chapter bears."""
    found: list[Named] = []
    for item in texts(chapter.blocks):
        for line in item.lines:
            named = _name_before(strip(line))
            if named and not SYMBOL.fullmatch(named.tex.strip()):
                found.append(Named(named.tex, named.words, item.pos, item.spot))
    found += [*_below_items(chapter.blocks), *_below_headings(chapter.blocks)]
    found += _after_sentences(chapter.blocks)
    return _unambiguous(list({(f.tex, plain(f.words)): f for f in found}.values()))


def _unambiguous(found: Sequence[Named]) -> list[Named]:
    """One of each, where neither the formula nor the name stands for two things."""
    by_tex = {(normal(f.tex), plain(f.words)): f for f in found}
    texes = [normal(f.tex) for f in by_tex.values()]
    names = [plain(f.words) for f in by_tex.values()]
    return [f for f in by_tex.values()
            if texes.count(normal(f.tex)) == 1 and names.count(plain(f.words)) == 1]  # fmt: skip


def _name_before(text: Text) -> Named | None:
    """`베이즈 정리: $…$`: a name, a sign between, one formula and nothing else."""
    if len(text) != 2 or text[0].kind != "text" or text[1].kind not in MATH:
        return None
    met = NAMED.match(_last_sentence(text[0].text))
    if not met or not is_name(met["name"]):
        return None
    return Named(text[1].text, words(met["name"]), None, -1)


def is_name(shown: str) -> bool:
    """Whether words can name a formula: `소프트맥스 함수`, not `정리` or a sentence."""
    if not 1 < len(shown) <= LONGEST_NAME or DOUBTED.search(shown) or QUESTION_WORD.search(shown):
        return False
    return not (is_sentence(shown) or ANY_FORMULA.fullmatch(shown)) and shown[0].isalnum()


def _alone(item: Item) -> str:
    """The TeX of an item or paragraph that is one formula and nothing else."""
    pieces = [p for line in item.lines for p in line if p.kind != "text" or p.text.strip(" .,")]
    return pieces[0].text if len(pieces) == 1 and pieces[0].kind in MATH else ""


def _below_items(blocks: Iterable[Item]) -> Iterator[Named]:
    """A name with one sure formula below it."""
    for item in texts(blocks):
        below = [child for each in item.children for child in each.children]
        if item.kind != "item" or len(below) != 1 or len(item.lines) != 1:
            continue
        name, tex = plain(item.lines[0]).strip(" :："), _alone(below[0])
        if tex and below[0].is_sure and is_name(name) and "$" not in name:
            yield Named(tex, words(name), below[0].pos, below[0].spot)


def _below_headings(blocks: Sequence[Item]) -> Iterator[Named]:
    """A section that opens with the only formula it shows."""
    starts = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    for start, end in pairwise([*starts, len(blocks)]):
        lone = [item for item in texts(blocks[start + 1 : end]) if _alone(item)]
        name = OWN_NUMBER.sub("", plain(blocks[start].lines[0])) if blocks[start].lines else ""
        is_first = bool(lone) and lone[0] in blocks[start + 1 : start + 2]
        if len(lone) == 1 and is_first and is_name(name) and "$" not in name:
            yield Named(_alone(lone[0]), words(name), lone[0].pos, lone[0].spot)


def _after_sentences(blocks: Sequence[Item]) -> Iterator[Named]:
    """`소프트맥스는 다음과 같다.` and the formula that follows."""
    for before, item in pairwise(blocks):
        said = _last_sentence(plain(before.lines[-1])) if before.lines else ""
        met = FOLLOWS.match(said)
        if met and _alone(item) and is_name(met["name"]) and "$" not in met["name"]:
            yield Named(_alone(item), words(met["name"]), item.pos, item.spot)


def _last_sentence(shown: str) -> str:
    """What stands behind the last stop or clause: a name does not reach over it.

    >>> _last_sentence("Ho et al. (2020). 전방 과정은 다음과 같다.")
    '전방 과정은 다음과 같다.'
    >>> _last_sentence("복잡도는 $O(n)$이고, 손실은 아래와 같다.")
    '손실은 아래와 같다.'
    """
    return STOP.split(shown.strip())[-1]


def texts(blocks: Iterable[Item]) -> Iterator[Item]:
    """Every item and paragraph of some blocks, in reading order."""
    for block in blocks:
        if block.kind in ("item", "paragraph"):
            yield block
        yield from texts(block.children)


def questions_on(chapter: Chapter) -> Iterator[Question]:
    """Formula and name, symbol and meaning, both ways."""
    for named in formulas_in(chapter):
        shown = (Piece("display", named.tex),)
        name = plain(named.words)
        yield _question("formula", "name", named, chapter, (words("다음 식의 이름은?"), shown),
                        named.words)  # fmt: skip
        prompt = join("‘", named.words, f"’{josa(name, '을/를')} 식으로 쓰면?")
        yield _question("formula", "tex", named, chapter, (prompt,), shown)
    for named in symbols_in(chapter):
        sign = (Piece("math", named.tex),)
        yield _question("symbol", "meaning", named, chapter, (join("기호 ", sign, "의 뜻은?"),),
                        named.words)  # fmt: skip
        particle = josa(plain(named.words).rstrip("$"), "을/를")
        prompt = join("‘", named.words, f"’{particle} 나타내는 기호는?")
        yield _question("symbol", "sign", named, chapter, (prompt,), sign)


def _question(
    kind: str, way: str, named: Named, chapter: Chapter, prompt: tuple[Text, ...], answer: Text
) -> Question:
    pair = f"{kind}:{chapter.id}:{normal(named.tex)}"
    return Question(
        kind,  # type: ignore[arg-type]
        f"{pair}:{way}",
        pair,
        prompt,
        (answer,),
        chapter.id,
        named.pos,
        "",
        named.spot,
    )
