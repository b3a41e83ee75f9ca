"""The laws of consolidation: projection, symmetry, economy; and what a reader sees."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from paraph.text.brackets import Bracket, Runs, brackets, disputed, project, show
from paraph.text.consolidate import consolidate
from paraph.text.lattice import centrality

PARTIES = ("US", "VN", "AU", "JP", "CL")
WORDS = st.sampled_from(
    ["each", "party", "shall", "may", "not", "duty", ",", ".", "46", "%", "thuế", "quan", "(", "a", ")"]
)
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
ANYTHING = st.text(max_size=30) | SENTENCES | st.text(alphabet="ab \n\t[]\\", max_size=20)


def wordings(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str | None]]:
    return st.dictionaries(st.sampled_from(PARTIES), st.none() | texts, min_size=1)


def well_formed(runs: Runs) -> None:
    """No empty run, no two strings or two brackets side by side, no bracket without words, no party twice."""
    for before, after in pairwise(runs):
        assert isinstance(before, Bracket) != isinstance(after, Bracket), show(runs)
    for run in runs:
        assert run
        if isinstance(run, Bracket):
            assert run.alternatives
            owners = [owner for alternative in run.alternatives for owner in alternative.owners]
            assert len(owners) == len(set(owners)) > 0
            for alternative in run.alternatives:
                assert alternative.owners
                assert alternative.content
                well_formed(alternative.content)


@given(wordings(ANYTHING))
def test_projection_gives_back_every_wording(given_wordings: dict[str, str | None]) -> None:
    runs = consolidate(given_wordings)
    well_formed(runs)
    for party, wording in given_wordings.items():
        assert project(runs, party) == (wording or "")


@given(wordings(SENTENCES))
@example({"US": "a not", "VN": "not a"})
@example({"US": "a not", "VN": "not a", "AU": None})
def test_naming_order_changes_nothing_but_the_order_of_names(given_wordings: dict[str, str | None]) -> None:
    again = consolidate(dict(reversed(given_wordings.items())))
    assert _unordered(again) == _unordered(consolidate(given_wordings))


def _unordered(runs: Runs) -> tuple[object, ...]:
    return tuple(
        run
        if isinstance(run, str)
        else frozenset((frozenset(a.owners), _unordered(a.content)) for a in run.alternatives)
        for run in runs
    )


@given(SENTENCES, st.sets(st.sampled_from(PARTIES), min_size=1))
def test_one_wording_has_no_brackets(text: str, parties: set[str]) -> None:
    assert not list(brackets(consolidate(dict.fromkeys(parties, text))))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("shall act", "may act", "shall act"), "[US/AU: shall][VN: may] act"),
        (("We act.", None, "We act."), "[US/AU: We act.]"),
        (
            ("Each Party shall act.", "Each such Party shall act.", "Each Party shall act."),
            "Each [VN: such ]Party shall act.",
        ),
        (("a duty of 46%", "a duty of 20%"), "a duty of [US: 46%][VN: 20%]"),
        (("under Article 2.3(a)", "under Article 2.4(a)"), "under [US: Article 2.3(a)][VN: Article 2.4(a)]"),
        (("về thuế quan", "về thuế suất", "về hải quan"), "về [US: thuế quan][VN: thuế suất][AU: hải quan]"),
        (("It acts", "It acts now", "It acts soon"), "It acts[VN:  now][AU:  soon]"),
    ],
)
def test_what_a_reader_sees(texts: tuple[str | None, ...], expected: str) -> None:
    assert show(consolidate(dict(zip(PARTIES, texts, strict=False)))) == expected


def test_neighbouring_edits_of_several_parties_do_not_fuse() -> None:
    base = "The importing Party shall apply the preferential rate of customs duty to goods that qualify as originating"
    edits = [
        "preferential",
        "rate",
        "customs",
        "duty",
        "goods",
        "qualify",
        "originating",
        "importing",
        "apply",
        "shall",
    ]
    texts = {f"P{index}": base.replace(word, f"x{index}") for index, word in enumerate(edits)} | {"Z": base}
    runs = consolidate(texts)
    assert max(len(bracket.alternatives) for bracket in brackets(runs)) <= 4
    assert show(runs).startswith("The [")
    assert len(list(brackets(runs))) >= 4


def test_economy_draws_islands_into_fewer_longer_brackets() -> None:
    texts = {"US": "the duty of a Party", "VN": "any right of each Party", "AU": "some claim of one Party"}
    assert [show(consolidate(texts, economy=economy)) for economy in (1.0, 2.0, 3.0)] == [
        "[US: the duty][VN: any right][AU: some claim] of [US: a][VN: each][AU: one] Party",
        "[US: the duty][VN: any right][AU: some claim] of [US: a][VN: each][AU: one] Party",
        "[US: the duty of a][VN: any right of each][AU: some claim of one] Party",
    ]


def test_a_negation_that_all_have_stays_in_sight() -> None:
    texts = {"US": "the duty not a", "VN": "any right not each", "AU": "some claim not one"}
    assert " not " in consolidate(texts, economy=3.0)


def test_what_a_group_shares_stands_once_inside_its_bracket() -> None:
    extra = " In addition, the Parties {} consult on rules of origin within 30 days."
    texts = {"US": "Agreed." + extra.format("shall"), "VN": "Agreed.", "AU": "Agreed." + extra.format("may")}
    assert show(consolidate(texts)) == (
        "Agreed.[US/AU:  In addition, the Parties [US: shall][AU: may] consult on rules of origin within 30 days.]"
    )


PLAIN = st.lists(st.sampled_from(["each", "party", "shall", "not", "duty", ","]), min_size=1, max_size=12).map(" ".join)


@given(st.sets(PLAIN, min_size=2, max_size=5), st.sampled_from([1.0, 1.5, 2.0, 3.0]))
def test_words_in_brackets_are_bounded(texts: set[str], economy: float) -> None:
    """For k wordings: (k - 1 + 2.5 (economy - 1)) times what comparing each with the pivot would mark at least."""
    split = [text.split() for text in sorted(texts)]
    scores = centrality(split)
    pivot = split[scores.index(max(scores))]
    runs = consolidate(dict(zip(PARTIES, sorted(texts), strict=False)), economy=economy)
    inside = sum(len(string.split()) for string in disputed(runs))
    assert inside <= (len(texts) - 1 + 2.5 * (economy - 1)) * sum(Indel.distance(pivot, words) for words in split)
