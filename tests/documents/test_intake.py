"""What becomes of a file: whose words are whose, and an account in which no letter is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.docx.test_reading import by, file, p, r
from paraph.documents.attributing import NOBODY, attributed
from paraph.documents.docx.reading import read
from paraph.documents.intake import BRACKETED, EVERYBODY, Intake, Rules
from paraph.documents.manuscript import Cell, Change, Manuscript, Note, Paragraph, Read, Revision, Stretch
from paraph.documents.receiving import receive_whole
from paraph.documents.tongues import Way
from paraph.documents.whose import Known, proposed_colors, proposed_names
from paraph.errors import UnreadableFile

PARTIES = ("US", "VN")
BLUE = '<w:color w:val="0B5394"/>'


def took(body: str, rules: Rules | None = None, **parts: str) -> Intake:
    return Intake(read(file(body, **parts)), PARTIES, "en", rules or Rules())


def texts(intake: Intake, party: str, language: str = "en") -> list[str]:
    return [f"{each.number} {each.text}".strip() for each in intake.side(party).drafts[language].provisions]


def test_changes_of_two_delegations_make_two_texts() -> None:
    body = p(
        r("Each Party "),
        by("Jane Doe", "del", r("may", tag="delText")),
        by("Jane Doe", "ins", r("shall")),
        by("Lan", "ins", r(" endeavour to")),
        by("Desk", "ins", r(" act")),
        by("Passer-by", "ins", r(" never")),
        r("."),
    )
    rules = Rules({"Jane Doe": "US", "Lan": "VN", "Desk": EVERYBODY, "Passer-by": NOBODY})
    found = took(body, rules)
    assert texts(found, "US") == ["Each Party shall act."]
    assert texts(found, "VN") == ["Each Party may endeavour to act."]
    assert [(each.author, each.change.value, each.words) for each in found.changes][:2] == [
        ("Jane Doe", "deleted", "may"),
        ("Jane Doe", "inserted", "shall"),
    ]
    assert took(body).undecided() == ["Jane Doe", "Lan", "Desk", "Passer-by"]
    assert {each.name: each.insertions for each in found.persons} == dict.fromkeys(rules.authors, 1)


def test_brackets_by_name_by_colour_and_by_nobody() -> None:
    body = (
        p(r("1. Fees [US: shall][VN: may] apply ["), r("now", BLUE), r("], [maybe] later."))
        + p(r("2. [VN: Nothing in this Article applies to tea.]"))
        + p(r("3. Each Party acts"), r(" at once", BLUE), r("."))
    )
    found = took(body, Rules(colors={"0B5394": "US"}))
    assert texts(found, "US") == ["1. Fees shall apply now, [maybe] later.", "3. Each Party acts at once."]
    assert texts(found, "VN") == [
        "1. Fees may apply, [maybe] later.",
        "2. Nothing in this Article applies to tea.",
        "3. Each Party acts.",
    ]
    assert [(place, each.words) for place, each in found.spots] == [(0, "[maybe]")]
    assert [(each.color, each.bracketed > 0) for each in found.paints] == [("0B5394", True)]
    assert sum(row.letters for row in found.side("US").left if row.what == BRACKETED) > 40


def test_without_a_rule_a_colour_says_nothing_and_a_bracket_stays() -> None:
    found = took(p(r("Fees ["), r("shall", BLUE), r("] apply.")))
    assert texts(found, "US") == texts(found, "VN") == ["Fees [shall] apply."]
    assert len(found.spots) == 1


def test_a_bracket_across_paragraphs() -> None:
    body = p(r("1. One. [US: Two")) + p(r("2. Three.")) + p(r("3. Four.] Five."))
    found = took(body)
    assert texts(found, "US") == ["1. One. Two", "2. Three.", "3. Four. Five."]
    assert texts(found, "VN") == ["1. One. Five."]


def test_another_name_for_a_party_is_asked_and_not_guessed() -> None:
    body = p(r("Fees [USA: shall][VNM: may] apply."))
    assert took(body).strangers == ("USA", "VNM")
    assert texts(took(body), "US") == ["Fees [USA: shall][VNM: may] apply."]
    known = [Known("US", ("United States",)), Known("VN", ("Viet Nam",))]
    meant = {code: each.party for code, each in proposed_names(("USA", "VNM"), known).items()}
    assert meant == {"USA": "US", "VNM": "VN"}
    assert texts(took(body, Rules(names=meant)), "VN") == ["Fees may apply."]


def test_colours_are_proposed_from_what_they_say() -> None:
    found = took(p(r("Blue: United States", BLUE)) + p(r("["), r("shall", BLUE), r("]")))
    assert {c: each.party for c, each in proposed_colors(found.paints, [Known("US", ("United States",))]).items()} == {
        "0B5394": "US"
    }


# Nothing is lost: the account of any file adds up (``side`` raises where it does not).

WORDS = st.text("ab1 [](){}.:\tđế", max_size=12) | st.sampled_from(
    ["[US: ", "[VN: x]", "]", "Article 2. Aims", "(a) fish", "1. ", "Điều 3. Cá", "[US/VN propose: ", "- "]
)
REVISIONS = st.builds(Revision, st.sampled_from(list(Change)[:4]), st.sampled_from(["A", "B", "C"]))
STRETCHES = st.builds(
    Stretch,
    WORDS,
    st.lists(REVISIONS, max_size=2).map(tuple),
    st.sampled_from(["", "", "red", "blue"]),
    st.sampled_from([False, False, False, True]),
    note=st.sampled_from(["", "", "", "footnote-1"]),
).map(lambda each: each if not each.note else Stretch("", each.revisions, note=each.note))
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(STRETCHES, max_size=5).map(tuple),
    st.sampled_from(["", "", "1.", "Article 4", "x"]),
    st.sampled_from([0, 0, 0, 1, 2]),
    st.lists(REVISIONS, max_size=1).map(tuple),
    st.none() | st.builds(Cell, st.just(0), st.integers(0, 2), st.integers(0, 2)),
    style=st.sampled_from(["", "", "title"]),
)
FILES = st.builds(
    lambda paragraphs, note: Manuscript(tuple(paragraphs), notes=(Note("footnote-1", tuple(note)),)),
    st.lists(PARAGRAPHS, max_size=8),
    st.lists(st.builds(Stretch, WORDS, st.lists(REVISIONS, max_size=1).map(tuple)), max_size=3),
)
RULES = st.builds(
    Rules,
    st.fixed_dictionaries({name: st.sampled_from(["US", "VN", EVERYBODY, NOBODY]) for name in "ABC"}),
    st.dictionaries(st.sampled_from(["red", "blue"]), st.sampled_from(["US", "VN", NOBODY])),
)


@given(FILES, RULES)
@settings(deadline=None, max_examples=150)
def test_every_letter_of_a_file_is_accounted_for(manuscript: Manuscript, rules: Rules) -> None:
    intake = Intake(manuscript, PARTIES, "en", rules)
    for party in PARTIES:
        whole = intake.side(party)
        for side in (whole, intake.side(party, whole.apart), intake.side(party, list(whole.apart)[::2])):
            came, gone = sum(each.letters for each in side.came), (*side.taken, *side.left)
            assert came == sum(each.letters for each in gone)
            ids = [each.id for draft in side.drafts.values() for each in draft.provisions]
            assert len(side.drafts) > 1 or len(ids) == len(side.places)
        side = whole
        assert sum(each.letters for each in side.came) == sum(each.letters for each in (*side.taken, *side.left))
        assert all(each.letters > 0 for each in side.left), side.left
        assert len(side.places) == len(next(iter(side.drafts.values()), ()).provisions if side.drafts else ())


@given(st.lists(st.lists(STRETCHES, max_size=4), max_size=5))
@settings(deadline=None, max_examples=100)
def test_without_brackets_every_party_has_the_text_as_it_is(lines: list[list[Stretch]]) -> None:
    reads = [
        Read(tuple(Stretch(part.text.translate({ord(mark): "" for mark in "[]{}"})) for part in line), Paragraph(()))
        for line in lines
    ]
    assert attributed(reads, PARTIES).of("US") == reads


def test_two_languages_are_told_in_the_report() -> None:
    body = p(r("1. Each Party shall publish its fees.")) + p(r("1. Mỗi Bên phải công bố các loại phí của mình."))
    found = took(body)
    assert found.layout.way is Way.AMONG
    assert list(found.side("US").drafts) == ["en", "vi"]


@pytest.mark.parametrize("words", ["[VN: a " * 5000 + "]" * 5000, "[" * 5000])
def test_brackets_beyond_all_measure_are_refused_in_words(words: str) -> None:
    intake = Intake(receive_whole("a.md", f"1. {words}".encode()), ("VN", "US"))
    for ask in (lambda: intake.paints, lambda: intake.brackets, lambda: intake.side("VN")):
        with pytest.raises(UnreadableFile, match="nested too deeply"):
            ask()
