"""The story of the two rounds: valid acts, in order, consistent with each other and with the texts."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from paraph.record.acts import AnyAct
from samples.sample import LANGUAGES, PARTIES, SAMPLE, chapters, lines, text

SECRETARIAT = "SEC"


@cache
def _story() -> dict[str, Any]:
    return tomllib.loads((SAMPLE / "story.toml").read_text(encoding="utf-8"))


def _events(act: str = "") -> list[dict[str, Any]]:
    return [event for event in _story()["event"] if act in ("", event["act"])]


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)


def _bilingual(node: Any) -> Iterator[dict[str, str]]:
    if isinstance(node, dict) and ("en" in node or "vi" in node):
        yield node
    elif isinstance(node, dict | list):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _bilingual(item)


def test_every_provision_that_the_story_names_exists() -> None:
    known = {line.id for line in text(2, "en")}
    named = [
        found
        for name in ("story.toml", "vault-us.toml", "vault-vn.toml")
        for value in _strings(tomllib.loads((SAMPLE / name).read_text(encoding="utf-8")))
        if (found := value.removeprefix("provision:")) != value
    ]
    assert len(named) > 100
    assert set(named) <= known
    assert {id_ for event in _events("TextTabled") for id_ in event.get("except", ())} <= known


def test_every_item_is_fact_with_its_source_or_marked_illustrative() -> None:
    story = _story()
    for item in [*story["participant"], *story["member"], *story["event"]]:
        assert (item.get("fact") in story["sources"]) != (item.get("illustrative") is True), item
    for name in ("vault-us.toml", "vault-vn.toml"):
        vault = tomllib.loads((SAMPLE / name).read_text(encoding="utf-8"))
        assert all(item["illustrative"] is True for item in [vault, *vault["item"]])


def test_people_are_named_only_as_the_reports_name_them() -> None:
    persons = {member["name"] for member in _story()["member"] if "name" in member}
    present = {each["name"] for event in _events("AttendanceRecorded") for each in event["present"] if "name" in each}
    assert persons == present == {"Jamieson Greer", "Nguyễn Hồng Diên"}


def test_every_text_of_the_story_is_in_both_languages() -> None:
    texts = list(_bilingual(_story()))
    assert len(texts) > 150
    for found in texts:
        assert set(found) == set(LANGUAGES), found
        assert all(each and unicodedata.is_normalized("NFC", each) for each in found.values()), found


def _as_act(event: dict[str, Any]) -> dict[str, Any]:
    """The event in the fields of its act, with what a loader supplies in stand-in form."""
    own = {"time", "party", "person", "act", "fact", "illustrative", "zone", "file", "publisher", "accepts"}
    fields = {key: value for key, value in event.items() if key not in own} | {"type": event["act"]}
    if event["act"] == "DisclosureMade":
        data = (SAMPLE / event["file"]).read_bytes()
        fields |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "illustrative": True}
    elif event["act"] == "DisclosureReceived":
        fields |= {"sha256": "0" * 64}
    elif event["act"] == "ContentAccepted":
        assert event["accepts"] in (*PARTIES, SECRETARIAT)
        assert event["accepts"] != event["party"]
        fields |= {"content": "0" * 64}
    elif event["act"] == "FigureCited":
        fields |= {"source": _story()["sources"][event["source"]]}
    elif event["act"] == "DelegationPresented":
        extra = {"party", "fact", "illustrative"}
        members = [member for member in _story()["member"] if member["party"] == event["party"]]
        fields |= {"members": [{k: v for k, v in member.items() if k not in extra} for member in members]}
    return fields


def test_every_event_is_a_valid_act_of_its_party_in_the_order_of_time() -> None:
    members = {member["key"]: member["party"] for member in _story()["member"]} | {"secretary": SECRETARIAT}
    for event in _events():
        assert members[event["person"]] == event["party"], event
        if event["act"] not in ("TextTabled", "RatesTabled"):
            msgspec.convert(_as_act(event), AnyAct)
    times = [event["time"] for event in _events()]
    assert times == sorted(set(times))


def test_the_story_hangs_together() -> None:
    """What is answered was asked, of the right side; what is discharged was undertaken; and so on, in time."""
    asked: dict[str, str] = {}
    promised: dict[str, tuple[str, str]] = {}
    handed: dict[str, str] = {}
    referred: set[str] = set()
    counts: Counter[tuple[str, str]] = Counter()
    letters = {"ClarificationAsked": "q", "UndertakingGiven": "u", "DisclosureMade": "d", "SubjectReferred": "r"}
    for event in _events():
        act, party, name = event["act"], event["party"], event.get("name", "")
        if letter := letters.get(act):
            counts[party, letter] += 1
            assert name == f"{party.lower()}-{letter}{counts[party, letter]}"
        if act == "ClarificationAsked":
            asked[name] = event["to"]
            assert event["to"] != party
        elif act == "ClarificationAnswered":
            assert asked.pop(name) == party
        elif act == "UndertakingGiven":
            promised[name] = (party, event["deadline"])
            assert event["deadline"] > event["time"]
        elif act == "UndertakingDischarged":
            owner, deadline = promised.pop(name)
            assert owner == party
            assert event["time"] <= deadline
        elif act == "UndertakingDeferred":
            assert promised[name][0] == party
            assert event["time"] < event["deadline"]
        elif act == "DisclosureMade":
            handed[name] = event["to"][0]
        elif act == "DisclosureReceived":
            assert handed.pop(name) == party
        elif act == "SubjectReferred":
            referred.add(name)
        elif act == "InstructionReturned":
            assert event["referral"] in referred
    assert asked, "some questions stay unanswered"
    assert promised, "some undertakings are still running"
    assert sum(counts[party, "q"] for party in PARTIES) >= 6


def test_what_is_quoted_stood_in_a_draft_when_it_was_quoted() -> None:
    round_of = dict.fromkeys(chapters(1), 0)
    where = {line.id: chapter for chapter in chapters(1) for line in lines(SAMPLE / f"texts/round-1/{chapter}.en.md")}
    held: dict[tuple[str, str], int] = {}
    quotes = 0
    for event in _events():
        if event["act"] == "TextTabled":
            held |= {(event["party"], chapter): event["round"] for chapter in event.get("chapters", round_of)}
        elif event.get("quote"):
            id_ = event["subject"].removeprefix("provision:")
            drafts = [
                line.draft(party)
                for (party, chapter), round_ in held.items()
                if chapter == where[id_]
                for line in text(round_, event["language"])
                if line.id == id_
            ]
            assert any(event["quote"] in draft for draft in drafts), event
            quotes += 1
    assert quotes >= 6
    assert set(held.values()) == {1, 2}
    assert {chapter for (_, chapter), round_ in held.items() if round_ == 2} == set(chapters(2))


def test_each_agenda_is_set_ahead_and_all_of_it_is_discussed() -> None:
    for event in _events("PositionTabled"):
        if event["content"]["type"] == "agenda":
            items = {item["name"] for item in event["content"]["items"]}
            done = [each for each in _events("AgendaItemDiscussed") if each["agenda"] == event["subject"]]
            opened = next(e for e in _events("RoundOpened") if e["round"] == event["content"]["of"])
            closed = next(e for e in _events("RoundClosed") if e["round"] == event["content"]["of"])
            assert {each["item"] for each in done} == items
            assert event["time"] < opened["time"]
            assert all(opened["time"] < each["time"] < closed["time"] for each in done)


def test_acceptances_ad_referendum_are_of_words_that_both_sides_then_hold() -> None:
    words = {line.id: line for line in text(2, "en")}
    accepted = [event for event in _events("ContentAccepted") if event.get("ad_referendum")]
    assert len(accepted) >= 2
    left_out = [id_ for event in _events("TextTabled") for id_ in event.get("except", ())]
    assert sorted(left_out) == sorted(event["subject"].removeprefix("provision:") for event in accepted)
    assert all(not words[id_].disputed_words() for id_ in left_out)


def test_what_waits_and_what_is_parked_is_not_agreed_words() -> None:
    words = {line.id: line for line in text(2, "en")}
    for event in [*_events("PositionReserved"), *_events("SubjectParked")]:
        subject = event.get("pending", event["subject"] if event["act"] == "SubjectParked" else "")
        assert not subject or words[subject.removeprefix("provision:")].disputed_words(), event


def test_no_word_of_a_vault_stands_anywhere_else() -> None:
    for party in PARTIES:
        own = SAMPLE / f"vault-{party.lower()}.toml"
        vault = tomllib.loads(own.read_text(encoding="utf-8"))
        assert vault["party"] == party
        assert all(vault["marker"] in item["text"].lower() for item in vault["item"])
        assert {"mandate", "red_line", "landing_zone"} <= {item["kind"] for item in vault["item"]}
        for path in SAMPLE.rglob("*.*"):
            if path != own and path.suffix in (".md", ".toml"):
                assert vault["marker"] not in path.read_text(encoding="utf-8").lower(), path
