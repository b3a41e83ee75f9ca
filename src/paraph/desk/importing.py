"""A file that came in, at a seat: what it would change, what others want in it, and the one act by which it is tabled.

Until then it is the seat's private matter: nothing of it is kept but what the person asks for, in their own vault. A
seat tables its own party's position and nobody else's: what the file says of others is shown, and stays there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as dataclass_replace
from functools import cached_property

from msgspec.structs import replace

from paraph.desk.drafting import NOTE, Drafting, KeptDraft, told
from paraph.desk.publishing import does
from paraph.documents.intake import EVERYBODY, Intake, Rules, Side
from paraph.documents.manuscript import Comment, Manuscript
from paraph.documents.whose import Known, Proposal, proposed, proposed_colors, proposed_names
from paraph.errors import (
    N_,
    BracketsInDoubt,
    ChangesInDoubt,
    InvalidContent,
    MatchInDoubt,
    NothingChanged,
    NotPermitted,
)
from paraph.record import acts
from paraph.record.arrival import Arrival, Doubt, arrival
from paraph.record.assembly import PROVISION
from paraph.record.contents import Wording, content_hash
from paraph.record.state import State
from paraph.record.values import Text, digest
from paraph.text.provision import Kind, Provision

QUESTION = "question"
_NAMED = 5
"""How many doubts an error names; the report has all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person has decided beside the rules. ``matches``: see ``record.arrival``; ``absent``: provisions on record
    that the file lacks and that the party no longer wants; ``renumber``: whether numbers follow the file, None for yes
    unless it has brackets of several parties; ``brackets``: those that name nobody stay as they are written.
    ``comments``: {comment: ``NOTE`` or ``QUESTION``}. ``only``: the one language of the file that is taken, "" for all.
    ``taken``: rows of tables and footnotes, by id in the file, that are provisions though the record does not have
    them; all others are left out.
    """

    matches: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] | None = None
    renumber: bool | None = None
    brackets: bool = False
    comments: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Apart:
    """A row of a table or a footnote that is no provision on record: ``what`` it is (a message key), and whether it was
    ``taken`` as one, else left out."""

    read: Provision
    what: str
    taken: bool

    @property
    def words(self) -> str:
        """In one line, with the number that a row begins with; a footnote's own is only counted."""
        number = "" if self.read.kind is Kind.FOOTNOTE else self.read.number
        return " ".join((number + " " + self.read.text).split())


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed for authors, colours and names in brackets; a person confirms it, or says otherwise."""

    authors: Mapping[str, Proposal]
    colors: Mapping[str, Proposal]
    names: Mapping[str, Proposal]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file says that another party wants, where that is neither what all want in the file nor its position on
    record; in the languages of the file."""

    party: str
    subject: str
    wording: Wording


@dataclass(frozen=True)
class Look:
    """A file against the record, for one party. ``changed``: the positions that would be tabled, by subject; ``apart``:
    what is asked of rows and footnotes."""

    intake: Intake
    choice: Choice
    side: Side
    arrival: Arrival
    changed: Mapping[str, Wording]
    state: State
    apart: tuple[Apart, ...] = ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """What the party has on record and the file lacks."""
        return self.arrival.dropped

    @cached_property
    def offered(self) -> dict[str, tuple[str, ...]]:
        """What the file lacks where it says what stands beside it: {subject: all that stands in it on record}.

        A file that is a part of the text says nothing of the rest, which is not in here.
        """
        held, lacks = self.state.content, set(self.dropped)
        parents = {}
        for subject in self.dropped:
            wording = held(subject, self.side.party)
            parents[subject] = PROVISION + wording.parent if isinstance(wording, Wording) and wording.parent else ""
        within = {PROVISION + name for name in self.arrival.names.values()}
        tops = [each for each, parent in parents.items() if not parent]
        whole = len(tops) < sum(1 for each in within if not self._parent(each))
        roots = [each for each, parent in parents.items() if parent in within or (not parent and whole)]
        return {root: tuple(each for each in lacks if _inside(each, root, parents)) for root in roots}

    def _parent(self, subject: str) -> str:
        wording = self.changed.get(subject) or self.state.content(subject, self.side.party)
        return wording.parent if isinstance(wording, Wording) else ""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return self.arrival.doubts

    @cached_property
    def agrees(self) -> dict[str, list[str]]:
        """Subjects on which tabling would give just what others hold already, with those who hold it."""
        found = {}
        for subject, wording in self.changed.items():
            key, held = content_hash(subject, wording), self.state.subjects.get(subject)
            same = [code for code, each in held.positions.items() if each.content == key] if held else []
            if others := [code for code in same if code != self.side.party]:
                found[subject] = others
        return found

    def subject_of(self, comment: Comment) -> str:
        """The provision that a comment stands at, "" where it is anchored nowhere."""
        before = [index for index, place in enumerate(self.side.places) if place <= comment.paragraph]
        first = next(iter(self.side.drafts.values()), None)
        if comment.paragraph < 0 or not before or first is None:
            return ""
        return PROVISION + self.arrival.names[first.provisions[before[-1]].id]


class Importing(Drafting):
    """Files that are taken in."""

    def take_in(
        self, manuscript: Manuscript, rules: Rules | None = None, language: str = "", where: str = ""
    ) -> Intake:
        """A file under rules. Raises NotPermitted for a seat without a vault: a file is somebody's private matter."""
        if self.seat.observes or self.seat.party not in self.charter.parties:
            raise NotPermitted(role=self._role, act=N_("take in a draft"))
        main = language or self.charter.languages[0]
        return Intake(manuscript, self.charter.parties, main, rules or Rules(), where or "file")

    def proposals(self, intake: Intake) -> Proposals:
        """Who may be meant, from the names of parties, members and institutions on record."""
        known = [self._known(code) for code in self.charter.parties]
        return Proposals(
            proposed(intake.editors, known),
            proposed_colors(intake.paints, known),
            proposed_names(intake.strangers, known),
        )

    def look(self, intake: Intake, choice: Choice | None = None) -> Look:
        """The file against the record, as one's own party. Raises ChangesInDoubt while it is not said whose changes
        are whose, InvalidContent where its languages do not have the same provisions, or it has none."""
        if undecided := intake.undecided():
            raise ChangesInDoubt(authors=", ".join(each or "?" for each in undecided))
        chosen = choice or Choice()
        side, read = self._read(intake, chosen, ())
        apart = self._apart(side, read, chosen)
        if out := {each.read.id for each in apart if not each.taken}:
            side, read = self._read(intake, chosen, out)
        return Look(intake, chosen, side, read, self._changed(intake, chosen, read), self.state, apart)

    def wanted(self, intake: Intake) -> list[Wanted]:
        """What the file says that others want and that they have not tabled. It is shown, and never tabled for them."""
        found = []
        base = _texts(intake.side(""))
        for party in self.charter.parties:
            if party == self.seat.party or not self._speaks(intake, party):
                continue
            drafts = {
                each: draft for each, draft in intake.side(party).drafts.items() if each in self.charter.languages
            }
            if not drafts:
                continue
            read = arrival(self.state, party, drafts, self.charter.languages)
            for subject, wording in read.changed.items():
                said = {each: text for each, text in wording.text.items() if each in drafts}
                if not wording.absent and any(text not in base.get(each, ()) for each, text in said.items()):
                    found.append(Wanted(party, subject, replace(wording, text=said)))
        return found

    def check(self, look: Look) -> None:
        """Raises MatchInDoubt, BracketsInDoubt, NothingChanged: what keeps a file from being tabled or kept."""
        if look.doubts:
            raise MatchInDoubt(doubts="; ".join(map(told, look.doubts)))
        spots = [each for _, each in look.intake.spots if each.doubt]
        if spots and not look.choice.brackets:
            raise BracketsInDoubt(number=len(spots), brackets="; ".join(each.words for each in spots[:_NAMED]))
        if not look.changed and QUESTION not in look.choice.comments.values():
            raise NothingChanged(detail=N_("your position already reads so"))

    @does(acts.PositionTabled, acts.ClarificationAsked)
    def table_import(self, look: Look, reason: Text | None = None) -> list[acts.AnyAct]:
        """Table all that a file changes in one's own position, and ask what its comments ask: all at once, or nothing.

        Raises what ``check`` raises, and NotAsShown as every act does.
        """
        self.check(look)
        together = set(look.changed)
        tabled = [self._tabling(subject, wording, reason, None, together) for subject, wording in look.changed.items()]
        return [*tabled, *self._questions(look)]

    def draft_import(self, look: Look) -> list[KeptDraft]:
        """Keep what a file changes in the vault, to be tabled later. Raises what ``check`` raises."""
        self.check(look)
        return [self.draft(subject, wording, place) for place, (subject, wording) in enumerate(look.changed.items())]

    def keep_notes(self, look: Look) -> int:
        """Keep the comments that were chosen as notes in the vault; the same note again is the same paper. How many."""
        chosen = [each for each in look.intake.manuscript.comments if look.choice.comments.get(each.id) == NOTE]
        for each in chosen:
            about, words = look.subject_of(each), thread(look.intake.manuscript, each)
            mark = digest(f"{each.id}\n{words}".encode())[:8]
            self.keep(NOTE, about or PROVISION, {self._tongue(look): words}, apart=mark)
        return len(chosen)

    # Inside

    def _known(self, party: str) -> Known:
        members = self.state.delegations.get(party, [])
        names = self.charter.participant(party).name
        institutions = dict.fromkeys(text for each in members for text in each.institution.values())
        named = tuple(each.name for each in members if each.name)
        return Known(party, tuple(names.values()), named, tuple(institutions))

    def _read(self, intake: Intake, chosen: Choice, out: Collection[str]) -> tuple[Side, Arrival]:
        """One's own side of a file without some rows and footnotes, and what it amounts to."""
        side = intake.side(self.seat.party, out)
        wanted = [chosen.only] if chosen.only else self.charter.languages
        drafts = {each: draft for each, draft in side.drafts.items() if each in wanted}
        if not drafts:
            raise InvalidContent(field=intake.where, detail=N_("there are no provisions in it"))
        return dataclass_replace(side, drafts=drafts), self.read_file(drafts, chosen.matches)

    def _apart(self, side: Side, read: Arrival, chosen: Choice) -> tuple[Apart, ...]:
        """The rows and footnotes that match nothing on record, and of which nobody has said what they are on it."""
        return tuple(
            Apart(each, side.apart[each.id], each.id in chosen.taken)
            for each in next(iter(side.drafts.values())).provisions
            if each.id in side.apart
            and each.id not in chosen.matches
            and PROVISION + read.names[each.id] not in self.state.subjects
        )

    def _speaks(self, intake: Intake, party: str) -> bool:
        """Whether anything in the file is this party's own."""
        owned = (owner for found in intake.brackets.values() for owners in found.owned for owner in owners.split("/"))
        return party in intake.rules.authors.values() or party in owned

    def _changed(self, intake: Intake, choice: Choice, read: Arrival) -> dict[str, Wording]:
        """What would be tabled: without what merely is not in the file, and without numbers of a consolidated text."""
        gone = deleted(intake, self.state, self.seat.party, read.dropped) if choice.absent is None else choice.absent
        several = any("/" in owners or owners for found in intake.brackets.values() for owners in found.owned)
        renumber = not several if choice.renumber is None else choice.renumber
        changed = {}
        for subject, wording in read.changed.items():
            if wording.absent and subject not in gone:
                continue
            held = self.state.content(subject, self.seat.party)
            if not renumber and isinstance(held, Wording) and not held.absent and not wording.absent:
                wording = replace(wording, number=held.number)
            if wording != held:
                changed[subject] = wording
        return changed

    def _questions(self, look: Look) -> Iterable[acts.ClarificationAsked]:
        taken = set(self.state.clarifications)
        for each in look.intake.manuscript.comments:
            if look.choice.comments.get(each.id) != QUESTION:
                continue
            subject = look.subject_of(each)
            if subject not in self.state.subjects and subject not in look.changed:
                raise InvalidContent(field=each.text[:40], detail=N_("this comment stands at no provision on record"))
            name = self._name("q", taken)
            taken.add(name)
            tongue = self._tongue(look)
            quote = each.about.strip()
            stands = subject in self.state.subjects and bool(quote) and self._stands(subject, quote)
            yield acts.ClarificationAsked(
                name=name, subject=subject, to=self._other(), question={tongue: each.text},
                quote=quote if stands else "", language=tongue if stands else "",
            )  # fmt: skip

    def _tongue(self, look: Look) -> str:
        return next(iter(look.side.drafts), self.charter.languages[0])


def _inside(subject: str, root: str, parents: Mapping[str, str]) -> bool:
    while subject and subject != root:
        subject = parents.get(subject, "")
    return subject == root


def thread(manuscript: Manuscript, comment: Comment) -> str:
    """A comment with what it is about and what was answered to it, as one paper."""
    lines = [f"“{comment.about.strip()}”"] if comment.about.strip() else []
    lines.append(f"{comment.author}: {comment.text}" if comment.author else comment.text)
    lines += [f"— {each.author}: {each.text}" for each in manuscript.comments if each.answers == comment.id]
    return "\n".join(lines)


def deleted(intake: Intake, state: State, party: str, dropped: Collection[str]) -> frozenset[str]:
    """Of provisions that the file lacks, those that the party itself has deleted in it: they are meant to go."""
    if not intake.rules.made_for(party):
        return frozenset()
    everybody = {name: said for name, said in intake.rules.authors.items() if said == EVERYBODY}
    base = Intake(
        intake.manuscript, intake.parties, intake.language,
        Rules(everybody, intake.rules.colors, intake.rules.names, intake.rules.convention), intake.where,
    )  # fmt: skip
    before = _texts(base.side(party))
    return frozenset(each for each in dropped if _stood(state, party, each, before))


def _texts(side: Side) -> dict[str, set[str]]:
    """The words of a side's provisions, by language."""
    return {language: set(draft.texts()) for language, draft in side.drafts.items()}


def _stood(state: State, party: str, subject: str, before: Mapping[str, Collection[str]]) -> bool:
    held = state.content(subject, party)
    texts = held.text if isinstance(held, Wording) else {}
    return any(text and text in before.get(language, ()) for language, text in texts.items())
