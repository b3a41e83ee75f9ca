"""The calendar: the month on the reader's clock, and files that hold what a seat may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from paraph.record.contents import Meeting, Round
from web.sittings.test_rounds import said

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

Sit = Callable[..., "Client"]


def events(file: bytes) -> dict[str, Any]:
    return {str(each["UID"]).partition("@")[0]: each for each in Calendar.from_ical(file).walk("VEVENT")}


def cells(page: str) -> dict[str, str]:
    """What stands in each day of the month's table."""
    found = re.findall(r'<td class="[^"]*"[^>]*>(.*?)</td>', page, re.DOTALL)
    return {re.findall(r'datetime="([^"]+)"', each)[0]: said(each) for each in found}


def test_a_day_is_that_of_the_readers_clock(at: Sit) -> None:
    """The online meeting of 29 May, 9 o'clock in Ha Noi, is on the evening of 28 May in Washington."""
    address = "/calendar/?month=2025-05"
    here, there = cells(at("VN").get(address).content.decode()), cells(at("US").get(address).content.decode())
    assert "09:00" in here["2025-05-29"]
    assert "digital trade" in here["2025-05-29"]
    assert "22:00" in there["2025-05-28"]
    assert "Online meeting on digital trade" not in there["2025-05-29"]
    for day in ("2025-05-19", "2025-05-22"):
        assert "Round 2" in here[day]
        assert "Round 2" in there[day], "a round's days are those of its place, for everybody"
    assert next(iter(here)) == "2025-04-28", "weeks begin on Monday"


def test_today_is_that_of_the_desks_clock(at: Sit, site: Site) -> None:
    for seat in ("VN", "US", ""):
        page = at(seat).get("/calendar/").content.decode()
        today = re.search(r'aria-current="date"><p class="day-number"><time datetime="([^"]+)"', page)
        assert today is not None
        assert today[1] == f"{site.desk(seat).now():%Y-%m-%d}"


@pytest.mark.parametrize("asked", ["2025-13", "0001-01", "9999-12", "x", "2025-06-01"])
def test_a_month_that_is_none_is_the_present_one(at: Sit, asked: str) -> None:
    answer = at("").get("/calendar/", {"month": asked})
    assert answer.status_code == 200
    assert 'aria-current="date"' in answer.content.decode()


def test_every_engagement_comes_back_out_of_the_file(at: Sit, site: Site) -> None:
    for seat, language in (("VN", "vi"), ("US", "en"), ("", "en")):
        answer = at(seat, language).get("/calendar/paraph.ics")
        found = events(answer.content)
        desk = site.desk(seat)
        for each in desk.calendar():
            event = found.pop(each.subject.replace(":", "-"))
            single = at(seat, language).get(f"/calendar/event/{each.subject}.ics").content
            assert list(events(single).values()) == [event]
            if isinstance(each.content, Round):
                assert event["DTSTART"].dt.isoformat() == each.content.starts
                assert event["STATUS"] == "CONFIRMED"
            elif isinstance(each.content, Meeting):
                assert event["DTSTART"].dt == each.starts
                assert event["DTEND"].dt == each.ends
                assert str(event["SUMMARY"]) == each.content.title[language]
            assert int(event["SEQUENCE"]) == len(desk.log(each.subject)) - 1
        own = {name for name, each in desk.state.undertakings.items() if each.owner == seat}
        assert found.keys() == {f"undertaking-{name}" for name in own}, "of deadlines one's own alone"


def test_what_is_unknown_has_no_file(at: Sit) -> None:
    for subject in ("round:9", "undertaking:us-u99", "provision:a2.3-1", "x"):
        assert at("US").get(f"/calendar/event/{subject}.ics").status_code == 404, subject


# The secret address


def feed_of(client: Any) -> str:
    page = client.post("/calendar/feed/make/").content.decode()
    found = re.search(r"http://127\.0\.0\.1(/calendar/feed/([\w-]+)\.ics)", page)
    assert found is not None
    assert len(found[2]) >= 43, "256 bits"
    return found[1]


def stranger() -> Any:
    """Somebody without a session."""
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1")


def test_a_feed_shows_what_its_seat_may_see_and_no_more(at: Sit, site: Site) -> None:
    site.desk("VN").keep("note", "round:3", {"vi": "Sếu đợi ở Hà Nội."})
    feeds = {seat: feed_of(at(seat, language)) for seat, language in (("US", "en"), ("VN", "vi"))}
    for seat, address in feeds.items():
        answer = stranger().get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert not answer.cookies
        for marker in ("heron", "sếu"):
            assert marker not in answer.content.decode().casefold()
        found = events(answer.content)
        owners = {site.desk("").state.undertakings[each.removeprefix("undertaking-")].owner
                  for each in found if each.startswith("undertaking-")}  # fmt: skip
        assert owners == {seat}
        assert "round-3" in found
    assert "Vòng đàm phán thứ 3" in stranger().get(feeds["VN"]).content.decode()
    assert "Round 3" in stranger().get(feeds["US"]).content.decode()


def test_only_the_hash_of_an_address_is_kept(at: Sit, site: Site) -> None:
    token = feed_of(at("US")).rpartition("/")[2].removesuffix(".ics")
    for path in site.place.path.rglob("*"):
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path
    assert token not in at("US").get("/calendar/").content.decode(), "shown once"


def test_an_address_that_is_none_any_more_says_nothing(at: Sit, site: Site) -> None:
    client = at("VN")
    first = feed_of(client)
    second = feed_of(client)
    assert stranger().get(second).status_code == 200
    client.post("/calendar/feed/revoke/")
    answers = [stranger().get(each) for each in (first, second, "/calendar/feed/" + "x" * 43 + ".ics")]
    assert {each.status_code for each in answers} == {404}
    assert {each.content for each in answers} == {b""}
    assert len({str(sorted(each.headers.items())) for each in answers}) == 1
    assert stranger().get(feed_of(at("US"))).status_code == 200, "that of another seat stays"


def test_a_feed_is_not_asked_for_without_end(at: Sit) -> None:
    from django.core.cache import cache

    cache.clear()
    client = stranger()
    statuses = [client.get(f"/calendar/feed/guess-{n}.ics").status_code for n in range(62)]
    cache.clear()
    assert set(statuses[:60]) == {404}
    assert set(statuses[60:]) == {429}
