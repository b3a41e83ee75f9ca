"""The agenda of a round or meeting: proposed, countered, shown side by side, agreed, and covered item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.desk import Desk, Receipt
from paraph.errors import N_
from paraph.record import acts
from paraph.record.contents import Agenda, AgendaItem
from paraph.record.names import STANDING
from paraph.record.state import Discussion, Standing
from paraph.web.choices import NamesField
from paraph.web.doing import Doing, allowed, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.keeping import kept
from paraph.web.rows import Row, RowsField
from paraph.web.sittings.deeds import About, SittingDeed, standing
from paraph.web.sittings.scheduling import SHARED, name_from
from paraph.web.text.acting import offered
from paraph.web.visit import Visit, visit


class ItemRow(Row):
    """``name``: that of an item which stands already, so that it stays the same item whatever its title."""

    name = forms.CharField(widget=forms.HiddenInput(), required=False)
    title = WordsField(rows=1, label=N_("Title"), whole=True)
    about = NamesField(
        label=N_("Provisions"), required=False, help_text=N_("By name, with ; between: Chapter 2; Article 2.3.")
    )
    lead = WordsField(rows=1, label=N_("Who leads"), required=False)


class AgendaForm(ActForm):
    items = RowsField(ItemRow, N_("Item %(number)s"), label=N_("Items"), spare=3, ordered=True)
    reason = WordsField(label=N_("Reason"), help_text=SHARED, required=False)

    def agreed_items(self) -> list[AgendaItem]:
        made: list[AgendaItem] = []
        for row in self.cleaned_data["items"]:
            name = row["name"] or name_from(row["title"], [each.name for each in made], "item")
            made.append(AgendaItem(name=name, title=row["title"], about=row["about"], lead=row["lead"]))
        return made


def _propose(desk: Desk, about: About, form: AgendaForm) -> Receipt:
    return desk.propose_agenda(about.subject, form.agreed_items(), form.cleaned_data["reason"])


def _items(about: About) -> Mapping[str, Any]:
    agenda = standing(about.here, about.agenda)
    items = agenda.items if isinstance(agenda, Agenda) else []
    return {
        "items": [{"name": e.name, "title": e.title, "about": list(e.about), "lead": e.lead} for e in items],
    }


PROPOSE = SittingDeed(
    "agenda",
    (acts.PositionTabled,),
    N_("Propose an agenda"),
    N_("Propose"),
    N_("Your side's proposal, whole. The agenda is set once both sides hold the same."),
    AgendaForm,
    _propose,
    lambda about: not about.held.closed,
    initial=_items,
)


# Side by side


@dataclass(frozen=True, slots=True)
class Compared:
    """An item in each party's proposal: {party: (place, item)}; ``alike``: all sides have it, and the same."""

    held: dict[str, tuple[int, AgendaItem]]
    alike: bool


def compared(here: Visit, subject: str) -> list[Compared]:
    """The proposals of all sides, item by item, in the order of the first that has it."""
    state = here.desk.state
    proposals: dict[str, list[AgendaItem]] = {}
    for party in state.subjects[subject].positions:
        agenda = state.content(subject, party)
        proposals[party] = agenda.items if isinstance(agenda, Agenda) else []
    places: dict[str, dict[str, tuple[int, AgendaItem]]] = {}
    for party, items in proposals.items():
        for place, item in enumerate(items, 1):
            places.setdefault(item.name, {})[party] = (place, item)
    rows = sorted(places.values(), key=lambda held: min(place for place, _ in held.values()))
    return [
        Compared(held, len(held) == len(proposals) and all(each == next(iter(held.values())) for each in held.values()))
        for held in rows
    ]


# Coverage


@dataclass(frozen=True, slots=True)
class Covered:
    """An item of the agreed agenda, and what came of it."""

    item: AgendaItem
    discussion: Discussion | None


def coverage(here: Visit, subject: str) -> list[Covered]:
    agenda, done = here.desk.state.agreed(subject), here.desk.state.discussed.get(subject, {})
    return [Covered(each, done.get(each.name)) for each in agenda.items] if isinstance(agenda, Agenda) else []


def may_discuss(about: About) -> bool:
    """Whether items may be recorded now: of a round while it is under way, of a meeting until it is on record."""
    held = about.under_way if about.is_round else not about.held.closed
    return held and allowed(about.here, acts.AgendaItemDiscussed)


class DiscussForm(ActForm):
    note = WordsField(
        rows=3,
        label=N_("What came of it"),
        help_text=N_("Both sides read it, and the outcome says it."),
        required=False,
    )


DISCUSS = Doing(
    "discuss",
    (acts.AgendaItemDiscussed,),
    N_("Record an item as discussed"),
    N_("Put it on record"),
    N_("The item of the agreed agenda is covered. What came of it can be said in a sentence or two."),
    DiscussForm,
)


def sitting_of(here: Visit, name: str) -> str:
    """The round or meeting that goes by this name. Raises Http404 when there is none."""
    for subject in (f"round:{name}", f"meeting:{name}"):
        if subject in here.desk.state.subjects:
            return subject
    raise Http404


@require_GET
@kept
def agenda(request: HttpRequest, name: str) -> HttpResponse:
    """The agenda: agreed, with its coverage; or what each side proposes, side by side."""
    here = visit(request)
    about = About(here, sitting_of(here, name))
    subject = about.agenda
    known = subject in here.desk.state.subjects
    found = here.desk.state.subjects[subject] if known else None
    stands = here.desk.state.standing(subject) if known else Standing.GONE
    context = {
        "about": about,
        "subject": subject,
        "standing": STANDING[stands] if found and found.positions else "",
        "found": found,
        "parties": list(found.positions) if found else [],
        "compared": compared(here, subject) if known else [],
        "covered": coverage(here, subject),
        "may_discuss": may_discuss(about),
        "deeds": offered(here, subject) if known else [],
        "can_propose": PROPOSE.apt(about) and allowed(here, *PROPOSE.acts),
    }
    return render(request, "paraph/sittings/agenda.html", context)


@require_http_methods(["GET", "POST"])
def discuss(request: HttpRequest, name: str, item: str) -> HttpResponseBase:
    here = visit(request)
    about = About(here, sitting_of(here, name))
    found = next((each for each in coverage(here, about.agenda) if each.item.name == item), None)
    if found is None:
        raise Http404
    return perform(
        request,
        DISCUSS,
        lambda desk, form: desk.discuss(item, form.cleaned_data["note"], about.agenda),
        reverse("agenda", args=[name]),
        context={"about": about, "item": found.item},
        template="paraph/sittings/discuss.html",
    )
