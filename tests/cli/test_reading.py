"""Reading the sample negotiation: every query, by a person and by a script, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paraph.cli.verbs import VERBS
from paraph.samples.vietnam_us import prepare

from .conftest import Call


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "vietnam-us"
    prepare(folder).close()
    return folder


QUERIES: dict[str, set[str] | None] = {
    "state": {"language", "since", "time", "whole", "containers", "items"},
    "state c2": {"language", "since", "time", "whole", "containers", "items"},
    "as-of round:1": {"then", "changes"},
    "text a2.3": {"languages", "file", "provisions"},
    "text a2.3 --since 1": {"languages", "file", "provisions", "changes"},
    "text --agreed": {"languages", "file", "provisions"},
    "text --of VN": {"languages", "file", "provisions"},
    "text a2.3 --if a2.3-1=US": {"languages", "file", "provisions"},
    "show a2.3-1": {
        "subject", "standing", "text", "positions", "contents", "reservations", "reopened", "withdrawn", "parked",
        "questions", "referrals", "undertakings", "disclosures",
    },
    "outcome": {"round", "languages", "file", "document"},
    "deadlines": {"undertakings", "calendar"},
    "log --last 5": None,
    "verify": {"sound", "entries", "signatures", "by_party", "waiting", "forks", "refused", "database"},
    "seat": {"party", "person", "role", "held", "delegation"},
    "delegation": {"US", "VN"},
    "agenda": {"subject", "agreed", "items", "discussed"},
    "draft": {"drafts"},
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_has_its_shape_and_says_it_to_a_person_too(call: Call, sample: Path, query: str) -> None:
    here = "--at", sample, "--as", "VN"
    scripted = call(*query.split(), *here, "--json")
    assert scripted.status == 0, scripted.out
    assert scripted.json["verb"] == query.split()[0]
    if QUERIES[query] is not None:
        assert set(scripted.result) == QUERIES[query]
    for more in ([], ["--plain"]):
        spoken = call(*query.split(), *here, *more)
        assert spoken.status == 0, spoken.err
        assert spoken.out.strip()
        assert "\x1b[" not in spoken.out


def test_a_trial_text_takes_one_wording_and_leaves_the_rest(call: Call, sample: Path) -> None:
    here = "--at", sample, "--as", "VN"
    now, then = call("text", "a2.3", *here).out, call("text", "a2.3", "--if", "a2.3-1=US", *here).out
    assert now.count("[US: ") == then.count("[US: ") + 1
    assert call("text", "a2.3", *here).out == now


def test_one_sides_draft_has_no_brackets_and_the_other_sees_the_same(call: Call, sample: Path) -> None:
    seen = {seat: call("text", "--of", "VN", "--at", sample, "--as", seat).out for seat in ("US", "VN", "observer")}
    assert len(set(seen.values())) == 1
    assert "[US:" not in seen["US"]


def test_the_languages_stand_side_by_side(call: Call, sample: Path) -> None:
    both = call("text", "a2.3", "--in", "both", "--at", sample)
    assert "Reciprocal tariff" in both.out
    assert "Thuế đối ứng" in both.out
    outcome = call("outcome", "--in", "both", "--at", sample).out
    assert "Kết quả" in outcome or "Outcome" in outcome


def test_what_is_due_stands_on_both_clocks(call: Call, sample: Path) -> None:
    shown = call("deadlines", "--at", sample).out
    assert "(New York)" in shown
    assert "(Ho Chi Minh)" in shown


def test_the_demo_leaves_a_negotiation_to_go_on_with(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("demo", "--dry").status == 0
    assert list(tmp_path.iterdir()) == []
    assert call("demo", "--no-serve").status == 0
    monkeypatch.chdir(tmp_path / "vietnam-us")
    assert call("seat", "--json").result["party"] == "VN"
    assert call("accept", "a2.3-1", "--of", "US", "--dry-run").status == 0


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize("query", ["state", "show a2.3-1", "deadlines", "agenda", "log --last 3", "verify"])
def test_a_vietnamese_reader_meets_no_english_label(call: Call, sample: Path, query: str) -> None:
    english = {line for line in call(*query.split(), "--at", sample, "--as", "VN").out.splitlines() if line.strip()}
    shown = call(*query.split(), "--at", sample, "--as", "VN", "--lang", "vi").out
    headings = {line for line in english if not line.startswith(" ") and line[:1].isupper()}
    kept = headings & set(shown.splitlines())
    assert all(line.startswith(("US", "VN", "SEC")) for line in kept), kept


ENGLISH = re.compile(r"\b(?:[Tt]he|of|[Ii]s|are|was|and|[Nn]ot|[Tt]his|[Tt]hat|which|with|from|has|have|must)\b")
TYPED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|^ *paraph .*|\S+:\S+|--?[a-z-]+|^(?:en|  ) .*", re.MULTILINE)
"""Quotations, commands, names in the record, and the English wording beside the Vietnamese."""


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    "query",
    [
        "state", "state c2", "as-of round:1", "text a2.3", "outcome", "deadlines --all", "agenda", "delegation", "seat",
        "show a8.2-4", "log --last 200", "verify", "accept a2.3-1 --of US --dry-run", "park a2.3-1 --dry-run",
        "accept", "accept zz", "foo", "round", "log --last x", "show a b", "as-of x", "compare /no /no", "discuss x",
        "--help", *(f"{verb} --help" for verb in VERBS),
    ],
)  # fmt: skip
def test_a_page_for_a_vietnamese_reader_has_no_english_in_it(call: Call, sample: Path, query: str) -> None:
    at = () if query.endswith("--help") else ("--at", sample)
    called = call("--lang", "vi", *query.split(), *at, "--plain")
    said = TYPED.sub("", called.out + called.err)
    assert said.strip()
    assert [line for line in said.splitlines() if ENGLISH.search(line)] == []
