"""What a seat may ask: the texts, the state of play, what changed, deadlines, outcome, log. All from the shared record.

Every answer is a pure function of the state at a moment, so each can be had for any earlier moment too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from paraph.desk.chronicle import Chronicle
from paraph.desk.clock import local, stamp
from paraph.desk.floor import Turn, latest
from paraph.desk.importing import Importing
from paraph.desk.register import Audit, Progress
from paraph.documents.diary import Revision
from paraph.errors import N_, OutOfOrder, UnknownSubject
from paraph.record.acts import UndertakingDeferred, UndertakingGiven
from paraph.record.assembly import (
    PROVISION,
    ConsolidatedText,
    agreed_draft,
    assemble,
    draft,
    positions_of,
    supposing,
    with_wording,
    worded,
)
from paraph.record.changes import Changes, changes
from paraph.record.contents import Wording
from paraph.record.deadlines import Deadline, Engagement, calendar, deadlines
from paraph.record.entry import Entry
from paraph.record.examining import Examination
from paraph.record.findings import Outcome
from paraph.record.outcome import compile_outcome
from paraph.record.rewordings import Rewording, rewordings
from paraph.record.state import Close, Mark, State
from paraph.record.state_of_play import StateOfPlay, previous_close, state_of_play
from paraph.record.trial import Trial, trial
from paraph.record.values import Text
from paraph.text.brackets import Runs
from paraph.text.provision import Draft

SOON = timedelta(days=7)
_ROUND = re.compile(r"(?:round|vòng|vong|phiên|phien)?[ :]*(\d+)")


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log. ``effective``: None, or why the act changed nothing (a message key)."""

    number: int
    id: str
    entry: Entry
    ineffective: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline that an undertaking had or has, and why it was set: no reason for the first."""

    deadline: str
    mark: Mark
    reason: Text


class Views(Importing):
    """The queries. A state passed as ``state`` is asked instead of the present one (``as_of`` gives earlier ones)."""

    @property
    def languages(self) -> list[str]:
        return self.charter.languages

    @property
    def zone(self) -> str:
        """The time zone of this desk: its party's, UTC for an observer."""
        return "UTC" if self.seat.observes else self.charter.participant(self.seat.party).zone

    # Moments

    def as_of(self, when: str) -> State:
        """The state at an earlier moment: at the close of "round 1" (or "vòng 1", or "1"), at the end of a day
        ("2025-05-20") or at a moment ("2025-05-20 17:00") in this desk's time zone.

        Raises OutOfOrder when that round is not closed, InvalidContent for what is no moment.
        """
        found = _ROUND.fullmatch(when.strip().lower())
        if found:
            return self.register.state_after(self.close_of(f"round:{found[1]}").entries)
        return self.register.state_as_of(stamp(local(when, self.zone)))

    def close_of(self, round_subject: str) -> Close:
        """The close of a round. Raises OutOfOrder when it is not closed."""
        for close in self.state.closes:
            if close.round == round_subject:
                return close
        closed = ", ".join(close.round for close in self.state.closes)
        raise OutOfOrder(detail=N_("that round is not closed"), hint=closed or N_("No round is closed yet."))

    def changes(self, since: State, until: State | None = None) -> Changes:
        """What changed from one state to a later one, the present if left out."""
        return changes(since, until or self.state, self.languages, play=self.play(until, since))

    # Texts

    def text(self, state: State | None = None) -> ConsolidatedText:
        """The consolidated text, in all languages."""
        return assemble(state, self.languages) if state else self.register.text()

    def draft_of(self, party: str, language: str, state: State | None = None) -> Draft:
        """A party's own text, as far as it is tabled. Raises UnknownParty."""
        return draft(state or self.state, self.charter.participant(party).code, language)

    def agreed_text(self, language: str, state: State | None = None) -> Draft:
        """What is agreed, clean; nothing in dispute stands in it."""
        return agreed_draft(self.text(state), language)

    def supposing(self, choice: Mapping[str, str], state: State | None = None) -> ConsolidatedText:
        """What the text would read if on each subject ({name: party}) everybody took over that party's position."""
        state = state or self.state
        chosen = {self.resolve(name): self.charter.participant(party).code for name, party in choice.items()}
        return assemble(state, self.languages, supposing(positions_of(state), chosen, state.parties))

    def trial(self, choice: Mapping[str, str], language: str = "", state: State | None = None) -> Trial:
        """The same with what would be agreed then, words counted in ``language`` (the first, if left out).

        Raises UnknownSubject, UnknownParty.
        """
        chosen = {
            self.resolve(name, "provision"): self.charter.participant(party).code for name, party in choice.items()
        }
        text = self.text(state)
        return trial(state or self.state, text, self.languages, chosen, language or self.languages[0])

    def would_read(self, subject: str, wording: Wording) -> dict[str, Runs]:
        """A provision, known or new, in each language, if one's own position were this wording. Nothing is kept."""
        held = {party: self.state.content(subject, party) for party in self.state.parties}
        if self.seat.party in held:
            held[self.seat.party] = wording
        wordings = {party: each for party, each in held.items() if isinstance(each, Wording)}
        return worded(wordings, self.state.parties, self.languages)

    def would_stand(self, subject: str, wording: Wording) -> ConsolidatedText:
        """The whole text if one's own position on a provision, known or new, were this wording. Nothing is kept."""
        name = subject.removeprefix(PROVISION)
        return with_wording(self.text(), self.state, name, self.seat.party, wording)

    def rewordings(self, since: State, until: State | None = None, party: str = "") -> list[Rewording]:
        """What each party, or one, has changed in its own text from one state to a later one, the present if left out.

        Raises UnknownParty.
        """
        parties = [self.charter.participant(party).code] if party else self.state.parties
        return rewordings(since, until or self.state, parties)

    def provision(self, name: str) -> str:
        """The short name of a provision, whatever the way it was named. Raises UnknownSubject."""
        return self.resolve(name, "provision").partition(":")[2]

    # State of play, outcome, deadlines

    def play(self, state: State | None = None, since: State | None = None, language: str = "") -> StateOfPlay:
        """The state of play, measured against the close of the previous round, or against any earlier state."""
        text = self.text(state)
        state = state or self.state
        against = self.register.baseline(since or previous_close(state), language or self.languages[0])
        return state_of_play(state, self.languages, against, language, text)

    def outcome(self, name: str = "", state: State | None = None) -> Outcome:
        """The outcome of a round, compiled as at its close, or as it stands; of the latest one opened, if left out.

        Raises OutOfOrder when no round was opened, UnknownSubject when there is no such round.
        """
        state = state or self.state
        opened = [each for each, sitting in state.sittings.items() if each.startswith("round:") and sitting.opened]
        if not opened:
            raise OutOfOrder(detail=N_("no round has been held yet"), hint=N_("Open one first: 'paraph round open'."))
        subject = self.resolve(name, "round") if name else opened[-1]
        close = next((each for each in state.closes if each.round == subject), None)
        after = self.register.state_after(close.entries) if close else state
        earlier = [each for each in after.closes if each.round != subject]
        before = self.register.state_after(earlier[-1].entries if earlier else 0)
        # A closed round's outcome says the same on every later day: what was overdue is told as of its close.
        change = self.changes(before, after if close else None)
        return compile_outcome(self.charter, before, after, subject, now=None if close else self.clock(), change=change)

    def deadlines(self, soon: timedelta = SOON) -> list[Deadline]:
        """All undertakings with their deadlines, as of the clock's now."""
        return deadlines(self.state, self.clock(), soon)

    def terms(self, name: str) -> list[Term]:
        """Every deadline that an undertaking has had, the first one first; the state itself keeps only the last."""
        found = self.state.undertakings[name]
        marks = [found.given, *(each.mark for each in found.deferrals)]
        reasons = [{}, *(each.reason for each in found.deferrals)]
        entries = dict(self.register.entries(each.entry for each in marks))
        acts = [getattr(entries.get(mark.entry), "act", None) for mark in marks]
        return [
            Term(act.deadline, mark, reason)
            for act, mark, reason in zip(acts, marks, reasons, strict=True)
            if isinstance(act, UndertakingGiven | UndertakingDeferred)
        ]

    def calendar(self) -> list[Engagement]:
        """Rounds and meetings, held and to come."""
        return calendar(self.state, self.clock())

    def agenda_of(self, name: str = "") -> str:
        """The agenda subject of a round or meeting; of the open or else the latest scheduled round, if left out."""
        of = (name or self.current_round or next(reversed(self.state.named("round")), "")).rpartition(":")[2]
        if not of:
            raise OutOfOrder(
                detail=N_("no round is scheduled, so there is no agenda"),
                hint=N_("Schedule one: 'paraph round schedule'."),
            )
        return self.resolve(of, "agenda")

    def now(self) -> datetime:
        """The present moment on this desk's clock, in its time zone."""
        return self.clock().astimezone(ZoneInfo(self.zone) if self.zone != "UTC" else UTC)

    # The record itself

    def log(self, about: str = "", party: str = "", last: int = 0) -> list[Logged]:
        """The entries in the order of the record; those about a subject, or of a party, or the ``last`` ones only."""
        subject = self.resolve(about) if about else ""
        reasons = {each.mark.entry: each.reason for each in self.state.ineffective}
        lines = [
            Logged(number, name, entry, reasons.get(name))
            for number, (name, entry) in enumerate(self.register.log(), 1)
            if (not subject or subject in _subjects_of(entry)) and (not party or entry.party == party)
        ]
        return lines[-last:] if last else lines

    @property
    def chronicle(self) -> Chronicle:
        """Who did what when, in short; kept for all desks at one register."""
        if self.register.chronicle is None:
            self.register.chronicle = Chronicle(self.register)
        return self.register.chronicle

    def turn(self, among: Collection[str] = ()) -> Turn | None:
        """The latest act on one of these provisions (short names), or on any, and what its author changed by it."""
        return latest(self.register, self.chronicle, among)

    def examine(self, name: str) -> Examination:
        """One entry with all its checks. Raises UnknownSubject when none of this id lies here."""
        found = self.register.examine(name)
        if found is None:
            raise UnknownSubject(kind=N_("entry"), subject=name[:12], hint=N_("See the history for what there is."))
        return found

    def revisions(self) -> dict[str, Revision]:
        """How often each subject was acted on, and when for the last time."""
        found: dict[str, Revision] = {}
        for _, entry in self.register.log():
            for subject in _subjects_of(entry):
                before = found.get(subject, Revision(0, ""))
                found[subject] = Revision(before.count + 1, max(before.time, entry.time))
        return found

    def verify(self, progress: Progress | None = None) -> Audit:
        """Read every byte of the record again and verify it; fold it from nothing."""
        return self.register.audit(progress)


def _subjects_of(entry: Entry) -> set[str]:
    act = entry.act
    found = {getattr(act, field, None) for field in ("subject", "round", "agenda", "at", "meeting", "pending")}
    return {each for each in found if isinstance(each, str)} | set(getattr(act, "about", ()))
