"""ToTA: nothing but white space is lost, paragraphs are whole, nothing from outside is fetched."""

import pytest
from lxml import etree

from paraph.documents import tota
from paraph.errors import TextRefused, UnreadableFile
from paraph.text.provision import Kind
from paths import treaty


def treaty_of(text: str, extra: str = "") -> bytes:
    article = f'<article number="ARTICLE 1.1" name="Aims">{text}</article>'
    body = f'<body><chapter number="CHAPTER 1" name="General">{article}</chapter></body>'
    return f"{extra}<treaty><meta><language>es</language></meta>{body}</treaty>".encode()


@pytest.mark.parametrize("number", [148, 156, 342, 393, 449, 450])
def test_every_character_of_a_treaty_arrives(number: int) -> None:
    data = treaty(number)
    body = etree.fromstring(data).find("body")
    assert body is not None
    given = "".join(c.get("number", "") + c.get("name", "") for c in body.iter("chapter", "article"))
    given += "".join(str(article.text or "") for article in body.iter("article"))
    kept = "".join(p.number + p.text for p in tota.read(data).provisions)
    assert sorted("".join(given.split())) == sorted("".join(kept.split()))


def test_lines_that_a_page_broke_are_joined_and_labels_begin_paragraphs() -> None:
    draft = tota.read(treaty_of("1. The aims are to\n\npromote trade;\n\n(a) \tone\n(b) two.1 \n\n1 A footnote"))
    assert draft.language == "es"
    assert [(p.depth, p.kind, p.number, p.text) for p in draft.provisions] == [
        (0, Kind.CHAPTER, "CHAPTER 1", "General"),
        (1, Kind.ARTICLE, "ARTICLE 1.1", "Aims"),
        (2, Kind.PARAGRAPH, "1.", "The aims are to promote trade;"),
        (3, Kind.POINT, "(a)", "one"),
        (3, Kind.POINT, "(b)", "two.1"),
        (2, Kind.PARAGRAPH, "", "1 A footnote"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"<treaty>",
        b"<akomaNtoso/>",
        treaty_of("x", '<!DOCTYPE treaty [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        treaty_of("&e;", '<!DOCTYPE treaty [<!ENTITY e "text">]>'),
    ],
)
def test_what_is_not_such_a_treaty_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        tota.read(data, "x.xml")


def test_hidden_characters_are_refused() -> None:
    with pytest.raises(TextRefused):
        tota.read(treaty_of("sh\u200ball"))
