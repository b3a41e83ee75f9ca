"""The words of scenarios and what they do. One small function for each sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from paraph.record import acts
from paraph.record.contents import Agenda, AgendaItem, Package, PackagePart, Round, Wording, content_hash
from paraph.record.deadlines import deadlines
from paraph.record.state_of_play import previous_close, state_of_play
from world import World, subject_of, text

Step = Callable[..., object]
_STEPS: list[tuple[re.Pattern[str], Step]] = []
LEVELS = {"ministers": "ministers", "chief negotiators": "chief_negotiators", "the technical level": "technical"}
_FIELDS = {
    "party": "[A-Z]{2}",
    "owner": "[A-Z]{2}",
    "number": r"\d+",
    "total": r"\d+",
    "moment": r"\d{4}-\d\d-\d\d \d\d:\d\d",
    "level": "|".join(LEVELS),
    "words": ".+",
}


def step(sentence: str) -> Callable[[Step], Step]:
    """A sentence with fields in braces: those of ``_FIELDS``; any other is the name of something."""
    parts = re.split(r"\{(\w+)\}", sentence)
    pattern = "".join(
        f"(?P<{part}>{_FIELDS.get(part, '[a-z0-9.-]+')})" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )

    def register(function: Step) -> Step:
        _STEPS.append((re.compile(pattern), function))
        return function

    return register


def run(world: World, line: str) -> None:
    """Do what a line says, or check it. Raises LookupError for a line that nobody understands."""
    for pattern, function in _STEPS:
        if found := pattern.fullmatch(line):
            function(world, **found.groupdict())
            return
    raise LookupError(f"not understood: {line}")


# What the parties do


@step("On {moment}")
def _(world: World, moment: str) -> None:
    world.at(moment)


@step("{party} heads {name}: {words}")
def _(world: World, party: str, name: str, words: str) -> None:
    world.tables(party, name, words, kind="article")
    for other in world.state.parties:
        if other != party:
            world.accepts(other, name)


@step("{party} tables {name}: {words}")
@step("{party} tables {name} in {parent}: {words}")
def _(world: World, party: str, name: str, words: str, parent: str = "") -> None:
    world.tables(party, name, words, parent=parent)


@step("{party} wants no {name}")
def _(world: World, party: str, name: str) -> None:
    world.refuses(party, name)


@step("{party} accepts {name}")
@step("{party} accepts {name} as {owner} has it")
def _(world: World, party: str, name: str, owner: str = "") -> None:
    world.accepts(party, name, of=owner)


@step("{party} accepts {name} ad referendum")
def _(world: World, party: str, name: str) -> None:
    world.accepts(party, name, ad_referendum=True)


@step("{party} accepts {name} in the wording: {words}")
def _(world: World, party: str, name: str, words: str) -> None:
    subject = subject_of(name)
    key = content_hash(subject, Wording(text=text(words)))
    world.does(party, acts.ContentAccepted(subject=subject, content=key))


@step("{party} withdraws {name}")
def _(world: World, party: str, name: str) -> None:
    world.does(party, acts.PositionWithdrawn(subject=subject_of(name)))


@step("{party} reserves {name}: {words}")
@step("{party} reserves {name} pending {other}: {words}")
def _(world: World, party: str, name: str, words: str, other: str = "") -> None:
    pending = subject_of(other) if other else None
    world.does(party, acts.PositionReserved(subject=subject_of(name), reason=text(words), pending=pending))


@step("{party} lifts its reservation on {name}")
def _(world: World, party: str, name: str) -> None:
    world.does(party, acts.ReservationLifted(subject=subject_of(name)))


@step("{party} parks {name}: {words}")
def _(world: World, party: str, name: str, words: str) -> None:
    world.does(party, acts.SubjectParked(subject=subject_of(name), reason=text(words)))


@step("{party} reopens {name}: {words}")
def _(world: World, party: str, name: str, words: str) -> None:
    world.does(party, acts.SubjectReopened(subject=subject_of(name), reason=text(words)))


@step("Round {number} opens")
def _(world: World, number: str) -> None:
    world.opens(int(number))


@step("Round {number} closes")
def _(world: World, number: str) -> None:
    world.closes(int(number))


@step("The agenda of round {number}: {words}")
def _(world: World, number: str, words: str) -> None:
    planned = Round(number=int(number), starts="2025-05-19", ends="2025-05-22", zone="America/New_York")
    world.agree(f"round:{number}", planned)
    items = [AgendaItem(name=name.strip(), title=text(name)) for name in words.split(";")]
    world.agree(f"agenda:{number}", Agenda(of=f"round:{number}", items=items))


@step("Item {name} of round {number} is discussed")
def _(world: World, name: str, number: str) -> None:
    world.does("US", acts.AgendaItemDiscussed(agenda=f"agenda:{number}", item=name))


@step("{party} refers {name} to {level}: {words}")
def _(world: World, party: str, name: str, level: str, words: str) -> None:
    question, subject = text(words), subject_of(name)
    world.does(party, acts.SubjectReferred(name=f"r-{name}", subject=subject, level=LEVELS[level], question=question))


@step("{party} is instructed on {name}: {words}")
def _(world: World, party: str, name: str, words: str) -> None:
    world.does(party, acts.InstructionReturned(referral=f"r-{name}", instruction=text(words)))


@step("{party} undertakes {name} by {moment}: {words}")
def _(world: World, party: str, name: str, moment: str, words: str) -> None:
    given = acts.UndertakingGiven(name=name, kind="wording", what=text(words), deadline=_utc(moment))
    world.does(party, given)


@step("{party} defers {name} to {moment}: {words}")
def _(world: World, party: str, name: str, moment: str, words: str) -> None:
    world.does(party, acts.UndertakingDeferred(name=name, deadline=_utc(moment), reason=text(words)))


@step("{party} discharges {name}")
def _(world: World, party: str, name: str) -> None:
    world.does(party, acts.UndertakingDischarged(name=name))


@step("{party} offers the package {name}: {words}")
def _(world: World, party: str, name: str, words: str) -> None:
    parts = []
    for part in words.split(", "):
        subject, owner = re.fullmatch(r"(\S+) as ([A-Z]{2}) has it", part).groups()
        key = world.state.subjects[subject_of(subject)].positions[owner].content
        parts.append(PackagePart(subject=subject_of(subject), content=key))
    world.takes(party, f"package:{name}", Package(title=text(name), parts=parts))


@step("{party} accepts the package {name}")
def _(world: World, party: str, name: str) -> None:
    world.accepts(party, f"package:{name}")


def _utc(moment: str) -> str:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# What must hold


@step("Then {name} reads: {words}")
def _(world: World, name: str, words: str) -> None:
    assert world.reads(name) == words


@step("Then {name} no longer stands in the text")
def _(world: World, name: str) -> None:
    assert name not in world.text


@step("Then {party} holds: {words} on {name}")
def _(world: World, party: str, words: str, name: str) -> None:
    assert world.state.content(subject_of(name), party).text["en"] == words


@step("Then {name} waits for {other}")
def _(world: World, name: str, other: str) -> None:
    pending = [each.pending for each in world.state.subjects[subject_of(name)].reservations.values()]
    assert pending == [subject_of(other)]


@step("Then {number} of {total} items of round {name} are covered")
def _(world: World, number: str, total: str, name: str) -> None:
    agenda = world.state.agreed(f"agenda:{name}")
    assert (len(world.state.discussed.get(f"agenda:{name}", {})), len(agenda.items)) == (int(number), int(total))


@step("Then it has no effect")
def _(world: World) -> None:
    assert world.state.ineffective
    assert world.state.ineffective[-1].mark.entry == world.entries[-1][0]


@step("Then {name} is {words}")
def _(world: World, name: str, words: str) -> None:
    if name in world.state.undertakings:
        due = {each.name: each.due for each in deadlines(world.state, world.now)}
        assert due[name] == words.removeprefix("due ")
        return
    found = state_of_play(world.state, world.charter.languages, previous_close(world.state))
    item = found.items[subject_of(name)]
    if words.startswith("with "):
        assert item.level == LEVELS[words.removeprefix("with ")]
    elif words == "confirmed":
        assert (item.standing, item.waits_for) == ("agreed", ())
    elif words in ("agreed", "narrowed", "open"):
        assert found.tallies[name].status == words
    else:
        assert item.standing == words.replace(" ", "_")
