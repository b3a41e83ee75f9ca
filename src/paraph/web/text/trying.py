"""The text on trial: as it would read if chosen wordings were accepted, as the parts of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.html import escape
from django.utils.safestring import mark_safe

from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.assembly import Clause
from paraph.record.contents import Wording
from paraph.record.trial import Trial
from paraph.web.text.looking import Look
from paraph.web.text.rows import Cell, Row, cells
from paraph.web.text.sheets import Part
from paraph.web.text.texts import NO_WORDS, Labels, play_of, state_of
from paraph.web.visit import Visit


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
