"""What is due, and what is to come: undertakings with their deadlines, and the calendar of rounds and meetings.

Moments stay in UTC and zones beside them; writing them out is for who speaks to a reader. ``now`` is always given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from paraph.record.charter import Charter
from paraph.record.contents import Meeting, MeetingFormat, Round
from paraph.record.state import Standing, State, Undertaking

SOON = timedelta(days=3)
"""A deadline nearer than this is shown as due soon, unless asked otherwise."""


def instant(moment: str) -> datetime:
    """A moment of the record as an aware datetime.

    >>> instant("2025-05-19T13:00:00Z")
    datetime.datetime(2025, 5, 19, 13, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


class Due(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"
    RUNNING = "running"
    DISCHARGED = "discharged"


@dataclass(frozen=True, slots=True)
class Deadline:
    """An undertaking as it stands at a moment. ``left``: time to the deadline, below zero when it has passed; for a
    discharged one, how long before the deadline it was discharged."""

    name: str
    undertaking: Undertaking
    due: Due
    left: timedelta

    @property
    def moment(self) -> datetime:
        return instant(self.undertaking.deadline)


def deadlines(state: State, now: datetime, soon: timedelta = SOON) -> list[Deadline]:
    """All undertakings, those still running first, each group by deadline."""
    found = [_deadline(name, each, now, soon) for name, each in state.undertakings.items()]
    return sorted(found, key=lambda each: (each.due is Due.DISCHARGED, each.moment, each.name))


def running(state: State, now: datetime, soon: timedelta = SOON) -> list[Deadline]:
    """Those that are not discharged yet: overdue, due soon, and later."""
    return [each for each in deadlines(state, now, soon) if each.due is not Due.DISCHARGED]


def _deadline(name: str, undertaking: Undertaking, now: datetime, soon: timedelta) -> Deadline:
    end = instant(undertaking.deadline)
    if undertaking.discharged:
        return Deadline(name, undertaking, Due.DISCHARGED, end - instant(undertaking.discharged.mark.time))
    left = end - now
    due = Due.OVERDUE if left < timedelta() else Due.SOON if left <= soon else Due.RUNNING
    return Deadline(name, undertaking, due, left)


class Phase(StrEnum):
    """Where a round or meeting stands. ``LAPSED``: its time has passed and nobody has recorded that it was held."""

    PROPOSED = "proposed"
    SET = "set"
    UNDER_WAY = "under_way"
    HELD = "held"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Engagement:
    """A round or meeting in the calendar: what the parties agreed on, else the latest proposal.

    ``starts`` and ``ends`` are moments; a round's are the beginning of its first and the end of its last day in
    ``zone``. ``by``: the parties whose position this is.
    """

    subject: str
    content: Round | Meeting
    phase: Phase
    starts: datetime
    ends: datetime
    by: tuple[str, ...]

    @property
    def zone(self) -> str:
        return self.content.zone

    @property
    def format(self) -> MeetingFormat:
        return self.content.format


def calendar(state: State, now: datetime) -> list[Engagement]:
    """All rounds and meetings, by their beginning."""
    return sorted(_engagements(state, now), key=lambda each: (each.starts, each.subject))


def to_come(state: State, now: datetime) -> list[Engagement]:
    """Rounds and meetings that are set or proposed and not over yet."""
    return [each for each in calendar(state, now) if each.phase in (Phase.SET, Phase.PROPOSED)]


def _engagements(state: State, now: datetime) -> Iterator[Engagement]:
    for subject in [*state.named("round"), *state.named("meeting")]:
        found = state.subjects[subject]
        if not found.positions:
            continue
        latest = max(found.positions.values(), key=lambda position: (position.mark.time, position.content))
        content = state.contents[latest.content]
        assert isinstance(content, Round | Meeting)  # noqa: S101 - the fold lets in no other kind
        starts, ends = bounds(content)
        agreed = state.standing(subject) in (Standing.AGREED, Standing.AD_REFERENDUM)
        by = tuple(party for party, position in found.positions.items() if position.content == latest.content)
        yield Engagement(subject, content, _phase(state, subject, agreed, ends < now), starts, ends, by)


def _phase(state: State, subject: str, agreed: bool, passed: bool) -> Phase:
    sitting = state.sittings.get(subject)
    if sitting and sitting.closed:
        return Phase.HELD
    if sitting and sitting.opened:
        return Phase.UNDER_WAY
    if passed:
        return Phase.LAPSED
    return Phase.SET if agreed else Phase.PROPOSED


def bounds(content: Round | Meeting) -> tuple[datetime, datetime]:
    """When it begins and ends.

    >>> starts, ends = bounds(Round(number=2, starts="2025-05-19", ends="2025-05-22", zone="America/New_York"))
    >>> f"{starts:%d %H:%M} {ends:%d %H:%M}"
    '19 04:00 23 04:00'
    """
    if isinstance(content, Meeting):
        return instant(content.starts), instant(content.ends)
    last = date.fromisoformat(content.ends)
    after = last + timedelta(days=1) if last < date.max else last
    return _midnight(date.fromisoformat(content.starts), content.zone), _midnight(after, content.zone)


def _midnight(day: date, zone: str) -> datetime:
    local = datetime.combine(day, time(), UTC)
    offset = zone_of(zone).utcoffset(local.replace(tzinfo=None)) or timedelta()
    return local - offset


def zone_of(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC for one that is unknown here, since a record is read wherever it comes from."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def on_clock(moment: datetime, zone: str) -> datetime:
    """A moment as the clock of a zone shows it; in UTC where that lies beyond the first or last day of the calendar.

    >>> on_clock(instant("9999-12-31T23:00:00Z"), "Asia/Ho_Chi_Minh").isoformat()
    '9999-12-31T23:00:00+00:00'
    """
    try:
        return moment.astimezone(zone_of(zone))
    except OverflowError:
        return moment.astimezone(UTC)


def local_times(charter: Charter, moment: datetime) -> dict[str, datetime]:
    """A moment on the clock of each party, in the order of the charter.

    >>> from paraph.record.charter import Participant
    >>> charter = Charter(name="demo", title={}, languages=["en"], participants=[
    ...     Participant(code="US", name={}, key="00" * 32, zone="America/New_York"),
    ...     Participant(code="VN", name={}, key="11" * 32, zone="Asia/Ho_Chi_Minh")])
    >>> for party, local in local_times(charter, instant("2025-05-30T21:00:00Z")).items():
    ...     print(party, f"{local:%d %b %H:%M}")
    US 30 May 17:00
    VN 31 May 04:00
    """
    return {each.code: on_clock(moment, each.zone) for each in charter.participants if each.role == "party"}
