"""The HTML that exports and blog editors leave in notes, as Markdown."""

import re
from collections.abc import Iterator

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
# tags that say how, not what: they go, their text stays
SILENT = re.compile(
    rf"</?(?:span|font|small|big|center|div|p|details|summary|section|article)(?:{ATTRIBUTES}/?)>",
    re.IGNORECASE,
)
# every other tag is printed as text and told; `a<b 이면서 c>d` is no tag
TAG = re.compile(
    r"</?(?:table|t[rdh]|tbody|thead|iframe|script|style|object|embed|b|i|u|em|strong|mark|kbd"
    rf"|sub|sup|s|del|a|h[1-6]|ul|ol|li|video|audio|svg|form|input)(?:{ATTRIBUTES}/?)>",
    re.IGNORECASE,
)
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
    text = SILENT.sub("", SUMMARY.sub(_to_summary, text))
    for _ in range(3):  # `<b><i>가</i></b>`: from the inside out
        text = PAIR.sub(_to_signs, LINK.sub(_to_link, text))
    return text


def tags(text: str) -> Iterator[str]:
    """The tags that are left, as written."""
    return (met.group() for met in TAG.finditer(text))


def _to_signs(met: re.Match[str]) -> str:
    inner = met[2].strip()
    return SIGNS[met[1].lower()].format(inner) if inner else met[2]


def _to_summary(met: re.Match[str]) -> str:
    inner = met[1].strip()
    return f"**{inner}**" if inner and not set("*<") & set(inner) else inner


def _to_link(met: re.Match[str]) -> str:
    href = _attributes(met[1]).get("href", "")
    return f"[{met[2]}]({href})" if href and not set("() ") & set(href) else met[2]


def _to_picture(met: re.Match[str]) -> str:
    found = _attributes(met[1])
    return f"![{found.get('alt', '')}]({found.get('src', '')})" if "src" in found else met.group()


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): first or second for name, first, second in ATTRIBUTE.findall(text)}
