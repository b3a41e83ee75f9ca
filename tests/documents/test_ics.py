"""Calendar files read back with a reader of the format: days, moments, status, revisions, reminders, long lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from paraph.documents import ics
from paraph.documents.diary import REMINDERS, Diary, Revision
from paraph.i18n import Speech
from paraph.record import acts
from paraph.record.contents import Meeting, Round, content_hash
from paraph.record.deadlines import calendar, deadlines
from world import World

NOW = datetime(2025, 5, 23, 8, 0, tzinfo=UTC)
ROUND = Round(number=3, starts="2025-06-04", ends="2025-06-06", zone="America/New_York", place={"en": "Washington"})
MEETING = Meeting(
    title={"en": "Rules; origin, and " + "verification " * 12, "vi": "Quy tắc xuất xứ"},
    starts="2025-11-02T05:30:00Z",
    ends="2025-11-02T06:30:00Z",
    zone="America/New_York",
    link="https://meet.example.org/origin",
)
"""It begins at 1:30 and ends at 1:30 on a clock that is put back meanwhile."""


def file_of(world: World, language: str = "en", now: datetime = NOW) -> bytes:
    state = world.state
    revisions: dict[str, Revision] = {}
    for _, entry in world.entries:
        subject = getattr(entry.act, "subject", "")
        revisions[subject] = Revision(revisions.get(subject, Revision(0, "")).count + 1, entry.time)

    def name(subject: str) -> str:
        kind, _, short = subject.partition(":")
        return f"Round {short}" if kind == "round" else Speech(language).of(MEETING.title)

    diary = Diary(world.charter, state, revisions, Speech(language), name, lambda each: f"https://paraph.test/{each}")
    events = [*diary.engagements(calendar(state, now)), *(diary.deadline(each) for each in deadlines(state, now))]
    return ics.write("Talks", language, events)


def events(file: bytes) -> dict[str, Any]:
    """By the part of the uid before the @."""
    return {str(each["UID"]).partition("@")[0]: each for each in Calendar.from_ical(file).walk("VEVENT")}


@pytest.fixture
def world() -> World:
    return World("US", "VN")


def tables(world: World, party: str, subject: str, content: Round | Meeting) -> None:
    world.does(party, acts.PositionTabled(subject=subject, content=content))


def accepts(world: World, party: str, subject: str, content: Round | Meeting) -> None:
    world.does(party, acts.ContentAccepted(subject=subject, content=content_hash(subject, content)))


def test_a_round_is_whole_days_and_becomes_firm_when_agreed(world: World) -> None:
    tables(world, "US", "round:3", ROUND)
    proposed = events(file_of(world))["round-3"]
    assert (proposed["DTSTART"].dt, proposed["DTEND"].dt) == (date(2025, 6, 4), date(2025, 6, 7)), (
        "the end is exclusive"
    )
    assert (proposed["STATUS"], proposed["SEQUENCE"]) == ("TENTATIVE", 0)
    assert "United States" in proposed["DESCRIPTION"]
    accepts(world, "VN", "round:3", ROUND)
    agreed = events(file_of(world))["round-3"]
    assert agreed["UID"] == proposed["UID"]
    assert (agreed["STATUS"], agreed["SEQUENCE"], agreed["LOCATION"]) == ("CONFIRMED", 1, "Washington")
    assert agreed["DTSTAMP"].dt > proposed["DTSTAMP"].dt


def test_what_was_never_agreed_or_is_wanted_no_more_is_cancelled(world: World) -> None:
    tables(world, "US", "round:3", ROUND)
    assert events(file_of(world, now=NOW + timedelta(days=90)))["round-3"]["STATUS"] == "CANCELLED", "it has lapsed"
    accepts(world, "VN", "round:3", ROUND)
    for party in ("US", "VN"):
        world.does(party, acts.PositionWithdrawn(subject="round:3"))
    gone = events(file_of(world))["round-3"]
    assert (gone["STATUS"], gone["SEQUENCE"], gone["DTSTART"].dt) == ("CANCELLED", 3, date(2025, 6, 4))


def test_moments_are_in_utc_across_the_change_of_clocks(world: World) -> None:
    tables(world, "US", "meeting:origin", MEETING)
    found = events(file_of(world))["meeting-origin"]
    assert found["DTSTART"].to_ical() == b"20251102T053000Z"
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=1)
    local = [found[each].dt.astimezone(ZoneInfo("America/New_York")) for each in ("DTSTART", "DTEND")]
    assert [f"{each:%H:%M %Z}" for each in local] == ["01:30 EDT", "01:30 EST"]
    assert (str(found["CONFERENCE"]), str(found["LOCATION"])) == (MEETING.link, MEETING.link)


def test_lines_are_folded_escaped_and_end_as_they_must(world: World) -> None:
    tables(world, "US", "meeting:origin", MEETING)
    file = file_of(world)
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert b"Rules\\; origin\\, and" in file
    assert str(events(file)["meeting-origin"]["SUMMARY"]) == MEETING.title["en"] + " (proposed)"
    vietnamese = file_of(world, "vi")
    assert max(map(len, vietnamese.split(b"\r\n"))) <= 75
    assert str(events(vietnamese)["meeting-origin"]["SUMMARY"]).startswith("Quy tắc xuất xứ")
    assert events(vietnamese)["meeting-origin"]["UID"] == events(file)["meeting-origin"]["UID"]


def test_deadlines_remind_until_they_are_met(world: World) -> None:
    given = acts.UndertakingGiven(
        name="us-u1", kind="wording", what={"en": "Propose wording."}, deadline="2025-05-29T21:00:00Z"
    )
    world.does("US", given)
    running = events(file_of(world))["undertaking-us-u1"]
    assert running["DTSTART"].dt == datetime(2025, 5, 29, 21, 0, tzinfo=UTC)
    assert [each["TRIGGER"].dt for each in running.walk("VALARM")] == [-each for each in REMINDERS]
    world.does("US", acts.UndertakingDeferred(name="us-u1", deadline="2025-06-02T21:00:00Z", reason={"en": "More."}))
    deferred = events(file_of(world))["undertaking-us-u1"]
    assert (deferred["SEQUENCE"], deferred["UID"]) == (1, running["UID"])
    assert deferred["DTSTART"].dt == datetime(2025, 6, 2, 21, 0, tzinfo=UTC)
    world.does("US", acts.UndertakingDischarged(name="us-u1"))
    done = events(file_of(world))["undertaking-us-u1"]
    assert (done["SEQUENCE"], done.walk("VALARM"), str(done["SUMMARY"])) == (2, [], "Done: Propose wording.")


def test_the_same_record_gives_the_same_bytes(world: World) -> None:
    tables(world, "US", "round:3", ROUND)
    assert file_of(world) == file_of(world, now=NOW + timedelta(hours=1))
