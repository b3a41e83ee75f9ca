"""One tree of the places that the parties give: rules for order, and disagreements shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.record.contents import Wording
from paraph.record.places import places

NAMES = tuple("abcdefgh")
PLACED = st.builds(
    Wording, parent=st.sampled_from(("", *NAMES)), after=st.sampled_from(("", *NAMES)), absent=st.booleans()
)
TREES = st.dictionaries(
    st.sampled_from(NAMES), st.dictionaries(st.sampled_from(("US", "VN", "AU")), PLACED, min_size=1), min_size=1
)


def chain(order: str, parent: str = "") -> dict[str, Wording]:
    """Provisions in this order, each after the one before it."""
    return {name: Wording(parent=parent, after=order[i - 1] if i else "") for i, name in enumerate(order)}


def order(**drafts: dict[str, Wording]) -> list[tuple[str, tuple[str, ...]]]:
    names = sorted({name for wordings in drafts.values() for name in wordings})
    held = {name: {party: each[name] for party, each in drafts.items() if name in each} for name in names}
    return [(place.name, place.elsewhere) for place in places(held)]


@given(TREES)
def test_every_wanted_provision_stands_once_below_its_container(tree: dict[str, dict[str, Wording]]) -> None:
    found = places(tree)
    assert sorted(place.name for place in found) == sorted(
        name for name, held in tree.items() if any(not each.absent for each in held.values())
    )
    path: list[str] = []
    for place in found:
        del path[place.depth :]
        assert place.parent == (path[-1] if path else "")
        assert len(path) == place.depth
        path.append(place.name)


@given(TREES, st.permutations(("US", "VN", "AU")))
def test_naming_parties_in_another_order_changes_nothing(tree: dict[str, dict[str, Wording]], parties) -> None:
    again = {name: {party: held[party] for party in parties if party in held} for name, held in tree.items()}
    assert [(p.name, p.parent, set(p.elsewhere)) for p in places(tree)] == [
        (p.name, p.parent, set(p.elsewhere)) for p in places(again)
    ]


@given(st.permutations(NAMES))
def test_an_order_on_which_all_agree_is_kept(names: list[str]) -> None:
    text = "".join(names)
    assert order(US=chain(text), VN=chain(text)) == [(name, ()) for name in names]


@given(st.permutations(NAMES), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_orders_that_do_not_contradict_are_both_kept(names: list[str], first: set[str], second: set[str]) -> None:
    us, vn = ("".join(name for name in names if name in each) for each in (first, second))
    merged = order(US=chain(us), VN=chain(vn))
    for own in (us, vn):
        assert "".join(name for name, _ in merged if name in own) == own
    assert all(elsewhere == () for _, elsewhere in merged)


def test_the_newer_of_two_that_follow_one_provision_stands_first() -> None:
    text = chain("abc")
    assert [name for name, _ in order(US=text, VN={**text, "z": Wording(after="b")})] == list("abzc")


def test_a_provision_wanted_elsewhere_by_one_side_is_flagged_for_that_side_alone() -> None:
    assert order(US=chain("abcdef"), VN=chain("fabcde")) == [*((name, ()) for name in "abcde"), ("f", ("VN",))]


def test_another_container_is_another_place() -> None:
    articles = chain("ab")
    us = {**articles, "p": Wording(parent="a")}
    vn = {**articles, "p": Wording(parent="b")}
    assert order(US=us, VN=vn) == [("a", ()), ("p", ("VN",)), ("b", ())]


def test_what_follows_a_provision_that_the_party_does_not_want_takes_its_place() -> None:
    vn = chain("abc")
    us = {name: wording for name, wording in vn.items() if name != "b"}
    assert [name for name, _ in order(US=us, VN=vn)] == list("abc")
    assert [name for name, _ in order(US={**us, "b": Wording(after="a", absent=True)})] == list("ac")


def test_two_parties_putting_one_into_the_other_end_in_a_tree() -> None:
    us = {"a": Wording(), "b": Wording(parent="a")}
    vn = {"a": Wording(parent="b"), "b": Wording()}
    assert {name for name, _ in order(US=us, VN=vn)} == {"a", "b"}


def test_where_most_want_it_there_it_stands() -> None:
    articles = chain("ab")
    first, second = {**articles, "p": Wording(parent="a")}, {**articles, "p": Wording(parent="b")}
    assert order(US=first, VN=second, AU=second) == [("a", ()), ("b", ()), ("p", ("US",))]
