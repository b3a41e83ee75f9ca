"""Everything that one may do about a round or a meeting, at one address for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from paraph.errors import N_
from paraph.web.doing import allowed, perform
from paraph.web.sittings import agenda, holding, scheduling
from paraph.web.sittings.deeds import About, SittingDeed
from paraph.web.templatetags.paraph import where
from paraph.web.visit import visit

DEEDS: tuple[SittingDeed, ...] = (
    holding.OPEN,
    holding.HELD,
    agenda.PROPOSE,
    holding.ATTENDANCE,
    *scheduling.DATES,
    holding.CLOSE,
)


def offered(about: About) -> list[SittingDeed]:
    """The deeds that this seat may do as things stand. The desk has the last word."""
    return [each for each in DEEDS if allowed(about.here, *each.acts) and each.apt(about)]


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, subject: str, deed: str) -> HttpResponseBase:
    """One deed about one round or meeting, through its steps."""
    here = visit(request)
    named = [each for each in DEEDS if each.slug == deed]
    if not named or subject.partition(":")[0] not in ("round", "meeting") or subject not in here.desk.state.subjects:
        raise Http404
    about = About(here, subject)
    apt = [each for each in named if each.apt(about)]
    if not apt and request.method == "GET" and allowed(here, *named[0].acts):
        told = here.speech.say(N_("From this seat, and as things stand now, there is nothing of the kind to do."))
        return render(request, "paraph/error.html", {"told": told, "status": 409}, status=409)
    doing = (apt or named)[0]
    return perform(
        request,
        doing,
        lambda desk, form: doing.does(desk, about, form),
        where(about.agenda if deed == agenda.PROPOSE.slug else subject),
        initial=doing.initial(about),
        context={"about": about, **doing.shown(about)},
        template=doing.template,
        options=doing.options(about),
    )
