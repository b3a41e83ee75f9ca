"""Full-text search: an index of documents, and hits in the order in which a negotiator wants them.

The words of all documents lie one after another in arrays, and each distinct word knows its places. What is found is
ordered by how it was asked, before any weighing: what bears this very number or name; what is written as it was typed
before what only has the same bare letters; words side by side before words apart; and then by BM25 (Robertson and
Zaragoza, "The Probabilistic Relevance Framework", 2009), a word in a title counting more.

An index is made again after each act, from the one before: only passages that are new are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from paraph.text.folding import folded, forms, is_number, words

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

_QUOTED = re.compile(r'["“„«]([^"”“»]*)["”“»]?')
_FOLDED, _BEGUN = 0.8, 0.4
"""What a word counts that only has the same bare letters, and one that only begins so."""
_K, _B = 1.2, 0.5
_ALIKE = 76.0
"""How alike, of 100, a known word must be to be offered for one that stands nowhere."""


class Role(IntEnum):
    """What a passage is to its document, and what a word in it counts."""

    WORDS = 1
    TITLE = 3
    LABEL = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document in one language ("" where they are of none); ``party``: whose words, "" for everybody's."""

    text: str
    language: str = ""
    role: Role = Role.WORDS
    party: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found. ``name``: unique in its kind; ``subject``: where it belongs in the negotiation."""

    kind: str
    name: str
    passages: tuple[Passage, ...]
    subject: str = ""
    party: str = ""
    time: str = ""

    def says(self, role: Role, language: str) -> str:
        """Its first passage of this role in a language, or else in any; "" for none."""
        found = [each for each in self.passages if each.role is role]
        return next((each.text for each in found if each.language == language), found[0].text if found else "")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is sought, or several that must stand side by side (in quotes)."""

    words: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    document: Document
    places: tuple[tuple[int, ...], ...]
    """For each passage, which of its words were found."""


@dataclass(frozen=True, slots=True)
class Found:
    """``counts``: all hits by kind, whatever kinds were asked for; ``hits``: those asked for, of ``total``.

    ``some``: no document has all the words, so these have some of them. ``instead``: what was probably meant.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, int]
    some: bool = False
    instead: str = ""


@dataclass(slots=True)
class _Matched:
    """Where one term was found, and where whole; by document how much it counts and whether just as it was typed."""

    positions: Places
    whole: Places
    weight: Floats
    typed: npt.NDArray[np.bool_]


def terms(query: str) -> list[Term]:
    """What is asked for: words, and phrases in quotes.

    >>> terms('thuế "mức cơ sở" 2.3')
    [Term(words=('thuê\u0301',), quoted=False), Term(words=('mưc\u0301', 'cơ', 'sơ\u0309'), quoted=True), \
Term(words=('2.3',), quoted=False)]
    """
    found: list[Term] = []
    at = 0
    for quote in _QUOTED.finditer(query):
        found += [Term((word,)) for word in forms(query[at : quote.start()])]
        found += [Term(quoted, quoted=True) for quoted in (tuple(forms(quote[1])),) if quoted]
        at = quote.end()
    return [*found, *(Term((word,)) for word in forms(query[at:]))]


class Index:
    """Documents and where each word stands in them. Not changed once made."""

    def __init__(self, documents: Sequence[Document], before: Index | None = None) -> None:
        self.documents = tuple(documents)
        self._known: dict[str, int] = before._known if before else {"": 0}
        read: dict[str, Ints] = before._read if before else {}
        self._read: dict[str, Ints] = {}
        stretches: list[Ints] = []
        gap = np.zeros(1, dtype=np.int32)
        lengths, roles, owners = [], [], []
        for number, document in enumerate(self.documents):
            for passage in document.passages:
                ids = self._read.get(passage.text)
                if ids is None:
                    ids = self._read[passage.text] = read.get(passage.text, self._ids(passage.text, read))
                stretches += (ids, gap)
                lengths.append(len(ids) + 1)
                roles.append(int(passage.role))
                owners.append(number)
        self._words = np.concatenate(stretches) if stretches else gap
        self._role = np.repeat(np.array(roles or [1], dtype=np.float32), lengths or [1])
        self._owner = np.repeat(np.array(owners or [0], dtype=np.int32), lengths or [1])
        self._count = np.bincount(self._words, minlength=len(self._known))
        self._index_words()
        size = max(1, len(self.documents))
        held = np.bincount(self._owner, minlength=size).astype(np.float32)
        self._norm = 1 - _B + _B * held / max(1.0, float(held.mean()))
        self._kinds = list(dict.fromkeys(document.kind for document in self.documents))
        self._kind = np.array([self._kinds.index(document.kind) for document in self.documents], dtype=np.int32)
        self._labels = _labels(self.documents)
        self._kinds_said = {label[0] for label in self._labels if not is_number(label[0])}

    def _ids(self, text: str, read: Mapping[str, Ints]) -> Ints:
        if text in read:
            return read[text]
        known = self._known
        return np.array([known.setdefault(word, len(known)) for word in forms(text)], dtype=np.int32)

    def _index_words(self) -> None:
        """Words by their bare letters, those that still stand somewhere only."""
        standing = np.flatnonzero(self._count)
        spelled = list(self._known)
        self._by_fold: dict[str, list[tuple[str, int]]] = {}
        for number in standing.tolist():
            if number:
                self._by_fold.setdefault(folded(spelled[number]), []).append((spelled[number], number))
        self._folds = sorted(self._by_fold)

    # Asking

    def search(self, query: str, kinds: Collection[str] = (), first: int = 0, most: int = 20) -> Found:
        """Hits ``first`` to ``first + most`` of those kinds (of all, if left out), best first."""
        asked = terms(query)
        if not asked or not self.documents:
            return Found((), 0, {})
        matched = [self._match(term) for term in asked]
        having = np.sum([each.weight > 0 for each in matched], axis=0)
        chosen = np.flatnonzero(having == len(asked))
        some = not len(chosen)
        if some:
            chosen = np.flatnonzero(having)
        counts = np.bincount(self._kind[chosen], minlength=len(self._kinds))
        by_kind = {kind: int(n) for kind, n in zip(self._kinds, counts, strict=True) if n}
        if kinds:
            chosen = chosen[np.isin(self._kind[chosen], [i for i, kind in enumerate(self._kinds) if kind in kinds])]
        ordered = self._ordered(chosen, asked, matched, having)
        hits = tuple(self._hit(number, matched) for number in ordered[first : first + most])
        return Found(hits, len(chosen), by_kind, some and bool(len(having)), self._instead(query, asked, matched))

    def _match(self, term: Term) -> _Matched:
        """One scan of all words: half a million take a millisecond, so that no lists of places need be kept."""
        if term.quoted:
            return self._match_quoted(term)
        (word,) = term.words
        begun = list(self._begun(word))
        value = np.zeros(len(self._count), dtype=np.float32)
        value[[number for _, number in begun]] = _BEGUN
        value[self._alike(word)] = 1.0
        typed = np.zeros(len(self._count), dtype=np.bool_)
        typed[[number for form, number in begun if _as_typed(word, form)]] = True
        value[~typed] *= _FOLDED
        positions = np.flatnonzero((value > 0)[self._words])
        here = self._words[positions]
        whole = positions[value[here] > _BEGUN]
        return _Matched(positions, whole, self._sum(positions, value[here]), self._any(positions[typed[here]]))

    def _match_quoted(self, term: Term) -> _Matched:
        places = self._run([self._alike(word) for word in term.words])
        typed = self._run([[n] if (n := self._known.get(word, 0)) < len(self._count) else [] for word in term.words])
        value = np.where(np.isin(places, typed), 1.0, _FOLDED) * len(term.words)
        positions = (places[:, None] + np.arange(len(term.words))).ravel()
        return _Matched(positions, positions, self._sum(places, value), self._any(typed))

    def _alike(self, word: str) -> list[int]:
        """The words with the same bare letters."""
        return [number for _, number in self._by_fold.get(folded(word), ())]

    def _begun(self, word: str) -> Iterator[tuple[str, int]]:
        """The words whose bare letters begin so; of a number, those that continue it: 2.3.1 for 2.3."""
        bare = folded(word)
        yield from self._by_fold.get(bare, ())
        if len(bare) < 2 and not is_number(bare):
            return
        start = bare + "." if is_number(bare) else bare
        at = bisect_left(self._folds, start)
        while at < len(self._folds) and self._folds[at].startswith(start):
            if self._folds[at] != bare:
                yield from self._by_fold[self._folds[at]]
            at += 1

    def _run(self, sought: Sequence[Sequence[int]]) -> Places:
        """Where words stand one after another: the places of the first. Each may be any of several."""
        length = len(self._words) - len(sought) + 1
        found = np.ones(max(0, length), dtype=np.bool_)
        for step, numbers in enumerate(sought):
            wanted = np.zeros(len(self._count), dtype=np.bool_)
            wanted[[number for number in numbers if number]] = True
            found &= wanted[self._words[step : step + length]]
        return np.flatnonzero(found)

    def _sum(self, positions: Places, value: Any) -> Floats:
        """By document, what the places in it count."""
        weights = value * self._role[positions]
        return np.bincount(self._owner[positions], weights, len(self.documents)).astype(np.float32)

    def _any(self, positions: Places) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(self.documents), dtype=np.bool_)
        found[self._owner[positions]] = True
        return found

    # Ordering

    def _ordered(
        self, chosen: npt.NDArray[Any], asked: Sequence[Term], matched: Sequence[_Matched], having: npt.NDArray[Any]
    ) -> list[int]:
        score = np.zeros(len(chosen), dtype=np.float32)
        for each in matched:
            weight = each.weight[chosen]
            holding = int(np.count_nonzero(each.weight))
            rarity = np.log1p((len(self.documents) - holding + 0.5) / (holding + 0.5))
            score += rarity * weight * (_K + 1) / (weight + _K * self._norm[chosen])
        typed = np.sum([each.typed[chosen] for each in matched], axis=0)
        label = tuple(folded(word) for term in asked for word in term.words)
        called = np.isin(chosen, self._labels.get(label, ())).astype(np.int32)
        numbered = np.isin(chosen, self._labels.get(label[1:], ()) if label[0] in self._kinds_said else ())
        named = 2 * called + numbered
        keys = (-score, -self._side_by_side(matched)[chosen], -typed, -having[chosen], -named)
        found: list[int] = chosen[np.lexsort(keys)].tolist()
        return found

    def _side_by_side(self, matched: Sequence[_Matched]) -> Ints:
        """By document, how many of the terms stand right after the one before them."""
        together = np.zeros(len(self.documents), dtype=np.int32)
        for one, other in pairwise(matched):
            after = np.zeros(len(self._words) + 1, dtype=np.bool_)
            after[other.positions] = True
            together += self._any(one.positions[after[one.positions + 1]])
        return together

    def _hit(self, number: int, matched: Sequence[_Matched]) -> Hit:
        """Where a word stands whole, words that only begin so are passed over."""
        start, end = np.searchsorted(self._owner, (number, number + 1))
        inside = [_between(each.whole, start, end) for each in matched]
        begun = [_between(each.positions, start, end) for each in matched]
        found = [whole if len(whole) else some for whole, some in zip(inside, begun, strict=True)]
        here = np.unique(np.concatenate(found)) - start
        places, at = [], 0
        for passage in self.documents[number].passages:
            length = len(self._read[passage.text])
            places.append(tuple((here[(here >= at) & (here < at + length)] - at).tolist()))
            at += length + 1
        return Hit(self.documents[number], tuple(places))

    def _instead(self, query: str, asked: Sequence[Term], matched: Sequence[_Matched]) -> str:
        """The query with each word that stands nowhere replaced by the one most like it; "" if there is none."""
        replaced = query
        for term, found in zip(asked, matched, strict=True):
            if len(found.positions):
                continue
            for word in term.words:
                bare = folded(word)
                if bare in self._by_fold or is_number(bare) or len(bare) < 3:
                    continue
                near = process.extractOne(bare, self._folds, scorer=fuzz.ratio, score_cutoff=_ALIKE)
                if near:
                    replaced = _with(replaced, word, self._commonest(near[0]))
        return replaced if replaced != query else ""

    def _commonest(self, bare: str) -> str:
        """Of the words with these letters the most frequent, as it is written somewhere."""
        number = max((number for _, number in self._by_fold[bare]), key=self._count.__getitem__)
        return self._spelled(int(np.argmax(self._words == number)))

    def _spelled(self, place: int) -> str:
        """The word at a place as it is written there, in small letters."""
        document = self.documents[int(self._owner[place])]
        at = place - int(np.searchsorted(self._owner, self._owner[place]))
        for passage in document.passages:
            length = len(self._read[passage.text])
            if at < length:
                word = words(passage.text)[at]
                return passage.text[word.start : word.end].lower()
            at -= length + 1
        raise AssertionError("a place outside its document")


def _between(places: Places, start: int, end: int) -> Places:
    return places[np.searchsorted(places, start) : np.searchsorted(places, end)]


def _as_typed(word: str, form: str) -> bool:
    """Whether a word is written as it was typed: who leaves the marks out has asked for any."""
    return form.startswith(word) or word == folded(word)


def _with(query: str, word: str, other: str) -> str:
    for each in reversed(words(query)):
        if each.form == word:
            query = query[: each.start] + other + query[each.end :]
    return query


def _labels(documents: Sequence[Document]) -> dict[tuple[str, ...], list[int]]:
    """Documents by what they are called, with and without the first word: "article 2.3", "2.3"."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, document in enumerate(documents):
        for passage in document.passages:
            if passage.role is Role.LABEL:
                called = tuple(folded(word) for word in forms(passage.text))
                for label in {called, called[1:]} - {()}:
                    found.setdefault(label, []).append(number)
    return found
