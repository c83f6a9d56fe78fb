"""The preview: the book in a browser, beside the editor, as it is at this moment."""

from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from invoke.exceptions import Exit

from studyguide import config, site
from studyguide.console import shown_folder
from studyguide.diagnostics import Report, as_text
from studyguide.faults import language, plainly
from studyguide.pipeline import Filter
from studyguide.preview.board import Board
from studyguide.preview.keeper import Keeper
from studyguide.preview.server import opened
from studyguide.preview.whole import Order
from studyguide.site.fill import Filler
from studyguide.terminal import tell
from studyguide.wording import say

DIGITS = 5  # of the longest port
NO_FOLDER = ("C008", "C012", "C014", "C015")  # none that can be followed


@plainly
def preview(
    chain: Sequence[Filter], book: str, port: str = "", out: str = "", lang: str = ""
) -> None:
    """Serve the book and follow its notes until Ctrl-C. Raises OSError when the port is taken."""
    folder = shown_folder(book)
    build = str(Path(out) / "build") if out else ""
    order = Order(Path(folder).resolve(), tuple(chain), build, language(lang))
    number = int(port) if port.isdecimal() and len(port) <= DIGITS else 0
    if port and number not in range(1, 2**16):
        raise Exit(say(order.lang, "no port", port=port), 2)
    report = Report(order.lang)
    book_now = config.load(order.root, report)
    if any(said.code in NO_FOLDER and not said.pos for said in report.diagnostics):
        raise Exit(as_text(report.in_order(), folder), 1)
    board = Board(site.shared(), Filler(book_now, (), "", is_live=True).waiting().encode())
    server = opened(number, board, folder)
    Thread(target=server.serve_forever, daemon=True).start()
    tell(say(order.lang, "previewing", url=server.address))
    keeper = None
    try:
        keeper = Keeper(order, board, folder)
        keeper.run()
    except KeyboardInterrupt:
        tell(say(order.lang, "preview ended"))
    finally:
        if keeper:
            keeper.end()
        server.shutdown()
        server.server_close()
