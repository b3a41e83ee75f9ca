"""iCalendar (RFC 5545): events as calendar programs read them. Written only: no calendar is read into the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar
from icalendar import Event as Component

from paraph import __version__

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Event:
    """``uid`` stays the same for ever, ``revision`` grows with each change and ``revised`` is the time of the last.

    ``starts`` and ``ends`` are days (``ends`` the first day after it) or aware moments; ``ends`` None: it takes no
    time. ``link``: where to join online; ``page``: where to read more. ``alarms``: how long before it one is reminded.
    """

    uid: str
    summary: str
    starts: date | datetime
    ends: date | datetime | None
    revised: datetime
    revision: int
    status: Status = "CONFIRMED"
    description: str = ""
    location: str = ""
    link: str = ""
    page: str = ""
    alarms: tuple[timedelta, ...] = ()


def write(title: str, language: str, events: Iterable[Event]) -> bytes:
    """A calendar file. The same events give the same bytes.

    >>> from datetime import UTC
    >>> first = datetime(2025, 5, 8, 15, 0, tzinfo=UTC)
    >>> file = write("Talks", "en", [Event("round-2@x", "Round 2", date(2025, 5, 19), date(2025, 5, 23), first, 1)])
    >>> print("\\n".join(line for line in file.decode().split("\\r\\n") if line.startswith(("DT", "SEQ"))))
    DTSTART;VALUE=DATE:20250519
    DTEND;VALUE=DATE:20250523
    DTSTAMP:20250508T150000Z
    SEQUENCE:1
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Paraph//Paraph {__version__}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    for each in events:
        calendar.add_component(_component(each, language))
    written: bytes = calendar.to_ical()
    return written


def _component(event: Event, language: str) -> Component:
    made = Component()
    made.add("uid", event.uid)
    made.add("summary", event.summary, {"LANGUAGE": language})
    made.add("dtstart", event.starts)
    if event.ends is not None:
        made.add("dtend", event.ends)
    made.add("dtstamp", event.revised)
    made.add("sequence", event.revision)
    made.add("status", event.status)
    made.add("transp", "OPAQUE" if event.ends is not None and event.status == "CONFIRMED" else "TRANSPARENT")
    for name, words in (("description", event.description), ("location", event.location)):
        if words:
            made.add(name, words, {"LANGUAGE": language})
    if event.link:
        made.add("conference", event.link, {"VALUE": "URI"})
    if event.page:
        made.add("url", event.page)
    for before in event.alarms:
        made.add_component(_alarm(before, event.summary))
    return made


def _alarm(before: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -before)
    return alarm
