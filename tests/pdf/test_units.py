"""A page cut into units: each shows its own, and its siblings are enough for selectors to count."""

from lxml import html

from studyguide.pdf.html.units import HIDDEN, Section, stub, units

COUNT = 100
CHAPTERS = "".join(stub(at, "level1 chapter") for at in range(COUNT))
PAGE = (
    "<html><head><title>책</title></head><body><section class='cover' id='c'>표지</section>"
    f"<main id='body'>{CHAPTERS}</main>{stub(COUNT, 'glossary')}"
    "<p id='colophon'>판권</p></body></html>"
)
SECTIONS = [Section(f"<section>글 {at}</section>", at) for at in range(COUNT + 1)]
FOUND = units(PAGE, SECTIONS)


def test_each_unit_shows_its_own_alone() -> None:
    shown = [text_of(unit.html) for unit in FOUND]
    assert shown == ["표지", *(f"글 {at}" for at in range(COUNT + 1)), "판권"]
    assert [unit.is_first for unit in FOUND] == [True] + [False] * (COUNT + 2)
    assert [unit.is_chapter for unit in FOUND] == [False] + [True] * COUNT + [False] * 2
    assert [unit.block for unit in FOUND] == [0, *range(COUNT + 1), 0]


def text_of(page: str) -> str:
    body = html.document_fromstring(page).find("body")
    for hidden in body.xpath(f".//*[@style='{HIDDEN}']"):
        assert not hidden.get("id")
        hidden.drop_tree()
    return str(body.text_content())


def test_chapters_stay_what_they_are_to_styles_that_count() -> None:
    for at, unit in enumerate(units(PAGE, SECTIONS, "section:NTH-child(5n) {}")[1 : COUNT + 1]):
        main = html.document_fromstring(unit.html).find(".//main")
        assert len(main) == COUNT and main[at].get("style") != HIDDEN


def test_of_many_chapters_a_multiple_of_twelve_is_left_out() -> None:
    for at, unit in enumerate(FOUND[1 : COUNT + 1]):
        main = html.document_fromstring(unit.html).find(".//main")
        place = next(k for k, each in enumerate(main) if each.get("style") != HIDDEN)
        assert place == at if at < 24 else place % 12 == at % 12
        assert (len(main) - place) % 12 == (COUNT - at) % 12
        assert len(main) < 48
