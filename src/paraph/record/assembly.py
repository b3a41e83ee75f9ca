"""The consolidated text, and the other texts that follow from positions: a party's draft, the agreed text, a trial one.

Nobody edits any of these. Each is worked out from the positions of all parties at one moment: now, at the close of a
round, or as they would be if a choice were made. A provision whose wordings have not changed is not compared again
(``text.consolidate`` keeps what it has woven).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from paraph.record.contents import Content, Wording, same
from paraph.record.places import Place, places
from paraph.record.state import Reservation, Standing, State
from paraph.record.values import Text
from paraph.text.brackets import Alternative, Bracket, Runs, plain, show
from paraph.text.consolidate import consolidate
from paraph.text.provision import Draft, Kind, Provision

Positions = Mapping[str, Mapping[str, str]]
"""{subject: {party: content hash}}, as ``Close.positions`` keeps them; subjects in the order of the record."""

PROVISION = "provision:"
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision of the consolidated text.

    ``runs``: in each language, the words with their brackets; projecting them for a party gives that party's words.
    ``owners`` want the provision, ``against`` have said that they want none, others have not spoken. ``elsewhere``:
    owners that would have it in another place. ``numbers``: each owner's number for it, by language.
    """

    name: str
    kind: Kind
    parent: str
    depth: int
    runs: Mapping[str, Runs]
    owners: tuple[str, ...]
    against: tuple[str, ...]
    elsewhere: tuple[str, ...]
    numbers: Mapping[str, Text]
    standing: Standing
    reservations: Mapping[str, Reservation] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return PROVISION + self.name

    @property
    def settled(self) -> bool:
        """Whether every party holds this very wording and nobody holds back; a capital may still have to confirm."""
        return self.standing in (Standing.AGREED, Standing.AD_REFERENDUM)

    def number(self, language: str) -> str:
        """The number as shown: the first owner's who gives one in this language."""
        return next((texts[language] for texts in self.numbers.values() if texts.get(language)), "")

    def shown_number(self, language: str) -> str:
        """The same; where its owners differ, in brackets as any other words are."""
        return number_of(self.numbers, language)


def number_of(numbers: Mapping[str, Text], language: str) -> str:
    """A provision's number as shown, of {owner: number by language}; in brackets where they differ.

    >>> number_of({"US": {"en": "5."}, "VN": {"en": "6."}}, "en"), number_of({"US": {"en": "5."}, "VN": {}}, "en")
    ('[US: 5.][VN: 6.]', '5.')
    """
    wanted: dict[str, list[str]] = {}
    for party, texts in numbers.items():
        if texts.get(language):
            wanted.setdefault(texts[language], []).append(party)
    if len(wanted) < 2:
        return next(iter(wanted), "")
    return show((Bracket(tuple(Alternative(tuple(owners), (words,)) for words, owners in wanted.items())),))


@dataclass(frozen=True)
class ConsolidatedText:
    """The text of all parties: clauses in document order, each deeper one inside the last less deep one before it.

    ``wordings``: what it was made of, by provision and party; ``reassemble`` compares them.
    """

    parties: tuple[str, ...]
    languages: tuple[str, ...]
    clauses: tuple[Clause, ...]
    wordings: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict, compare=False, repr=False)

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    def __len__(self) -> int:
        return len(self.clauses)

    @cached_property
    def _index(self) -> Mapping[str, int]:
        return {clause.name: index for index, clause in enumerate(self.clauses)}

    def __contains__(self, name: object) -> bool:
        return name in self._index

    def index(self, name: str) -> int:
        """The place of a clause in ``clauses``. Raises KeyError."""
        return self._index[name]

    def __getitem__(self, name: str) -> Clause:
        """A clause by the provision's name. Raises KeyError."""
        return self.clauses[self._index[name]]

    def within(self, name: str) -> Sequence[Clause]:
        """A clause and everything that stands in it, in order; the whole text for ""."""
        if not name:
            return self.clauses
        start = self._index[name]
        depth = self.clauses[start].depth
        end = start + 1
        while end < len(self.clauses) and self.clauses[end].depth > depth:
            end += 1
        return self.clauses[start:end]

    def path(self, name: str) -> list[Clause]:
        """The containers of a clause from the outermost to its own, and the clause itself."""
        found = []
        while name:
            found.append(self[name])
            name = found[-1].parent
        return found[::-1]


def positions_of(state: State) -> dict[str, dict[str, str]]:
    """The positions that the parties hold in a state, in the form in which a ``Close`` keeps them."""
    return {
        subject: {party: held.positions[party].content for party in state.parties if party in held.positions}
        for subject, held in state.subjects.items()
        if held.positions
    }


def supposing(positions: Positions, choice: Mapping[str, str], parties: Sequence[str]) -> dict[str, dict[str, str]]:
    """The positions as they would be if on each chosen subject everybody took over one party's position.

    ``choice``: {subject: party}. Where that party has no position, nobody has one any more.

    >>> supposing({"provision:a": {"US": "11", "VN": "22"}}, {"provision:a": "VN"}, ["US", "VN"])
    {'provision:a': {'US': '22', 'VN': '22'}}
    """
    result = {subject: dict(held) for subject, held in positions.items()}
    for subject, party in choice.items():
        chosen = result.get(subject, {}).get(party)
        result[subject] = dict.fromkeys(parties, chosen) if chosen else {}
    return result


def assemble(state: State, languages: Sequence[str], positions: Positions | None = None) -> ConsolidatedText:
    """The consolidated text of the positions that stand now, or of other ``positions`` whose contents ``state`` knows.

    ``languages``: those of the charter. For other positions a clause counts as agreed when all parties hold the same;
    reservations belong to the present and are left out.
    """
    held = positions_of(state) if positions is None else positions
    return _assembled(wordings_of(state.contents, held), state, languages, present=positions is None)


def with_wording(
    text: ConsolidatedText, state: State, name: str, party: str, wording: Wording | None
) -> ConsolidatedText:
    """The text if one party's position on a provision, known or new, were this wording (None: if it had none).

    As with other ``positions``, a clause counts as agreed when all parties hold the same.
    """
    held = {**text.wordings.get(name, {}), party: wording}
    changed = {each: held[each] for each in text.parties if held.get(each) is not None}
    wordings = {**text.wordings, name: changed}
    return _assembled(wordings, state, text.languages, present=False)  # type: ignore[arg-type]


def _assembled(
    wordings: Mapping[str, Mapping[str, Wording]], state: State, languages: Sequence[str], *, present: bool
) -> ConsolidatedText:
    """``present``: these are the wordings that stand now; else no reservation or parking is looked at."""
    clauses = (_clause(place, wordings[place.name], state, languages, present) for place in places(wordings))
    return ConsolidatedText(tuple(state.parties), tuple(languages), tuple(clauses), wordings)


def reassemble(text: ConsolidatedText, state: State, subjects: Iterable[str]) -> ConsolidatedText:
    """What ``assemble`` makes of a state, when only these subjects differ from the one that ``text`` was made of.

    Only their clauses are made again. Where one of them has come, gone or moved, the whole text is.
    """
    wordings = dict(text.wordings)
    clauses = list(text.clauses)
    for subject in subjects:
        if not subject.startswith(PROVISION):
            continue
        name = subject[len(PROVISION) :]
        held = state.subjects[subject].positions
        positions = {subject: {party: held[party].content for party in state.parties if party in held}}
        now = wordings_of(state.contents, positions)[name]
        if name not in text or _outline(now) != _outline(wordings[name]):
            return assemble(state, text.languages)
        wordings[name] = now
        at = text.index(name)
        place = Place(name, clauses[at].parent, clauses[at].depth, clauses[at].elsewhere)
        clauses[at] = _clause(place, now, state, text.languages, present=True)
    return ConsolidatedText(text.parties, text.languages, tuple(clauses), wordings)


def _outline(wordings: Mapping[str, Wording]) -> dict[str, tuple[str, str, bool]]:
    """Everything in wordings of a provision that decides where it, or another one, stands."""
    return {party: (each.parent, each.after, each.absent) for party, each in wordings.items()}


def wordings_of(contents: Mapping[str, Content], positions: Positions) -> dict[str, dict[str, Wording]]:
    """{provision: {party: wording}}, provisions in the order in which they came into the record."""
    result: dict[str, dict[str, Wording]] = {}
    for subject, held in positions.items():
        if subject.startswith(PROVISION):
            found = {party: contents[key] for party, key in held.items()}
            result[subject[len(PROVISION) :]] = {p: w for p, w in found.items() if isinstance(w, Wording)}
    return result


def _clause(
    place: Place,
    wordings: Mapping[str, Wording],
    state: State,
    languages: Sequence[str],
    present: bool,
) -> Clause:
    subject = PROVISION + place.name
    wanted = {party: wordings[party] for party in state.parties if party in wordings and not wordings[party].absent}
    if present:
        standing, reservations = state.standing(subject), dict(state.subjects[subject].reservations)
    else:
        first, *others = wordings.values()
        agreed = len(wordings) == len(state.parties) and all(same(first, other) for other in others)
        standing, reservations = Standing.AGREED if agreed else Standing.DISPUTED, {}
    return Clause(
        place.name,
        _kind(next(iter(wanted.values())).kind),
        place.parent,
        place.depth,
        worded(wordings, state.parties, languages),
        tuple(wanted),
        tuple(party for party in state.parties if party in wordings and wordings[party].absent),
        place.elsewhere,
        {party: wording.number for party, wording in wanted.items()},
        standing,
        reservations,
    )


def worded(wordings: Mapping[str, Wording], parties: Sequence[str], languages: Sequence[str]) -> dict[str, Runs]:
    """One provision in each language, bracketed, of each party's wording of it.

    Silence is not consent: who has no words in a language owns none of those that stand there.
    """
    wanted = {party: each for party, each in wordings.items() if not each.absent}
    return {
        language: _consolidated(
            tuple(parties), tuple(wanted[party].text.get(language) if party in wanted else None for party in parties)
        )
        for language in languages
    }


@lru_cache(maxsize=1 << 16)
def _consolidated(parties: tuple[str, ...], texts: tuple[str | None, ...]) -> Runs:
    return consolidate(dict(zip(parties, texts, strict=True)))


def _kind(kind: str) -> Kind:
    return _KINDS.get(kind, Kind.PARAGRAPH)


def draft(state: State, party: str, language: str, positions: Positions | None = None) -> Draft:
    """One party's own text, whole, in one language: what it wants and in its own order and numbers."""
    own = own_view(wordings_of(state.contents, positions_of(state) if positions is None else positions), party)
    return Draft(
        language,
        tuple(
            Provision(
                place.name,
                _kind(own[place.name][party].kind),
                place.depth,
                own[place.name][party].number.get(language, ""),
                own[place.name][party].text.get(language, ""),
            )
            for place in places(own)
        ),
    )


def own_view(wordings: Mapping[str, Mapping[str, Wording]], party: str) -> dict[str, dict[str, Wording]]:
    """What a party's own text is made of: its wordings, and of what it is silent on only where others put it."""
    return {
        name: {party: held[party]} if party in held else {other: _unwanted(each) for other, each in held.items()}
        for name, held in wordings.items()
    }


def _unwanted(wording: Wording) -> Wording:
    """A wording that is only to show where others put the provision."""
    return Wording(kind=wording.kind, parent=wording.parent, after=wording.after, absent=True)


def agreed_draft(text: ConsolidatedText, language: str) -> Draft:
    """The clean agreed text: every settled clause, and the headings of containers over them as far as they are common.

    Nothing in dispute stands in it; where a heading is disputed, only its undisputed words do.
    """
    needed: set[str] = set()
    for clause in text:
        if clause.settled:
            needed.update(each.name for each in text.path(clause.name))
    return Draft(
        language,
        tuple(
            Provision(clause.name, clause.kind, clause.depth, clause.number(language), plain(clause.runs[language]))
            for clause in text
            if clause.name in needed
        ),
    )
