"""What was sent up to chief negotiators and ministers, and the instructions that came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.desk import Desk, Receipt
from paraph.desk.drafting import INSTRUCTION
from paraph.documents.gateway import admit
from paraph.errors import N_
from paraph.record import acts
from paraph.record.state import Referral
from paraph.record.values import Text
from paraph.web.choices import WordField
from paraph.web.doing import Doing, allowed, perform
from paraph.web.exchanges.asking import choose, shown, subject_in
from paraph.web.exchanges.sifting import Sieve, by_chapter, by_party, sift
from paraph.web.forms import ActForm, WordsField
from paraph.web.papers import LevelField, Paper, papers_on
from paraph.web.text.provisions import has_vault, history
from paraph.web.visit import Visit, visit
from paraph.web.words import LEVEL

LEVELS = {level: LEVEL[level] for level in ("ministers", "chief_negotiators")}


class ReferForm(ActForm):
    level = WordField(LEVELS, label=N_("To whom"))
    question = WordsField(label=N_("The question to be decided"), help_text=N_("The other side reads it."), rows=3)


class InstructForm(ActForm):
    """``private`` and ``clearance`` never reach the act: they go to the vault."""

    template_name = "paraph/exchanges/instruct_fields.html"

    private = WordsField(
        label=N_("Instruction, kept in our vault"),
        help_text=N_("It goes to our vault and nowhere else."),
        rows=3,
        required=False,
    )
    clearance = LevelField(label=N_("Who of our delegation may read that part"), initial="chief")
    instruction = WordsField(
        label=N_("What we tell the other side"),
        help_text=N_("It stands on the record; the other side reads it."),
        rows=3,
    )


REFER = Doing(
    "refer",
    (acts.SubjectReferred,),
    N_("Refer upward"),
    N_("Refer"),
    N_("The subject lies with those you name until your side has its instruction; both sides see the question."),
    ReferForm,
)
INSTRUCT = Doing(
    "instruct",
    (acts.InstructionReturned,),
    N_("Return an instruction"),
    N_("Return it"),
    N_("What your side decides on the question. Once the side that asked has its answer, negotiators go on with it."),
    InstructForm,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A referral with the text that it is about, as both sides have it. ``level``: where it lies now."""

    name: str
    referral: Referral
    level: str
    shown: dict[str, Any]
    may_instruct: bool


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    sifted = sift(request, list(here.desk.state.referrals.items()), _sieves(here))

    def at(level: str) -> list[Listed]:
        return [_listed(here, name, each) for name, each in sifted.items if each.now_with == level]

    groups = [
        (N_("With ministers"), at("ministers")),
        (N_("With the chief negotiators"), at("chief_negotiators")),
        (N_("Returned"), at("technical")[::-1]),
    ]
    context = {
        "groups": [each for each in groups if each[1]],
        "sieves": sifted.choices,
        "may_refer": allowed(here, *REFER.acts),
    }
    return render(request, "paraph/exchanges/referrals.html", context)


def _sieves(here: Visit) -> list[Sieve[tuple[str, Referral]]]:
    say = here.speech.say
    levels = {**{level: say(key) for level, key in LEVELS.items()}, "technical": say(N_("Returned"))}
    return [
        Sieve("level", say(N_("Where it lies")), levels, lambda each: [each[1].now_with]),
        by_party(here, "by", say(N_("Who referred it")), lambda each: [each[1].sent.party]),
        by_chapter(here, lambda each: [each[1].subject]),
    ]


def _listed(here: Visit, name: str, found: Referral) -> Listed:
    waits = here.desk.seat.party in here.desk.charter.parties and here.desk.seat.party not in found.instructions
    return Listed(
        name,
        found,
        LEVEL[found.now_with],
        dict(shown(here, found.subject)),
        waits and allowed(here, *INSTRUCT.acts),
    )


@require_GET
def referral(request: HttpRequest, name: str) -> HttpResponse:
    """One referral whole: the question, how the text stands, both sides' wording, what came back, what came before."""
    here = visit(request)
    found = _found(here, name)
    others = [(key, each) for key, each in here.desk.state.referrals.items() if each.subject == found.subject]
    context = {
        "each": _listed(here, name, found),
        **shown(here, found.subject),
        "others": [each for each in others if each[0] != name],
        "history": history(here, found.subject),
        "papers": instructions_kept(here, name, found.subject),
    }
    return render(request, "paraph/exchanges/referral.html", context)


def instructions_kept(here: Visit, name: str, subject: str) -> list[Paper]:
    """The private part of one's own instruction on a referral, as far as the seat is cleared."""
    if not has_vault(here):
        return []
    kept = papers_on(here, subject)
    return [each for each in kept if each.item.kind == INSTRUCTION and each.item.name.endswith(f"/{name}")]


@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest) -> HttpResponseBase:
    here, subject = visit(request), subject_in(request)
    if not subject and allowed(here, *REFER.acts):
        return choose(request, REFER, reverse("referrals"))
    return perform(
        request,
        REFER,
        lambda desk, form: desk.refer(subject, form.cleaned_data["level"], form.cleaned_data["question"]),
        reverse("referrals"),
        context=shown(here, subject) if subject else {},
        template="paraph/exchanges/refer.html",
    )


@require_http_methods(["GET", "POST"])
def instruct(request: HttpRequest, name: str) -> HttpResponseBase:
    here = visit(request)
    found = _found(here, name)
    return perform(
        request,
        INSTRUCT,
        lambda desk, form: _instruct(desk, name, found.subject, form.cleaned_data),
        reverse("referral", args=[name]),
        context={"name": name, "referral": found, **shown(here, found.subject)},
        template="paraph/exchanges/instruct.html",
    )


def _instruct(desk: Desk, name: str, subject: str, typed: dict[str, Any]) -> Receipt:
    """Share the one part; keep the other, once it is known to be fit and the first has left."""
    private: Text = {language: admit(text, language) for language, text in typed["private"].items()}
    receipt = desk.instruct(name, typed["instruction"])
    if receipt.published and private:
        desk.keep(INSTRUCTION, subject, private, typed["clearance"], apart=name)
    return receipt


def _found(here: Visit, name: str) -> Referral:
    found = here.desk.state.referrals.get(name)
    if found is None:
        raise Http404
    return found
