"""The state of play as a document: the numbers, chapter by chapter, and every provision that is not agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from paraph.documents.beside import Beside
from paraph.documents.blocks import Block, table
from paraph.documents.naming import Naming
from paraph.documents.outcome_words import LEVELS, STANDINGS, STATUSES
from paraph.i18n import Speech
from paraph.record.assembly import Clause
from paraph.record.charter import Charter
from paraph.record.reference import References
from paraph.record.state import Standing, State
from paraph.record.state_of_play import StateOfPlay, Tally
from paraph.text.brackets import show
from paraph.text.convergence import Status
from paraph.text.provision import Kind


def blocks(play: StateOfPlay, state: State, charter: Charter, speech: Speech) -> Iterator[Block]:
    """The document in one language; its shape is the same in every language."""
    naming, references = Naming(charter, speech), References(state, play.text)
    yield Block("title", speech.say("State of play"))
    yield Block("paragraph", speech.of(charter.title))
    if charter.illustrative:
        yield Block(
            "note",
            speech.say("This negotiation is illustrative: no wording and no position in it is that of a government."),
        )
    if play.since:
        number = play.since.round.partition(":")[2]
        yield Block("paragraph", speech.say("Measured against the close of round %(number)s.", number=number))
    chapters = [clause for clause in play.text if not clause.parent]
    if not chapters:
        yield Block("paragraph", speech.say("Nothing is on the table yet."))
        return
    yield _numbers(play, speech)
    yield Block("heading", speech.say("By chapter"))
    yield _by_chapter(play, chapters, speech, naming, references)
    beside = Beside(charter, state, play.text, speech)
    yield Block("heading", speech.say("Not agreed, provision by provision"))
    rows = [(chapter, _open(play, chapter)) for chapter in chapters]
    if not any(found for _, found in rows):
        yield Block("paragraph", speech.say("Everything is agreed."))
    for chapter, found in rows:
        if found:
            yield Block("subheading", naming.of(references[chapter.subject], heading=True))
            yield _provisions(play, found, speech, naming, references, beside)


def _numbers(play: StateOfPlay, speech: Speech) -> Block:
    kinds = (("Chapters", Kind.CHAPTER), ("Articles", Kind.ARTICLE))
    counts: list[tuple[str, Mapping[Status, int]]] = [(speech.say(name), play.counts(kind)) for name, kind in kinds]
    counts.append((speech.say("Provisions"), play.tallies[""].counts))
    return table(
        ["", *(speech.say(STATUSES[status]) for status in Status), speech.say("In all")],
        *(
            [name, *(speech.number(found.get(s, 0)) for s in Status), speech.number(sum(found.values()))]
            for name, found in counts
        ),
    )


def _by_chapter(
    play: StateOfPlay, chapters: Sequence[Clause], speech: Speech, naming: Naming, references: References
) -> Block:
    rows = [(naming.of(references[each.subject], heading=True), play.tallies[each.name]) for each in chapters]
    rows.append((speech.say("The whole text"), play.tallies[""]))
    return table(
        [
            speech.say("Chapter"),
            speech.say("Provisions agreed"),
            speech.say("Words in brackets before"),
            speech.say("Words in brackets now"),
            speech.say("Words agreed"),
            speech.say("Status"),
        ],
        *([name, *_figures(tally, speech)] for name, tally in rows),
    )


def _figures(tally: Tally, speech: Speech) -> list[str]:
    agreed = {"agreed": speech.number(tally.counts.get(Status.AGREED, 0)), "all": speech.number(tally.provisions)}
    return [
        speech.say("%(agreed)s of %(all)s", **agreed),
        speech.number(tally.before.disputed) if tally.before else "-",
        speech.number(tally.words.disputed),
        speech.percent(tally.words.shares.agreed),
        speech.say(STATUSES[tally.status]),
    ]


def _open(play: StateOfPlay, chapter: Clause) -> list[Clause]:
    """What in a chapter is not agreed, or waits for a capital."""
    within = play.text.within(chapter.name)
    return [each for each in within if play.of(each).standing is not Standing.AGREED]


def _provisions(
    play: StateOfPlay,
    found: Sequence[Clause],
    speech: Speech,
    naming: Naming,
    references: References,
    beside: Beside,
) -> Block:
    rows = []
    for clause in found:
        item = play.of(clause)
        before = item.progress.before
        notes = [f"{each.author}: {each.words}" for each in beside.of(clause)]
        rows.append([
            naming.of(references[clause.subject]),
            speech.say(STATUSES[item.status]),
            speech.number(before.disputed) if before else "-",
            speech.number(item.words.disputed),
            "; ".join([speech.say(STANDINGS[item.standing]), speech.say(LEVELS[item.level]), *notes]),
        ])  # fmt: skip
    head = ("Provision", "Status", "Words in brackets before", "Words in brackets now", "Standing")
    return table([speech.say(each) for each in head], *rows)


def rows(play: StateOfPlay) -> list[tuple[str, ...]]:
    """Every provision in a row, for a spreadsheet: names and numbers as programs read them, the first row the head."""
    languages = play.text.languages
    head = ("name", "kind", *(f"number_{each}" for each in languages), *(f"text_{each}" for each in languages),
            "status", "standing", "words_in_brackets", "words_in_brackets_before", "level", "waits_for")  # fmt: skip
    found: list[tuple[str, ...]] = [head]
    for clause in play.text:
        item = play.of(clause)
        before = item.progress.before
        found.append((
            clause.name, clause.kind.value, *(clause.number(each) for each in languages),
            *(show(clause.runs[each]) for each in languages), item.status.value, item.standing.value,
            str(item.words.disputed), str(before.disputed) if before else "", item.level, " ".join(item.waits_for),
        ))  # fmt: skip
    return found
