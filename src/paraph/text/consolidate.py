"""One provision in the words of all parties: what they share outside brackets, what they dispute inside.

The work has two steps. The *weave* is made from the set of distinct wordings alone, in the order of their characters,
so that neither the parties' names nor the order in which they are given can change it. It is a pure function and is
cached: as long as a provision's wordings stay the same, it is not compared again. *Naming* then puts the parties in.

Two wordings are compared as ``redline`` does. For more, what is chosen is the cheapest bracketed text, where a word
inside a bracket costs 1 for each alternative in which it stands, a bracket costs 2.5 x (``economy`` - 1) words, and so
does a word that decides rights and duties (a modal, a negation, a number, a defined term) if it is drawn into a bracket
although all have it. With an economy of 1 no word is drawn in; the more of it, the fewer and longer the brackets.

The bound: where comparing each of k wordings with the pivot of ``lattice``, with the fewest changes possible, marks d
words in all, at most (k - 1 + 2.5 x (economy - 1)) x d words stand in brackets. (A word that some party deletes stands
at most k - 1 times, an inserted one once; there are no more brackets than marked words.) For two wordings, at most
economy x d.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter, lt

from rapidfuzz.distance import Indel

from paraph.text.brackets import Alternative, Bracket, Runs
from paraph.text.lattice import Column, Stretch, stretches
from paraph.text.lexicon import protected
from paraph.text.redline import ECONOMY, Change, compare
from paraph.text.tokens import words as words_of

_BRACKET = 2.5
"""How many words one bracket less is worth for each unit of economy above 1."""

_KINSHIP = 0.5
"""Share of characters that rival wordings must have in common to stand in one alternative with brackets inside."""

_CACHED = 1 << 16


@dataclass(frozen=True, slots=True)
class Fork:
    """A bracket before the parties are named: strands, each for the wordings (by index) that have it."""

    strands: tuple[tuple[frozenset[int], Weave], ...]


Weave = tuple["str | Fork", ...]


def consolidate(wordings: Mapping[str, str | None], *, economy: float = ECONOMY) -> Runs:
    """Put the wordings of all parties together; None where a party has no such provision.

    Projecting the result for a party gives its wording, character for character ("" for None). The order of the
    mapping decides the order of owners and of alternatives, nothing else.

    >>> from paraph.text.brackets import show
    >>> show(consolidate({"US": "Each Party shall act.", "VN": "Each Party may act.", "AU": "Each Party shall act."}))
    'Each Party [US/AU: shall][VN: may] act.'
    >>> show(consolidate({"US": "Fees shall be published.", "VN": None}))
    '[US: Fees shall be published.]'
    """
    if len(distinct := set(wordings.values())) == 1:
        return (only,) if (only := distinct.pop()) else ()
    owners: dict[str, list[int]] = {}
    parties = tuple(wordings)
    for index, wording in enumerate(wordings.values()):
        owners.setdefault(wording or "", []).append(index)
    texts = tuple(sorted(owners))
    return _named(weave(texts, economy), [owners[text] for text in texts], parties)


def _named(woven: Weave, owners: Sequence[Sequence[int]], parties: Sequence[str]) -> Runs:
    """Replace the indices of wordings by the parties that own them, in the parties' order."""
    return tuple(part if isinstance(part, str) else _bracket(part, owners, parties) for part in woven)


def _bracket(fork: Fork, owners: Sequence[Sequence[int]], parties: Sequence[str]) -> Bracket:
    owned = [(sorted(i for wording in strand for i in owners[wording]), content) for strand, content in fork.strands]
    return Bracket(
        tuple(
            Alternative(tuple(parties[i] for i in indices), _named(content, owners, parties))
            for indices, content in sorted(owned, key=itemgetter(0))
        )
    )


@lru_cache(maxsize=_CACHED)
def weave(texts: tuple[str, ...], economy: float = ECONOMY) -> Weave:
    """Weave distinct wordings, sorted, into plain stretches and forks."""
    if len(texts) == 1:
        return texts if texts[0] else ()
    if "" in texts:
        return (_fork(texts, economy),)
    if len(texts) == 2:
        return tuple(_compared(*texts, economy))
    return tuple(_rendered(_economical(stretches(texts), texts, _BRACKET * (economy - 1)), texts, economy))


def _compared(one: str, other: str, economy: float) -> Iterator[str | Fork]:
    for op in compare(one, other, economy):
        if op.kind is Change.EQUAL:
            yield op.left
        else:
            sides = ((frozenset({0}), op.left), (frozenset({1}), op.right))
            yield Fork(tuple((holders, (words,)) for holders, words in sides if words))


def _economical(parts: list[Stretch], texts: Sequence[str], price: float) -> list[Stretch]:
    """Join disputed stretches across the common words between them where that is cheaper: a shortest path.

    It is exact: once joining costs more words than all brackets saved are worth, cutting there is never dearer,
    because a longer bracket holds at least the words of its parts.
    """
    places = [index for index, part in enumerate(parts) if not part.common]
    single = [_inside(parts[at], texts) for at in places]
    swallowed = [price * _weighty(parts[at + 1], texts) for at in places[:-1]]
    best, chosen = [0.0], [0]
    for last in range(len(places)):
        cheapest, cheapest_first = best[last] + single[last], last
        apart, lost = float(single[last]), 0.0
        for first in range(last - 1, -1, -1):
            joined = _inside(Stretch(parts[places[first]].start, parts[places[last]].end, False), texts)
            apart += single[first]
            lost += swallowed[first]
            if joined + lost - apart > price * (last - first + 1):
                break
            if best[first] + joined + lost <= cheapest:
                cheapest, cheapest_first = best[first] + joined + lost, first
        best.append(cheapest + price)
        chosen.append(cheapest_first)
    return _with_joined(parts, places, chosen)


def _weighty(island: Stretch, texts: Sequence[str]) -> int:
    """How many words of a common stretch decide rights and duties and should stay in sight outside brackets."""
    return sum(map(protected, words_of(texts[0][island.start.chars[0] : island.end.chars[0]])))


def _with_joined(parts: list[Stretch], places: list[int], chosen: list[int]) -> list[Stretch]:
    result = parts[places[-1] + 1 :][::-1] if places else parts[::-1]
    last = len(places)
    while last:
        first = chosen[last]
        result.append(Stretch(parts[places[first]].start, parts[places[last - 1]].end, False))
        result.extend(reversed(parts[places[first - 1] + 1 if first else 0 : places[first]]))
        last = first
    return result[::-1]


def _inside(stretch: Stretch, texts: Sequence[str]) -> int:
    """How many words stand in a bracket over this stretch, each distinct alternative once."""
    return sum(dict(zip(stretch.slices(texts), stretch.lengths(), strict=True)).values())


def _rendered(parts: list[Stretch], texts: Sequence[str], economy: float) -> Iterator[str | Fork]:
    """Plain text and forks in turn, the forks' edges moved so that shared white space stands outside."""
    done = parts[0].start.chars
    for part in parts:
        if part.common:
            continue
        start, end = _snug(part, texts)
        if before := texts[0][done[0] : start[0]]:
            yield before
        yield _fork(_cut(texts, start, end), economy)
        done = end
    if rest := texts[0][done[0] :]:
        yield rest


def _cut(texts: Sequence[str], start: Column, end: Column) -> tuple[str, ...]:
    return tuple(text[a:b] for text, a, b in zip(texts, start, end, strict=True))


def _snug(part: Stretch, texts: Sequence[str]) -> tuple[Column, Column]:
    """Move a bracket's edges so that white space which all share at an edge stands outside.

    Where a wording has nothing in the bracket, the whole bracket moves to the right over a space that its
    alternatives begin with and the plain text after it too: ``Each[A:  such] Party`` becomes ``Each [A: such ]Party``.
    (It cannot meet the next bracket there: brackets with only a space between have words for all.)
    """
    start, end = part.start.chars, part.end.chars
    while blank := _shared_blank(texts, start):
        if not all(map(lt, start, end)):
            if _shared_blank(texts, end) != blank:
                break
            end = tuple(at + 1 for at in end)
        start = tuple(at + 1 for at in start)
    while all(map(lt, start, end)) and _shared_blank(texts, before := tuple(at - 1 for at in end)):
        end = before
    return start, end


def _shared_blank(texts: Sequence[str], places: Column) -> str:
    """The white space character that all texts have at their place, "" if they have none or differ."""
    found = {text[at : at + 1] for text, at in zip(texts, places, strict=True)}
    one = found.pop()
    return one if not found and one.isspace() else ""


def _fork(slices: Sequence[str], economy: float) -> Fork:
    """The alternatives of one bracket: like slices in one; kindred ones too, with brackets inside, where that pays."""
    holders: dict[str, frozenset[int]] = {}
    for index, one in enumerate(slices):
        if one:
            holders[one] = holders.get(one, frozenset()) | {index}
    strands: list[tuple[frozenset[int], Weave]] = []
    for family in _families(holders):
        # A family of all would be woven again and again: what they share stands outside this bracket already.
        if 1 < len(family) < len(set(slices)) and _pays(family, nested := weave(family, economy), economy):
            held = [holders[one] for one in family]
            strands.append((frozenset().union(*held), _relabelled(nested, held)))
        else:
            strands.extend((holders[one], (one,)) for one in family)
    return Fork(tuple(strands))


def _families(slices: Iterable[str]) -> list[tuple[str, ...]]:
    """Group slices that have at least half of their characters in common with the longest of their group."""
    families: list[list[str]] = []
    for one in sorted(slices, key=lambda one: (-len(one), one)):
        for family in families:
            if Indel.normalized_similarity(family[0], one, score_cutoff=_KINSHIP):
                family.append(one)
                break
        else:
            families.append([one])
    return [tuple(sorted(family)) for family in families]


def _pays(family: Iterable[str], nested: Weave, economy: float) -> bool:
    """Whether nesting saves the words that its brackets cost; an inner bracket is harder to read and costs double."""
    words, forks = measure(nested)
    return sum(len(words_of(one)) for one in family) - words > _BRACKET * (economy - 1) * (2 * forks + 1)


def measure(woven: Weave) -> tuple[int, int]:
    """The words of a weave, plain and in all its alternatives, and the number of its forks."""
    words = forks = 0
    for part in woven:
        if isinstance(part, str):
            words += len(words_of(part))
        else:
            inner = [measure(content) for _, content in part.strands]
            words += sum(count for count, _ in inner)
            forks += 1 + sum(count for _, count in inner)
    return words, forks


def _relabelled(woven: Weave, held: Sequence[frozenset[int]]) -> Weave:
    """Let the strands of a weave of slices speak of the wordings that hold those slices."""
    return tuple(
        part
        if isinstance(part, str)
        else Fork(
            tuple(
                (frozenset().union(*(held[one] for one in strand)), _relabelled(content, held))
                for strand, content in part.strands
            )
        )
        for part in woven
    )
