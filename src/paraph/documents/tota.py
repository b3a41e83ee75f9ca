"""Texts of Trade Agreements (ToTA) XML: ``body/chapter[@number @name]/article[@number @name]`` with running text.

The corpus was recognised from scans, so line breaks inside an article are partly those of the page. Paragraphs are
read carefully:

- a blank line ends a paragraph, unless the next block begins in lower case without a label and the words before
  it do not end in ``. ; :`` (a page or column break in mid-sentence);
- a line that begins with a label ("2.", "(a)") begins a paragraph, blank line before it or not;
- every other line break is a space. A label is kept as the provision's number; footnote digits stay in the words.

Nothing but whitespace is lost: that is counted for every article, and a loss is an error, not a shorter text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from paraph.documents.gateway import admit, check_size
from paraph.documents.outline import Outline, label
from paraph.errors import N_, UnreadableFile
from paraph.text.provision import Draft, Kind

_BLANK = re.compile(r"\n\s*\n")
_ENDED = (".", ";", ":", "; and", "; or", "; y", "; o", "”", ".”")


def read(data: bytes, where: str = "ToTA") -> Draft:
    """Read one treaty. The language is the one the file declares ("en" where it declares none).

    >>> body = b'<body><chapter number="CHAPTER 1" name="General"><article number="ARTICLE 1" name="Aims">'
    >>> text = b'1. The aims\\nare to:\\n\\n(a) trade; </article></chapter></body></treaty>'
    >>> draft = read(b'<treaty><meta><language>en</language></meta>' + body + text)
    >>> [(p.number, p.text) for p in draft.provisions]
    [('CHAPTER 1', 'General'), ('ARTICLE 1', 'Aims'), ('1.', 'The aims are to:'), ('(a)', 'trade;')]

    Raises: UnreadableFile (not XML, a DOCTYPE, not ToTA, too large), TextRefused.
    """
    root = _parse(data, where)
    body = root.find("body")
    if root.tag != "treaty" or body is None:
        raise UnreadableFile(path=where, detail=N_("it is XML, but not of the Texts of Trade Agreements"))
    outline = Outline()
    for chapter in body.iterfind("chapter"):
        number, name = chapter.get("number", ""), chapter.get("name", "")
        kind = Kind.CHAPTER if number else Kind.PREAMBLE if name.casefold().startswith("pre") else Kind.ANNEX
        outline.add(kind, admit(number, where), admit(name, where))
        for article in chapter.iterfind("article"):
            if article.get("number") or article.get("name"):
                title = admit(article.get("name", ""), where)
                outline.add(Kind.ARTICLE, admit(article.get("number", ""), where), title)
            _article(outline, admit("".join(map(str, article.itertext())), where), where)
    return Draft(root.findtext("meta/language") or "en", tuple(outline.provisions))


def _article(outline: Outline, text: str, where: str) -> None:
    first = len(outline.provisions)
    for paragraph in paragraphs(text):
        head = label(paragraph)
        outline.add(head.kind, head.number, head.text)
    kept = sum(_solid(provision.number) + _solid(provision.text) for provision in outline.provisions[first:])
    if kept != _solid(text):
        raise UnreadableFile(path=where, detail=N_("some of its characters would be lost"))


def paragraphs(text: str) -> Iterator[str]:
    """Split an article's running text by the rules above; whitespace inside a paragraph becomes single spaces.

    >>> list(paragraphs("PROMOTE trade and\\n\\nstandards; and\\n\\n(a)  one\\n(b) two"))
    ['PROMOTE trade and standards; and', '(a) one', '(b) two']
    """
    open_paragraph = ""
    for block in _BLANK.split(text):
        for place, line in enumerate(block.split("\n")):
            words = " ".join(line.split())
            if not words:
                continue
            goes_on = open_paragraph and not label(words).number
            if place == 0:
                goes_on = goes_on and words[0].islower() and not open_paragraph.endswith(_ENDED)
            if goes_on:
                open_paragraph += " " + words
            else:
                if open_paragraph:
                    yield open_paragraph
                open_paragraph = words
    if open_paragraph:
        yield open_paragraph


def _solid(text: str) -> int:
    return len("".join(text.split()))


def _parse(data: bytes, where: str) -> etree._Element:
    check_size(data, where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(path=f"{where}:{error.lineno}", detail=N_("it is not well-formed XML")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(path=where, detail=N_("it has a DOCTYPE, which is not accepted"))
    return root
