"""History on the page: every entry with its proof, filters that find what they say, faults shown for what they are."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from types import UnionType
from typing import TYPE_CHECKING, get_args

import apsw
import pytest
from nacl.signing import SigningKey

from paraph.record import acts, names
from paraph.record.entry import Entry, encode
from paraph.record.signing import open_, sign
from paraph.record.values import digest
from paraph.store.ledger import Row
from paraph.web.words import ACTS

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def test_every_act_has_its_words() -> None:
    assert isinstance(acts.AnyAct, UnionType)
    union = {each.__name__ for each in get_args(acts.AnyAct)}
    assert union == ACTS.keys()
    assert union == names.ACTS.keys()


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def ids(page: str) -> list[str]:
    return re.findall(r'class="when" href="/history/([0-9a-f]{64})/', page)


def test_the_pages_together_hold_every_entry_once_latest_first(at: Sit, site: Site) -> None:
    client, found, address = at(""), [], "/history/"
    while address:
        page = shown(client, address)
        found += ids(page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/history/{older[1]}" if older else ""
    assert found == [line.id for line in site.desk("").log()][::-1]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("party=VN", lambda line: line.entry.party == "VN"),
        ("person=US/us-chief", lambda line: (line.entry.party, line.entry.person) == ("US", "us-chief")),
        ("act=ClarificationAsked", lambda line: isinstance(line.entry.act, acts.ClarificationAsked)),
        ("subject=2.3.1&party=US", lambda line: line.entry.party == "US"),
        ("day=2025-05-22", lambda line: line.entry.time.startswith("2025-05-22")),
        ("effect=none", lambda line: line.ineffective),
    ],
)
def test_a_filter_gives_all_that_it_says_and_nothing_else(
    at: Sit, site: Site, query: str, holds: Callable[..., object]
) -> None:
    lines = site.desk("").log()
    page = shown(at(""), f"/history/?{query}")
    total = int(re.search(r'role="status">([\d,]+) ', page)[1].replace(",", ""))  # type: ignore[index]
    found = [line for line in lines if line.id in ids(page)]
    assert len(found) == min(total, 50)
    assert all(holds(line) for line in found)
    if "subject" not in query:
        assert total == sum(bool(holds(line)) for line in lines)


def test_the_history_of_a_subject_has_what_names_it_and_the_answers_to_questions_on_it(at: Sit, site: Site) -> None:
    desk = site.desk("")
    for subject in ("provision:a2.3-1", "agenda:2", "round:2"):
        named = {line.id for line in desk.log(subject)}
        found = set(ids(shown(at(""), f"/history/?subject={subject}")))
        assert named <= found or len(found) == 50
    answered = next(each for each in desk.state.clarifications.values() if each.answered)
    assert answered.answered
    assert answered.answered.entry in ids(shown(at(""), f"/history/?subject={answered.subject}"))


def test_a_round_holds_what_was_done_in_it(at: Sit, site: Site) -> None:
    state = site.desk("").state
    sitting = state.sittings["round:2"]
    assert sitting.opened
    assert sitting.closed
    page = shown(at(""), "/history/?round=2")
    expected = sitting.closed.order - sitting.opened.order + 1
    assert f'role="status">{expected} ' in page
    assert ids(page)[0] == sitting.closed.entry


def test_filters_that_fit_nothing_are_answered_in_words(at: Sit) -> None:
    for query in ("subject=nothing-of-the-kind", "day=someday", "round=77", "page=zz", "day=9999-12-31"):
        assert at("").get(f"/history/?{query}").status_code == 200, query
    assert 'role="alert"' in shown(at(""), "/history/?subject=nothing-of-the-kind")
    assert 'value="someday"' in shown(at(""), "/history/?day=someday")


def test_who_signed_is_named_as_presented_at_that_time(at: Sit, site: Site) -> None:
    page = shown(at("VN"), "/history/?person=VN/vn-chief&act=SubjectReferred")
    assert "chief negotiator" in page
    assert "Ministry of Industry and Trade" in page


def test_an_entry_shows_its_bytes_and_they_verify_on_their_own(at: Sit, site: Site) -> None:
    client, line = at(""), site.desk("").log()[-3]
    page = shown(client, f"/history/{line.id}/")
    assert "✓" not in page
    assert page.count('<li class="yes">') == 5
    assert 'class="verdict good"' in page
    for said in (
        line.id,
        line.entry.previous,
        *line.entry.seen.values(),
        site.charter.participant(line.entry.party).key,
    ):
        assert said in page
    answer = client.get(f"/history/{line.id}/entry.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    opened = open_(answer.content, site.charter)
    assert (opened.id, opened.entry) == (line.id, line.entry)
    assert client.get(f"/history/{line.id[:10]}/").headers["Location"] == f"/history/{line.id}/"
    for name in ("f" * 64, "12345678", "nothing", "0"):
        assert client.get(f"/history/{name}/").status_code == 404, name


def verified(client: Client) -> str:
    assert client.post("/history/verify/").status_code == 302
    for _ in range(100):
        page = shown(client, "/history/verify/")
        if "<progress" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("verifying has no end")


def test_the_whole_record_is_verified_on_demand(at: Sit, site: Site) -> None:
    assert "The record is sound" not in shown(at(""), "/history/verify/")
    page = verified(at(""))
    assert "The record is sound" in page
    assert f"{site.heard():,} entries" in page


@pytest.fixture
def broken(original: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "sample"
    copytree(original, folder)
    return folder


def tampered(folder: Path) -> str:
    """Change a byte of the words of one entry on disk, as somebody with the file could; its id."""
    (path,) = (each for each in folder.rglob("*.sqlite3") if each.parent.name != "vaults")
    database = apsw.Connection(str(path))
    for (trigger,) in list(database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
        database.execute(f'DROP TRIGGER "{trigger}"')
    name, envelope = next(iter(database.execute("SELECT id, envelope FROM entry WHERE position = 300")))
    at = envelope.index(b'"sig":"') + 20
    changed = envelope[:at] + (b"A" if envelope[at : at + 1] != b"A" else b"B") + envelope[at + 1 :]
    database.execute("UPDATE entry SET envelope = ? WHERE id = ?", (changed, name))
    database.close()
    return str(name if isinstance(name, str) else name.hex())


def test_a_changed_entry_is_shown_as_not_verified(broken: Path) -> None:
    from django.test import Client

    from paraph.web.config import configure

    name = tampered(broken)
    with_site = configure(broken)
    client = Client(SERVER_NAME="127.0.0.1")
    page = shown(client, f"/history/{name}/")
    assert 'class="verdict bad"' in page
    assert re.search(r'<li class="no"><b>Signature', page)
    assert "The record is NOT sound" in verified(client)
    with_site.close()


def test_a_fork_is_shown_on_the_history_with_both_its_entries(broken: Path) -> None:
    """A party signs a second entry with a number that it has used: both lie here, and the page says so."""
    from django.test import Client

    from paraph.web.config import configure

    site = configure(broken)
    last = [line for line in site.desk("").log() if line.entry.party == "VN"][-1]
    rival = Entry(**{f: getattr(last.entry, f) for f in last.entry.__struct_fields__ if f != "act"}, act=last.entry.act)
    rival = Entry(**{**{f: getattr(rival, f) for f in rival.__struct_fields__}, "person": "vn-deputy"})
    key: SigningKey = site.place.key("VN", None).signer
    signed = sign(rival, key)
    assert digest(encode(rival)) == signed.id != last.id
    site.place.ledger.append([Row.of(signed)])
    client = Client(SERVER_NAME="127.0.0.1")
    page = shown(client, "/history/")
    assert "has forked its chain" in page
    for name in (signed.id, last.id):
        assert f"/history/{name}/" in page
        assert "signed different entries" in shown(client, f"/history/{name}/")
    assert "set aside by a fork" in page
    assert "The record is NOT sound" in verified(client)
    site.close()
