"""Positions: to table, accept, withdraw, reserve, park, reopen. One notion of agreement for every kind of subject."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import count

from paraph.desk.publishing import Caution, Publishing, does
from paraph.errors import (
    N_,
    InvalidContent,
    NothingChanged,
    NothingTabled,
    NotYours,
    OutOfOrder,
    Superseded,
    UnknownSubject,
)
from paraph.record import acts
from paraph.record.acts import AnyAct
from paraph.record.contents import KINDS, Content, Wording, content_hash, languages_of
from paraph.record.fold import CALENDAR, standings_after
from paraph.record.state import Standing
from paraph.record.values import Text

_MOVES = (acts.PositionTabled, acts.PositionWithdrawn, acts.ContentAccepted, acts.PositionReserved,
          acts.ReservationLifted, acts.SubjectParked, acts.SubjectReopened)  # fmt: skip
"""The acts with which the standing of a subject may change."""
_AGREED = {
    Standing.AGREED: N_("With this, %(subject)s is agreed."),
    Standing.AD_REFERENDUM: N_("With this, %(subject)s is agreed ad referendum."),
}

BLANK = re.compile(r"_{2,}|\[placeholder[^\]]*\]?", re.IGNORECASE)
"""Words that stand for what is still to be written."""


class Positions(Publishing):
    """What a party does about a subject. A subject is named in full ("provision:a2.1-1") or, where clear, in short."""

    def resolve(self, name: str, *kinds: str) -> str:
        """The full name of a subject, of one of these ``kinds`` if any are given.

        Raises UnknownSubject, with the nearest names, when there is none or several.
        """
        subjects = self.state.subjects
        among = kinds or tuple(KINDS)
        if name in subjects and name.partition(":")[0] in among:
            return name
        found = [f"{kind}:{name}" for kind in among if f"{kind}:{name}" in subjects]
        if len(found) == 1:
            return found[0]
        near = found or get_close_matches(name, [each.partition(":")[2] for each in subjects], n=3)
        raise UnknownSubject(
            kind=kinds[0] if len(kinds) == 1 else N_("subject"),
            subject=name,
            hint=", ".join(near) if near else N_("See 'paraph state' for what there is."),
        )

    def fresh(self, parent: str) -> str:
        """A name for a new provision in this container, which no other side would choose: "a2.3-vn1"."""
        stem = f"{parent}-{self.seat.party.lower()}" if parent else self.seat.party.lower()
        taken = self.state.subjects
        return next(name for number in count(1) if f"provision:{(name := f'{stem}{number}')}" not in taken)

    @does(acts.PositionTabled)
    def table(
        self, subject: str, content: Content, reason: Text | None = None, base: str | None = None
    ) -> acts.PositionTabled:
        """Put a position on the record. ``base``: the hash of one's own position that was read before writing this one.

        Raises Superseded when one's own position has moved on from ``base``; NothingChanged when it stands already.
        """
        return self._tabling(subject, content, reason, base)

    @does(acts.PositionTabled)
    def table_all(self, contents: list[tuple[str, Content]], reason: Text | None = None) -> list[acts.PositionTabled]:
        """Table several positions at once: all, or none if one is refused."""
        together = {subject for subject, _ in contents}
        return [self._tabling(subject, content, reason, None, together) for subject, content in contents]

    def _tabling(
        self,
        subject: str,
        content: Content,
        reason: Text | None,
        base: str | None,
        together: Collection[str] = (),
    ) -> acts.PositionTabled:
        kind = subject.partition(":")[0]
        if KINDS.get(kind) is not type(content):
            raise InvalidContent(field=subject, detail=N_("the content does not fit this kind of subject"))
        if self.seat.party not in self.state.parties and kind not in CALENDAR:
            raise NotYours(
                subject=subject, owner=", ".join(self.state.parties), party=self.seat.party or N_("observer")
            )
        strange = languages_of(content) - set(self.charter.languages)
        if strange:
            raise InvalidContent(field=", ".join(sorted(strange)), detail=N_("not a language of this negotiation"))
        if isinstance(content, Wording):
            self._check_wording(subject, content, together)
        own = self._own(subject)
        if base is not None and base != own:
            raise Superseded(subject=subject, given=base[:8], standing=(own or "-")[:8])
        content = self._admit(content, subject)
        if own == content_hash(subject, content) and self.seat.party not in self.state.subjects[subject].reopened:
            raise NothingChanged(subject=subject, detail=N_("your position already reads so"))
        return acts.PositionTabled(subject=subject, content=content, base=own, reason=reason or {})

    def _check_wording(self, subject: str, wording: Wording, together: Collection[str]) -> None:
        """Words there must be, and a place among provisions that are on record or come with this one."""
        words = (*wording.text.values(), *wording.number.values())
        if not wording.absent and not any(map(str.strip, words)):
            raise InvalidContent(field=subject, detail=N_("there are no words in it"))
        for name in (wording.parent, wording.after):
            place = f"provision:{name}"
            if place == subject:
                raise InvalidContent(field=subject, detail=N_("a provision stands neither in nor after itself"))
            # A whole draft may follow the outline of both sides, where only the other wants what stands before.
            outlined = name != wording.parent and bool(together)
            if name and place not in self.state.subjects and place not in together and not outlined:
                raise UnknownSubject(kind=N_("provision"), subject=name, hint=N_("Table that one first."))

    def _cautions(self, made: Sequence[AnyAct]) -> Iterator[Caution]:
        yield from super()._cautions(made)
        for each in made:
            if isinstance(each, acts.ContentAccepted):
                yield from self._of_blanks(each.content)
            if not isinstance(each, acts.PositionTabled):
                continue
            held = self.state.subjects.get(each.subject)
            if held and held.parked:
                yield Caution(N_("%(subject)s is parked; it stays so until it is reopened."), {"subject": each.subject})
            if isinstance(each.content, Wording) and not each.content.absent:
                yield from self._of_languages(each.subject, each.content)
        if self.rehearsing and any(isinstance(each, _MOVES) for each in made):
            yield from self._of_standings(made)

    def _of_standings(self, made: Sequence[AnyAct]) -> Iterator[Caution]:
        """What would be agreed with these acts, and what would no longer be."""
        state = self.state
        for subject, now in standings_after(state, self.seat.party, made).items():
            was = state.standing(subject) if subject in state.subjects else None
            if now in _AGREED:
                yield Caution(_AGREED[now], {"subject": subject})
            elif was in _AGREED:
                yield Caution(N_("With this, %(subject)s is no longer agreed."), {"subject": subject})

    def _of_blanks(self, content: str) -> Iterator[Caution]:
        """What is accepted with a blank leaves something to be settled that nobody has in brackets any more."""
        wording = self.state.contents.get(content)
        texts = wording.text.values() if isinstance(wording, Wording) and not wording.absent else ()
        if blanks := dict.fromkeys(found for text in texts for found in BLANK.findall(text)):
            yield Caution(N_("This wording still has a blank: %(blank)s"), {"blank": ", ".join(blanks)})

    def _of_languages(self, subject: str, wording: Wording) -> Iterator[Caution]:
        """Two languages are one text: words in some languages only are not passed over in silence."""
        before = self.state.content(subject, self.seat.party)
        old = before.text if isinstance(before, Wording) and not before.absent else {}
        missing = [language for language in self.charter.languages if not wording.text.get(language)]
        changed = [language for language, text in wording.text.items() if old.get(language, text) != text]
        same = [language for language, text in wording.text.items() if changed and old.get(language) == text and text]
        if missing and any(wording.text.values()):
            yield Caution(
                N_("%(subject)s has no words in: %(languages)s."),
                {"subject": subject, "languages": ", ".join(missing)},
            )
        if same:
            yield Caution(
                N_("%(subject)s changes in %(changed)s only; in %(same)s it says what it said before."),
                {"subject": subject, "changed": ", ".join(changed), "same": ", ".join(same)},
            )

    @does(acts.ContentAccepted)
    def accept(
        self, subject: str, content: str = "", of: str = "", ad_referendum: bool = False, reason: Text | None = None
    ) -> acts.ContentAccepted:
        """Make what another party wants one's own position: by ``content`` (its hash, or the first 6 characters or
        more of it) or as the position ``of`` a party; with neither, the only rival position there is.

        Raises Superseded when nobody holds that content any more, with the hashes that stand.
        """
        return self._accepting(subject, content, of, ad_referendum, reason)

    @does(acts.ContentAccepted)
    def accept_all(
        self, subjects: list[str], of: str, ad_referendum: bool = False, reason: Text | None = None
    ) -> list[acts.ContentAccepted]:
        """Accept a party's positions on several subjects at once: all, or none if one is refused."""
        return [self._accepting(each, "", of, ad_referendum, reason) for each in subjects]

    def _accepting(
        self, name: str, content: str, of: str, ad_referendum: bool, reason: Text | None
    ) -> acts.ContentAccepted:
        subject = self.resolve(name)
        positions = self.state.subjects[subject].positions
        own = positions.get(self.seat.party)
        if of:
            self.charter.participant(of)
            if of not in positions:
                raise NothingTabled(party=of, subject=subject)
            key = positions[of].content
        else:
            key = self._standing_hash(subject, content)
        confirms = own is not None and own.ad_referendum and not ad_referendum
        if own is not None and own.content == key and not confirms and self.seat.party not in self._reopened(subject):
            raise NothingChanged(detail=N_("this is your position already"))
        return acts.ContentAccepted(subject=subject, content=key, ad_referendum=ad_referendum, reason=reason or {})

    def _standing_hash(self, subject: str, prefix: str) -> str:
        positions = self.state.subjects[subject].positions
        held = {position.content for position in positions.values()}
        if not prefix:
            held -= {self._own(subject)} if len(held) > 1 else set()
        elif len(prefix) < 6:
            raise InvalidContent(field=prefix, detail=N_("give at least 6 characters of the hash"))
        found = [key for key in held if key.startswith(prefix)]
        if len(found) == 1:
            return found[0]
        standing = ", ".join(f"{party} {position.content[:8]}" for party, position in positions.items())
        raise Superseded(subject=subject, given=prefix or "-", standing=standing)

    @does(acts.PositionWithdrawn)
    def withdraw(self, name: str, reason: Text | None = None) -> acts.PositionWithdrawn:
        """Take one's position off the table. Raises NothingTabled when there is none."""
        subject = self.resolve(name)
        if self._own(subject) is None:
            raise NothingTabled(party=self.seat.party, subject=subject)
        return acts.PositionWithdrawn(subject=subject, reason=reason or {})

    @does(acts.PositionReserved)
    def reserve(self, name: str, reason: Text, pending: str = "") -> acts.PositionReserved:
        """Reserve one's position, with a reason; ``pending``: another subject whose outcome it waits for."""
        waits_for = self.resolve(pending) if pending else None
        return acts.PositionReserved(subject=self.resolve(name), reason=reason, pending=waits_for)

    @does(acts.ReservationLifted)
    def lift(self, name: str, reason: Text | None = None) -> acts.ReservationLifted:
        """Lift one's own reservation. Raises OutOfOrder when there is none."""
        subject = self.resolve(name)
        if self.seat.party not in self.state.subjects[subject].reservations:
            raise OutOfOrder(detail=N_("you have no reservation on this subject"), hint="")
        return acts.ReservationLifted(subject=subject, reason=reason or {})

    @does(acts.SubjectParked)
    def park(self, name: str, reason: Text | None = None) -> acts.SubjectParked:
        """Set a subject aside for now. Raises OutOfOrder when it is parked or agreed."""
        subject = self.resolve(name)
        if self.state.standing(subject) in (Standing.PARKED, Standing.AGREED):
            raise OutOfOrder(detail=N_("it is parked or agreed already"), hint=N_("Reopen it first."))
        return acts.SubjectParked(subject=subject, reason=reason or {})

    @does(acts.SubjectReopened)
    def reopen(self, name: str, reason: Text) -> acts.SubjectReopened:
        """Take up a parked or agreed subject again, with a reason. Raises OutOfOrder when it is open already."""
        subject = self.resolve(name)
        if self.state.standing(subject) not in (Standing.PARKED, Standing.AGREED, Standing.AD_REFERENDUM):
            raise OutOfOrder(detail=N_("it is open already"), hint=N_("Table or accept a position."))
        return acts.SubjectReopened(subject=subject, reason=reason)

    def _own(self, subject: str) -> str | None:
        found = self.state.subjects.get(subject)
        position = found.positions.get(self.seat.party) if found else None
        return position.content if position else None

    def _reopened(self, subject: str) -> dict[str, object]:
        return dict(self.state.subjects[subject].reopened)
