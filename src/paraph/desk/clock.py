"""Time enters here: the wall clock, or a sample's own clock that was set to a moment and runs on from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from paraph.errors import N_, InvalidContent
from paraph.record.deadlines import instant
from paraph.store.place import Settings

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    return datetime.now(UTC)


def clock_of(settings: Settings) -> Clock:
    """The clock of a negotiation: the wall clock, or a sample's own."""
    if not settings.shown:
        return wall_clock
    shown, set_at = instant(settings.shown), instant(settings.set_at)
    return lambda: shown + (wall_clock() - set_at)


def stamp(moment: datetime) -> str:
    """A moment as the record writes it: UTC, to the second.

    >>> stamp(datetime(2025, 5, 19, 9, 0, tzinfo=ZoneInfo("America/New_York")))
    '2025-05-19T13:00:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(day_and_time: str, zone: str) -> datetime:
    """Read what a person types, "2025-06-02 17:00" or "2025-06-02" (the end of that day), in their time zone.

    Raises InvalidContent when it is no such moment.

    >>> stamp(local("2025-06-02 17:00", "Asia/Ho_Chi_Minh"))
    '2025-06-02T10:00:00Z'
    >>> stamp(local("2025-06-02", "Asia/Ho_Chi_Minh"))
    '2025-06-02T16:59:00Z'
    """
    text = day_and_time.strip()
    try:
        if text.endswith("Z") or "+" in text[10:]:
            return datetime.fromisoformat(text)
        if len(text) == 10:
            text += " 23:59"
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise InvalidContent(field=day_and_time, detail=N_("write a moment as 2025-06-02 17:00")) from None
