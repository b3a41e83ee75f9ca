"""What a receipt has to say beside the act itself: cautions, and that an act came too late to change anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest

from paraph.desk import Receipt
from paraph.desk.publishing import Caution
from paraph.errors import N_
from paraph.web.visit import SAID, Visit
from paraph.web.words import LANGUAGE, UNITS


def tell(request: HttpRequest, *sentences: str) -> None:
    """Have the next page say these: the first is what was done, the others what to know of it."""
    request.session[SAID] = list(sentences)


def notes(here: Visit, receipt: Receipt) -> list[str]:
    """A receipt's cautions and what was without effect, one sentence each, in the reader's language."""
    lost = N_("It is on record, but changed nothing: %(reason)s.")
    return [
        *remarked(here, receipt.cautions),
        *(here.speech.say(lost, reason=here.speech.say(reason)) for reason in receipt.without_effect),
    ]


def remarked(here: Visit, cautions: Iterable[Caution]) -> list[str]:
    """Cautions in words, in the reader's language."""
    return [here.speech.say(each.message, **_named(here, each)) for each in cautions]


def _named(here: Visit, caution: Caution) -> dict[str, str]:
    """A caution's fields as a page names them: a subject by its number and heading, languages by their names."""
    return {field: _name(here, field, value) for field, value in caution.data.items()}


def _name(here: Visit, field: str, value: str) -> str:
    if field == "subject" and value in here.desk.state.subjects:
        return here.name(value)
    if field == "figure" and value in here.desk.state.figures:
        return here.speech.of(here.desk.state.figures[value].title)
    if field in ("amount", "published", "computed"):
        return here.speech.decimal(value)
    if field == "unit":
        return here.speech.say(UNITS.get(value, value))
    codes: Sequence[str] = value.split(", ")
    if all(code in LANGUAGE for code in codes):
        return ", ".join(here.speech.say(LANGUAGE[code]) for code in codes)
    return value
