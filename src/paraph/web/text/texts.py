"""The consolidated text, the drafts and what is agreed, each as the parts of a sheet, from the shared record alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paraph.desk import Receipt
from paraph.errors import N_
from paraph.record.acts import PositionTabled
from paraph.record.assembly import PROVISION, Clause
from paraph.record.contents import Wording
from paraph.record.state import State
from paraph.record.state_of_play import StateOfPlay
from paraph.text.provision import Draft, Provision
from paraph.web.concordance.words import SEVERITY
from paraph.web.markup import hue
from paraph.web.text.looking import Look
from paraph.web.text.margin import Facts, Margins
from paraph.web.text.rows import Cell, Row, cells
from paraph.web.text.sheets import Part
from paraph.web.visit import Visit

NO_WORDS = N_("No wording in this language")
MOST_CHECKED = 400
"""Provisions on a page whose languages are compared while it is made; the list of findings has all of any text."""


def play_of(here: Visit, asked: Look) -> StateOfPlay:
    """The state of play at the moment that is looked at."""
    return here.site.play_after(f"round:{asked.at}", here.language) if asked.at else here.play


def state_of(here: Visit, asked: Look) -> State:
    return here.site.after(f"round:{asked.at}") if asked.at else here.desk.state


# Consolidated


def consolidated(here: Visit, asked: Look) -> Iterator[Part]:
    """All provisions, or those of one status with the headings over them."""
    play, state = play_of(here, asked), state_of(here, asked)
    within = play.text.within(asked.within)
    if asked.show:
        wanted = [clause for clause in within if play.of(clause).status.value == asked.show]
        names = {each.name for clause in wanted for each in play.text.path(clause.name)}
        within = [clause for clause in within if clause.name in names]
    return clauses(here, play, state, within, checked=not asked.at and len(within) <= MOST_CHECKED)


def clauses(
    here: Visit, play: StateOfPlay, state: State, chosen: Sequence[Clause], *, checked: bool = False
) -> Iterator[Part]:
    """``checked``: the margin says what is found between the languages as well."""
    margins, labels = Margins(state, here.speech), Labels(here.language)
    if checked:
        margins.differences = partial(differences, here)
    moved = _moved(state, play)
    nothing = here.speech.say(NO_WORDS)
    for clause in chosen:
        facts = margins.facts(clause, play.of(clause), labels.of(clause))
        recent = clause.subject in moved
        make = partial(_clause_html, clause, facts, margins, recent, nothing)
        yield clause.name, (clause, facts, recent), make


def differences(here: Visit, subject: str) -> tuple[str, ...]:
    """Severities of what is open between the languages of a provision, the gravest first."""
    found = [each.finding.severity for each in here.desk.concerns_of(subject, {}) if each.open]
    return tuple(SEVERITY[severity] for severity in sorted(found, key=lambda each: each.rank))


def _moved(state: State, play: StateOfPlay) -> set[str]:
    """Subjects on which a party has taken a position since the close that the state of play is measured against."""
    then = play.since.entries if play.since else state.entries
    return {
        subject
        for subject, held in state.subjects.items()
        if any(each.mark.order > then for each in held.positions.values())
    }


def _clause_html(clause: Clause, facts: Facts, margins: Margins, recent: bool, nothing: str) -> str:
    return row(clause, facts, margins, nothing, recent=recent).html


def row(clause: Clause, facts: Facts, margins: Margins, nothing: str, *, recent: bool = False) -> Row:
    """A clause as a row. ``recent``: some position on it is newer than the last close."""
    numbers = {language: clause.number(language) for language in clause.runs}
    return Row(
        clause.name,
        clause.kind,
        clause.depth,
        cells(clause.runs, numbers, margins.state.parties, "" if clause.kind.titled else nothing),
        margins.html(clause.name, facts, clause.kind.titled),
        f"st-{facts.item.status}" + (" recent" if recent else ""),
    )


class Labels:
    """Short names of clauses that come in document order: "Article 2.3 1.", made from the one over them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._made: dict[str, str] = {}

    def of(self, clause: Clause) -> str:
        over = "" if clause.kind.titled else self._made.get(clause.parent, "")
        number = clause.number(self.language)
        self._made[clause.name] = label = f"{over} {number}".strip()
        return label


def surroundings(here: Visit, receipt: Receipt) -> SafeString:
    """A provision as it would stand if what is previewed were tabled, with those before and after it."""
    act = receipt.acts[0]
    if not isinstance(act, PositionTabled) or not isinstance(act.content, Wording):
        return SafeString("")
    text = here.desk.would_stand(act.subject, act.content)
    name = act.subject.removeprefix(PROVISION)
    if name in text:
        chosen = text.clauses[max(0, text.index(name) - 1) : text.index(name) + 2]
    else:
        chosen = tuple(text.path(act.content.parent)) if act.content.parent in text else ()
    nothing = here.speech.say(NO_WORDS)
    rows = []
    for clause in chosen:
        numbers = {language: clause.number(language) for language in clause.runs}
        shown = cells(clause.runs, numbers, here.desk.charter.parties, "" if clause.kind.titled else nothing)
        classes = "fresh" if clause.name == name else "context"
        rows.append(Row(f"near-{clause.name}", clause.kind, clause.depth, shown, SafeString(""), classes).html)
    return mark_safe("".join(rows))  # noqa: S308 - rows are escaped


# Drafts and what is agreed


def draft(here: Visit, asked: Look) -> Iterator[Part]:
    """A party's own text, whole, as it has tabled it."""
    state = state_of(here, asked)
    found = here.site.once(
        f"draft:{asked.of}:{asked.at}",
        lambda desk: {each: desk.draft_of(asked.of, each, state) for each in desk.languages},
    )
    return _clean(here, found, asked.within, hue(asked.of, here.desk.charter.parties))


def agreed(here: Visit, asked: Look) -> Iterator[Part]:
    """What is agreed, clean, under its headings."""
    state = state_of(here, asked) if asked.at else None
    found = here.site.once(
        f"agreed:{asked.at}", lambda desk: {each: desk.agreed_text(each, state) for each in desk.languages}
    )
    return _clean(here, found, asked.within, "")


def _clean(here: Visit, drafts: Mapping[str, Draft], within: str, classes: str) -> Iterator[Part]:
    nothing = here.speech.say(NO_WORDS)
    languages = tuple(drafts)
    for together in _inside(zip(*(each.provisions for each in drafts.values()), strict=True), within):
        first = together[0]
        yield first.id, together, partial(_clean_html, together, languages, classes, nothing)


def _inside(rows: Iterable[tuple[Provision, ...]], within: str) -> Iterator[tuple[Provision, ...]]:
    depth = None if within else -1
    for each in rows:
        if each[0].id == within:
            depth = each[0].depth
        elif depth is not None and each[0].depth <= depth:
            return
        if depth is not None:
            yield each


def _clean_html(together: Sequence[Provision], languages: Sequence[str], classes: str, nothing: str) -> str:
    first = together[0]
    empty = "" if first.kind.titled else f'<span class="muted">{escape(nothing)}</span>'
    shown = tuple(
        Cell(language, each.number, escape(each.text) if each.text else empty)
        for language, each in zip(languages, together, strict=True)
    )
    return Row(first.id, first.kind, first.depth, shown, SafeString(""), f"clean {classes}".strip()).html
