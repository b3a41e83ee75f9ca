"""The delegation's own desk: drafts not yet tabled, mandates, notes. It all lies in the vault, none in the record."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import msgspec

from paraph.desk.clock import stamp
from paraph.desk.exchanges import Exchanges
from paraph.desk.publishing import Receipt
from paraph.documents.gateway import admit
from paraph.errors import (
    N_,
    DraftLeavesOut,
    InvalidContent,
    MatchInDoubt,
    NothingChanged,
    NotPermitted,
    OutOfOrder,
    UnknownSubject,
)
from paraph.record.arrival import Arrival, Doubt, arrival
from paraph.record.contents import Content, Wording, content_hash
from paraph.record.values import Text
from paraph.record.visibility import Clearance as Level
from paraph.record.visibility import clearance
from paraph.store.vault import Clearance, Item, Vault
from paraph.text.provision import Draft

DRAFT = "draft"
MANDATE = "mandate"
NOTE = "note"
RED_LINE = "red_line"
LANDING_ZONE = "landing_zone"
INSTRUCTION = "instruction"
KINDS = (INSTRUCTION, MANDATE, RED_LINE, LANDING_ZONE, NOTE)
"""What a vault keeps beside drafts, in words."""

_LEVELS: dict[Level, Clearance] = {
    Level.DELEGATION: "delegation",
    Level.RESTRICTED: "restricted",
    Level.CHIEF: "chief",
}
_RANK: dict[Clearance, int] = {name: level for level, name in _LEVELS.items()}

Change = Literal["new", "changed", "moved", "renumbered", "absent"]
TOLERATED = 0.2
"""The share of a party's provisions that a file may leave out without a word."""


class _Kept(msgspec.Struct, frozen=True):
    """A draft in the vault: what is to be tabled, what stood when it was written, and its place in a whole draft."""

    content: Content
    standing: dict[str, str]
    place: int = 0


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A position that is written but not tabled.

    ``change``: against what the author's side has on record. ``moved``: the parties whose position has changed since.
    """

    subject: str
    content: Content
    change: Change
    author: str
    time: str
    moved: tuple[str, ...]
    version: int = 0


class Drafting(Exchanges):
    """What stays inside until it is tabled, by an act of its own."""

    def draft(self, subject: str, content: Content, place: int = 0) -> KeptDraft:
        """Keep a position in the vault. Nothing of it leaves before ``table_drafts``.

        ``place``: where it comes when several are tabled together.
        """
        content = self._admit(content, subject)
        own = self._own(subject)
        if own == content_hash(subject, content):
            raise NothingChanged(detail=N_("your position already reads so"))
        kept = _Kept(content, self._standing(subject), place)
        return self._shown(subject, self._put(DRAFT, subject, msgspec.json.encode(kept), "delegation"))

    def read_file(self, drafts: Mapping[str, Draft], decided: Mapping[str, str] | None = None) -> Arrival:
        """Match one's own whole draft, one ``Draft`` a language, to the text on record; nothing is kept yet.

        ``decided``: see ``record.arrival``. Raises InvalidContent when the languages do not have the same provisions.
        """
        for language in drafts:
            if language not in self.charter.languages:
                raise InvalidContent(field=language, detail=N_("not a language of this negotiation"))
        return arrival(self.state, self.seat.party, drafts, self.charter.languages, decided)

    def draft_file(self, read: Arrival, leave_out: bool = False) -> list[KeptDraft]:
        """Keep all that a file changes in the vault, to be tabled.

        Raises MatchInDoubt while anything is undecided, InvalidContent for a file without provisions, DraftLeavesOut
        when much of what the party has on record is not in the file and ``leave_out`` does not say that it is meant.
        """
        if not read.names:
            raise InvalidContent(field=N_("draft"), detail=N_("there are no provisions in it"))
        held = len(read.names) + len(read.dropped)
        if len(read.dropped) > TOLERATED * held and not leave_out:
            raise DraftLeavesOut(dropped=len(read.dropped), held=held)
        if read.doubts:
            raise MatchInDoubt(doubts="; ".join(map(told, read.doubts)))
        return [self.draft(subject, wording, place) for place, (subject, wording) in enumerate(read.changed.items())]

    def drafts(self) -> list[KeptDraft]:
        """What this delegation has written and not tabled, as far as the seat's clearance goes."""
        items = self._vault.items(DRAFT, up_to=self._clearance)
        return [self._shown(item.name, item) for item in sorted(items, key=lambda each: _read(each).place)]

    def table_drafts(self, subjects: list[str] | None = None, reason: Text | None = None) -> Receipt:
        """Table drafts from the vault, all or the named ones, at once; they leave the vault as they do.

        Raises UnknownSubject when a named one is not drafted, NothingChanged when there is none.
        """
        kept = {each.subject: each for each in self.drafts()}
        if missing := [each for each in subjects or [] if each not in kept]:
            raise UnknownSubject(
                kind=N_("draft"), subject=missing[0], hint=", ".join(kept) or N_("Nothing is drafted.")
            )
        chosen = [kept[each] for each in subjects or kept]
        if not chosen:
            raise NothingChanged(detail=N_("nothing is drafted"))
        receipt = self.table_all([(each.subject, each.content) for each in chosen], reason)
        if receipt.published:
            for each in chosen:
                # One written meanwhile by a colleague is another draft, and stays.
                with suppress(OutOfOrder):
                    self.discard(each.subject, each.version)
        return receipt

    def discard(self, subject: str, version: int | None = None) -> None:
        """Set a draft aside. Raises UnknownSubject when there is none, OutOfOrder when it is not that ``version``."""
        if self._vault.get(DRAFT, subject, up_to=self._clearance) is None:
            raise UnknownSubject(kind=N_("draft"), subject=subject, hint="")
        self._vault.withdraw(
            DRAFT, subject, up_to=self._clearance, author=self.seat.person, time=self._now(), expecting=version
        )

    def keep(
        self,
        kind: str,
        name: str,
        words: Text,
        clearance: Clearance = "delegation",
        apart: str = "",
        expecting: int | None = None,
    ) -> Item:
        """Keep words in the vault: a mandate, a red line, a landing zone, a note, by the name of what they concern.

        They take the place of what is kept of this kind, on this name, at this clearance; ``apart`` keeps them beside
        it. ``expecting``: the version that they replace. Raises NotPermitted when the seat could not read them itself.
        """
        self._check_level(clearance)
        return self._put(kind, _filed(name, clearance, apart), _written(name, words), clearance, expecting)

    def rewrite(self, paper: Item, words: Text, clearance: Clearance) -> Item:
        """Put other words, or another clearance, in the place of ``paper``. Raises OutOfOrder when that has changed."""
        about, _, apart = _parts(paper.name)
        if clearance == paper.clearance:
            self._check_level(clearance)
            return self._put(paper.kind, paper.name, _written(about, words), clearance, paper.version)
        kept = self.keep(paper.kind, about, words, clearance, apart)
        self.put_away(paper)
        return kept

    def put_away(self, paper: Item) -> None:
        """No longer keep a paper. Raises OutOfOrder when somebody has written a newer version of it."""
        self._vault.withdraw(
            paper.kind,
            paper.name,
            up_to=self._clearance,
            author=self.seat.person,
            time=self._now(),
            expecting=paper.version,
        )

    def kept(self, kind: str) -> list[tuple[str, Text, Item]]:
        """What the vault holds of a kind, as far as the seat's clearance goes: (what it concerns, words, item)."""
        items = self._vault.items(kind, up_to=self._clearance)
        return [
            (_parts(item.name)[0], msgspec.json.decode(item.body or b"{}", type=dict[str, str]), item) for item in items
        ]

    # Inside

    @property
    def _vault(self) -> Vault:
        if self.seat.observes:
            raise NotPermitted(role=self._role, act=N_("open a vault"))
        return self.place.vault(self.seat.party)

    @property
    def _clearance(self) -> Clearance:
        try:
            return _LEVELS[clearance(self.seat.role)]
        except KeyError:
            raise NotPermitted(role=self._role, act=N_("open a vault")) from None

    def _check_level(self, level: Clearance) -> None:
        if _RANK[level] > _RANK[self._clearance]:
            raise NotPermitted(role=self._role, act=N_("keep what this role may not read"))

    def _put(self, kind: str, name: str, body: bytes, level: Clearance, expecting: int | None = None) -> Item:
        return self._vault.put(
            kind,
            name,
            body,
            up_to=self._clearance,
            clearance=level,
            author=self.seat.person,
            time=self._now(),
            expecting=expecting,
        )

    def _standing(self, subject: str) -> dict[str, str]:
        found = self.state.subjects.get(subject)
        return {party: position.content for party, position in found.positions.items()} if found else {}

    def _shown(self, subject: str, item: Item) -> KeptDraft:
        kept = _read(item)
        now = self._standing(subject)
        moved = tuple(party for party in self.state.parties if now.get(party) != kept.standing.get(party))
        change = _change(self.state.content(subject, self.seat.party), kept.content)
        return KeptDraft(subject, kept.content, change, item.author, item.time, moved, item.version)

    def _now(self) -> str:
        return stamp(self.clock())


def told(doubt: Doubt) -> str:
    """A doubtful match as an error names it."""
    return f"{doubt.read.id} ({doubt.read.number} {doubt.read.text[:30]}...): {doubt.known}?"


def _filed(about: str, level: Clearance, apart: str = "") -> str:
    """The name of a paper in the vault. Each clearance has its own, so that whoever may read less meets nobody else's.

    >>> _filed("provision:a1", "delegation"), _filed("provision:a1", "chief", "us-r1")
    ('provision:a1', 'provision:a1/chief/us-r1')
    """
    if level == "delegation" and not apart:
        return about
    return "/".join((about, level, apart) if apart else (about, level))


def _parts(name: str) -> tuple[str, str, str]:
    about, level, apart = (*name.split("/", 2), "", "")[:3]
    return about, level or "delegation", apart


def _written(name: str, words: Text) -> bytes:
    return msgspec.json.encode({each: admit(text, f"{name}.{each}") for each, text in words.items()})


def _read(item: Item) -> _Kept:
    return msgspec.json.decode(item.body or b"", type=_Kept)


def _change(before: Content | None, after: Content) -> Change:
    if isinstance(after, Wording) and after.absent:
        return "absent"
    if before is None or (isinstance(before, Wording) and before.absent):
        return "new"
    if not isinstance(before, Wording) or not isinstance(after, Wording) or before.text != after.text:
        return "changed"
    return "renumbered" if (before.parent, before.after) == (after.parent, after.after) else "moved"
