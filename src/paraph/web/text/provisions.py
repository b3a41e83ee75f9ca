"""One provision whole: its words, who holds which wording and since when, what hangs on it, and what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from paraph.desk.drafting import KINDS, KeptDraft
from paraph.desk.views import Logged
from paraph.record.contents import Wording
from paraph.record.state import Position
from paraph.record.values import Text
from paraph.record.visibility import Clearance, clearance
from paraph.web.keeping import kept
from paraph.web.markup import hue
from paraph.web.text.acting import offered
from paraph.web.text.margin import Margins
from paraph.web.text.rows import Row
from paraph.web.text.texts import NO_WORDS, differences, row
from paraph.web.visit import Visit, visit
from paraph.web.words import ACTS, KEPT


@dataclass(frozen=True, slots=True)
class Held:
    """A party's position. ``hue``: its class of colour and line; ``wording``: None for other kinds of subject."""

    party: str
    hue: str
    position: Position
    wording: Wording | None


@dataclass(frozen=True, slots=True)
class Paper:
    """Something of the delegation's own vault that concerns a subject."""

    kind: str
    words: Text
    author: str


@require_GET
@kept
def provision(request: HttpRequest, name: str) -> HttpResponse:
    here = visit(request)
    if f"provision:{name}" not in here.desk.state.subjects and draft_of(here, f"provision:{name}"):
        return redirect("propose", name=name)
    subject = known(here, name)
    state, text = here.desk.state, here.play.text
    found = state.subjects[subject]
    order = [clause.name for clause in text]
    index = order.index(name) if name in text else -1
    context = {
        "name": name,
        "subject": subject,
        "row": row_of(here, name),
        "path": text.path(name)[:-1] if name in text else (),
        "inside": [each for each in text.within(name) if each.parent == name] if name in text else (),
        "held": held(here, subject),
        "found": found,
        "questions": [(key, each) for key, each in state.clarifications.items() if each.subject == subject],
        "referrals": [(key, each) for key, each in state.referrals.items() if each.subject == subject],
        "undertakings": [(key, each) for key, each in state.undertakings.items() if subject in each.about],
        "disclosures": [(key, each) for key, each in state.disclosures.items() if subject in each.about],
        "history": history(here, subject),
        "deeds": offered(here, subject),
        "draft": draft_of(here, subject),
        "papers": papers(here, subject),
        "before": order[index - 1] if index > 0 else "",
        "after": order[index + 1] if 0 <= index < len(order) - 1 else "",
    }
    return render(request, "paraph/text/provision.html", context)


def history(here: Visit, subject: str) -> list[tuple[Logged, str]]:
    """Every entry about a subject, the latest first, with what it did."""
    lines = here.site.once(f"log:{subject}", lambda desk: desk.log(subject))
    return [(each, ACTS.get(type(each.entry.act).__name__, type(each.entry.act).__name__)) for each in lines[::-1]]


def known(here: Visit, name: str) -> str:
    """The subject of a provision. Raises Http404 when there is none of this name."""
    subject = f"provision:{name}"
    if subject not in here.desk.state.subjects:
        raise Http404
    return subject


def row_of(here: Visit, name: str) -> Row | None:
    """The provision as it stands in the text; None when nobody wants it any more."""
    if name not in here.play.text:
        return None
    clause, margins = here.play.text[name], Margins(here.desk.state, here.speech)
    margins.differences = partial(differences, here)
    facts = margins.facts(clause, here.play.of(clause), here.name(clause.subject))
    return row(clause, facts, margins, here.speech.say(NO_WORDS))


def held(here: Visit, subject: str) -> list[Held]:
    state, parties = here.desk.state, here.desk.charter.parties
    return [
        Held(party, hue(party, parties), position, wording if isinstance(wording, Wording) else None)
        for party, position in state.subjects[subject].positions.items()
        for wording in (state.contents[position.content],)
        if party in parties
    ]


def has_vault(here: Visit) -> bool:
    """Whether this seat has a vault that it is cleared to read."""
    return not here.desk.seat.observes and clearance(here.desk.seat.role) > Clearance.NONE


def draft_of(here: Visit, subject: str) -> KeptDraft | None:
    """What one's own side has written on a subject and not tabled."""
    drafts = here.desk.drafts() if has_vault(here) else []
    return next((each for each in drafts if each.subject == subject), None)


def papers(here: Visit, subject: str = "") -> list[tuple[str, Paper]]:
    """(subject, paper) of one's own vault, as far as the seat is cleared; of one subject, or of all for ""."""
    if not has_vault(here):
        return []
    return [
        (about, Paper(KEPT[kind], words, item.author))
        for kind in KINDS
        for about, words, item in here.desk.kept(kind)
        if not subject or about == subject
    ]
