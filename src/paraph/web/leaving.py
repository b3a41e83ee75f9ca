"""An act in words, whole: every field that would be signed stands on the page before it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from paraph.documents.outcome_words import UNDERTAKINGS
from paraph.errors import N_
from paraph.i18n import begun
from paraph.record import names
from paraph.record.acts import AnyAct, ContentAccepted
from paraph.record.contents import Wording
from paraph.record.values import Value
from paraph.web.visit import Visit
from paraph.web.words import LANGUAGE

TECHNICAL = ("kind", "parent", "after", "level", "content", "base")
"""Fields that a reader seldom needs: they stand apart, below the words and the reason."""
FIRST = ("text", "subject", "reason")
"""Fields that are read first: the others follow in the order of the act."""
SHORT = 12
"""Characters of a position's hash that are shown; the hash of a document is shown whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """A field and what it says. ``language``: of ``words``, "" where they are the page's own; ``inner``: of a list."""

    label: str
    words: str = ""
    language: str = ""
    inner: tuple[tuple[Line, ...], ...] = ()
    field: str = ""


def lines(here: Visit, act: AnyAct) -> list[Line]:
    """All that an act says, field by field; what it accepts by hash is shown in full. Empty fields are left out."""
    return list(_fields(here, act))


@dataclass(frozen=True, slots=True)
class Leaving:
    """An act as it is read: what matters first, and the rest of its fields; together they are all of them."""

    first: tuple[Line, ...]
    technical: tuple[Line, ...]


def leaving(here: Visit, act: AnyAct) -> Leaving:
    """All lines of an act, its words and the reason first, what only a machine needs apart."""
    found = lines(here, act)
    wording = isinstance(getattr(act, "content", None), str | Wording)
    apart = [each for each in found if each.field in (TECHNICAL if wording else TECHNICAL[-1:])]
    order = {field: place for place, field in enumerate(FIRST)}
    first = sorted((each for each in found if each not in apart), key=lambda each: order.get(each.field, len(FIRST)))
    return Leaving(tuple(first), tuple(apart))


def _fields(here: Visit, value: Value) -> Iterator[Line]:
    for field in msgspec.structs.fields(value):
        said = getattr(value, field.name)
        if said is None or said is False or said in ("", [], {}):
            continue
        if field.name == "content" and isinstance(value, ContentAccepted):
            said = here.desk.state.contents.get(said, said)
        if isinstance(said, Value):
            yield from _fields(here, said)
        else:
            yield from _line(here, field.name, said)


def _line(here: Visit, field: str, said: Any) -> Iterator[Line]:
    label = label_of(here, field)
    if isinstance(said, Mapping):
        for language, text in said.items():
            called = f"{label} ({here.speech.say(LANGUAGE.get(str(language), str(language)))})"
            yield Line(called, text, language, field=field)
    elif isinstance(said, Sequence) and not isinstance(said, str):
        inner = tuple(
            tuple(_fields(here, each)) if isinstance(each, Value) else (Line("", _plain(here, field, each)),)
            if not isinstance(each, Mapping) else tuple(_line(here, field, each))
            for each in said
        )  # fmt: skip
        yield Line(label, inner=inner, field=field)
    else:
        yield Line(label, _plain(here, field, said), field=field)


def label_of(here: Visit, field: str) -> str:
    """The name of a field, as the start of a line."""
    return begun(here.speech.say(field).replace("_", " "))


def _plain(here: Visit, field: str, said: Any) -> str:
    if said is True:
        return here.speech.say(N_("yes"))
    written = str(said)
    if field in names.VALUES or field in ("role", "kind"):
        known = names.VALUES.get(field) or {**names.ROLES, **names.KIND, **UNDERTAKINGS}
        return here.speech.say(known.get(written, written))
    if written in here.desk.state.subjects:
        return here.name(written)
    if field in ("party", "to") and any(each.code == written for each in here.desk.charter.participants):
        return here.naming.party(written)
    if len(written) == 64 and field in ("base", "content"):
        return written[:SHORT]
    if field in ("starts", "ends", "deadline"):
        return here.naming.day(written) if len(written) == 10 else here.naming.moments(written, here.desk.seat.party)
    return written
