"""The match report: renumbered, moved, split and merged provisions are found; every provision is accounted for."""

import dataclasses
import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from paraph.documents import tota
from paraph.text.align import Kind
from paraph.text.match import DOUBT, MatchReport, match
from paraph.text.provision import Draft, Provision
from paraph.text.provision import Kind as Is
from paths import treaty

ARTICLES = {
    "National Treatment": [
        "Each Party shall accord national treatment to the goods of the other Party under this rule."
    ],
    "Customs Fees": [
        "Fees charged by customs authorities shall be limited to the cost of the services rendered to the importer.",
        "No Party may require consular transactions, nor the fees that go with them, for the import of any good.",
    ],
    "Source Code": ["Neither Party shall require access to source code as a condition for the sale of software."],
    "Committee": ["The Parties establish a committee, which meets once a year unless they agree otherwise in writing."],
}


def draft(titles: Sequence[str], first: int = 1, mark: str = "p") -> Draft:
    provisions: list[Provision] = []
    for number, title in enumerate(titles, first):
        provisions.append(Provision(f"{mark}{len(provisions)}", Is.ARTICLE, 0, f"Article {number}", title))
        for k, text in enumerate(ARTICLES[title], 1):
            provisions.append(Provision(f"{mark}{len(provisions)}", Is.PARAGRAPH, 1, f"{k}.", text))
    return Draft("en", tuple(provisions))


def check_complete(report: MatchReport, old: Draft, new: Draft) -> None:
    assert sorted(i for m in report.matches for i in m.left) == sorted(p.id for p in old.provisions)
    assert sorted(i for m in report.matches for i in m.right) == sorted(p.id for p in new.provisions)


@given(st.permutations(list(ARTICLES)), st.integers(1, 9))
def test_articles_are_found_wherever_they_stand_and_however_they_are_numbered(order: list[str], first: int) -> None:
    old, new = draft(list(ARTICLES)), draft(order, first, "q")
    report = match(old, new)
    check_complete(report, old, new)
    words = {p.id: p.text for p in (*old.provisions, *new.provisions)}
    assert {m.kind for m in report.matches} == {Kind.EQUAL}
    assert all(words[m.left[0]] == words[m.right[0]] for m in report.matches)


@given(st.lists(st.sampled_from(list(ARTICLES)), max_size=5), st.lists(st.sampled_from(list(ARTICLES)), max_size=5))
def test_every_provision_is_accounted_for(left: list[str], right: list[str]) -> None:
    old, new = draft(left), draft(right, 4, "q")
    check_complete(match(old, new), old, new)


def test_a_paragraph_moved_to_another_article_is_found() -> None:
    old, new = draft(list(ARTICLES)), draft(list(ARTICLES), 1, "q")
    provisions = list(new.provisions)
    fee = provisions.pop(4)
    provisions.insert(6, dataclasses.replace(fee, text=fee.text.replace("consular", "such"), number="9."))
    report = match(old, Draft("en", tuple(provisions)))
    assert [(m.left, m.right) for m in report.matches if m.kind is Kind.MOVED] == [(("p4",), ("q4",))]


def test_what_is_doubtful_is_put_to_a_person() -> None:
    old = draft(["National Treatment"])
    other = "Each Party shall accord fair treatment to all investors of any other Party in its own territory."
    new = Draft("en", (old.provisions[0], dataclasses.replace(old.provisions[1], text=other)))
    doubtful = match(old, new).doubtful()
    assert doubtful
    assert all(m.confidence < DOUBT for m in doubtful)


def test_a_real_treaty_shuffled_and_renumbered_is_matched_article_by_article() -> None:
    old = tota.read(treaty(156))
    articles: list[list[Provision]] = []
    for provision in old.provisions:
        if provision.kind.titled:
            articles.append([])
        articles[-1].append(provision)
    random.Random(5).shuffle(articles)
    mixed = [
        dataclasses.replace(p, id=f"new-{p.id}", number="" if p.kind.titled else p.number) for a in articles for p in a
    ]
    report = match(old, Draft("en", tuple(mixed)))
    words = {p.id: p.text for p in old.provisions}
    right = [m for m in report.matches if m.left and m.right and words[m.left[0]] == words[m.right[0][4:]]]
    assert len(right) >= 0.99 * len(old)


def test_near_twins() -> None:
    old, new = tota.read(treaty(156)), tota.read(treaty(342))
    report = match(old, dataclasses.replace(new))
    assert sorted(i for m in report.matches for i in m.left) == sorted(p.id for p in old.provisions)
    assert report.counts()[Kind.EQUAL] > 2450
    assert len(report.doubtful()) < 60
