"""The sample negotiation: one truth in two languages and two rounds, from which either side's draft reads well."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from paraph.record.acts import AnyAct

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "paraph" / "samples" / "vietnam_us"
PARTIES = ("US", "VN")
LANGUAGES = ("en", "vi")
_LINE = re.compile(r"(?:(#{1,2}) )?(.+) \{#([a-z0-9.-]+)\}")
_NUMBER = re.compile(
    r"(?:(?:Chapter|Chương) \d+\. |(?:Article|Điều) \d+\.\d+(?: bis)?\. |\d+(?: bis)?\. |\([a-z]\) )(?=\S)"
)
_GROUP = re.compile(r"(?:\[[A-Z]{2}: [^\[\]]+\])+")
_ALTERNATIVE = re.compile(r"\[([A-Z]{2}): ([^\[\]]+)\]")


class Line(NamedTuple):
    """One provision as the file has it."""

    id: str
    depth: int
    number: str
    text: str

    def owners(self) -> list[tuple[str, ...]]:
        """The owners of each bracket, in order."""
        return [tuple(code for code, _ in _ALTERNATIVE.findall(group)) for group in _GROUP.findall(self.text)]

    def draft(self, party: str) -> str:
        return _ALTERNATIVE.sub(lambda found: found[2] if found[1] == party else "", self.text)

    def disputed_words(self) -> int:
        return sum(len(words.split()) for _, words in _ALTERNATIVE.findall(self.text))


def _lines(path: Path) -> Iterator[Line]:
    for row in path.read_text(encoding="utf-8").split("\n"):
        if not row:
            continue
        found = _LINE.fullmatch(row)
        assert found, f"{path.name}: no id at the end of {row!r}"
        number = _NUMBER.match(found[2])
        start = number.end() if number else 0
        depth = len(found[1] or "###") + (found[2].startswith("("))
        yield Line(found[3], depth, found[2][:start].strip(), found[2][start:])


def _chapters(round_: int) -> list[str]:
    return sorted(path.name.removesuffix(".en.md") for path in (SAMPLE / f"texts/round-{round_}").glob("*.en.md"))


@cache
def _text(round_: int, language: str) -> tuple[Line, ...]:
    """The whole text at the close of a round: a chapter that did not change stands as in the round before."""
    lines: list[Line] = []
    for chapter in _chapters(1):
        path = SAMPLE / f"texts/round-{round_}/{chapter}.{language}.md"
        lines += _lines(path if path.exists() else SAMPLE / f"texts/round-1/{chapter}.{language}.md")
    return tuple(lines)


TEXTS = pytest.mark.parametrize(("round_", "language"), [(1, "en"), (1, "vi"), (2, "en"), (2, "vi")])


@TEXTS
def test_each_file_is_nfc_and_without_strange_characters(round_: int, language: str) -> None:
    for path in (SAMPLE / f"texts/round-{round_}").glob(f"*.{language}.md"):
        source = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", source), path.name
        assert not [c for c in source if unicodedata.category(c) in ("Cf", "Cc", "Zs") and c not in " \n"], path.name
        assert source.endswith("}\n"), path.name
        assert "\n\n\n" not in source, path.name


def test_both_languages_have_every_chapter_file() -> None:
    for round_ in (1, 2):
        files = {path.name for path in (SAMPLE / f"texts/round-{round_}").iterdir()}
        assert files == {f"{chapter}.{language}.md" for chapter in _chapters(round_) for language in LANGUAGES}
    assert set(_chapters(2)) < set(_chapters(1))


def test_ids_are_unique_and_stable() -> None:
    first = [line.id for line in _text(1, "en")]
    second = [line.id for line in _text(2, "en")]
    assert len(set(second)) == len(second)
    assert first == [line.id for line in _text(1, "vi")]
    assert second == [line.id for line in _text(2, "vi")]
    assert first == [id_ for id_ in second if id_ in set(first)], "round 2 may add provisions, never lose or move one"


@pytest.mark.parametrize("round_", [1, 2])
def test_the_two_languages_have_the_same_brackets(round_: int) -> None:
    for english, vietnamese in zip(_text(round_, "en"), _text(round_, "vi"), strict=True):
        assert Counter(english.owners()) == Counter(vietnamese.owners()), (english.id, english.text, vietnamese.text)
        assert english.depth == vietnamese.depth, english.id
        assert english.number.split()[-1:] == vietnamese.number.split()[-1:], english.id


@TEXTS
def test_either_side_reads_a_clean_draft(round_: int, language: str) -> None:
    for line in _text(round_, language):
        owners = {code for group in line.owners() for code in group}
        assert all(list(group) == sorted(group) and set(group) <= set(PARTIES) for group in line.owners()), line.id
        for party in PARTIES:
            draft = line.draft(party)
            assert draft or owners, line.id
            fault = re.search(r"[\[\]{}]|  | [,.;:)]|\( |,,|\.\.|;;|,[.;]|[,;:][^\W\d_]|[.][^\W\d_]", draft)
            assert not fault, (line.id, party, draft)
            assert draft == draft.strip(), (line.id, party, draft)


@TEXTS
def test_no_bracket_fuses_two_words(round_: int, language: str) -> None:
    for line in _text(round_, language):
        for group in _GROUP.finditer(line.text):
            before, after = line.text[: group.start()][-1:], line.text[group.end() :][:1]
            for code, words in _ALTERNATIVE.findall(group[0]):
                assert not (before.isalnum() and words[0].isalnum()), (line.id, code, words)
                assert not (after.isalnum() and words[-1].isalnum()), (line.id, code, words)


@TEXTS
def test_a_draft_has_no_empty_container_and_every_sentence_ends(round_: int, language: str) -> None:
    for party in PARTIES:
        kept = [(line, line.draft(party)) for line in _text(round_, language) if line.draft(party)]
        for (line, draft), (after, _) in zip(kept, [*kept[1:], (Line("", 0, "", ""), "")], strict=True):
            if line.depth <= 2 or draft.endswith(":"):
                opened = line.id in ("pre-9",)
                assert opened or after.depth > line.depth, f"{party}: {line.id} stands empty"
            else:
                assert re.search(r"(?:[.;,]|; and|; or|; và|; hoặc)$", draft), (line.id, party, draft)


@TEXTS
def test_points_of_a_list_are_closed_by_a_full_stop(round_: int, language: str) -> None:
    for party in PARTIES:
        kept = [line for line in _text(round_, language) if line.draft(party)]
        for line, after in zip(kept, [*kept[1:], Line("", 0, "", "")], strict=True):
            if line.depth == 4 and after.depth < 4:
                assert line.draft(party).endswith("."), (line.id, party)
            elif line.depth == 4:
                assert not line.draft(party).endswith("."), (line.id, party)


@pytest.mark.parametrize("round_", [1, 2])
def test_a_prohibition_is_one_in_both_languages(round_: int) -> None:
    for english, vietnamese in zip(_text(round_, "en"), _text(round_, "vi"), strict=True):
        for party in PARTIES:
            here = bool(re.search(r"\b(?:shall|may) not\b|[Nn]either Party shall|shall neither", english.draft(party)))
            there = bool(
                re.search(r"[Kk]hông (?:Bên nào )?(?:phải |được|bị|áp dụng|cấu thành|có )", vietnamese.draft(party))
            )
            assert there or not here, (english.id, party, vietnamese.draft(party))


def test_size() -> None:
    ids = [line.id for line in _text(1, "en")]
    assert sum(bool(re.fullmatch(r"c\d+", id_)) for id_ in ids) >= 9
    assert sum(bool(re.fullmatch(r"a\d+\.\d+", id_)) for id_ in ids) >= 32


@pytest.mark.parametrize("language", LANGUAGES)
def test_round_two_is_narrower(language: str) -> None:
    before, after = (sum(line.disputed_words() for line in _text(round_, language)) for round_ in (1, 2))
    assert 0.3 * before < after < 0.8 * before


def test_some_provisions_are_agreed_some_narrowed_some_open_and_one_is_new() -> None:
    before = {line.id: line.disputed_words() for line in _text(1, "en")}
    after = {line.id: line.disputed_words() for line in _text(2, "en")}
    assert sum(words and not after[id_] for id_, words in before.items()) >= 15
    assert sum(0 < after[id_] < words for id_, words in before.items()) >= 15
    assert sum(bool(words) and after[id_] == words for id_, words in before.items()) >= 15
    assert set(after) - set(before)


# The story


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
    known = {line.id for line in _text(2, "en")}
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
    for text in texts:
        assert set(text) == set(LANGUAGES), text
        assert all(words and unicodedata.is_normalized("NFC", words) for words in text.values()), text


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
        assert event["accepts"] in PARTIES
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
    members = {member["key"]: member["party"] for member in _story()["member"]}
    for event in _events():
        assert members[event["person"]] == event["party"], event
        if event["act"] != "TextTabled":
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
    round_of = dict.fromkeys(_chapters(1), 0)
    where = {line.id: chapter for chapter in _chapters(1) for line in _lines(SAMPLE / f"texts/round-1/{chapter}.en.md")}
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
                for line in _text(round_, event["language"])
                if line.id == id_
            ]
            assert any(event["quote"] in draft for draft in drafts), event
            quotes += 1
    assert quotes >= 6
    assert set(held.values()) == {1, 2}
    assert {chapter for (_, chapter), round_ in held.items() if round_ == 2} == set(_chapters(2))


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
    text = {line.id: line for line in _text(2, "en")}
    accepted = [event for event in _events("ContentAccepted") if event.get("ad_referendum")]
    assert len(accepted) >= 2
    left_out = [id_ for event in _events("TextTabled") for id_ in event.get("except", ())]
    assert sorted(left_out) == sorted(event["subject"].removeprefix("provision:") for event in accepted)
    assert all(not text[id_].disputed_words() for id_ in left_out)


def test_what_waits_and_what_is_parked_is_not_agreed_words() -> None:
    text = {line.id: line for line in _text(2, "en")}
    for event in [*_events("PositionReserved"), *_events("SubjectParked")]:
        subject = event.get("pending", event["subject"] if event["act"] == "SubjectParked" else "")
        assert not subject or text[subject.removeprefix("provision:")].disputed_words(), event


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
