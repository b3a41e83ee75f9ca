"""The match report: which provision of one draft answers which of another, how surely, and why.

Articles (and every other container, with the paragraphs directly in it) are assigned to each other first, on content;
number and heading are evidence only, since both change while a text is negotiated. Then paragraphs are aligned inside
the articles that were matched, and what stays loose is looked for across articles: it may have moved. A match below
``DOUBT``, or with a rival that is nearly as good, is marked *doubtful*, to be put to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from paraph.errors import N_
from paraph.text.align import Group, Kind, align, moved
from paraph.text.provision import Draft, Provision
from paraph.text.tokens import Vocabulary

DOUBT = 0.6
"""Below this confidence a match is put to a person."""
LEAST = 0.25
"""Below this evidence two articles are not matched at all."""
RIVAL = 0.05
"""A second candidate for an article that comes this close makes the match doubtful."""
WEIGHTS = (0.7, 0.2, 0.1)
"""What content, heading and number count for in matching articles; without content the others share the whole."""

REASONS = {
    Kind.EQUAL: N_("the same words"),
    Kind.CHANGED: N_("most alike in its place"),
    Kind.SPLIT: N_("its words are spread over several provisions"),
    Kind.MERGED: N_("the words of several provisions stand in one"),
    Kind.MOVED: N_("the same or nearly the same words in another place"),
    Kind.REMOVED: N_("nothing like it in the other draft"),
    Kind.ADDED: N_("nothing like it in the other draft"),
}
BY_CONTENT = N_("articles alike in content")
BY_HEADING = N_("articles alike in heading or number")
RIVALLED = N_("another article is nearly as alike")


@dataclass(frozen=True, slots=True)
class Match:
    """Provisions that answer each other, by id. ``confidence`` is 0 to 1; ``reason`` is a message key."""

    kind: Kind
    left: tuple[str, ...]
    right: tuple[str, ...]
    confidence: float
    reason: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class MatchReport:
    """Every provision of both drafts in exactly one match; in the order of the right draft, what was removed last."""

    matches: tuple[Match, ...]

    def doubtful(self) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.doubtful)

    def counts(self) -> dict[Kind, int]:
        return {kind: sum(match.kind is kind for match in self.matches) for kind in Kind}


@dataclass(frozen=True, slots=True)
class _Article:
    """A container and the provisions directly in it; ``head`` is None for words before the first heading."""

    head: Provision | None
    body: tuple[Provision, ...]

    def wording(self) -> tuple[str, ...]:
        return tuple(provision.text for provision in self.body)

    def title(self) -> str:
        return self.head.text.casefold() if self.head else ""

    def number(self) -> str:
        return self.head.number.casefold() if self.head else ""

    def kind(self) -> str:
        return str(self.head.kind) if self.head else ""

    def bare(self) -> bool:
        return not any(provision.text for provision in self.body)


def match(left: Draft, right: Draft) -> MatchReport:
    """Match the provisions of two drafts in one language.

    >>> from paraph.text.provision import Kind as Is
    >>> old = Draft("en", (Provision("a", Is.ARTICLE, 0, "Article 1", "Aims"),
    ...                    Provision("b", Is.PARAGRAPH, 1, "1.", "Each Party shall act in good faith.")))
    >>> new = Draft("en", (Provision("x", Is.ARTICLE, 0, "Article 2", "Aims"),
    ...                    Provision("y", Is.PARAGRAPH, 1, "1.", "Each Party may act in good faith.")))
    >>> [(str(m.kind), m.left, m.right) for m in match(old, new).matches]
    [('equal', ('a',), ('x',)), ('changed', ('b',), ('y',))]
    """
    return _Matching(left, right).report()


class _Matching:
    def __init__(self, left: Draft, right: Draft) -> None:
        self.articles = (list(_articles(left)), list(_articles(right)))
        self.order = {provision.id: place for place, provision in enumerate(right.provisions)}
        self.found: list[Match] = []
        self.loose: tuple[list[Provision], list[Provision]] = ([], [])

    def report(self) -> MatchReport:
        pairs = _assigned(*self.articles)
        for i, j, confidence, reason in pairs:
            self._pair(self.articles[0][i], self.articles[1][j], confidence, reason)
        for side, matched in ((0, {i for i, *_ in pairs}), (1, {j for _, j, *_ in pairs})):
            for place, article in enumerate(self.articles[side]):
                if place not in matched:
                    self.loose[side].extend(([article.head] if article.head else []) + list(article.body))
        self._moves()
        last = len(self.order)
        return MatchReport(tuple(sorted(self.found, key=lambda m: self.order[m.right[0]] if m.right else last)))

    def _pair(self, old: _Article, new: _Article, confidence: float, reason: str) -> None:
        if old.head and new.head:
            same = old.head.text == new.head.text
            self._add(
                Group(Kind.EQUAL if same else Kind.CHANGED, (0,), (0,), confidence), [old.head], [new.head], reason
            )
        else:
            self.loose[0].extend([old.head] if old.head else [])
            self.loose[1].extend([new.head] if new.head else [])
        for group in align(old.wording(), new.wording()):
            if group.kind in (Kind.REMOVED, Kind.ADDED):
                self.loose[0].extend(old.body[i] for i in group.left)
                self.loose[1].extend(new.body[j] for j in group.right)
            else:
                self._add(group, old.body, new.body)

    def _moves(self) -> None:
        book = Vocabulary()
        codes = [book.encode_all(provision.text for provision in loose) for loose in self.loose]
        went = list(moved(*codes))
        for i, j, likeness in went:
            self._add(Group(Kind.MOVED, (i,), (j,), likeness), *self.loose)
        for side, kind, gone in ((0, Kind.REMOVED, {i for i, *_ in went}), (1, Kind.ADDED, {j for _, j, _ in went})):
            for place in range(len(self.loose[side])):
                if place not in gone:
                    self._add(Group(kind, (place,) * (1 - side), (place,) * side), *self.loose)

    def _add(
        self, group: Group, left: Sequence[Provision], right: Sequence[Provision], reason: str | None = None
    ) -> None:
        doubtful = group.confidence < DOUBT or reason == RIVALLED
        ids = tuple(left[i].id for i in group.left), tuple(right[j].id for j in group.right)
        self.found.append(Match(group.kind, *ids, group.confidence, reason or REASONS[group.kind], doubtful))


def _articles(draft: Draft) -> Iterator[_Article]:
    head: Provision | None = None
    body: list[Provision] = []
    for provision in draft.provisions:
        if provision.kind.titled:
            if head or body:
                yield _Article(head, tuple(body))
            head, body = provision, []
        else:
            body.append(provision)
    if head or body:
        yield _Article(head, tuple(body))


def _assigned(left: list[_Article], right: list[_Article]) -> list[tuple[int, int, float, str]]:
    """Pairs (i, j, confidence, reason): articles with the same words first, the others by evidence, the best first."""
    pairs = [(i, j, 1.0, REASONS[Kind.EQUAL]) for i, j in _same(left, right)]
    rows = sorted(set(range(len(left))) - {i for i, *_ in pairs})
    columns = sorted(set(range(len(right))) - {j for _, j, *_ in pairs})
    if not rows or not columns:
        return pairs
    content, evidence = _evidence([left[i] for i in rows], [right[j] for j in columns])
    rivals = evidence.copy()
    for place in np.argsort(-evidence, axis=None, kind="stable").tolist():
        row, column = divmod(place, len(columns))
        sure = float(evidence[row, column])
        if sure < LEAST:
            break
        if np.isnan(rivals[row, column]):
            continue
        others = np.concatenate([np.delete(rivals[row], column), np.delete(rivals[:, column], row)])
        reason = BY_CONTENT if content[row, column] >= DOUBT else BY_HEADING
        if np.nanmax(others, initial=0.0) > sure - RIVAL:
            reason = RIVALLED
        pairs.append((rows[row], columns[column], min(sure, 1.0), reason))
        rivals[row] = rivals[:, column] = np.nan
    return pairs


def _same(left: list[_Article], right: list[_Article]) -> Iterator[tuple[int, int]]:
    """Articles of one title and wording, where that is unique on both sides."""
    places: list[dict[tuple[str, ...], int]] = []
    for articles in (left, right):
        seen: dict[tuple[str, ...], int] = {}
        for place, article in enumerate(articles):
            key = (article.title(), *article.wording())
            seen[key] = -1 if key in seen else place
        places.append(seen)
    for key, i in places[0].items():
        j = places[1].get(key, -1)
        if i >= 0 and j >= 0 and any(key):
            yield i, j


def _evidence(left: list[_Article], right: list[_Article]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Likeness of content, and the evidence of content, heading and number together; 0 to 1 each."""
    content = _likeness_of_content(left, right)
    book = Vocabulary()
    titles = [book.encode_all(article.title() for article in articles) for articles in (left, right)]
    heading = cdist(*titles, scorer=LCSseq.normalized_similarity, dtype=np.float64)
    heading *= np.outer([bool(title) for title in titles[0]], [bool(title) for title in titles[1]])
    numbers, kinds, bodies = (
        [np.array([look(article) for article in articles]) for articles in (left, right)]
        for look in (_Article.number, _Article.kind, _Article.bare)
    )
    number = np.equal.outer(*numbers) & (numbers[0] != "")[:, None]
    weighed = WEIGHTS[0] * content + WEIGHTS[1] * heading + WEIGHTS[2] * number
    without = (WEIGHTS[1] * heading + WEIGHTS[2] * number) / (WEIGHTS[1] + WEIGHTS[2])
    evidence = np.where(np.logical_and.outer(*bodies), without, weighed)
    evidence = np.where(number & (heading == 1.0), np.maximum(evidence, DOUBT), evidence)  # short articles, reworded
    return content, evidence * np.where(np.equal.outer(*kinds), 1.0, 0.5)


def _likeness_of_content(left: list[_Article], right: list[_Article]) -> NDArray[np.float64]:
    """Cosine of the words of each pair of articles, rare words counting most."""
    book = Vocabulary()
    codes = ["".join(book.encode_all(article.wording())) for article in chain(left, right)]
    table = np.zeros((len(codes), len(book)), dtype=np.float32)
    for row, code in enumerate(codes):
        ids = np.frombuffer(code.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        table[row] = np.bincount(ids, minlength=len(book))
    weights = np.log((1 + len(codes)) / (1 + np.count_nonzero(table, axis=0))) + 0.1
    table = np.log1p(table) * weights.astype(np.float32)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    cosine: NDArray[np.float64] = (table[: len(left)] @ table[len(left) :].T).astype(np.float64)
    return np.clip(cosine, 0.0, 1.0)
