"""Questions on the draft and their answers."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.errors import N_
from paraph.record import acts
from paraph.record.contents import Wording
from paraph.record.state import Clarification
from paraph.web.choices import PartyField
from paraph.web.doing import Doing, allowed, perform
from paraph.web.exchanges.asking import choose, shown, subject_in
from paraph.web.exchanges.sifting import Sieve, by_chapter, by_party, sift
from paraph.web.forms import ActForm, WordsField
from paraph.web.visit import Visit, visit

Named = tuple[str, Clarification]


class QuoteInput(forms.Textarea):
    """A box with a button, for who has scripts, that puts the words selected above into it."""

    template_name = "paraph/exchanges/quote.html"
    button = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "button": self.button}


class AskForm(ActForm):
    """``quote`` is brought into the very form in which it stands; ``language`` is that of the wording it stands in."""

    to = PartyField(label=N_("Who is asked"))
    quote = forms.CharField(
        label=N_("The words that you ask about"),
        help_text=N_("Words that stand in one of the positions above; leave it empty to ask about the whole."),
        widget=QuoteInput(attrs={"rows": 2}),
        required=False,
    )
    question = WordsField(
        label=N_("Your question"), help_text=N_("In one language or in both; the other side reads it."), rows=3
    )

    def __init__(self, here: Visit, data: Any = None, files: Any = None, *, subject: str, **options: Any) -> None:
        super().__init__(here, data, files, **options)
        self.subject = subject
        self.language = ""
        quote = self.fields["quote"].widget
        assert isinstance(quote, QuoteInput)  # noqa: S101 - declared so above
        quote.button = here.speech.say(N_("Quote the words selected above"))
        if len(here.desk.charter.parties) == 2:
            del self.fields["to"]

    def clean_quote(self) -> str:
        typed: str = self.cleaned_data["quote"]
        found = standing(self.here, self.subject, typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(self.here.speech.say(N_("These words stand in nobody's position.")))
        quote, self.language = found or ("", "")
        return quote


def standing(here: Visit, subject: str, quote: str) -> tuple[str, str] | None:
    """Words as they stand in a party's wording, and the language of it; line breaks and spaces may differ."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for party in here.desk.state.subjects[subject].positions:
        wording = here.desk.state.content(subject, party)
        for language, text in wording.text.items() if isinstance(wording, Wording) else ():
            if found := pattern.search(text):
                return found[0], language
    return None


class AnswerForm(ActForm):
    answer = WordsField(
        label=N_("Your answer"), help_text=N_("In one language or in both; the other side reads it."), rows=4
    )


ASK = Doing(
    "ask",
    (acts.ClarificationAsked,),
    N_("Ask a question"),
    N_("Ask"),
    N_("The question goes to the other side and stands on the shared record, with the words that it is about."),
    AskForm,
)
ANSWER = Doing(
    "answer",
    (acts.ClarificationAnswered,),
    N_("Answer a question"),
    N_("Answer"),
    N_("The answer stands beside the question on the shared record. A question is answered once."),
    AnswerForm,
)


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    own = here.desk.seat.party
    sifted = sift(request, list(here.desk.state.clarifications.items()), _sieves(here))
    waiting = [each for each in sifted.items if not each[1].answered]
    ours = [each for each in waiting if each[1].to == own]
    groups = [
        (N_("Waiting for our answer"), ours),
        (N_("Waiting for the other side") if own else N_("Not answered yet"), [e for e in waiting if e not in ours]),
        (N_("Answered"), [each for each in sifted.items if each[1].answered][::-1]),
    ]
    context = {
        "groups": [each for each in groups if each[1]],
        "sieves": sifted.choices,
        "may_ask": allowed(here, *ASK.acts),
        "may_answer": allowed(here, *ANSWER.acts),
    }
    return render(request, "paraph/exchanges/questions.html", context)


def _sieves(here: Visit) -> list[Sieve[Named]]:
    say = here.speech.say
    stand = {"open": say(N_("Not answered yet")), "answered": say(N_("Answered"))}
    return [
        Sieve("show", say(N_("How they stand")), stand, lambda each: ["answered" if each[1].answered else "open"]),
        by_party(here, "owes", say(N_("Who owes the answer")), lambda each: [] if each[1].answered else [each[1].to]),
        by_chapter(here, lambda each: [each[1].subject]),
    ]


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    here, subject = visit(request), subject_in(request)
    if not subject and allowed(here, *ASK.acts):
        return choose(request, ASK, reverse("questions"))
    return perform(
        request,
        ASK,
        lambda desk, form: desk.ask(
            subject,
            form.cleaned_data["question"],
            form.cleaned_data.get("to", ""),
            form.cleaned_data["quote"],
            form.language,
        ),
        reverse("questions"),
        context=shown(here, subject) if subject else {},
        template="paraph/exchanges/ask.html",
        options={"subject": subject},
    )


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, name: str) -> HttpResponseBase:
    here = visit(request)
    found = here.desk.state.clarifications.get(name)
    if found is None:
        raise Http404
    return perform(
        request,
        ANSWER,
        lambda desk, form: desk.answer(name, form.cleaned_data["answer"]),
        reverse("questions") + f"#{name}",
        context={**shown(here, found.subject), "name": name, "question": found},
        template="paraph/exchanges/answer.html",
    )
