"""The server answers readers of this machine with the book, and nobody with anything else."""

import http.client
import json
import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from studyguide.diagnostics import Diagnostic, Pos
from studyguide.preview.board import Board
from studyguide.preview.server import HOST, Handler, Server, opened

FILES = {
    "index.html": b"<html lang=ko><p>one",
    "ch-01.html": b"<html><p>two",
    "assets/book.css": b"p {}",
    "files/0123.svg": b"<svg/>",
}
FAULT = Diagnostic("N001", "error", Pos("1.md", 3), "fact", "hint")


@pytest.fixture
def server() -> Iterator[Server]:
    board = Board({}, b"<html>wait")
    board.show(FILES, ())
    running = opened(0, board, "notes")
    Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """Status, body and headers of one request; `Host` is right unless it is given."""
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.read(), answer.headers
    connection.close()
    return found


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_who_says_nothing_is_let_go(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Handler, "timeout", 0.2)
    with socket.create_connection((HOST, server.server_port), timeout=20) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert silent.recv(1) == b""  # the end, and no thread waits on


def test_it_gives_the_pages_and_what_they_load(server: Server) -> None:
    assert ask(server, "/")[:2] == (200, b'<html data-version="1" lang=ko><p>one')
    assert ask(server, "/ch-01.html?x=1")[0] == 200
    status, body, headers = ask(server, "/files/0123.svg")
    assert (status, body, headers["Content-Type"]) == (200, b"<svg/>", "image/svg+xml")


def test_until_there_is_a_book_every_page_is_one_that_waits() -> None:
    running = opened(0, Board({"assets/live.js": b"live"}, b"<html>wait"), "")
    Thread(target=running.serve_forever, daemon=True).start()
    assert ask(running, "/ch-07.html")[:2] == (200, b'<html data-version="0">wait')
    assert ask(running, "/assets/live.js")[:2] == (200, b"live")
    assert ask(running, "/assets/text.js")[0] == 404
    running.shutdown()
    running.server_close()


def test_head_says_how_long_it_would_be(server: Server) -> None:
    status, body, headers = ask(server, "/assets/book.css", "HEAD")
    assert (status, body, headers["Content-Length"]) == (200, b"", "4")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", ""]
)
def test_a_name_that_was_pointed_here_gets_nothing(server: Server, host: str) -> None:
    status, body, _ = ask(server, "/", Host=host)
    assert (status, body) == (403, b"unknown host")


def test_its_own_name_is_answered(server: Server) -> None:
    assert ask(server, "/", Host=f"LOCALHOST:{server.server_port}")[0] == 200


@pytest.mark.parametrize("path", ["/assets/text.js", "/", "/events"])
def test_another_site_can_load_nothing(server: Server, path: str) -> None:
    assert ask(server, path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "https://127.0.0.1"])
def test_an_older_browser_loads_nothing_for_another_site(server: Server, origin: str) -> None:
    assert ask(server, "/events", Origin=origin)[0] == 403


def test_a_request_of_two_hosts_gets_nothing(server: Server) -> None:
    host = f"Host: {HOST}:{server.server_port}\r\n"
    with socket.create_connection((HOST, server.server_port), timeout=20) as asking:
        asking.sendall(f"GET / HTTP/1.1\r\n{host}{host}Connection: close\r\n\r\n".encode())
        assert asking.recv(100).startswith(b"HTTP/1.1 403")


def test_a_link_from_another_site_may_lead_here(server: Server) -> None:
    assert ask(server, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/assets/../../pyproject.toml",
        "/assets/..%2f..%2fpyproject.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/book.yaml",
        "/1.md",
        "/files/",
        "/assets/book.css/",
        "/\\..\\x",
        "/%00",
        "//[::1",
        "http://[x/",
        "http://evil.example/",
    ],
)
def test_nothing_but_the_book_is_there(server: Server, path: str) -> None:
    host = f"{HOST}:{server.server_port}"  # http.client would take it from the address
    assert ask(server, path, Host=host)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(server: Server, method: str) -> None:
    assert ask(server, "/", method)[0] == 501


def test_every_answer_keeps_scripts_and_addresses_at_home(server: Server) -> None:
    for path in ("/", "/assets/book.css", "/nowhere"):
        rules = ask(server, path)[2]["Content-Security-Policy"]
        assert "default-src 'none'" in rules
        assert "script-src 'self' file:;" in rules  # no page of elsewhere can load a file
        assert ask(server, path)[2]["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_did_not_change_is_not_sent_again(server: Server) -> None:
    tag = ask(server, "/assets/book.css")[2]["ETag"]
    assert ask(server, "/assets/book.css", If_None_Match=tag)[0] == 304
    server.board.show({**FILES, "assets/book.css": b"a {}"}, ())
    assert ask(server, "/assets/book.css", If_None_Match=tag)[:2] == (200, b"a {}")


def test_the_news_come_as_they_happen(server: Server) -> None:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=20)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    first = json.loads(stream.readline().removeprefix(b"data: "))
    assert first["pages"] == {"index.html": 1, "ch-01.html": 1}
    stream.readline()
    server.board.show({**FILES, "ch-01.html": b"<html><p>three"}, ())
    second = json.loads(stream.readline().removeprefix(b"data: "))
    assert second["pages"] == {"index.html": 1, "ch-01.html": 2}
    stream.readline()
    server.board.tell([FAULT])
    third = json.loads(stream.readline().removeprefix(b"data: "))
    assert (third["version"], third["isFaulty"]) == (2, True)
    assert third["messages"][0]["place"] == "notes/1.md:3"
    connection.close()


def test_a_port_that_is_taken_is_an_error_and_none_asked_for_is_the_next(server: Server) -> None:
    with pytest.raises(OSError, match=str(server.server_port)) as met:
        opened(server.server_port, Board({}, b""), "")
    assert met.value.filename == f"127.0.0.1:{server.server_port}"
    other = opened(0, Board({}, b""), "")
    assert other.server_port != server.server_port
    other.server_close()


def test_a_browser_that_goes_away_is_no_fault(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection((HOST, server.server_port)) as gone:
        gone.sendall(f"GET /events HTTP/1.1\r\nHost: {HOST}:{server.server_port}\r\n\r\n".encode())
        assert gone.recv(100)
    for number in range(3):
        server.board.show({**FILES, "ch-01.html": b"<html>%d" % number}, ())
    assert ask(server, "/")[0] == 200
    assert capfd.readouterr() == ("", "")
