"""Finds where what a machine printed ends: a session at a prompt, a log, a diff, a request."""

import re
from collections.abc import Callable, Iterator, Sequence

from studyguide.hangul import has_hangul
from studyguide.notes.code.words import bare, is_prose, margin_of
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.rows import ATX

# `$ ls`, `$ PORT=80 npm start`, `a@web:~$ ls`, `[root@db ~]# ls`, `>>> x`,
# `mysql> use a;`, `PS C:\> dir`, `In [1]: x`
PROMPT = re.compile(
    r"[ \t]*(?:(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+:?[^\s$#]*\s?)?\$ (?=[a-z./~]|[A-Z_]+=)"
    r"|\[[\w.-]+@[\w.-]+ [^\]]*\][$#] |[\w-]+@[\w.-]+:[^\s#]*# |>>> (?=[\w(\[{@])"
    r"|(?:mysql|sqlite|postgres|redis|MariaDB \[[^\]]*\])\S{0,20}> ?(?=\w)"
    r"|PS [A-Z]:\\[^>]*> |[A-Z]:\\[^>\s]*>(?=\w)|In \[\d+\]: )",
    re.ASCII,
)
MATH = re.compile(r"\$(?![A-Z({a-z_?])")  # behind a prompt: `$ x = 1 $`
# `$ cash 300` beside `$ debt 1,200`: a ledger in dollars; not `$ sleep 10`
AMOUNT = re.compile(
    r"\s*\$ (?!(?:kill|sleep|exit|seq|nice|fg|bg|jobs|history|nvm|cd|mkdir|rmdir|rm|ls|cat|echo"
    r"|touch|factor|node|java|python3?|bash|sh|make|ping|umask|chmod|git) )"
    r"[a-z]+ \d{1,3}(?:,\d{3})*(?:\.\d\d)?\s*$"
)
BULLET = re.compile(r"[ \t]*[-+•◦▪■□○●] ")
LEVEL = r"(?:FATAL|CRITICAL|ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE)"
TIME = r"\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S*"
STAMPED = re.compile(rf"{TIME}\s+\S")  # `2023-05-03 11:22:33 refused`
LEVELLED = re.compile(rf"{TIME}.{{0,60}}\b{LEVEL}\b|\[{LEVEL}\]\s*{TIME}")
LOGGED = re.compile(  # without Korean: `[ERROR] refused`, `Exception in thread "main" …`
    rf"\[{LEVEL}\]\s+\S|Traceback \(most recent call last\):$|Exception in thread \"|npm ERR! "
    r"|panic: |[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \S+ |\d+\.\d+\.\d+\.\d+ \S+ \S+ \["
)
NAMED = re.compile(  # words may be explained so: `TypeError: wrong type`, `fatal: not found`
    r"\w*(?:Error|Exception)(?:: .+)?$|ERROR:\s+\S|(?:fatal|error): \S", re.ASCII
)
RAISED = re.compile(  # `psycopg2.OperationalError: refused`, `    at a.B(B.java:1)`, `Caused by: a`
    r"\w[\w.]*\.\w*(?:Error|Exception)(?:: .+)?$|\s*at [\w.$<>/]+ ?\(.*\)$"
    r"|\s*File \".*\", line \d+|Caused by: |\.\.\. \d+ more$",
    re.ASCII,
)
DIFF = re.compile(r"diff --git \S|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@")
OLD_FILE, NEW_FILE = re.compile(r"--- \S"), re.compile(r"\+\+\+ \S")
CHANGED = re.compile(r"[ +\-@\\\t]|(?:index|new file|deleted file|rename|similarity|diff|Binary)\b")
REQUEST = re.compile(
    r"(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) /\S* HTTP/\d(?:\.\d)?\s*$"
    r"|HTTP/\d(?:\.\d)? \d{3}(?: [A-Za-z' -]+)?$"
)
FIELD = re.compile(r"[A-Z][\w-]*: \S", re.ASCII)  # `Host: example.com`


def session(lines: Sequence[str], at: int) -> int:
    """Index behind what stands at prompts and below them; the line's own if no prompt begins it.

    >>> session(["$ ls", "a.txt", "파일이 하나다", "$ ls"], 0)
    2
    """
    if not _is_prompt(lines, at):
        return at
    end = at
    for number in range(at, len(lines)):
        if not lines[number].strip():
            continue
        if not (_is_prompt(lines, number) or (number == end and _is_output(lines, number))):
            break
        end = number + 1
    return end


def _is_prompt(lines: Sequence[str], at: int) -> bool:
    met = PROMPT.match(lines[at])
    if not met or has_hangul(bare(lines[at])) or _is_in_ledger(lines, at):
        return False
    return not MATH.search(lines[at], met.end())


def _is_in_ledger(lines: Sequence[str], at: int) -> bool:
    beside = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
    return bool(AMOUNT.match(lines[at])) and any(map(AMOUNT.match, beside))


def _is_output(lines: Sequence[str], number: int) -> bool:
    line = lines[number]
    if ATX.match(line):  # a remark has another prompt below it
        return number + 1 < len(lines) and _is_prompt(lines, number + 1)
    return not (is_prose(line) or BULLET.match(line) or line.startswith(("```", "~~~", ":::")))


def log(lines: Sequence[str], at: int) -> int:
    """Index behind the lines of a log or a trace.

    >>> log(["[ERROR] refused (5432)", "  File \\"a.py\\", line 1", "왜 그런가"], 0)
    2
    """
    if not (_is_logged(lines[at]) or _is_raised(lines[at])):
        return at
    end = _run(lines, at, lambda line: _is_logged(line) or _is_raised(line) or _is_set_in(line))
    said = lines[at:end]
    is_sure = any(map(_is_logged, said)) or (
        any(map(RAISED.match, said)) and sum(map(_is_raised, said)) > 1
    )
    is_alone = end == at + 1 and not any(
        x.strip() for x in (*lines[at - 1 : at], *lines[end : end + 1])
    )
    return end if is_sure or is_alone else at


def _is_logged(line: str) -> bool:
    if LEVELLED.match(line):
        return True
    return not has_hangul(line) and bool(LOGGED.match(line) or STAMPED.match(line))


def _is_raised(line: str) -> bool:
    is_raised = RAISED.match(line) or NAMED.match(line)
    return is_raised is not None and not has_hangul(bare(line))


def _is_set_in(line: str) -> bool:
    return margin_of(line) > 0 and not is_prose(line) and not read_marker(line)


def _run(lines: Sequence[str], at: int, is_inside: Callable[[str], bool]) -> int:
    """Index of the first line from here on that is empty or another."""
    rest = range(at, len(lines))
    return next((i for i in rest if not (lines[i].strip() and is_inside(lines[i]))), len(lines))


def diff(lines: Sequence[str], at: int) -> int:
    """Index behind the lines that tell what was changed in a file.

    >>> diff(["@@ -1,2 +1,2 @@", "-가", "+나", "", "글"], 0)
    3
    """
    is_pair = OLD_FILE.match(lines[at]) and any(map(NEW_FILE.match, lines[at + 1 : at + 2]))
    return max(_changes(lines, at)) if is_pair or DIFF.match(lines[at]) else at


def _changes(lines: Sequence[str], at: int) -> Iterator[int]:
    """Where it may end; a line that is empty and stayed the same has changes behind it."""
    for number in range(at, len(lines)):
        if lines[number].strip():
            if not CHANGED.match(lines[number]):
                return
            yield number + 1
        elif not any(map(CHANGED.match, lines[number + 1 : number + 2])):
            return


def request(lines: Sequence[str], at: int) -> int:
    """Index behind the head of a request or an answer over HTTP."""
    return (
        _run(lines, at + 1, lambda line: bool(FIELD.match(line)))
        if REQUEST.match(lines[at])
        else at
    )
