"""Entries of the glossary: what one holds, its forms, its id, its definition."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from studyguide.diagnostics import Pos
from studyguide.hangul import has_hangul, romanise

Case = Literal["auto", "exact", "fold"]
LinkRule = Literal["auto", "first", "all", "never"]
GlossKind = Literal["curated", "explicit", "harvested", "expansion", "context", "none"]
MentionKind = Literal["definition", "mention", "keyword"]

FOLDED_AWAY = re.compile(r"[\s\-‐‑–_]+")  # big-query, big query and bigquery are one term
SYMBOL_NAMES = {"+": " plus", "#": " sharp", ".": " dot ", "/": " ", "&": " and ", "@": " at "}
ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9/&-]{1,9}")
CONSONANTS = re.compile(r"[b-df-hj-np-tv-z]{2,6}")  # `rwnd`, which is no word
EX = re.compile(r"^e(?=x)")  # `extensible` gives an X
NOT_SLUG = re.compile(r"[^a-z0-9]+")
SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
)


@dataclass(frozen=True)
class Source:
    """Where a curated definition comes from."""

    kind: str = ""
    url: str = ""
    license: str = ""


@dataclass(frozen=True)
class Entry:
    """One headword with everything the author, or the notes, say about it."""

    term: str
    pos: Pos | None = None
    id: str = ""
    en: str = ""
    ko: str = ""
    abbr: str = ""
    expansion: str = ""
    aliases: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()
    reading: str = ""
    sort: str = ""
    definition: str = ""
    source: Source = Source()
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    category: str = ""
    case: Case = "auto"
    link: LinkRule = "auto"
    scope: tuple[str, ...] = ()
    status: str = ""
    allow_undefined: bool = False
    is_curated: bool = False
    is_doubted: bool = False
    places: Mapping[str, Pos] = field(default_factory=dict, compare=False)  # of each key, in YAML

    def place_of(self, key: str) -> Pos | None:
        """Where the author wrote one key of the entry, or the entry."""
        return self.places.get(key, self.pos)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling under which the term may stand in the text; no typos."""
        given = (self.term, self.ko, self.en, self.abbr, self.expansion, *self.aliases)
        return tuple(dict.fromkeys(form for form in given if form))

    @property
    def counterpart(self) -> str:
        """The term in the other script: English for a Korean headword, Korean for a Latin one."""
        other = self.en if has_hangul(self.term) else self.ko
        return other if other and fold(other) != fold(self.term) else ""


@dataclass(frozen=True)
class Line:
    """Where a line of the notes begins in a passage; `is_own` if its author broke it there."""

    start: int
    pos: Pos | None
    is_own: bool


@dataclass(frozen=True)
class Passage:
    """One item or paragraph of the notes as plain text; `parent` is its parent item's index."""

    text: str
    pos: Pos | None = None
    chapter: str = ""
    anchor: str = ""
    parent: int = -1
    is_keyword: bool = False
    index: int = -1  # among all passages of the book
    lines: tuple[Line, ...] = ()  # if it has more than one


@dataclass(frozen=True)
class Gloss:
    """The definition that an entry gets, and where it was found."""

    kind: GlossKind
    text: str = ""
    pos: Pos | None = None
    quotes: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """One place where a term stands; `anchor` is the id of the nearest thing to link to."""

    entry_id: str
    kind: MentionKind
    text: str
    pos: Pos | None
    chapter: str
    anchor: str
    section: str = ""
    is_linked: bool = False


@dataclass(frozen=True)
class Row:
    """One entry as the appendix and glossary.json show it."""

    entry: Entry
    id: str
    gloss: Gloss
    occurrences: tuple[Occurrence, ...] = ()


def fold(text: str) -> str:
    """The spelling under which two forms count as one: no case, space or hyphen.

    >>> fold("Data-Catalog") == fold("data catalog")
    True
    """
    return FOLDED_AWAY.sub("", unicodedata.normalize("NFC", text).casefold())


def slug(text: str) -> str:
    """ASCII name of a term: `CI/CD` → ci-cd, `C++` → c-plus-plus, `멱등성` → myeogdeungseong."""
    named = "".join(SYMBOL_NAMES.get(each, each) for each in text)
    plain = unicodedata.normalize("NFKD", romanise(unicodedata.normalize("NFC", named)))
    ascii_only = "".join(_ascii(each) for each in plain)
    return NOT_SLUG.sub("-", ascii_only.casefold()).strip("-") or "term"


def _ascii(character: str) -> str:
    if character.isascii() or unicodedata.combining(character):
        return "" if unicodedata.combining(character) else character
    name = unicodedata.name(character, "")
    greek = re.fullmatch(r"GREEK (?:SMALL|CAPITAL) LETTER (\w+)", name)
    if greek:
        return f" {greek[1].lower()} "
    return f" u{ord(character):x} " if character.isalnum() else " "


def assign_ids(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Ids `g-<slug>` in the order given, each made of its own entry alone.

    The id comes from `id`, else the English term, else the headword. A second entry with the
    same slug adds a hash of its headword, so that adding a term never renames another before it.
    """
    named: dict[str, Entry] = {}
    for entry in entries:
        wanted = "g-" + slug(entry.id or entry.en or entry.term)
        if wanted in named:
            wanted += "-" + hashlib.sha1(entry.term.encode()).hexdigest()[:6]
        named.setdefault(wanted, entry)
    return named


def is_expansion(short: str, long: str) -> bool:
    """Whether `short` is made of the first letters of `long`, or of letters of all its words.

    >>> is_expansion("IAM", "identity and access management"), is_expansion("A", "apple")
    (True, False)
    >>> is_expansion("MVD", "multivalued dependency"), is_expansion("GPT", "generative model")
    (True, False)
    """
    letters = [each for each in short.casefold() if each.isalnum()]
    words = [word for word in re.split(r"[\s\-/,]+", long.casefold()) if word]
    strong = [word for word in words if word not in SMALL_WORDS]
    if len(letters) < 2 or not short.isascii() or len(words) < 2:
        return False
    if letters in ([word[0] for word in words], [word[0] for word in strong]):
        return True
    spelled = "".join(letters)
    is_short = is_abbreviation(short) or bool(CONSONANTS.fullmatch(short))
    return is_short and (_spells(spelled, words) or _spells(spelled, strong))


def is_abbreviation(text: str) -> bool:
    """Whether a word has the look of letters that stand for words: `ELBO`, `ReLU`, not `Redis`."""
    return bool(ABBREVIATION.fullmatch(text)) and 2 * sum(map(str.isupper, text)) > len(text)


def _spells(letters: str, words: Sequence[str]) -> bool:
    """Whether every word gives the letter that it begins with, and then more of its own.

    >>> _spells("xml", ["extensible", "markup", "language"]), _spells("id", ["identity", "card"])
    (True, False)
    """
    if not words:
        return not letters
    first = EX.sub("", words[0])
    ends = (end for end in range(1, len(letters) + 1) if _is_in(letters[:end], first))
    return letters[:1] == first[0] and any(_spells(letters[end:], words[1:]) for end in ends)


def _is_in(letters: str, word: str) -> bool:
    """Whether letters stand in a word in their order."""
    left = iter(word)
    return all(each in left for each in letters)


def bare(entry: Entry) -> Entry:
    """An entry as far as it is looked for: not its definition, nor where it stands."""
    return Entry(
        **{
            **vars(entry),
            **{"pos": None, "places": {}, "definition": "", "source": Source(), "sort": ""},
            **{"see": (), "see_also": (), "category": "", "status": ""},
            **dict.fromkeys(("allow_undefined", "is_curated", "is_doubted"), False),
        }
    )


def merge(known: Entry, found: Entry) -> Entry:
    """`known` with what `found` adds; what is known already stays."""
    filled = {
        name: getattr(known, name) or getattr(found, name)
        for name in ("en", "ko", "abbr", "expansion", "reading", "definition")
    }
    doubted = known.is_doubted or found.is_doubted
    return Entry(**{**vars(known), **filled, "is_doubted": doubted})
