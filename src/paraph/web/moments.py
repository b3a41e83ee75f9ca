"""Days, hours, moments and time zones, as forms ask for them: with a zone, or on a clock that something else names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError

from paraph.errors import N_
from paraph.record.deadlines import on_clock
from paraph.web.visit import Visit


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class HourField(forms.Field):
    """A day and an hour on a clock that something else names; gives a datetime without a zone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=MomentInput(), **options)

    def fit(self, here: Visit) -> None:
        self.unread = here.speech.say(N_("Write a day and an hour: 2025-06-02 17:00."))
        self.skipped = here.speech.say(N_("That clock is put forward then, and skips this hour."))

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            read = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(self.unread) from None
        if read.tzinfo or len(str(value).strip()) <= len("2025-06-02"):
            raise ValidationError(self.unread)
        return read

    def on_clock(self, read: datetime, zone: str) -> datetime:
        """The moment at which the clock of a zone shows this. Raises ValidationError where it never does."""
        moment = read.replace(tzinfo=ZoneInfo(zone))
        try:
            back = moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        except OverflowError:  # before the first day of the calendar, or after the last
            raise ValidationError(self.unread) from None
        if back != read:
            raise ValidationError(self.skipped)
        return moment


class MomentField(HourField):
    """A moment on the reader's clock, which the label's help names; gives an aware datetime."""

    zone = "UTC"

    def fit(self, here: Visit) -> None:
        super().fit(here)
        self.zone = here.desk.zone
        self.help_text = here.speech.say(N_("On the clock of %(zone)s."), zone=here.speech.zone(here.desk.zone))

    def prepare_value(self, value: Any) -> Any:
        at = on_clock(value, self.zone) if isinstance(value, datetime) and value.tzinfo else value
        return at.replace(tzinfo=None) if isinstance(at, datetime) else at

    def to_python(self, value: Any) -> datetime | None:
        read = super().to_python(value)
        return self.on_clock(read, self.zone) if read else None


class DayField(forms.DateField):
    """A calendar day; gives it as the record writes it, "2025-06-02"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)

    def clean(self, value: Any) -> str:
        day = super().clean(value)
        return day.isoformat() if isinstance(day, date) else ""


class ZoneField(forms.ChoiceField):
    """A time zone by its IANA name: those of the parties and UTC, then the world's by city."""

    def fit(self, here: Visit) -> None:
        own = dict.fromkeys(each.zone for each in here.desk.charter.participants)
        if "UTC" not in own:
            own["Etc/UTC"] = None
        rest = [each for each in (*world_zones(), ("Etc/UTC", "UTC")) if each[0] not in own]
        first = [(zone, here.speech.zone(zone)) for zone in own]
        self.choices = [*first, (here.speech.say(N_("Elsewhere")), rest)]


def city(zone: str) -> str:
    """
    >>> city("America/Argentina/Buenos_Aires")
    'Buenos Aires'
    """
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def world_zones() -> tuple[tuple[str, str], ...]:
    """Every zone that is named after a city, by city."""
    named = (zone for zone in available_timezones() if zone.partition("/")[0] in CONTINENTS)
    return tuple(sorted(((zone, city(zone)) for zone in named), key=lambda each: (each[1], each[0])))


CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
