"""To propose wording: write it in both languages, see the bracket it makes, then table it or keep it in the vault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from paraph.desk import Desk, Receipt
from paraph.desk.drafting import NOTE
from paraph.errors import N_, NotAsShown, NotPermitted, ParaphError
from paraph.record import acts
from paraph.record.contents import Wording
from paraph.record.state import Position
from paraph.record.values import Text, digest
from paraph.record.visibility import may
from paraph.text.brackets import Runs
from paraph.web.doing import CHECK, Doing, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.receipts import tell
from paraph.web.text.provisions import draft_of, has_vault, known, papers, row_of
from paraph.web.visit import Visit, status_of, visit

KEEP = "keep"
KEPT = N_("Kept in your vault. Nothing has left.")
TABLED = N_("Tabled: it is on the record, signed for your side.")


class ProposeForm(ActForm):
    """``base``: one's own position when it was opened; ``standing``: a digest of all that stood then."""

    text = WordsField(rows=5, label=N_("Your wording"), required=False)
    number = WordsField(rows=1, label=N_("Number as shown"), required=False)
    reason = WordsField(label=N_("Reason, shared with the other side"), required=False)
    note = WordsField(label=N_("Note, private to our vault"), required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    standing = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, here: Visit, data: Any = None, files: Any = None, *, subject: str, **options: Any) -> None:
        super().__init__(here, data, files, **options)
        self.subject = subject
        found = model(here, subject)
        self.fields["text"].required = bool(found and found.text)

    @property
    def moved(self) -> bool:
        """Whether somebody's position is another one than when this was opened, or last shown."""
        return self.is_bound and self.data.get("standing", "") != standing(self.here, self.subject)

    def carried(self) -> list[tuple[str, str]]:
        """What was typed, with what stands now: it has just been shown."""
        now = {"base": own_hash(self.here, self.subject), "standing": standing(self.here, self.subject)}
        return [each for each in super().carried() if each[0] not in now] + list(now.items())

    def wording(self) -> Wording:
        """What is typed, at the place and of the kind that the provision has. Call it on a form that is valid."""
        found = model(self.here, self.subject) or Wording()
        numbered = any(field.startswith("number-") for field in self.data)
        number = self.cleaned_data["number"] if numbered else found.number
        return msgspec.structs.replace(found, text=self.cleaned_data["text"], number=number, absent=False)

    def would(self) -> list[tuple[str, Runs]]:
        """The consolidated wording in each language if one's own position read as what stands in the form."""
        if self.is_bound and self.is_valid():
            wording = self.wording()
        else:
            wording = Wording(text=self.get_initial_for_field(self.fields["text"], "text") or {})
        return list(self.here.desk.would_read(self.subject, wording).items())


PROPOSE: Doing[ProposeForm] = Doing(
    "propose",
    (acts.PositionTabled,),
    N_("Propose wording"),
    N_("Table it now"),
    N_("What your side wants it to say, in every language. Others see it once it is tabled."),
    ProposeForm,
)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, name: str) -> HttpResponseBase:
    here = visit(request)
    check(here)
    subject = known_or_drafted(here, name)
    if request.POST.get("step") == KEEP:
        return _keep(request, here, subject)
    return _steps(request, here, subject)


@require_POST
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """The bracket that what is typed would make; a part of a page. Nothing is kept."""
    here = visit(request)
    check(here)
    subject = known_or_drafted(here, name)
    form = ProposeForm(here, request.POST, subject=subject)
    return render(request, "paraph/text/_preview.html", {"would": form.would()})


@require_POST
def table_draft(request: HttpRequest, name: str) -> HttpResponseBase:
    """Open the form on what lies in the vault, at the step before it leaves."""
    here = visit(request)
    check(here)
    subject = known_or_drafted(here, name)
    if draft_of(here, subject) is None:
        return redirect("propose", name=name)
    opened = _opened(here, subject)
    data = QueryDict(mutable=True)
    for field in ("text", "number", "note"):
        data.update({f"{field}-{language}": words for language, words in opened[field].items()})
    data.update({"step": CHECK, "base": opened["base"], "standing": opened["standing"]})
    request.POST = data  # type: ignore[assignment]
    return _steps(request, here, subject)


@require_POST
def discard_draft(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    subject = known_or_drafted(here, name)
    here.desk.discard(subject)
    tell(request, here.speech.say(N_("The draft is set aside. Nothing has left.")))
    return redirect(_back(here, subject))


def check(here: Visit) -> None:
    """Raises NotPermitted for who words no positions for a party of the negotiation."""
    seat = here.desk.seat
    if seat.party not in here.desk.charter.parties or not may(seat.role, acts.PositionTabled):
        raise NotPermitted(role=seat.role, act=N_("table a position"))


def known_or_drafted(here: Visit, name: str) -> str:
    """The subject of a provision on record, or of one that one's own side has drafted. Raises Http404."""
    subject = f"provision:{name}"
    return subject if draft_of(here, subject) else known(here, name)


def _back(here: Visit, subject: str) -> str:
    """The provision's page, or the vault for what is drafted only."""
    on_record = subject in here.desk.state.subjects
    return reverse("provision", args=[subject.partition(":")[2]]) if on_record else reverse("vault")


def own_hash(here: Visit, subject: str) -> str:
    own = _positions(here, subject).get(here.desk.seat.party)
    return own.content if own else ""


def standing(here: Visit, subject: str) -> str:
    """A digest of who holds what on a subject, to notice that it has changed meanwhile."""
    positions = _positions(here, subject)
    return digest("".join(f"{p}{positions[p].content}" for p in sorted(positions)).encode("ascii"))[:16]


def model(here: Visit, subject: str) -> Wording | None:
    """The wording whose kind, number and place a proposal keeps: one's own, else another party's, else the draft's."""
    state = here.desk.state
    held = [state.content(subject, party) for party in (here.desk.seat.party, *_positions(here, subject))]
    draft = draft_of(here, subject)
    found = [*held, draft.content if draft else None]
    return next((each for each in found if isinstance(each, Wording)), None)


def _positions(here: Visit, subject: str) -> Mapping[str, Position]:
    found = here.desk.state.subjects.get(subject)
    return found.positions if found else {}


def _opened(here: Visit, subject: str) -> dict[str, Any]:
    """A fresh form: the draft in the vault, else one's own position, else what another party has proposed."""
    draft = draft_of(here, subject)
    content = draft.content if draft else model(here, subject)
    wording = content if isinstance(content, Wording) else Wording()
    kept = here.desk.kept(NOTE) if has_vault(here) else []
    note: Text = next((words for _, words, item in kept if item.name == subject), {})
    return {
        "text": {} if wording.absent else dict(wording.text),
        "number": dict(wording.number),
        "note": note,
        "base": own_hash(here, subject),
        "standing": standing(here, subject),
    }


def _steps(request: HttpRequest, here: Visit, subject: str) -> HttpResponseBase:
    name = subject.partition(":")[2]

    def does(desk: Desk, form: ProposeForm) -> Receipt:
        if not desk.rehearsing and form.moved:
            raise NotAsShown
        base = None if desk.rehearsing else form.cleaned_data["base"] or None
        receipt = desk.table(subject, form.wording(), form.cleaned_data["reason"], base=base)
        if receipt.published:
            _keep_note(here, subject, form.cleaned_data["note"])
            if draft_of(here, subject):
                here.desk.discard(subject)
        return receipt

    return perform(
        request,
        PROPOSE,
        does,
        _back(here, subject),
        initial=_opened(here, subject),
        context=_context(here, subject),
        template="paraph/text/propose.html",
        options={"subject": subject},
        done=TABLED,
        after=lambda _: reverse("provision", args=[name]),
    )


def _context(here: Visit, subject: str) -> dict[str, Any]:
    name = subject.partition(":")[2]
    return {
        "name": name,
        "subject": subject,
        "row": row_of(here, name),
        "action": reverse("propose", args=[name]),
        "wide": True,
    }


def _keep(request: HttpRequest, here: Visit, subject: str) -> HttpResponse:
    form = ProposeForm(here, request.POST, subject=subject)
    try:
        if form.is_valid():
            here.desk.draft(subject, form.wording())
            _keep_note(here, subject, form.cleaned_data["note"])
            tell(request, here.speech.say(KEPT))
            return redirect(_back(here, subject))
        error, status = "", 400
    except ParaphError as refused:
        error, status = here.explain(refused), status_of(refused)
    then = _back(here, subject)
    context = {**_context(here, subject), "doing": PROPOSE, "form": form, "then": then, "error": error}
    return render(request, "paraph/text/propose.html", context, status=status)


def _keep_note(here: Visit, subject: str, note: Text) -> None:
    if note and all(paper.words != note for _, paper in papers(here, subject)):
        here.desk.keep(NOTE, subject, note)
