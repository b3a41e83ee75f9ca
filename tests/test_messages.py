"""Every sentence that a reader can meet stands in Vietnamese too, with the same fields and in proper form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src/paraph/locale/vi/LC_MESSAGES/paraph.po"
KEYWORDS = {"N_": None, "say": None, "count": (1, 2)}
FIELD = re.compile(r"%\((\w+)\)s|\{(\w*)\}")


def keys() -> set[str]:
    """The message keys of the code (of a counted message, the one for one)."""
    found = extract_from_dir(ROOT / "src", [("**.py", "python")], keywords=KEYWORDS)
    return {each[0] if isinstance(each, tuple) else each for _, _, each, _, _ in found}


def messages() -> Iterator[Message]:
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield message


def test_every_message_is_translated_and_none_is_left_over() -> None:
    translated = {
        each.id[0] if isinstance(each.id, tuple) else each.id
        for each in messages()
        if (all(each.string) if isinstance(each.string, tuple) else each.string) and not each.fuzzy
    }
    assert keys() - {""} == translated, "run ./dev messages and translate what is new"


def test_translations_keep_the_fields() -> None:
    for each in messages():
        for string in each.string if isinstance(each.string, tuple) else (each.string,):
            key = each.id[-1] if isinstance(each.id, tuple) else each.id
            assert set(FIELD.findall(string)) <= set(FIELD.findall(key)), key
            missing = set(FIELD.findall(key)) - set(FIELD.findall(string))
            assert not missing or isinstance(each.id, tuple), (key, missing)


def test_vietnamese_is_in_composed_form_without_strange_characters() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not [c for c in text if unicodedata.category(c) in ("Cf", "Co", "Cn")]


@pytest.mark.parametrize("language", ["vi"])
def test_a_reader_gets_the_sentence_in_the_language(language: str) -> None:
    from paraph.errors import UnknownParty
    from paraph.i18n import Speech

    said = Speech(language).explain(UnknownParty(party="XX", known="US, VN"))
    assert "XX" in said
    assert said != str(UnknownParty(party="XX", known="US, VN"))
