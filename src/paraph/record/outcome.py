"""The outcome of a round, compiled from the record and never typed.

It sets two states against each other, as at the close of the round before and as at the end of this one, and says what
was agreed, what came closer and by how much, what is open and at which level, who owes what by when, and what is next.
Plain data in all languages of the negotiation; ``documents.outcome`` puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from paraph.errors import N_, UnknownSubject
from paraph.record.assembly import PROVISION, Clause
from paraph.record.changes import Changes, Shift, changes, shift_of
from paraph.record.charter import Charter
from paraph.record.contents import Agenda, Meeting, Round
from paraph.record.deadlines import Deadline, Engagement, Phase, calendar, deadlines, instant
from paraph.record.excerpt import excerpt
from paraph.record.figures import check_figures
from paraph.record.findings import (
    ChapterResult,
    Closer,
    Coverage,
    Delegation,
    Headline,
    HeldMeeting,
    OpenPoint,
    Outcome,
    Pending,
    Referred,
)
from paraph.record.reference import Reference, References
from paraph.record.state import (
    Clarification,
    Remark,
    Reservation,
    Sitting,
    Standing,
    State,
)
from paraph.record.state_of_play import LEVELS, Item, StateOfPlay, state_of_play
from paraph.text.brackets import Runs
from paraph.text.convergence import Status
from paraph.text.provision import Kind


def compile_outcome(
    charter: Charter,
    before: State,
    after: State,
    round_subject: str,
    *,
    language: str = "",
    now: datetime | None = None,
    change: Changes | None = None,
) -> Outcome:
    """Compile the outcome of a round.

    ``before``: the state as at the close of the round before (of ``Close.entries`` entries), or before the first entry;
    ``after``: as at the close of this one, or now. ``now`` tells which undertakings are overdue; the time of the last
    entry if left out. ``change``: what changed between the two, if it is at hand. Raises UnknownSubject when the round
    is not in the record.
    """
    planned = _planned(after, round_subject)
    change = change or changes(before, after, charter.languages, language)
    play = change.play
    then = state_of_play(before, charter.languages, language=play.language)
    references, former = References(after, play.text), References(before, then.text)
    agenda = tuple(_agenda(after, round_subject, references))
    items = play.items.items()
    return Outcome(
        charter=charter,
        round=planned,
        subject=round_subject,
        sitting=after.sittings.get(round_subject) or Sitting(),
        as_of=after.time,
        language=play.language,
        previous=before.closes[-1].round if before.closes else "",
        headline=_headline(then, play, agenda),
        delegations=tuple(_delegation(after, party, round_subject) for party in after.parties),
        agenda=agenda,
        meetings=tuple(_meetings(after, change, references)),
        chapters=tuple(_chapters(then, change, references)),
        narrowed=tuple(Closer(references[each.subject], each) for each in change.narrowed),
        open=tuple(_open_points(after, play, references)),
        reservations=tuple(_reservations(after, play, references)),
        ad_referendum=tuple(_ad_referendum(after, play, references)),
        parked=_remarks(((s, {each.parked.mark.party: each.parked}) for s, each in items if each.parked), references),
        reopened=_remarks(((s, each.reopened) for s, each in items), references),
        referrals=tuple(_referrals(after, change, references)),
        clarifications=tuple(_clarifications(after, change, references)),
        disclosures=tuple((name, after.disclosures[name]) for name in _disclosures(after, change)),
        undertakings=tuple(_undertakings(after, change, now)),
        to_come=tuple(_to_come(after, references)),
        dropped=tuple(former[s] for s in change.agreed if s.startswith(PROVISION) and s not in play.items),
        statements=tuple(references[s] for s in change.agreed if s.startswith("statement:")),
        figures=after.figures,
        checks=tuple(check_figures(after.figures)),
        principles=tuple((each, tuple(references[s] for s in each.provisions)) for each in after.principles.values()),
    )  # fmt: skip


def _planned(state: State, subject: str) -> Round:
    held = state.subjects[subject].positions if subject in state.subjects else {}
    agreed = state.agreed(subject) or next((state.contents[each.content] for each in held.values()), None)
    if not isinstance(agreed, Round):
        raise UnknownSubject(kind=N_("round"), subject=subject, hint=", ".join(state.named("round")))
    return agreed


def _headline(before: StateOfPlay, play: StateOfPlay, agenda: tuple[Coverage, ...]) -> Headline:
    whole, then = play.tallies[""], before.tallies[""]
    levels = dict.fromkeys(LEVELS, 0)
    for clause in play.text:
        if (item := play.of(clause)).status is not Status.AGREED:
            levels[item.level] += 1
    return Headline(
        chapters=play.counts(Kind.CHAPTER),
        articles=play.counts(Kind.ARTICLE),
        provisions=whole.counts,
        agreed_before=then.counts.get(Status.AGREED, 0),
        words_agreed=whole.words.shares.agreed,
        words_agreed_before=then.words.shares.agreed if then.provisions else None,
        brackets=Shift("", then.words.disputed, whole.words.disputed) if then.provisions else None,
        agenda=(sum(1 for each in agenda if each.discussion), len(agenda)),
        by_level=levels,
    )


# Who met, on what


def _delegation(state: State, party: str, subject: str) -> Delegation:
    members = state.delegations.get(party, [])
    heads = [each for role in ("chief_negotiator", "minister") for each in members if each.role == role]
    sitting = state.sittings.get(subject)
    present = sitting.attendance.get(party, []) if sitting else []
    institutions = [each.institution for each in present] or [each.institution for each in members]
    distinct = {tuple(sorted(each.items())): each for each in institutions}
    return Delegation(party, heads[0] if heads else None, tuple(distinct.values()), bool(present))


def _agenda(state: State, round_subject: str, references: References) -> Iterator[Coverage]:
    for subject in state.named("agenda"):
        agenda = state.agreed(subject)
        if isinstance(agenda, Agenda) and agenda.of == round_subject:
            discussed = state.discussed.get(subject, {})
            for item in agenda.items:
                yield Coverage(item, tuple(references[each] for each in item.about), discussed.get(item.name))


def _meetings(state: State, change: Changes, references: References) -> Iterator[HeldMeeting]:
    for subject in change.closed:
        content = state.agreed(subject)
        if isinstance(content, Meeting):
            sitting = state.sittings[subject]
            present = tuple(each for party in state.parties for each in sitting.attendance.get(party, []))
            yield HeldMeeting(references[subject], content, sitting.minutes, present)


# The text


def _chapters(then: StateOfPlay, change: Changes, references: References) -> Iterator[ChapterResult]:
    play, text = change.play, change.play.text
    newly = {subject for subject in change.agreed if subject.startswith(PROVISION)}

    def became(clause: Clause) -> bool:
        """Agreed whole now, and not so before."""
        whole = then.tallies.get(clause.name)
        return play.tallies[clause.name].status is Status.AGREED and not (whole and whole.status is Status.AGREED)

    for top in (clause for clause in text if not clause.parent):
        tally = play.tallies[top.name]
        inside = text.within(top.name)
        articles = [clause for clause in inside if clause.kind is Kind.ARTICLE and became(clause)]
        whole = {each.name for article in articles for each in text.within(article.name)}
        rest = [clause for clause in inside if clause.subject in newly and clause.name not in whole]
        yield ChapterResult(
            references[top.subject],
            tally.status,
            became(top),
            tally.counts.get(Status.AGREED, 0),
            tally.provisions,
            tally.words.disputed,
            Shift(top.subject, tally.before.disputed, tally.words.disputed) if tally.before else None,
            tuple(references[clause.subject] for clause in articles),
            tuple(references[clause.subject] for clause in rest),
        )


def _open_points(state: State, play: StateOfPlay, references: References) -> Iterator[OpenPoint]:
    questions = {each.subject: each.question for each in state.referrals.values() if not each.returned}
    for item in play.items.values():
        if item.status is Status.AGREED or item.kind in ("agenda", "round", "meeting"):
            continue
        positions = state.subjects[item.subject].positions
        yield OpenPoint(
            references[item.subject],
            item.level,
            item.status,
            item.standing,
            shift_of(item),
            _phrase(play, item),
            {party: held.reason for party, held in positions.items() if held.reason},
            questions.get(item.subject, {}),
        )


def _phrase(play: StateOfPlay, item: Item) -> Mapping[str, Runs]:
    if item.kind != "provision":
        return {}
    clause = play.text[item.subject.removeprefix(PROVISION)]
    return {language: excerpt(runs) for language, runs in clause.runs.items()}


# What holds back


def _reservations(state: State, play: StateOfPlay, references: References) -> Iterator[Pending]:
    for item in play.items.values():
        for party, reservation in item.reservations.items():
            yield _pending(state, references, item.subject, party, reservation)


def _pending(state: State, references: References, subject: str, party: str, held: Reservation) -> Pending:
    ripe = bool(held.pending) and state.agreed(held.pending or "") is not None
    return Pending(references[subject], party, held.reason, references[held.pending] if held.pending else None, ripe)


def _ad_referendum(state: State, play: StateOfPlay, references: References) -> Iterator[Pending]:
    for item in play.items.values():
        if item.standing is Standing.AD_REFERENDUM:
            for party in item.waits_for:
                yield Pending(references[item.subject], party, state.subjects[item.subject].positions[party].reason)


def _remarks(found: Iterable[tuple[str, Mapping[str, Remark]]], references: References) -> tuple[Pending, ...]:
    return tuple(
        Pending(references[subject], party, remark.reason)
        for subject, remarks in found
        for party, remark in remarks.items()
    )


# What was said, handed over, promised, sent up


def _referrals(state: State, change: Changes, references: References) -> Iterator[Referred]:
    answered = {name for name, _ in change.instructed}
    for name, referral in state.referrals.items():
        if name in change.referred or name in answered or not referral.returned:
            yield Referred(name, references[referral.subject], referral)


def _clarifications(
    state: State, change: Changes, references: References
) -> Iterator[tuple[str, Reference, Clarification]]:
    for name, each in state.clarifications.items():
        if name in change.asked or name in change.answered or not each.answered:
            yield name, references[each.subject], each


def _disclosures(state: State, change: Changes) -> list[str]:
    received = {name for name, _ in change.received}
    return [name for name in state.disclosures if name in change.disclosed or name in received]


def _undertakings(state: State, change: Changes, now: datetime | None) -> list[Deadline]:
    """Those still running, and those discharged since the round before."""
    at = now or instant(state.time)
    return [each for each in deadlines(state, at) if not each.undertaking.discharged or each.name in change.discharged]


def _to_come(state: State, references: References) -> Iterator[tuple[Reference, Engagement]]:
    for each in calendar(state, instant(state.time)):
        if each.phase in (Phase.SET, Phase.PROPOSED):
            yield references[each.subject], each
