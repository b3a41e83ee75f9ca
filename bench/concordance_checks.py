"""Checks of two language versions: precision and recall on damaged copies of real texts, false alarms on clean ones.

Texts: TPP in English and Spanish, paragraphs of articles whose numbering is the same in both; the Universal Declaration
in English and Vietnamese; IWSLT 2012 (talks) in the same; a bilingual press report; and the sample negotiation's own
text. Damage of each kind is planted at random in the second language (a paragraph has one at most), five seeds, and
counted. What a text is flagged for before any damage is a false alarm here, though some of it is a true difference.
Beside it, translate-toolkit's checks of numbers, brackets and sentence counts on the same paragraphs in the same run.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree
from translate.filters import checks as toolkit

from paraph.concordance.checks import compare
from paraph.concordance.checks.comparing import CHECKS
from paraph.concordance.segments import Pair, Segment
from paraph.documents import tota
from paraph.samples.vietnam_us.texts import positions
from peers import SHARED

SEEDS = range(5)
FIGURES = ("percent", "period", "date", "money", "number", "number in words", "unit or scale")
"""Kinds that few paragraphs have: where there is one, it is damaged before anything else."""
_ANYWHERE = ("paragraph dropped", "foreign letter")
"""Kinds that any paragraph has: for some of those that have nothing else."""
SHARE = 0.35
"""Of the paragraphs, those that are damaged, where they have something to damage."""


@dataclass(frozen=True)
class Corpus:
    name: str
    tags: tuple[str, str]
    pairs: list[tuple[str, str]]

    @property
    def words(self) -> int:
        return sum(len(left.split()) for left, _ in self.pairs)


# -- the texts ---------------------------------------------------------------------------------------------------


def tpp() -> Corpus:
    """Paragraphs by number, of articles that number them alike; those far out of proportion are cut texts."""
    sides = [list(_articles(number)) for number in (449, 450)]
    pairs = []
    for left, right in zip(*sides, strict=False):
        if [number for number, _ in left] == [number for number, _ in right]:
            pairs += [(one, other) for (_, one), (_, other) in zip(left, right, strict=True) if one and other]
    return Corpus("TPP en-es", ("en", "es"), [(a, b) for a, b in pairs if 0.6 < len(b) / len(a) < 1.9])


def _articles(number: int) -> Iterator[list[tuple[str, str]]]:
    """The paragraphs of each article; chapters that have not the same number of articles still keep their places."""
    chapters: list[list[list[tuple[str, str]]]] = []
    for each in tota.read((SHARED / "treaties" / f"pta_{number}.xml").read_bytes()).provisions:
        if each.kind in ("chapter", "preamble", "annex") and not each.depth:
            chapters.append([])
        elif each.kind == "article":
            chapters[-1].append([])
        elif chapters[-1]:
            chapters[-1][-1].append((each.number, each.text))
    for chapter in chapters:
        chapter += [[] for _ in range(90 - len(chapter))]
        for article in chapter:
            yield article if all(label for label, _ in article[1:]) else []


def udhr() -> Corpus:
    sides = []
    for tag in ("eng", "vie"):
        articles = etree.parse(SHARED / "bilingual" / f"udhr.{tag}.xml").iter("{*}article")
        sides.append([[" ".join("".join(each.itertext()).split()) for each in a.iter("{*}para")] for a in articles])
    pairs = [
        pair
        for left, right in zip(*sides, strict=True)
        if len(left) == len(right)
        for pair in zip(left, right, strict=True)
    ]
    return Corpus("UDHR en-vi", ("en", "vi"), pairs)


def iwslt() -> Corpus:
    sides = [(SHARED / "bilingual/iwslt-2012" / f"tst2012.{tag}").read_text().split("\n") for tag in ("en", "vi")]
    plain = [[_untokenised(line) for line in side] for side in sides]
    return Corpus("IWSLT en-vi", ("en", "vi"), [pair for pair in zip(*plain, strict=True) if all(pair)])


def _untokenised(line: str) -> str:
    line = line.replace(" &apos;", "'").replace("&quot;", '"')
    return re.sub(r" ([.,;:%?!])", r"\1", line)


def report() -> Corpus:
    lines = (SHARED / "reports" / "round-2.en-vi.txt").read_text().split("\n")
    pairs = [(before, line[2:]) for before, line in pairwise(lines) if line.startswith("- ")]
    return Corpus("report en-vi", ("en", "vi"), pairs)


def sample() -> Corpus:
    found = {}
    for place in (1, 2):
        for party in ("US", "VN"):
            for chapter in positions(party, place).values():
                found |= {tuple(each.text.get(tag, "") for tag in ("en", "vi")): 0 for each in chapter.values()}
    return Corpus("sample en-vi", ("en", "vi"), [pair for pair in found if all(pair)])


# -- damage, planted by patterns of its own and not by the extractors that are measured ----------------------------

_DIGITS = r"(?<![\w.,(/-])\d+(?:[.,]\d+)*(?![\w)/-]|[.,]\d)"
_HEADS = (
    r"(?i:art[íi]culos?|párrafos?|subpárrafos?|anexos?|cap[íi]tulos?|secci[óo]n|apéndices?|notas?|reglas?|"
    r"điều|khoản|điểm|chương|mục|phụ lục|phần)"
)
_AFTER = {
    "percent": r"\s?(?:%|por ciento|phần trăm)",
    "period": r"\s(?:días|meses|años|semanas|ngày|tháng(?! \d)|năm|tuần|giờ)\b",
    "date": r"\s(?:de (?=enero|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)|tháng \d)",
    "money": r"\s?(?:(?:mil )?millones|tỷ|triệu|đô la|USD|dólares)",
}


def _digit(text: str, start: int, end: int, chance: random.Random) -> str:
    """One digit changed, never so that the number stays the same or begins with a nought."""
    places = [at for at in range(start, end) if text[at].isdigit()]
    at = chance.choice(places)
    others = [each for each in "123456789" if each != text[at]]
    return text[:at] + chance.choice(others) + text[at + 1 :]


def _number(after: str) -> Callable[[str, random.Random], str]:
    def damage(text: str, chance: random.Random) -> str:
        places = [
            each
            for each in re.finditer(_DIGITS + after, text)
            if not re.search(_HEADS + r"\s?$", text[: each.start()]) and not _mark(text, each)
        ]
        if not places:
            return text
        each = chance.choice(places)
        digits = re.match(r"[\d.,]*\d", each[0])
        return _digit(text, each.start(), each.start() + len(digits[0] if digits else ""), chance)

    return damage


def _mark(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a footnote's mark that the scan left in the words: at their end, or behind a stop."""
    return not text[match.end() :].strip() or text[: match.start()].rstrip().endswith((".", ":", ";"))


def _reference(text: str, chance: random.Random) -> str:
    places = list(re.finditer(_HEADS + r"\s(?P<n>\d+(?:\.\d+)*)(?![\w])", text))
    return _digit(text, *chance.choice(places).span("n"), chance) if places else text


def _sub_reference(text: str, chance: random.Random) -> str:
    places = list(re.finditer(r"(?:" + _HEADS + r"\s|\d)\((?P<s>[a-h])\)|(?i:điểm|literal) (?P<t>[a-h])\b", text))
    if not places:
        return text
    match = chance.choice(places)
    at = match.start("s") if match["s"] else match.start("t")
    return text[:at] + chance.choice([each for each in "abcdefgh" if each != text[at]]) + text[at + 1 :]


def _replaced(pairs: list[tuple[str, str]]) -> Callable[[str, random.Random], str]:
    def damage(text: str, chance: random.Random) -> str:
        able = [(pattern, other) for pattern, other in pairs if re.search(pattern, text)]
        if not able:
            return text
        pattern, other = chance.choice(able)
        return re.sub(pattern, other, text, count=1)

    return damage


def _sentence(text: str, chance: random.Random) -> str:
    parts = re.split(r"(?<=[.;]) (?=[A-ZÁÉÍÓÚÑĐÀ-Ỹ])", text)
    if len(parts) < 2 or min(map(len, parts)) < 30:
        return text
    parts.pop(chance.randrange(len(parts)))
    return " ".join(parts)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    **{kind: _number(after) for kind, after in _AFTER.items()},
    "number": _number(r"(?!" + "|".join(_AFTER.values()) + ")"),
    "number in words": _replaced([
        (r"\b(?:dos|tres|cuatro|cinco|seis|diez|noventa|treinta) (?=días|meses|años)", "ocho "),
        (r"\b(?:hai|ba|bốn|sáu|bảy|mười|mười hai) (?=ngày|tháng|năm)", "tám "),
    ]),
    "unit or scale": _replaced([
        (r"(?<=\d )días\b", "meses"), (r"(?<=\d )meses\b", "días"), (r"(?<=\d )años\b", "meses"),
        (r"(?<=\d )ngày\b(?! làm)", "ngày làm việc"), (r"(?<=\d )tháng\b(?! \d)", "ngày"), (r"(?<=\d )tỷ\b", "triệu"),
    ]),
    "reference": _reference,
    "sub-reference": _sub_reference,
    "shall / may": _replaced([
        (r"\bpodrá\b", "deberá"), (r"\bpodrán\b", "deberán"), (r"\bdeberá\b", "podrá"), (r"\bdeberán\b", "podrán"),
        (r"(?<!không )\bphải\b", "có thể"), (r"(?<!không )\bcó thể\b", "phải"),
    ]),
    "denial": _replaced([(r"\b[Nn]o (?=\w+(?:rá|rán)\b)", ""), (r"\bkhông được\b", "được"), (r"\bNinguna\b", "Cada")]),
    "and / or at the end": _replaced([(r"; y$", "; o"), (r"; o$", "; y"), (r"; và$", "; hoặc"), (r"; hoặc$", "; và")]),
    "sentence dropped": _sentence,
    "paragraph dropped": lambda _text, _chance: "",
    "name": _replaced([(r"\b(?:la )?OMC\b", "la Organización"), (r"\bHoa Kỳ\b", "Bên kia"), (r"\bWTO\b", "Tổ chức")]),
    "foreign letter": lambda text, chance: _homoglyph(text, chance),
}  # fmt: skip


def _homoglyph(text: str, chance: random.Random) -> str:
    places = [at for at in range(1, len(text) - 1) if text[at] in "aeopc" and text[at - 1 : at + 2].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + dict(zip("aeopc", "аеорс", strict=True))[text[at]] + text[at + 1 :]


# -- running -----------------------------------------------------------------------------------------------------

Flags = dict[int, set[tuple[str, str]]]
"""{paragraph: {(check, what it says)}}."""


def ours(corpus: Corpus, right: list[str]) -> Flags:
    left = [Segment(each, corpus.tags[0]) for each, _ in corpus.pairs]
    other = [Segment(each, corpus.tags[1]) for each in right]
    pairs = [Pair((at,), (at,) if text else (), 1.0) for at, text in enumerate(right)]
    found: Flags = defaultdict(set)
    for each in compare(pairs, left, other):
        for span in (*each.left, *each.right):
            found[span.segment].add((each.check, each.message + str(sorted(each.data.items()))))
    return found


def theirs(corpus: Corpus, right: list[str]) -> Flags:
    checker = toolkit.StandardChecker(toolkit.CheckerConfig(targetlanguage=corpus.tags[1]))
    found: Flags = defaultdict(set)
    for at, ((left, _), other) in enumerate(zip(corpus.pairs, right, strict=True)):
        for name in ("numbers", "brackets", "sentencecount"):
            try:
                passed = getattr(checker, name)(left, other)
            except toolkit.FilterFailure:
                passed = False
            if not passed:
                found[at].add((name, ""))
    return found


def damaged(corpus: Corpus, seed: int) -> tuple[list[str], dict[int, str]]:
    """The second version with damage in some paragraphs, and which kind is where."""
    chance = random.Random(seed)
    right, planted = [other for _, other in corpus.pairs], {}
    for at, text in enumerate(right):
        if chance.random() >= SHARE:
            continue
        order = sorted(KINDS, key=lambda kind: chance.random() + 2 * (kind in _ANYWHERE) - (kind in FIGURES))
        for kind in order[: len(order) if chance.random() < 0.25 else -len(_ANYWHERE)]:
            if (other := KINDS[kind](text, chance)) != text:
                right[at], planted[at] = other, kind
                break
    return right, planted


def main() -> None:
    corpora = [tpp(), udhr(), iwslt(), report(), sample()]
    clean(corpora)
    for corpus in (corpora[0], corpora[4], corpora[1]):
        measure(corpus)


def clean(corpora: list[Corpus]) -> None:
    print(
        f"{'clean text':14}{'pairs':>7}{'words':>8}{'flagged %':>11}"
        f"{'per 1,000 words':>17}{'toolkit %':>11}{'ms/pair':>9}"
    )
    for corpus in corpora:
        right = [other for _, other in corpus.pairs]
        start = time.process_time()
        flags = ours(corpus, right)
        taken = (time.process_time() - start) / len(right) * 1e3
        peer = theirs(corpus, right)
        alarms = sum(map(len, flags.values()))
        print(
            f"{corpus.name:14}{len(right):7}{corpus.words:8}{len(flags) / len(right) * 100:11.2f}"
            f"{alarms / corpus.words * 1000:17.2f}{len(peer) / len(right) * 100:11.2f}{taken:9.2f}"
        )


def measure(corpus: Corpus) -> None:
    """Recall by kind of damage, ours and the peer's; precision and recall by check."""
    intact = [other for _, other in corpus.pairs]
    before, peer_before = ours(corpus, intact), theirs(corpus, intact)
    planted_all: Counter[str] = Counter()
    found_all: Counter[str] = Counter()
    peer_all: Counter[str] = Counter()
    true: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for seed in SEEDS:
        right, planted = damaged(corpus, seed)
        flags, peer = ours(corpus, right), theirs(corpus, right)
        for at, kind in planted.items():
            planted_all[kind] += 1
            fresh = flags.get(at, set()) - before.get(at, set())
            found_all[kind] += bool(fresh)
            peer_all[kind] += bool(peer.get(at, set()) - peer_before.get(at, set()))
            true.update({check for check, _ in fresh})
        for at, found in flags.items():
            if at not in planted:
                false.update({check for check, _ in found})
    print(f"\n{corpus.name}, {len(SEEDS)} seeds\n{'damage':22}{'planted':>8}{'found':>8}{'recall':>8}{'toolkit':>9}")
    for kind in KINDS:
        if planted_all[kind]:
            share = found_all[kind] / planted_all[kind]
            print(
                f"{kind:22}{planted_all[kind]:8}{found_all[kind]:8}"
                f"{share:8.3f}{peer_all[kind] / planted_all[kind]:9.3f}"
            )
    figures = [sum(counted[kind] for kind in FIGURES) for counted in (planted_all, found_all, peer_all)]
    if figures[0]:
        print(
            f"{'all figures':22}{figures[0]:8}{figures[1]:8}"
            f"{figures[1] / figures[0]:8.3f}{figures[2] / figures[0]:9.3f}"
        )
    print(f"{'check':22}{'true':>8}{'false':>8}{'precision':>11}")
    for check in CHECKS:
        if true[check] + false[check]:
            print(f"{check:22}{true[check]:8}{false[check]:8}{true[check] / (true[check] + false[check]):11.3f}")


if __name__ == "__main__":
    main()
