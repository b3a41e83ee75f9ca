"""Segments of drafts: none is lost, and each knows what it stands in."""

from __future__ import annotations

from paraph.concordance.segments import Pair, Segment, segments_of, words_of
from paraph.text.provision import Draft, Kind, Provision

DRAFT = Draft(
    "en",
    (
        Provision("a", Kind.CHAPTER, 0, "", "General"),
        Provision("b", Kind.ARTICLE, 1, "Article 1", "Aims"),
        Provision("c", Kind.PARAGRAPH, 2, "", "The Parties:"),
        Provision("d", Kind.POINT, 3, "(a)", "publish; and"),
        Provision("e", Kind.FOOTNOTE, 4, "1", "In print."),
        Provision("f", Kind.POINT, 3, "(b)", "notify."),
        Provision("g", Kind.ARTICLE, 1, "Article 2", ""),
    ),
)


def test_a_segment_for_every_provision_with_what_it_stands_in() -> None:
    found = segments_of(DRAFT)
    assert [each.text for each in found] == DRAFT.texts()
    assert [each.path for each in found] == [
        (),
        ("General",),
        ("General", "Article 1"),
        ("General", "Article 1"),
        ("General", "Article 1", "(a)"),
        ("General", "Article 1"),
        ("General",),
    ]
    assert found[5].place == "General > Article 1 > (b)"


def test_words_of_several_segments_leave_empty_ones_out() -> None:
    assert words_of([Segment("a", "en"), Segment("", "en"), Segment("b", "en")], (0, 1, 2)) == "a b"


def test_swapping_twice_changes_nothing() -> None:
    pair = Pair((1,), (2, 3), 0.5)
    assert pair.swapped() == Pair((2, 3), (1,), 0.5)
    assert pair.swapped().swapped() == pair
