"""What the pages of exchanges share: the subject that something is about, chosen first where no address names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from paraph.errors import N_
from paraph.web.choices import SubjectField
from paraph.web.doing import Doing
from paraph.web.forms import ActForm
from paraph.web.text.provisions import held, row_of
from paraph.web.visit import Visit, visit

KINDS = ("provision", "tariff", "statement")
"""The kinds of subject that one asks about or refers upward."""


class ChooseForm(ActForm):
    about = SubjectField(*KINDS, label=N_("What it is about"))


def subject_in(request: HttpRequest) -> str:
    """The subject that the address names, "" for none. Raises Http404 when there is no such subject."""
    subject = request.GET.get("about", "")
    if subject and (subject not in visit(request).desk.state.subjects or subject.partition(":")[0] not in KINDS):
        raise Http404
    return subject


def choose(request: HttpRequest, doing: Doing[Any], then: str) -> HttpResponse:
    """Ask first what it is about; the answer comes back in the address, so that the page shows how it stands."""
    context = {"doing": doing, "form": ChooseForm(visit(request)), "then": then}
    return render(request, "paraph/exchanges/choose.html", context)


def shown(here: Visit, subject: str) -> Mapping[str, Any]:
    """A subject as a form shows it above its fields: its text with the brackets, and what each party holds."""
    kind, _, name = subject.partition(":")
    return {
        "subject": subject,
        "row": row_of(here, name) if kind == "provision" else None,
        "held": held(here, subject),
    }
