"""What delegations ask, hand over, promise, send upward: clarifications, disclosures, undertakings, referrals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from paraph.desk.clock import stamp
from paraph.desk.publishing import does
from paraph.desk.sittings import Sittings
from paraph.documents.gateway import check_size
from paraph.errors import (
    N_,
    ChangedOnTheWay,
    DeadlinePassed,
    InvalidContent,
    NotHandedOver,
    NothingChanged,
    NotYours,
    OutOfOrder,
    UnknownSubject,
)
from paraph.record import acts
from paraph.record.contents import Level, Wording
from paraph.record.state import Undertaking
from paraph.record.values import Text, digest


class Exchanges(Sittings):
    """Each thing gets a name ("us-q1", "vn-u3") by which the other side answers, receives or follows it."""

    @does(acts.ClarificationAsked)
    def ask(
        self, about: str, question: Text, to: str = "", quote: str = "", language: str = ""
    ) -> acts.ClarificationAsked:
        """Ask the other side to clarify; ``quote`` anchors the question to words that stand in one of the positions."""
        subject, addressee = self.resolve(about), to or self._other()
        if addressee == self.seat.party or addressee not in self.state.participants:
            raise InvalidContent(field=N_("to"), detail=N_("ask another party of this negotiation"))
        if quote and not self._stands(subject, quote):
            raise InvalidContent(field=quote, detail=N_("these words stand in nobody's position on this subject"))
        name = self._name("q", self.state.clarifications)
        return acts.ClarificationAsked(
            name=name, subject=subject, to=addressee, question=question, quote=quote, language=language
        )

    @does(acts.ClarificationAnswered)
    def answer(self, name: str, answer: Text) -> acts.ClarificationAnswered:
        """Answer a question put to one's own side."""
        found = self.state.clarifications.get(name)
        if found is None:
            raise UnknownSubject(kind=N_("question"), subject=name, hint=", ".join(self.state.clarifications))
        if found.to != self.seat.party:
            raise NotYours(subject=name, owner=found.to, party=self.seat.party)
        if found.answered:
            raise OutOfOrder(detail=N_("this question was answered already"), hint=N_("Ask or answer a new one."))
        return acts.ClarificationAnswered(name=name, answer=answer)

    @does(acts.DisclosureMade)
    def disclose(
        self,
        document: bytes,
        title: Text,
        media_type: str,
        about: Collection[str] = (),
        to: Collection[str] = (),
        illustrative: bool = False,
    ) -> acts.DisclosureMade:
        """Hand over a policy document: the record holds its hash and size, the bytes lie beside it."""
        check_size(document, next(iter(title.values()), ""))
        made = acts.DisclosureMade(
            name=self._name("d", self.state.disclosures),
            title=title,
            sha256=digest(document),
            size=len(document),
            media_type=media_type,
            to=[self.charter.participant(code).code for code in to],
            about=[self.resolve(each) for each in about],
            illustrative=illustrative,
        )
        self._ready(made)  # nothing is handed over by an act that is then refused
        if not self.rehearsing:
            self.place.disclosures.put(document)
        return made

    @does(acts.DisclosureReceived)
    def receive(self, name: str) -> acts.DisclosureReceived:
        """Acknowledge a disclosure after checking that the bytes that arrived are those that were sent."""
        found = self.state.disclosures.get(name)
        if found is None:
            raise UnknownSubject(kind=N_("disclosure"), subject=name, hint=", ".join(self.state.disclosures))
        if self.seat.party not in found.to:
            raise NotYours(subject=name, owner=", ".join(found.to), party=self.seat.party)
        if self.seat.party in found.receipts:
            raise NothingChanged(detail=N_("the receipt was given already"))
        self.document(name)
        return acts.DisclosureReceived(name=name, sha256=found.sha256)

    def document(self, name: str) -> bytes:
        """The bytes of a disclosure, for who handed it over and those to whom it was handed; checked by their hash.

        Raises UnknownSubject, NotHandedOver for everybody else, ChangedOnTheWay when they are not here or not those.
        """
        found = self.state.disclosures.get(name)
        if found is None:
            raise UnknownSubject(kind=N_("disclosure"), subject=name, hint=", ".join(self.state.disclosures))
        concerned = (found.made.party, *found.to)
        if self.seat.party not in concerned:
            raise NotHandedOver(subject=name, owner=", ".join(concerned), party=self.seat.party)
        document = self.place.disclosures.get(found.sha256)
        if document is None or digest(document) != found.sha256:
            raise ChangedOnTheWay(name=name)
        return document

    @does(acts.UndertakingGiven)
    def undertake(
        self, kind: acts.UndertakingKind, what: Text, deadline: datetime, about: Collection[str] = ()
    ) -> acts.UndertakingGiven:
        """Promise something by a deadline. Raises DeadlinePassed when that lies in the past."""
        self._check_future(deadline)
        return acts.UndertakingGiven(
            name=self._name("u", self.state.undertakings),
            kind=kind,
            what=what,
            deadline=stamp(deadline),
            about=[self.resolve(each) for each in about],
        )

    @does(acts.UndertakingDischarged)
    def discharge(self, name: str, note: Text | None = None) -> acts.UndertakingDischarged:
        """Record that one's own undertaking is done."""
        self._running(name)
        return acts.UndertakingDischarged(name=name, note=note or {})

    @does(acts.UndertakingDeferred)
    def defer(self, name: str, deadline: datetime, reason: Text) -> acts.UndertakingDeferred:
        """Move the deadline of one's own undertaking, with a reason."""
        found = self._running(name)
        self._check_future(deadline)
        if stamp(deadline) == found.deadline:
            raise NothingChanged(detail=N_("the deadline is that already"))
        return acts.UndertakingDeferred(name=name, deadline=stamp(deadline), reason=reason)

    @does(acts.SubjectReferred)
    def refer(self, about: str, level: Level, question: Text) -> acts.SubjectReferred:
        """Send a subject up, with the question to be decided there."""
        subject = self.resolve(about)
        if level == "technical":
            raise InvalidContent(field=N_("level"), detail=N_("refer to chief_negotiators or ministers"))
        name = self._name("r", self.state.referrals)
        return acts.SubjectReferred(name=name, subject=subject, level=level, question=question)

    @does(acts.InstructionReturned)
    def instruct(self, referral: str, instruction: Text) -> acts.InstructionReturned:
        """Share the instruction that came back down on a referral; what is not to be shared goes to the vault."""
        found = self.state.referrals.get(referral)
        if found is None:
            raise UnknownSubject(kind=N_("referral"), subject=referral, hint=", ".join(self.state.referrals))
        if self.seat.party in found.instructions:
            raise OutOfOrder(detail=N_("your side has given its instruction on this already"), hint="")
        return acts.InstructionReturned(referral=referral, instruction=instruction)

    @does(acts.FigureCited)
    def cite(self, figure: acts.FigureCited) -> acts.FigureCited:
        """Put a published figure on the record, with its source."""
        return figure

    @does(acts.PrincipleAffirmed)
    def affirm(self, principle: acts.PrincipleAffirmed) -> acts.PrincipleAffirmed:
        """Affirm a principle of the talks and the provisions that carry it."""
        for provision in principle.provisions:
            self.resolve(provision, "provision")
        return principle

    def _running(self, name: str) -> Undertaking:
        found = self.state.undertakings.get(name)
        if found is None:
            raise UnknownSubject(kind=N_("undertaking"), subject=name, hint=", ".join(self.state.undertakings))
        if found.owner != self.seat.party:
            raise NotYours(subject=name, owner=found.owner, party=self.seat.party)
        if found.discharged:
            raise OutOfOrder(detail=N_("this undertaking is discharged already"), hint="")
        return found

    def _check_future(self, deadline: datetime) -> None:
        if deadline <= self.clock():
            raise DeadlinePassed(deadline=stamp(deadline), now=stamp(self.clock()))

    def _stands(self, subject: str, quote: str) -> bool:
        contents = (self.state.content(subject, party) for party in self.state.subjects[subject].positions)
        return any(quote in text for each in contents if isinstance(each, Wording) for text in each.text.values())

    def _other(self) -> str:
        others = [party for party in self.state.parties if party != self.seat.party]
        if len(others) != 1:
            raise InvalidContent(field=N_("to"), detail=N_("say which party you ask"))
        return others[0]

    def _name(self, letter: str, taken: Collection[str]) -> str:
        number = 1
        while (name := f"{self.seat.party.lower()}-{letter}{number}") in taken:
            number += 1
        return name
