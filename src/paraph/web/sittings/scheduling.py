"""When and where: rounds and meetings proposed, and the other side's dates countered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paraph.desk import Desk, Receipt
from paraph.desk.clock import stamp
from paraph.errors import N_
from paraph.record import acts
from paraph.record.contents import Meeting, Round
from paraph.record.deadlines import instant, on_clock
from paraph.record.names import FORMAT, LEVEL
from paraph.record.values import Text
from paraph.web.choices import NamesField, WordField
from paraph.web.doing import Doing, perform
from paraph.web.forms import ActForm, LinkField, WordsField
from paraph.web.moments import DayField, HourField, ZoneField
from paraph.web.sittings.deeds import About, SittingDeed
from paraph.web.templatetags.paraph import where
from paraph.web.visit import visit

SHARED = N_("The other side reads the reason.")
ON_PLACE = N_("On the clock of the place.")
COMMON = ("zone", "place", "format", "link")
"""The fields that rounds and meetings have in common."""


class PlannedForm(ActForm):
    zone = ZoneField(label=N_("Time zone of the place"))
    place = WordsField(rows=1, label=N_("Place"), required=False)
    format = WordField(FORMAT, label=N_("How"))
    link = LinkField(label=N_("Link to join online"), help_text=N_("Both sides see it in full."), required=False)
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)

    def __init__(self, *args: Any, known: bool = False, **options: Any) -> None:
        """``known``: the round has its number, the meeting its name; only when and where are asked for."""
        super().__init__(*args, **options)
        if known:
            self.fields.pop("number", None)

    def common(self) -> dict[str, Any]:
        return {each: self.cleaned_data[each] for each in COMMON}


class RoundForm(PlannedForm):
    number = forms.IntegerField(label=N_("Number of the round"), min_value=1, max_value=999)
    starts = DayField(label=N_("First day"))
    ends = DayField(label=N_("Last day"))
    field_order = ("number", "starts", "ends", "zone", "place", "format", "link", "reason")

    def planned(self, number: int) -> Round:
        typed = self.cleaned_data
        return Round(number=number, starts=typed["starts"], ends=typed["ends"], **self.common())


class MeetingForm(PlannedForm):
    title = WordsField(rows=1, label=N_("Title"), whole=True)
    starts = HourField(label=N_("Begins"), help_text=ON_PLACE)
    ends = HourField(label=N_("Ends"), help_text=ON_PLACE)
    level = WordField(LEVEL, label=N_("Who meets"))
    about = NamesField(
        label=N_("What the meeting is about"),
        help_text=N_("Provisions by name, with ; between: Chapter 2; Article 2.3."),
        required=False,
    )
    field_order = ("title", "starts", "ends", "zone", "place", "format", "link", "level", "about", "reason")

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for each in ("starts", "ends"):
            if each in typed and "zone" in typed:
                try:
                    typed[each] = self.fields[each].on_clock(typed[each], typed["zone"])  # type: ignore[attr-defined]
                except ValidationError as error:
                    self.add_error(each, error)
        return typed

    def planned(self) -> Meeting:
        typed = self.cleaned_data
        return Meeting(
            title=typed["title"],
            starts=stamp(typed["starts"]),
            ends=stamp(typed["ends"]),
            level=typed["level"],
            about=typed["about"],
            **self.common(),
        )


NEW_ROUND = Doing(
    "schedule-round",
    (acts.PositionTabled,),
    N_("Propose a round"),
    N_("Propose"),
    N_("When and where the round is held. It is set once both sides hold the same."),
    RoundForm,
)
NEW_MEETING = Doing(
    "schedule-meeting",
    (acts.PositionTabled,),
    N_("Propose a meeting"),
    N_("Propose"),
    N_("A meeting between rounds, online or in person. It is set once both sides hold the same."),
    MeetingForm,
)


@require_http_methods(["GET", "POST"])
def new_round(request: HttpRequest) -> HttpResponseBase:
    here = visit(request)
    numbers = [int(each.partition(":")[2]) for each in here.desk.state.named("round") if each[6:].isdecimal()]
    initial = {"number": max(numbers, default=0) + 1, "zone": here.desk.zone, "format": "in_person"}
    return perform(
        request,
        NEW_ROUND,
        lambda desk, form: desk.schedule_round(form.planned(form.cleaned_data["number"]), form.cleaned_data["reason"]),
        reverse("rounds"),
        initial=initial,
        after=_to_what_was_made,
    )


@require_http_methods(["GET", "POST"])
def new_meeting(request: HttpRequest) -> HttpResponseBase:
    here = visit(request)

    def does(desk: Desk, form: MeetingForm) -> Receipt:
        planned = form.planned()
        taken = [each.partition(":")[2] for each in desk.state.subjects]
        return desk.schedule_meeting(name_from(planned.title, taken, "meeting"), planned, form.cleaned_data["reason"])

    initial = {"zone": here.desk.zone, "format": "online", "level": "technical"}
    return perform(request, NEW_MEETING, does, reverse("rounds"), initial=initial, after=_to_what_was_made)


def _to_what_was_made(receipt: Receipt) -> str:
    made = receipt.acts[0]
    assert isinstance(made, acts.PositionTabled)  # noqa: S101 - scheduling is tabling
    return where(made.subject)


def name_from(words: Text, taken: Collection[str], otherwise: str) -> str:
    """A name for the record from a title, that nothing bears yet.

    >>> name_from({"vi": "Họp về thuế đối ứng"}, ["hop-ve-thue-doi-ung"], "meeting")
    'hop-ve-thue-doi-ung-2'
    >>> name_from({"en": "!"}, [], "meeting")
    'meeting'
    """
    title = (words.get("en") or next(iter(words.values()), "")).replace("đ", "d").replace("Đ", "D")
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or otherwise
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _planned(about: About) -> Mapping[str, Any]:
    """The form filled with what stands."""
    planned = about.planned
    if isinstance(planned, Round):
        return {"starts": planned.starts, "ends": planned.ends, **_where(planned)}
    if isinstance(planned, Meeting):
        return {
            "title": planned.title,
            "starts": _hour(planned.starts, planned.zone),
            "ends": _hour(planned.ends, planned.zone),
            "level": planned.level,
            "about": planned.about,
            **_where(planned),
        }
    return {"zone": about.here.desk.zone}


def _where(planned: Round | Meeting) -> dict[str, Any]:
    return {each: getattr(planned, each) for each in COMMON}


def _hour(moment: str, zone: str) -> datetime:
    return on_clock(instant(moment), zone).replace(tzinfo=None)


def _counter_round(desk: Desk, about: About, form: RoundForm) -> Receipt:
    return desk.schedule_round(form.planned(int(about.name)), form.cleaned_data["reason"])


def _counter_meeting(desk: Desk, about: About, form: MeetingForm) -> Receipt:
    return desk.schedule_meeting(about.name, form.planned(), form.cleaned_data["reason"])


_COUNTER = (
    "dates",
    (acts.PositionTabled,),
    N_("Propose other dates"),
    N_("Propose"),
    N_("Your proposal replaces the one your side has on record. It is set once both sides hold the same."),
)
DATES = (
    SittingDeed(
        *_COUNTER,
        RoundForm,
        _counter_round,
        lambda about: about.is_round and about.name.isdecimal() and not about.held.closed,
        initial=_planned,
        options=lambda about: {"known": True},
    ),
    SittingDeed(
        *_COUNTER,
        MeetingForm,
        _counter_meeting,
        lambda about: not about.is_round and not about.held.closed,
        initial=_planned,
        options=lambda about: {"known": True},
    ),
)
