"""Whether a text speaks of the picture or table beside it, and so keeps its place towards it.

When in doubt it does: a picture that stands apart from its text costs more than room on a page.
"""

import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

_PARTICLE = (
    r"(?:에서부터|에서는?|에서도|에는?|에도|으로|로는?|처럼|같이|대로|보다|부터|까지|마다"
    r"|은|는|이|가|을|를|과|와|의|도|만|들|다|이다|쪽|인데)"
)
# `위와 같이`, `앞서`, `그림에서`, `표 2`, `여기서`, `이렇게`, `보듯이`, `왼쪽`; not `이 표준을`
POINTING = re.compile(
    rf"(?<![가-힣])(?:위|표){_PARTICLE}{{0,2}}(?![가-힣])|(?<![가-힣])앞|(?<![가-힣])윗"
    rf"|(?:그림|사진|도식|도표|도해|그래프|화면){_PARTICLE}{{0,2}}(?![가-힣])"
    r"|여기|(?<![가-힣])이(?:것|건|걸|게|는|를|로|와|처럼|렇|러)|그것"
    r"|보(?:다시피|듯|이듯|는 바)|왼쪽|오른쪽|화살표|점선|실선|[가세]로축"
)
# the end of a text before a picture: `이렇다.`, `다음과 같다`, `아래를 보자.`, `보기:`
ANNOUNCING = re.compile(
    r"(?:(?:(?<![가-힣])(?:다음|아래)|이렇|이런|이러|보자|봅시다|보겠)[^.!?]*[.!?…]*|[:：])\s*$"
)
LAST = 200  # letters of a text that are its end
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+|[가-힣]{2,}")
INFLECTED = re.compile(rf"(?<=[가-힣][가-힣]){_PARTICLE}$")  # `에서` of `캐시에서`


def speaks_of(block: Element, shown: Element, caption: str) -> bool:
    """Whether a text speaks of `shown`, or may do so, for it has a word of the caption."""
    text = "".join(block.itertext())
    names = {f"#{name}" for each in shown.iter() if (name := each.get("id"))}
    if POINTING.search(text) or any(unquote(a.get("href", "")) in names for a in block.iter("a")):
        return True
    folded = text.casefold()
    return any(word in folded for word in _words(caption))


def announces(block: Element | None) -> bool:
    """Whether a text ends in words that what is shown must follow."""
    return block is not None and bool(ANNOUNCING.search("".join(block.itertext())[-LAST:]))


def _words(caption: str) -> set[str]:
    return {INFLECTED.sub("", word).casefold() for word in WORD.findall(caption)}
