"""What is due when, on whose clock; what is to come and what was held."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from paraph.record import acts
from paraph.record.contents import Meeting, Round
from paraph.record.deadlines import Due, Phase, bounds, calendar, deadlines, local_times, running, to_come
from world import World

DEADLINE = "2025-05-30T21:00:00Z"


def promised() -> World:
    return World().does(
        "VN", acts.UndertakingGiven(name="vn-u1", kind="wording", what={"en": "New wording"}, deadline=DEADLINE)
    )


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2025-05-20T12:00:00", Due.RUNNING),
        ("2025-05-27T20:59:59", Due.RUNNING),
        ("2025-05-27T21:00:00", Due.SOON),
        ("2025-05-30T21:00:00", Due.SOON),
        ("2025-05-30T21:00:01", Due.OVERDUE),
    ],
)
def test_an_undertaking_runs_is_due_soon_is_overdue(now: str, due: Due) -> None:
    assert [each.due for each in deadlines(promised().state, moment(now))] == [due]


def test_deferred_it_has_more_time_and_discharged_it_no_longer_runs() -> None:
    world = promised()
    later = moment("2025-06-02T00:00:00")
    world.does("VN", acts.UndertakingDeferred(name="vn-u1", deadline="2025-06-03T21:00:00Z", reason={"en": "Holiday"}))
    assert [each.due for each in running(world.state, later)] == [Due.SOON]
    world.at("2025-06-03 20:00").does("VN", acts.UndertakingDischarged(name="vn-u1"))
    assert running(world.state, later) == []
    assert deadlines(world.state, later)[0].left == timedelta(hours=1)


def test_one_moment_is_another_day_on_the_other_side() -> None:
    world = promised()
    times = local_times(world.charter, deadlines(world.state, world.now)[0].moment)
    assert {party: f"{at:%Y-%m-%d %H:%M}" for party, at in times.items()} == {
        "US": "2025-05-30 17:00",
        "VN": "2025-05-31 04:00",
    }


def test_the_calendar_from_proposal_to_what_was_held() -> None:
    world = World().at("2025-05-01 00:00")
    planned = Round(number=1, starts="2025-05-19", ends="2025-05-22", zone="America/New_York")
    now = moment("2025-05-02T00:00:00")

    def phase(at: datetime = now) -> Phase:
        return calendar(world.state, at)[0].phase

    world.takes("US", "round:1", planned)
    assert phase() is Phase.PROPOSED
    world.accepts("VN", "round:1")
    assert phase() is Phase.SET
    assert phase(moment("2025-05-23T04:00:00")) is Phase.SET
    assert phase(moment("2025-05-23T04:00:01")) is Phase.LAPSED
    world.opens(1)
    assert phase() is Phase.UNDER_WAY
    world.closes(1)
    assert phase() is Phase.HELD
    assert to_come(world.state, now) == []


def test_what_is_proposed_is_the_latest_proposal_and_whose_it_is() -> None:
    meeting = Meeting(title={}, starts="2025-06-02T13:00:00Z", ends="2025-06-02T14:00:00Z", zone="America/New_York")
    world = World().takes("US", "meeting:m", meeting)
    world.takes("VN", "meeting:m", Meeting(title={}, starts=meeting.starts, ends=meeting.ends, zone="Asia/Ho_Chi_Minh"))
    (found,) = calendar(world.state, world.now)
    assert (found.by, found.zone) == (("VN",), "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("zone", ["Nowhere/City", "America", "Etc/UTC"])
def test_a_record_with_a_strange_zone_or_the_last_day_can_be_read(zone: str) -> None:
    starts, ends = bounds(Round(number=1, starts="1000-01-01", ends="9999-12-31", zone=zone))
    assert starts < ends
