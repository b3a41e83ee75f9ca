"""Files of strangers are read by a process that can do nothing else; what goes wrong there is said, and stays there."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from paraph import documents
from paraph.documents import receiving
from paraph.documents.receiving import receive
from paraph.errors import TextRefused, UnknownFormat, UnreadableFile

SOURCE = Path(__file__).resolve().parents[2] / "src"

TRIES = """
    import os, socket, subprocess, sys
    from paraph.documents.confined import confine
    held = confine(memory=64 << 20, seconds=2)
    tries = {
        "open": lambda: open("/etc/hostname"),
        "write": lambda: open("written", "w"),
        "list": lambda: os.listdir("/"),
        "remove": lambda: os.unlink("kept"),
        "connect": lambda: socket.socket(),
        "start": lambda: subprocess.run(["true"]),
        "fork": os.fork,
        "signal": lambda: os.kill(os.getppid(), 0),
    }
    done = []
    for name, attempt in tries.items():
        try:
            attempt()
            done.append(name)
        except OSError:
            pass
    try:
        bytearray(128 << 20)
        done.append("memory")
    except MemoryError:
        pass
    print(held, done, flush=True)
"""


def confined(code: str, where: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(
        command, cwd=where, env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a filter of calls; elsewhere limits stand alone")
def test_a_confined_process_can_do_nothing_but_compute(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    assert confined(TRIES, tmp_path).stdout == "True []\n"
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]
    free = TRIES.replace("held = confine(memory=64 << 20, seconds=2)", "held = False")
    assert "'open', 'write'" in confined(free, tmp_path).stdout, "the same tries succeed where nothing is given up"


def test_a_confined_process_runs_out_of_time(tmp_path: Path) -> None:
    started = time.monotonic()
    done = confined("from paraph.documents.confined import confine\nconfine(seconds=1)\nwhile True: pass", tmp_path)
    assert done.returncode < 0
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", "Điều 1. Mục tiêu\n\n1. Mỗi Bên phải công bố.".encode()), ("a.md", b"## Article 1. Aims\n\n1. One.\n")],
)
def test_what_comes_back_is_what_was_read(name: str, data: bytes) -> None:
    assert receive(name, data, "vi") == documents.read(name, data, "vi")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.exe", b"", UnknownFormat),
        ("a.txt", b"\xff\xfe", UnreadableFile),
        ("a.txt", "a\u202eb".encode(), TextRefused),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><treaty>&b;</treaty>', UnreadableFile),
        ("a.xml", b"<a>" * 100_000, UnreadableFile),
    ],
)
def test_refusals_come_back_as_they_were_raised(name: str, data: bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind) as far:
        receive(name, data)
    with pytest.raises(kind) as near:
        documents.read(name, data)
    assert str(far.value) == str(near.value)


def test_a_reader_that_fails_or_lies_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(code: int, out: bytes) -> None:
        monkeypatch.setattr(
            receiving.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], code, out, b"")
        )

    for code, out in ((-9, b""), (1, b""), (0, b"<html>"), (0, b'{"draft": {"language": 1}}'), (0, b"")):
        answers(code, out)
        with pytest.raises(UnreadableFile):
            receive("a.txt", b"1. One.")
