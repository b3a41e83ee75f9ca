"""The list of what is found between the languages, by severity, chapter and check; and what one makes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.concordance.checks import Severity, Span
from paraph.concordance.checks.comparing import CHECKS
from paraph.concordance.checks.finding import tell
from paraph.desk import Desk
from paraph.desk.concording import Concern
from paraph.errors import N_
from paraph.record import acts
from paraph.web.concordance.words import CHECKED, SEVERITY
from paraph.web.doing import Doing, allowed, perform
from paraph.web.exchanges.sifting import Sieve, by_chapter, sift
from paraph.web.forms import ActForm, WordsField
from paraph.web.visit import Visit, visit

AROUND, LONGEST = 80, 280
"""Characters shown before what differs, and in all."""


class WhyForm(ActForm):
    reason = WordsField(label=N_("Reason"), help_text=N_("The other side reads the reason."))


DISMISS = Doing(
    "dismissed",
    (acts.FindingSettled,),
    N_("Dismiss the finding"),
    N_("Dismiss"),
    N_("Your side holds that the two languages say the same here. The reason stays on the shared record."),
    WhyForm,
)
ACCEPT = Doing(
    "accepted",
    (acts.FindingSettled,),
    N_("Accept the finding"),
    N_("It is to be mended"),
    N_("Your side holds that the two languages differ here, and that one of them is to be mended."),
    WhyForm,
)
DEEDS: dict[str, Doing[WhyForm]] = {each.slug: each for each in (DISMISS, ACCEPT)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is listed. ``said``: what was found; ``check``, ``severity``: message keys; ``quotes``: the words
    around it in each language, in parts, with those that differ marked; ``first``: of its provision in the list,
    so that a link finds it."""

    concern: Concern
    said: str
    check: str
    severity: str
    quotes: list[tuple[str, list[tuple[str, bool]]]]
    first: bool = False


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    found = concerns(here)
    sifted = sift(request, found, _sieves(here))
    groups = [
        (SEVERITY[severity], [each for each in sifted.items if each.open and each.finding.severity is severity])
        for severity in Severity
    ]
    groups.append((N_("Dismissed"), [each for each in sifted.items if not each.open]))
    seen: set[str] = set()
    context = {
        "groups": [(key, [_shown(here, each, seen) for each in some]) for key, some in groups if some],
        "sieves": sifted.choices,
        "may_settle": allowed(here, acts.FindingSettled),
        "deeds": list(DEEDS.values()),
    }
    return render(request, "paraph/concordance/findings.html", context)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, name: str, key: str, verdict: str) -> HttpResponseBase:
    """Accept or dismiss one finding, with a reason."""
    here, doing = visit(request), DEEDS.get(verdict)
    subject = f"provision:{name}"
    if doing is None or subject not in here.desk.state.subjects:
        raise Http404
    concern = next((each for each in here.desk.concerns_of(subject) if each.finding.key == key), None)
    if concern is None:
        raise Http404

    def does(desk: Desk, form: WhyForm) -> Any:
        given: acts.Verdict = "accepted" if verdict == "accepted" else "dismissed"
        return desk.settle(subject, key, given, form.cleaned_data["reason"])

    context = {"subject": subject, "shown": _shown(here, concern)}
    then = reverse("findings") + f"#{name}"
    return perform(request, doing, does, then, context=context, template="paraph/concordance/settle.html")


def concerns(here: Visit) -> list[Concern]:
    """Everything found, made once for all seats: it comes from the shared record alone."""
    return here.site.once("concerns", lambda desk: desk.concerns())


def _sieves(here: Visit) -> list[Sieve[Concern]]:
    say = here.speech.say
    parties = {code: here.naming.party(code) for code in here.desk.charter.parties}
    return [
        by_chapter(here, lambda each: [each.subject]),
        Sieve("check", say(N_("Check")), {key: say(CHECKED[key]) for key in CHECKS}, lambda each: [each.finding.check]),
        Sieve("party", say(N_("In the words of")), parties, lambda each: each.parties),
    ]


def _shown(here: Visit, each: Concern, seen: set[str] | None = None) -> Shown:
    found, first = each.finding, seen is not None and each.subject not in seen
    if seen is not None:
        seen.add(each.subject)
    quotes = [
        (language, _quoted(words, spans))
        for (language, words), spans in zip(each.words.items(), (found.left, found.right), strict=False)
    ]
    return Shown(each, tell(found, here.speech), CHECKED[found.check], SEVERITY[found.severity], quotes, first)


def _quoted(words: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """The words around what differs, cut to what a list has room for; what differs is True."""
    first = min((span.start for span in spans), default=0)
    begin = words.rfind(" ", 0, max(0, first - AROUND)) + 1 if first > AROUND else 0
    end = min(len(words), begin + LONGEST)
    parts, at = [("… " if begin else "", False)], begin
    for span in sorted(spans, key=lambda each: each.start):
        start, stop = max(at, min(span.start, end)), min(span.end, end)
        if start < stop:
            parts += [(words[at:start], False), (words[start:stop], True)]
            at = stop
    parts.append((words[at:end] + (" …" if end < len(words) else ""), False))
    return [part for part in parts if part[0]]
