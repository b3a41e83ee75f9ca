"""What was hidden is shown: differences beside the words, one's own drafts, documents; and slips are caught."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from paraph.store.place import Seat as Kept

from .conftest import Call


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from paraph.samples.vietnam_us import prepare

    folder = tmp_path_factory.mktemp("played") / "vietnam-us"
    with prepare(folder) as place:
        place.take_seat(Kept("VN", "vn-chief"))
    return folder


@pytest.fixture
def talks(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "talks"))


def test_numbers_that_differ_stand_in_brackets_and_are_named(call: Call, talks: Path) -> None:
    at = "--at", talks
    words = call("show", "a2.2-4", *at, "--json").result["text"]
    changed = call("table", "a2.2-4", "-t", words["en"], "-t", f"vi={words['vi']}", "--number", "7.", *at, "--as", "US")
    assert changed.status == 0, changed.err
    assert "[US: 7.][VN: 4.] At the request" in call("text", "a2.2", *at).out
    assert "[US: 7.][VN: 4.]" in call("state", "a2.2", *at).out


def test_a_draft_is_read_back_with_the_bracket_it_would_make(call: Call, talks: Path) -> None:
    vn = "--at", talks, "--as", "VN"
    assert call("draft", "a2.2-4", "--text", "Consultations shall be held.", *vn).status == 0
    assert "[VN: Consultations" in call("draft", "a2.2-4", *vn).out
    assert "Consultations" not in call("draft", *vn).out
    assert "Consultations" in call("draft", "--words", *vn).out
    assert call("draft", "--discard", *vn, "--json").error["code"] == "invalid-content"
    assert call("draft", "--discard", "--all", *vn, "--json").result["drafts"] == []


def test_documents_questions_and_rounds_are_shown_and_written_out(call: Call, talks: Path, tmp_path: Path) -> None:
    at = "--at", talks
    for name, said in (("round:3", "Washington"), ("us-q1", "core data"), ("us-r1", "us-customs"), ("vn-u3", "May 27")):
        assert said in call("show", name, *at).out
    target = tmp_path / "method.md"
    assert call("show", "us-d1", "-o", target, *at).status == 0
    size = call("show", "us-d1", *at, "--json").result["disclosure"]["size"]
    assert target.stat().st_size == size
    assert call("show", "us-q1", "-o", target, *at).status == 2
    assert call("show", "us-d1", "-o", target, *at, "--as", "observer").status == 3


@pytest.mark.parametrize("columns", ["80", "40"])
@pytest.mark.parametrize("query", ["deadlines", "delegation"])
def test_nothing_is_cropped_where_room_is_short(
    call: Call, talks: Path, monkeypatch: pytest.MonkeyPatch, columns: str, query: str
) -> None:
    rows = [line.split() for line in call(query, "--at", talks, "--plain").out.splitlines()]
    cells = {word for row in rows if row[:1] not in (["Name"], ["Person"]) for word in row}
    monkeypatch.setenv("COLUMNS", columns)
    assert not cells - set(call(query, "--at", talks).out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["attend", "round:3", "xx"], "vn-chief"),
        (["attend", "round:3", "us-chief"], "vn-chief"),
        (["refer", "a2.2", "Which?"], "--to"),
        (["log", "--party", "XX"], "US, VN"),
        (["log", "--last", "0"], "1 or more"),
        (["round", "open", "4"], "There are: 1, 2, 3."),
        (["state", "c99"], "Did you mean c9?"),
    ],
)
def test_a_slip_is_met_with_what_there_is(call: Call, talks: Path, words: list[str], said: str) -> None:
    done = call(*words, "--at", talks, "--as", "VN")
    assert done.status in (2, 3)
    assert said in done.err


def test_a_damaged_seat_is_taken_anew(call: Call, talks: Path) -> None:
    (talks / "seat.json").write_text("x")
    assert "paraph seat PARTY" in call("state", "--at", talks).err
    assert call("seat", "US", "--at", talks).status == 0
    assert call("state", "--at", talks).status == 0
