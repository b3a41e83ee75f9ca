"""Many parties' whole drafts put together: matched one after another with what has grown so far, then consolidated.

The first is the draft nearest to all others; the rest follow, the nearest first. Each is matched with the *profile*,
the rows that all drafts before it have made, so that the work grows with the number of drafts and not of pairs. What
the profile lacks becomes a row of its own, and drafts that come later may meet it there. The order in which the
parties are named plays no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from paraph.errors import N_, InvalidContent
from paraph.text.align import Group
from paraph.text.align import Kind as Match
from paraph.text.clauses import Clause, ConsolidatedText, Part
from paraph.text.consolidate import consolidate
from paraph.text.counterparts import Matcher, by_content, by_id
from paraph.text.cutting import answers, cut, cut_at
from paraph.text.lattice import centrality
from paraph.text.provision import Draft, Kind, Provision
from paraph.text.redline import ECONOMY
from paraph.text.tokens import split

Key = Callable[[Provision], str]


def consolidate_drafts(drafts: Mapping[str, Draft], *, economy: float = ECONOMY) -> ConsolidatedText:
    """Put the drafts of all parties together; they come from files and have no ids in common.

    >>> from paraph.text.provision import Kind
    >>> def draft(*texts): return Draft("en", tuple(Provision(t, Kind.PARAGRAPH, 0, "", t) for t in texts))
    >>> us = draft("Fees shall be published.", "Each Party shall act on a request within 30 days.")
    >>> vn = draft("Each Party may act on a request within 60 days.")
    >>> from paraph.text.brackets import show
    >>> print(show(consolidate_drafts({"US": us, "VN": vn}).printed()))
    [US: Fees shall be published.
    <BLANKLINE>
    ]Each Party [US: shall][VN: may] act on a request within [US: 30][VN: 60] days.
    <BLANKLINE>

    Raises: InvalidContent if the drafts are in different languages.
    """
    return _consolidated(drafts, by_content, lambda provision: provision.text, economy)


def consolidate_by_id(drafts: Mapping[str, Draft], *, economy: float = ECONOMY) -> ConsolidatedText:
    """Put drafts together whose provisions carry ids in common: nothing is matched, words are compared.

    Which clauses there are, and their order, depends on ids and numbers alone; so a change of one party's words in one
    provision changes one clause (``ConsolidatedText.with_words``).

    Raises: InvalidContent if the drafts are in different languages.
    """
    return _consolidated(drafts, by_id, lambda provision: provision.id, economy)


def _consolidated(drafts: Mapping[str, Draft], matcher: Matcher, key: Key, economy: float) -> ConsolidatedText:
    languages = {draft.language for draft in drafts.values()}
    if len(languages) > 1:
        raise InvalidContent(field=N_("language"), detail=N_("drafts in different languages cannot be consolidated"))
    profile = _Profile(matcher)
    for parties in _nearest_first(drafts, key):
        profile.add(parties, drafts[parties[0]])
    for index, row in enumerate(profile.rows):
        row.index = index
    clauses = tuple(_clause(row, tuple(drafts), economy) for row in profile.rows)
    return ConsolidatedText(languages.pop() if languages else "und", tuple(drafts), clauses, economy)


@dataclass(slots=True)
class _Row:
    """A clause in the making. The first wording stands for the row when later drafts are matched with it."""

    provision: Provision
    wordings: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    moved: _Row | None = None
    index: int = -1


def _nearest_first(drafts: Mapping[str, Draft], key: Key) -> list[list[str]]:
    """The parties, those with equal drafts together, by how near their drafts are to all others.

    ``key`` is what provisions are matched by. Of drafts equally near, the first is decided by what stands in them,
    never by who wrote them.
    """
    keys = {party: list(map(key, draft.provisions)) for party, draft in drafts.items()}
    scores = dict(zip(drafts, centrality(list(keys.values())), strict=True))

    def rank(party: str) -> tuple[int, list[str], list[tuple[str, Kind, int]], list[str], list[str]]:
        own = drafts[party].provisions
        shape = [(p.number, p.kind, p.depth) for p in own]
        return -scores[party], keys[party], shape, [p.text for p in own], [p.id for p in own]

    return [list(alike) for _, alike in groupby(sorted(drafts, key=rank), lambda party: drafts[party].provisions)]


class _Profile:
    """The rows of all drafts so far, and for each wording known in them the one that stands for its row."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.rows: list[_Row] = []
        self.known: dict[str, str] = {}

    def add(self, parties: Sequence[str], draft: Draft) -> None:
        """Take in a draft that these parties share; rows keep their order; new ones follow what it skips there."""
        groups = [group for group in self._matched(draft) if group.right]
        steady = {i for group in groups if group.kind is not Match.MOVED for i in group.left}
        old, self.rows = self.rows, []
        done = 0
        for group in groups:
            found = [draft.provisions[j] for j in group.right]
            if group.left and group.kind is not Match.MOVED:
                first, last = group.left[0], group.left[-1]
                self.rows += old[done:first]
                self.rows += self._met(old[first : last + 1], parties, found, group)
                done = last + 1
                continue
            while done < len(old) and done not in steady:
                self.rows.append(old[done])
                done += 1
            for own in found:
                row = _Row(own, moved=old[group.left[0]] if group.left else None)
                how = Match.MOVED if row.moved else Match.EQUAL
                self._put(row, parties, own.text, Part(own, None, how, group.confidence))
                self.rows.append(row)
        self.rows += old[done:]

    def _matched(self, draft: Draft) -> Iterable[Group]:
        """Match a draft with the rows, in their words wherever it has a wording that another draft has there."""
        if not self.rows:
            return (Group(Match.ADDED, (), (index,)) for index in range(len(draft)))
        known = self.known
        provisions = tuple(
            [p if (words := known.get(p.text, p.text)) == p.text else replace(p, text=words) for p in draft.provisions]
        )
        shown = Draft(draft.language, tuple([row.provision for row in self.rows]))
        return self.matcher(shown, Draft(draft.language, provisions))

    def _met(self, rows: list[_Row], parties: Sequence[str], provisions: list[Provision], group: Group) -> list[_Row]:
        """Put provisions into the rows that they answer together, cutting either side where the other has a border."""
        if len(rows) == len(provisions) == 1:
            own = provisions[0]
            self._put(rows[0], parties, own.text, Part(own, None, group.kind, group.confidence))
            return rows
        result: list[_Row] = []
        for own, share in zip(provisions, _shared_out(rows, [p.text for p in provisions]), strict=True):
            share = share or [_Row(own)]
            result += share
            for row, joined, words in _spread(own.text, share):
                self._put(row, parties, words, Part(own, joined, group.kind, group.confidence))
        return result

    def _put(self, row: _Row, parties: Sequence[str], wording: str, part: Part) -> None:
        for party in parties:
            row.wordings[party] = wording
            row.parts[party] = part
        if self.known.setdefault(wording, row.provision.text) != row.provision.text:
            self.known[wording] = wording


def _shared_out(rows: list[_Row], texts: Sequence[str]) -> list[list[_Row]]:
    """For each text the rows that it answers; a row that answers two is cut."""
    if len(texts) == 1:
        return [rows]
    borders = answers(texts, [row.provision.text for row in rows])
    shares: list[list[_Row]] = [[] for _ in texts]
    start = 0
    for row in rows:
        end = start + len(split(row.provision.text))
        inside = [border for border in borders if start < border < end]
        first = sum(border <= start for border in borders[1:-1])
        for place, piece in enumerate(_cut_row(row, [border - start for border in inside])):
            shares[first + place].append(piece)
        start = end
    return shares


def _cut_row(row: _Row, places: Sequence[int]) -> list[_Row]:
    """Cut a row, with all its wordings, before these words of the one that stands for it."""
    if not places:
        return [row]
    rows = [
        _Row(replace(row.provision, text=words, number="" if place else row.provision.number), moved=row.moved)
        for place, (_, words) in enumerate(cut_at(row.provision.text, places))
    ]
    for party, wording in row.wordings.items():
        for place, (piece, joined, words) in enumerate(_spread(wording, rows)):
            piece.wordings[party] = words
            piece.parts[party] = replace(row.parts[party], joined=joined) if place else row.parts[party]
    return rows


def _spread(wording: str, rows: Sequence[_Row]) -> list[tuple[_Row, str | None, str]]:
    """Spread a wording over rows: for each row that something answers, the white space before and the words."""
    if len(rows) == 1:
        return [(rows[0], None, wording)]
    pieces: list[tuple[_Row, str | None, str]] = []
    gap = ""
    for row, (before, words) in zip(rows, cut(wording, [row.provision.text for row in rows]), strict=True):
        gap += before
        if words:
            pieces.append((row, gap, words) if pieces else (row, None, gap + words))
            gap = ""
    if not pieces:
        return [(rows[0], None, wording)]
    row, joined, words = pieces[-1]
    return [*pieces[:-1], (row, joined, words + gap)]


def _clause(row: _Row, parties: Sequence[str], economy: float) -> Clause:
    owners = [party for party in parties if party in row.parts]
    runs = consolidate({party: row.wordings[party] for party in owners}, economy=economy)
    return Clause(
        row.provision.kind,
        row.provision.depth,
        runs,
        {party: row.parts[party] for party in owners},
        row.moved.index if row.moved else None,
    )
