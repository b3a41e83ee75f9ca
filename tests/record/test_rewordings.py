"""What a party has changed in its own text: words, number, place; renumbering and neighbours are no moves."""

from __future__ import annotations

from paraph.record import acts
from paraph.record.contents import Wording
from paraph.record.rewordings import rewordings
from paraph.record.trial import trial
from world import World


def test_words_numbers_moves_and_what_came_and_went() -> None:
    world = World()
    for place, name in enumerate("abcde"):
        world.tables("US", name, f"Paragraph {name}.", number=f"{place}.", after="abcde"[place - 1] if place else "")
    then = world.as_of(len(world.entries))
    world.tables("US", "b", "Paragraph b anew.", number="1.", after="a")
    world.tables("US", "e", "Paragraph e.", number="1 bis", after="a")
    world.tables("US", "x", "Paragraph x.", number="3.", after="c")
    world.tables("US", "d", "Paragraph d.", number="4.", after="x")
    world.takes("US", "provision:c", Wording(after="b", absent=True))
    found = {each.name: each for each in rewordings(then, world.state, ["US", "VN"])}
    assert found.keys() == {"b", "c", "d", "e", "x"}
    assert [name for name, each in found.items() if each.moved] == ["e"], "who stays beside what moves has not moved"
    assert found["e"].from_place == ("", "d")
    assert found["b"].changes("en")
    assert not found["b"].changes("vi")
    assert (found["c"].now, found["x"].before) == (None, None)
    assert "".join(op.right for op in found["b"].ops("en")) == "Paragraph b anew."
    assert "".join(op.left for op in found["c"].ops("en")) == "Paragraph c."
    assert rewordings(world.state, world.state, ["US", "VN"]) == []


def test_into_another_container_is_a_move() -> None:
    world = World()
    for name in ("a1", "a2"):
        world.tables("VN", name, name, kind="article")
    world.tables("VN", "p", "Words.", parent="a1")
    then = world.as_of(len(world.entries))
    world.tables("VN", "p", "Words.", parent="a2")
    (found,) = rewordings(then, world.state, ["VN"])
    assert found.from_place == ("a1", "")


def test_a_trial_leaves_parked_and_reserved_open_and_counts_the_rest() -> None:
    world = World()
    for name in "abc":
        world.tables("US", name, f"Each Party shall {name}.").tables("VN", name, f"Each Party may {name}.")
    world.tables("US", "d", "Only here.").refuses("VN", "d")
    world.does("VN", acts.SubjectParked(subject="provision:b"))
    world.does("VN", acts.PositionReserved(subject="provision:c", reason={"en": "x"}))
    choice = {f"provision:{name}": "US" for name in "abc"} | {"provision:d": "VN"}
    found = trial(world.state, world.text, ["en", "vi"], choice, "en")
    assert (found.agreed, found.gone) == ({"a"}, ("d",))
    assert (found.now.agreed, found.now.provisions, found.then.agreed, found.then.provisions) == (0, 4, 1, 3)
    assert found.then.words.disputed == 0 < found.now.words.disputed
