"""Alignment: laws that hold for any two texts, and what it must find in a small text that was damaged on purpose."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.concordance.align import align, doubtful
from paraph.concordance.decisions import mark
from paraph.concordance.segments import Pair, Segment
from paraph.samples.vietnam_us.texts import positions
from paraph.text.provision import Kind

WORDS = ("trade", "goods", "tariff", "shall", "party", "46", "2025", "origin", "thuế", "bên", "hàng", "phải")
TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
KINDS = st.sampled_from((Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.POINT, Kind.ARTICLE))
NUMBERS = st.sampled_from(("", "1.", "2.", "(a)"))


def segments(language: str) -> st.SearchStrategy[list[Segment]]:
    one = st.builds(Segment, TEXT, st.just(language), NUMBERS, st.just(()), KINDS)
    return st.lists(one, max_size=9)


def links(pairs: list[Pair]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(pair.left, pair.right) for pair in pairs}


@settings(max_examples=30, deadline=None)
@given(segments("en"), segments("vi"))
def test_every_segment_is_in_exactly_one_pair(left: list[Segment], right: list[Segment]) -> None:
    pairs = align(left, right)
    assert Counter(place for pair in pairs for place in pair.left) == Counter(range(len(left)))
    assert Counter(place for pair in pairs for place in pair.right) == Counter(range(len(right)))
    assert all(0 <= pair.confidence <= 1 and (pair.left or pair.right) for pair in pairs)


@settings(max_examples=20, deadline=None)
@given(segments("en"), segments("vi"))
def test_sides_changed_about_give_the_pairs_changed_about(left: list[Segment], right: list[Segment]) -> None:
    there = {(pair.left, pair.right, pair.confidence) for pair in align(left, right)}
    assert {(pair.right, pair.left, pair.confidence) for pair in align(right, left)} == there


@settings(max_examples=20, deadline=None)
@given(segments("en"))
def test_a_text_answers_itself_segment_by_segment(text: list[Segment]) -> None:
    titled = [each for each in text if not each.kind.titled]
    assert links(align(titled, titled)) == {((place,), (place,)) for place in range(len(titled))}


@settings(max_examples=15, deadline=None)
@given(segments("en"), segments("vi"), st.data())
def test_what_a_person_decided_stands(left: list[Segment], right: list[Segment], data: st.DataObject) -> None:
    if not left or not right:
        return
    i, j = (data.draw(st.integers(0, len(side) - 1)) for side in (left, right))
    decision = (mark(left, [i]), mark(right, [j]))
    first = [
        [" ".join(each.text.split()) for each in side].index(side[at].text) for side, at in ((left, i), (right, j))
    ]
    assert Pair((first[0],), (first[1],), 1.0) in align(left, right, decisions=[decision])


@pytest.fixture(scope="module")
def versions() -> tuple[list[Segment], list[Segment]]:
    return sample_segments("en"), sample_segments("vi")


def sample_segments(language: str) -> list[Segment]:
    chapters = positions("VN", 1).values()
    return [
        Segment(each.text.get(language, ""), language, each.number.get(language, ""), (), Kind(each.kind))
        for chapter in chapters
        for each in chapter.values()
    ]


def gold(count: int) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {((place,), (place,)) for place in range(count)}


def test_the_sample_agreement_answers_itself_in_vietnamese(versions: tuple[list[Segment], list[Segment]]) -> None:
    english, vietnamese = versions
    found = links(align(english, vietnamese))
    assert len(found & gold(len(english))) >= 0.99 * len(english)


def test_without_numbers_and_headings_too(versions: tuple[list[Segment], list[Segment]]) -> None:
    bare = [[Segment(each.text, each.language) for each in side] for side in versions]
    found = links(align(*bare))
    assert len(found & gold(len(bare[0]))) >= 0.97 * len(bare[0])


def test_paragraphs_left_out_are_found(versions: tuple[list[Segment], list[Segment]]) -> None:
    english, vietnamese = versions
    dice = random.Random(7)
    bodies = [place for place, each in enumerate(vietnamese) if not each.kind.titled]
    gone = set(dice.sample(bodies, len(bodies) // 20))
    kept = [each for place, each in enumerate(vietnamese) if place not in gone]
    told = {pair.left[0] for pair in align(english, kept) if not pair.right and len(pair.left) == 1}
    assert len(told & gone) >= 0.9 * len(gone)
    assert len(told & gone) >= 0.9 * len(told)


def test_articles_in_another_order_are_found(versions: tuple[list[Segment], list[Segment]]) -> None:
    english, vietnamese = versions
    starts = [place for place, each in enumerate(vietnamese) if each.kind is Kind.ARTICLE]
    parts = [range(a, b) for a, b in zip(starts, [*starts[1:], len(vietnamese)], strict=True)]
    parts[3], parts[20] = parts[20], parts[3]
    order = [*range(starts[0]), *(place for part in parts for place in part)]
    found = links(align(english, [vietnamese[place] for place in order]))
    assert len(found & {((place,), (order.index(place),)) for place in order}) >= 0.98 * len(order)


def test_a_model_is_asked_where_there_is_one() -> None:
    left = [Segment(text, "fi") for text in ("yksi", "kaksi", "kolme")]
    right = [Segment(text, "vi") for text in ("ba", "một", "hai")]
    meanings = {"yksi": 0, "một": 0, "kaksi": 1, "hai": 1, "kolme": 2, "ba": 2}
    pairs = align(left, right, embed=lambda texts: np.eye(3)[[meanings[text] for text in texts]])
    assert {((0,), (1,)), ((1,), (2,))} <= links(pairs)


def test_doubtful_links_are_told() -> None:
    assert doubtful([Pair((0,), (0,), 0.99), Pair((1,), (1,), 0.3)]) == [Pair((1,), (1,), 0.3)]
