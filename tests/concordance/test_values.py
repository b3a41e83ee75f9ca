"""Extractors: what is said exactly, whatever the language that says it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from babel.dates import get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from paraph.concordance.checks.language import known, language
from paraph.concordance.checks.references import references
from paraph.concordance.checks.values import Kind, values
from paraph.errors import InvalidContent

LANGUAGES = known()
MONTHS = {tag: list(get_month_names("wide", locale=tag).values()) for tag in ("en", "es", "fr")}


def said(text: str, tag: str) -> list[tuple[str, str, str]]:
    return [(str(each.kind), str(each.what), each.unit) for each in values(text, language(tag)) if each.firm]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"en": "US$136.6 billion", "vi": "136,6 tỷ USD", "es": "136,6 mil millones de dólares",
          "fr": "136,6 milliards de dollars"}, ("money", "136600000000", "USD")),
        ({"en": "ninety days", "vi": "90 ngày", "es": "noventa (90) días", "fr": "quatre-vingt-dix jours"},
         ("period", "90", "day")),
        ({"en": "15 working days", "vi": "mười lăm ngày làm việc", "es": "quince días hábiles",
          "fr": "15 jours ouvrables"}, ("period", "15", "working-day")),
        ({"en": "May 19-22", "vi": "19-22 tháng 5", "es": "del 19 al 22 de mayo", "fr": "du 19 au 22 mai"},
         ("date", "--05-19/22", "")),
        ({"en": "21 May 2025", "vi": "ngày 21 tháng 5 năm 2025", "es": "21 de mayo de 2025", "fr": "21 mai 2025"},
         ("date", "2025-05-21", "")),
        ({"en": "32.9 per cent", "vi": "32,9 phần trăm", "es": "32,9 por ciento", "fr": "32,9 pour cent"},
         ("percent", "32.9", "percent")),
        ({"en": "subheading 8703.21", "vi": "phân nhóm 8703.21", "es": "subpartida 8703.21",
          "fr": "sous-position 8703.21"}, ("hs", "heading 870321", "")),
        ({"en": "Article 5.3(b)", "vi": "điểm b khoản 3 Điều 5", "es": "literal b) del numeral 3 del artículo 5",
          "fr": "l'article 5, paragraphe 3, point b)"}, ("reference", "article 5.3.b", "")),
        ({"en": "paragraph 2 of Article 4", "vi": "khoản 2 Điều 4", "es": "párrafo 2 del Artículo 4",
          "fr": "paragraphe 2 de l'article 4"}, ("reference", "article 4.2", "")),
        ({"en": "Article III of", "vi": "Điều 3", "es": "Artículo III", "fr": "article III"},
         ("reference", "article 3", "")),
    ],
)  # fmt: skip
def test_one_value_in_every_language(texts: dict[str, str], expected: tuple[str, str, str]) -> None:
    assert {tag: said(text, tag) for tag, text in texts.items()} == {tag: [expected] for tag in texts}


def test_what_misleads_other_parsers() -> None:
    assert said("46%", "en") == [("percent", "46", "percent")]
    assert said("khoản 1 Điều 3 của Hiệp định", "vi") == [("reference", "article 3.1", "")]
    assert said("năm 2025, 5 năm", "vi") == [("number", "2025", ""), ("period", "5", "year")]
    assert said("It may apply those measures to remanufactured goods.5, 6", "en") == []
    assert said("1.2-1.5 billion dollars", "en") == [("money", "1200000000", "USD"), ("money", "1500000000", "USD")]
    assert said("taking into account the points of view", "en") == []
    assert said("los puntos de vista", "es") == []


def test_lists_and_ranges_of_references() -> None:
    found = references("subparagraphs (a), (b) and (c), Articles 9.10 (Performance) and 9.16", language("en"))
    assert [str(each) for each in found] == ["point a", "point b", "point c", "article 9.10", "article 9.16"]
    found = references("los subpárrafos (a) al (d)", language("es"))
    assert [each.path for each in found] == [("a",), ("b",), ("c",), ("d",)]
    assert [each.path for each in references("điểm đ khoản 1", language("vi"))] == [("1", "đ")]


@given(st.integers(2, 10**12), st.sampled_from(LANGUAGES))
def test_a_number_is_read_as_babel_writes_it(number: int, tag: str) -> None:
    written = format_decimal(number, locale=tag)
    found = [each for each in values(f"x {written} y", language(tag)) if each.kind is not Kind.HS]
    assert [each.what for each in found] == [number]
    assert f"x {written} y"[found[0].start : found[0].end] == written


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_is_one_in_every_language(day: date) -> None:
    month = day.month - 1
    written = {
        "en": f"on {MONTHS['en'][month]} {day.day}, {day.year}",
        "es": f"el {day.day} de {MONTHS['es'][month]} de {day.year}",
        "fr": f"le {day.day} {MONTHS['fr'][month]} {day.year}",
        "vi": f"ngày {day.day} tháng {day.month} năm {day.year}",
    }
    for tag, text in written.items():
        assert said(text, tag) == [("date", day.isoformat(), "")]


@given(st.text(alphabet="0123456789.,-–/() %$aăâđivxkhoản điểmtỷ\n", max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_read_and_places_are_true(text: str, tag: str) -> None:
    found = values(text, language(tag))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.start <= two.start for one, two in pairwise(found))


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(InvalidContent):
        language("tlh")
