"""The calendar: a month as a table, and what is in it as a list; each moment on the reader's clock and the others'."""

from __future__ import annotations

from calendar import MONDAY, Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import Any

from babel.dates import format_skeleton, get_day_names
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from paraph.errors import N_
from paraph.i18n import begun
from paraph.record.contents import Meeting, Round
from paraph.record.deadlines import Deadline, Engagement, on_clock
from paraph.web.handing import offered
from paraph.web.sittings.feeds import link_of, may_have
from paraph.web.templatetags.paraph import where
from paraph.web.visit import Visit, visit
from paraph.web.words import DUE, PHASE


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the calendar, from its ``first`` to its ``last`` day on the reader's clock.

    ``kind``: round, meeting or undertaking. ``starts``: its moment, None where it takes whole days. ``stands``: a
    message key. ``file``: the subject by which it can be taken along.
    """

    kind: str
    title: str
    page: str
    file: str
    first: date
    last: date
    starts: datetime | None
    stands: str
    look: str
    planned: Round | Meeting | None = None
    owner: str = ""

    @property
    def hour(self) -> str:
        return f"{self.starts:%H:%M}" if self.starts else ""


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    inside: bool
    today: bool
    entries: tuple[Entry, ...]


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    offer = offered(here, "calendar", N_("The calendar as a file"))
    feed = {"may_have": may_have(here), "feed": link_of(here), "offer": offer}
    return render(request, "paraph/sittings/calendar.html", {**shown(here, request.GET.get("month", "")), **feed})


def shown(here: Visit, asked: str) -> dict[str, Any]:
    """All that the page shows of the month that is asked for ("2025-06"), of the present one otherwise."""
    today = here.desk.now().date()
    first = _month(asked) or today.replace(day=1)
    entries = sorted(_entries(here), key=lambda each: (each.first, each.hour, each.title))
    weeks = [
        [_day(day, first, today, entries) for day in week]
        for week in Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    ]
    end = weeks[-1][-1].day
    month = [e for e in entries if e.last >= first and e.first <= end and _touches(e, first)]
    names = get_day_names("abbreviated", locale=here.speech.language)
    whole = get_day_names("wide", locale=here.speech.language)
    return {
        "first": first,
        "zone_name": here.speech.zone(here.desk.zone),
        "title": _title(first, here.speech.language),
        "weekdays": [(names[day], whole[day]) for day in range(7)],
        "weeks": weeks,
        "month": month,
        "before": f"{_before(first):%Y-%m}",
        "after": f"{_after(first):%Y-%m}",
        "now": f"{today:%Y-%m}",
        "coming": [each for each in entries if each.last >= today and each.look != "discharged"][:8],
    }


def _month(asked: str) -> date | None:
    try:
        found = datetime.strptime(asked, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None
    return found if MINYEAR < found.year < MAXYEAR else None


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _touches(entry: Entry, first: date) -> bool:
    return entry.first < _after(first) and entry.last >= first


def _title(first: date, language: str) -> str:
    return begun(format_skeleton("yMMMM", first, locale=language))


def _day(day: date, first: date, today: date, entries: list[Entry]) -> Day:
    inside = (day.year, day.month) == (first.year, first.month)
    return Day(day, inside, day == today, tuple(each for each in entries if each.first <= day <= each.last))


def _entries(here: Visit) -> Iterator[Entry]:
    yield from (_engagement(here, each) for each in here.desk.calendar())
    yield from (_deadline(here, each) for each in here.desk.deadlines())


def _engagement(here: Visit, found: Engagement) -> Entry:
    planned, zone = found.content, here.desk.zone
    if isinstance(planned, Round):
        first, last, starts = date.fromisoformat(planned.starts), date.fromisoformat(planned.ends), None
    else:
        starts = on_clock(found.starts, zone)
        first, last = starts.date(), on_clock(found.ends - timedelta(seconds=1), zone).date()
    kind = found.subject.partition(":")[0]
    return Entry(
        kind, here.name(found.subject), where(found.subject), found.subject, first, max(first, last), starts,
        PHASE[found.phase], found.phase, planned,
    )  # fmt: skip


def _deadline(here: Visit, found: Deadline) -> Entry:
    at = on_clock(found.moment, here.desk.zone)
    what = here.speech.of(found.undertaking.what)
    return Entry(
        "undertaking", what, reverse("undertakings"), f"undertaking:{found.name}", at.date(), at.date(), at,
        DUE[found.due], found.due, owner=found.undertaking.owner,
    )  # fmt: skip
