"""The consolidated text from positions: projection, what each side reads, what is agreed, what would be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.record import acts
from paraph.record.assembly import agreed_draft, assemble, draft, positions_of, reassemble, supposing
from paraph.record.contents import Wording
from paraph.record.state import Standing
from paraph.text.brackets import project, show
from world import World

VOCABULARY = ("each", "party", "shall", "may", "not", "apply", "duty", "46", "%", "thuế", "quan")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
FEES = "All fees {} be published in a journal before they are applied."
MOVES = st.lists(
    st.tuples(
        st.sampled_from(("US", "VN", "AU")),
        st.sampled_from(("a1", "a2", "a3", "a4")),
        st.fixed_dictionaries({"en": WORDS}, optional={"vi": WORDS}),
        st.sampled_from(("", "a1", "a2", "a3")),
        st.sampled_from(("", "a1", "a2")),
        st.booleans(),
    ),
    max_size=15,
)


def article(world: World, *parties: str) -> World:
    for party in parties or ("US", "VN"):
        world.tables(party, "a1", {"en": "Fees", "vi": "Phí"}, kind="article", number="Article 1.")
    return world


@given(MOVES)
def test_projecting_the_consolidated_text_gives_each_partys_draft(moves) -> None:
    world = World("US", "VN", "AU")
    for party, name, words, parent, after, absent in moves:
        if absent:
            world.refuses(party, name)
        else:
            world.tables(party, name, words, parent="" if parent == name else parent, after=after)
    text = world.text
    for party in world.state.parties:
        for language in ("en", "vi"):
            own = {p.id: p.text for p in draft(world.state, party, language).provisions}
            assert own == {c.name: project(c.runs[language], party) for c in text if party in c.owners}
            assert all(not project(c.runs[language], party) for c in text if party not in c.owners)


def test_a_clause_names_who_wants_it_who_does_not_and_each_ones_number() -> None:
    world = article(World("US", "VN", "AU"), "US", "VN", "AU")
    world.tables("US", "a1-1", FEES.format("shall"), parent="a1", number="1.")
    world.tables("VN", "a1-1", FEES.format("may"), parent="a1", number="2.").refuses("AU", "a1-1")
    clause = world.text["a1-1"]
    assert (clause.owners, clause.against, clause.depth, clause.parent) == (("US", "VN"), ("AU",), 1, "a1")
    assert {party: numbers["en"] for party, numbers in clause.numbers.items()} == {"US": "1.", "VN": "2."}
    assert show(clause.runs["en"]) == f"[US/VN: {FEES.format('[US: shall][VN: may]')}]"


def test_who_has_no_words_in_a_language_owns_none_of_those_that_stand_there() -> None:
    world = World().tables("US", "p", {"en": "Fees.", "vi": "Phí."}).tables("VN", "p", {"vi": "Phí."})
    assert (world.reads("p", "en"), world.reads("p", "vi")) == ("[US: Fees.]", "Phí.")


def test_a_provision_that_nobody_wants_any_more_is_gone_from_the_text() -> None:
    world = World().tables("US", "p", "Fees.").refuses("VN", "p").refuses("US", "p")
    assert "p" not in world.text
    assert world.standing("p") is Standing.AGREED


def test_the_text_at_the_close_of_a_round_can_be_read_later() -> None:
    world = World().opens(1).tables("US", "p", "It shall be so.").tables("VN", "p", "It may be so.").closes(1)
    world.accepts("VN", "p")
    close = world.state.closes[0]
    then = assemble(world.state, ["en"], close.positions)
    assert show(then["p"].runs["en"]) == "It [US: shall][VN: may] be so."
    assert world.reads("p") == "It shall be so."
    assert assemble(world.as_of(close.entries), ["en"])["p"].runs == then["p"].runs


def test_what_would_it_read_if_we_accepted_this() -> None:
    world = World().tables("US", "p", "It shall be so.").tables("VN", "p", "It may be so.").tables("US", "q", "Yes.")
    trial = supposing(positions_of(world.state), {"provision:p": "VN", "provision:q": "VN"}, world.state.parties)
    text = assemble(world.state, ["en"], trial)
    assert show(text["p"].runs["en"]) == "It may be so."
    assert text["p"].standing is Standing.AGREED
    assert "q" not in text
    assert world.reads("p") == "It [US: shall][VN: may] be so."


def test_the_clean_text_holds_what_is_settled_and_no_disputed_word() -> None:
    world = article(World()).tables("US", "p", "Agreed.", parent="a1").accepts("VN", "p")
    world.tables("US", "q", "It shall.", parent="a1").tables("VN", "q", "It may.", parent="a1")
    world.tables("US", "a2", "Reserved", kind="article")
    assert [(p.id, p.depth, p.text) for p in agreed_draft(world.text, "en").provisions] == [
        ("a1", 0, "Fees"),
        ("p", 1, "Agreed."),
    ]


def test_within_and_path() -> None:
    world = article(World()).tables("US", "p", "One.", parent="a1").tables("US", "p1", "(a)", parent="p")
    world.tables("US", "a2", "More", kind="article", after="a1")
    assert [clause.name for clause in world.text.within("a1")] == ["a1", "p", "p1"]
    assert [clause.name for clause in world.text.path("p1")] == ["a1", "p", "p1"]
    assert len(world.text.within("")) == 4


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["US", "VN"]),
        st.sampled_from(["p", "q", "r"]),
        st.sampled_from(["It shall be so.", "It may be so.", "", "accept", "withdraw", "reserve", "park"]),
        st.sampled_from(["", "p", "q"]),
    ),
    max_size=12,
)


@given(STEPS)
def test_a_text_made_again_where_it_changed_is_the_text_made_from_nothing(
    steps: list[tuple[str, str, str, str]],
) -> None:
    """Whatever is done to a provision (worded, moved, accepted, withdrawn, refused), nothing stale is left."""
    world = World(languages=("en",))
    text = world.text
    for party, name, what, after in steps:
        subject = f"provision:{name}"
        if what in ("accept", "withdraw", "reserve", "park") and subject not in world.state.subjects:
            continue
        if what == "accept":
            held = [*world.state.subjects[subject].positions.values()]
            if held:
                world.does(party, acts.ContentAccepted(subject=subject, content=held[0].content))
        elif what == "withdraw":
            world.does(party, acts.PositionWithdrawn(subject=subject))
        elif what == "reserve":
            world.does(party, acts.PositionReserved(subject=subject, reason={"en": "Not yet."}))
        elif what == "park":
            world.does(party, acts.SubjectParked(subject=subject))
        else:
            wording = Wording(text={"en": what}, after=after if after != name else "", absent=not what)
            world.does(party, acts.PositionTabled(subject=subject, content=wording))
        text = reassemble(text, world.state, [subject])
        assert text == assemble(world.state, ["en"])
        assert text.wordings == assemble(world.state, ["en"]).wordings
