"""Consolidating drafts from files, and taking each party's draft out again, byte for byte."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraph.documents import plain, tota
from paths import treaty

from .conftest import Call

US = "# Article 1. Rates\n\n1. Each Party shall publish its rates within 30 days.\n\n2. Fees [a] shall be low.\n"
VN = "# Article 1. Rates\n\n1. Each Party may publish its rates within 60 days.\n"
KINDS = ["doubtful", "moved", "split", "merged", "renumbered"]
WORDS = ["shall", "may", "not", "[x]", "\\", "{y}", "[US:", "a]", "fees", "30", "days,", "Party"]


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "us.md").write_text(US)
    (tmp_path / "vn.md").write_text(VN)
    return f"US={tmp_path / 'us.md'}", f"VN={tmp_path / 'vn.md'}"


def test_the_text_goes_to_standard_output_and_back(call: Call, drafts: tuple[str, str], tmp_path: Path) -> None:
    done = call("consolidate", *drafts)
    assert "Each Party [US: shall][VN: may] publish its rates within [US: 30][VN: 60] days." in done.out
    assert "stand outside brackets" in done.err
    text = tmp_path / "text.md"
    text.write_text(done.out)
    for party, wanted in (("US", US), ("VN", VN)):
        assert call("project", text, party).out == wanted


def test_shape_of_the_result(call: Call, drafts: tuple[str, str], tmp_path: Path) -> None:
    result = call("consolidate", *drafts, "-o", tmp_path / "text.md", "--json").result
    assert set(result) == {
        "parties", "words", "share_agreed", "brackets", "matches", "report", "cautions", "file", "text",
    }  # fmt: skip
    assert result["parties"] == ["US", "VN"]
    assert result["text"] is None
    assert 0 < result["share_agreed"] < 1
    assert sum(result["matches"].values()) >= 3


VIETNAMESE = "# Điều 1. Phí\n\n1. Mỗi Bên phải công bố các loại phí trong vòng 30 ngày.\n"
FOREIGN = "# Article 1. Tasas\n\n1. Ninguna autoridad aduanera cobra impuestos sobre envíos urgentes.\n"
BRACKETED = "# Article 1. Rates\n\n1. Each Party [US: shall][VN: may] publish its rates within 30 days.\n"


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(("words", "field"), [(VIETNAMESE, "language"), ("", "vn.md"), (" \n\n", "vn.md")])
def test_drafts_that_do_not_belong_together_are_refused(
    call: Call, drafts: tuple[str, str], tmp_path: Path, language: str, words: str, field: str
) -> None:
    (tmp_path / "vn.md").write_text(words)
    done = call("consolidate", *drafts, "--lang", language, "--json")
    assert (done.status, done.error["code"]) == (2, "invalid-content")
    assert done.error["data"]["field"].endswith(field)


def test_two_drafts_in_vietnamese_belong_together(call: Call, tmp_path: Path) -> None:
    (tmp_path / "us.md").write_text(VIETNAMESE)
    (tmp_path / "vn.md").write_text(VIETNAMESE.replace("30", "60"))
    done = call("consolidate", f"US={tmp_path / 'us.md'}", f"VN={tmp_path / 'vn.md'}", "--json")
    assert (done.status, done.result["cautions"]) == (0, [])


@pytest.mark.parametrize(
    ("words", "said"), [(FOREIGN, "hardly a word in common"), (BRACKETED, "vn.md has brackets of US, VN already")]
)
def test_a_doubtful_draft_is_taken_with_a_word_of_caution(
    call: Call, drafts: tuple[str, str], tmp_path: Path, words: str, said: str
) -> None:
    (tmp_path / "vn.md").write_text(words)
    (caution,) = call("consolidate", *drafts, "--json").result["cautions"]
    assert said in caution
    done = call("consolidate", *drafts, "-o", tmp_path / "text.md")
    assert caution in done.err
    assert call("project", tmp_path / "text.md", "VN").out == words


def test_order_of_parties_changes_only_the_order_of_brackets(call: Call, drafts: tuple[str, str]) -> None:
    one, other = call("consolidate", *drafts).out, call("consolidate", *reversed(drafts)).out
    assert "[US: shall][VN: may]" in one
    assert "[VN: may][US: shall]" in other
    assert len(one) == len(other)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["US=us.md"], 2, "invalid-content"),
        (["us.md", "draft.of.vn.md"], 2, "invalid-content"),
        (["US=us.md", "US=vn.md"], 2, "invalid-content"),
        (["US=us.md", "NOTE=vn.md"], 2, "invalid-content"),
        (["US=us.md", "VN=absent.md"], 2, "unreadable-file"),
        (["US=us.md", "VN=vn.md", "--economy", "0.5"], 2, "invalid-content"),
    ],
)
@pytest.mark.usefixtures("drafts")
def test_wrong_files_are_refused_and_nothing_is_written(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("consolidate", *words, "-o", "text.md", "--json")
    assert (done.status, done.error["code"]) == (status, code)
    assert not Path("text.md").exists()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_survive_the_way_through_the_notation(call: Call, tmp_path: Path, words: list[str]) -> None:
    us, vn, text = tmp_path / "us.md", tmp_path / "vn.md", tmp_path / "text.md"
    us.write_text(plain.write(plain.read(f"1. Each Party {' '.join(words)}.\n")))
    vn.write_text(plain.write(plain.read(f"1. Each Party {' '.join(reversed(words))}.\n")))
    assert call("consolidate", f"US={us}", f"VN={vn}", "-o", text).status == 0
    for party, file in (("US", us), ("VN", vn)):
        done = call("project", text, party)
        # A text without any bracket names no party: both drafts are the same, and are the text.
        assert done.out == file.read_text() or (done.status == 3 and us.read_text() == vn.read_text())


@pytest.mark.parametrize("codes", [("US", "A1"), ("US", "ASEAN"), ("EUROPE", "GB"), ("US", "US2"), ("G7", "MERCOSUR")])
def test_whatever_code_is_taken_can_be_read_back(call: Call, tmp_path: Path, codes: tuple[str, str]) -> None:
    files = {code: tmp_path / f"{code}.md" for code in codes}
    for file, words in zip(files.values(), (US, VN), strict=True):
        file.write_text(words)
    assert (
        call("consolidate", *(f"{code}={file}" for code, file in files.items()), "-o", tmp_path / "text.md").status == 0
    )
    for code, file in files.items():
        assert call("project", tmp_path / "text.md", code).out == file.read_text()


def test_a_code_that_is_asked_for_is_a_party(call: Call, tmp_path: Path) -> None:
    text = tmp_path / "chapter.md"
    text.write_text("1. Each Party [EUROPE: shall] [US: may] act.\n")
    assert call("project", text, "EUROPE", "--convention", "tpp").out == "1. Each Party shall act.\n"
    assert call("project", text, "SEC").status == 3


def test_what_the_report_names_is_what_it_counts(call: Call, tmp_path: Path) -> None:
    two = "A Party shall publish its fees on the internet", "It shall limit its fees to the cost of its services."
    last = "2. The Parties shall consult each year on the administration of quotas.\n"
    drafts = f"1. {two[0]}. {two[1]}\n\n{last}", f"1. {two[0]}.\n\n2. {two[1]}\n\n{last.replace('2.', '3.')}"
    files = {code: tmp_path / f"{code}.md" for code in ("US", "VN")}
    for file, text in zip(files.values(), drafts, strict=True):
        file.write_text(text)
    result = call("consolidate", *(f"{code}={file}" for code, file in files.items()), "--report", "--json").result
    found = Counter(each["found"] for each in result["report"])
    assert sum(found.values()) == 2
    assert found == {kind: count for kind, count in result["matches"].items() if count}
    assert [each["places"]["VN"]["number"] for each in result["report"]] == ["1.", "3."]


def test_two_treaties_and_each_of_them_back(call: Call, tmp_path: Path) -> None:
    files = {}
    for party, number in (("US", 156), ("CO", 342)):
        files[party] = tmp_path / f"pta_{number}.xml"
        files[party].write_bytes(treaty(number))
    text = tmp_path / "text.md"
    pairs = [f"{party}={path}" for party, path in files.items()]
    result = call("consolidate", *pairs, "-o", text, "--json").result
    assert result["share_agreed"] > 0.9
    found = [each["found"] for each in result["report"]]
    assert Counter(found) == {kind: count for kind, count in result["matches"].items() if count and kind in KINDS}
    assert found == sorted(found, key=KINDS.index)
    assert all(each["confidence"] < 0.6 for each in result["report"] if each["found"] == "doubtful")
    for party, path in files.items():
        target = tmp_path / f"{party}.md"
        assert call("project", text, party, "-o", target).status == 0
        assert target.read_bytes() == plain.write(tota.read(path.read_bytes())).encode()
