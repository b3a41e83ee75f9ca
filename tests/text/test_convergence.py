"""Convergence adds up, follows its definition of narrowed, and counts every word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.text.brackets import disputed, plain
from paraph.text.consolidate import consolidate
from paraph.text.convergence import Convergence, Status, measure, roll_up, status

TEXTS = st.lists(st.sampled_from(["shall", "may", "duty", "46"]), max_size=8).map(" ".join)
POSITIONS = st.fixed_dictionaries({"US": TEXTS, "VN": TEXTS, "AU": st.none() | TEXTS})


@given(POSITIONS, st.none() | st.integers(0, 20))
def test_every_word_is_counted_once_where_it_stands(positions: dict[str, str | None], before: int | None) -> None:
    runs = consolidate(positions)
    found = measure(runs, before)
    assert found.agreed == len(plain(runs).split())
    assert found.disputed == sum(len(one.split()) for one in disputed(runs))
    assert 0 in (found.narrowed, found.open)
    assert abs(sum((found.shares.agreed, found.shares.narrowed, found.shares.open)) - 1) < 1e-9


@given(POSITIONS)
def test_narrowed_means_fewer_words_in_brackets_than_at_the_last_close(positions: dict[str, str | None]) -> None:
    runs = consolidate(positions)
    now = measure(runs).disputed
    if not now:
        assert status(runs, 5) is Status.AGREED
        return
    assert status(runs, now) is status(runs, None) is Status.OPEN
    assert status(runs, now + 1) is Status.NARROWED
    assert measure(runs, now + 1).narrowed == now


def test_a_difference_in_white_space_alone_is_not_agreement() -> None:
    assert status(consolidate({"US": "a b", "VN": "a  b"})) is Status.OPEN


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8), st.data())
def test_the_whole_is_the_sum_of_its_parts(counts: list[tuple[int, int, int]], data: st.DataObject) -> None:
    names = [f"p{index}" for index in range(len(counts))]
    parents = {name: data.draw(st.sampled_from(["", *names[:index]])) for index, name in enumerate(names)}
    rolled = roll_up({name: Convergence(*count) for name, count in zip(names, counts, strict=True)}, parents)
    assert rolled[""] == Convergence(*map(sum, zip(*counts, strict=True)))
    for index, name in enumerate(names):
        children = [rolled[child] for child in names if parents[child] == name]
        assert rolled[name] == sum(children, Convergence(*counts[index]))
