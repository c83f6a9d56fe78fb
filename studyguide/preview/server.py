"""Serves the preview on this machine alone: what the board shows, and news of its changes.

Nothing that a request says becomes a path: only addresses that the board holds are answered.
"""

import json
import mimetypes
import re
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from studyguide.preview.board import Board, Shown
from studyguide.site.fill import NEWS, RULES

HOST = "127.0.0.1"
FIRST_PORT = 8750
TRIES = 20  # ports tried when none was asked for
PAGE = "text/html; charset=utf-8"
EVENTS = "/events"
AFTER_PATH = re.compile(r"[?#]")
HEARTBEAT = 15.0  # seconds; a browser that has gone is noticed at the next one
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".ttf": "font/ttf"}
SAFE = {
    "Content-Security-Policy": f"{RULES}; {NEWS}; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",  # no page of elsewhere loads the notes
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """The server with its board; `folder` is the book folder as messages name it."""

    daemon_threads = True

    def __init__(self, port: int, board: Board, folder: str) -> None:
        super().__init__((HOST, port), Handler)
        self.board, self.folder = board, folder
        names = (HOST, "localhost")
        self.hosts = {f"{name}:{self.server_port}" for name in names} | (
            set(names) if self.server_port == 80 else set()
        )

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes in the middle of a word is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where the book can be read."""
        return f"http://{HOST}:{self.server_port}/"


def opened(port: int, board: Board, folder: str) -> Server:
    """A server at `port`; with 0, at the first free one from FIRST_PORT on. Raises OSError."""
    ports = [port] if port else range(FIRST_PORT, FIRST_PORT + TRIES)
    for each in ports:
        try:
            return Server(each, board, folder)
        except OSError as error:
            fault = OSError(error.errno, error.strerror, f"{HOST}:{each}")
    raise fault


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds; who says nothing that long, or reads nothing, is let go
    server_version, sys_version = "studyguide-press", ""

    def do_GET(self) -> None:
        """Answer with a file of the book, or with the stream of news."""
        path = AFTER_PATH.split(self.path, maxsplit=1)[0]
        if reason := self._refusal():
            self._answer(HTTPStatus.FORBIDDEN, reason.encode(), "text/plain")
        elif path == EVENTS:
            self._tell_news()
        else:
            self._file(path.removeprefix("/") or "index.html")

    do_HEAD = do_GET

    def _refusal(self) -> str:
        """Why a request is none of a reader on this machine, or nothing."""
        hosts = [host.lower() for host in self.headers.get_all("Host", [])]
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return "unknown host"  # a name that someone made point at this machine
        if self.headers.get("Origin", f"http://{hosts[0]}") != f"http://{hosts[0]}":
            return "not from another site"  # a browser too old to send what is asked for below
        site = self.headers.get("Sec-Fetch-Site", "none")
        if site not in ("none", "same-origin") and self.headers.get("Sec-Fetch-Mode") != "navigate":
            return "not from another site"
        return ""

    def _file(self, name: str) -> None:
        shown = self.server.board.shown
        content = shown.files.get(name)
        if content is None and shown.version == 0 and name.endswith(".html"):
            content = self.server.board.lobby
        if content is None:
            self._answer(HTTPStatus.NOT_FOUND, "없는 쪽이다".encode(), "text/plain; charset=utf-8")
        elif name.endswith(".html"):
            stamp = f'<html data-version="{shown.version}"'.encode()
            self._answer(HTTPStatus.OK, content.replace(b"<html", stamp, 1), PAGE)
        else:
            self._asset(name, content, shown)

    def _asset(self, name: str, content: bytes, shown: Shown) -> None:
        suffix = f".{name.rpartition('.')[2]}"
        kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        tag = f'"{id(self.server):x}-{shown.changed.get(name, 0)}"'
        if self.headers.get("If-None-Match") == tag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", kind, tag)
        else:
            self._answer(HTTPStatus.OK, content, kind, tag)

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, tag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-cache" if tag else "no-store")
        if tag:
            self.send_header("ETag", tag)
        self._end()
        if self.command == "GET":
            self._write(content)

    def _end(self) -> None:
        for name, value in SAFE.items():
            self.send_header(name, value)
        self.end_headers()

    def _tell_news(self) -> None:
        """Send the state, then every change of it, until the browser goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self._end()
        turn = -1
        while self.command == "GET":
            shown = self.server.board.wait(turn, HEARTBEAT)
            news = json.dumps(shown.state(self.server.folder), ensure_ascii=False)
            line = f"data: {news}\n\n" if shown.turn != turn else ": still here\n\n"
            turn = shown.turn
            if not self._write(line.encode()):
                return

    def _write(self, content: bytes) -> bool:
        """Whether the browser took it."""
        try:
            self.wfile.write(content)
            self.wfile.flush()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
            return False
        return True

    def log_message(self, format: str, *args: object) -> None:
        """The terminal is for the author's messages."""
