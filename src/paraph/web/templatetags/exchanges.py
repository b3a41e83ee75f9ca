"""What the pages of provisions and the first page show of questions, documents, undertakings and referrals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse

from paraph.record.deadlines import Deadline, Due
from paraph.web import since
from paraph.web.doing import allowed
from paraph.web.exchanges import disclosures, questions, referrals, undertakings
from paraph.web.visit import Visit

register = template.Library()
LATEST = 3
"""How many instructions that came back are shown on the first page."""
FRESH = 6
"""How many provisions that another party has newly tabled are named there."""


def _visit(context: Mapping[str, Any]) -> Visit:
    found: Visit = context["visit"]
    return found


@register.simple_tag(takes_context=True)
def ahead(context: Mapping[str, Any], deadline: Deadline) -> str:
    """How far off a deadline is, or how long ago it passed; nothing once it is done."""
    return "" if deadline.due is Due.DISCHARGED else _visit(context).speech.ahead(deadline.left)


@register.inclusion_tag("paraph/exchanges/_begin.html", takes_context=True)
def exchanges_to_begin(context: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """Links to ask, refer, undertake and disclose on a subject: those that this seat may."""
    here = _visit(context)
    links = (("ask", questions.ASK), ("refer", referrals.REFER), ("undertake", undertakings.GIVE))
    more = (*links, ("disclose", disclosures.DISCLOSE))
    return {
        "visit": here,
        "subject": subject,
        "links": [(reverse(route), doing) for route, doing in more if allowed(here, *doing.acts)],
    }


@register.inclusion_tag("paraph/exchanges/_tasks.html", takes_context=True)
def tasks(context: Mapping[str, Any]) -> dict[str, Any]:
    """What waits for this seat: what others newly tabled, then what it has to answer, acknowledge and decide."""
    here, state = _visit(context), _visit(context).desk.state
    own = here.desk.seat.party
    asked = [name for name, each in state.clarifications.items() if each.to == own and not each.answered]
    sent = [name for name, each in state.disclosures.items() if own in each.to and own not in each.receipts]
    up = [n for n, each in state.referrals.items() if own not in each.instructions and each.now_with != "technical"]
    count = here.speech.count
    found = (
        ("questions", questions.ANSWER, len(asked), count("question to answer", "questions to answer", len(asked))),
        (
            "disclosures",
            disclosures.RECEIVE,
            len(sent),
            count("document to acknowledge", "documents to acknowledge", len(sent)),
        ),
        ("referrals", referrals.INSTRUCT, len(up), count("referral to decide", "referrals to decide", len(up))),
    )
    shown = [(reverse(route), n, told) for route, doing, n, told in found if n and allowed(here, *doing.acts)]
    new = [] if here.desk.seat.observes else since.tabled(here)
    listed = [(party, names[:FRESH], len(names) - FRESH) for party, names in new]
    return {"visit": here, "tasks": shown, "new": listed}


@register.inclusion_tag("paraph/exchanges/_back.html", takes_context=True)
def instructions_back(context: Mapping[str, Any]) -> dict[str, Any]:
    """The latest instructions that came back down, of either side."""
    here = _visit(context)
    found = [
        (name, referral, party, given)
        for name, referral in here.desk.state.referrals.items()
        for party, given in referral.instructions.items()
    ]
    found.sort(key=lambda each: each[3].mark.order)
    return {"visit": here, "found": found[::-1][:LATEST]}
