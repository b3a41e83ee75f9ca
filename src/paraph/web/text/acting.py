"""Acts on a subject of any kind: accept, reserve, lift, park, reopen, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from paraph.desk import Desk, Receipt
from paraph.errors import N_
from paraph.record import acts
from paraph.record.contents import Content
from paraph.record.state import Standing
from paraph.web.choices import SubjectField
from paraph.web.doing import Doing, allowed, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.leaving import Line, lines
from paraph.web.templatetags.paraph import where
from paraph.web.visit import Visit, visit

SHARED = N_("The other side reads the reason.")


class ReasonForm(ActForm):
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)


class WhyForm(ActForm):
    reason = WordsField(label=N_("Reason"), help_text=SHARED)


class ReserveForm(ActForm):
    pending = SubjectField(
        "provision", "tariff", "statement", label=N_("Pending the outcome of"), required=False
    )  # fmt: skip
    reason = WordsField(label=N_("Reason"), help_text=SHARED)


@dataclass(frozen=True, slots=True)
class Held:
    """A content as a choice: who holds it, and what it says."""

    party: str
    lines: list[Line]


class WordingChoice(forms.RadioSelect):
    template_name = "paraph/form/wordings.html"
    use_fieldset = True


class AcceptForm(ActForm):
    """``content``: the hash of what another party holds, chosen by its very words."""

    content = forms.ChoiceField(label=N_("Whose wording"), widget=WordingChoice)
    ad_referendum = forms.BooleanField(
        label=N_("Ad referendum"), help_text=N_("your capital has still to confirm"), required=False
    )
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)

    def __init__(self, here: Visit, data: Any = None, files: Any = None, *, subject: str, **options: Any) -> None:
        super().__init__(here, data, files, **options)
        held = {each.content: party for party, each in holders(here, subject).items()}
        field = self.fields["content"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [
            (content, Held(here.naming.party(party), content_lines(here, content))) for content, party in held.items()
        ]
        field.error_messages["invalid_choice"] = here.speech.say(
            N_("Nobody holds this wording any more. Read those that stand now and choose one of them.")
        )
        if len(held) == 1:
            field.initial = next(iter(held))


def holders(here: Visit, subject: str) -> dict[str, Any]:
    """{party: position}: those of the others, or one's own where nobody else has one (to confirm it)."""
    positions = here.desk.state.subjects[subject].positions
    others = {party: each for party, each in positions.items() if party != here.desk.seat.party}
    return others or dict(positions)


def content_lines(here: Visit, content: str) -> list[Line]:
    """What a content says: of a wording its words alone, of anything else every field."""
    found: Content = here.desk.state.contents[content]
    said = lines(here, acts.PositionTabled(subject="provision:x", content=found))[1:]
    text = here.speech.say("text").casefold()
    words = [each for each in said if each.language and each.label.casefold().startswith(text)]
    return words or said


@dataclass(frozen=True, slots=True)
class Deed(Doing[Any]):
    """An act that one may do on a subject as it stands: ``apt`` says whether it makes sense now."""

    does: Callable[[Desk, str, dict[str, Any]], Receipt]
    apt: Callable[[Desk, str], bool]


def _own(desk: Desk, subject: str) -> Any:
    return desk.state.subjects[subject].positions.get(desk.seat.party)


def _may_accept(desk: Desk, subject: str) -> bool:
    found, own = desk.state.subjects[subject], _own(desk, subject)
    held = {each.content for each in found.positions.values()} - {own.content if own else ""}
    return bool(held) or desk.seat.party in found.reopened or bool(own and own.ad_referendum)


def _stands(*standings: Standing) -> Callable[[Desk, str], bool]:
    return lambda desk, subject: desk.state.standing(subject) in standings


DEEDS: dict[str, Deed] = {
    deed.slug: deed
    for deed in (
        Deed(
            "accept",
            (acts.ContentAccepted,),
            N_("Accept a wording"),
            N_("Accept"),
            N_("The wording of another party becomes your own position. When all hold the same, it is agreed."),
            AcceptForm,
            lambda desk, subject, typed: desk.accept(
                subject, typed["content"], ad_referendum=typed["ad_referendum"], reason=typed["reason"]
            ),
            _may_accept,
        ),
        Deed(
            "reserve",
            (acts.PositionReserved,),
            N_("Reserve your position"),
            N_("Reserve"),
            N_("The words stand, but your side holds back until it lifts the reservation."),
            ReserveForm,
            lambda desk, subject, typed: desk.reserve(subject, typed["reason"], typed["pending"]),
            lambda desk, subject: (
                _own(desk, subject) is not None and desk.seat.party not in desk.state.subjects[subject].reservations
            ),
        ),
        Deed(
            "lift",
            (acts.ReservationLifted,),
            N_("Lift your reservation"),
            N_("Lift"),
            N_("Your side no longer holds back."),
            ReasonForm,
            lambda desk, subject, typed: desk.lift(subject, typed["reason"]),
            lambda desk, subject: desk.seat.party in desk.state.subjects[subject].reservations,
        ),
        Deed(
            "park",
            (acts.SubjectParked,),
            N_("Park this subject"),
            N_("Park"),
            N_("It is set aside for now. It stays open, and is shown apart."),
            ReasonForm,
            lambda desk, subject, typed: desk.park(subject, typed["reason"]),
            _stands(Standing.DISPUTED, Standing.RESERVED, Standing.AD_REFERENDUM),
        ),
        Deed(
            "reopen",
            (acts.SubjectReopened,),
            N_("Reopen this subject"),
            N_("Reopen"),
            N_("It is taken up again: your side no longer holds it to be parked or agreed."),
            WhyForm,
            lambda desk, subject, typed: desk.reopen(subject, typed["reason"]),
            _stands(Standing.PARKED, Standing.AGREED, Standing.AD_REFERENDUM),
        ),
        Deed(
            "withdraw",
            (acts.PositionWithdrawn,),
            N_("Withdraw your position"),
            N_("Withdraw"),
            N_("Your side no longer has a position on this subject."),
            ReasonForm,
            lambda desk, subject, typed: desk.withdraw(subject, typed["reason"]),
            lambda desk, subject: _own(desk, subject) is not None,
        ),
    )
}


def offered(here: Visit, subject: str) -> list[Deed]:
    """The deeds that this seat may do on a subject as it stands; observers none. The desk has the last word."""
    desk = here.desk
    if desk.seat.party not in desk.charter.parties:
        return []
    return [deed for deed in DEEDS.values() if allowed(here, *deed.acts) and deed.apt(desk, subject)]


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, subject: str, deed: str) -> HttpResponseBase:
    """One deed on one subject, through its steps."""
    from paraph.web.text.provisions import row_of

    here = visit(request)
    if deed not in DEEDS or subject not in here.desk.state.subjects:
        raise Http404
    doing = DEEDS[deed]
    if doing not in offered(here, subject) and request.method == "GET":
        told = here.speech.say(N_("From this seat, and as the subject stands now, there is nothing of the kind to do."))
        return render(request, "paraph/error.html", {"told": told, "status": 409}, status=409)
    kind, _, name = subject.partition(":")
    row = row_of(here, name) if kind == "provision" else None
    return perform(
        request,
        doing,
        lambda desk, form: doing.does(desk, subject, form.cleaned_data),
        where(subject),
        context={"subject": subject, "row": row},
        template="paraph/text/act.html",
        options={"subject": subject} if doing.form is AcceptForm else {},
    )
