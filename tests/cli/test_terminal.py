"""What a terminal changes: who is asked before something leaves, where it is shown, what a closed pipe means."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

START = "--party", "US=United States@America/New_York", "--party", "VN=Viet Nam@Asia/Ho_Chi_Minh"
PARAPH = f"{sys.executable} -c 'from paraph.cli import main; main()'"


def run(command: str, folder: Path, stdin: int | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command.replace("paraph ", f"{PARAPH} ")],
        cwd=folder,
        stdin=stdin if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"},
        check=False,
    )


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    made = run(f"paraph init talks --title Trade {' '.join(repr(each) for each in START)}", tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "talks"


TABLE = "paraph table c1 --kind chapter --number 1 -t Tariffs -t 'vi=Thuế quan' --as US"


@pytest.mark.parametrize(("answer", "entries"), [(b"\n", 0), (b"y\n", 1)])
def test_whoever_sits_at_a_terminal_is_asked_though_the_output_is_piped(
    talks: Path, answer: bytes, entries: int
) -> None:
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer)
        done = run(f"{TABLE} | cat", talks, stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert "This would leave the delegation" in done.stderr
    assert "Publish this?" in done.stderr
    assert ("Published" in done.stdout) == bool(entries)
    assert run("paraph log --json", talks).stdout.count('"sequence":') == entries


@pytest.mark.parametrize("query", ["state", "log", "deadlines", "--help", "state --help", "state --json", TABLE[7:]])
def test_a_reader_who_has_seen_enough_is_no_fault(talks: Path, query: str) -> None:
    done = run(f"{TABLE} >&2; paraph {query} | true; exit ${{PIPESTATUS[0]}}", talks)
    assert "wrong in Paraph" not in done.stderr
    assert done.returncode in ((141, 3) if query == TABLE[7:] else (141,)), done.stderr


def test_what_is_published_into_a_closed_pipe_is_published(talks: Path) -> None:
    done = run(f"{TABLE} | true; exit ${{PIPESTATUS[0]}}", talks)
    assert (done.returncode, done.stderr) == (141, "")
    assert run("paraph log --json", talks).stdout.count('"sequence":') == 1
