"""The HTML that exports and blog editors leave in notes, as Markdown."""

import re
from collections.abc import Iterator
from typing import TypeAlias

BR = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
IMG = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(\w+)[ ]*=[ ]*(?:\"([^\"]*)\"|'([^']*)')")
SUMMARY = re.compile(r"<summary[^<>]*>(.*?)</summary>", re.IGNORECASE)  # the line one clicks
LINK = re.compile(r"<a\b([^<>]*)>([^<>]*)</a>", re.IGNORECASE)
ATTRIBUTES = r"(?:\s+[a-zA-Z][\w:-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))*\s*"
PAIR = re.compile(
    rf"<(b|strong|i|em|u|mark|kbd|sub|sup|s|del|strike)\b{ATTRIBUTES}>([^<>]+)</\1\s*>",
    re.IGNORECASE,
)
# tags that say how, not what: where they wrap something they go, and it stays
WITHIN = frozenset({"span", "font", "small", "big"})  # a line's words
SILENT = re.compile(
    r"<(?P<end>/?)(?P<name>span|font|small|big|center|div|p|details|summary|section|article)"
    rf"(?P<more>{ATTRIBUTES}/?)>",
    re.IGNORECASE,
)
MEETING = re.compile(r"(</(?:p|div|section|article)>)(?=<(?:p|div|section|article)\b)")  # </p><p>
BEFORE = re.compile(r"(?:^|[|>])[ \t]*(?:(?:[-*+>#]+|\d+[.)])[ \t]+)*$")  # `- `, a cell's edge
AFTER = re.compile(r"[ \t]*(?:$|[|<])")
# every other tag is printed as text and told; `a<b 이면서 c>d` is no tag
TAG = re.compile(
    r"</?(?:span|font|small|big|center|div|p|details|summary|section|article|table|t[rdh]|tbody|thead|iframe|script|style|object|embed|b|i|u|em|strong|mark|kbd"
    rf"|sub|sup|s|del|a|h[1-6]|ul|ol|li|video|audio|svg|form|input)(?:{ATTRIBUTES}/?)>",
    re.IGNORECASE,
)
LONGEST_LEAD = 40  # letters of markers before an item's text
Tag: TypeAlias = re.Match[str]
SIGNS = {
    "b": "**{}**",
    "strong": "**{}**",
    "i": "*{}*",
    "em": "*{}*",
    "s": "~~{}~~",
    "del": "~~{}~~",
    "strike": "~~{}~~",
    "u": "[{}]{{.underline}}",
    "mark": "[{}]{{.mark}}",
    "kbd": "[{}]{{.kbd}}",
    "sub": "[{}]{{.sub}}",
    "sup": "[{}]{{.sup}}",
}


def without_comments(text: str) -> str:
    """The line without `<!-- … -->`; in one pass, however many begin.

    >>> without_comments("가<!-- 나 -->다 <!-- 라")
    '가다 <!-- 라'
    """
    parts = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (stop := text.find("-->", start + 4)) >= 0:
        parts.append(text[end:start])
        end = stop + 3
    return "".join([*parts, text[end:]])


def to_markdown(text: str) -> str:
    """Pictures, links, emphasis and line breaks written in HTML, as Markdown; the rest stays.

    >>> to_markdown('H<sub>2</sub>O는 <b>물</b>, <a href="https://a.kr">글</a>')
    'H[2]{.sub}O는 **물**, [글](https://a.kr)'
    """
    if "<" not in text:
        return text
    text = IMG.sub(_to_picture, BR.sub("<br>", without_comments(text)))
    text = _without_wrappers(SUMMARY.sub(_to_summary, text))
    for _ in range(3):  # `<b><i>가</i></b>`: from the inside out
        text = PAIR.sub(_to_signs, LINK.sub(_to_link, text))
    return text


def _without_wrappers(text: str) -> str:
    """The text without the tags that only wrap; a tag that the author speaks of stays.

    >>> _without_wrappers('<p><span style="a">가</span>와 나</p>')
    '가와 나'
    >>> _without_wrappers("<div>와 <span>의 차이")
    '<div>와 <span>의 차이'
    """
    text = MEETING.sub(r"\1 ", text)
    found = list(SILENT.finditer(text))
    if not found or not SILENT.sub("", text).strip():
        return "" if found else text
    gone = [tag for pair in _pairs(found) if _wraps(text, *pair) for tag in pair]
    gone += [tag for tag in found if _opens_a_block(text, tag)]
    spans = sorted({tag.span() for tag in gone})
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _pairs(tags: list[Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Each closing tag with the one it closes; in one pass."""
    opened: list[Tag] = []
    for tag in tags:
        if not tag["end"]:
            opened.append(tag)
        elif opened and opened[-1]["name"].lower() == tag["name"].lower():
            yield opened.pop(), tag


def _wraps(text: str, first: Tag, last: Tag) -> bool:
    """Whether the two wrap words of the line, or the whole of a line, an item or a cell."""
    if first["name"].lower() in WITHIN:
        return bool(first["more"].strip() or text[first.end() : last.start()].strip())
    return bool(_is_edge(text, first) and AFTER.match(text, last.end()))


def _opens_a_block(text: str, tag: Tag) -> bool:
    """Whether it begins a line whose block ends on a later one."""
    is_sure = tag["name"].lower() == "details" or tag["more"].strip(" /")
    return bool(is_sure and not tag["end"] and not text[: tag.start()].strip())


def _is_edge(text: str, tag: Tag) -> bool:
    return BEFORE.search(text, max(0, tag.start() - LONGEST_LEAD), tag.start()) is not None


def tags(text: str) -> Iterator[str]:
    """The tags that are left, as written."""
    return (met.group() for met in TAG.finditer(text))


def _to_signs(met: re.Match[str]) -> str:
    inner = met[2].strip()
    return SIGNS[met[1].lower()].format(inner) if inner else met[2]


def _to_summary(met: re.Match[str]) -> str:
    inner = met[1].strip()
    shown = f"**{inner}**" if inner and not set("*<") & set(inner) else inner
    is_alone = not TAG.sub("", met.string[met.end() :]).strip()
    return shown if is_alone else f"{shown}<br>"


def _to_link(met: re.Match[str]) -> str:
    href = _attributes(met[1]).get("href", "")
    return f"[{met[2]}]({href})" if href and not set("() ") & set(href) else met[2]


def _to_picture(met: re.Match[str]) -> str:
    found = _attributes(met[1])
    return f"![{found.get('alt', '')}]({found.get('src', '')})" if "src" in found else met.group()


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): first or second for name, first, second in ATTRIBUTE.findall(text)}
