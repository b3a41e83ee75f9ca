"""The annexes of an outcome: everything behind its first page, with names, words and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from paraph.documents.blocks import Block, table
from paraph.documents.naming import Naming, listed
from paraph.documents.outcome_words import DUE, LEVELS, STANDINGS, UNDERTAKINGS
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.figures import Agreement, Check, Rule, quantity
from paraph.record.findings import OpenPoint, Outcome, Pending
from paraph.record.state import Clarification, Figure
from paraph.record.state_of_play import LEVELS as ASCENDING
from paraph.text.brackets import Runs, show

Annex = Callable[[Outcome, Speech, Naming], Iterator[Block]]


def annexes(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    """All annexes in order, lettered; an empty one says so."""
    for index, (title, annex) in enumerate(_ANNEXES):
        letter = chr(ord("A") + index)
        yield Block("heading", speech.say("Annex %(letter)s. %(title)s", letter=letter, title=speech.say(title)))
        found = list(annex(outcome, speech, naming))
        yield from found or [Block("paragraph", speech.say("Nothing to report."))]


def _participants(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for delegation in outcome.delegations:
        institutions = "; ".join(speech.of(each) for each in delegation.institutions)
        if institutions and delegation.recorded:
            message = N_("%(party)s. Present at the round: %(institutions)s.")
        elif institutions:
            message = N_("%(party)s. In the delegation (attendance was not recorded): %(institutions)s.")
        else:
            message = N_("%(party)s. No delegation was presented.")
        yield Block("item", speech.say(message, party=naming.party(delegation.party), institutions=institutions))
    for meeting in outcome.meetings:
        people = [each.name for each in meeting.present if each.name]
        if people:
            data = {"meeting": speech.of(meeting.content.title), "people": listed(people, speech)}
            yield Block("item", speech.say("%(meeting)s: %(people)s.", **data))


def _coverage(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    if outcome.agenda:
        yield table(
            [speech.say("Item"), speech.say("In charge"), speech.say("Discussed"), speech.say("What came of it")],
            *(
                [
                    speech.of(each.item.title),
                    speech.of(each.item.lead) or "-",
                    naming.moment(each.discussion.mark.time, outcome.round.zone)
                    if each.discussion
                    else speech.say("Not reached"),
                    speech.of(each.discussion.note if each.discussion else {}) or "-",
                ]
                for each in outcome.agenda
            ),
        )


def _agreed(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for chapter in outcome.chapters:
        if chapter.articles or chapter.provisions:
            yield Block("subheading", naming.of(chapter.reference, heading=True))
            for reference in chapter.articles:
                yield Block("item", speech.say("%(article)s, whole", article=naming.of(reference, heading=True)))
            for reference in chapter.provisions:
                only = reference.steps and reference.steps[-1].kind.titled
                name = naming.of(reference, heading=True)
                yield Block("item", speech.say("%(name)s, the heading only", name=name) if only else name)
    for reference in outcome.dropped:
        yield Block("item", speech.say("Agreed to do without: %(name)s.", name=naming.of(reference, heading=True)))
    for reference in outcome.statements:
        yield Block("item", naming.of(reference))


def _narrowed(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    if outcome.narrowed:
        yield table(
            [speech.say("Provision"), speech.say("Before"), speech.say("Now"), speech.say("Less by")],
            *(
                [
                    naming.of(each.reference, heading=True),
                    _distance(each.shift.before, speech),
                    _distance(each.shift.now, speech),
                    speech.percent(each.percent, 0),
                ]
                for each in outcome.narrowed
            ),
        )


def _distance(value: int | Decimal, speech: Speech) -> str:
    if isinstance(value, Decimal):
        return speech.say("%(points)s percentage points", points=speech.number(float(value), 1))
    return speech.count("%(n)s word in brackets", "%(n)s words in brackets", value)


def _open(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for level in reversed(ASCENDING):
        points = outcome.points(level)
        if points:
            yield Block("subheading", speech.say(LEVELS[level]))
            yield table(
                [speech.say("Provision"), speech.say("The words"), speech.say("Standing"), speech.say("Reasons given")],
                *(
                    [
                        naming.of(each.reference, heading=True),
                        _words(each.words, speech) or "-",
                        speech.say(STANDINGS[each.standing]),
                        _reasons(each, speech, naming) or "-",
                    ]
                    for each in points
                ),
            )


def _words(words: Mapping[str, Runs], speech: Speech) -> str:
    return show(words.get(speech.language) or next(iter(words.values()), ()))


def _reasons(point: OpenPoint, speech: Speech, naming: Naming) -> str:
    return " ".join(
        speech.say("%(party)s: %(reason)s", party=naming.party(party), reason=speech.of(reason))
        for party, reason in point.reasons.items()
    )


def _holding_back(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for each in outcome.reservations:
        yield Block("item", _reservation(each, speech, naming))
    for pending, message in (
        *((each, N_("%(name)s. %(party)s: agreed ad referendum, to be confirmed. %(reason)s"))
          for each in outcome.ad_referendum),
        *((each, N_("%(name)s. %(party)s: parked. %(reason)s")) for each in outcome.parked),
        *((each, N_("%(name)s. %(party)s: reopened. %(reason)s")) for each in outcome.reopened),
    ):  # fmt: skip
        yield Block(
            "item",
            speech.say(
                message,
                name=naming.of(pending.reference, heading=True),
                party=naming.party(pending.party),
                reason=speech.of(pending.reason),
            ).strip(),
        )


def _reservation(each: Pending, speech: Speech, naming: Naming) -> str:
    data = {
        "name": naming.of(each.reference, heading=True),
        "party": naming.party(each.party),
        "reason": speech.of(each.reason),
        "pending": naming.of(each.waits_for, heading=True, inside=True) if each.waits_for else "",
    }
    if each.waits_for is None:
        return speech.say("%(name)s. %(party)s: position reserved. %(reason)s", **data)
    if each.ripe:
        return speech.say(
            "%(name)s. %(party)s: position reserved pending the outcome of %(pending)s, which is agreed by now. "
            "%(reason)s",
            **data,
        )
    return speech.say("%(name)s. %(party)s: position reserved pending the outcome of %(pending)s. %(reason)s", **data)


def _referrals(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for each in outcome.referrals:
        referral = each.referral
        yield Block(
            "item",
            speech.say(
                _REFERRED[referral.level],
                name=naming.of(each.reference, heading=True),
                party=naming.party(referral.sent.party),
                question=speech.of(referral.question),
            ),
        )
        for party, instruction in referral.instructions.items():
            yield Block(
                "item",
                speech.say(
                    "%(name)s. Instruction, %(party)s: %(instruction)s",
                    name=naming.of(each.reference),
                    party=naming.party(party),
                    instruction=speech.of(instruction.reason),
                ),
            )


_REFERRED = {
    "technical": N_("%(name)s. %(party)s: referred to the technical level. %(question)s"),
    "chief_negotiators": N_("%(name)s. %(party)s: referred to the chief negotiators. %(question)s"),
    "ministers": N_("%(name)s. %(party)s: referred to ministers. %(question)s"),
}


def _clarifications(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    if outcome.clarifications:
        yield table(
            [speech.say("Provision"), speech.say("Question"), speech.say("Answer")],
            *(
                [
                    naming.of(reference, heading=True),
                    _question(each, speech, naming),
                    speech.of(each.answer) if each.answered else speech.say("No answer yet."),
                ]
                for _, reference, each in outcome.clarifications
            ),
        )


def _question(each: Clarification, speech: Speech, naming: Naming) -> str:
    data = {
        "party": naming.party(each.asked.party),
        "to": naming.party(each.to),
        "quote": each.quote,
        "question": speech.of(each.question),
    }
    if each.quote:
        return speech.say("%(party)s to %(to)s, on “%(quote)s”: %(question)s", **data)
    return speech.say("%(party)s to %(to)s: %(question)s", **data)


def _disclosures(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for _, each in outcome.disclosures:
        missing = [party for party in each.to if party not in each.receipts]
        data = {
            "party": naming.party(each.made.party),
            "title": speech.of(each.title),
            "to": naming.parties(each.to),
            "missing": naming.parties(missing),
            "hash": each.sha256[:12],
        }
        if missing:
            message = N_("%(party)s to %(to)s: %(title)s (SHA-256 %(hash)s); receipt outstanding: %(missing)s.")
        else:
            message = N_("%(party)s to %(to)s: %(title)s (SHA-256 %(hash)s); receipt given.")
        yield Block("item", speech.say(message, **data))


def _undertakings(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    if outcome.undertakings:
        yield table(
            [speech.say("Due"), speech.say("By"), speech.say("Kind"), speech.say("What"), speech.say("Standing")],
            *(
                [
                    naming.moments(each.moment, each.undertaking.owner),
                    naming.party(each.undertaking.owner),
                    speech.say(UNDERTAKINGS[each.undertaking.kind]),
                    speech.of(each.undertaking.what),
                    speech.say(DUE[each.due]),
                ]
                for each in outcome.undertakings
            ),
        )


def _calendar(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for reference, each in outcome.to_come:
        yield Block("item", naming.planned(reference, each))


def _figures(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    if outcome.figures:
        yield table(
            [speech.say("Figure"), speech.say("Period"), speech.say("Value"), speech.say("Change on the year before"),
             speech.say("Source")],
            *(
                [
                    speech.of(figure.title),
                    figure.period,
                    amount(figure, speech),
                    _change(figure, speech),
                    speech.of(figure.source),
                ]
                for figure in outcome.figures.values()
            ),
        )  # fmt: skip
    for check in outcome.checks:
        yield Block("item", verdict(check, outcome.figures, speech))


_UNITS = {
    "USD billion": N_("US$%(amount)s billion"),
    "USD million": N_("US$%(amount)s million"),
    "percent": N_("%(amount)s percent"),
}


def amount(figure: Figure, speech: Speech, value: Decimal | None = None) -> str:
    """A figure's value, or another one in its unit, as the language writes it."""
    value = quantity(figure.value) if value is None else value
    if value is None:
        return f"{figure.value} {figure.unit}"
    return speech.say(_UNITS.get(figure.unit, "%(amount)s %(unit)s"), amount=speech.decimal(value), unit=figure.unit)


def _change(figure: Figure, speech: Speech) -> str:
    change = quantity(figure.change)
    if change is None:
        return "-"
    sign = "+" if change > 0 else ""
    return speech.say("%(change)s percent", change=sign + speech.decimal(change))


_VERDICTS = {
    (Rule.TOTAL, Agreement.EXACT): N_("%(title)s: %(published)s is the sum of exports and imports as published."),
    (Rule.TOTAL, Agreement.ROUNDING): N_(
        "%(title)s: %(published)s is published, exports and imports as published add up to %(computed)s; "
        "rounding explains the difference."
    ),
    (Rule.TOTAL, Agreement.CONTRADICTION): N_(
        "%(title)s: %(published)s is published, but exports and imports as published add up to %(computed)s; "
        "rounding does not explain the difference."
    ),
    (Rule.DEFICIT, Agreement.EXACT): N_("%(title)s: %(published)s is imports less exports as published."),
    (Rule.DEFICIT, Agreement.ROUNDING): N_(
        "%(title)s: %(published)s is published, imports less exports as published are %(computed)s; "
        "rounding explains the difference."
    ),
    (Rule.DEFICIT, Agreement.CONTRADICTION): N_(
        "%(title)s: %(published)s is published, but imports less exports as published are %(computed)s; "
        "rounding does not explain the difference."
    ),
    (Rule.CHANGE, Agreement.EXACT): N_(
        "%(title)s: its change of %(published)s percent follows from the changes published for exports and imports."
    ),
    (Rule.CHANGE, Agreement.ROUNDING): N_(
        "%(title)s: a change of %(published)s percent is published, the changes of exports and imports give "
        "%(computed)s percent; rounding explains the difference."
    ),
    (Rule.CHANGE, Agreement.CONTRADICTION): N_(
        "%(title)s: a change of %(published)s percent is published, but the changes of exports and imports give "
        "%(computed)s percent; rounding does not explain the difference."
    ),
}


def verdict(check: Check, figures: Mapping[str, Figure], speech: Speech) -> str:
    """What comes of holding a published figure against others, in a sentence."""
    figure = figures[check.name]
    amounts = [check.published, check.computed]
    if check.rule is Rule.CHANGE:
        published, computed = (speech.decimal(each) for each in amounts)
    else:
        published, computed = (amount(figure, speech, each) for each in amounts)
    return speech.say(
        _VERDICTS[check.rule, check.agreement], title=speech.of(figure.title), published=published, computed=computed
    )


def _principles(outcome: Outcome, speech: Speech, naming: Naming) -> Iterator[Block]:
    for principle, provisions in outcome.principles:
        data = {
            "title": speech.of(principle.title),
            "parties": naming.parties(list(principle.affirmed)),
            "provisions": "; ".join(naming.of(each, inside=True) for each in provisions),
        }
        if provisions:
            yield Block("item", speech.say("%(title)s. Affirmed: %(parties)s. See %(provisions)s.", **data))
        else:
            yield Block("item", speech.say("%(title)s. Affirmed: %(parties)s.", **data))


_ANNEXES: Sequence[tuple[str, Annex]] = (
    (N_("Delegations"), _participants),
    (N_("Agenda and what came of it"), _coverage),
    (N_("Agreed in this round"), _agreed),
    (N_("Where positions came closer"), _narrowed),
    (N_("Open, by level"), _open),
    (N_("Reserved, to be confirmed, parked, reopened"), _holding_back),
    (N_("Referred upward, and instructions"), _referrals),
    (N_("Clarifications"), _clarifications),
    (N_("Documents exchanged"), _disclosures),
    (N_("Undertakings"), _undertakings),
    (N_("Meetings and rounds to come"), _calendar),
    (N_("Figures"), _figures),
    (N_("Principles"), _principles),
)
