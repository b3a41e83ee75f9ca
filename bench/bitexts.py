"""Texts in two languages of which it is known what answers what, and what is done to them on purpose.

Nobody aligned these texts by hand: what answers what is told by their own numbering, which the aligners do not see
where it says "labels stripped".

TPPc: headings and paragraphs of those articles of the Trans-Pacific Partnership whose paragraphs carry the same labels
in the same order in English and Spanish; labels stripped, articles of definitions left out (alphabetical in each
language). TPPfull: every block between blank lines, raw, with footnotes and page breaks where the scan has them; judged
on blocks that hold the same labelled provisions (a path of labels that each article has once), begin with a label and
end with a stop; the others are in the way and not counted. UDHR: the numbered paragraphs of the articles. IWSLT: one
sentence a line. BBNJ: paragraphs that carry the same labels under the same article; kept aside, nothing was chosen by
it.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from paraph.documents import tota
from peers import SHARED

Places = tuple[int, ...]
Links = list[tuple[Places, Places]]

_LABEL = re.compile(r"\s*(\d{1,2}\.|\(\w{1,4}\)|\w\))(?=\s|$)")
_ROMAN = re.compile(r"\((?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|xiv|xv|x)\)")
_STOP = re.compile(r"([.;:,”\"]|[;,.] (and|or|y|o|e|u))[\d, ]*$")


@dataclass(frozen=True)
class Bitext:
    """Two lists of texts, what answers what, and (where not all is known) that only links touching it are judged."""

    left: list[str]
    right: list[str]
    links: Links
    languages: tuple[str, str]
    partly: bool = False


def one_to_one(left: list[str], right: list[str], languages: tuple[str, str]) -> Bitext:
    kept = [place for place in range(len(left)) if left[place].strip() and right[place].strip()]
    links: Links = [((place,), (place,)) for place in range(len(kept))]
    return Bitext([left[place] for place in kept], [right[place] for place in kept], links, languages)


def label(text: str) -> str:
    found = _LABEL.match(text)
    return found[1] if found else ""


def _stripped(text: str) -> str:
    found = _LABEL.match(text)
    return (text[found.end() :] if found else text).strip()


def _articles(number: int) -> dict[str, tuple[str, str]]:
    """Of a ToTA treaty by number of the article: (title, running text)."""
    root = etree.fromstring((SHARED / "treaties" / f"pta_{number}.xml").read_bytes())
    found = root.iterfind("body/chapter/article")
    return {(a.get("number") or "0").split()[-1]: (a.get("name") or "", "".join(a.itertext())) for a in found}


def tpp_clean() -> Bitext:
    english, spanish = _articles(449), _articles(450)
    left, right = [], []
    for number, (title, text) in english.items():
        other, words = spanish.get(number, ("", ""))
        one, two = list(tota.paragraphs(text)), list(tota.paragraphs(words))
        if title and other and "efinition" not in title and [label(x) for x in one] == [label(x) for x in two]:
            left += [title, *map(_stripped, one)]
            right += [other, *map(_stripped, two)]
    return one_to_one(left, right, ("en", "es"))


def tpp_full() -> Bitext:
    sides = [_blocks(449), _blocks(450)]
    counted = [Counter(key for key, _ in units if key) for _, units in sides]
    sure = {key for key in counted[0] if counted[0][key] == 1 == counted[1][key]}
    unsure = [{place for key, places in units if key not in sure for place in places} for _, units in sides]
    lookup = [dict(units) for _, units in sides]
    group: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for key in sure:
        joined = {(side, place) for side in (0, 1) for place in lookup[side][key]}
        for node in list(joined):
            joined |= group.get(node, set())
        for node in joined:
            group[node] = joined
    links = set()
    for nodes in group.values():
        a, b = (tuple(sorted(place for at, place in nodes if at == side)) for side in (0, 1))
        if _whole(sides[0][0], a, unsure[0]) and _whole(sides[1][0], b, unsure[1]):
            links.add((a, b))
    return Bitext(sides[0][0], sides[1][0], sorted(links), ("en", "es"), partly=True)


def _whole(texts: list[str], places: Places, unsure: set[int]) -> bool:
    """Whether these blocks are whole provisions, nothing broken off by the end of a page."""
    close = 0 < len(places) <= 3 and places[-1] - places[0] + 1 == len(places) and not unsure.intersection(places)
    return close and bool(label(texts[places[0]])) and bool(_STOP.search(texts[places[-1]]))


def _blocks(number: int) -> tuple[list[str], list[tuple[tuple[str, ...] | None, Places]]]:
    """All blocks, and for each unit of the text its path of labels (None without a label) and the blocks it is in."""
    texts: list[str] = []
    units: list[tuple[tuple[str, ...] | None, Places]] = []
    for article, (_, text) in _articles(number).items():
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]
        owner = [len(texts) + at for at, block in enumerate(blocks) for _ in range(len("".join(block.split())))]
        texts += blocks
        path: list[tuple[int, str]] = []
        at = 0
        for unit in tota.paragraphs(text):
            size = len("".join(unit.split()))
            places = tuple(sorted(set(owner[at : at + size])))
            at += size
            shown = label(unit)
            if shown:
                level = _level(shown, path)
                path = [each for each in path if each[0] < level] + [(level, shown)]
            units.append(((article, *(each for _, each in path)) if shown else None, places))
    return texts, units


def _level(shown: str, path: list[tuple[int, str]]) -> int:
    if shown[0].isdigit():
        return 0
    before = path[-1] if path else (0, "")
    letter = before[0] == 1 and len(shown) == 3 and ord(before[1][1]) + 1 == ord(shown[1])
    return 2 if _ROMAN.fullmatch(shown) and not letter else 1


def declaration() -> Bitext:
    sides = []
    for name in ("eng", "vie"):
        root = etree.fromstring((SHARED / "bilingual" / f"udhr.{name}.xml").read_bytes())
        space = "{http://efele.net/udhr}"
        sides.append(
            [
                " ".join("".join(p.itertext()).split())
                for a in root.iter(f"{space}article")
                for p in a.iter(f"{space}para")
            ]
        )
    return one_to_one(sides[0], sides[1], ("en", "vi"))


def talks() -> Bitext:
    folder = SHARED / "bilingual" / "iwslt-2012"
    english, vietnamese = (
        [html.unescape(line).strip() for line in (folder / f"tst2012.{name}").read_text("utf-8").splitlines()]
        for name in ("en", "vi")
    )
    return one_to_one(english, vietnamese, ("en", "vi"))


_ARTICLE = re.compile(r"^(?:Article|Artículo|ARTICLE|ARTÍCULO) (\d+)\b", re.MULTILINE)


def high_seas() -> Bitext:
    """Lines of each article that carry the same labels in the same order; labels stripped."""
    sides = []
    for name in ("en", "es"):
        text = (SHARED / "bilingual" / f"bbnj-2023.{name}.txt").read_text("utf-8")
        starts = list(_ARTICLE.finditer(text))
        ends = [each.start() for each in starts[1:]] + [len(text)]
        parts = {each[1]: text[each.end() : end] for each, end in zip(starts, ends, strict=True)}
        sides.append(
            {key: [" ".join(line.split()) for line in part.split("\n") if line.strip()] for key, part in parts.items()}
        )
    left, right = [], []
    for number, lines in sides[0].items():
        others = sides[1].get(number, [])
        if [label(x) for x in lines] == [label(x) for x in others] and any(map(label, lines)):
            left += map(_stripped, lines)
            right += map(_stripped, others)
    return one_to_one(left, right, ("en", "es"))


SETS = {"TPPc": tpp_clean, "UDHR": declaration, "IWSLT": talks, "BBNJ": high_seas, "TPPfull": tpp_full}


def damaged(text: Bitext, seed: int) -> Bitext:
    """Of the right side 5% of paragraphs dropped, 3% merged with the next and 3% split near their middle."""
    dice = random.Random(seed)
    right: list[str] = []
    links: Links = []
    at = 0
    while at < len(text.right):
        fate, words = dice.random(), text.right[at].split()
        if fate < 0.05:
            links.append(((at,), ()))
        elif fate < 0.08 and at + 1 < len(text.right):
            right.append(f"{text.right[at]} {text.right[at + 1]}")
            links.append(((at, at + 1), (len(right) - 1,)))
            at += 1
        elif 0.08 <= fate < 0.11 and len(words) >= 6:
            ends = [place + 1 for place in range(2, len(words) - 3) if words[place][-1] in ",;:."]
            cut = min(ends, key=lambda place: (abs(place - len(words) // 2), place)) if ends else len(words) // 2
            right += [" ".join(words[:cut]), " ".join(words[cut:])]
            links.append(((at,), (len(right) - 2, len(right) - 1)))
        else:
            right.append(text.right[at])
            links.append(((at,), (len(right) - 1,)))
        at += 1
    return Bitext(text.left, right, links, text.languages)


def swapped(text: Bitext, seed: int) -> Bitext:
    """Two stretches of 12 segments of the right side changed about, as two articles would be."""
    dice = random.Random(seed)
    one, other = sorted(dice.sample(range(1, len(text.right) // 12 - 1), 2))
    order = list(range(len(text.right)))
    first, second = order[one * 12 : one * 12 + 12], order[other * 12 : other * 12 + 12]
    order[one * 12 : one * 12 + 12], order[other * 12 : other * 12 + 12] = second, first
    place = {was: now for now, was in enumerate(order)}
    links: Links = [(a, tuple(place[j] for j in b)) for a, b in text.links]
    return Bitext(text.left, [text.right[was] for was in order], links, text.languages)


def strict(found: Iterable[tuple[Places, Places]], text: Bitext) -> float:
    """F1 of links with both sides right, gaps left out; of a text known in part, of the links that touch that part."""
    known = {link for link in text.links if link[0] and link[1]}
    told = {link for link in found if link[0] and link[1]}
    if text.partly:
        sides = [{place for link in known for place in link[side]} for side in (0, 1)]
        told = {link for link in told if sides[0].intersection(link[0]) or sides[1].intersection(link[1])}
    return 2 * len(known & told) / max(len(known) + len(told), 1)


def missing(found: Iterable[tuple[Places, Places]], text: Bitext) -> tuple[int, int, int]:
    """Segments without an answer: told and true, told, true."""
    told, true = (
        {(side, place) for link in links for side in (0, 1) if not link[1 - side] for place in link[side]}
        for links in (list(found), text.links)
    )
    return len(told & true), len(told), len(true)
