"""To propose wording: write it in both languages, see the bracket it makes, then table it or keep it in the vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from paraph.desk.drafting import NOTE
from paraph.errors import N_, NotPermitted, ParaphError
from paraph.record import acts
from paraph.record.contents import Wording
from paraph.record.values import Text, digest
from paraph.record.visibility import may
from paraph.text.brackets import Runs
from paraph.text.consolidate import consolidate
from paraph.web.receipts import notes, tell
from paraph.web.text.provisions import draft_of, has_vault, held, known, papers, row_of
from paraph.web.visit import Visit, status_of, visit


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. ``base``: one's own position when it was opened; ``standing``: a digest of all."""

    text: Text
    reason: Text
    note: Text
    base: str
    standing: str


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    subject = known(here, name)
    _check(here)
    typed = _read(request.POST, here) if request.method == "POST" else _opened(here, subject)
    step = request.POST.get("step", "")
    try:
        if step == "keep":
            return _keep(request, here, subject, typed)
        if step in ("check", "leave"):
            return _table(request, here, subject, typed, leave=step == "leave")
    except ParaphError as error:
        told = here.speech.explain(error)
        return _form(request, here, subject, typed, {"error": told}, status=status_of(error))
    return _form(request, here, subject, typed, {})


@require_POST
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """The bracket that what is typed would make; a part of a page. Nothing is kept."""
    here = visit(request)
    subject = known(here, name)
    _check(here)
    typed = _read(request.POST, here)
    return render(request, "paraph/text/_preview.html", {"would": would(here, subject, typed.text)})


@require_POST
def table_draft(request: HttpRequest, name: str) -> HttpResponse:
    """Open the form on what lies in the vault, at the step before it leaves."""
    here = visit(request)
    subject = known(here, name)
    _check(here)
    draft = draft_of(here, subject)
    if draft is None or not isinstance(draft.content, Wording):
        return redirect("propose", name=name)
    opened = _opened(here, subject)
    return _table(
        request, here, subject, Typed(draft.content.text, {}, opened.note, opened.base, opened.standing), leave=False
    )


@require_POST
def discard_draft(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    here.desk.discard(known(here, name))
    tell(request, here.speech.say(N_("The draft is set aside. Nothing has left.")))
    return redirect("provision", name=name)


def may_propose(here: Visit) -> bool:
    """Whether this seat words positions for a party of the negotiation."""
    seat = here.desk.seat
    return seat.party in here.desk.charter.parties and may(seat.role, acts.PositionTabled)


def _check(here: Visit) -> None:
    if not may_propose(here):
        raise NotPermitted(role=here.desk.seat.role, act=N_("table a position"))


def would(here: Visit, subject: str, text: Text) -> list[tuple[str, Runs]]:
    """The consolidated wording in each language if one's own position read so."""
    state, parties = here.desk.state, here.desk.charter.parties
    found = []
    for language in here.desk.languages:
        words: dict[str, str | None] = {}
        for party in parties:
            wording = state.content(subject, party)
            wanted = isinstance(wording, Wording) and not wording.absent
            words[party] = wording.text.get(language) if wanted and isinstance(wording, Wording) else None
        words[here.desk.seat.party] = text.get(language) or None
        found.append((language, consolidate(words)))
    return found


def standing(here: Visit, subject: str) -> str:
    """A digest of who holds what on a subject, to notice that it has changed meanwhile."""
    positions = here.desk.state.subjects[subject].positions
    return digest("".join(f"{p}{positions[p].content}" for p in sorted(positions)).encode("ascii"))[:16]


def _opened(here: Visit, subject: str) -> Typed:
    """A fresh form: the draft in the vault, else one's own position, else what another party has proposed."""
    positions = here.desk.state.subjects[subject].positions
    own = positions.get(here.desk.seat.party)
    draft = draft_of(here, subject)
    content = draft.content if draft else _model(here, subject)
    text = dict(content.text) if isinstance(content, Wording) and not content.absent else {}
    kept = here.desk.kept(NOTE) if has_vault(here) else []
    note = next((words for _, words, item in kept if item.name == subject), {})
    return Typed(text, {}, note, own.content if own else "", standing(here, subject))


def _model(here: Visit, subject: str) -> Wording | None:
    """The wording whose kind, number and place a proposal keeps: one's own, else the first of another party."""
    state = here.desk.state
    parties = [here.desk.seat.party, *state.subjects[subject].positions]
    found = (state.content(subject, party) for party in parties)
    return next((each for each in found if isinstance(each, Wording)), None)


def _worded(here: Visit, subject: str, text: Text) -> Wording:
    model = _model(here, subject) or Wording()
    return msgspec.structs.replace(model, text={**{k: v for k, v in text.items() if v}}, absent=False)


def _table(request: HttpRequest, here: Visit, subject: str, typed: Typed, *, leave: bool) -> HttpResponse:
    """What would leave; or, when it was seen as things still stand, let it leave. The note goes to the vault."""
    moved = typed.standing != standing(here, subject)
    wording = _worded(here, subject, typed.text)
    if leave and not moved:
        receipt = here.desk.table(subject, wording, typed.reason, base=typed.base or None)
        _keep_note(here, subject, typed.note)
        if draft_of(here, subject):
            here.desk.discard(subject)
        tell(request, here.speech.say(N_("Tabled: it is on the record, signed for your side.")), *notes(here, receipt))
        return redirect("provision", name=subject.partition(":")[2])
    own = here.desk.state.subjects[subject].positions.get(here.desk.seat.party)
    now = Typed(typed.text, typed.reason, typed.note, own.content if own else "", standing(here, subject))
    rehearsing = here.site.desk_of(here.desk.seat, rehearsing=True)
    receipt = rehearsing.table(subject, wording, typed.reason)
    return _form(request, here, subject, now, {"leaving": receipt.acts, "notes": notes(here, receipt), "moved": moved})


def _keep(request: HttpRequest, here: Visit, subject: str, typed: Typed) -> HttpResponse:
    here.desk.draft(subject, _worded(here, subject, typed.text))
    _keep_note(here, subject, typed.note)
    tell(request, here.speech.say(N_("Kept in your vault. Nothing has left.")))
    return redirect("provision", name=subject.partition(":")[2])


def _keep_note(here: Visit, subject: str, note: Text) -> None:
    if note and all(paper.words != note for _, paper in papers(here, subject)):
        here.desk.keep(NOTE, subject, note)


def _form(
    request: HttpRequest, here: Visit, subject: str, typed: Typed, more: Mapping[str, object], status: int = 200
) -> HttpResponse:
    name = subject.partition(":")[2]
    fields = [
        (each, typed.text.get(each, ""), typed.reason.get(each, ""), typed.note.get(each, ""))
        for each in here.desk.languages
    ]
    context = {
        "name": name,
        "subject": subject,
        "row": row_of(here, name),
        "held": held(here, subject),
        "typed": typed,
        "fields": fields,
        "would": would(here, subject, typed.text),
        "leaving": None,
        "moved": False,
        "error": "",
        **more,
    }
    return render(request, "paraph/text/propose.html", context, status=status)


def _read(given: Mapping[str, str], here: Visit) -> Typed:
    def texts(field: str) -> Text:
        typed = {each: given.get(f"{field}-{each}", "").replace("\r\n", "\n").strip() for each in here.desk.languages}
        return {language: text for language, text in typed.items() if text}

    return Typed(texts("text"), texts("reason"), texts("note"), given.get("base", ""), given.get("standing", ""))
