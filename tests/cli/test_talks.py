"""Two delegations negotiate from the command line: what they may do, what is refused, and that nothing else happens."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from .conftest import Call, Called

START = "--party", "US=United States@America/New_York", "--party", "VN=Viet Nam@Asia/Ho_Chi_Minh"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> Path:
    """A negotiation of one chapter with one article in dispute."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "talks"
    assert call("init", folder, "--title", "Trade agreement", "--title", "vi=Hiệp định thương mại", *START).status == 0
    us = "--at", folder, "--as", "US"
    vn = "--at", folder, "--as", "VN"
    call("table", "c1", "--kind", "chapter", "--number", "Chapter 1", "-t", "Tariffs", "-t", "vi=Thuế quan", *us)
    for party, words in ((us, "Each Party shall publish its rates."), (vn, "Each Party may publish its rates.")):
        done = call("table", "a1-1", "--in", "c1", "--number", "1.", "--text", words, *party)
        assert done.status == 0, done.err
    assert call("accept", "c1", *vn).status == 0
    return folder


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of the negotiation by its content; what SQLite keeps beside its files for itself left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def refused(done: Called, status: int, code: str) -> None:
    assert (done.status, done.error["code"]) == (status, code), done.out + done.err


def test_words_in_dispute_stand_in_brackets_until_they_are_accepted(call: Call, at: Path) -> None:
    here = "--at", at
    assert call("text", *here).out.endswith("1. Each Party [US: shall][VN: may] publish its rates.\n")
    before = call("state", *here, "--json").result["whole"]
    assert before["provisions"] == {"agreed": 1, "narrowed": 0, "open": 1}
    done = call("accept", "a1-1", "--of", "US", *here, "--as", "VN", "--json").result
    assert done["published"] is True
    assert len(done["entries"]) == 1
    assert call("state", *here, "--json").result["whole"]["provisions"]["agreed"] == 2
    assert "Each Party shall publish" in call("text", "--agreed", *here).out


def test_a_draft_stays_inside_until_it_is_tabled(call: Call, at: Path) -> None:
    vn = "--at", at, "--as", "VN"
    before = call("log", "--at", at, "--json").result
    assert call("draft", "a1-1", "--text", "Each Party should publish its rates.", *vn).status == 0
    assert call("log", "--at", at, "--json").result == before
    assert "should" not in call("text", "--at", at, "--as", "US").out
    assert call("draft", "--at", at, "--as", "US", "--json").result["drafts"] == []
    assert call("table", *vn).status == 0
    assert "[US: shall][VN: should]" in call("text", "--at", at, "--as", "US").out
    assert call("draft", *vn, "--json").result["drafts"] == []


def test_a_whole_draft_comes_as_a_file_in_two_languages(call: Call, at: Path, tmp_path: Path) -> None:
    vn = "--at", at, "--as", "VN"
    english, vietnamese = tmp_path / "vn.en.md", tmp_path / "vn.vi.md"
    english.write_text(
        "# Chapter 2. Tariffs\n\n1. Each Party may publish its rates each year.\n\n2. Fees shall be limited to cost.\n"
    )
    vietnamese.write_text(
        "# Chương 2. Thuế quan\n\n1. Mỗi Bên có thể công bố thuế suất hằng năm.\n\n2. Phí không được vượt chi phí.\n"
    )
    files = "--file", english, "--file", f"vi={vietnamese}"
    refused(call("draft", *files, *vn, "--json"), 2, "match-in-doubt")
    assert call("draft", *vn, "--json").result["drafts"] == []
    result = call("draft", *files, "--match", "p1=c1", *vn, "--json").result
    assert result["names"]["p1"] == "c1"
    assert "provision:a1-1" in {each["subject"] for each in result["drafts"]}
    assert call("log", "--at", at, "--json").result[-1]["party"] == "VN"
    assert call("table", *vn).status == 0
    text = call("text", "--of", "VN", "--at", at).out
    assert text.endswith("1. Each Party may publish its rates each year.\n\n2. Fees shall be limited to cost.\n")
    assert "Phí không được vượt chi phí." in call("text", "--of", "VN", "--in", "vi", "--at", at).out


def test_dry_run_shows_what_would_leave_and_does_nothing(call: Call, at: Path) -> None:
    before = fingerprint(at)
    called = call("accept", "a1-1", "--of", "US", "--dry-run", "--at", at, "--as", "VN")
    assert called.status == 0
    assert "This would leave the delegation" in called.out
    assert "a1-1" in called.out
    assert fingerprint(at) == before


@pytest.mark.parametrize(
    ("words", "party", "status", "code"),
    [
        (["accept", "a1-1", "--wording", "000000"], "VN", 3, "superseded"),
        (["accept", "a9-9"], "VN", 3, "unknown-subject"),
        (["accept", "a1-1"], "XX", 3, "unknown-party"),
        (["accept", "a1-1", "--of", "US"], "observer", 3, "not-permitted"),
        (["table", "a1-1", "--text", "Each Party may publish its rates."], "VN", 3, "nothing-changed"),
        (["table", "a1-1", "--text", "Each Party may\u200b publish."], "VN", 2, "text-refused"),
        (["table", "a1-2", "--text", "A provision without a place."], "VN", 2, "invalid-content"),
        (["table"], "VN", 3, "nothing-changed"),
        (["table", "a1-1", "--text", "fr=Chaque Partie publie."], "VN", 2, "invalid-content"),
        (["reserve", "a1-1"], "VN", 2, "bad-command"),
        (["lift", "a1-1"], "VN", 3, "out-of-order"),
        (["reopen", "a1-1", "--reason", "New advice."], "VN", 3, "out-of-order"),
        (["undertake", "Give feedback", "--by", "2020-01-01"], "VN", 3, "deadline-passed"),
        (["undertake", "Give feedback", "--by", "tomorrow"], "VN", 2, "invalid-content"),
        (["discharge", "us-u1"], "VN", 3, "unknown-subject"),
        (["answer", "us-q1", "Yes."], "VN", 3, "unknown-subject"),
        (["round", "open", "1"], "US", 3, "unknown-subject"),
        (["ask", "a1-1", "Why?", "--quote", "words that nobody wrote"], "VN", 2, "invalid-content"),
        (["disclose", "absent.pdf", "--title", "A paper"], "VN", 2, "unreadable-file"),
        (["seat", "AU"], "VN", 3, "unknown-party"),
    ],
)
def test_a_wrong_act_is_refused_with_its_reason_and_changes_nothing(
    call: Call, at: Path, words: list[str], party: str, status: int, code: str
) -> None:
    before, log = fingerprint(at), call("log", "--at", at, "--json").result
    done = call(*words, "--at", at, "--as", party, "--json")
    refused(done, status, code)
    assert done.error["message"]
    assert fingerprint(at) == before
    assert call("log", "--at", at, "--json").result == log
    assert call("verify", "--at", at).status == 0


def test_a_superseded_wording_is_refused_with_those_that_stand(call: Call, at: Path) -> None:
    read = call("show", "a1-1", "--at", at, "--json").result["positions"]["US"]["content"][:8]
    call("table", "a1-1", "--text", "Each Party shall publish its rates at once.", "--at", at, "--as", "US")
    done = call("accept", "a1-1", "--wording", read, "--at", at, "--as", "VN", "--json")
    refused(done, 3, "superseded")
    stands = call("show", "a1-1", "--at", at, "--json").result["positions"]["US"]["content"][:8]
    assert stands in done.error["remedy"]


def test_a_party_may_not_sign_without_its_key(call: Call, at: Path) -> None:
    (at / "keys" / "VN.key").rename(at.parent / "VN.key")
    refused(call("accept", "a1-1", "--at", at, "--as", "VN", "--json"), 5, "key-missing")


def test_a_round_with_its_agenda(call: Call, at: Path) -> None:
    us, vn = ("--at", at, "--as", "US"), ("--at", at, "--as", "VN")
    days = "--from", "2099-05-19", "--to", "2099-05-22", "--place", "Washington", "--zone", "America/New_York"
    assert call("round", "schedule", "1", *days, *us).status == 0
    refused(call("round", "open", "1", *us, "--json"), 3, "out-of-order")
    assert call("accept", "round:1", *vn).status == 0
    items = "--item", "tariffs: Tariffs and quotas", "--item", "tariffs: vi=Thuế quan", "--item", "origin: Origin"
    assert call("agenda", "round:1", *items, *us).status == 0
    assert call("accept", "agenda:1", *vn).status == 0
    assert call("round", "open", "1", *us).status == 0
    assert call("discuss", "tariffs", "--note", "Definitions are clear.", *vn).status == 0
    agenda = call("agenda", *us, "--json").result
    assert [item["title"] for item in agenda["items"]] == [
        {"en": "Tariffs and quotas", "vi": "Thuế quan"},
        {"en": "Origin"},
    ]
    assert list(agenda["discussed"]) == ["tariffs"]
    assert call("round", "close", *us).status == 0
    call("table", "a1-1", "--text", "Each Party shall publish its rates and fees.", *vn)
    assert call("as-of", "round 1", *us, "--json").result["changes"]["positions"][0]["party"] == "VN"
    since = call("text", "--since", "round 1", *us).out
    assert "a1-1 VN  1. Each Party [-may-]{+shall+} publish its rates{+ and fees+}." in since
    assert "a1-1 US" not in since


def test_questions_papers_and_promises(call: Call, at: Path, tmp_path: Path) -> None:
    us, vn = ("--at", at, "--as", "US"), ("--at", at, "--as", "VN")
    assert call("ask", "a1-1", "Which rates?", "vi=Thuế suất nào?", "--quote", "its rates", *us).status == 0
    assert call("answer", "us-q1", "Those applied to imports.", *vn).status == 0
    paper = tmp_path / "decree.md"
    paper.write_text("A decree on tariffs.")
    assert call("disclose", paper, "--title", "Decree", "--about", "a1-1", *vn).status == 0
    assert call("receive", "vn-d1", *us).status == 0
    assert (
        call("undertake", "Propose wording", "--by", "2099-06-01", "--kind", "wording", "--about", "a1-1", *vn).status
        == 0
    )
    assert call("defer", "vn-u1", "--by", "2099-06-02 17:00", "--reason", "More time.", *vn).status == 0
    due = call("deadlines", *us, "--json").result["undertakings"]
    assert [(each["owner"], each["deadline"]) for each in due] == [("VN", "2099-06-02T10:00:00Z")]
    assert call("discharge", "vn-u1", *vn).status == 0
    assert call("refer", "a1-1", "Shall or may?", "--to", "ministers", *us).status == 0
    assert call("instruct", "us-r1", "Accept shall.", *vn).status == 0
    shown = call("show", "a1-1", *us)
    for words in (
        "Which rates?",
        "Those applied to imports.",
        "Shall or may?",
        "Accept shall.",
        "Propose wording",
        "Decree",
    ):
        assert words in shown.out


def test_a_seat_is_kept_in_the_folder(call: Call, at: Path) -> None:
    assert call("seat", "VN", "--at", at, "--json").result["party"] == "VN"
    call("accept", "a1-1", "--of", "US", "--at", at)
    assert call("log", "--last", "1", "--at", at, "--json").result[0]["party"] == "VN"


def test_a_person_at_a_terminal_sees_what_leaves_and_may_decline(
    call: Call, at: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from paraph.cli.session import Session

    monkeypatch.setattr(Session, "asks", property(lambda self: not self.yes))
    before = fingerprint(at)
    declined = call("accept", "a1-1", "--of", "US", "--at", at, "--as", "VN", input="n\n")
    assert declined.status == 130
    assert "Wording accepted" in declined.err
    assert fingerprint(at) == before
    assert call("accept", "a1-1", "--of", "US", "--at", at, "--as", "VN", input="y\n").status == 0
    assert call("park", "a1-1", "--at", at, "--as", "VN", "--yes").status == 3


def test_a_damaged_record_is_told_with_status_4(call: Call, at: Path) -> None:
    import apsw

    database = apsw.Connection(str(at / "ledger.sqlite3"))
    tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'trigger'")]
    for name in tables:
        database.execute(f'drop trigger "{name}"')
    database.execute("update entry set envelope = zeroblob(20) where position = 2")
    database.close()
    done = call("verify", "--at", at, "--json")
    assert done.status == 4
