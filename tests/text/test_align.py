"""Alignment: every paragraph placed once; what was done to a text is found again."""

from hypothesis import given
from hypothesis import strategies as st

from paraph.text.align import Group, Kind, align

PARAGRAPHS = [
    "Each Party shall accord to the goods of the other Party national treatment in accordance with the rules below.",
    "The Parties shall establish a committee on trade in goods, which meets once a year unless they agree otherwise.",
    "No Party may adopt or maintain any prohibition on the export of goods destined for the territory of the other.",
    "An importer may claim preferential treatment on the basis of a written certification by the exporter or producer.",
    "Customs authorities shall release goods within forty-eight hours of arrival and charge no more than it costs.",
    "Neither government requires the transfer of source code as a condition for import, sale or use of such software.",
]

lines = st.lists(st.sampled_from([*PARAGRAPHS, "", " ", "Definitions", "a b c d e f g h"]), max_size=9)


def kinds(groups: list[Group]) -> dict[Kind, list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    found: dict[Kind, list[tuple[tuple[int, ...], tuple[int, ...]]]] = {}
    for group in groups:
        found.setdefault(group.kind, []).append((group.left, group.right))
    return found


@given(lines, lines)
def test_every_paragraph_stands_in_one_group(left: list[str], right: list[str]) -> None:
    groups = align(left, right)
    assert sorted(i for group in groups for i in group.left) == list(range(len(left)))
    assert [j for group in groups for j in group.right] == list(range(len(right)))
    still = [i for group in groups if group.kind is not Kind.MOVED for i in group.left]
    assert still == sorted(still)
    for group in groups:
        assert 0 <= group.confidence <= 1
        if group.kind is Kind.EQUAL:
            assert left[group.left[0]] == right[group.right[0]]


@given(lines)
def test_a_text_equals_itself(text: list[str]) -> None:
    assert all(group.kind is Kind.EQUAL for group in align(text, text))


def test_a_moved_paragraph_is_found_though_edited() -> None:
    edited = PARAGRAPHS[4].replace("forty-eight", "twenty-four")
    groups = align(PARAGRAPHS, [edited, *PARAGRAPHS[:4], PARAGRAPHS[5]])
    assert kinds(groups)[Kind.MOVED] == [((4,), (0,))]
    assert len(kinds(groups)[Kind.EQUAL]) == 5


@given(st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_an_article_moves_with_its_heading_and_its_short_lines(origin: int, place: int, repeated: bool) -> None:
    headings = ["National Treatment", "Committee", "Export", "Claims", "Release of Goods", "Source Code"]
    notes = ["See Annex 2."] * 6 if repeated else [f"See Annex {n}." for n in range(6)]
    articles = list(zip(headings, PARAGRAPHS, notes, strict=True))
    other = [article for article in articles if article is not articles[origin]]
    other.insert(place, articles[origin])
    left, right = [text for article in articles for text in article], [text for article in other for text in article]
    groups = align(left, right)
    assert set(kinds(groups)) <= {Kind.EQUAL, Kind.MOVED}
    kind_of = {left[group.left[0]]: group.kind for group in groups}
    assert all(kind_of[heading] is kind_of[paragraph] for heading, paragraph, _ in articles)


def test_a_heading_goes_with_its_article_though_both_are_edited() -> None:
    left = ["Committee", PARAGRAPHS[1], "Fees", *PARAGRAPHS[2:5]]
    right = ["Fees", *PARAGRAPHS[2:5], "Joint Committee", PARAGRAPHS[1].replace("once", "twice")]
    assert kinds(align(left, right))[Kind.MOVED] == [((0,), (4,)), ((1,), (5,))]


def test_splits_and_merges_are_found() -> None:
    halves = PARAGRAPHS[1].split(", which ")
    whole = f"{PARAGRAPHS[3]} {PARAGRAPHS[4]}"
    right = [PARAGRAPHS[0], *halves, PARAGRAPHS[2], whole, PARAGRAPHS[5]]
    found = kinds(align(PARAGRAPHS, right))
    assert found[Kind.SPLIT] == [((1,), (1, 2))]
    assert found[Kind.MERGED] == [((3, 4), (4,))]
