"""Many tariff lines in one act fold to what as many acts would."""

from hypothesis import given
from hypothesis import strategies as st

from paraph.record import acts
from paraph.record.charter import Charter, Participant
from paraph.record.contents import TariffLine
from paraph.record.entry import Entry
from paraph.record.fold import fold
from paraph.record.state import State

CHARTER = Charter(
    name="offers",
    title={"en": "Offers"},
    languages=["en"],
    participants=[
        Participant(code=code, name={"en": code}, key=key * 32, zone="UTC")
        for code, key in (("US", "00"), ("VN", "11"))
    ],
)
LINES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("012")), min_size=1, max_size=6, unique_by=lambda e: e[0]
)
TABLED = st.lists(st.tuples(st.sampled_from(["US", "VN"]), LINES), max_size=5)


def folded(made: list[tuple[str, acts.AnyAct]]) -> State:
    entries = [
        (
            f"{at:064x}",
            Entry(
                format=1,
                negotiation=CHARTER.id,
                party=party,
                sequence=at + 1,
                previous="",
                seen={},
                time=f"2025-05-19T13:00:{at % 60:02}Z",
                person="chief",
                act=act,
            ),
        )
        for at, (party, act) in enumerate(made)
    ]
    return fold(CHARTER, entries)


def standings(state: State) -> dict[str, object]:
    return {
        subject: (state.standing(subject), {p: h.content for p, h in held.positions.items()})
        for subject, held in state.subjects.items()
    }


@given(TABLED)
def test_one_act_is_as_many(tabled: list[tuple[str, list[tuple[str, str]]]]) -> None:
    def offer(name: str, rate: str) -> tuple[str, TariffLine]:
        return f"tariff:{name}", TariffLine(description={}, base_rate="5", rate=rate)

    def act(lines: list[tuple[str, str]]) -> acts.OffersTabled:
        offers = [offer(*each) for each in lines]
        return acts.OffersTabled(lines=[acts.LineOffered(subject=name, content=held) for name, held in offers])

    together = folded([(party, act(lines)) for party, lines in tabled])
    single = folded([
        (party, acts.PositionTabled(subject=subject, content=content))
        for party, lines in tabled for subject, content in (offer(*each) for each in lines)
    ])  # fmt: skip
    assert standings(together) == standings(single)
    assert not together.ineffective


def test_only_tariff_lines_go_together() -> None:
    line = acts.LineOffered(subject="provision:a", content=TariffLine(description={}, base_rate="5", rate="0"))
    state = folded([("US", acts.OffersTabled(lines=[line]))])
    assert not state.subjects
    assert len(state.ineffective) == 1
