"""Drafts that come as files: matched to what is on record, exact in words and order, nothing guessed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.documents import plain, tota
from paraph.errors import InvalidContent
from paraph.record import acts
from paraph.record.arrival import NEW, Arrival, arrival
from paraph.record.assembly import draft
from paraph.record.state import Standing
from paraph.text.provision import Draft
from paths import treaty
from world import World

FIRST = """\
# Article 1. Objectives

1. The objectives of this Agreement are to expand trade in goods between the Parties.

2. Each Party shall publish its tariff rates on a website within thirty days.

3. A Party may request consultations on any measure that affects trade.

# Article 2. Origin

1. A good is originating if it is wholly obtained in the territory of a Party.

2. The importing Party may verify origin by a written request for information.
"""


def table(world: World, party: str, *texts: Draft, decided: dict[str, str] | None = None) -> Arrival:
    read = arrival(world.state, party, {each.language: each for each in texts}, world.charter.languages, decided)
    for subject, wording in read.changed.items():
        world.does(party, acts.PositionTabled(subject=subject, content=wording))
    return read


def both(ours: str, theirs: str) -> World:
    world = World("US", "VN", languages=("en",))
    table(world, "US", plain.read(ours))
    table(world, "VN", plain.read(theirs))
    return world


def standing(world: World) -> dict[str, Standing]:
    return {subject.partition(":")[2]: world.state.standing(subject) for subject in world.state.subjects}


def test_the_same_draft_is_agreed_as_it_stands() -> None:
    world = both(FIRST, FIRST)
    assert set(standing(world).values()) == {Standing.AGREED}
    assert list(standing(world)) == ["a1", "a1-1", "a1-2", "a1-3", "a2", "a2-1", "a2-2"]


def test_changed_words_meet_the_provision_that_they_word() -> None:
    world = both(FIRST, FIRST.replace("shall publish", "may publish"))
    assert (
        world.reads("a1-2")
        == "Each Party [US: shall][VN: may] publish its tariff rates on a website within thirty days."
    )
    assert [name for name, each in standing(world).items() if each is not Standing.AGREED] == ["a1-2"]


def test_a_new_paragraph_renumbers_nothing_that_is_agreed() -> None:
    theirs = FIRST.replace(
        "2. Each Party shall", "2. Rates of duty are bound at their present level.\n\n3. Each Party shall"
    )
    world = both(FIRST, theirs.replace("3. A Party may request", "4. A Party may request"))
    disputed = [name for name, each in standing(world).items() if each is not Standing.AGREED]
    assert len(disputed) == 1
    assert world.reads(disputed[0]) == "[VN: Rates of duty are bound at their present level.]"


def test_a_moved_paragraph_is_a_disagreement_about_place() -> None:
    swapped = FIRST.split("\n\n")
    swapped[1], swapped[3] = swapped[3], swapped[1]
    world = both(FIRST, "\n\n".join(swapped))
    assert [each.text for each in draft(world.state, "VN", "en").provisions] == plain.read("\n\n".join(swapped)).texts()
    assert Standing.DISPUTED in standing(world).values()


def test_what_the_new_draft_leaves_out_is_no_longer_wanted() -> None:
    world = World("US", "VN", languages=("en",))
    table(world, "US", plain.read(FIRST))
    shorter = plain.read(
        FIRST.replace("3. A Party may request consultations on any measure that affects trade.\n\n", "")
    )
    assert table(world, "US", shorter).dropped == ("provision:a1-3",)
    assert draft(world.state, "US", "en").texts() == shorter.texts()


def test_two_languages_that_part_are_refused_with_the_place() -> None:
    english = plain.read(FIRST)
    vietnamese = plain.read(re.sub(r"3\. A Party.*\n\n", "", FIRST).replace("Article", "Điều"), "vi")
    with pytest.raises(InvalidContent, match="A Party may request"):
        arrival(World().state, "US", {"en": english, "vi": vietnamese}, ["en", "vi"])


def test_a_doubtful_match_waits_for_a_person() -> None:
    world = World("US", "VN", languages=("en",))
    table(world, "US", plain.read(FIRST))
    ours = "A Party may request consultations on any measure that affects trade."
    theirs = plain.read(
        FIRST.replace(ours, "A Party may hold consultations on a measure before it takes effect there.")
    )
    read = arrival(world.state, "VN", {"en": theirs}, ["en"])
    doubts = {each.known: each.read.id for each in read.doubts}
    assert "a1-3" in doubts
    decided = {id_: name for name, id_ in doubts.items()} | {doubts["a1-3"]: NEW}
    apart = arrival(world.state, "VN", {"en": theirs}, ["en"], decided)
    assert not apart.doubts
    assert "provision:a1-3" not in apart.changed
    same = arrival(world.state, "VN", {"en": theirs}, ["en"], {id_: name for name, id_ in doubts.items()})
    assert "provision:a1-3" in same.changed


sentences = st.lists(
    st.sampled_from(
        [f"Party {n} shall act on matter {n * 7} in {word}." for n in range(9) for word in ("time", "full")]
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(first=sentences, second=sentences, third=sentences)
def test_a_file_is_read_back_exactly_and_changes_nothing_twice(
    first: list[str], second: list[str], third: list[str]
) -> None:
    """Whatever is on record, the party's own text then reads as its file; the same file again changes nothing."""
    world = World("US", "VN", languages=("en",))
    for party, lines in (("US", first), ("VN", second), ("VN", third), ("US", second)):
        numbered = (f"{number}. {line}" for number, line in enumerate(lines, 1))
        text = plain.read("# Article 1. Aims\n\n" + "\n\n".join(numbered) + "\n")
        read = arrival(world.state, party, {"en": text}, ["en"])
        table(world, party, text, decided={each.read.id: each.known for each in read.doubts})
        now = draft(world.state, party, "en").provisions
        assert [(each.number, each.text) for each in now] == [(each.number, each.text) for each in text.provisions]
        assert arrival(world.state, party, {"en": text}, ["en"]).changed == {}


def test_two_real_treaties() -> None:
    world = World("US", "CO", languages=("en",))
    ours, theirs = tota.read(treaty(156), "a"), tota.read(treaty(342), "b")
    table(world, "US", ours)
    read = arrival(world.state, "CO", {"en": theirs}, ["en"])
    table(world, "CO", theirs, decided={each.read.id: each.known for each in read.doubts})
    assert draft(world.state, "US", "en").texts() == ours.texts()
    assert draft(world.state, "CO", "en").texts() == theirs.texts()
    assert sum(each is Standing.AGREED for each in standing(world).values()) > 2400
