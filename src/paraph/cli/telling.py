"""Acts in words: what a preview shows before an act leaves, and what the log shows after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record import acts, names
from paraph.record.contents import Content
from paraph.record.deadlines import instant

if TYPE_CHECKING:
    from paraph.cli.session import Session

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]{8}Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HASH = re.compile(r"[0-9a-f]{64}")

_ABOUT = ("subject", "round", "meeting", "agenda", "at", "referral", "name")
"""Fields that say what an act is about, the first that there is."""


def name(act: acts.Act, speech: Speech) -> str:
    """What was done: "Position tabled"; a message in the reader's language."""
    if isinstance(act, acts.ContentAccepted) and act.ad_referendum:
        return speech.say(N_("Wording accepted ad referendum"))
    return speech.say(names.ACTS.get(type(act).__name__, type(act).__name__))


def about(act: acts.Act) -> str:
    """The name of what it is about: a subject, or the question, document or undertaking itself.

    >>> about(acts.RoundOpened(round="round:2")), about(acts.UndertakingDischarged(name="vn-u1"))
    ('round:2', 'vn-u1')
    """
    if isinstance(act, acts.OffersTabled):
        return str(len(act.lines))
    return next((str(getattr(act, field)) for field in _ABOUT if getattr(act, field, "")), "")


def particulars(act: acts.Act, contents: Mapping[str, Content] | None = None) -> Iterator[tuple[str, Any]]:
    """All that an act says beside its name and subject, as rows of field and words, nothing left out.

    ``contents``: known contents by hash, to show the very words that an acceptance names by their hash.

    >>> list(particulars(acts.SubjectParked(subject="provision:a1", reason={"en": "For ministers."})))
    [('reason (en)', 'For ministers.')]
    """
    if isinstance(act, acts.OffersTabled):
        yield from _offers(act)
        return
    first = next((field for field in _ABOUT if getattr(act, field, "")), "")
    plain = msgspec.to_builtins(act)
    for field, value in plain.items():
        if field not in ("type", first):
            yield from rows(field, value)
    if isinstance(act, acts.ContentAccepted) and contents and act.content in contents:
        yield from rows("content", msgspec.to_builtins(contents[act.content]))


def _offers(act: acts.OffersTabled) -> Iterator[tuple[str, Any]]:
    """A row for each line: base rate, rate, staging, quota, description; then the reason."""
    for line in act.lines:
        each = line.content
        said = (f"{each.base_rate} → {each.rate}", each.staging, each.tariff_rate_quota, *each.description.values())
        yield line.subject, "; ".join(filter(None, said))
    yield from rows("reason", act.reason)


def label(field: str, speech: Speech) -> str:
    """A row's field as a person reads it, in the reader's language.

    >>> label("reason (en)", Speech("en")), label("items 2.title (en)", Speech("en"))
    ('reason (en)', 'items 2.title (en)')
    """
    return re.sub(r"\w+", lambda name: speech.say(name[0]) if name[0] in names.FIELDS else name[0], field)


def spelt(field: str, value: Any, session: Session) -> str:
    """A row's value as a person reads it: moments on the seat's clock, hashes short, yes and no in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return session.say(N_("yes") if value else N_("no"))
    words = names.VALUES.get(field.rpartition(".")[2], {})
    if value in words:
        return session.say(words[value])
    if not isinstance(value, str):
        return str(value)
    if MOMENT.fullmatch(value):
        return session.shown(instant(value))
    if field in ("starts", "ends") and _DAY.fullmatch(value):
        return session.speech.day(date.fromisoformat(value), "medium")
    return value[:8] if _HASH.fullmatch(value) and field != "sha256" else value


def rows(label: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Plain data as rows of field and value; what is written in several languages has a row for each."""
    if isinstance(value, dict):
        spoken = bool(value) and all(isinstance(each, str) and len(key) <= 3 for key, each in value.items())
        for key, each in value.items():
            if key != "type":
                yield from rows(f"{label} ({key})" if spoken else key if label == "content" else f"{label}.{key}", each)
    elif isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            yield label, ", ".join(value)
        else:
            for number, each in enumerate(value, 1):
                yield from rows(f"{label} {number}", each)
    else:
        yield label, value
