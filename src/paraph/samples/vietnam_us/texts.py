"""The sample's chapters, in the notation with the brackets of both sides; each side's draft is read out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from paraph.documents import plain
from paraph.record.contents import Wording
from paraph.text.brackets import Runs, project
from paraph.text.notation import parse
from paraph.text.provision import Draft, Provision
from paraph.text.reading import runs

FOLDER = files("paraph.samples.vietnam_us")
LANGUAGES = ("en", "vi")
PARTIES = ("US", "VN")
_ID = re.compile(r" \{#([a-z0-9.-]+)\}$", re.MULTILINE)


def chapters() -> list[str]:
    """The names of all chapters, in the order of the agreement."""
    return sorted(each.name.removesuffix(".en.md") for each in _folder(1) if each.name.endswith(".en.md"))


def positions(party: str, round_number: int) -> dict[str, dict[str, Wording]]:
    """What a party wants at the close of a round: {chapter: {subject: wording}}, places as in the common outline."""
    found: dict[str, dict[str, Wording]] = {}
    last_chapter = ""
    for chapter in chapters():
        by_language = {language: _chapter(chapter, language, round_number) for language in LANGUAGES}
        found[chapter] = dict(_wordings(by_language, party, last_chapter))
        last_chapter = next(iter(by_language.values())).provisions[0].id
    return found


def _wordings(drafts: Mapping[str, Draft], party: str, before: str) -> Iterator[tuple[str, Wording]]:
    first = drafts[LANGUAGES[0]]
    parents = first.parents()
    latest: dict[str, str] = {"": before}
    for index, provision in enumerate(first.provisions):
        parent = parents[provision.id]
        here = {language: draft.provisions[index] for language, draft in drafts.items()}
        text = {language: project(_runs(each.text), party) for language, each in here.items()}
        if any(text.values()) or not here[LANGUAGES[0]].text:
            yield (
                f"provision:{provision.id}",
                Wording(
                    kind=provision.kind,
                    parent=parent,
                    after=latest.get(parent, ""),
                    number={language: each.number for language, each in here.items() if each.number},
                    text=text,
                ),
            )
        latest[parent] = provision.id


@cache
def _chapter(chapter: str, language: str, round_number: int) -> Draft:
    """A chapter as it stood at the close of a round, brackets in its words, ids as written behind each provision."""
    source = _source(chapter, language, round_number)
    ids = _ID.findall(source)
    draft = plain.read(_ID.sub("", source), language, chapter)
    if len(ids) != len(draft.provisions):
        raise ValueError(f"{chapter}.{language}: {len(draft.provisions)} provisions, {len(ids)} ids")
    named = (
        Provision(name, each.kind, each.depth, each.number, each.text)
        for name, each in zip(ids, draft.provisions, strict=True)
    )
    return Draft(language, tuple(named))


def _source(chapter: str, language: str, round_number: int) -> str:
    for number in range(round_number, 0, -1):
        file = FOLDER / f"texts/round-{number}/{chapter}.{language}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    raise ValueError(f"no chapter {chapter}")


@cache
def _runs(text: str) -> Runs:
    return runs(parse(text, parties=PARTIES))


def _folder(round_number: int) -> Iterator[Traversable]:
    return (FOLDER / f"texts/round-{round_number}").iterdir()
