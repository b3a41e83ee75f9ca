"""TMX 1.4b and XLIFF 2.1: a bilingual text for translators' programs, provision by provision.

A translation memory (TMX) learns from wordings that somebody holds: a unit for each pair of wordings of a provision,
with the parties whose they are; the brackets are taken apart. A translation job (XLIFF) has the text as it stands, the
brackets as codes around the words that a translator sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from paraph import __version__
from paraph.documents.paper import Line, TextPaper
from paraph.text.brackets import Runs, plain, project

_XML = "{http://www.w3.org/XML/1998/namespace}"
_XLIFF = "urn:oasis:names:tc:xliff:document:2.0"


def tmx(paper: TextPaper) -> bytes:
    """A translation memory (LISA OSCAR, TMX 1.4b): units with words in two languages or more."""
    languages = list(paper.lines)
    root = etree.Element("tmx", version="1.4")
    header = etree.SubElement(root, "header", {
        "creationtool": "Paraph", "creationtoolversion": __version__, "segtype": "paragraph", "o-tmf": "Paraph",
        "adminlang": "en", "srclang": languages[0], "datatype": "plaintext",
    })  # fmt: skip
    for each in _around(paper):
        etree.SubElement(header, "note").text = each
    body = etree.SubElement(root, "body")
    for row in zip(*paper.lines.values(), strict=True):
        for number, (words, owners) in enumerate(wordings(row, list(paper.parties)).items(), 1):
            pairs = [(language, said) for language, said in zip(languages, words, strict=True) if said]
            if len(pairs) < 2:
                continue
            unit = etree.SubElement(body, "tu", tuid=f"{row[0].id}.{number}")
            for owner in owners:
                etree.SubElement(unit, "prop", type="x-party").text = owner
            for language, said in pairs:
                etree.SubElement(etree.SubElement(unit, "tuv", {f"{_XML}lang": language}), "seg").text = said
    return _bytes(root)


def wordings(row: Sequence[Line], parties: Sequence[str]) -> Mapping[tuple[str, ...], list[str]]:
    """What is said in a provision, {its words in each language: whose they are}; nobody's name where it is clean."""
    if not any(not isinstance(run, str) for line in row for run in line.runs):
        return {tuple(plain(line.runs) for line in row): []}
    found: dict[tuple[str, ...], list[str]] = {}
    for party in parties:
        found.setdefault(tuple(project(line.runs, party) for line in row), []).append(party)
    return found


def xliff(paper: TextPaper) -> bytes:
    """A translation job (OASIS XLIFF 2.1) from the first language to the second; without a second one it is to do."""
    source, *others = paper.lines
    made = {"version": "2.1", "srcLang": source, **({"trgLang": others[0]} if others else {})}
    root = etree.Element(f"{{{_XLIFF}}}xliff", made, nsmap={None: _XLIFF})  # type: ignore[dict-item]
    file = etree.SubElement(root, f"{{{_XLIFF}}}file", id="text")
    notes = etree.SubElement(file, f"{{{_XLIFF}}}notes")
    for each in _around(paper):
        etree.SubElement(notes, f"{{{_XLIFF}}}note").text = each
    for row in zip(*paper.lines.values(), strict=True):
        if not row[0].runs:
            continue
        unit = etree.SubElement(file, f"{{{_XLIFF}}}unit", id=row[0].id)
        if row[0].number:
            unit.set("name", row[0].number)
        if said := [each.said() for each in paper.comments if each.about == row[0].id]:
            held = etree.SubElement(unit, f"{{{_XLIFF}}}notes")
            for each in said:
                etree.SubElement(held, f"{{{_XLIFF}}}note").text = each
        done = len(row) > 1 and bool(row[1].runs)
        segment = etree.SubElement(unit, f"{{{_XLIFF}}}segment", state="translated" if done else "initial")
        codes: dict[tuple[str, ...], list[str]] = {}
        _coded(etree.SubElement(segment, f"{{{_XLIFF}}}source"), row[0].runs, Codes(codes))
        if done:
            _coded(etree.SubElement(segment, f"{{{_XLIFF}}}target"), row[1].runs, Codes(codes))
    return _bytes(root)


class Codes:
    """Numbers for the brackets of a unit: those of a translation have the numbers of the same owner's in the source."""

    def __init__(self, known: dict[tuple[str, ...], list[str]]) -> None:
        self._known, self._seen = known, dict.fromkeys(known, 0)

    def of(self, owners: tuple[str, ...]) -> str:
        place = self._seen.get(owners, 0)
        self._seen[owners] = place + 1
        mine = self._known.setdefault(owners, [])
        if place == len(mine):
            mine.append(str(sum(map(len, self._known.values())) + 1))
        return mine[place]


def _coded(to: etree._Element, runs: Runs, codes: Codes) -> None:
    for text, owners, inner in _parts(runs):
        if owners is None:
            if len(to):
                to[-1].tail = (to[-1].tail or "") + text
            else:
                to.text = (to.text or "") + text
            continue
        name = "/".join(owners)
        code = etree.SubElement(to, f"{{{_XLIFF}}}pc", {
            "id": codes.of(owners), "type": "other", "subType": "paraph:bracket", "canDelete": "no",
            "dispStart": f"[{name}: " if name else "[", "dispEnd": "]",
        })  # fmt: skip
        _coded(code, inner, codes)


def _parts(runs: Runs) -> Iterator[tuple[str, tuple[str, ...] | None, Runs]]:
    for run in runs:
        if isinstance(run, str):
            yield run, None, ()
        else:
            for alternative in run.alternatives:
                yield "", alternative.owners, alternative.content


def _around(paper: TextPaper) -> list[str]:
    """What every file says of itself: which text, that it is without prejudice, of which record."""
    page = paper.page
    return [each for each in (page.title, page.subtitle, page.header, page.footer) if each]


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)) + b"\n"
