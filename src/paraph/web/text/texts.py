"""The texts that one may look at, each as the parts of a sheet. All are worked out from the shared record alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paraph.desk import Receipt
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.acts import PositionTabled
from paraph.record.assembly import PROVISION, Clause
from paraph.record.contents import Wording
from paraph.record.rewordings import Rewording
from paraph.record.state import State
from paraph.record.state_of_play import StateOfPlay
from paraph.record.trial import Trial
from paraph.text.provision import Draft, Kind, Provision
from paraph.web.markup import hue
from paraph.web.text.looking import AGREED, CHANGES, DRAFT, TRIAL, Look
from paraph.web.text.margin import Facts, Margins, address
from paraph.web.text.rows import Cell, Row, cells, redlined
from paraph.web.text.sheets import Part
from paraph.web.visit import Visit

NO_WORDS = N_("No wording in this language")


def parts(here: Visit, asked: Look) -> Iterable[Part]:
    """The rows of a look, in order."""
    make: Callable[[Visit, Look], Iterable[Part]] = {
        DRAFT: draft, AGREED: agreed, TRIAL: on_trial, CHANGES: changed
    }.get(asked.view, consolidated)  # fmt: skip
    return make(here, asked)


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
    return clauses(here, play, state, within)


def clauses(here: Visit, play: StateOfPlay, state: State, chosen: Sequence[Clause]) -> Iterator[Part]:
    margins, labels = Margins(state, here.speech), Labels(here.language)
    moved = _moved(state, play)
    nothing = here.speech.say(NO_WORDS)
    for clause in chosen:
        facts = margins.facts(clause, play.of(clause), labels.of(clause))
        recent = clause.subject in moved
        make = partial(_clause_html, clause, facts, margins, recent, nothing)
        yield clause.name, (clause, facts, recent), make


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


# On trial


def trial_of(here: Visit, asked: Look) -> Trial:
    state = state_of(here, asked) if asked.at else None
    known = state_of(here, asked).subjects
    choice = {name: party for name, party in asked.take if f"provision:{name}" in known}
    key = ("trial", here.desk.state.entries, asked.at, tuple(sorted(choice.items())), here.language)
    return here.site.lasting(key, lambda: here.site.desk("").trial(choice, here.language, state))


def disputes(here: Visit, asked: Look) -> dict[str, list[tuple[str, str]]]:
    """Provisions on which there is something to choose: {name: [(party, what it would have there)]}."""
    state, play, say = state_of(here, asked), play_of(here, asked), here.speech.say
    taken = dict(asked.take)
    found: dict[str, list[tuple[str, str]]] = {}
    for clause in play.text.within(asked.within):
        if clause.settled and clause.name not in taken:
            continue
        held = {party: state.content(clause.subject, party) for party in state.parties}
        wordings = {party: each for party, each in held.items() if isinstance(each, Wording)}
        if len({(each.absent, *each.text.items(), each.parent, each.after) for each in wordings.values()}) > 1 or (
            len(wordings) < len(state.parties)
        ):
            found[clause.name] = [
                (party, say(N_("%(party)s: none"), party=party) if each.absent else party)
                for party, each in wordings.items()
            ]
    return found


def on_trial(here: Visit, asked: Look) -> Iterator[Part]:
    """As it would read if what is chosen were accepted; what would fall away stands struck where it stood."""
    play, found = play_of(here, asked), trial_of(here, asked)
    options, taken = disputes(here, asked), dict(asked.take)
    labels, speech = Labels(here.language), here.speech
    names = [clause.name for clause in found.text]
    for name in found.gone:
        before = play.text.clauses[play.text.index(name) - 1].name if play.text.index(name) else ""
        names.insert(names.index(before) + 1 if before else 0, name)
    inside = {clause.name for clause in play.text.within(asked.within)}
    for name in names:
        if name not in inside:
            continue
        clause = found.text[name] if name in found.text else play.text[name]
        state = "gone" if name not in found.text else "agreed" if name in found.agreed else "open"
        shows = (clause, state, taken.get(name, ""), tuple(options.get(name, ())))
        label, parties = labels.of(clause), here.desk.charter.parties
        make = partial(_trial_html, clause, state, taken.get(name, ""), options.get(name, ()), label, speech, parties)
        yield name, shows, make


def _trial_html(
    clause: Clause,
    state: str,
    taken: str,
    options: Sequence[tuple[str, str]],
    label: str,
    speech: Speech,
    parties: Sequence[str],
) -> str:
    say = speech.say
    said = {"agreed": N_("would be agreed"), "open": N_("would stay open"), "gone": N_("would fall away")}[state]
    numbers = {language: clause.number(language) for language in clause.runs}
    shown = cells(clause.runs, numbers, parties, "" if clause.kind.titled else say(NO_WORDS))
    if state == "gone":
        shown = tuple(Cell(each.language, each.number, f"<del>{each.words}</del>") for each in shown)
    status = {"gone": "agreed"}.get(state, state)
    note = f'<span class="state s-{status}">{escape(say(said))}</span>' if taken or state != "agreed" else ""
    choose = _select(clause.name, taken, options, label, speech) if options else ""
    margin = mark_safe(note + choose)  # noqa: S308 - its parts are escaped
    classes = f"st-{status}" + (" taken" if taken else "")
    return Row(clause.name, clause.kind, clause.depth, shown, margin, classes).html


def _select(name: str, taken: str, options: Sequence[tuple[str, str]], label: str, speech: Speech) -> str:
    said = escape(speech.say(N_("Whose wording of %(name)s"), name=label or name))
    entries = [("", speech.say(N_("as it stands"))), *options]
    chosen = "".join(
        f'<option value="{escape(value)}"{" selected" if value == taken else ""}>{escape(words)}</option>'
        for value, words in entries
    )
    named = f'id="take-{escape(name)}" name="take.{escape(name)}"'
    return f'<select {named} form="trial" aria-label="{said}">{chosen}</select>'


# What has changed


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
