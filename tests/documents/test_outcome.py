"""The outcome as a document: every sentence in both languages, dates on the right clock, no text acting as markup."""

from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import paraph
from paraph import i18n
from paraph.documents.blocks import Block, bilingual, markdown, table
from paraph.documents.outcome import write
from paraph.record import acts
from paraph.record.contents import Meeting, Round
from paraph.record.outcome import compile_outcome
from world import World

ROOM = Path(paraph.__file__).parent / "documents"
LOCALE = Path(paraph.__file__).parent / "locale"
MODULES = ("naming.py", "outcome.py", "outcome_annexes.py", "outcome_words.py")


def catalogue() -> Catalog:
    """The Vietnamese catalogue of the source."""
    return read_po(io.BytesIO((LOCALE / "vi/LC_MESSAGES/paraph.po").read_bytes()), locale="vi")


@pytest.fixture
def _vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    found = {"vi": gettext.GNUTranslations(compiled), "en": gettext.NullTranslations()}
    monkeypatch.setattr(i18n, "_catalogue", found.__getitem__)


def keys() -> set[str | tuple[str, str]]:
    """Every message key of the writer, found in its source."""
    found: set[str | tuple[str, str]] = set()
    for module in MODULES:
        for node in ast.walk(ast.parse((ROOM / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if name in ("say", "N_") and given:
                    found.add(given[0])
                elif name == "count" and len(given) >= 2:
                    found.add((given[0], given[1]))
    return found


def test_every_sentence_has_its_vietnamese_with_the_same_fields() -> None:
    known = catalogue()
    assert len(keys()) > 100
    for key in keys():
        message = known.get(key if isinstance(key, str) else key[0])
        assert message, key
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        english = key if isinstance(key, str) else key[1]
        for string in strings:
            assert string, key
            assert sorted(re.findall(r"%\((\w+)\)s", string)) == sorted(re.findall(r"%\((\w+)\)s", english)), key


def negotiated() -> World:
    world = World().at("2025-05-01 13:00")
    title = {"en": "Duties", "vi": "Thuế"}
    number = {"en": "Article 1.1.", "vi": "Điều 1.1."}
    for party in world.state.parties:
        world.tables(party, "a1", title, kind="article", number=number)
    world.tables("US", "p1", {"en": "It shall be 20.", "vi": "Phải là 20."}, parent="a1", number="1.")
    world.tables(
        "VN", "p1", {"en": "It shall be 10.", "vi": "Phải là 10."}, parent="a1", number="1.", reason="<b>|x|</b>"
    )
    world.tables("US", "p2", {"en": "Yes.", "vi": "Có."}, parent="a1", number="2.", after="p1").accepts("VN", "p2")
    world.opens(2)
    for name, value in (("exports", "13.1"), ("imports", "136.6"), ("total", "149.6")):
        world.does(
            "US",
            acts.FigureCited(
                name=name, title={"en": name}, value=value, unit="USD billion", period="2024", source={"en": "USTR"}
            ),
        )
    question = {"en": "Which ceiling?", "vi": "Mức trần nào?"}
    world.does("VN", acts.SubjectReferred(name="r", subject="provision:p1", level="ministers", question=question))
    world.does("VN", acts.UndertakingGiven(name="u", kind="wording", what=question, deadline="2025-05-30T21:00:00Z"))
    meeting = {"en": "Online meeting", "vi": "Họp trực tuyến"}
    world.agree(
        "meeting:m",
        Meeting(title=meeting, starts="2025-05-29T02:00:00Z", ends="2025-05-29T04:00:00Z", zone="Asia/Ho_Chi_Minh"),
    )
    world.agree("round:3", Round(number=3, starts="2025-06-04", ends="2025-06-06", zone="America/New_York"))
    return world.at("2025-05-22 20:00").closes(2)


def written(language: str, other: str = "") -> str:
    world = negotiated()
    return write(compile_outcome(world.charter, world.as_of(0), world.state, "round:2"), language, other)


def test_dates_stand_on_the_clock_of_each_side_that_of_the_owner_first() -> None:
    text = written("en")
    assert "May 31, 2025, 04:00 (Ho Chi Minh); May 30, 2025, 17:00 (New York)" in text
    assert "Online meeting, online: May 28, 2025, 22:00 (New York); May 29, 2025, 09:00 (Ho Chi Minh)." in text


def test_the_first_page_says_what_needs_a_decision() -> None:
    decision = written("en").split("## For decision")[1].split("\n## ")[0]
    assert "### With ministers" in decision
    assert "Article 1.1.1 (Duties). Which ceiling? The words: It shall be [US: 20][VN: 10]." in decision


def test_published_figures_that_do_not_add_up_are_named() -> None:
    assert "US$149.6 billion is published, exports and imports as published add up to US$149.7 billion" in written("en")


@pytest.mark.usefixtures("_vietnamese")
def test_in_vietnamese_numbers_names_and_sentences_are_vietnamese() -> None:
    text = written("vi")
    assert "Khoản 1 Điều 1.1 (Thuế). Mức trần nào? Lời văn: Phải là [US: 20][VN: 10]." in text
    assert "số công bố là 149,6 tỷ USD" in text
    assert "được tổ chức tại Washington từ ngày 19 tháng 5 năm 2025 đến ngày 22 tháng 5 năm 2025" in text
    assert not re.search(r"\b(the|and|of|with)\b", text)


@pytest.mark.usefixtures("_vietnamese")
def test_two_languages_stand_paragraph_under_paragraph() -> None:
    lines = written("en", "vi").split("\n")
    assert lines[0] == "# Outcome of round 2 / Kết quả vòng đàm phán thứ 2"
    held = next(index for index, line in enumerate(lines) if line.startswith("Round 2 was held"))
    assert lines[held + 2].startswith("*Vòng đàm phán thứ 2")


def test_two_documents_of_another_shape_are_not_put_together() -> None:
    with pytest.raises(ValueError, match="shape"):
        bilingual([Block("paragraph", "One.")], [Block("paragraph", "Một."), Block("paragraph", "Hai.")])


def test_words_of_the_other_side_do_not_act_as_markup() -> None:
    text = written("en")
    assert "&lt;b&gt;\\|x\\|&lt;/b&gt;" in text
    assert markdown([Block("paragraph", "# a"), Block("item", "[x](http://a) __b__ ___ percent *c*")]) == (
        "\\# a\n\n- [x]\\(http://a) \\_\\_b__ ___ percent \\*c\\*\n"
    )
    assert markdown([table(["a|b", "c\nd"])]).startswith("| a\\|b | c d |\n")
