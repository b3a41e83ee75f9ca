"""Statements side by side: each holder's own words come back; the figures they quote are held against the record."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paraph.record.contents import Statement
from paraph.record.quoted import Amount, at_odds, slips, uneven
from paraph.record.state import Figure, Mark
from paraph.record.statements import consolidate_statements
from paraph.text.brackets import project

LANGUAGES = ["en", "vi"]
SENTENCES = [
    "The two sides met in Washington on 19-22 May 2025.",
    "All items of the agenda set ahead of the round were discussed.",
    "Each side will give its feedback by the agreed dates.",
    "The third round is planned for early June 2025.",
    "Trade reached 149.6 billion dollars in the year before.",
]
words = st.sampled_from([*SENTENCES, *(each.replace("the", "a") for each in SENTENCES), "Agreed."])
paragraphs = st.lists(st.fixed_dictionaries({"en": words, "vi": words}), min_size=1, max_size=6)
statements = st.builds(lambda title, found: Statement(title={"en": title}, paragraphs=found), words, paragraphs)


@given(st.dictionaries(st.sampled_from(["US", "VN", "SEC"]), statements, min_size=1, max_size=3))
def test_each_holders_words_come_back(held: dict[str, Statement]) -> None:
    found = consolidate_statements(held, LANGUAGES)
    for party, statement in held.items():
        for language in LANGUAGES:
            kept = {
                index: project(passage.runs[language], party).split("\n")[place]
                for passage in found.passages
                for place, index in enumerate(passage.parts.get(party, ()))
            }
            assert [kept[index] for index in range(len(statement.paragraphs))] == [
                each[language] for each in statement.paragraphs
            ]


@given(st.dictionaries(st.sampled_from(["US", "VN", "SEC"]), statements, min_size=2, max_size=3))
def test_who_is_named_first_changes_nothing_but_the_order_of_brackets(held: dict[str, Statement]) -> None:
    one = consolidate_statements(held, LANGUAGES)
    other = consolidate_statements(dict(reversed(held.items())), LANGUAGES)
    assert [dict(each.parts) for each in one.passages] == [dict(each.parts) for each in other.passages]


def _said(*found: str) -> Statement:
    return Statement(title={"en": "T"}, paragraphs=[{"en": each} for each in found])


def test_a_paragraph_that_one_side_splits_is_one_passage_and_a_new_one_stands_where_it_belongs() -> None:
    whole = _said("The two sides met. They agreed to meet again in early June 2025.", SENTENCES[1])
    cut = _said("The two sides met.", "They agreed to meet again in early June 2025.", SENTENCES[4], SENTENCES[1])
    found = consolidate_statements({"US": whole, "VN": cut}, ["en"])
    assert [dict(each.parts) for each in found.passages] == [
        {"US": (0,), "VN": (0, 1)},
        {"VN": (2,)},
        {"US": (1,), "VN": (3,)},
    ]
    assert not found.passages[2].disputed


MARK = Mark("US", "chief", "2025-05-19T13:00:00Z", "")
FIGURES = {
    name: Figure({}, value, "USD billion", "2024", {}, "", MARK)
    for name, value in {"exports": "13.1", "imports": "136.6", "total-trade": "149.6"}.items()
}


def test_a_quoted_total_that_is_not_the_sum_of_its_parts_is_said() -> None:
    (check,) = at_odds(_said("Trade reached US$149.6 billion."), FIGURES)
    assert (check.name, check.published, check.computed) == ("total-trade", Decimal("149.6"), Decimal("149.7"))
    assert at_odds(_said("Exports came to US$13.1 billion."), FIGURES) == []


def test_a_number_that_is_nearly_a_published_one_is_a_slip() -> None:
    (slip,) = slips(_said("Trade.", "Trade reached US$149.7 billion, of which 13.1 billion were exports."), FIGURES)
    assert (slip.place, slip.amount, slip.name, slip.published) == (
        2,
        Amount("billion", Decimal("149.7")),
        "total-trade",
        "149.6",
    )


def test_a_number_that_stands_in_one_language_only_is_said() -> None:
    same = {"en": "US$1,149.6 million, or 18.1 percent", "vi": "1.149,6 triệu đô la Mỹ, tức 18,1%"}
    other = {"en": "US$149.6 billion", "vi": "149,7 tỷ đô la Mỹ"}
    found = list(uneven(Statement(title={}, paragraphs=[same, other]), LANGUAGES))
    assert [(each.place, str(each.amount.value), each.languages) for each in found] == [
        (2, "149.6", ("en",)),
        (2, "149.7", ("vi",)),
    ]
