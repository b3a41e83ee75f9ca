"""Words, names, moments and bracketed text in templates. Everything is escaped here; nothing arrives as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from paraph import __version__
from paraph.desk import Receipt
from paraph.documents.attributing import Spot
from paraph.errors import N_, ParaphError
from paraph.record.acts import AnyAct
from paraph.record.contents import Round, is_link
from paraph.record.deadlines import Deadline, instant, on_clock
from paraph.record.highlight import Excerpt
from paraph.text.brackets import Runs
from paraph.web import markup
from paraph.web.leaving import Leaving, Line, leaving, lines
from paraph.web.visit import Visit
from paraph.web.words import ACTS, DUE, LANGUAGE, LEVEL, ROLES

register = template.Library()


def _visit(context: Mapping[str, Any]) -> Visit:
    found: Visit = context["visit"]
    return found


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], message: str, **data: Any) -> str:
    """A message key in the reader's language."""
    return _visit(context).speech.say(str(message), **data)


@register.simple_tag(takes_context=True)
def count(context: Mapping[str, Any], one: str, many: str, n: int, **data: Any) -> str:
    return _visit(context).speech.count(one, many, n, **data)


@register.simple_tag(takes_context=True)
def words(context: Mapping[str, Any], text: Mapping[str, str] | None) -> str:
    """Of words in several languages those of the reader's."""
    return _visit(context).speech.of(dict(text or {}))


@register.simple_tag(takes_context=True)
def party(context: Mapping[str, Any], code: str) -> str:
    return _visit(context).naming.party(code)


@register.simple_tag(takes_context=True)
def link(context: Mapping[str, Any], subject: str) -> SafeString:
    """A subject's name, linked to where it stands."""
    here = _visit(context)
    return format_html('<a href="{}">{}</a>', where(subject), here.name(subject))


@cache
def where(subject: str) -> str:
    """The page of a subject."""
    kind, _, name = subject.partition(":")
    own = ("provision", "round", "meeting", "agenda", "statement")
    return reverse(kind, args=[name]) if kind in own else reverse("play")


@register.simple_tag(takes_context=True)
def moment(context: Mapping[str, Any], when: str | datetime) -> SafeString:
    """A moment on the clocks of all parties, the reader's own first."""
    here = _visit(context)
    at = instant(when) if isinstance(when, str) else when
    shown = here.naming.moments(at, here.desk.seat.party).split("; ")
    first, rest = shown[0], "; ".join(shown[1:])
    return format_html(
        '<time datetime="{}">{}{}</time>',
        at.isoformat(),
        first,
        format_html(' <span class="other-zone">{}</span>', rest) if rest else "",
    )


@register.simple_tag(takes_context=True)
def clock(context: Mapping[str, Any], when: str) -> SafeString:
    """The hour of a moment on the reader's own clock, where the day stands beside it already."""
    at = instant(when)
    own = on_clock(at, _visit(context).desk.zone)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), f"{own:%H:%M}")


@register.simple_tag(takes_context=True)
def spoken(context: Mapping[str, Any], text: Mapping[str, str] | None) -> SafeString:
    """Of words in several languages those of the reader's, or else others that say which language they are in."""
    here, found = _visit(context), dict(text or {})
    language = here.speech.language if found.get(here.speech.language) else next(iter(found), "")
    if language in ("", here.speech.language):
        return format_html("{}", found.get(language, ""))
    return format_html('<span lang="{}">{}</span>', language, found[language])


@register.simple_tag(takes_context=True)
def explain(context: Mapping[str, Any], error: ParaphError) -> str:
    """An error in the reader's language."""
    return _visit(context).explain(error)


@register.simple_tag(takes_context=True)
def rolename(context: Mapping[str, Any], role: str) -> str:
    return _visit(context).speech.say(ROLES.get(role, role))


@register.simple_tag(takes_context=True)
def zoned(context: Mapping[str, Any], at: datetime, zone: str) -> SafeString:
    """A moment on the clock of one zone."""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), _visit(context).speech.moment(at, zone, "long"))


@register.simple_tag(takes_context=True)
def joining(context: Mapping[str, Any], link: str) -> SafeString:
    """A link to another site that somebody has put on record: in full, and only one that a browser may safely open."""
    if not is_link(link):
        return format_html('<span class="hash">{}</span>', link)
    return format_html('<a class="hash" rel="noopener noreferrer" target="_blank" href="{0}">{0}</a>', link)


@register.simple_tag(takes_context=True)
def spot(context: Mapping[str, Any], found: Spot) -> str:
    """What is to be said of a bracket."""
    return _visit(context).speech.say(found.message, **found.data)


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], written: str) -> str:
    return _visit(context).naming.day(written)


@register.simple_tag(takes_context=True)
def days(context: Mapping[str, Any], planned: Round) -> str:
    """The days of a round, first and last."""
    naming = _visit(context).naming
    return " – ".join(dict.fromkeys(naming.day(each) for each in (planned.starts, planned.ends)))


@register.simple_tag(takes_context=True)
def number(context: Mapping[str, Any], value: float, digits: int = 0) -> str:
    return _visit(context).speech.number(value, digits)


@register.simple_tag(takes_context=True)
def percent(context: Mapping[str, Any], fraction: float) -> str:
    return _visit(context).speech.percent(fraction, 0)


@register.simple_tag(takes_context=True)
def bracketed(context: Mapping[str, Any], runs: Runs) -> SafeString:
    """Words with their brackets, each with its owner's name as text."""
    return markup.bracketed(runs, _visit(context).desk.charter.parties)


@register.simple_tag(takes_context=True)
def marked(context: Mapping[str, Any], found: Excerpt) -> SafeString:
    """An excerpt in its language, with what was found marked, and whose words they are."""
    return markup.marked(found, _visit(context).speech.language)


@register.simple_tag(takes_context=True)
def would_stand(context: Mapping[str, Any], receipt: Receipt) -> SafeString:
    """What a tabled wording would make of the text, between the provisions before and after it."""
    from paraph.web.text.texts import surroundings

    return surroundings(_visit(context), receipt)


@register.simple_tag(takes_context=True)
def subject_name(context: Mapping[str, Any], subject: str) -> str:
    return _visit(context).name(subject)


@register.simple_tag(takes_context=True)
def subject_title(context: Mapping[str, Any], subject: str) -> str:
    """A subject's name with its heading."""
    return _visit(context).name(subject, heading=True)


@register.simple_tag(takes_context=True)
def provision_name(context: Mapping[str, Any], name: str) -> str:
    return _visit(context).name(f"provision:{name}")


@register.simple_tag(takes_context=True)
def hue(context: Mapping[str, Any], party: str) -> str:
    """The class of a party's colour and line."""
    return markup.hue(party, _visit(context).desk.charter.parties)


@register.simple_tag(takes_context=True)
def level(context: Mapping[str, Any], name: str) -> str:
    return _visit(context).speech.say(LEVEL[name])


@register.simple_tag(takes_context=True)
def due(context: Mapping[str, Any], deadline: Deadline) -> str:
    return _visit(context).speech.say(DUE[deadline.due])


@register.simple_tag(takes_context=True)
def deed(context: Mapping[str, Any], act: AnyAct) -> str:
    """What an act does, as a line of the log says it."""
    here, name = _visit(context), type(act).__name__
    party = here.naming.party(here.desk.seat.party)
    return here.speech.say(N_("%(party)s %(did)s"), party=party, did=here.speech.say(ACTS.get(name, name)))


@register.simple_tag(takes_context=True)
def said(context: Mapping[str, Any], act: AnyAct) -> list[Line]:
    """All that an act says, field by field."""
    return lines(_visit(context), act)


@register.simple_tag(takes_context=True)
def leaves(context: Mapping[str, Any], act: AnyAct) -> Leaving:
    """All that an act says, as it is read before it leaves."""
    return leaving(_visit(context), act)


@register.simple_tag(takes_context=True)
def language_name(context: Mapping[str, Any], language: str) -> str:
    return _visit(context).speech.say(LANGUAGE.get(language, language))


@register.simple_tag(takes_context=True)
def decimal(context: Mapping[str, Any], written: str) -> str:
    """A decimal text of the record as the reader's language writes it, with as many digits as it has."""
    return _visit(context).speech.decimal(written)


@register.filter
def plainly(value: float) -> str:
    """A number as SVG wants it, in every language."""
    return f"{value:.3f}"


@register.filter
def anchor(subject: str) -> str:
    """Where a subject stands on its page."""
    return subject.replace(":", "-")


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)


@register.filter
def attribute(value: Any, name: str) -> Any:
    return getattr(value, name, None)


@register.filter
def as_json(value: Any) -> str:
    """A value for a script to read from an attribute."""
    return json.dumps(value, default=dict)


@register.simple_tag
def version() -> str:
    return __version__
