"""The delegation's own vault: drafts that are not tabled, mandates, red lines, landing zones, notes, instructions."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from paraph.desk.drafting import KINDS
from paraph.errors import N_, NotPermitted, ParaphError
from paraph.web.choices import SubjectField, WordField
from paraph.web.exchanges.sifting import Sieve, by_chapter, sift
from paraph.web.forms import ActForm, WordsField
from paraph.web.papers import WHO, LevelField, Paper, papers_of
from paraph.web.receipts import tell
from paraph.web.text.provisions import has_vault
from paraph.web.visit import Visit, status_of, visit
from paraph.web.words import CLEARANCE, KEPT

CHANGE: dict[str, str] = {
    "new": N_("new"),
    "changed": N_("changed"),
    "moved": N_("moved"),
    "renumbered": N_("renumbered"),
    "absent": N_("to be withdrawn"),
}
"""What a draft changes against what one's own side has on record."""


class PaperForm(ActForm):
    words = WordsField(label=N_("What to keep"), rows=4)
    clearance = LevelField(label=WHO)


class NewPaperForm(PaperForm):
    kind = WordField({kind: KEPT[kind] for kind in KINDS}, label=N_("Kind"), initial="note")
    about = SubjectField("provision", "tariff", "statement", "agenda", "round", "meeting", label=N_("What it is about"))

    field_order = ("about", "kind", "words", "clearance")


@require_GET
def vault(request: HttpRequest) -> HttpResponse:
    """What this delegation keeps to itself, as far as this person is cleared. Raises NotPermitted for who has none."""
    here = _cleared(request)
    sifted = sift(request, papers_of(here), _sieves(here))
    by_subject: dict[str, list[Paper]] = {}
    for each in sifted.items:
        by_subject.setdefault(each.about, []).append(each)
    places = {clause.subject: place for place, clause in enumerate(here.play.text)}
    context = {
        "drafts": [(each, CHANGE[each.change]) for each in here.desk.drafts()],
        "kept": sorted(by_subject.items(), key=lambda each: places.get(each[0], len(places))),
        "count": len(sifted.items),
        "sieves": sifted.choices,
    }
    return render(request, "paraph/vault.html", context)


def _sieves(here: Visit) -> list[Sieve[Paper]]:
    say = here.speech.say
    return [
        Sieve("kind", say(N_("Kind")), {kind: say(KEPT[kind]) for kind in KINDS}, lambda each: [each.item.kind]),
        Sieve("level", say(WHO), {k: say(v) for k, v in CLEARANCE.items()}, lambda each: [each.item.clearance]),
        by_chapter(here, lambda each: [each.about]),
    ]


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a new paper, beside those that are there."""
    here = _cleared(request)
    form = NewPaperForm(here, request.POST or None, initial={"about": request.GET.get("about", "")})

    def does(typed: dict[str, Any]) -> None:
        apart = secrets.token_hex(4)
        here.desk.keep(typed["kind"], typed["about"], typed["words"], typed["clearance"], apart, 0)

    return _write(request, form, does, N_("Keep something in the vault"))


@require_http_methods(["GET", "POST"])
def rewrite(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Write a paper anew; not over what a colleague has written since it was opened."""
    here = _cleared(request)
    paper = _paper(here, kind, name)
    form = PaperForm(here, request.POST or None, initial={"words": paper.words, "clearance": paper.item.clearance})
    read = request.POST.get("version", "")
    if read and read != str(paper.item.version):
        told = here.speech.say(N_("A colleague has written a newer version meanwhile. Read it below and decide again."))
        return _page(request, form, N_("Write it anew"), 409, error=told, paper=paper)
    does = lambda typed: here.desk.rewrite(paper.item, typed["words"], typed["clearance"])  # noqa: E731
    return _write(request, form, does, N_("Write it anew"), paper)


@require_POST
def put_away(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    here = _cleared(request)
    here.desk.put_away(_paper(here, kind, name).item)
    tell(request, here.speech.say(N_("Put away. Its versions stay in the vault; nothing has left.")))
    return redirect("vault")


def _write(
    request: HttpRequest,
    form: PaperForm,
    does: Callable[[dict[str, Any]], object],
    title: str,
    paper: Paper | None = None,
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, form, title, paper=paper)
    if not form.is_valid():
        return _page(request, form, title, 400, paper=paper)
    try:
        does(form.cleaned_data)
    except ParaphError as error:
        return _page(request, form, title, status_of(error), error=form.here.explain(error), paper=paper)
    tell(request, form.here.speech.say(N_("Kept in your vault. Nothing has left.")))
    return redirect("vault")


def _page(
    request: HttpRequest, form: PaperForm, title: str, status: int = 200, error: str = "", paper: Paper | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "error": error, "paper": paper}
    return render(request, "paraph/vault_paper.html", context, status=status)


def _paper(here: Visit, kind: str, name: str) -> Paper:
    """A paper that this person may read. Raises Http404 for one that is not there, or not for these eyes."""
    for each in papers_of(here):
        if (each.item.kind, each.item.name) == (kind, name):
            return each
    raise Http404


def _cleared(request: HttpRequest) -> Visit:
    here = visit(request)
    if not has_vault(here):
        raise NotPermitted(role=here.desk.seat.role, act=N_("open a vault"))
    return here
