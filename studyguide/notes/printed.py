"""What a source line prints: its text without the signs that Markdown and the press take away."""

import html
import re

from studyguide.hangul import MARKED_JOSA
from studyguide.notes import html as tags
from studyguide.notes import obsidian
from studyguide.notes.boxes import alerts
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.rows import ASIDE, FOOTNOTE, NOTE_CALL
from studyguide.notes.source import clean
from studyguide.notes.spans import outside_code
from studyguide.notes.tables import html as html_tables
from studyguide.notes.tex import without_ticks
from studyguide.notes.titles.headings import WHOLLY_BOLD
from studyguide.notes.titles.own_numbers import NUMBERED

# each takes away one kind of sign, in this order
UNPRINTED = (
    re.compile(r"^\s*(?:`{3,}|~{3,})\s*math\s*$"),  # the first line of a display
    ASIDE,
    re.compile(r"(?<=\[\[)[^\[\]|]*#\^[\w-]+(?:\||(?=\]\]))"),  # `[[노트#^이름|글]]`
    re.compile(r"\|[^\[\]|]*(?=\]\])"),  # the target in `[[보일 글|용어]]`
    re.compile(r"(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)"),  # `(url "title")` behind `]`
    re.compile(r"(?<=[\])}$])[ \t]?\{[^{}]+\}"),  # `{#eq:a}`, `{alt="…"}` behind `]`, `)`, `$`
    re.compile(r"(?<=`)\{\s*[#.][^{}]*\}"),  # `{.python}` behind code
    re.compile(r"\{\s*(?:[#.]|number=|-(?=[\s}]))[^{}]*\}\s*$"),  # `{#id .class}` of a heading
    re.compile(r"\{#eq:[\w:.-]*\w[^{}]*\}"),  # `{#eq:a}` within a formula
    NOTE_CALL,
    re.compile(r"(?<=\])\[[^\[\]]*\]"),  # the label in `[글][1]`
    re.compile(r"\\(?:label|tag\*?|(?:eq)?ref)\s*\{(?:[^{}]|\{[^{}]*\})*\}[가-힣]{0,2}"),
    re.compile(r"@eq:[A-Za-z0-9_-]+[가-힣]{0,2}"),  # `@eq:step를`: the name becomes a number
    MARKED_JOSA,  # `은(는)` becomes the one that fits
    re.compile(r"\\[A-Za-z]+|<br[ \t]*/?>", re.IGNORECASE),  # TeX is compared by letters
)
ADDRESS = re.compile(r"<([A-Za-z][\w+.-]*:[^<>\s]*|[^<>\s]+@[^<>\s]+)>")  # `<https://a.kr>`
FRONT = re.compile(r"(?<!\s)\s*(?:title|제목)\s*:\s*(?=\S)", re.IGNORECASE)  # of front matter
QUOTES = re.compile(r"[ \t]*(?:>[ \t]?)+")  # `> > `
SIGNS = re.compile(
    r"^\s*[#\s]*(?:\[[xX ]\]|[☐☑☒]|\[!\w+\](?![(\[])[+-]?(?=[ \t]*\S))?"
)  # heading, task, alert
BARE_ALERT = re.compile(r"\s*\[!(\w+)\][+-]?\s*$")  # `> [!NOTE]`, which the book gives a name


def _to_markdown(text: str) -> str:
    return tags.to_markdown(obsidian.without_hidden(obsidian.to_markdown(text)))


def printed(line: str) -> str:
    """The text that the book shows of a line of the notes.

    >>> printed("- [[캐시|cache]]은(는) **빠르다**[^1]")
    '[[캐시]] **빠르다**'
    >>> printed("> [!NOTE]제목"), printed("> [!NOTE]")
    ('제목', '참고')
    """
    line = html_tables.untagged(clean(line))
    if QUOTES.match(line):
        line = QUOTES.sub("", line, count=1)
        if met := BARE_ALERT.match(line):
            return alerts.title(met[1])
    line = html.unescape(outside_code(without_ticks(line), _to_markdown))
    line = ADDRESS.sub(r" \1 ", line)
    marker = read_marker(line)
    line = FOOTNOTE.sub("", line[marker.col :] if marker else line)
    for sign in UNPRINTED:
        line = sign.sub("", line)
    line = SIGNS.sub("", FRONT.sub("", line))
    bold = WHOLLY_BOLD.match(line.strip())
    return NUMBERED.sub("", bold[1] if bold else line, count=1)
