"""Says truthfully what a reader who cannot see, or not well, may expect of the book."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from studyguide.epub.checks import faults
from studyguide.epub.xhtml import MATHML, Node, all_of

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"


@dataclass(frozen=True)
class Access:
    """The schema.org accessibility metadata, `(property, value)` in order.

    `conforms_to` and `certified_by` are empty unless a person vouches for the book and the
    build's own checks found nothing: a program alone cannot see whether words fit a picture.
    """

    properties: tuple[tuple[str, str], ...]
    conforms_to: str = ""
    certified_by: str = ""


@dataclass(frozen=True)
class Found:
    """What the pages hold."""

    pictures: int
    undescribed: int
    formulas: int
    drawn: int  # formulas as pictures with their words
    unreadable: int
    links: int
    glossary: bool
    animated: bool
    paged: bool = False
    faults: tuple[str, ...] = ()


def access(
    trees: Iterable[Node], animated: bool, paged: bool = False, certified_by: str = ""
) -> tuple[Access, tuple[str, ...]]:
    """What the package says, and what bars readers (studyguide/epub/checks.py).

    EPUB Accessibility 1.1 section 2.2: each feature is claimed exactly when it is there.
    """
    pages = list(trees)
    found = replace(_look(pages, animated), paged=paged, faults=tuple(faults(pages)))
    properties = [
        ("accessMode", "textual"),
        *[("accessMode", "visual")] * bool(found.pictures),
        *_sufficient(found),
        *(("accessibilityFeature", feature) for feature in _features(found)),
        ("accessibilityHazard", "unknown" if found.animated else "none"),
        ("accessibilitySummary", " ".join(_summary(found))),
    ]
    if certified_by and not found.faults:
        return Access(tuple(properties), CONFORMANCE, certified_by), ()
    return Access(tuple(properties)), found.faults


def _look(trees: list[Node], animated: bool) -> Found:
    pictures = [p for tree in trees for p in all_of(tree, "img")]
    formulas = [m for tree in trees for m in tree.iter(f"{{{MATHML}}}math")]
    plain = [c for tree in trees for c in all_of(tree, "code", "formula-fault")]
    return Found(
        pictures=len(pictures),
        undescribed=sum(not (p.get("alt") or "").strip() for p in pictures),
        formulas=len(formulas),
        drawn=sum(1 for tree in trees for _ in all_of(tree, "img", "formula")),
        unreadable=len(plain),
        links=sum(1 for tree in trees for _ in all_of(tree, "a")),
        glossary=any(True for tree in trees for _ in all_of(tree, "dfn")),
        animated=animated,
    )


def _sufficient(found: Found) -> list[tuple[str, str]]:
    if found.undescribed:
        return [("accessModeSufficient", "textual,visual")]
    both = [("accessModeSufficient", "textual,visual")] if found.pictures else []
    return [("accessModeSufficient", "textual"), *both]


def _features(found: Found) -> list[str]:
    features = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
    ]
    if not found.undescribed:
        features.append("alternativeText")  # the cover at least has one
    if found.formulas:
        features.append("MathML")
    if found.drawn:
        features.append("describedMath")
    if found.paged:
        features += ["pageBreakMarkers", "pageNavigation"]
    return features


def _summary(found: Found) -> Iterable[str]:
    yield "제목과 차례로 옮겨 다닐 수 있고, 글자 크기와 색을 독자가 바꿀 수 있습니다."
    if found.undescribed:
        yield f"그림 {found.pictures}개 중 {found.undescribed}개에는 설명이 없습니다."
    elif found.pictures:
        yield "모든 그림에 설명이 있습니다."
    if found.formulas:
        yield "수식은 읽어 주는 기기가 알아듣는 MathML로 들어 있습니다."
    if found.drawn:
        yield "수식은 그림이며, 우리말로 읽은 설명이 붙어 있습니다."
    if found.unreadable:
        yield f"수식 {found.unreadable}개는 TeX 원문 그대로 들어 있습니다."
    if found.paged:
        yield "쪽 목록으로 종이책(PDF)의 쪽을 찾아갈 수 있습니다."
    if not found.faults:
        yield "만들 때 제목의 순서, 그림과 수식의 설명, 표의 머리를 프로그램으로 살폈습니다."
    if found.glossary:
        yield "본문의 용어와 용어집은 서로 이어져 있습니다."
