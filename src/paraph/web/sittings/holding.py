"""What happened: a round opened and closed, a meeting held, who was present."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from paraph.desk import Desk, Receipt
from paraph.errors import N_
from paraph.i18n import begun
from paraph.record import acts
from paraph.record.acts import Attendee, Member
from paraph.record.contents import Agenda
from paraph.record.names import ROLES, STATUS
from paraph.record.values import Text
from paraph.text.convergence import Status
from paraph.web.forms import ActForm, WordsField
from paraph.web.rows import Row, RowsField
from paraph.web.sittings.deeds import About, SittingDeed
from paraph.web.visit import Visit


class NothingForm(ActForm):
    """Nothing is asked."""


class MinutesForm(ActForm):
    minutes = WordsField(rows=8, label=N_("Minutes"), help_text=N_("Both sides read them."), required=False)


class Checks(forms.CheckboxSelectMultiple):
    template_name = "paraph/form/checks.html"


class GuestRow(Row):
    """Somebody who is not in the delegation as presented."""

    party = forms.ChoiceField(label=N_("Party"))
    institution = WordsField(rows=1, label=N_("Institution"))
    name = forms.CharField(
        label=N_("Name"), required=False, max_length=200, help_text=N_("Only of people who are public.")
    )

    def __init__(self, here: Visit, *args: Any, **options: Any) -> None:
        super().__init__(here, *args, **options)
        sides = _sides(here)
        if len(sides) == 1:
            del self.fields["party"]
        else:
            field = self.fields["party"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
            field.choices = [(code, here.naming.party(code)) for code in sides]


class AttendanceForm(ActForm):
    members = forms.MultipleChoiceField(label=N_("Of the delegation as presented"), widget=Checks(), required=False)
    others = RowsField(GuestRow, N_("Another %(number)s"), label=N_("Others"), required=False)

    def __init__(self, here: Visit, *args: Any, **options: Any) -> None:
        super().__init__(here, *args, **options)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = [
            (here.naming.party(party), [(f"{party}:{each.key}", _called(here, each)) for each in _members(here, party)])
            for party in _sides(here)
            if _members(here, party)
        ]
        if not field.choices:
            del self.fields["members"]

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.present():
            self.add_error(None, self.here.speech.say(N_("Say who was present.")))
        return self.cleaned_data

    def present(self) -> list[Attendee]:
        here, chosen = self.here, self.cleaned_data.get("members", [])
        named = [
            Attendee(party=party, institution=each.institution, name=each.name)
            for party in _sides(here)
            for each in _members(here, party)
            if f"{party}:{each.key}" in chosen
        ]
        own = here.desk.seat.party
        guests = self.cleaned_data.get("others", [])
        return named + [
            Attendee(party=each.get("party", own), institution=each["institution"], name=each["name"])
            for each in guests
        ]


def _sides(here: Visit) -> list[str]:
    """For whom one records who was there: one's own side; the secretariat for all."""
    own = here.desk.seat.party
    return [own] if own in here.desk.charter.parties else list(here.desk.charter.parties)


def _members(here: Visit, party: str) -> list[Member]:
    return here.desk.state.delegations.get(party, [])


def _called(here: Visit, member: Member) -> tuple[str, str]:
    """A member in two lines: who, and of which institution."""
    speech = here.speech
    title = speech.of(member.title) or speech.say(ROLES[member.role])
    who = f"{member.name}, {title}" if member.name else title
    return begun(who), speech.of(member.institution)


def _as_recorded(about: About) -> Mapping[str, Any]:
    """Everybody in the delegation; where attendance is on record, those it names."""
    here, recorded = about.here, about.held.attendance
    chosen, others = [], []
    for party in _sides(here):
        left = list(recorded.get(party, ()))
        for each in _members(here, party):
            wanted = Attendee(party=party, institution=each.institution, name=each.name)
            if party not in recorded or wanted in left:
                chosen.append(f"{party}:{each.key}")
                if wanted in left:
                    left.remove(wanted)
        others += [{"party": party, "institution": each.institution, "name": each.name} for each in left]
    return {"members": chosen, "others": others}


def unreached(about: About) -> list[Text]:
    """Titles of the items of the agreed agenda that are not recorded as discussed."""
    state = about.here.desk.state
    agenda, done = state.agreed(about.agenda), state.discussed.get(about.agenda, {})
    return [each.title for each in agenda.items if each.name not in done] if isinstance(agenda, Agenda) else []


def _closing(about: About) -> Mapping[str, Any]:
    """What closing means: the measure that the next round starts from, and what is not done yet."""
    state, here = about.here.desk.state, about.here
    absent = [code for code in here.desk.charter.parties if code not in about.held.attendance]
    later = [each for each in state.named("round") if each != about.subject and each not in state.sittings]
    tally = here.play.tallies[""] if here.play.text.clauses else None
    return {
        "tally": tally,
        "counts": [(STATUS[status], tally.counts.get(status, 0)) for status in Status] if tally else [],
        "unreached": unreached(about),
        "unrecorded": [here.naming.party(code) for code in absent],
        "next": [each for each in later if state.agreed(each)],
    }


def _open(desk: Desk, about: About, form: NothingForm) -> Receipt:
    return desk.open_round(about.subject)


def _close(desk: Desk, about: About, form: NothingForm) -> Receipt:
    return desk.close_round(about.subject)


def _attend(desk: Desk, about: About, form: AttendanceForm) -> Receipt:
    return desk.attend(about.subject, form.present())


def _held(desk: Desk, about: About, form: MinutesForm) -> Receipt:
    return desk.hold_meeting(about.subject, form.cleaned_data["minutes"])


def _agreed(about: About) -> bool:
    return about.here.desk.state.agreed(about.subject) is not None


OPEN = SittingDeed(
    "open",
    (acts.RoundOpened,),
    N_("Open the round"),
    N_("Open the round"),
    N_("From now on the round is under way, on both sides. Items of its agenda can be recorded as discussed."),
    NothingForm,
    _open,
    lambda about: about.is_round and _agreed(about) and not about.held.opened and not about.here.desk.current_round,
    lead=lambda about: True,
)
CLOSE = SittingDeed(
    "close",
    (acts.RoundClosed,),
    N_("Close the round"),
    N_("Close the round"),
    N_("The round ends, on both sides. The state of play at this moment becomes what later rounds are measured against,"
       " and the outcome is compiled as of now."),
    NothingForm,
    _close,
    lambda about: about.here.desk.current_round == about.subject,
    shown=_closing,
    template="paraph/sittings/close.html",
)  # fmt: skip
HELD = SittingDeed(
    "held",
    (acts.MeetingHeld,),
    N_("Record the meeting as held"),
    N_("Put it on record"),
    N_("Once it is on record, with its minutes, the meeting is over on both sides."),
    MinutesForm,
    _held,
    lambda about: not about.is_round and _agreed(about) and not about.held.closed,
)
ATTENDANCE = SittingDeed(
    "attendance",
    (acts.AttendanceRecorded,),
    N_("Record who is present"),
    N_("Put it on record"),
    N_("It replaces what was recorded for the same side before."),
    AttendanceForm,
    _attend,
    lambda about: bool(about.held.opened) or (not about.is_round and _agreed(about)),
    initial=_as_recorded,
)
