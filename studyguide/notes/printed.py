"""What a source line prints: its text without the signs that Markdown and the press take away."""

import html
import re

from studyguide.hangul import MARKED_JOSA
from studyguide.notes.markers import read_marker
from studyguide.notes.rows import COMMENT, FOOTNOTE, IMG, SUMMARY
from studyguide.notes.source import clean

# each takes away one kind of sign, in this order
UNPRINTED = (
    COMMENT,
    IMG,
    SUMMARY,
    re.compile(r"\|[^\[\]|]*(?=\]\])"),  # the target in `[[보일 글|용어]]`
    re.compile(r"(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)"),  # `(url "title")` behind `]`
    re.compile(r"(?<=[\])}$])[ \t]?\{[^{}]*\}"),  # `{#eq:a}`, `{alt="…"}` behind `]`, `)`, `$`
    re.compile(r"\{[#.][^{}]*\}\s*$"),  # `{#id .class}` at the end of a heading
    re.compile(r"\[\^[^\]\s]+\]"),  # `[^1]`
    re.compile(r"(?<=\])\[[^\[\]]*\]"),  # the label in `[글][1]`
    re.compile(r"\\(?:label|tag\*?|(?:eq)?ref)\s*\{[^{}]*\}[가-힣]{0,2}"),
    re.compile(r"@eq:[A-Za-z0-9_-]+[가-힣]{0,2}"),  # `@eq:step를`: the name becomes a number
    MARKED_JOSA,  # `은(는)` becomes the one that fits
    re.compile(r"\\[A-Za-z]+|<br[ \t]*/?>", re.IGNORECASE),  # TeX is compared by letters
)
SIGNS = re.compile(r"^\s*[#>\s]*(\[[xX ]\])?")  # of a heading, a quotation, a task
HEADING_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")  # the number that a chapter's title loses


def printed(line: str) -> str:
    """The text that the book shows of a line of the notes.

    >>> printed("- [[캐시|cache]]은(는) **빠르다**[^1]")
    '[[캐시]] **빠르다**'
    """
    line = html.unescape(clean(line))
    marker = read_marker(line)
    line = FOOTNOTE.sub("", line[marker.col :] if marker else line)
    for sign in UNPRINTED:
        line = sign.sub("", line)
    return HEADING_NUMBER.sub("", SIGNS.sub("", line))
