"""What pages ask for: Django's forms, labelled in the reader's language and fitted to the negotiation.

Labels, helps and choices are message keys. A field that depends on the negotiation (its languages, subjects, parties)
is fitted to the visit when its form is made. The fields give what the desk takes: a ``Text`` in each language typed, a
moment with its zone, the name of a subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from typing import Any, Protocol, cast, runtime_checkable
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.utils import ErrorDict
from django.http import QueryDict

from paraph.errors import N_
from paraph.record.assembly import Clause
from paraph.record.deadlines import on_clock
from paraph.record.reference import beginning
from paraph.record.values import Text
from paraph.web.visit import Visit
from paraph.web.words import LANGUAGE

Choices = list[tuple[str, Any]]


@runtime_checkable
class Fitted(Protocol):
    def fit(self, here: Visit) -> None:
        """Learn from the visit what the negotiation has: its languages, its subjects, the reader's clock."""


@runtime_checkable
class Growing(Protocol):
    def grow(self) -> None:
        """Take what was sent as it is, and offer more room."""


class ActForm(forms.Form):
    """Base of all forms that lead to an act. ``here``: the visit; labels and helps are said in its language."""

    template_name = "paraph/form/fields.html"

    def __init__(self, here: Visit, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, label_suffix="", **options)
        self.here = here
        for field in self.fields.values():
            if isinstance(field, Fitted):
                field.fit(here)
            field.label = here.speech.say(str(field.label)) if field.label else ""
            field.help_text = here.speech.say(str(field.help_text)) if field.help_text else ""
            field.error_messages["required"] = here.speech.say(N_("This is needed."))

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "visit": self.here}

    def extend(self) -> None:
        """Show what was typed without judging it yet, and with more empty rows where rows repeat."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        for field in self.fields.values():
            if isinstance(field, Growing):
                field.grow()

    def carried(self) -> list[tuple[str, str]]:
        """What was typed, to be sent again with the second step. Files are not: who asks for one overrides this."""
        left_out = ("csrfmiddlewaretoken", "step", "seal")
        sent = cast(QueryDict, self.data)
        return [(key, str(value)) for key, values in sent.lists() if key not in left_out for value in values]


# Words in each language


class WordsInput(forms.Widget):
    """One box for each language of the negotiation, in a fieldset."""

    template_name = "paraph/form/words.html"
    use_fieldset = True

    def __init__(self, rows: int = 2, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}))
        self.rows = rows
        self.languages: list[tuple[str, str]] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        said = value if isinstance(value, Mapping) else {}
        boxes = [(code, label, f"{name}-{code}", said.get(code, "")) for code, label in self.languages]
        return {**context, "boxes": boxes, "rows": self.rows, "id": (attrs or {}).get("id", f"id_{name}")}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Text:
        typed = {code: data.get(f"{name}-{code}", "").replace("\r\n", "\n").strip() for code, _ in self.languages}
        return {code: text for code, text in typed.items() if text}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{code}" not in data for code, _ in self.languages)

    def id_for_label(self, id_: str) -> str:
        return ""


class WordsField(forms.Field):
    """Words in any of the negotiation's languages, {language: words}; ``whole``: in all of them."""

    widget: WordsInput

    def __init__(self, *, rows: int = 2, whole: bool = False, **options: Any) -> None:
        super().__init__(widget=WordsInput(rows), **options)
        self.whole = whole
        self.missing = ""

    def fit(self, here: Visit) -> None:
        self.widget.languages = [(each, here.speech.say(LANGUAGE.get(each, each))) for each in here.desk.languages]
        self.missing = here.speech.say(N_("Write it in every language of the text."))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})

    def validate(self, value: Text) -> None:
        super().validate(value)
        if self.whole and value and len(value) < len(self.widget.languages):
            raise ValidationError(self.missing, code="incomplete")


# Days and moments


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


class LinkField(forms.URLField):
    """An address on the web, as one would copy it; nothing but http and https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)


# Choices


class WordField(forms.ChoiceField):
    """One of a few words of the record; ``known``: {word: message key}."""

    def __init__(self, known: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.known = known

    def fit(self, here: Visit) -> None:
        self.choices = [(word, here.speech.say(key)) for word, key in self.known.items()]


class PartyField(forms.ChoiceField):
    """Another party of the negotiation."""

    def fit(self, here: Visit) -> None:
        others = [code for code in here.desk.charter.parties if code != here.desk.seat.party]
        self.choices = [(code, here.naming.party(code)) for code in others]


class SubjectField(forms.ChoiceField):
    """A subject of the record by its full name; of these ``kinds``, the provisions grouped by chapter."""

    def __init__(self, *kinds: str, **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds or ("provision",)

    def fit(self, here: Visit) -> None:
        empty: Choices = [] if self.required else [("", "–")]
        self.choices = [*empty, *subjects(here, self.kinds)]


class SubjectsField(forms.MultipleChoiceField):
    """Any number of subjects."""

    def __init__(self, *kinds: str, **options: Any) -> None:
        super().__init__(widget=forms.SelectMultiple(attrs={"size": 7}), **options)
        self.kinds = kinds or ("provision",)

    def fit(self, here: Visit) -> None:
        self.choices = subjects(here, self.kinds)


class NamesField(forms.CharField):
    """Subjects written out by their names, "Chapter 2; Article 2.3.1", as lists of many rows need it."""

    def __init__(self, *kinds: str, **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds or ("provision",)

    def fit(self, here: Visit) -> None:
        self.here = here
        # Where two are called the same, the first keeps the name and the other goes by its own: "a2.3-1".
        self.known = {_plain(name): subject for subject, name in flat(subjects(here, self.kinds, plain=True))}
        self.unknown = here.speech.say(N_("Nothing is called “%(name)s”. Did you mean %(near)s?"))
        self.unlike = here.speech.say(
            N_("Nothing is called “%(name)s”. Write the names as in the text, with ; between.")
        )

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(self._name(each) for each in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        parts = [each.strip() for each in super().clean(value).split(";")]
        return list(dict.fromkeys(self._find(each) for each in parts if each))

    def _name(self, subject: str) -> str:
        name = self.here.name(subject)
        return name if self.known.get(_plain(name)) == subject else subject

    def _find(self, written: str) -> str:
        subjects = self.here.desk.state.subjects
        found = self.known.get(_plain(written)) or next(
            (s for s in (written, f"provision:{written}") if s in subjects), ""
        )
        if not found:
            near = get_close_matches(_plain(written), self.known, n=1)
            told = self.unknown if near else self.unlike
            raise ValidationError(told % {"name": written, "near": self.here.name(self.known[near[0]]) if near else ""})
        return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def flat(choices: Choices) -> list[tuple[str, str]]:
    """Choices without their groups, the last first."""
    found = [each for key, said in choices for each in (said if isinstance(said, list) else [(key, said)])]
    return found[::-1]


def subjects(here: Visit, kinds: tuple[str, ...], *, plain: bool = False) -> Choices:
    """Subjects to choose from: provisions under their chapters, then other kinds.

    Provisions are named as on screen, with their heading or first words after; ``plain``: without.
    """
    key = f"choices:{kinds}:{plain}:{here.speech.language}"
    return here.site.once(key, lambda _: _subjects(here, kinds, _plainly if plain else _recognisably))


def _plainly(here: Visit, clause: Clause) -> str:
    return here.name(clause.subject)


def _recognisably(here: Visit, clause: Clause) -> str:
    name = here.name(clause.subject)
    step = here.references[clause.subject].steps[-1]
    after = "" if clause.kind.titled else here.speech.of(step.words)
    after = after or beginning(here.speech.of(step.heading), 60)
    return here.speech.say(N_("%(name)s: %(words)s"), name=name, words=after) if after and after not in name else name


def _subjects(here: Visit, kinds: tuple[str, ...], named: Callable[[Visit, Clause], str]) -> Choices:
    found: Choices = []
    if "provision" in kinds:
        text = here.play.text
        for top in (clause for clause in text if not clause.parent):
            within = [(clause.subject, named(here, clause)) for clause in text.within(top.name)]
            found.append((here.name(top.subject, heading=True), within))
    others = [each for each in here.desk.state.subjects if each.partition(":")[0] in kinds]
    return found + [(each, here.name(each)) for each in others if not each.startswith("provision:")]
