"""Processes that set pages: one dies, and the book is made all the same; the build dies, and so do
they."""

import errno
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.faults import one_line
from studyguide.pdf import How
from studyguide.pdf.sets import crew

PROJECT = Path(__file__).parents[2]
BODY = "".join(
    f'<section class="level1 chapter" id="ch-{at}"><h1>{at}장</h1><p src="deadly">글</p></section>'
    for at in range(3)
)
BACK = "".join(
    f'<section class="level1 {kind}" id="{kind}"><h1>{kind}</h1></section>'
    for kind in ("glossary", "symbols")
)
KILLED = """
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from studyguide.pdf.sets import crew
pool = ProcessPoolExecutor(2, get_context("forkserver"), crew._begin, (None, [0] * 3))
print(pool.submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), 9)
"""
LIGHT = """
import sys
from pathlib import Path
from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.pdf import How
from studyguide.pdf.sets import server
from tests.pdf.test_crew import BODY, BACK
server.start(is_much=False)
folder = Path(sys.argv[1])
book = Book(root=folder, title="일꾼", date="2024-03-02")
pdf.write(BODY + BACK, book, folder.parent / "light.pdf", Report(), how=How(workers=2))
print([name for name in ("weasyprint", "pikepdf", "fontTools") if name in sys.modules])
"""
DIE = "__import__('os')._exit(9)"


class Deadly:
    """A formula that ends the process that unpickles it, as one without memory left is ended."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return eval, (self._code,)


def made(folder: Path, name: str, code: str = "None") -> Path:
    book = Book(root=folder, title="일꾼", date="2024-03-02")
    images = {"deadly": Deadly(code)}
    how = How(workers=2)
    return pdf.write(BODY, book, folder.parent / name, Report(), images, how=how).path


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(crew, "WORTH", 0)
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def test_a_book_whose_worker_died_is_the_same_book(root: Path) -> None:
    died = root.parent / "died"
    once = f"__import__('os').path.exists({str(died)!r}) or [open({str(died)!r}, 'w'), {DIE}]"
    content = made(root, "once.pdf", once).read_bytes()
    assert died.exists()
    assert content == made(root, "never.pdf").read_bytes()


def test_workers_that_always_die_are_one_line(root: Path) -> None:
    (root.parent / "book.pdf").write_text("the book of before")
    with pytest.raises(ChildProcessError) as told:
        made(root, "book.pdf", DIE)
    assert one_line(told.value, "ko").startswith("쪽을 짜던 프로세스가 거듭 죽었다")
    assert (root.parent / "book.pdf").read_text() == "the book of before"


def test_where_processes_share_nothing_one_sets_the_book(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/dev/shm/pym-1-a")

    content = made(root, "two.pdf").read_bytes()
    monkeypatch.setattr("multiprocessing.context.BaseContext.Lock", refused)
    assert made(root, "alone.pdf").read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="no forkserver there")
def test_a_killed_build_leaves_no_worker() -> None:
    build = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, check=False)
    with suppress(ProcessLookupError):
        for _ in range(1200):  # half a minute, should it stay
            os.kill(int(build.stdout), 0)
            time.sleep(0.025)
        pytest.fail("it works on")


def test_the_server_has_loaded_what_sets_pages() -> None:
    program = "import sys, studyguide.pdf.sets.loaded; print('weasyprint' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, check=True
    )
    assert ran.stdout == b"True\n"


def test_without_pango_the_server_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("print('advice')\nraise OSError('no Pango')\n")
    told = subprocess.run(
        [sys.executable, "-c", "import studyguide.pdf.sets.loaded"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        check=True,
    )
    assert not told.stdout + told.stderr


@pytest.mark.parametrize("name", ["dot.svg", "dot.png"])
def test_what_was_set_here_does_not_keep_the_rest_from_other_processes(
    name: str, root: Path
) -> None:
    (root / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<text y="8" font-family="serif">가</text></svg>'
    )
    Image.new("RGB", (8, 8), "red").save(root / "dot.png")
    body = BODY[: BODY.index("</section>")] + f'<img src="{name}" alt="점"></section>' + BACK
    book = Book(root=root, title="일꾼", date="2024-03-02")
    paths = [
        pdf.write(body, book, root.parent / f"{workers}.pdf", Report(), how=How(workers=workers))
        for workers in (1, 2)  # a single chapter is set here, then what stands around it
    ]
    assert len({printed.path.read_bytes() for printed in paths}) == 1


def test_what_joins_the_units_loads_no_typesetter(root: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT, str(root)], cwd=PROJECT, capture_output=True, check=True
    )
    assert ran.stdout == b"[]\n"
    book = Book(root=root, title="일꾼", date="2024-03-02")
    alone = pdf.write(BODY + BACK, book, root.parent / "alone.pdf", Report()).path
    assert (root.parent / "light.pdf").read_bytes() == alone.read_bytes()
