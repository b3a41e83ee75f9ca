"""Files that strangers send are refused with a reason or read, whatever is in them; nothing is fetched or written."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from documents.corpus import CASES, LISTENER, Case, aimed_at
from paraph import documents
from paraph.documents.receiving import receive
from paraph.errors import InputRefused

LIGHT = [name for name, case in CASES.items() if not case.heavy]


def outcome(case: Case, address: str = LISTENER, *, apart: bool = False) -> str:
    """What comes of a case: its outcome when all is as it should be, else what happened."""
    data = aimed_at(case.make(), address)
    try:
        draft = (receive if apart else documents.read)(case.path, data, "vi")
    except InputRefused as error:
        said = str(error)
        if not said.startswith(case.path) or not error.remedy:
            return f"refused without saying where or what to do: {said}"
        return case.outcome if case.outcome in ("in time", error.code) else said
    text = "\n".join(each.text or each.number for each in draft.provisions)
    if case.outcome not in ("in time", "read"):
        return "read"
    return case.outcome if case.holds in text else f"read without {case.holds!r}: {text[:80]!r}"


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("name", LIGHT)
def test_each_file_is_refused_or_read(name: str) -> None:
    assert outcome(CASES[name]) == CASES[name].outcome


SOME = [
    "a bomb in small parts", "ten million empty paragraphs",
    "a billion laughs in the text",
    "100,000 levels in the styles", "attachedTemplate from elsewhere in _rels/.rels",
    "a plain link", "ê in NFD in Word",
    "an entity from elsewhere in the relationships", "brackets 100,000 deep in a.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", SOME)
def test_in_a_process_of_its_own_nothing_is_fetched_or_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        assert outcome(CASES[name], address, apart=True) == CASES[name].outcome
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert list(tmp_path.iterdir()) == []
