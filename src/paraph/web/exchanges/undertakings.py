"""Undertakings: who will do what by when, and whether it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.desk.views import Term
from paraph.documents.outcome_words import UNDERTAKINGS
from paraph.errors import N_
from paraph.record import acts
from paraph.record.deadlines import Deadline, Due
from paraph.web.choices import SubjectsField, WordField
from paraph.web.doing import Doing, allowed, perform
from paraph.web.exchanges.sifting import Sieve, by_chapter, by_party, sift
from paraph.web.forms import ActForm, WordsField
from paraph.web.moments import MomentField
from paraph.web.visit import Visit, visit
from paraph.web.words import DUE

WHEN = N_("Deadline")


class GiveForm(ActForm):
    kind = WordField(UNDERTAKINGS, label=N_("Kind"))
    what = WordsField(label=N_("What your side will do"), rows=3)
    deadline = MomentField(label=WHEN)
    about = SubjectsField(label=N_("Which provisions it concerns"), required=False)


class DischargeForm(ActForm):
    note = WordsField(
        label=N_("What was done"), help_text=N_("The other side reads it."), required=False
    )  # fmt: skip


class DeferForm(ActForm):
    deadline = MomentField(label=N_("New deadline"))
    reason = WordsField(label=N_("Reason"), help_text=N_("The other side reads the reason."))


GIVE = Doing(
    "give",
    (acts.UndertakingGiven,),
    N_("Give an undertaking"),
    N_("Undertake it"),
    N_("Your side promises to do something by a moment, which is shown on the clocks of both sides."),
    GiveForm,
)
DISCHARGE = Doing(
    "discharge",
    (acts.UndertakingDischarged,),
    N_("Record that it is done"),
    N_("It is done"),
    N_("The undertaking is discharged, on the shared record, with the moment at which you say so."),
    DischargeForm,
)
DEFER = Doing(
    "defer",
    (acts.UndertakingDeferred,),
    N_("Move the deadline"),
    N_("Move it"),
    N_("The earlier deadline stays on record with your reason."),
    DeferForm,
)
ENDS: dict[str, Doing[Any]] = {each.slug: each for each in (DISCHARGE, DEFER)}


@dataclass(frozen=True, slots=True)
class Listed:
    """An undertaking as it is listed; ``terms``: its deadlines, the first one first, where there was more than one."""

    deadline: Deadline
    due: str
    kind: str
    terms: list[Term]
    ends: list[Doing[Any]]


@require_GET
def undertakings(request: HttpRequest) -> HttpResponse:
    here, own = visit(request), visit(request).desk.seat.party
    sifted = sift(request, here.desk.deadlines(), _sieves(here))
    running = [each for each in sifted.items if each.due is not Due.DISCHARGED]
    groups = [
        (N_("Ours"), [each for each in running if each.undertaking.owner == own]),
        (N_("Theirs") if own else N_("Running"), [each for each in running if each.undertaking.owner != own]),
        (N_("Discharged"), [each for each in sifted.items if each.due is Due.DISCHARGED][::-1]),
    ]
    context = {
        "groups": [(key, [_listed(here, each) for each in found]) for key, found in groups if found],
        "sieves": sifted.choices,
        "may_give": allowed(here, *GIVE.acts),
        "now": here.desk.now(),
    }
    return render(request, "paraph/exchanges/undertakings.html", context)


def _sieves(here: Visit) -> list[Sieve[Deadline]]:
    say = here.speech.say
    return [
        by_party(here, "owner", say(N_("Whose")), lambda each: [each.undertaking.owner]),
        Sieve("due", say(WHEN), {each.value: say(DUE[each]) for each in Due}, lambda each: [each.due.value]),
        by_chapter(here, lambda each: each.undertaking.about),
    ]


def _listed(here: Visit, each: Deadline) -> Listed:
    own = each.undertaking.owner == here.desk.seat.party and each.due is not Due.DISCHARGED
    return Listed(
        each,
        DUE[each.due],
        UNDERTAKINGS[each.undertaking.kind],
        here.desk.terms(each.name) if each.undertaking.deferrals else [],
        [doing for doing in ENDS.values() if own and allowed(here, *doing.acts)],
    )


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponseBase:
    return perform(
        request,
        GIVE,
        lambda desk, form: desk.undertake(**form.cleaned_data),
        reverse("undertakings"),
        initial={"about": request.GET.getlist("about")},
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, name: str, deed: str) -> HttpResponseBase:
    """Discharge or defer one's own undertaking."""
    here = visit(request)
    found = here.desk.state.undertakings.get(name)
    if found is None or deed not in ENDS:
        raise Http404
    listed = next(each for each in here.desk.deadlines() if each.name == name)
    return perform(
        request,
        ENDS[deed],
        lambda desk, form: (
            desk.discharge(name, **form.cleaned_data) if deed == "discharge" else desk.defer(name, **form.cleaned_data)
        ),
        reverse("undertakings") + f"#{name}",
        context={"listed": _listed(here, listed)},
        template="paraph/exchanges/undertaking.html",
    )
