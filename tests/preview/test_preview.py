"""The preview as an author uses it: saved changes arrive in the browser, the place stays."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.browser import Browser, Page
from tests.site.test_screen import wait_for

PROJECT = Path(__file__).parents[2]
CASE = PROJECT / "tests" / "site" / "book"
HERE = "document.querySelector('#b-40').getBoundingClientRect().top"


@dataclass
class Running:
    """A preview with its address and its book folder."""

    url: str
    folder: Path
    process: subprocess.Popen[str]

    def save(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        aside = path.with_suffix(".new~")  # as editors save
        aside.write_text(text.replace(old, new, 1), "utf-8")
        aside.replace(path)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("preview")
    folder = Path(shutil.copytree(CASE, home / "book"))
    lines = "\n\n".join(f"{number}째 문단이다. 캐시와 대기열." for number in range(80))
    (folder / "03-long.md").write_text(f"# 긴 장\n\n{lines}\n", "utf-8")
    command = [sys.executable, "-m", "invoke", "preview", "--book", str(folder)]
    process = subprocess.Popen(
        [*command, "--out", str(home / "out")],
        cwd=PROJECT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # tests run with `&` too
    )  # fmt: skip
    assert process.stdout
    url = process.stdout.readline().split()[0]
    yield Running(url, folder, process)
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=60)[0]
    assert process.returncode == 0, rest
    assert rest.rstrip().endswith("미리보기를 마쳤다"), rest
    assert "Traceback" not in rest
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*(path.name for path in CASE.iterdir()), "03-long.md"]
    )


@pytest.fixture
def page(browser: Browser, preview: Running) -> Iterator[Page]:
    opened = browser.page(1000, 700)
    opened.call("Network.enable")
    opened.open(preview.url + "ch-03.html")
    wait_for(opened, "document.querySelector('#b-40')")  # the first time there is nothing yet
    yield opened
    asked = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert all(url.startswith(preview.url) for url in asked), asked
    assert opened.complaints() == []
    opened.close()


def test_a_saved_change_arrives_and_the_place_stays(page: Page, preview: Running) -> None:
    page.run("document.querySelector('#b-40').scrollIntoView({behavior: 'instant'})")
    page.run("document.querySelector('#b-40').dataset.kept = 'yes'")
    before = page.run(HERE)
    preview.save("03-long.md", "3째 문단이다.", "3째 문단이다.\n\n새로 쓴 문단.\n\n또 하나.")
    wait_for(page, "document.body.innerText.includes('새로 쓴 문단.')")
    there = "document.querySelector('[data-kept], #b-42')"
    wait_for(page, f"{there}.innerText.startsWith('38째')")
    assert page.run(f"{there}.getBoundingClientRect().top") == pytest.approx(before, abs=2)


def test_an_error_keeps_the_last_good_page_and_heals(page: Page, preview: Running) -> None:
    preview.save("book.yaml", "author: 쓰는 이", "author: [쓰는 이")
    wait_for(page, "document.querySelector('.live.has-errors')")
    told = page.run("document.querySelector('.live').innerText")
    assert "book.yaml:" in told
    assert "마지막으로 잘 된 책" in told
    assert page.run("document.querySelectorAll('main p').length") > 40
    preview.save("book.yaml", "author: [쓰는 이", "author: 고친 이")
    wait_for(page, "!document.querySelector('.live.has-errors')")
    page.open(preview.url)
    assert "고친 이" in page.run("document.querySelector('.hero').innerText")


def test_what_is_open_stays_open_and_messages_are_told(page: Page, preview: Running) -> None:
    page.open(preview.url + "ch-02.html")
    page.run("document.querySelector('.answer').open = true")
    preview.save("02-queue.md", "앞 장](01-cache.md#만료)", "앞 장](없는.md)")
    wait_for(page, "document.querySelector('.live').textContent.includes('02-queue.md:3')")
    wait_for(page, "!document.querySelector('main a[href^=\"ch-01\"]:not(.turn-before)')")
    assert page.run("document.querySelector('.answer').open")


def test_the_search_and_the_cards_follow(page: Page, preview: Running) -> None:
    preview.save("glossary.yaml", "가까이에 두는 곳", "아주 가까이에 두는 곳")
    wait_for(page, "bookDefinitions['g-cache'].includes('아주 가까이에')")
    page.run("document.querySelector('.bar-search').click()")
    wait_for(page, "globalThis.bookText?.rows.some(row => row[3].includes('아주 가까이에'))")
