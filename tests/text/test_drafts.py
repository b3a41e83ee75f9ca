"""Whole drafts of several parties in one text: nothing is lost, and names and their order play no part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraph.documents import plain, tota
from paraph.errors import InvalidContent, UnknownSubject
from paraph.text.align import Kind as Match
from paraph.text.brackets import project, show
from paraph.text.clauses import ConsolidatedText
from paraph.text.cutting import cut
from paraph.text.drafts import _Row, _spread, consolidate_by_id, consolidate_drafts
from paraph.text.notation import parse
from paraph.text.provision import Draft, Kind, Provision
from paraph.text.reading import normal, runs
from paraph.text.tokens import words
from paths import treaty

SENTENCES = (
    "Each Party shall publish its fees and charges on the Internet in the English language.",
    "No Party may apply a duty that exceeds the rate set out in its Schedule to Annex 2-A.",
    "The Parties shall consult within 30 days of a request for consultations under this Article.",
    "For greater certainty, nothing in this Chapter prevents a Party from taking prudential measures.",
    "A good originates where it is wholly obtained in the territory of one of the Parties.",
    "The Joint Committee shall meet once a year, unless the Parties decide otherwise.",
)
WORDS = st.lists(st.sampled_from(["shall", "may", "not", "duty", "46%", "thuế quan", "(", "[x]"]), max_size=6).map(
    " ".join
)
SPACED = st.lists(st.sampled_from([*SENTENCES, " ", "\n"]), max_size=4).map("".join)
TEXTS = (
    SPACED | st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join) | WORDS | st.text(max_size=12)
)
PROVISIONS = st.tuples(st.sampled_from(Kind), st.integers(0, 3), st.sampled_from(["", "1.", "2.", "(a)"]), TEXTS)
DRAFTS = st.lists(PROVISIONS, max_size=6).map(
    lambda rows: Draft("en", tuple(Provision(f"p{index}", *row) for index, row in enumerate(rows)))
)
NEGOTIATIONS = st.dictionaries(st.sampled_from(["US", "VN", "AU", "JP"]), DRAFTS, min_size=1)


def draft(*texts: str) -> Draft:
    return Draft("en", tuple(Provision(f"p{i}", Kind.PARAGRAPH, 0, f"{i}.", text) for i, text in enumerate(texts, 1)))


def without_names(text: ConsolidatedText) -> list[object]:
    return [
        (
            clause.kind,
            clause.depth,
            frozenset(clause.parts.items()),
            clause.moved,
            clause.runs if len(clause.parts) == 1 else 0,
        )
        for clause in text.clauses
    ]


@given(NEGOTIATIONS)
def test_projection_gives_back_every_draft(drafts: dict[str, Draft]) -> None:
    text = consolidate_drafts(drafts)
    printed = text.printed()
    for party, own in drafts.items():
        assert text.project(party) == own
        assert project(printed, party) == plain.write(own)


@given(NEGOTIATIONS)
def test_the_order_of_the_parties_plays_no_part(drafts: dict[str, Draft]) -> None:
    again = consolidate_drafts(dict(reversed(drafts.items())))
    assert without_names(again) == without_names(consolidate_drafts(drafts))


@given(NEGOTIATIONS, st.data())
def test_with_ids_in_common_a_change_gives_what_is_made_from_nothing(
    drafts: dict[str, Draft], data: st.DataObject
) -> None:
    text = consolidate_by_id(drafts)
    party = data.draw(st.sampled_from(sorted(drafts)))
    own = drafts[party]
    if not own.provisions:
        with pytest.raises(UnknownSubject):
            text.with_words(party, "p0", "new")
        return
    place = data.draw(st.integers(0, len(own) - 1))
    new = data.draw(TEXTS)
    provisions = list(own.provisions)
    provisions[place] = replace(provisions[place], text=new)
    changed = text.with_words(party, provisions[place].id, new)
    assert changed == consolidate_by_id({**drafts, party: Draft("en", tuple(provisions))})


def test_moved_split_and_missing_provisions_are_found() -> None:
    one, two, three, four, five, six = SENTENCES
    us = draft(one, two, three, four, five)
    vn = draft(one, three, four + " " + five.replace("wholly", "entirely"), two)
    au = draft(one, two, three, six, four, five)
    text = consolidate_drafts({"US": us, "VN": vn, "AU": au})
    assert [(clause.owners, clause.moved) for clause in text.clauses] == [
        (("US", "VN", "AU"), None),
        (("US", "AU"), None),
        (("US", "VN", "AU"), None),
        (("AU",), None),
        (("US", "VN", "AU"), None),
        (("US", "VN", "AU"), None),
        (("VN",), 1),
    ]
    assert text.clauses[5].parts["VN"].joined == " "
    assert text.clauses[5].numbers == {"US": "5.", "VN": "3.", "AU": "6."}
    whole = text.convergence()
    assert text.by_container()[-1] == whole
    assert whole.disputed == len(words(two)) + len(words(six)) + len(["wholly", "entirely"])


def test_what_stands_in_a_chapter_counts_for_it() -> None:
    kinds = (Kind.CHAPTER, Kind.ARTICLE, Kind.PARAGRAPH, Kind.CHAPTER)

    def of(*texts: str) -> Draft:
        depths = (0, 1, 2, 0)
        return Draft("en", tuple(Provision(t, k, d, "", t) for t, k, d in zip(texts, kinds, depths, strict=True)))

    text = consolidate_drafts(
        {"US": of("Trade", "Aims", SENTENCES[0], "End"), "VN": of("Trade", "Scope", SENTENCES[0], "End")}
    )
    sums = text.by_container(before={1: 3})
    assert [sums[i].agreed for i in (0, 1, 2, 3, -1)] == [17, 16, 16, 1, 18]
    assert [sums[i].narrowed for i in (0, 1, 2, 3, -1)] == [2, 2, 0, 0, 2]
    assert [doubt.clause for doubt in text.doubts()] == [1]


def test_an_article_moves_with_its_heading() -> None:
    one, two, three, four, five, six = SENTENCES
    us = draft(one, two, "Aims", three, four, five)
    vn = draft("Aims", three, one, two, four, six)
    us, vn = (
        Draft("en", tuple(replace(p, kind=Kind.ARTICLE) if p.text == "Aims" else p for p in each.provisions))
        for each in (us, vn)
    )
    text = consolidate_drafts({"US": us, "VN": vn})
    assert [clause.runs for clause in text.clauses if clause.moved is not None] == [("Aims",), (three,)]


@given(NEGOTIATIONS)
def test_the_printed_text_reads_back(drafts: dict[str, Draft]) -> None:
    printed = consolidate_drafts(drafts).printed()
    again = runs(parse(show(printed), parties=tuple(drafts)))
    assert again == normal(printed)
    for party, own in drafts.items():
        assert project(again, party) == plain.write(own)


def test_spaces_at_the_end_of_a_provision_are_kept_when_it_is_cut() -> None:
    one, two, three, *_ = SENTENCES
    drafts = {
        "US": draft(f"{one} {two}", three),
        "VN": draft(one, f"{two} ", three),
        "AU": draft(f" {one}  {two}\n", three),
    }
    text = consolidate_drafts(drafts)
    assert [text.project(party) for party in drafts] == list(drafts.values())
    assert any(part.joined for clause in text.clauses for part in clause.parts.values())


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
@example(" a", ["", "", "a"])
def test_pieces_joined_are_the_text(text: str, against: list[str]) -> None:
    pieces = cut(text, against)
    assert len(pieces) == len(against)
    assert "".join(gap + words for gap, words in pieces) == text


def test_drafts_in_different_languages_are_refused() -> None:
    with pytest.raises(InvalidContent):
        consolidate_drafts({"US": draft("a"), "VN": Draft("vi", ())})


def test_two_real_treaties_and_an_edited_third() -> None:
    peru, colombia = (tota.read(treaty(number)) for number in (156, 342))
    third = Draft(peru.language, tuple(replace(p, text=p.text.replace(" shall ", " should ")) for p in peru.provisions))
    drafts = {"PE": peru, "CO": colombia, "XX": third}
    text = consolidate_drafts(drafts)
    printed = text.printed()
    for party, own in drafts.items():
        assert text.project(party) == own
        assert project(printed, party) == plain.write(own)
    assert text.convergence().shares.agreed > 0.85
    assert sum(part.how is Match.MOVED for clause in text.clauses for part in clause.parts.values()) < 60


def test_a_wording_spread_over_rows_keeps_what_answers_none_of_them() -> None:
    rows = [_Row(provision) for provision in draft("Amen", *SENTENCES[:2], "Finis").provisions]
    wording = f" {SENTENCES[0]}\t{SENTENCES[1]} "
    pieces = _spread(wording, rows)
    assert [row.provision.number for row, _, _ in pieces] == ["2.", "3."]
    assert "".join((joined or "") + words for _, joined, words in pieces) == wording
