"""Akoma Ntoso 3.0 (OASIS LegalDocML): a text as XML for legislative systems, named as AKN4UN names documents.

The text as a reader sees it stands in the elements, brackets and all: who takes the words out without the markup has
the bracketed text. Around each alternative an ``inline`` says whose it is. Several languages are a collection of one
document each. Each element's ``eId`` follows the naming convention, ``wId`` is the provision's own name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from paraph.documents.paper import Comment, Line, Record, TextPaper
from paraph.text.brackets import Runs
from paraph.text.provision import Kind

SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS = {
    Kind.PART: ("part", "part"),
    Kind.CHAPTER: ("chapter", "chp"),
    Kind.SECTION: ("section", "sec"),
    Kind.ARTICLE: ("article", "art"),
    Kind.PARAGRAPH: ("paragraph", "para"),
    Kind.POINT: ("point", "point"),
}
"""The element of a kind, and how its ``eId`` begins (Akoma Ntoso Naming Convention 1.0, 5.2); others are generic."""
_CODES = {"ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "ja": "jpn", "ko": "kor", "lo": "lao",
          "pt": "por", "ru": "rus", "th": "tha", "vi": "vie", "zh": "zho", "km": "khm", "id": "ind"}  # fmt: skip
"""ISO 639-2 codes, which the names of expressions use."""
_UNWRITTEN = re.compile(r"[^\w.-]+")
_NUMBER = re.compile(r"\d[\w.]*(?: \w+)?|(?<=\()\w+(?=\))|\b[IVXLC]+\b|^\w(?=[.)])")
"""The number in what is shown as one: "2.3" of "Article 2.3.", "a" of "(a)", "II" of "Part II"."""
MAKER = "#paraph"


def write(paper: TextPaper) -> bytes:
    """A text as one document, or as a collection of one for each language. The same paper gives the same bytes."""
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: SPACE})  # type: ignore[dict-item]
    languages = list(paper.lines)
    if len(languages) == 1:
        root.append(_Document(paper, languages[0]).made())
    else:
        root.append(_collection(paper, languages))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _collection(paper: TextPaper, languages: Sequence[str]) -> etree._Element:
    made = etree.Element(_tag("documentCollection"), name="agreement")
    made.append(_meta(paper, "mul", alone=True))
    body = _add(made, "collectionBody")
    for number, language in enumerate(languages, 1):
        component = _add(body, "component", eId=f"cmp_{number}")
        component.append(_Document(paper, language, f"cmp_{number}__").made())
    return made


@dataclass
class _Document:
    """One language of a paper. ``within``: what each ``eId`` begins with."""

    paper: TextPaper
    language: str
    within: str = ""
    _ids: set[str] = field(default_factory=set)

    def made(self) -> etree._Element:
        doc = etree.Element(_tag("doc"), name="agreement")
        doc.append(_meta(self.paper, _CODES.get(self.language, self.language), alone=not self.within))
        preface = _add(doc, "preface")
        title = _add(_add(preface, "longTitle"), "p")
        _add(title, "docTitle").text = self.paper.page.title
        for words in filter(None, (self.paper.page.subtitle, self.paper.page.header)):
            _add(preface, "p").text = words
        body = _add(doc, "mainBody")
        body.set("{http://www.w3.org/XML/1998/namespace}lang", self.language)
        self._provisions(body)
        if not len(body):
            _add(body, "p")
        return doc

    def _provisions(self, body: etree._Element) -> None:
        lines = list(self.paper.lines[self.language])
        path: list[tuple[int, etree._Element, str]] = []
        for place, line in enumerate(lines):
            while path and path[-1][0] >= line.depth:
                path.pop()
            over, prefix = (path[-1][1], path[-1][2] + "__") if path else (body, self.within)
            following = lines[place + 1] if place + 1 < len(lines) else None
            made, name = self._provision(over, prefix, line, bool(following and following.depth > line.depth))
            path.append((line.depth, made, name))

    def _provision(self, over: etree._Element, prefix: str, line: Line, container: bool) -> tuple[etree._Element, str]:
        element, short = _ELEMENTS.get(line.kind, ("hcontainer", "hcont"))
        name = self._name(prefix + short, line)
        made = _add(over, element, eId=name, wId=_word(line.id))
        if element == "hcontainer":
            made.set("name", line.kind.value)
        if line.number:
            _add(made, "num").text = line.number
        if line.kind.titled:
            if line.runs:
                self._words(_add(made, "heading"), line)
            if not container:
                _add(_add(made, "content"), "p")
        elif container:
            self._words(_add(_add(made, "intro"), "p"), line)
        else:
            self._words(_add(_add(made, "content"), "p"), line)
        return made, name

    def _name(self, start: str, line: Line) -> str:
        """``chp_2__art_2.3__para_1``: of the number as shown, told apart where two are the same."""
        found = _NUMBER.search(line.number)
        number = _word(found[0]) if found else ""
        name, again = f"{start}_{number or 1}", 1
        while name in self._ids:
            again += 1
            name = f"{start}_{number}-{again}" if number else f"{start}_{again}"
        self._ids.add(name)
        return name

    def _words(self, to: etree._Element, line: Line) -> None:
        _said(to, line.runs)
        first = next(iter(self.paper.lines))
        mine = (c for c in self.paper.comments if c.about == line.id and (c.language or first) == self.language)
        for number, each in enumerate(mine, 1):
            _note(to, each, number)


def _said(to: etree._Element, runs: Runs) -> None:
    for each in runs:
        if isinstance(each, str):
            _text(to, each)
            continue
        for alternative in each.alternatives:
            name = "/".join(alternative.owners)
            made = _add(to, "inline", name="alternative")
            if alternative.owners:
                made.set("refersTo", " ".join(f"#{_word(owner)}" for owner in alternative.owners))
            _text(made, f"[{name}: " if name else "[")
            _said(made, alternative.content)
            _text(made, "]")


def _note(to: etree._Element, said: Comment, number: int) -> None:
    note = _add(to, "authorialNote", marker=str(number), placement="bottom")
    _add(note, "p").text = said.said()


def _text(to: etree._Element, words: str) -> None:
    if len(to):
        to[-1].tail = (to[-1].tail or "") + words
    else:
        to.text = (to.text or "") + words


# What it is called


def _meta(paper: TextPaper, language: str, *, alone: bool) -> etree._Element:
    """``alone``: not within a collection, which says who the parties are for all that stands in it."""
    record = paper.record or Record("", {}, "", {})
    day = record.time[:10] or "1970-01-01"
    parties = "-".join(_word(each).lower() for each in paper.parties) or "all"
    work = f"/akn/un/doc/agreement/{parties}/{day}/{record.negotiation[:12] or 'draft'}-{_word(paper.name)}"
    expression = f"{work}/{language}@{day}"
    meta = etree.Element(_tag("meta"))
    found = _add(meta, "identification", source=MAKER)
    levels = {"FRBRWork": work, "FRBRExpression": expression, "FRBRManifestation": f"{expression}.akn"}
    for level, this in levels.items():
        made = _add(found, level)
        _add(made, "FRBRthis", value=f"{this}/!main" if level != "FRBRManifestation" else this)
        _add(made, "FRBRuri", value=this)
        _add(made, "FRBRdate", date=day, name="record")
        _add(made, "FRBRauthor", href=MAKER)
        if level == "FRBRWork":
            _add(made, "FRBRcountry", value="un")
        elif level == "FRBRExpression":
            _add(made, "FRBRlanguage", language=language)
        else:
            _add(made, "FRBRformat", value="application/akn+xml")
    if not alone:
        return meta
    references = _add(meta, "references", source=MAKER)
    _add(references, "TLCOrganization", eId="paraph", href="/akn/ontology/organization/un/paraph", showAs="Paraph")
    for code, name in paper.parties.items():
        href = f"/akn/ontology/organization/un/{_word(code).lower()}"
        _add(references, "TLCOrganization", eId=_word(code), href=href, showAs=name)
    return meta


def _word(text: str) -> str:
    """A text as it may stand in a name: letters, digits, points and dashes."""
    return _UNWRITTEN.sub("-", text).strip("-.")


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"


def _add(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(element), attributes)
