"""Provisions find those that answer them, in order or not."""

import random
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from paraph.documents import tota
from paraph.text.align import Kind as Match
from paraph.text.counterparts import by_content
from paraph.text.drafts import consolidate_drafts
from paraph.text.provision import Draft, Kind, Provision
from paths import treaty

SENTENCES = (
    "Each Party shall publish its fees and charges on the Internet in the English language.",
    "No Party may apply a duty that exceeds the rate set out in its Schedule to Annex 2-A.",
    "The Parties shall consult within 30 days of a request, which a Party makes in writing.",
    "Nothing in this Chapter prevents a Party from taking measures for prudential reasons.",
    "A good originates where it is wholly obtained in the territory of a Party that is a member.",
    "The Joint Committee shall meet once a year, unless a Party asks for an earlier date.",
)
CLOSINGS = (
    "Whoever pays may ask how much was charged, and why.",
    "Higher rates that were bound elsewhere before remain unaffected.",
    "Silence counts as consent once two weeks have gone by.",
    "Such measures shall not serve to escape what was promised.",
    "Simple packing or mixing with water confers no origin.",
    "It decides by consensus, and its minutes are made public.",
)


def drafted(order: Iterable[int], word: str) -> Draft:
    """Articles in this order; each begins alike, and ends alike."""
    provisions: list[Provision] = []
    for number in order:
        first = Provision(f"{number}-0", Kind.ARTICLE, 0, "", "Rule")
        texts = (SENTENCES[number].replace("Party", word), "Done.", CLOSINGS[number])
        provisions += [first, *(Provision(f"{number}-{k}", Kind.PARAGRAPH, 1, "", t) for k, t in enumerate(texts, 1))]
    return Draft("en", tuple(provisions))


@given(st.permutations(range(len(SENTENCES))))
def test_shuffled_articles_are_matched_by_what_they_say(order: list[int]) -> None:
    """Short provisions and a heading in common included, and though words were changed in each article."""

    old = drafted(range(len(order)), "Party")
    new = drafted(order, "Signatory")
    groups = by_content(old, new)
    met = [(old.provisions[g.left[0]], new.provisions[g.right[0]]) for g in groups if g.left and g.right]
    assert len(met) == len(old)
    for mine, yours in met:
        assert mine.id == yours.id if len(mine.text) > len("Done.") else mine.text == yours.text
    still = [g.left[0] for g in groups if g.left and g.kind is not Match.MOVED]
    assert still == sorted(still)
    text = consolidate_drafts({"US": old, "VN": new})
    assert text.project("US") == old
    assert text.project("VN") == new


def test_a_real_treaty_with_its_articles_shuffled_is_matched_whole() -> None:
    old = tota.read(treaty(156))
    articles: list[list[Provision]] = []
    for provision in old.provisions:
        if provision.kind.titled:
            articles.append([])
        articles[-1].append(provision)
    random.Random(5).shuffle(articles)
    new = Draft("en", tuple(replace(p, id=f"new-{p.id}", number="") for each in articles for p in each))
    found = {(i, j) for group in by_content(old, new) for i, j in zip(group.left, group.right, strict=True)}
    right = sum(old.provisions[i].text == new.provisions[j].text for i, j in found)
    assert right >= 0.99 * len(old)
