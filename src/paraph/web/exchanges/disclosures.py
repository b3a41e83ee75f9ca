"""Policy documents that the delegations have handed over, each with its hash and its receipts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.documents.gateway import SIZE_LIMIT
from paraph.errors import N_
from paraph.record import acts
from paraph.record.state import Disclosure
from paraph.record.values import digest
from paraph.web.choices import SubjectsField
from paraph.web.doing import Doing, allowed, perform
from paraph.web.exchanges.sifting import Sieve, by_chapter, by_party, sift
from paraph.web.exchanges.uploads import MEDIA, Staged, waiting_room
from paraph.web.forms import ActForm, WordsField
from paraph.web.visit import Visit, visit

Named = tuple[str, Disclosure]
SANDBOX = "default-src 'none'; sandbox"


class PartiesField(forms.MultipleChoiceField):
    """Other participants, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def fit(self, here: Visit) -> None:
        others = [code for code in here.desk.state.participants if code != here.desk.seat.party]
        self.choices = [(code, here.naming.party(code)) for code in others]
        self.initial = [code for code in others if code in here.desk.charter.parties]


class DocumentField(forms.FileField):
    """A file that is needed, but need not be sent again once it waits: the form looks for it."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data, initial) if data else None


class DiscloseForm(ActForm):
    """The bytes wait in the seat's own waiting room from the first step on; what is sent again is only their hash."""

    document = DocumentField(
        label=N_("The document"), help_text=N_("Up to 20 MB, of any kind. Its name on your computer is not passed on.")
    )
    title = WordsField(label=N_("Title"), help_text=N_("In every language of the text."), whole=True, rows=1)
    to = PartiesField(label=N_("To whom"))
    about = SubjectsField(label=N_("Which provisions it concerns"), required=False)
    staged = forms.CharField(widget=forms.HiddenInput, required=False)
    declared = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, here: Visit, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(here, data, files, **options)
        if data is not None and self.held():
            self.initial["document"] = True  # it waits: the browser need not insist on it

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        sent, room = typed.get("document"), waiting_room(self.here)
        found = None
        if sent is not None and sent.size > SIZE_LIMIT:
            self.add_error("document", self.here.speech.say(N_("It is larger than 20 MB. Nothing of it was kept.")))
        elif sent is not None:
            found = room.keep(sent.read(), str(sent.content_type or ""))
        else:
            found = room.find(typed.get("staged", ""), typed.get("declared", ""))
            if found is None and "document" not in self.errors:
                self.add_error("document", self.here.speech.say(N_("Choose the file; if you had, choose it again.")))
        self._remember(found)
        return {**typed, "document": found}

    def _remember(self, found: Staged | None) -> None:
        sent = cast(QueryDict, self.data).copy()
        sent["staged"] = found.sha256 if found else ""
        sent["declared"] = found.media_type if found else ""
        self.data = sent

    def held(self) -> Staged | None:
        """The document that waits, to be shown with the form."""
        return waiting_room(self.here).find(self.data.get("staged", ""), self.data.get("declared", ""))


DISCLOSE = Doing(
    "disclose",
    (acts.DisclosureMade,),
    N_("Hand over a document"),
    N_("Hand it over"),
    N_("Those you name get the file. Its title, size and hash stand on the shared record, for every party to read."),
    DiscloseForm,
)
RECEIVE = Doing(
    "receive",
    (acts.DisclosureReceived,),
    N_("Acknowledge a document"),
    N_("Acknowledge it"),
    N_("The bytes that arrived are compared with the hash on record; the receipt says that they are the same."),
    ActForm,
)


@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    here, own = visit(request), visit(request).desk.seat.party
    sifted = sift(request, list(here.desk.state.disclosures.items()), _sieves(here))
    wait = [each for each in sifted.items if own in each[1].to and own not in each[1].receipts]
    ours = [each for each in sifted.items if each[1].made.party == own]
    rest = [each for each in sifted.items if each not in wait and each not in ours]
    groups = [
        (N_("Waiting for our receipt"), wait[::-1]),
        (N_("Handed over by us"), ours[::-1]),
        (N_("Received") if own else N_("Documents"), rest[::-1]),
    ]
    context = {
        "groups": [each for each in groups if each[1]],
        "sieves": sifted.choices,
        "may_disclose": allowed(here, *DISCLOSE.acts),
        "may_receive": allowed(here, *RECEIVE.acts),
        "readable": {name for name, each in sifted.items if own in (each.made.party, *each.to)},
        "waiting": {name for name, _ in wait},
    }
    return render(request, "paraph/exchanges/disclosures.html", context)


def _sieves(here: Visit) -> list[Sieve[Named]]:
    say = here.speech.say
    stand = {"waiting": say(N_("A receipt is missing")), "received": say(N_("All have acknowledged"))}
    return [
        by_party(here, "by", say(N_("Who handed it over")), lambda each: [each[1].made.party]),
        Sieve(
            "receipt",
            say(N_("Receipts")),
            stand,
            lambda each: ["received" if set(each[1].to) <= set(each[1].receipts) else "waiting"],
        ),
        by_chapter(here, lambda each: each[1].about),
    ]


@require_http_methods(["GET", "POST"])
def disclose(request: HttpRequest) -> HttpResponseBase:
    here = visit(request)
    answer = perform(
        request,
        DISCLOSE,
        lambda desk, form: desk.disclose(**_arguments(form), illustrative=here.desk.charter.illustrative),
        reverse("disclosures"),
        initial={"about": request.GET.getlist("about")},
        template="paraph/exchanges/disclose.html",
    )
    if answer.status_code == 302:
        waiting_room(here).drop(request.POST.get("staged", ""))
    return answer


def _arguments(form: DiscloseForm) -> Mapping[str, Any]:
    typed = form.cleaned_data
    staged: Staged = typed["document"]
    return {
        "document": staged.data,
        "title": typed["title"],
        "media_type": staged.media_type,
        "about": typed["about"],
        "to": typed["to"],
    }


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, name: str) -> HttpResponseBase:
    found = _found(visit(request), name)
    return perform(
        request,
        RECEIVE,
        lambda desk, form: desk.receive(name),
        reverse("disclosures") + f"#{name}",
        context={"name": name, "disclosure": found},
        template="paraph/exchanges/receive.html",
    )


@require_GET
def document(request: HttpRequest, name: str) -> HttpResponse:
    """The bytes, to be saved and never shown: whatever they are, no browser runs them from here."""
    here = visit(request)
    found = _found(here, name)
    data = here.desk.document(name)
    ending = MEDIA.get(found.media_type, MEDIA["application/octet-stream"])
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}{ending}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Document-SHA-256"] = digest(data)
    return response


def _found(here: Visit, name: str) -> Disclosure:
    found = here.desk.state.disclosures.get(name)
    if found is None:
        raise Http404
    return found
