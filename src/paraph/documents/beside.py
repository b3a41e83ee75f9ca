"""What stands beside the words of a provision: questions with their answers, reservations, capitals yet to confirm.

All of it is on the shared record. A text that is handed over without it would read as agreed where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.documents.naming import Naming
from paraph.documents.paper import Comment
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.assembly import Clause, ConsolidatedText
from paraph.record.charter import Charter
from paraph.record.reference import References
from paraph.record.state import Clarification, Mark, State, SubjectState


class Beside:
    """Makes comments in one language, for one state of a negotiation and the consolidated text of it."""

    def __init__(self, charter: Charter, state: State, text: ConsolidatedText, speech: Speech) -> None:
        self._naming = Naming(charter, speech)
        self._references = References(state, text)
        self._state, self._text, self._speech = state, text, speech

    def all(self) -> list[Comment]:
        """The comments on every provision, in the order of the text; of each, in the order of the record."""
        asked: dict[str, list[Clarification]] = {}
        for each in self._state.clarifications.values():
            asked.setdefault(each.subject, []).append(each)
        found = []
        for clause in self._text:
            mine = [*self.of(clause), *(self._question(clause.name, each) for each in asked.get(clause.subject, ()))]
            found += sorted(mine, key=lambda each: each.time)
        return found

    def of(self, clause: Clause) -> Iterator[Comment]:
        """What holds a provision back: who reserves, has yet to confirm, wants none or has it elsewhere."""
        held, say = self._state.subjects[clause.subject], self._speech.say
        for party, each in clause.reservations.items():
            yield self._said(clause, party, each.mark, self._reserved(each.pending), self._speech.of(each.reason))
        yield from self._positions(clause, held)
        for party, remark in held.reopened.items():
            yield self._said(clause, party, remark.mark, say(N_("Reopened.")), self._speech.of(remark.reason))
        if held.parked:
            mark, reason = held.parked.mark, self._speech.of(held.parked.reason)
            yield self._said(clause, mark.party, mark, say(N_("Parked.")), reason)

    def _positions(self, clause: Clause, held: SubjectState) -> Iterator[Comment]:
        for party, position in held.positions.items():
            told = ""
            if position.ad_referendum:
                told = N_("Agreed ad referendum: still to be confirmed.")
            elif party in clause.against:
                told = N_("Wants no such provision.")
            elif party in clause.elsewhere:
                told = N_("Would have it in another place.")
            if told:
                yield self._said(clause, party, position.mark, self._speech.say(told))

    def _reserved(self, pending: str | None) -> str:
        if not pending:
            return self._speech.say(N_("Position reserved."))
        name = self._naming.of(self._references[pending], heading=True, inside=True)
        return self._speech.say(N_("Position reserved pending the outcome of %(pending)s."), pending=name)

    def _said(self, clause: Clause, party: str, mark: Mark, *words: str) -> Comment:
        said = " ".join(filter(None, words))
        return Comment(clause.name, self._naming.party(party), party, mark.time, said)

    def _question(self, name: str, each: Clarification) -> Comment:
        answers: tuple[Comment, ...] = ()
        if each.answered:
            by = each.answered
            words = self._speech.of(each.answer)
            answers = (Comment(name, self._naming.party(by.party), by.party, by.time, words),)
        return Comment(
            name,
            self._naming.party(each.asked.party),
            each.asked.party,
            each.asked.time,
            self._speech.of(each.question),
            each.quote,
            each.language,
            answers,
        )
