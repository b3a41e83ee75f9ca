"""The outcome of a round as a document: a first page for a minister, then annexes; English, Vietnamese, or both.

Every sentence is a message of its own, so that each language may build it as it likes; nothing is glued together from
fragments. Numbers, dates and plurals are the language's.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.documents.blocks import Block, bilingual, markdown, table
from paraph.documents.naming import Naming
from paraph.documents.outcome_annexes import annexes, verdict
from paraph.documents.outcome_words import LEVELS, STATUSES
from paraph.i18n import Speech
from paraph.record.figures import Agreement
from paraph.record.findings import Delegation, OpenPoint, Outcome
from paraph.text.brackets import show
from paraph.text.convergence import Status


def write(outcome: Outcome, language: str = "en", other: str = "") -> str:
    """Write an outcome as Markdown in one language; with ``other``, that language under each paragraph of the first."""
    first = list(blocks(outcome, Speech(language)))
    return bilingual(first, list(blocks(outcome, Speech(other)))) if other else markdown(first)


def blocks(outcome: Outcome, speech: Speech) -> Iterator[Block]:
    """The document in one language, block by block, for whatever writes it."""
    naming = Naming(outcome.charter, speech)
    yield from _opening(outcome, speech, naming)
    yield from _numbers(outcome, speech)
    yield from _decisions(outcome, speech, naming)
    yield from _agreed(outcome, speech, naming)
    yield from _by_chapter(outcome, speech, naming)
    yield from _next(outcome, speech, naming)
    yield from annexes(outcome, speech, naming)


# The first page


def _opening(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    yield Block("title", speech.say("Outcome of round %(number)s", number=outcome.round.number))
    yield Block("paragraph", speech.of(outcome.charter.title))
    if outcome.charter.illustrative:
        yield Block(
            "note",
            speech.say("This negotiation is illustrative: no wording and no position in it is that of a government."),
        )
    yield Block("paragraph", held(outcome, speech, naming))
    if outcome.as_of:
        compiled = naming.moment(outcome.as_of, outcome.round.zone)
        yield Block("paragraph", speech.say("Compiled from the record as it stood at %(moment)s.", moment=compiled))
    for sentence in account(outcome, speech, naming):
        yield Block("item", sentence)


def account(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[str]:
    """Who led, what was discussed, which meetings were held: a sentence each."""
    for delegation in outcome.delegations:
        if sentence := _led(delegation, speech, naming):
            yield sentence
    discussed, items = outcome.headline.agenda
    if items and discussed == items:
        yield speech.count(
            "The one item of the agreed agenda was discussed.",
            "All %(n)s items of the agreed agenda were discussed.",
            items,
        )
    elif items:
        yield speech.say(
            "%(discussed)s of %(items)s items of the agreed agenda were discussed.",
            discussed=speech.number(discussed),
            items=speech.number(items),
        )
    for meeting in outcome.meetings:
        yield speech.say(
            "%(meeting)s, %(moment)s. %(minutes)s",
            meeting=speech.of(meeting.content.title),
            moment=naming.moment(meeting.content.starts, meeting.content.zone),
            minutes=speech.of(meeting.minutes),
        ).strip()


def held(outcome: Outcome, speech: Speech, naming: Naming) -> str:
    """When and where the round was held."""
    data = {
        "number": outcome.round.number,
        "place": speech.of(outcome.round.place),
        "starts": naming.day(outcome.round.starts),
        "ends": naming.day(outcome.round.ends),
    }
    if outcome.round.format == "online":
        return speech.say("Round %(number)s was held online from %(starts)s to %(ends)s.", **data)
    if not data["place"]:
        return speech.say("Round %(number)s was held from %(starts)s to %(ends)s.", **data)
    if outcome.round.format == "hybrid":
        return speech.say("Round %(number)s was held in %(place)s and online from %(starts)s to %(ends)s.", **data)
    return speech.say("Round %(number)s was held in %(place)s from %(starts)s to %(ends)s.", **data)


def _led(delegation: Delegation, speech: Speech, naming: Naming) -> str:
    head = delegation.head
    if head is None:
        return ""
    data = {
        "party": naming.party(delegation.party),
        "name": head.name,
        "title": speech.of(head.title),
        "institution": speech.of(head.institution),
    }
    if head.name and data["title"]:
        return speech.say("%(party)s: delegation led by %(name)s, %(title)s.", **data)
    if head.name:
        return speech.say("%(party)s: delegation led by %(name)s (%(institution)s).", **data)
    return speech.say("%(party)s: delegation led by its chief negotiator (%(institution)s).", **data)


def _numbers(outcome: Outcome, speech: Speech) -> Iterator[Block]:
    headline = outcome.headline
    yield Block("heading", speech.say("State of play"))
    yield table(
        ["", *(speech.say(STATUSES[status]) for status in Status), speech.say("In all")],
        *(
            [name, *(speech.number(counts.get(s, 0)) for s in Status), speech.number(sum(counts.values()))]
            for name, counts in (
                (speech.say("Chapters"), headline.chapters),
                (speech.say("Articles"), headline.articles),
                (speech.say("Provisions"), headline.provisions),
            )
        ),
    )
    for check in outcome.checks:
        if check.agreement is Agreement.CONTRADICTION:
            yield Block("item", verdict(check, outcome.figures, speech))
    yield Block("item", share(outcome, speech))
    if headline.brackets:
        yield Block("item", _brackets(outcome, speech))
    levels = {level: speech.number(count) for level, count in headline.by_level.items()}
    if unsettled := sum(headline.by_level.values()):
        yield Block(
            "item",
            speech.say(
                "Provisions not agreed: %(open)s, of which %(technical)s at the technical level, "
                "%(chief_negotiators)s with the chief negotiators, %(ministers)s with ministers.",
                open=speech.number(unsettled),
                **levels,
            ),
        )
    yield Block(
        "item",
        speech.say(
            "Narrowed: not agreed, but fewer words stand in brackets than at the close of the previous round. "
            "Words are counted in %(language)s, once for each alternative in which they stand.",
            language=_language(outcome.language, speech),
        ),
    )


def share(outcome: Outcome, speech: Speech) -> str:
    """How much is agreed, against the round before."""
    headline = outcome.headline
    share = speech.percent(headline.words_agreed)
    if headline.words_agreed_before is None:
        return speech.say("%(share)s of all words stand outside brackets.", share=share)
    return speech.say(
        "%(share)s of all words stand outside brackets (%(before)s at the close of the previous round); "
        "%(now)s provisions are agreed (%(then)s then).",
        share=share,
        before=speech.percent(headline.words_agreed_before),
        now=speech.number(headline.provisions.get(Status.AGREED, 0)),
        then=speech.number(headline.agreed_before),
    )


def _brackets(outcome: Outcome, speech: Speech) -> str:
    shift = outcome.headline.brackets
    assert shift is not None  # noqa: S101 - asked by the caller
    data = {"now": speech.number(float(shift.now)), "before": speech.number(float(shift.before))}
    if shift.before and shift.by > 0:
        by = speech.percent(float(shift.by) / float(shift.before))
        return speech.say("%(now)s words stand in brackets, %(by)s fewer than the %(before)s before.", by=by, **data)
    return speech.say("%(now)s words stand in brackets; there were %(before)s before.", **data)


def _language(code: str, speech: Speech) -> str:
    from babel import Locale

    name = str(Locale.parse(speech.language).languages.get(code, code))
    return name if speech.language == "en" else name[:1].lower() + name[1:]


def _decisions(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    yield Block("heading", speech.say("For decision"))
    found = False
    for level in ("ministers", "chief_negotiators"):
        points = outcome.points(level)
        if points:
            found = True
            yield Block("subheading", speech.say(LEVELS[level]))
            for point in points:
                yield Block("item", _decision(point, speech, naming))
    if not found:
        yield Block("paragraph", speech.say("Nothing waits for a decision above the technical level."))


def _decision(point: OpenPoint, speech: Speech, naming: Naming) -> str:
    data = {
        "name": naming.of(point.reference, heading=True),
        "question": speech.of(point.question),
        "words": show(point.words.get(speech.language) or next(iter(point.words.values()), ())),
    }
    if data["question"]:
        return speech.say("%(name)s. %(question)s The words: %(words)s", **data)
    return speech.say("%(name)s. The words: %(words)s", **data)


def _agreed(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    yield Block("heading", speech.say("Agreed in this round"))
    whole = list(newly_agreed(outcome, speech, naming))
    for sentence in whole:
        yield Block("item", sentence)
    some = bool(whole)
    rest = sum(len(chapter.provisions) for chapter in outcome.chapters if not chapter.newly)
    if rest:
        some = True
        yield Block(
            "item",
            speech.count(
                "One more provision is agreed (Annex C).", "%(n)s more provisions are agreed (Annex C).", rest
            ),
        )
    if outcome.ad_referendum:
        yield Block(
            "item",
            speech.count(
                "One provision is agreed ad referendum and waits for confirmation (Annex F).",
                "%(n)s provisions are agreed ad referendum and wait for confirmation (Annex F).",
                len(outcome.ad_referendum),
            ),
        )
    if not some:
        yield Block("paragraph", speech.say("No provision was newly agreed."))


def newly_agreed(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[str]:
    """The chapters that are closed since the round before, and in other chapters the articles that are agreed whole."""
    for chapter in outcome.chapters:
        if chapter.newly:
            yield speech.say("%(chapter)s is closed.", chapter=naming.of(chapter.reference, heading=True))
    for chapter in outcome.chapters:
        if not chapter.newly:
            for article in chapter.articles:
                yield speech.say("%(article)s is agreed.", article=naming.of(article, heading=True))


def _by_chapter(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    if not outcome.chapters:
        return
    yield Block("heading", speech.say("By chapter"))
    yield table(
        [
            speech.say("Chapter"),
            speech.say("Provisions agreed"),
            speech.say("Words in brackets before"),
            speech.say("Words in brackets now"),
            speech.say("Status"),
        ],
        *(
            [
                naming.of(chapter.reference, heading=True),
                speech.say(
                    "%(agreed)s of %(all)s",
                    agreed=speech.number(chapter.agreed),
                    all=speech.number(chapter.provisions_in_all),
                ),
                speech.number(float(chapter.shift.before)) if chapter.shift else "-",
                speech.number(float(chapter.words)),
                speech.say(STATUSES[chapter.status]),
            ]
            for chapter in outcome.chapters
        ),
    )


def _next(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    yield Block("heading", speech.say("Next"))
    rounds = [(reference, each) for reference, each in outcome.to_come if reference.kind == "round"]
    meetings = [each for reference, each in outcome.to_come if reference.kind == "meeting"]
    for reference, each in rounds:
        yield Block("item", naming.planned(reference, each))
    if meetings and rounds:
        yield Block(
            "item",
            speech.count(
                "One meeting is planned before that (Annex K).",
                "%(n)s meetings are planned before that (Annex K).",
                len(meetings),
            ),
        )
    elif meetings:
        yield Block(
            "item",
            speech.count(
                "One meeting is planned (Annex K); no further round is.",
                "%(n)s meetings are planned (Annex K); no further round is.",
                len(meetings),
            ),
        )
    running = [each for each in outcome.undertakings if not each.undertaking.discharged]
    if running:
        first = running[0]
        yield Block(
            "item",
            speech.count(
                "%(n)s undertaking is running; it falls due on %(moment)s (Annex J).",
                "%(n)s undertakings are running; the first falls due on %(moment)s (Annex J).",
                len(running),
                moment=naming.moments(first.moment, first.undertaking.owner),
            ),
        )
    if not rounds and not meetings and not running:
        yield Block("paragraph", speech.say("Nothing is planned yet."))
