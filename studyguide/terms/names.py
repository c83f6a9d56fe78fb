"""Tells the name of a thing from other words before a definition: `정규화`, not `목적`."""

import re

from studyguide.hangul import is_syllable, tail_of
from studyguide.terms.sentences import QUESTION_WORD, is_sentence

LONGEST, WORDS = 30, 4  # letters and words of a name
# Words that point somewhere: what they name stands only in the text around them.
POINTING = re.compile(
    r"(?:이|그|저|이런|그런|저런|이러한|그러한|이렇게|모든|각|각각|해당|위|아래|앞|뒤|다음|여기|저기|거기"
    r"|[이그저]것들?|[이그저]거|이때|그때|이후|우리|나|내|너|저희|본|이번|지난|오늘|어제|내일|지금|요즘|최근"
    r"|보통|대부분|일부|나머지|하나|둘|둘째|셋째|첫째|첫|두|세|또|또한|또는|즉|따라서|그리고|그러나|하지만|그래서"
    r"|그런데|근데|만약|만일|반면|특히|결국|가장|제일|다른|같은|여러|누구|모두|일단|사실|원래|실제|실제로|물론|전자"
    r"|후자|양쪽|단|기존|현재|과거|당시|처음|마지막|좋은|나쁜|중요한|참고로|예를|예컨대|그러면|때문에|마찬가지로|반면에|추후|먼저"
    r"|왜냐하면|굳이|좀|더|그중에?|추가로|여기에|여기서|거기서|이처럼|이렇듯|전체|누군가|필자|본인|내게|나에게|내가|제가|우리가|네가|사람들?은?"
    r"|[이그위]와|아래와|[가-힣]+적으로|\S+[은는도])(?=\s|$)"
)
# What is said of a thing, whatever stands before: `분산의 목적`, `결정 사항`
SAID_OF = re.compile(
    r"것|거|점|때|경우|이유|원인|요인|목적|목표|특징|특성|장점|단점|장단점|차이|차이점|공통점|문제점|핵심|결과|결론|예|예시"
    r"|예제|사례|의미|뜻|정의|개념|개요|내용|포인트|요점|효과|한계|주제|설명|풀이|해설|해석|비고|참고|주의|요약|정리|메모|질문"
    r"|답|정답|답변|생각|느낌|의견|후기|소감|배경|동기|근거|의의|가정|전제|상황|현황|진행|일정|안건|논의|결정|사항|합의|담당|담당자"
    r"|할일|일|비용|출처|링크|저자|강사|교수님?|연사자?|발표자|작성자|해결책|해결법|대책|방안|역할|쓰임|용도|사용처|이점|이득|취지|관점"
    r"|\S+적\s?의미|의도|\S*파트|후|전|중|시|실습|응용|세미나|강연|발표|목표|꿀팁|사용법|방법|팁|종류|유형|구성|순서|절차|준비물|기타|등|부분|나머지|tip|note|ex|todo",
    re.IGNORECASE,
)
# Labels of a note that can end a name: `가상 환경`, `실행 계획`
ALONE = re.compile(
    r"조건|기준|이름|제목|참석자?|일시|시간|장소|날짜|기간|마감|기한|예산|금액|과제|숙제|시험|회사|팀|해결|대안|계획|전략|단계|과정"
    r"|입력|출력|인자|반환|반환값|기본값|사용|활용|적용|구현|코드|상태|결과물|추가|변경|수정|삭제|버전|환경|대상|범위|분류|영향|제약|가능"
    r"|최종|전체|대표|문제|규칙|원칙|원리|주장|q|a|p|s|case|step|summary|problem|idea|goal|result|input|output",
    re.IGNORECASE,
)
PARTICLE = re.compile(
    r"\S(?:[은는을를와과]|에서|으로|에게|부터|까지|에는|이나|처럼|보다|하고|하면|하며|해서|\S의)$|^(?:와|과|및|또는|vs\.?)$"
)
ADNOMINAL = re.compile(r"\S\S(?:[한된할될던인난]|하는|되는|있는|없는)$")
# `3주차`, `Session 1`, `L2`: a place in a row
COUNTED = re.compile(
    r"(?:session|part|chapter|day|week|step|phase|level|case|q)\s?\d+$|[A-Z]\d$|\d+\s?(?:분|시|월|일|년|개|번|차|장|주|명|단계|가지|위|강|과|교시|부|절|[.,)])",
    re.IGNORECASE,
)
# What stands before 은, 는 or 라 and is no noun: `필드에는`, `저장되는`, `받은`
STEM = re.compile(
    r"(?:에|에서|으로|이라|\s[과와]|하|되|려|시키|싶|않|있|없|많|낮|높|붙|받|같|만드|불리|어지|아지|이루|가지|나타나)$"
)
FILE = re.compile(r"\.(?:java|jsx?|tsx?|xml|json|py|jsp|html|css|ya?ml|md|txt|sql|sh|c|cpp|h)$")
VERBAL = re.compile(
    r"(?:하기|되기|보기|다루기|만들기|알아보기|[다요죠지]|함|됨|음|하며|하고|[해대]서|위해|전에|후에)$"
)
SIGNS = re.compile(r"[\"“”‘’'?!…,:;$=<>→·{}\[\]@]|[가-힣]\.|\s[-–—/]\s|->")


def is_name(text: str) -> bool:
    """Whether words can be the name of a thing that a note defines.

    >>> is_name("함수 종속"), is_name("이것"), is_name("착오의 목적"), is_name("CORS")
    (True, False, False, True)
    """
    words = text.split()
    if not 2 <= len(text) <= LONGEST or len(words) > WORDS or not any(map(str.isalpha, text)):
        return False
    if SIGNS.search(text) or COUNTED.match(text) or QUESTION_WORD.search(text):
        return False
    if STEM.search(text) or FILE.search(text) or text.count("(") != text.count(")"):
        return False
    if POINTING.match(text) or SAID_OF.fullmatch(words[-1]) or ALONE.fullmatch(text):
        return False
    if any(PARTICLE.search(word) or ADNOMINAL.search(word) for word in words[:-1]):
        return False
    return len(words) == 1 or not (is_sentence(text) or VERBAL.search(words[-1]))


def is_said_of(text: str) -> bool:
    """Whether words name what is said of a thing: `데이터팀 목표`."""
    return bool(SAID_OF.fullmatch(text.split()[-1])) if text.split() else False


def fits(word: str, particle: str) -> bool:
    """Whether `은`, `이란` follow a closed, `는`, `란` an open syllable; Latin takes either."""
    if not word or not is_syllable(word[-1]):
        return True
    return (tail_of(word[-1]) != " ") == (particle in ("은", "이란", "이라"))
