"""Tells a definition from a remark: a noun and the clause that sets it apart, `… 나누는 과정`."""

import re
from collections.abc import Sequence

from studyguide.hangul import is_syllable, tail_of
from studyguide.terms import fold
from studyguide.terms.sentences import UNSURE

ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]$")
PREDICATE = re.compile(  # what makes a sentence of the noun that a definition ends in
    r"(?:[을를]\s(?:말|뜻|의미)(?:한다|함|합니다)|이?라고\s(?:할\s수\s있|생각하면\s[되된]|보면\s[되된])(?:다|음)"
    r"|\s?이다|입니다|임|이에요|예요)[.!]?$"
)
BARE = re.compile(r"(?P<noun>[가-힣])다[.!]?$")  # `작업의 단위다`: behind an open syllable
# Open syllables that end a verb's stem: in all its forms, and before 는
STEMS = "하되리이기시치우오보가크쓰나서러르지키추주내세배니"
STEMS_BEFORE = f"{STEMS}두매재루려드뛰쉬피끼깨누꾸"
# `시간 복잡도는 O(1)`, `메모리는 …`: a noun with its particle, not a verb before its noun
TOPIC = re.compile(r"(?:(?P<open>[가-힣])는|(?:점|값|것|법|률|식)은)$")
TOPICS = re.compile(
    r"(?:메모리|페이지|이미지|캐시|정보|차이|크기|길이|깊이|높이|메시지|카테고리|쿼리|라이브러리|디렉토리|디렉터리|트리|(?<!시)키|이유|경우"
    r"|단위|주기|나이|언어|우리|엔트리|배터리|인터페이스|서비스|도구|변수|함수|데이터|[노모코카필서워레]드)는$"
)
# verbs whose stem ends in 이: `보이는`, `받아들이는`, `반짝이는`; `젊은이는` is a noun
VERB_IN_I = re.compile(
    r"(?:[보쓰쌓높붙모먹줄들싸속죽섞놓끓녹덮꼬숙늘벌깎꺾닦묶볶엮쪼매트뜨띄조고괴쏘삭썩절졸짜]|기울|망설|서성|뒤척|지껄"
    r"|[가-힣](?:[직짝덕득럭척썩썽컹]|[출일술울]렁))이는$"
)
# The verb before the noun that a definition ends in: `… 분해하는 과정`
ADNOMINAL = re.compile(
    r"(?:는|[한된던할될운린친진난온쓴둔준낸킨인든뜬른낼볼줄긴신먼빈단센간]|[있없않찾얻받읽먹넣놓잡남쌓묶막닫찍믿심담입잃잊맞]을"
    r"|[남묶모쌓담얻받놓찍않넣잡읽먹막맺심뽑높낮깊얇굵짧맞엮섞닦깎입벗잃잊앉]은)$"
)
WEAK = re.compile(
    r"(?:[가-힣]{1,4}적인|중요한|필요한|좋은|나쁜|유용한|쉬운|어려운|간단한|같은|다른|비슷한|가능한|유명한|새로운|많은|큰|작은"
    r"|다양한|강력한|방대한|특이한|독특한|핫한|간|표준|기준|수준|권한|제한|라인|체인|빠른|느린|편한|흔한|또는|혹은|모든|어떤|이런|그런|한|[가-힣]*(?:시간|공간|인간|순간|중간|구간|사진|확인|원인|본인"
    r"|회원|직원|전원|단원|화면|측면|방안|기간|문단|계단|집단|수단|판단|도메인|디자인|온라인|메인))$"
)
NO_GENUS = re.compile(  # nouns that round off a remark, not a definition
    r"(?:문제|때문|이유|편|셈|상황|뿐|예정|중|경우|터|만큼|모양|듯|사실|부분|특징|특성|장점|단점|목적|목표|핵심|포인트|차이점?|생각|느낌"
    r"|이슈|예시?|전부|수준|추세|순간|때|점|거|얘기|이야기|필수|가능|불가|필요|원인|결과|마련|날|바|줄|수|셋|둘|하나|명|개|적|등|등등|게|걸|트렌드"
    r"|님|환경|반복|방문|강제|설치|참고|이해|연결|전달|통신|개발|관리|진행|발표|구분|접근|공유|확인|이동|호출|전송|등록|조회"
    r"|증가|감소|발생|종료|시작|유지|보장|향상|개선|검색|구성|초기화|최적화|자동화|리뷰|학습|공부|추천|소개"
    r"|사용|담당|생성|표시|명세|처리|변경|인덱싱|제공|지원|출력|반환|설정|추가|수행|실행|이용|활용|적용|저장|삭제|완료|작성|일종|비슷|동일|정리)$"
)
VERBAL = re.compile(
    r"(?:[가-힣]다|[가-힣]라|시오|[하보두]자|[가-힣]\s?키기|(?:[가-힣]|^)(?:아보|펴보|맞추|만들|다루)기|[고며]|[가-힣]+(?:에|에서|에게|으로|까지|부터)|[어아해세네]요|니다|죠|[있없같겠했었았였됐]음|[가-힣]함|됨|하기|되기|는데|지만|[해어아]서|하고|하며|하면|[이]?냐|까|건지)$"
)
LEADING = re.compile(
    r"(?:(?:이|그|저|본|해당|이런|그런|이러한|그러한)\s|(?:주의|유의|기억|참고)할\s|그래서|근데|그런데|하지만|나중에|일단|왜|예[:)]|ex|e\.g|참고|→|->|가장|바로|아직|곧|다음과|사실|즉|결국|이건|이게)"
)
# Words that point out of the sentence: what `그중 더 뺄 것이 없는 것` is cannot be told from it
OUTSIDE = re.compile(
    r"(?:^|[가-힣A-Za-z)\]][은는란]\s+)(?:[이그]\s?(?:중|가운데)에?서?|[이그]것(?:들)?[의을과에은]?|[이그]들[의을과에은]?|[이그]와|거기|여기|그때|그보다|이보다"
    r"|전자|후자|[앞위](?:의|에서\s(?:본|말한|설명한|정한|다룬))|나머지|반대로)\s"
)
POINTED = re.compile(r"(?:발표|강연|강의|수업|세미나|여기|이\s?(?:글|노트|장|책|발표))에서[는,]?\s")
RATED = re.compile(r"(?:^|\s)(?:굉장히|매우|아주|정말|엄청|상당히|무척|너무|꽤)\s")  # an opinion
DOUBTED = re.compile(r"[?？]|\.\.|…|같(?:음|다|은데)|듯|라고 이해|맞나|ㅠ|ㅋ")
OBJECT = re.compile(r"[가-힣A-Za-z)](?:을|를)$")  # `특징을 강제`: a verb without its end
HAPPENS = re.compile(r"[가-힣A-Za-z)](?:이|가)\s\S*[남림짐김임됨함음]$")  # `이동이 일어남`
ELSEWHERE = re.compile(r"(?:다음|아래|위)(?:의|과|와|에서?)?\s")  # what the text around it says
SIGNS = re.compile(r"[{}<>=;]|->|→|\s[/+]\s")  # code and steps
# What a person, a day or a place tells of a thing is no definition of it: `지난주에 못 끝낸 숙제`,
# `형 노트북에 깔려 있는 버전`, `여기서 $q$는 …`, `책에 나온 예제`; none is in `우리 몸에서 …`,
# `건물 내 …`
TIED = re.compile(
    r"(?:^|[\s(])(?:지난\s?(?:주|달|해|번|학기|시간)|저번|이번|어제|어젯밤|그저께|엊그제|오늘|내일|모레|작년|올해|내년|주말"
    r"|못\s[가-힣]*[낸한푼본간온읽]은?|방금|아까|요즘|지금(?!까지)|[월화수목금토일]요일|여기|거기|저기|내가|나는|(?<!\S\s)내|나|제가|우리(?!\s(?:몸|눈|은하|나라|말))|저희|너희?|걔"
    r"|(?:형|누나|언니|오빠|동생|엄마|아빠|친구|교수|조교|선배|후배|팀장|[가-힣]+님)(?:들?(?:이|가|은|는|의|한테|에게|께서?|께서는))?"
    r"|(?:책|교재|시험|숙제|과제|강의|수업|발표|영상|학원|우리집|연구실)(?:에|에서|에선|때|시간에|로|으로)"
    r")(?=[\s에의은는을를도]|$)"
)
KIND = re.compile(  # the words for the kind of a thing, in which a sure definition ends
    r"(?:방법|방식|기법|수법|기술|기교|구조|구조체|장치|기계|기구|도구|설비|장비|부품|과정|공정|절차|단계|작업|처리|규칙|규약|규격|규범"
    r"|원칙|원리|이론|법칙|정리|성질|속성|현상|상태|형태|양상|관계|단위|지표|척도|잣대|기준|비율|[비확효][율률]|정도|값|수치|함수|모델|모형|알고리즘"
    r"|시스템|체계|체제|프로그램|소프트웨어|하드웨어|서비스|플랫폼|프로토콜|언어|형식|양식|집합|모임|무리|묶음|뭉치|조직|조직체|기관|단체|제도"
    r"|정책|전략|전술|권리|권한|의무|책임|계약|행위|활동|운동|행동|동작|능력|개념|관점|사상|용어|기호|표기|표식|문서|기록|목록|명단|사본"
    r"|자료|데이터|정보|신호|코드|물질|물체|물건|물품|세포|생물|식물|동물|액체|기체|고체|혼합물|화합물|원소|분자|효소|단백질|호르몬"
    r"|자리|장소|사람|그릇|가구|무늬|종이|수식|공식|방정식|벡터|행렬|공간|영역|범위|구간|계층|요소|성분|인자|연산|연산자"
    r"|명령|명령어|명령문|구문|객체|클래스|변수|상수|자료형|인터페이스|라이브러리|프레임워크|네트워크|서버|저장소|창고|메모리|파일|폴더"
    r"|패턴|설계|그래프|트리|노드|목표치|자산|비용|가격|금액|세금|이자|시장|상품|질환|질병|증상|반응|에너지|파동|입자"
    r"|분포|확률|변환|분석|검정|추정|기능|수단|지역|지대|시대|시기|기간|시간|속도|거리|높이|깊이|크기|학문|분야|학파|예술"
    r"|도형|단어|품사|돈|사건|이름|지형|[가-힣]층|음식|요리|재료|나무|통로|다리|건물|도장|열쇠|^(?:것|일|곳|글|표|식|틀|양|힘|열|빛|병|물|천|길|옷|문|판|막))$"
)
# `정리한 문서`: what its author once did, as likely as what the thing always is
THINGS = re.compile(
    r"(?:것|일|곳|글|표|물|사람|물건|물품|자료|데이터|정보|문서|기록|목록|명단|파일|폴더|코드|프로그램|함수|클래스|그래프|도구|장비|정리|기술|분석"
    r"|설계|작업|음식|요리|그릇|가구|옷|상품|시간|기간|돈|이름)$"
)
# Verbs of one who studies: `어렵게 푼 방정식`, `중학교 때 배웠던 법칙`
ONCE = re.compile(
    r"(?:^|[하해])(?:산|짠|본|배운|빌린|읽은|들은|푼|끝낸|다녀온|써본|해본|공부한)$|던$"
)
NATURAL = re.compile(r"(?:지형|지층|암석층)$")  # nobody made it: `용암이 솟아 만든 지형`
# `값이`, `$x$가`: the subject of a clause
NAMES_WHO = re.compile(r"(?:(?![없같많높깊길까])[가-힣A-Za-z\d)]|\$)(?:이|가)$")
# `결과가 같은 성질`, `값이 정해지는 관계`, `지각이 끊어진 구조`: always so, and not what somebody
# did once
EVER = re.compile(
    r"(?:는|[어해려러여져]진|[섞쌓쓰놓묶꼬모깎덮짜엮싸]인|[열걸풀잘눌밀팔깔갈널달들쏠몰뚫불실끌]린|[막박잡먹닫찍읽얽갇접]힌|않은|같은|다른|큰|작은|높은|낮은|많은|적은|긴|짧은|넓은|좁은|빠른|느린|된|[할될갈날올일질])$"
)
# `음력 8월에 지내는 명절`; what is there, or what its author does, is none: `자주 쓰는 단축키`
PRESENT = re.compile(r"(?<![있없])는$")
HABIT = re.compile(
    r"(?:^|\s)(?:자주|매일|가끔|아직|안|못|요새)\s|(?:모르|헷갈리|좋아하|싫어하)는(?=\s)"
)
FORMULA_TOPIC = re.compile(r"\$[은는이가]\s")  # `$q$는 사후분포이고 …`
REACH = 3  # words before the last one among which the verb stands
FEWEST_WORDS = 3
LONGEST = 200  # letters of a definition


def is_definition(said: str, name: str = "") -> bool:
    """Whether words end in a noun, not the name itself, with the clause that sets it apart.

    >>> is_definition("릴레이션을 분해하는 과정이다"), is_definition("아주 중요한 과정이다")
    (True, False)
    """
    if said.rstrip().endswith(",") or POINTED.match(said) or RATED.search(said):
        return False
    if LEADING.match(said) or DOUBTED.search(said) or UNSURE.search(said) or len(said) > LONGEST:
        return False
    noun, _ = noun_of(ASIDE.sub("", said.strip(" .!")))
    parts = ASIDE.sub("", noun).replace(",", " ").split()
    if len(parts) < FEWEST_WORDS or not _is_genus(parts[-1]) or not _fits(parts[-2], parts[-1]):
        return False
    if ELSEWHERE.search(said) or fold(parts[-1]) == fold(name) or SIGNS.search(said):
        return False
    verbs = [at for at, each in enumerate(parts[:-1]) if _is_verb(each)]
    return bool(verbs) and verbs[-1] >= len(parts) - 1 - REACH and not _is_future(parts)


def is_sure(said: str) -> bool:
    """Whether a definition would be one without a name before it: what a thing is, no remark.

    >>> is_sure("산소 없이 유기물을 분해하는 과정"), is_sure("본문과 여러 줄 주석 끝")
    (True, False)
    """
    noun, _ = noun_of(ASIDE.sub("", said.strip(" .!")))
    parts = ASIDE.sub("", noun).replace(",", " ").split()
    if len(parts) < FEWEST_WORDS or TIED.search(said) or FORMULA_TOPIC.search(said):
        return False
    if not KIND.search(parts[-1]):
        return bool(PRESENT.search(parts[-2])) and not HABIT.search(said)
    if NATURAL.search(parts[-1]):
        return True
    if any(NAMES_WHO.search(word) for word in parts[:-1]) or THINGS.search(parts[-1]):
        return bool(EVER.search(parts[-2]))
    return not ONCE.search(parts[-2])


def _fits(before: str, noun: str) -> bool:
    """Whether a word may stand before the noun of a definition, not before its verb or copula."""
    is_verb = OBJECT.search(before) or HAPPENS.search(f"{before} {noun}")
    return not (is_verb or is_topic(before))


def has_topic(said: str) -> bool:
    """Whether a sentence begins with its topic: `보통의 큐는 먼저 들어간 …`."""
    return any(is_topic(word) for word in said.split()[:4])


def _is_genus(word: str) -> bool:
    return word[-1].isalpha() and not (NO_GENUS.search(word) or VERBAL.search(word))


def noun_of(said: str) -> tuple[str, bool]:
    """The words without what makes a sentence of them, and whether there was such an end."""
    if met := PREDICATE.search(said):
        return said[: met.start()], True
    bare = BARE.search(said)
    if bare and tail_of(bare["noun"]) == " " and bare["noun"] not in STEMS:
        return said.rstrip("다.!"), True
    return said, False


def _is_verb(word: str) -> bool:
    return bool(ADNOMINAL.search(word)) and not (WEAK.match(word) or is_topic(word))


def is_topic(word: str) -> bool:
    """Whether a word is a noun with its particle, not a verb: `복잡도는`, not `나누는`."""
    met = TOPIC.search(word)
    if not met:
        return False
    is_noun = not met["open"] or (tail_of(met["open"]) == " " and met["open"] not in STEMS_BEFORE)
    is_noun = is_noun or (met["open"] == "이" and not VERB_IN_I.search(word))
    return is_noun or bool(TOPICS.search(word))


def _is_future(parts: Sequence[str]) -> bool:
    """`바꿀 것`: a plan, not a thing."""
    before = parts[-2][-1]
    return parts[-1] == "것" and is_syllable(before) and tail_of(before) == "ㄹ"
