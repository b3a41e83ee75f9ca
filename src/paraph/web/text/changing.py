"""What the parties have changed in their own texts between two moments, as the parts of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paraph.errors import N_
from paraph.record.assembly import Clause
from paraph.record.rewordings import Rewording
from paraph.text.provision import Kind
from paraph.web.markup import hue
from paraph.web.text.looking import Look
from paraph.web.text.margin import address
from paraph.web.text.rows import Cell, Row, cells, redlined
from paraph.web.text.sheets import Part
from paraph.web.text.texts import play_of
from paraph.web.visit import Visit


def rewordings_of(here: Visit, asked: Look) -> list[Rewording]:
    """None while no round is closed: then there is nothing to measure from."""
    if not asked.since:
        return []
    before = here.site.after(f"round:{asked.since}")
    until = here.site.after(f"round:{asked.at}") if asked.at else None
    name = f"rewordings:{asked.since}:{asked.at}:{asked.of}"
    return here.site.once(name, lambda desk: desk.rewordings(before, until, asked.of))


def changed(here: Visit, asked: Look) -> Iterator[Part]:
    """Provisions in which a party has changed its words, number or place, under the headings over them."""
    play = play_of(here, asked)
    found: dict[str, list[Rewording]] = {}
    for each in rewordings_of(here, asked):
        found.setdefault(each.name, []).append(each)
    inside = play.text.within(asked.within)
    names = {each.name for clause in inside if clause.name in found for each in play.text.path(clause.name)}
    for clause in inside:
        if clause.name in names:
            own = tuple(found.get(clause.name, ()))
            yield clause.name, (clause.runs, clause.numbers, own), partial(_change_html, here, asked, clause, own)
    present = {clause.name for clause in play.text}
    if not asked.within:
        for name, gone in found.items():
            if name not in present:
                yield name, tuple(gone), partial(_gone_html, here, asked, name, tuple(gone))


def _change_html(here: Visit, asked: Look, clause: Clause, found: Sequence[Rewording]) -> str:
    parties = here.desk.charter.parties
    if not found:
        numbers = {language: clause.number(language) for language in clause.runs}
        shown = cells(clause.runs, numbers, parties, "")
        return Row(clause.name, clause.kind, clause.depth, shown, SafeString(""), "context").html
    return _reworded(here, asked, clause.name, clause.kind, clause.depth, found)


def _gone_html(here: Visit, asked: Look, name: str, found: Sequence[Rewording]) -> str:
    """Of a provision that nobody wants any more."""
    return _reworded(here, asked, name, Kind.PARAGRAPH, 2, found)


def _reworded(here: Visit, asked: Look, name: str, kind: Kind, depth: int, found: Sequence[Rewording]) -> str:
    say, parties = here.speech.say, here.desk.charter.parties
    deleted, inserted = say(N_("deleted")), say(N_("inserted"))
    shown = tuple(
        Cell(
            language,
            "",
            "".join(
                f'<span class="side {hue(each.party, parties)}"><b class="owner">{escape(each.party)}</b> '
                f"{_renumbered(each, language)}{redlined(each.ops(language), deleted, inserted)}</span>"
                for each in found
            ),
        )
        for language in here.desk.languages
    )
    notes = "".join(f'<span class="note">{escape(note)}</span>' for each in found for note in _notes(here, each))
    link = f'<a class="state s-open" href="{address(name)}">{escape(say(N_("changed")))}</a>'
    return Row(name, kind, depth, shown, mark_safe(link + notes), "changed").html  # noqa: S308 - escaped above


def _renumbered(found: Rewording, language: str) -> str:
    old, new = ((each.number.get(language, "") if each else "") for each in (found.before, found.now))
    if old == new or not (found.before and found.now):
        return f'<span class="num">{escape(new or old)}</span> ' if new or old else ""
    return f'<span class="num"><del>{escape(old)}</del> <ins>{escape(new)}</ins></span> '


def _notes(here: Visit, found: Rewording) -> Iterator[str]:
    """What happened to the provision as a whole, in this party's text."""
    say = here.speech.say
    if found.before is None:
        yield say(N_("%(party)s: new"), party=found.party)
    elif found.now is None:
        yield say(N_("%(party)s: no longer wanted"), party=found.party)
    if found.from_place is not None:
        parent, after = found.from_place
        where = here.name(f"provision:{after or parent}") if after or parent else ""
        moved = N_("%(party)s: moved, was after %(place)s") if after else N_("%(party)s: moved, was first in %(place)s")
        yield say(moved, party=found.party, place=where) if where else say(N_("%(party)s: moved"), party=found.party)
