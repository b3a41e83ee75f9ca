"""Every sentence that a reader can meet stands in Vietnamese too, with the same fields and in proper form."""

from __future__ import annotations

import gettext
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from paraph.errors import UnknownParty, UnreadableFile
from paraph.i18n import SYSTEM, Speech

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src/paraph/locale/vi/LC_MESSAGES/paraph.po"
KEYWORDS = {"N_": None, "say": None, "count": (1, 2)}
ENGLISH = re.compile(r"\b(?:[Tt]he|of|[Ii]s|are|was|and|[Nn]ot|[Tt]his|[Tt]hat|which|with|from|has|have|must)\b")
"""Words that stand in nearly every English sentence and in no Vietnamese one."""
WRITTEN = re.compile(r"'[^']*'|\"[^\"]*\"|--?[a-z-]+|%\(\w+\)s|Texts of Trade Agreements")
"""What may stand in a Vietnamese sentence as it is: what is typed, fields, names."""
FIELD = re.compile(r"%\((\w+)\)s|\{(\w*)\}")


def keys() -> set[str]:
    """The message keys of the code (of a counted message, the one for one)."""
    templates = ("**/templates/**.html", "paraph.web.messages:extract")
    found = extract_from_dir(ROOT / "src", [("**.py", "python"), templates], keywords=KEYWORDS)
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


@pytest.fixture
def vietnamese() -> Speech:
    """A Vietnamese reader, with the translations of the source."""
    compiled = io.BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    speech = Speech("vi")
    speech._messages = gettext.GNUTranslations(compiled)
    return speech


def test_a_reader_gets_the_sentence_in_the_language(vietnamese: Speech) -> None:
    said = vietnamese.explain(UnknownParty(party="XX", known="US, VN"))
    assert "XX" in said
    assert said != str(UnknownParty(party="XX", known="US, VN"))


def test_the_catalogue_compiles_without_complaint() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    assert [(each.id, error) for each, errors in catalogue.check() for error in errors] == []


def test_no_english_is_left_in_a_translation() -> None:
    left = [
        string
        for each in messages()
        for string in (each.string if isinstance(each.string, tuple) else (each.string,))
        if ENGLISH.search(WRITTEN.sub("", string))
    ]
    assert left == []


def test_a_term_is_the_same_throughout() -> None:
    """Each field term has one Vietnamese word; what was used for it before, or elsewhere, is not."""
    avoided = {
        "còn để ngỏ": "còn mở",
        "bất đồng": "còn khác biệt",
        "đoàn của bạn": "phái đoàn của bạn",
        "cam kết công việc": "việc đã cam kết",
        "chuyển cấp trên": "chuyển lên cấp trên",
        "ghế": "tư cách",
        "đô la": "USD",
    }
    text = CATALOGUE.read_text(encoding="utf-8").replace("phái đoàn của bạn", "").replace('"\n"', "")
    assert [word for word in avoided if word in text] == []


def test_a_passphrase_is_no_password() -> None:
    for each in messages():
        if "passphrase" in str(each.id).casefold():
            assert "cụm mật khẩu" in str(each.string).casefold(), each.id


def test_both_ends_of_a_sentence_agree() -> None:
    """A translation ends as its key does and begins with a capital where it does, so that it fits where it stands."""
    for each in messages():
        key = each.id[-1] if isinstance(each.id, tuple) else each.id
        string = each.string[0] if isinstance(each.string, tuple) else each.string
        assert (key[-1] in ".:?") == (string[-1] in ".:?"), (key, string)
        assert key.endswith(" ") == string.endswith(" "), key
        if key[0].islower():
            assert not string[0].isupper(), (key, string)


def test_days_and_hours_are_written_as_vietnamese_papers_write_them(vietnamese: Speech) -> None:
    moment = datetime(2025, 6, 1, 13, 5, tzinfo=UTC)
    assert vietnamese.day(date(2025, 5, 22)) == "ngày 22 tháng 5 năm 2025"
    assert vietnamese.moment(moment, "Asia/Ho_Chi_Minh", "long") == "20:05 ngày 1 tháng 6 năm 2025 (giờ Việt Nam)"
    assert vietnamese.moment(moment, "America/New_York") == "09:05 01/06/2025 (New York)"


def test_what_the_system_says_of_a_file_is_translated(vietnamese: Speech, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "missing").read_bytes()
    assert caught.value.strerror in SYSTEM
    said = vietnamese.explain(UnreadableFile(path="x", detail=caught.value.strerror))
    assert said.startswith("Không đọc được x: không có tệp hoặc thư mục này.")
