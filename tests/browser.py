"""Drives headless Chromium through its DevTools pipe: opens pages, runs scripts in them, looks.

The protocol is JSON ended by a zero byte on two pipes (`--remote-debugging-pipe`), so no port
and no library is needed. Tests that want a browser take the fixture `browser` (tests/conftest.py),
which skips them where none is installed.
"""

import base64
import fcntl
import json
import os
import select
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

FONTS = Path(__file__).with_name("fonts.conf")
FAMILIES = {
    "standard": "Noto Serif KR", "serif": "Noto Serif KR", "sansSerif": "Pretendard",
    "fixed": "D2Coding", "math": "DejaVu Math TeX Gyre",
}  # fmt: skip
PATIENCE = 60.0  # seconds without a sign of life
ARGUMENTS = (
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--lang=ko",
    "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars", "--force-color-profile=srgb",
    "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
BY_SCRIPT = [{"script": "Hang", "fontFamilies": FAMILIES}]
Message = dict[str, Any]


class Browser:
    """A running Chromium; `close` ends it."""

    def __init__(self, program: str) -> None:
        self.home = TemporaryDirectory(ignore_cleanup_errors=True)
        its_in, self._out = os.pipe()
        self._in, its_out = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (its_in, its_out)]
        self.pid = os.posix_spawn(
            program,
            [program, *ARGUMENTS, f"--user-data-dir={self.home.name}", "about:blank"],
            {**os.environ, "FONTCONFIG_FILE": str(FONTS)},
            file_actions=[
                *((os.POSIX_SPAWN_DUP2, end, place) for place, end in enumerate(ends, 3)),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
        for end in (its_in, its_out, *ends):
            os.close(end)
        self._rest, self._last, self.events = b"", 0, list[Message]()

    def page(self, width: int = 360, height: int = 740) -> "Page":
        """A new empty page of that many CSS pixels."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log"):
            page.call(f"{domain}.enable")
        page.call("Page.setFontFamilies", fontFamilies=FAMILIES, forScripts=BY_SCRIPT)
        page.resize(width, height)
        return page

    def call(self, method: str, session: str = "", **params: object) -> Message:
        """One command and its answer; what happens meanwhile is kept in `events`."""
        self._last += 1
        sent: Message = {"id": self._last, "method": method, "params": params}
        if session:
            sent["sessionId"] = session
        packed = json.dumps(sent).encode() + b"\0"
        while packed:
            packed = packed[os.write(self._out, packed) :]
        while (answer := self.next_message()).get("id") != self._last:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def next_message(self) -> Message:
        """What the browser says next; raises TimeoutError when it says nothing."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], PATIENCE)
            piece = os.read(self._in, 1 << 20) if ready else b""
            if not piece:
                raise TimeoutError("Chromium says nothing")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def close(self) -> None:
        """End it and remove its traces."""
        self.call("Browser.close")
        os.close(self._out)
        os.waitpid(self.pid, 0)
        os.close(self._in)
        self.home.cleanup()


class Page:
    """An open page."""

    def __init__(self, browser: Browser, session: str) -> None:
        self.browser, self.session = browser, session

    def call(self, method: str, **params: object) -> Message:
        """A command of the DevTools protocol for this page."""
        return self.browser.call(method, self.session, **params)

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Give the page a size in CSS pixels; `scale` is that of its pictures."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def prefer(self, scheme: str) -> None:
        """`dark` or `light`, as `prefers-color-scheme` tells."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", features=[feature])

    def open(self, url: str) -> None:
        """Go there and wait until everything is loaded."""
        self.browser.events = [e for e in self.browser.events if not self._is_mine(e)]
        went = self.call("Page.navigate", url=url)
        if "errorText" in went:
            raise RuntimeError(f"{url}: {went['errorText']}")
        while not self._said("Page.loadEventFired"):
            self.browser.events.append(self.browser.next_message())

    def run(self, script: str) -> Any:
        """The value of an expression, awaited; raises RuntimeError with what it throws."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self.call("Runtime.evaluate", **asked)
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"]
            raise RuntimeError(thrown.get("exception", {}).get("description") or thrown["text"])
        return answer["result"].get("value")

    def picture(self, path: Path, whole: bool = False) -> None:
        """Keep what is seen as PNG; `whole` is the page down to its end."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def complaints(self) -> list[str]:
        """What went wrong since `open`: uncaught errors, and what could not be loaded or read."""
        self.run("0")
        found = [
            event["params"]["exceptionDetails"] for event in self._said("Runtime.exceptionThrown")
        ]
        entries = [event["params"]["entry"] for event in self._said("Log.entryAdded")]
        told = [f"{e['text']} {e.get('url', '')}" for e in entries if e["level"] == "error"]
        told = [each for each in told if not each.endswith("/favicon.ico")]  # nobody's link
        return told + [each.get("exception", {}).get("description", each["text"]) for each in found]

    def close(self) -> None:
        """Close the page alone."""
        self.call("Page.close")

    def _said(self, method: str) -> list[Message]:
        return [e for e in self.browser.events if self._is_mine(e) and e["method"] == method]

    def _is_mine(self, event: Message) -> bool:
        return event.get("sessionId") == self.session


class _Quiet(SimpleHTTPRequestHandler):
    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The media type of a file; `.xhtml` is the one that machines disagree about."""
        known = {".xhtml": "application/xhtml+xml", ".js": "text/javascript"}
        return known.get(Path(path).suffix) or super().guess_type(path)

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which the folder's files can be opened, on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
