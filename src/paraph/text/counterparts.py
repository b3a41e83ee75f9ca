"""Which provisions of one draft answer which of another: by content, where drafts come as files, or by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from rapidfuzz.distance import Indel

from paraph.text.align import Group, align
from paraph.text.align import Kind as Match
from paraph.text.chains import heaviest
from paraph.text.match import match
from paraph.text.provision import Draft, Provision

Matcher = Callable[[Draft, Draft], Iterable[Group]]
"""Provisions that answer each other, by index, in the order of the right draft; only moved ones break the left order.
Groups of removed provisions may be left out."""

DISORDER = 0.1
"""Where more than this share of the provisions found stand elsewhere, articles were reordered."""


def by_content(left: Draft, right: Draft) -> list[Group]:
    """Match drafts from files, which have no ids in common: in order, or article by article where order is lost.

    Where many provisions stand elsewhere, articles or chapters were reordered, and articles are matched first
    (``match``), if more provisions meet their own words then.

    >>> from paraph.text.provision import Kind
    >>> def draft(title): return Draft("en", (Provision("a", Kind.ARTICLE, 0, "", title),
    ...                                       Provision("p", Kind.PARAGRAPH, 1, "", "Fees shall be published.")))
    >>> [(str(group.kind), round(group.confidence, 2)) for group in by_content(draft("Fees"), draft("Transparency"))]
    [('changed', 0.56), ('equal', 1.0)]
    """
    groups = _in_order(left, right)
    answered = [group.kind for group in groups if group.left and group.right]
    if answered.count(Match.MOVED) <= DISORDER * len(answered):
        return groups
    mine, yours = left.texts(), right.texts()

    def same(found: list[Group]) -> int:
        return sum(mine[g.left[0]] == yours[g.right[0]] for g in found if g.left and g.right)

    return max(groups, _by_article(left, right), key=same)


def _in_order(left: Draft, right: Draft) -> list[Group]:
    """Match all provisions in order, then what moved.

    Beside provisions that answer each other, what has the same words answers each other too, however short: so an
    article that moved is followed by all of its own. Two headings of one kind that are not alike answer each other if
    what follows them does: articles are renamed. The confidence is then the mean of both likenesses.
    """
    groups = align(left.texts(), right.texts())
    at = {j: place for place, group in enumerate(groups) for j in group.right}
    gone = {group.left[0]: place for place, group in enumerate(groups) if group.kind is Match.REMOVED}
    dropped = set()
    for step in (-1, 1):  # what stands before a match, from the end on; then what stands after one
        for j in range(len(right))[::step]:
            beside = groups[at[j - step]] if j - step in at else None
            if groups[at[j]].kind is not Match.ADDED or not beside or not beside.left:
                continue
            i = beside.left[-1 if step > 0 else 0] + step
            if i in gone and (answer := _answer(left.provisions[i], right.provisions[j], beside, step < 0)):
                groups[at[j]] = Group(answer[0], (i,), (j,), answer[1])
                dropped.add(gone.pop(i))
    return [group for place, group in enumerate(groups) if place not in dropped]


def _answer(mine: Provision, yours: Provision, beside: Group, before: bool) -> tuple[Match, float] | None:
    """How two provisions left over answer each other, standing beside (or before) others that do; None if not."""
    if mine.text == yours.text:
        kind, confidence = Match.EQUAL, 1.0
    elif before and mine.kind.titled and mine.kind is yours.kind:
        likeness = Indel.normalized_similarity(mine.text, yours.text)
        kind, confidence = Match.CHANGED, (likeness + beside.confidence) / 2
    else:
        return None
    return (Match.MOVED if beside.kind is Match.MOVED else kind), confidence


def _by_article(left: Draft, right: Draft) -> list[Group]:
    """Match by article; what does not lie on the heaviest chain in order has moved."""
    named = [
        Draft(d.language, tuple([replace(p, id=str(k)) for k, p in enumerate(d.provisions)])) for d in (left, right)
    ]
    texts = left.texts()
    found = [
        Group(each.kind, tuple(map(int, each.left)), tuple(map(int, each.right)), each.confidence)
        for each in match(*named).matches
    ]
    paired = [group for group in found if group.left and group.right and group.kind is not Match.MOVED]
    texts = left.texts()
    weighed = [(g.left[0], g.right[0], 1.0 + sum(len(texts[i]) for i in g.left)) for g in paired]
    steady = {i for i, _ in heaviest(weighed)}
    return [
        Group(Match.MOVED, group.left, group.right, group.confidence)
        if group.left and group.right and group.left[0] not in steady
        else group
        for group in found
    ]


def _numbered(draft: Draft) -> Draft:
    """The draft with the place of each provision as its id."""
    return Draft(draft.language, tuple([replace(p, id=str(place)) for place, p in enumerate(draft.provisions)]))


def by_id(left: Draft, right: Draft) -> Iterator[Group]:
    """Match drafts whose provisions carry ids in common, as in the record; one that stands out of order has moved.

    >>> from paraph.text.provision import Kind
    >>> def draft(ids): return Draft("en", tuple(Provision(id, Kind.PARAGRAPH, 0, "", id) for id in ids))
    >>> [(str(group.kind), group.left, group.right) for group in by_id(draft("abcd"), draft("bcax"))]
    [('equal', (1,), (0,)), ('equal', (2,), (1,)), ('moved', (0,), (2,)), ('added', (), (3,))]
    """
    there = {provision.id: index for index, provision in enumerate(left.provisions)}
    places = [there.get(provision.id, -1) for provision in right.provisions]
    steady = {j for _, j in heaviest((i, j, 1.0) for j, i in enumerate(places) if i >= 0)}
    for j, i in enumerate(places):
        if i < 0:
            yield Group(Match.ADDED, (), (j,))
        else:
            yield Group(Match.EQUAL if j in steady else Match.MOVED, (i,), (j,))
