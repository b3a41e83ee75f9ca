"""Files by the command line: the format that the name says, the same bytes again, refusals in words."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from paraph.desk.handing import PAPERS
from paraph.documents.writers import FORMATS, formats_of

from .conftest import Call

START = "--party", "US=United States@America/New_York", "--party", "VN=Viet Nam@Asia/Ho_Chi_Minh"
PRIVATE = "landing zone of four percent"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> Path:
    """A negotiation of one article, with wording of the one side in its vault."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "talks"
    assert call("init", folder, "--title", "Trade agreement", *START).status == 0
    seats = [("--at", folder, "--as", party) for party in ("US", "VN")]
    call("table", "c1", "--kind", "chapter", "--number", "Chapter 1", "-t", "Tariffs", "-t", "vi=Thuế quan", *seats[0])
    for seat, words in zip(seats, ("Each Party shall publish.", "Each Party may publish."), strict=True):
        assert call("table", "a1-1", "--in", "c1", "--number", "1.", "--text", words, *seat).status == 0
    assert call("draft", "a1-1", "--text", PRIVATE, *seats[1]).status == 0
    return folder


@pytest.mark.parametrize("what", ["text", "agreed", "redline", "state", "calendar"])
def test_every_format_by_its_name_twice_the_same_and_nothing_of_the_vault(at: Path, call: Call, what: str) -> None:
    more = ("--of", "VN", "--against", "US", "--in", "en") if what == "redline" else ()
    for form in formats_of(PAPERS[what]):
        file = at.parent / f"x.{FORMATS[form].ending}"
        made = []
        for seat in ("VN", "observer"):
            done = call("export", what, "-o", file, *more, "--at", at, "--as", seat, "--json")
            assert done.status == 0, done.err
            assert done.result["format"] == form
            assert done.result["bytes"] == file.stat().st_size > 0
            made.append(file.read_bytes())
            again = call("export", what, "-o", file, *more, "--at", at, "--as", seat)
            assert file.read_bytes() == made[-1], again.err
        for each in made:
            said = (
                b"".join(ZipFile(BytesIO(each)).read(n) for n in ZipFile(BytesIO(each)).namelist())
                if form == "docx"
                else each
            )
            assert PRIVATE.encode() not in said


def test_what_cannot_be_is_refused_in_words(at: Path, call: Call) -> None:
    here = "--at", at, "--as", "VN"
    for words, code in (
        (("text", "-f", "pdf"), "invalid-content"),
        (("text", "-o", "text.exe"), "unknown-subject"),
        (("text", "-f", "ics"), "unknown-subject"),
        (("redline", "--of", "VN", "--since", "round 1", "--in", "both", "-o", "r.md"), "invalid-content"),
        (("statement", "-o", "s.md"), "unknown-subject"),
        (("redline", "--of", "VN", "-o", "r.docx"), "invalid-content"),
        (("text", "--of", "XX", "-o", "t.md"), "unknown-party"),
        (("poem", "-o", "t.md"), "unknown-subject"),
        (("outcome", "-o", "o.md"), "out-of-order"),
        (("statement", "--of", "none", "-o", "s.md"), "unknown-subject"),
        (("text", "--in", "fr", "-o", "t.md"), "invalid-content"),
    ):
        done = call("export", *words, *here, "--json")
        assert done.error["code"] == code, words
    assert {each.name for each in at.parent.iterdir()} == {"talks"}


def test_text_formats_go_to_the_screen_too(at: Path, call: Call) -> None:
    here = "--at", at, "--as", "VN"
    assert "Each Party [US: shall][VN: may] publish." in call("export", "text", "-f", "md", "--in", "en", *here).out
    assert json.loads(call("export", "text", "-f", "json", *here).out)["provisions"][1]["name"] == "a1-1"
    assert call("calendar", "--ics", *here).out.startswith("BEGIN:VCALENDAR")
    assert call("statement", *here, "--json").result == []


def test_drafts_put_together_as_a_word_file(tmp_path: Path, call: Call) -> None:
    from documents.docx.word import paragraphs

    for party, word in (("US", "shall"), ("VN", "may")):
        (tmp_path / f"{party}.md").write_text(f"# Article 1. Aims\n\n1. Each Party {word} act.\n", encoding="utf-8")
    drafts = [f"{party}={tmp_path / party}.md" for party in ("US", "VN")]
    assert call("consolidate", *drafts, "-o", tmp_path / "c.docx").status == 0
    assert paragraphs((tmp_path / "c.docx").read_bytes(), accept=True) == [
        ("Article 1.", "Aims"), ("1.", "Each Party [US: shall][VN: may] act."),
    ]  # fmt: skip
    assert call("consolidate", *drafts, "-o", tmp_path / "c.pdf").status == 0
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF-")
