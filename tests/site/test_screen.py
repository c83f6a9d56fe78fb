"""The web book in a browser, opened from its folder."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.browser import Browser, Page

PHONE, DESK = (360, 740), (1280, 900)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.page(*DESK)
    opened.call("Page.bringToFront")
    opened.call("Emulation.setFocusEmulationEnabled", enabled=True)
    yield opened
    opened.close()


def wait_for(page: Page, condition: str) -> None:
    """Wait until a condition holds in the page, on its way to another one or not."""
    for _ in range(600):
        with suppress(RuntimeError):  # between two pages
            if page.run(f"Boolean({condition})"):
                return
        time.sleep(0.05)
    raise AssertionError(f"never: {condition}")


def press(page: Page, key: str, code: str = "") -> None:
    for kind in ("keyDown", "keyUp"):
        text = key if len(key) == 1 and kind == "keyDown" else ""
        page.call("Input.dispatchKeyEvent", type=kind, key=key, code=code or key, text=text)


def at(page: Page, selector: str) -> dict[str, float]:
    """The middle of an element in sight."""
    return page.run(f"""(() => {{
        const each = document.querySelector({selector!r});
        each.scrollIntoView({{block: "center", behavior: "instant"}});
        const box = each.getClientRects()[0];
        return {{x: box.left + box.width / 2, y: box.top + box.height / 2}};
    }})()""")


def card(page: Page) -> str:
    return page.run("document.querySelector('.card').innerText")


def search(page: Page, query: str) -> list[str]:
    page.run("document.querySelector('.bar-search').click()")
    wait_for(page, "globalThis.bookText && document.querySelector('dialog.search')?.open")
    page.run(f"""(() => {{
        const input = document.querySelector('.search input');
        input.value = {query!r};
        input.dispatchEvent(new Event('input'));
    }})()""")
    return page.run("[...document.querySelectorAll('.search-found li')].map(e => e.innerHTML)")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_is_wider_than_the_screen_and_none_complains(
    page: Page, web: Path, size: tuple[int, int]
) -> None:
    page.resize(*size)
    for path in sorted(web.glob("*.html")):
        page.open(path.as_uri())
        page.run("document.fonts.ready.then(() => 1)")
        assert page.run("document.documentElement.scrollWidth") <= size[0], path.name
        assert page.run("[...document.fonts].some(f => f.status === 'loaded')")
        assert page.complaints() == []


def test_nothing_acts_but_the_scripts_of_the_book(page: Page, web: Path) -> None:
    page.open((web / "ch-01.html").as_uri())
    page.run("""document.body.insertAdjacentHTML('beforeend',
        '<b id="own" onclick="window.acted = 1">x</b><img src="http://127.0.0.1:9/x.png">')""")
    page.run("document.getElementById('own').click()")
    assert page.run("window.acted === undefined")
    wait_for(page, "document.querySelector('img[src*=x\\\\.png]').complete")
    assert any("Content Security Policy" in said for said in page.complaints())


def test_the_contents_lead_on_and_show_where_one_is(page: Page, web: Path) -> None:
    page.open((web / "index.html").as_uri())
    page.run("document.querySelector('.hero-start a').click()")
    wait_for(page, "location.pathname.endsWith('ch-01.html') && document.readyState === 'complete'")
    here = "document.querySelector('#contents [aria-current]').innerText"
    assert "캐시" in page.run(here)
    press(page, "ArrowRight")
    wait_for(page, "location.pathname.endsWith('ch-02.html') && document.readyState === 'complete'")
    assert "대기열" in page.run(here)
    assert page.run("document.querySelector('#contents').getBoundingClientRect().left") == 0


def test_the_contents_are_a_drawer_on_a_phone(page: Page, web: Path) -> None:
    page.resize(*PHONE)
    page.open((web / "ch-01.html").as_uri())
    shown = "getComputedStyle(document.querySelector('#contents')).visibility"
    assert page.run(shown) == "hidden"
    page.run("document.querySelector('.bar-contents').click()")
    wait_for(page, f"{shown} === 'visible'")
    assert page.run("document.querySelector('#contents').contains(document.activeElement)")
    press(page, "Escape")
    wait_for(page, f"{shown} === 'hidden'")


def test_a_mouse_resting_on_a_term_shows_its_definition(page: Page, web: Path) -> None:
    page.open((web / "ch-01.html").as_uri())
    page.call("Input.dispatchMouseEvent", type="mouseMoved", **at(page, "a.term"))
    wait_for(page, "!document.querySelector('.card').hidden")
    assert "가까이에 두는 곳" in card(page)
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=5, y=500)
    wait_for(page, "document.querySelector('.card').hidden")


def test_the_keyboard_shows_a_note_and_escape_takes_it_away(page: Page, web: Path) -> None:
    page.open((web / "ch-01.html").as_uri())
    press(page, "Tab")  # what follows is focus by the keyboard
    page.run("document.querySelector('.footnote-ref').focus()")
    wait_for(page, "!document.querySelector('.card').hidden")
    assert "각주 하나" in card(page)
    press(page, "Escape")
    wait_for(page, "document.querySelector('.card').hidden")


def test_a_first_tap_shows_and_a_second_follows(page: Page, web: Path) -> None:
    page.resize(*PHONE)
    page.call("Emulation.setTouchEmulationEnabled", enabled=True)
    page.open((web / "ch-01.html").as_uri())
    place = at(page, "a.term")
    for kind, points in (("touchStart", [place]), ("touchEnd", [])):
        page.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    wait_for(page, "!document.querySelector('.card').hidden")
    assert page.run("location.pathname").endswith("ch-01.html")
    assert "책 끝에서 보기" in card(page)
    for kind, points in (("touchStart", [place]), ("touchEnd", [])):
        page.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    wait_for(page, "location.pathname.endsWith('glossary.html')")


def test_a_part_of_a_word_is_found_marked_and_led_to(page: Page, web: Path) -> None:
    page.open((web / "ch-01.html").as_uri())
    (found,) = search(page, "버네티스의")
    assert "<mark>버네티스의</mark>" in found
    assert "2장 대기열" in found
    press(page, "Enter")
    wait_for(page, "location.pathname.endsWith('ch-02.html') && document.querySelector(':target')")
    assert "쿠버네티스" in page.run("document.querySelector(':target').innerText")


def test_blanks_and_forms_of_unicode_make_no_difference(page: Page, web: Path) -> None:
    page.open((web / "index.html").as_uri())
    nfd = "\u1103\u1166\u110b\u1175\u1110\u1165\u1105\u1166\u110b\u1175\u110f\u1173"  # 데이터레이크
    assert "<mark>데이터 레이크</mark>" in search(page, nfd)[0]


def test_night_is_the_machines_until_the_reader_chooses(page: Page, web: Path) -> None:
    page.prefer("dark")
    page.open((web / "ch-01.html").as_uri())
    ground = "getComputedStyle(document.body).backgroundColor"
    night = page.run(ground)
    page.run("document.querySelector('.bar-theme').click()")
    day = page.run(ground)
    assert (night, day) == ("rgb(20, 24, 28)", "rgb(255, 255, 255)")
    page.open((web / "ch-02.html").as_uri())
    assert page.run(ground) == day
    page.run("localStorage.clear()")


def test_an_answer_folds_open(page: Page, web: Path) -> None:
    page.open((web / "ch-01.html").as_uri())
    is_seen = "document.querySelector('.answer-body').checkVisibility()"
    assert not page.run(is_seen)
    page.run("document.querySelector('.answer summary').click()")
    assert page.run(is_seen)


def test_a_browser_without_scripts_reads_on(page: Page, web: Path) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.open((web / "ch-01.html").as_uri())
    tree = page.call("DOM.getDocument", depth=-1)
    node = page.call("DOM.querySelector", nodeId=tree["root"]["nodeId"], selector="a.turn-after")
    assert node["nodeId"]
    assert page.complaints() == []


def test_a_ticked_question_stays_ticked_on_every_page(page: Page, web: Path) -> None:
    ticked = "[...document.querySelectorAll('[role=checkbox]')].map(box => box.ariaChecked)"
    page.open((web / "ch-02.html").as_uri())
    assert page.run(ticked) == ["false"]
    page.run("document.querySelector('[role=checkbox]').focus()")
    press(page, " ", "Space")
    assert page.run(ticked) == ["true"]
    page.open((web / "open-questions.html").as_uri())
    assert page.run(ticked) == ["true"]
    page.run("document.querySelector('[role=checkbox]').click()")
    page.open((web / "ch-02.html").as_uri())
    assert page.run(ticked) == ["false"]


def test_the_night_and_the_bar_are_not_printed(page: Page, web: Path) -> None:
    page.prefer("dark")
    page.open((web / "ch-01.html").as_uri())
    page.call("Emulation.setEmulatedMedia", media="print")
    assert page.run("getComputedStyle(document.body).color") == "rgb(31, 36, 40)"
    assert not page.run("document.querySelector('.bar').checkVisibility()")
    assert page.run("document.querySelector('h1').checkVisibility()")
