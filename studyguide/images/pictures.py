"""Finds the pictures that notes name: inside the book folder, never outside, never the network."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import panflute as pf

from studyguide.chain.tree import children, every, is_mark, placed, plain, pos_of, take_out, taken
from studyguide.diagnostics import Pos, Report
from studyguide.images.own_lines import parted
from studyguide.images.picture_files import HINTS, LACKING, UNFIT, Verdict, examined, refusal
from studyguide.keeping.facts import Facts

# what a program calls a picture, which describes nothing: `Untitled 1`, `image.png`, `IMG_0412`
NAMELESS = re.compile(
    r"(?:untitled|image|img|picture|photo|screenshot|이미지|캡처|캡쳐|스크린샷)"
    r"[\s_-]*(?:\(?\d+\)?)?(?:\.\w{3,4})?"
    r"|(?:screen ?shot|스크린샷|화면 캡처|pasted image|img[_-]|kakaotalk_|dsc_?)"
    r"(?:[\d\s_.:,()-]|오전|오후|at|[ap]m|photo|kakaotalk)*\d{4}(?:[\d\s_.:,()-]|오전|오후|at|[ap]m)*"
    r"(?:\.\w{3,4})?",
    re.IGNORECASE,
)
LONGEST_NAME = 100  # letters of what a program calls a picture
ALT = "data-alt"  # what describes it, for the notes that `outline --write` gives back
MISSING = "missing-picture"  # class of the words that stand for a picture
EMBEDDED = "wikilink"  # class of `![[a.png]]`, which only the link of a term needs
GENERATED = "generated"  # class of words that no note has
TEXTS = (pf.Para, pf.Plain, pf.Header)


@dataclass(frozen=True)
class Named:
    """A picture as a note of some folder names it."""

    folder: str
    url: str


Verdicts = Mapping[str, Verdict]  # by folder and address


def named(tree: Any) -> tuple[Named, ...]:
    """The pictures that a chapter names."""
    return tuple(each for _, each, _ in _images(tree).values())


def judged(found: Iterable[Named], root: Path, facts: Facts) -> dict[str, Verdict]:
    """What is to be said of each picture; every file is looked at once."""
    examine = cache(partial(examined, facts=facts))
    return {_key(each): _judged(each, root, examine) for each in dict.fromkeys(found)}


def verdicts_on(found: Iterable[Named], known: Verdicts) -> Verdicts:
    """What was said of some of them."""
    return {_key(each): known[_key(each)] for each in found}


def settle(tree: Any, verdicts: Verdicts, report: Report) -> None:
    """Make every picture's path relative to the book folder; one that stands alone is a figure."""
    if not verdicts:
        return
    images = _images(tree)

    def settled(element: Any, _doc: Any) -> Any:
        _, name, pos = images.pop(id(element), (None, None, None))
        return _settled(element, verdicts[_key(name)], name.url, pos, report) if name else None

    texts = [block for block, _ in _texts(tree) if _has_images(block)]
    for block in texts:
        block.walk(settled)
    for block in reversed(texts):  # what is put in place of one moves those behind it
        for part in parted(block, is_picture):
            if not _is_framed(part):
                _free_notes(part)


def _images(tree: Any) -> dict[int, tuple[Any, Named, Pos | None]]:
    """Each picture with its name and place, by `id`, which the element keeps."""
    found: dict[int, tuple[Any, Named, Pos | None]] = {}
    for block, pos in _texts(tree) if _has_images(tree) else ():
        for each in every(block):
            if isinstance(each, pf.Image):  # in a footnote it belongs to the text around it too
                found.setdefault(id(each), (each, _named(each, pos), pos))
    return found


def _has_images(tree: Any) -> bool:
    """Most chapters have none, and to look for one is quicker than to look where it stands."""
    return any(isinstance(each, pf.Image) for each in every(tree))


def _texts(tree: Any) -> Iterator[tuple[Any, Pos | None]]:
    """The texts of a chapter, each with the last place in or before it."""
    pos: Pos | None = None
    for block in every(tree, children):
        if isinstance(block, TEXTS):
            pos = pos_of(block) or pos
            yield block, pos


def _named(image: Any, pos: Pos | None) -> Named:
    folder = PurePosixPath(pos.file).parent if pos else PurePosixPath()
    return Named(folder.as_posix(), unquote(image.url))


def _key(named: Named) -> str:
    return f"{named.folder}\n{named.url}"


def _judged(named: Named, root: Path, examine: Callable[[Path, Path], Verdict]) -> Verdict:
    path = root / named.folder / named.url
    reason = refusal(named.url, path, root)
    return Verdict(reason) if reason else examine(path, root)


def is_picture(inline: Any) -> bool:
    """Whether this is a picture, or the words that stand for one."""
    return isinstance(inline, pf.Image) or (
        isinstance(inline, pf.Span) and MISSING in inline.classes
    )


def places(doc: Any) -> dict[str, Pos | None]:
    """Where the notes first name each picture."""
    found: dict[str, Pos | None] = {}
    for element, pos in placed(doc) if _has_images(doc) else ():
        if isinstance(element, pf.Image):
            found.setdefault(element.url, pos)
    return found


def _settled(image: Any, verdict: Verdict, url: str, pos: Pos | None, report: Report) -> Any:
    if not verdict.reason:
        image.classes = [each for each in image.classes if each != EMBEDDED]
        if _is_nameless(plain(image), url):
            image.content = [taken(plain(image)), *_notes_in(image)]
        if not plain(image):
            report.add("N012", pos, path=url)
        image.url = verdict.path
        if verdict.removed:
            report.add("E002", pos, url=image.url, parts=", ".join(verdict.removed))
        return image
    tell(verdict.reason, url, pos, report)
    return _words_for(image, url)


def tell(reason: str, url: str, pos: Pos | None, report: Report) -> None:
    """Say why a picture is not shown."""
    if reason == LACKING:
        report.add("N008", pos, path=url)
    else:
        report.add("N009", pos, path=url[:80], reason=reason, hint=HINTS.get(reason, UNFIT))


def _words_for(image: Any, url: str) -> Any:
    """What stands for a picture that is not shown."""
    typed = plain(image)
    if typed and not _is_nameless(typed, url):
        said = list(image.content)
    else:
        said = [_gap(), *([taken(typed)] if typed else []), *_notes_in(image)]
    words = pf.Span(pf.Str("["), *said, pf.Str("]"))
    alt = image.attributes.get("alt", "")
    kept = {ALT: alt} if alt else {}
    name = image.identifier
    return pf.Span(words, taken(image.url), identifier=name, classes=[MISSING], attributes=kept)


def _gap() -> Any:
    """What a reader sees for a picture that has no words; the message names the file."""
    return pf.Span(pf.Str("그림"), pf.Space, pf.Str("없음"), classes=[GENERATED])


def _is_nameless(said: str, url: str) -> bool:
    """Whether the words for a picture are only its file's name, or what a program calls any."""
    names = (url, shown_address(url), PurePosixPath(url).name)
    is_name = len(said) < LONGEST_NAME and NAMELESS.fullmatch(said)
    return bool(is_name) or said in names


def shown_address(url: str) -> str:
    """An address as the book prints it: a picture written out in letters is no text to read."""
    return f"{url.partition(',')[0]},…" if url.startswith("data:") else url


def _description(image: Any) -> list[Any]:
    """The words that describe a picture; those of a missing one stand in brackets."""
    if isinstance(image, pf.Image):
        return list(deepcopy(image).content)
    words = image.content[0]
    said = list(deepcopy(words).content)[1:-1]
    return [] if isinstance(said[0], pf.Span) and GENERATED in said[0].classes else said


def _is_framed(block: Any) -> bool:
    """Whether a picture is all its paragraph says, and so became a figure, its text the caption.

    A missing one too, so that the figures behind it keep their numbers when it is found.
    """
    said = [i for i in block.content if not (is_mark(i) or isinstance(i, pf.Space | pf.SoftBreak))]
    if len(said) != 1 or not is_picture(said[0]) or isinstance(block, pf.Header):
        return False
    image = said[0]
    if _notes_in(image) and not plain(image):
        return False  # a caption that is nothing but the call of a footnote
    marks = [inline for inline in block.content if is_mark(inline)]
    image.parent = None  # or the book above it is copied with it
    is_missing = not isinstance(image, pf.Image)  # then what stands for it is text with a place
    said = _description(image)
    caption = pf.Caption(pf.Plain(*([] if is_missing else marks), *said))
    take_out(image, _is_note)  # they stand in the caption
    if is_missing and said:  # and so do the words of a missing one
        image.content[0].content = [pf.Str("["), _gap(), pf.Str("]")]
    parent, at = block.parent, block.index
    parent.content[at] = pf.Figure(pf.Plain(*(marks * is_missing), image), caption=caption)
    return True


def _free_notes(block: Any) -> None:
    """Put footnotes out of the words of a picture, which no page shows, behind it."""
    for image in [each for each in every(block, children) if isinstance(each, pf.Image)][::-1]:
        if notes := _notes_in(image):
            take_out(image, _is_note)
            image.container[image.index + 1 : image.index + 1] = notes


def _notes_in(element: Any) -> list[Any]:
    return [each for each in every(element) if _is_note(each)]


def _is_note(element: Any) -> bool:
    return isinstance(element, pf.Note)
