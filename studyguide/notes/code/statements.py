"""How surely a line is a statement of a program, a query, a shell or a file of settings."""

import re
from collections.abc import Sequence

from studyguide.hangul import has_hangul
from studyguide.notes.code.words import ENDED, ENGLISH, bare, margin_of

CERTAIN, STRONG, WEAK = 3, 2, 1
GAP = 2  # blank lines within a program
# no formula and no sentence looks so, each with an example
STATEMENTS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?:async )?def \w+\s*\(.*\).*:$",  # `def f(x) -> int:`
        # `class Question(models.Model):`, `class User < Record`
        r"class [A-Z]\w*(?:\(.*\))?:$|class [A-Z]\w* < [A-Z][\w:.]*$",
        r"(?:data|open|sealed|case) class [A-Z]\w*\(.*\)$",  # `data class User(val name: String)`
        r"package [\w.]+;?$|import \"\"$",  # `package main`
        r"(?:async )?for \(?\w+(?:, ?\(?\w+\)?)* in .*[(\[.\d].*:$",  # `for i in range(10):`
        # `while low <= high:`, `if x is None:`
        r"(?=.*:$)(?:if|elif|while) (?:.*(?:[=<>!]=?|\(|\.\w|\[|\"\"|\bis (?:not )?[A-Z])).*:$",
        r"(?:if|elif|while) .*: (?:return\b.*|break|continue|pass)$",  # `if not x: return y`
        r"for \(.*;.*;.*\)|.*; (?:do|then)$|#!/\S+$",  # `for (i = 0; i < 3; i++)`, `for f in *; do`
        r"[\w.]+ <- [\w.]+\(.*\)$",  # `x <- c(1, 2)`
        r"(?:mov[lq]?|lea|ldr|addi|lw|sw) [%$\w\[].*,",  # `mov eax, 1`
        r"(?:[\d*/,-]+ ){5}[/\w]",  # `0 3 * * * /usr/bin/backup.sh`
        r"except\b(?: [A-Z][\w., ()]*)?:$",  # `except OSError:`
        r"(?:async )?with \w[\w.]*\(.*:$",  # `with open(path) as f:`
        r"from [\w.]+ import [\w*, (]+$",  # `from a import b`
        r"import [\w.]+ as \w+$|import \w+\.[\w.]+;$",  # `import numpy as np`
        r"import [\w*{][\w*{}, ]* from \"\";?$",  # `import { useState } from "react"`
        r"#\s*(?:include|define|ifdef|ifndef|pragma)\b",  # `#include <stdio.h>`
        r"(?:public|private|protected|static|final|abstract|export|async|function|func|fun|fn|interface"
        r"|struct|enum|class|namespace|impl|import)\b.*\{$",  # `public class A {`
        r"(?=.*;$)(?:public|private|protected|static|final|abstract|export|using|import|package|struct"
        r"|enum)\b.*(?:\w[.(<\[:]|[=*@{]|\"\").*;$",  # `import java.util.List;`, `static void f();`
        # `private final Source source;`, `public int a, b;`
        r"(?:(?:public|private|protected|static|final|volatile) )+"
        r"(?:int|char|float|double|long|bool|boolean|[A-Z]\w*) \w+(?:, \w+)*;$",
        r"using namespace \w+;$|export default \w+;$",
        r".*\)\s*(?:->\s*\S+\s*|=>\s*|throws \w+\s*)?\{$",  # `if (x) {`, `() => {`
        r"(?:const|var|val|let mut) [\w{\[].*=|let \w+ = .*;$",  # `const x = 3`
        r"(?=.*;$)[\w:]+<[\w:<>, *]+> \w+.*;$",  # `vector<int> v;`
        r"(?:int|char|float|double|long|bool|boolean|void|String|auto|unsigned)(?:\[\])? \*?\w+.*"
        r"[;{]$",  # `int a[3] = {1};`
        r"(?:printf|print|println|console\.log|System\.out\.\w+|fmt\.\w+|scanf)\(.*\);?$",
        r"(?:std::)?(?:cout|cin)\s*(?:<<|>>).*;$",  # `cout << x;`
        # `x = os.listdir("")`
        r"\w[\w\[\], .]* = (?:await )?[A-Za-z_][\w.]*\.[a-z_]\w+\(.*\);?$",
        # `a.add("")`; not `he.said(no)`
        r"(?=.*\);?$)[A-Za-z_][\w.]*\.[a-z_]\w+\((?:.*\);|.*[^\w)].*\)|.*\d.*\))$",
        # `return x + 1;`
        r"(?=.*;$)(?:return|throw)\b.*[\d(.\"+*/<>=-].*;$|(?:return|break|continue);$",
        # `count += 3;`, `a[0] = b;`
        r"(?:[a-z_]\w{2,} [-+*/]?=|(?=[^=]*[.\[*>])[\w.*\[\]> +-]+=).*;$",
        # `x = f(y);`, `A = [1 2; 3 4];`
        r"(?=.*;$)[\w.*\[\]> +-]+=.*(?:\w[(.]|\"\"|\[).*;$",
        r"(?:[a-z_]\w+|\w+(?:\.|::|->)[\w.>:-]+)\(.*\);$",  # `add(x);`; not `Kim(2020);`
        r'""\s*:\s*(?:""|[-+\d.eE]+|true|false|null|[{\[].*)\s*[\]}]*,$',  # `"a": 1,`
        r'""\s*:\s*[{\[].*$',  # `"a": [`
        r"[A-Z][A-Z\d]*_[A-Z\d_]+=\S*$",  # `POSTGRES_USER=app`
        r"[a-z][\w-]*(?:\.[a-z][\w-]*)+\s?=\s?\S+$",  # `server.port=8080`
        r"(?:export|alias) \w+=\S",  # `export PATH=a`
    )
)
SENTENCE = re.compile(  # what English alone says: `the cache`, `you are`; not `for a in x`
    r"\b(?:the|an?|you|it|that|this|these|those|we|they|are|my|your|his|her|our|their) "
    r"(?!(?:in|is|and|or|not|if|else|for|as|of|from|import|extends|then)\b)[a-z]{2,}",
    re.IGNORECASE,
)
LOOP = re.compile(  # `for x in data:`, `for i, (a, b) in pairs:`, `for i in left + right:`
    r"(?:async )?for \(*\*?\w+\)*(?:, ?\(*\*?\w+\)*)*"
    r" in (?:\w+|\"\")(?: ?[-+*|&] ?(?:\w+|\"\"))*:$",
    re.ASCII,
)
# `while x:`, `if x in seen:`
CONDITION = re.compile(r"(?:if|elif|while|with) (?:not )?\w+(?: (?:not )?in \w+)?:$", re.ASCII)
KEY = re.compile(r"\s*\"[^\"]*\"\s*:")  # `"id": 1`
# names of a Korean's own: `for 학생 in 학생들:`, `print(합)`
IN_KOREAN = re.compile(
    r"(?:for \w+ in [\w.(), ]+|def \w+\([\w, =]*\)):$|print\(\w[\w, +]*\)$|\w+\.[a-z_]+\(\w*\)$"
)
CALL = re.compile(r"(?P<of>[a-z_]\w*\.)[a-z_]\w*\(\w*\)$", re.ASCII)  # `stack.pop()`
TARGET = re.compile(r"[\w.%-]+:(?: [\w.$()% -]+)?$", re.ASCII)  # of a Makefile
TAG = re.compile(  # `<groupId>a</groupId>`, `<dependency>`; HTML is read elsewhere
    r"<(?!(?:a|abbr|aside|b|big|body|br|center|code|dd|del|details|div|dl|dt|em|embed|font|footer|form|h\d"
    r"|head|header|hr|html|i|iframe|img|input|ins|kbd|li|main|mark|nav|object|ol|p|pre|s|script|section"
    r"|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)\b)"
    r"(?P<name>[A-Za-z][\w.:-]*)(?: [^<>]*)?>(?P<whole>.*</(?P=name)>)?$",
    re.ASCII | re.IGNORECASE,
)
ONE_LINE_JSON = re.compile(r'\[?\{"":.*[}\]][\]},;]*$')
# what formulas and lists can be as well, but for the words
SIGNED = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"[A-Za-z_][\w.\[\]\"', -]*\s*(?:[-+*/|&%:])?=\s*\S",  # `x += 3`
        r"[A-Za-z_][\w.]* <- \S",  # `x <- c(1, 2)`
        r"[A-Za-z_][\w.]*\(.*\)[;,:]?$",  # `f(x)`
        r"[)\]}]+[;,)]*$|</?\w+>$",  # `});`
        r"(?:end|fi|done|esac|pass|break|continue|return|else|try|finally|else:|try:|finally:)$",
        r"(?:return|yield|raise|import|let|del|assert|puts|case|default) ?\S.*$",
        r"\}?\s*(?:else|catch|finally)\b.*\{$",
        r".*[{(\[]$",  # `[`, `.box {`
        r"[\w-]+:\s.+;$",  # `color: red;`
        r"@[A-Za-z]\w*(?:\(.*\))?$",  # `@Override`
        r"\w+(?:\+\+|--);$",
        r"(?:for|while|if|switch) ?\(.*[<>=!].*\)$",
        r"(?:add|sub|push|pop|call|jmp|j[nlg]?e|cmp|xor|int|ret) [%$\w\[]+",
        r"[\w-]+ .*;$",  # `listen 80;`
        r'""\s*:\s*(?:""|[-+\d.eE]+|true|false|null)$',  # `"a": 1`
    )
)
SECTION = re.compile(r"\[[A-Za-z][\w .:-]*\]$", re.ASCII)  # `[mysqld]`
SETTING = re.compile(r"[\w.-]+\s?=\s?\S", re.ASCII)
DOCKER = re.compile(
    r"(?:FROM|RUN|COPY|ADD|WORKDIR|CMD|ENTRYPOINT|ENV|EXPOSE|ARG|USER|VOLUME|LABEL) \S"
)
QUERY = re.compile(
    r"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE"
    r"|CREATE (?:OR REPLACE )?(?:UNIQUE )?(?:TABLE|INDEX|VIEW|USER|DATABASE)"
    r"|DROP (?:TABLE|VIEW|INDEX)|GRANT|REVOKE|COMMIT|ROLLBACK|EXPLAIN)\b"
)
LOWER_QUERY = re.compile(
    r"(?:select\b.+\bfrom \w+.*[;*=<>,]"
    r"|(?:insert into|update|delete from|create table|drop table|alter table) \w+.*[;(=])"
)
CLAUSE = re.compile(  # how a query goes on
    r"(?:FROM|WHERE|(?:LEFT |RIGHT |INNER |OUTER |FULL |CROSS |NATURAL )*JOIN|ON|AND|OR"
    r"|GROUP BY|ORDER BY|HAVING|LIMIT|OFFSET|UNION|SET|VALUES|INTO|TO|WITH) \S|VALUES?\(",
    re.IGNORECASE,
)
WITH_CLAUSE = re.compile(r"\b(?:FROM|SET|VALUES|TO|ON)\b|\($")
PARTICLE = re.compile(r"[은는을를의에]$|[은는을를의에](?=\s(?!=))")  # no name of a column ends so
PAIR = re.compile(r"^\S+(?: \S+)? ?[:–-] ")  # `SELECT - 조회`
PART = re.compile(r"\s(?:절|문|구|구문|명령어?|키워드|연산)$")  # `SELECT 절`
# commands that are no words, and those that are
COMMAND = re.compile(
    r"(?:sudo )?(?:git|docker|docker-compose|kubectl|npm|npx|yarn|pnpm|pip3?|apt-get|apt|brew"
    r"|systemctl|chmod|chown|mkdir|curl|wget|ssh|scp|rsync|helm|terraform|gcloud|aws|javac|gcc|g\+\+"
    r"|django-admin|conda|poetry|psql|redis-cli) [a-z./~\d-]"
)
WORD_COMMAND = re.compile(
    r"(?:cd|ls|cat|grep|find|echo|source|sudo|python3?|node|java|make|go|tar|rm|cp|mv|touch|ps|kill|head|tail"
    r"|mysql|cargo|\./[\w./-]+)(?= |$)"
)
ARGUMENT = re.compile(  # `--all`, `-p`, `./a`, `a.py`, `.`, `|`
    r"\s-{1,2}[A-Za-z]|(?:^|\s)[.~]?/|\w\.\w|\s\.(?:\s|$)|\s(?:\||&&|>>?)\s|=\S"
    r"|^(?:sudo )?(?:pip3?|npm|apt|apt-get|brew|conda|poetry) (?:install|add|run|update)\b"
)


def weight(lines: Sequence[str], at: int) -> int:
    """How surely a line is code: 3 by itself, 2 with another, 1 beside such; 0 if it is none.

    >>> [weight([line], 0) for line in ("for x in f(y):", "x = 3", "for문: 반복", "git add .")]
    [2, 1, 0, 2]
    """
    said, after = bare(lines[at]), bare("".join(lines[at + 1 : at + 2]))
    if not said:
        return 0
    if after == "{" and not any(map(KEY.match, lines[at + 2 : at + 3])):
        said += " {"  # not words above an answer in JSON
    if (found := _of_query(said, after)) and not _is_head(said, after):
        return found
    if has_hangul(said):
        return STRONG if IN_KOREAN.match(said) else 0
    if ONE_LINE_JSON.match(said):
        return CERTAIN
    if _is_statement(said) or _is_head(said, after):
        return STRONG
    return max(_of_shape(lines, at, said, after), _of_command(said), int(_is_signed(said)))


def _of_shape(lines: Sequence[str], at: int, said: str, after: str) -> int:
    """How surely a line is a rule of a Makefile, a tag, a call, a loop, by the next line."""
    if TARGET.match(said) and "".join(lines[at + 1 : at + 2]).startswith("\t"):
        return STRONG if _of_command(after) else 0
    if met := TAG.match(said):
        return STRONG if met["whole"] else WEAK
    if met := CALL.match(said):
        return STRONG if CALL.match(after) and after.startswith(met["of"]) else 0
    if LOOP.match(said) or CONDITION.match(said):
        return STRONG if _has_body(lines, at, is_loop=LOOP.match(said) is not None) else 0
    return 0


def _has_body(lines: Sequence[str], at: int, is_loop: bool) -> bool:
    """Whether code stands set in below a head; right below a loop one of both is enough."""
    below = next(filter(str.strip, lines[at + 1 : at + 2 + GAP]), "")
    said = bare(below)
    is_code = _is_signed(said) or CONDITION.match(said) or LOOP.match(said) or _is_statement(said)
    is_deeper = margin_of(below) > margin_of(lines[at])
    if is_loop and below in lines[at + 1 : at + 2]:
        return bool(is_code) or is_deeper
    return bool(is_code) and is_deeper


def _is_head(said: str, after: str) -> bool:
    """Whether a line heads settings or a recipe for a container."""
    if SECTION.match(said):
        return bool(SETTING.match(after))
    return said.startswith("FROM ") and bool(DOCKER.match(after))


def _is_statement(said: str) -> bool:
    return any(form.match(said) for form in STATEMENTS) and not SENTENCE.search(said)


def _is_signed(said: str) -> bool:
    if DOCKER.match(said) or SETTING.match(said):
        return True
    return not ENGLISH.search(said) and any(form.match(said) for form in SIGNED)


def _of_command(said: str) -> int:
    if ENGLISH.search(said):
        return 0
    if COMMAND.match(said):
        return STRONG if ARGUMENT.search(said) else WEAK
    return STRONG if WORD_COMMAND.match(said) and ARGUMENT.search(said) else 0


def _of_query(said: str, after: str) -> int:
    """Tables and columns have Korean names in exams: there the words around them tell."""
    is_korean = has_hangul(said)
    if is_korean and any(form.search(said) for form in (ENDED, PARTICLE, PAIR, PART)):
        return 0
    if QUERY.match(said):
        if said.endswith(";"):
            return CERTAIN
        goes_on = CLAUSE.match(after) and not ENDED.search(after)
        is_whole = WITH_CLAUSE.search(said) and not is_korean
        return STRONG if goes_on or is_whole else 0
    is_lower = said.startswith("select ") and after.startswith("from ") and "," in said
    if LOWER_QUERY.match(said) or is_lower:
        return STRONG
    return WEAK if CLAUSE.match(said) and (said[:2].isupper() or not ENGLISH.search(said)) else 0
