"""Align the paragraphs of two texts: which were kept, changed, split, merged, moved, removed, added.

Unique equal paragraphs make a spine; the gaps between are matched by likeness in order; what then lies loose beside
a match may be a split or a merge; what is still left may have moved. Likeness is the share of common words: twice
their longest common subsequence over the words of both, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from rapidfuzz.distance import Postfix, Prefix

from paraph.text.chains import heaviest
from paraph.text.likeness import ALL_PAIRS, likely_pairs, score
from paraph.text.tokens import Vocabulary

LIKE = 0.45
"""Least likeness of two paragraphs matched in place."""
MOVED = 0.6
"""Least likeness of a paragraph with the one that moved."""
MOVED_WORDS = 8
"""Fewest words (and marks) of a paragraph that counts as moved rather than removed and added, unless it is unique."""
SPINE = 0.4
"""Equal paragraphs are taken as a spine when they are at least this share of the shorter text."""
EVIDENT = 0.6
"""Paragraphs face to face in a gap are matched at once when this share of their characters is common head and tail."""
JOINED = 0.6
"""Neighbours are joined (split, merge) when that finds this share of the words that are not yet matched on one side."""
JOINED_WORDS = 6
"""... and at least so many words, unless what is joined is shorter."""
CHANCE = 2
"""A match of at most so many common words counts for nothing between paragraphs that are not matched."""
JOINED_MOST = 12
"""The most paragraphs, of both sides, in one group."""


class Kind(StrEnum):
    """What became of a group of paragraphs."""

    EQUAL = "equal"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    REMOVED = "removed"
    ADDED = "added"


class Group(Struct, frozen=True, gc=False):
    """Paragraphs that answer each other, by their indices in the left and the right text, each in order.

    ``confidence``: 1 for equal paragraphs and for removed and added ones; where words changed, the likeness, or the
    share of common characters at head and tail where that alone decided.
    """

    kind: Kind
    left: tuple[int, ...]
    right: tuple[int, ...]
    confidence: float = 1.0


def align(left: Sequence[str], right: Sequence[str]) -> list[Group]:
    """Groups in reading order: every index of either side stands in exactly one group.

    Groups follow the right text; what was removed stands where it stood, after what came before it. Only a moved
    group breaks the left order.

    >>> groups = align(["Aims", "Each Party shall act."], ["Each Party may act.", "End"])
    >>> [(str(g.kind), g.left, g.right) for g in groups]
    [('removed', (0,), ()), ('changed', (1,), (0,)), ('added', (), (1,))]
    """
    return Alignment(left, right).groups()


class _Unit(Struct, frozen=True, gc=False):
    """A match in a gap, or one loose paragraph: indices, words as codes, and how many words are common."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    mine: str
    yours: str
    common: int

    @property
    def matched(self) -> bool:
        return bool(self.left and self.right)

    def __len__(self) -> int:
        return len(self.left) + len(self.right)


class Alignment:
    """The work of one alignment. ``codes`` holds each paragraph's words as codes, filled in where they are needed."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        self.texts = (left, right)
        self.vocabulary = Vocabulary()
        self.codes: tuple[dict[int, str], dict[int, str]] = ({}, {})
        self.found: list[Group] = []

    def groups(self) -> list[Group]:
        left, right = self.texts
        spine = list(_spine(left, right))
        if len(spine) < SPINE * min(len(left), len(right)):
            spine = []  # a few equal paragraphs must not decide the way through texts that are unlike
        self.found = [Group(Kind.EQUAL, (i,), (j,)) for i, j in spine]
        loose: tuple[list[int], list[int]] = ([], [])
        for lows, rows in _gaps(spine, len(left), len(right)):
            if not self._evident(lows, rows):
                for side, rest in enumerate(self._gap(lows, rows)):
                    loose[side].extend(rest)
        self.found += self._moved(*loose)
        return _ordered(self.found)

    def _moved(self, lows: list[int], rows: list[int]) -> Iterator[Group]:
        """What moved, with the headings and short lines beside it; what is left of either side was removed or added."""
        gone, come = set(lows), set(rows)
        found = moved([self.codes[0][i] for i in lows], [self.codes[1][j] for j in rows])
        went = [(lows[i], rows[j], likeness) for i, j, likeness in found]
        if gone and come:
            sure = {i for i, _, _ in went}, {j for _, j, _ in went}
            alone = ((i, j) for i, j in _unique(*self.texts) if i in gone and j in come and self.texts[0][i])
            went += [(i, j, 1.0) for i, j in alone if i not in sure[0] and j not in sure[1]]
        gone.difference_update(i for i, _, _ in went)
        come.difference_update(j for _, j, _ in went)
        for i, j, likeness in went:  # grows as it is walked: what stands beside a moved paragraph goes with it
            yield Group(Kind.MOVED, (i,), (j,), likeness)
            for i_next, j_next in ((i - 1, j - 1), (i + 1, j + 1)):
                if i_next in gone and j_next in come:
                    likeness = score(self.codes[0][i_next], self.codes[1][j_next])[1]
                    if likeness >= LIKE:
                        went.append((i_next, j_next, likeness))
                        gone.remove(i_next)
                        come.remove(j_next)
        yield from (Group(Kind.REMOVED, (i,), ()) for i in sorted(gone))
        yield from (Group(Kind.ADDED, (), (j,)) for j in sorted(come))

    def _encode(self, side: int, indices: Iterable[int]) -> None:
        texts, codes = self.texts[side], self.codes[side]
        indices = list(indices)
        codes.update(zip(indices, self.vocabulary.encode_all(texts[k] for k in indices), strict=True))

    def _evident(self, lows: range, rows: range) -> bool:
        """Match a gap one to one without looking at words, if each pair shares most characters at head and tail."""
        if len(lows) != len(rows):
            return False
        groups: list[Group] = []
        for i, j in zip(lows, rows, strict=True):
            mine, yours = self.texts[0][i], self.texts[1][j]
            head = Prefix.similarity(mine, yours)
            longer, shorter = max(len(mine), len(yours)), min(len(mine), len(yours))
            shared = min(head + Postfix.similarity(mine, yours), shorter) / max(longer, 1)
            if shared < EVIDENT:
                return False
            groups.append(Group(Kind.EQUAL if mine == yours else Kind.CHANGED, (i,), (j,), shared))
        self.found += groups
        return True

    def _gap(self, lows: range, rows: range) -> tuple[list[int], list[int]]:
        """Match a gap in place; return what stays loose."""
        self._encode(0, lows)
        self._encode(1, rows)
        if not lows or not rows:
            return list(lows), list(rows)
        loose: tuple[list[int], list[int]] = ([], [])
        for unit in _without_chance(self._joined(self._units(lows, rows, self._chosen(lows, rows)))):
            if unit.matched:
                self.found.append(self._group(unit))
            else:
                loose[0].extend(unit.left)
                loose[1].extend(unit.right)
        return loose

    def _chosen(self, lows: range, rows: range) -> list[tuple[int, int]]:
        """The heaviest chain of like pairs; a large gap, where not all pairs were asked about, again between them."""
        pairs = likely_pairs([self.codes[0][i] for i in lows], [self.codes[1][j] for j in rows], LIKE)
        chain = heaviest((lows[i], rows[j], common * likeness) for i, j, common, likeness in pairs)
        if not chain or len(lows) * len(rows) <= ALL_PAIRS:
            return chain
        found: list[tuple[int, int]] = []
        for low, row in _gaps([(i - lows.start, j - rows.start) for i, j in chain], len(lows), len(rows), empty=True):
            if low and row:
                found += self._chosen(lows[low.start : low.stop], rows[row.start : row.stop])
            if low.stop < len(lows) and row.stop < len(rows):
                found.append((lows[low.stop], rows[row.stop]))
        return found

    def _units(self, lows: range, rows: range, chosen: list[tuple[int, int]]) -> Iterator[_Unit]:
        """The matches of a gap and the loose paragraphs between them, in order."""
        for low, row in _gaps([(i - lows.start, j - rows.start) for i, j in chosen], len(lows), len(rows), empty=True):
            for i in low:
                yield self._unit((lows[i],), ())
            for j in row:
                yield self._unit((), (rows[j],))
            if low.stop < len(lows) and row.stop < len(rows):
                yield self._unit((lows[low.stop],), (rows[row.stop],))

    def _unit(self, left: tuple[int, ...], right: tuple[int, ...]) -> _Unit:
        mine = "".join([self.codes[0][i] for i in left])
        yours = "".join([self.codes[1][j] for j in right])
        return _Unit(left, right, mine, yours, score(mine, yours)[0] if mine and yours else 0)

    def _joined(self, units: Iterable[_Unit]) -> list[_Unit]:
        """Join neighbours that have more words in common together than apart: splits, merges, shifted boundaries."""
        done: list[_Unit] = []
        ahead = list(units)[::-1]
        while ahead:
            if not any(unit.common for unit in ahead[-4:]):  # nothing here to join to
                done.append(ahead.pop())
                continue
            for size in range(2, min(4, len(ahead)) + 1):
                if union := self._union(ahead[: -size - 1 : -1]):
                    del ahead[-size:]
                    ahead.append(union)
                    if done:
                        ahead.append(done.pop())
                    break
            else:
                done.append(ahead.pop())
        return done

    def _union(self, window: list[_Unit]) -> _Unit | None:
        """The neighbours as one unit, if that finds enough more in common."""
        mine = yours = common = loose = size = 0
        for unit in window:
            mine, yours, common, size = (
                mine + len(unit.mine),
                yours + len(unit.yours),
                common + unit.common,
                size + len(unit),
            )
            loose += 0 if unit.matched else len(unit.mine) + len(unit.yours)
        spare = min(mine, yours) - common
        least = max(JOINED * spare, min(JOINED_WORDS, JOINED * loose), 1)
        if not common or spare < least or size > JOINED_MOST:
            return None
        union = self._unit(sum((unit.left for unit in window), ()), sum((unit.right for unit in window), ()))
        return union if union.common - common >= least else None

    def _group(self, unit: _Unit) -> Group:
        if len(unit) == 2 and self.texts[0][unit.left[0]] == self.texts[1][unit.right[0]]:
            return Group(Kind.EQUAL, unit.left, unit.right)
        kind = Kind.SPLIT if len(unit.left) == 1 < len(unit.right) else Kind.CHANGED
        kind = Kind.MERGED if len(unit.right) == 1 < len(unit.left) else kind
        total = len(unit.mine) + len(unit.yours)
        return Group(kind, unit.left, unit.right, 2 * unit.common / total if total else 1.0)


def _without_chance(units: list[_Unit]) -> Iterator[_Unit]:
    """A match of a word or two is given up where nothing beside it is matched: chance, or a heading left alone."""
    for place, unit in enumerate(units):
        beside = units[max(place - 1, 0) : place] + units[place + 1 : place + 2]
        if unit.matched and unit.common <= CHANCE and len(beside) == 2 and not any(each.matched for each in beside):
            yield _Unit(unit.left, (), unit.mine, "", 0)
            yield _Unit((), unit.right, "", unit.yours, 0)
        else:
            yield unit


def moved(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs ``(i, j, likeness)`` among loose paragraphs given as codes, each used once, the most alike first."""
    lows = [i for i, code in enumerate(left) if len(code) >= MOVED_WORDS]
    rows = [j for j, code in enumerate(right) if len(code) >= MOVED_WORDS]
    pairs = likely_pairs([left[i] for i in lows], [right[j] for j in rows], MOVED)
    taken: tuple[set[int], set[int]] = (set(), set())
    for i, j, _, likeness in sorted(pairs, key=lambda pair: (-pair[3], -pair[2], pair[0], pair[1])):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield lows[i], rows[j], likeness


def _spine(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Equal paragraphs in order: unique ones as anchors, then their equal neighbours on either side."""
    anchors = heaviest((i, j, len(left[i]) + 1) for i, j in _unique(left, right))
    i = j = 0
    for i_next, j_next in [*anchors, (len(left), len(right))]:
        back = 0
        while i < i_next and j < j_next and left[i] == right[j]:
            yield i, j
            i, j = i + 1, j + 1
        while i_next - back > i and j_next - back > j and left[i_next - back - 1] == right[j_next - back - 1]:
            back += 1
        for k in range(back, 0, -1):
            yield i_next - k, j_next - k
        if i_next < len(left) and j_next < len(right):
            yield i_next, j_next
        i, j = i_next + 1, j_next + 1


def _unique(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    places: list[dict[str, int]] = []
    for texts in (left, right):
        seen: dict[str, int] = {}
        for k, text in enumerate(texts):
            seen[text] = -1 if text in seen else k
        places.append(seen)
    for text, i in places[0].items():
        j = places[1].get(text, -1)
        if i >= 0 and j >= 0:
            yield i, j


def _gaps(spine: list[tuple[int, int]], lefts: int, rights: int, empty: bool = False) -> Iterator[tuple[range, range]]:
    i = j = 0
    for i_next, j_next in [*spine, (lefts, rights)]:
        if empty or i < i_next or j < j_next:
            yield range(i, i_next), range(j, j_next)
        i, j = i_next + 1, j_next + 1


def _ordered(groups: list[Group]) -> list[Group]:
    """By the right text; a removed paragraph follows the group that holds what stood before it on the left."""
    placed = sorted((group for group in groups if group.right), key=lambda group: group.right[0])
    after: dict[int, int] = {}
    for place, group in enumerate(placed):
        if group.kind is not Kind.MOVED:
            after.update(dict.fromkeys(group.left, place))
    keyed = [((place, -1), group) for place, group in enumerate(placed)]
    before = -1
    removed = {group.left[0]: group for group in groups if not group.right}
    for i in sorted([*after, *removed]):
        if i in removed:
            keyed.append(((before, i), removed[i]))
        else:
            before = after[i]
    return [group for _, group in sorted(keyed, key=lambda item: item[0])]
