"""What a served workspace writes down and sends over the wire: of a process of its own, every byte of it."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copytree

import pytest

from web.browsing import SOURCE
from web.canaries import SUBJECT, found_in, plant

SERVER = """
import sys
from contextlib import closing
from pathlib import Path
from paraph.desk import Desk
from paraph.web.serving import serve

def fails(desk):
    mandate = [words["en"] for _, words, _ in desk.kept("mandate")]
    raise RuntimeError(mandate)

Desk.calendar = fails
serve(Path(sys.argv[1]), 0, lambda address: print(address, flush=True))
"""
"""The workspace with a page that fails on a mandate, which stands in the error's words and in a variable."""


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    copytree(original, tmp_path / "sample")
    return tmp_path / "sample"


def test_neither_the_log_nor_the_wire_says_what_is_private(folder: Path, tmp_path: Path) -> None:
    from paraph.web.config import configure

    site = configure(folder)
    world = plant(folder, site)
    site.close()
    wire = b""
    with (tmp_path / "log").open("wb") as log, ExitStack() as on_exit:
        command = [sys.executable, "-c", SERVER, str(folder)]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONWARNINGS": "default"}
        server = on_exit.enter_context(
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        )
        on_exit.callback(server.kill)  # before it is waited for, whatever fails
        assert server.stdout
        found = re.search(r":(\d+)/", server.stdout.readline())
        assert found, "the server has not told its address"
        port = int(found[1])
        us = _seated(port, "US")
        for method, path, body in (
            ("GET", "/rounds/", b""),
            ("GET", f"/nothing/{'s3cret' * 8}/", b""),
            ("POST", "/vault/keep/", b"forged=zqforgedqz"),
            ("GET", "/account/invitation/zqtokenqzzqtokenqzzqtokenqzzqtokenqz/", b""),
            ("DELETE", "/", b""),
        ):
            wire += _asked(port, method, path, body, {})
            said = _asked(port, method, path, body, {"Cookie": us})
            assert method != "GET" or path != "/rounds/" or b" 500 " in said.splitlines()[0], said.decode()
            wire += said
        wire += _raw(port, b"\x16\x03\x01 no such thing zqgarbageqz\r\n\r\n")
        wire += _raw(port, b"GET /signals/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        server.terminate()
        rest = server.stdout.read()
        server.wait(20)
    written = (tmp_path / "log").read_bytes()
    assert not found_in(written + rest.encode() + wire, world.canaries)
    assert not [
        word for word in (b"s3cret", b"zqforged", b"zqtoken", b"zqgarbage", SUBJECT.encode()) if word in written
    ]
    lines = written.decode().splitlines()
    assert any("500 GET rounds" in each and "RuntimeError at __main__:" in each for each in lines), lines
    assert any("404 GET no such address" in each for each in lines)
    assert b"event: moved" in wire


def _seated(port: int, party: str) -> str:
    """A session's cookie at a seat, taken as a browser takes it."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        return _sit_down(connection, port, party)


def _sit_down(connection: http.client.HTTPConnection, port: int, party: str) -> str:
    connection.request("GET", "/")
    page = connection.getresponse()
    csrf = (page.getheader("Set-Cookie") or "").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token
    connection.request(
        "POST",
        "/seat/",
        f"csrfmiddlewaretoken={token[1]}&party={party}",
        {"Cookie": csrf, "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{port}"},
    )
    answer = connection.getresponse()
    assert answer.status == 302
    answer.read()
    cookies = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie", [])]
    assert any(each.startswith("paraph=") for each in cookies), cookies
    return "; ".join(cookies)


def _asked(port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return f"HTTP {answer.status} {answer.headers}\n".encode() + answer.read()


def _raw(port: int, sent: bytes) -> bytes:
    """What comes back within a second, from whatever was sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(sent)
        line.settimeout(1)
        said = b""
        try:
            while chunk := line.recv(65536):
                said += chunk
        except TimeoutError:
            pass
        return said
