"""The grammar of what may follow a term in one eojeol: particles, copula, light verbs."""

import re
from functools import lru_cache

from studyguide.hangul.readings import Final, final_sound

HANGUL_RUN = re.compile(r"[가-힣]+")

# One-form particles, in the order in which they may be stacked: 모델들에서만이라도
_PLURAL = r"들"
_ENDED = (
    r"(?:의|으로(?:는|도|의|만)?|로(?:는|도|의|만)?|인|이|은|을|이다|임|에서(?:는|도)?"
    r"|에(?:는|도)?)?"
)
_DERIVED = rf"(?:상|별|적|형|측|간|용){_ENDED}|내(?:의|에|에서(?:는)?|로)?"  # 모델별로, 서버용으로
_PLACE = (
    r"에서(?:부터|까지|조차|도|만|는|의|나|든)?|에게(?:서|로)?(?:는|도|만)?|한테(?:서)?(?:는|도|만)?|께(?:서(?:는|도)?)?"
    r"|에(?:는|도|만|의|까지|다가?|든|서)?|까지(?:는|도|만|의|가|를|라도)?|부터(?:는|도|가|의|라도)?"
    r"|보다(?:는|도|야)?|처럼(?:은|도|만)?|만큼(?:은|도|의|이나)?|같이|마다(?:의)?|조차(?:도)?|마저(?:도)?"
    r"|밖에(?:는|도)?|뿐(?:만|이다|임|이고|이며|이라|이면|아니라|만이|만)?|대로(?:의)?|하고(?:는|도)?|의|도|더러|당|씩"
    r"|만(?:은|의|이|을|으로|으로도|으로는|도)?"
)
# After a consonant, after a vowel: 모델은, 데이터는. (으)로 counts ㄹ with the vowels.
_CLOSED = r"은|이|을|과(?:의|는|도|만)?|아|이랑(?:은|도)?|이나|이든(?:지|가)?"
_OPEN = r"는|가|를|와(?:의|는|도|만)?|야|랑(?:은|도)?|나|든(?:지|가)?|여"
_WAY = (
    r"(?:의|서(?:의|는|도)?|써(?:의|는|도)?|부터(?:의|는|도)?|는|도|만(?:은|도|의)?|까지|나|든"
    r"|라도)?"
)
# The copula after the term: 모델이다, 데이터였다, 모델인데, 데이터라는
_COPULA_TAIL = (
    r"다|다\.?|며|고|지만|자|면|면서|라(?:고도?|는|면|서|도|기|든가|든지|지|던|며)?|란|든|랄|므로|니까?|더라"
    r"|어서|어야|여야|기|었다|었음|었고|었는데|었던|에요|었지만|여서|야|기도|기에|기는|거나|던|나|라도|라기보다(?:는)?"
)
_COPULA = (
    rf"이(?:{_COPULA_TAIL})|인(?:가|지|데|데도|만큼|듯|양|즉|지도|지를|지가|지는|가를)?|일(?:까|지|지도|수록|뿐|때)?"
    r"|임(?:을|이|은|에도|에)?|입니다(?:만)?|입니까|이었(?:다|음|고|는데|던|으며|지만|나|을까|을)"
)
_PAST = r"(?:다|음|고|는데|던|으며|지만|습니다|나|나요|을까|을|지|으니|다면|다는)"
_OPEN_COPULA = rf"(?:{_COPULA_TAIL})|였{_PAST}|예요"
# Light verbs make a verb of a noun without leaving it: 복원하는, 증류된, 압축했다
_ENDINGS = (
    r"다|는|는데|는지|고|고서|고자|며|면|면서|여|여서|여도|여야|지|지만|지는|지도|게|게끔|기|기도|기에|기는"
    r"|기를|기가|기만|기에는|는데에는|기로|기보다|기까지|기엔|자|자면|려|려고|려면|려는|도록|던|던데|므로|거나|니|니까|세요"
    r"|더라|더라도|든|라|라고|라는|느라|느라고|네|죠|므로써|십시오|길|겠다|겠지만|겠음|자마자"
)
_VERB = (
    rf"(?:하|되|시키|당하)(?:{_ENDINGS})"
    r"|(?:한|된|될|할|시킨|시킬|당한)(?:다|다고|다는|다면|다고도|다며|지|데|데다|수록|지도|지는|까|뿐|만큼|듯)?"
    r"|(?:함|됨|시킴)(?:을|이|은|에|으로|으로써|에도|에따라)?|(?:합|됩|시킵)니다(?:만)?|합시다"
    r"|(?:해|돼|시켜)(?:서|야|도|요|주는|준다|줌|본|볼|보면|봄|보자|둔|놓은|버린|야만|서는|진|짐|진다|지는|졌다)?"
    r"|되어(?:서|야|도|있는|있다|있던|있음|있고|있지|진)?|받(?:은|는|는다|아|아서|을|음|고|지|았다|았음)"
    r"|(?:했|됐|되었|하였|시켰)(?:다|음|고|는데|는지|던|으며|으나|지만|습니다|다고|다는|다가|을|으면|더니|으므로)"
)
_WITH = r"(?:이)?라는|(?:이)?란|같은|같은데"
_ALWAYS = rf"(?:{_PLACE})(?:이?라도)?|{_COPULA}|{_DERIVED}|화?(?:{_VERB})|화|{_WITH}"
AFTER_CLOSED = re.compile(rf"{_PLURAL}?(?:{_ALWAYS}|{_CLOSED}|으로{_WAY})?")
AFTER_RIEUL = re.compile(rf"{_PLURAL}?(?:{_ALWAYS}|{_CLOSED}|로{_WAY})?")
AFTER_OPEN = re.compile(rf"{_PLURAL}?(?:{_ALWAYS}|{_OPEN}|로{_WAY}|{_OPEN_COPULA})?")
AFTER_PLURAL = re.compile(rf"들(?:{_ALWAYS}|{_CLOSED}|로{_WAY})?|들?(?:끼리|간의|간에)")
ANY = re.compile(rf"{_PLURAL}?(?:{_ALWAYS}|{_CLOSED}|{_OPEN}|(?:으)?로{_WAY}|{_OPEN_COPULA})?")
GRAMMAR = {
    Final.CONSONANT: AFTER_CLOSED,
    Final.RIEUL: AFTER_RIEUL,
    Final.VOWEL: AFTER_OPEN,
    Final.UNKNOWN: ANY,
}


def follows(text: str, end: int, last: str) -> bool:
    """Whether the Hangul right after `end` can follow a term that ends in the syllable `last`.

    An empty `last` says that the term's sound is not sure (Latin): either form will do.
    """
    run = HANGUL_RUN.match(text, end)
    return not run or is_particle(run[0], last)


@lru_cache(maxsize=4096)
def is_particle(run: str, last: str) -> bool:
    """Whether the whole Hangul run is grammar and no further noun.

    >>> is_particle("보다는", "델"), is_particle("은", "터"), is_particle("공학", "터")
    (True, False, False)
    """
    final = final_sound(last) if last else Final.UNKNOWN
    return bool(GRAMMAR[final].fullmatch(run) or AFTER_PLURAL.fullmatch(run))
