"""Plays the story: every event goes through the desk of the person who acts in it, at the hour when it happened."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from paraph.desk import Desk
from paraph.desk.clock import stamp, wall_clock
from paraph.desk.drafting import NOTE
from paraph.desk.founding import Founder, found, take_seat
from paraph.desk.register import Register
from paraph.record import acts
from paraph.record.contents import Agenda, Content, Meeting, Round
from paraph.record.deadlines import instant
from paraph.samples.vietnam_us import texts
from paraph.samples.vietnam_us.texts import FOLDER
from paraph.store.place import Place
from paraph.store.vault import Clearance
from paraph.trade.offer_tables import by_rule

Progress = Callable[[int, int], None]
Event = dict[str, Any]


def prepare(path: Path, progress: Progress | None = None) -> Place:
    """Make the sample negotiation in a new folder, with both delegations' seats, keys and vaults.

    Raises NegotiationExists when there is one already. Its clock then stands where the story ends and runs on.
    """
    story = _toml("story.toml")
    place = _found(path, story)
    events = story["event"]
    player = _Player(place, story)
    for done, event in enumerate(events, 1):
        player.play(event)
        if progress:
            progress(done, len(events))
    for party in texts.PARTIES:
        player.fill_vault(party, _toml(f"vault-{party.lower()}.toml"))
    place.set_clock(stamp(player.now), stamp(wall_clock()))
    return place


def _found(path: Path, story: Event) -> Place:
    about = story["negotiation"]
    founders = [
        Founder(each["code"], each["name"], each["zone"], each.get("role", "party")) for each in story["participant"]
    ]
    return found(path, about["name"], about["title"], about["languages"], founders, illustrative=about["illustrative"])


class _Player:
    def __init__(self, place: Place, story: Event) -> None:
        self.place = place
        self.register = Register(place)
        self.story = story
        self.now = instant(story["event"][0]["time"])
        self._desks: dict[tuple[str, str], Desk] = {}

    def play(self, event: Event) -> None:
        self.now = instant(event["time"])
        desk = self._desk(event["party"], event["person"])
        with _telling(event):
            getattr(self, f"_{event['act']}")(desk, event)

    def fill_vault(self, party: str, vault: Event) -> None:
        """What a delegation keeps to itself, by the chief negotiator: notes for all of it, the rest for the chief."""
        desk = self._desk(party, f"{party.lower()}-chief")
        for item in vault["item"]:
            level: Clearance = "delegation" if item["kind"] == NOTE else "chief"
            desk.keep(item["kind"], item["subject"], {item["language"]: item["text"]}, level)

    def _desk(self, party: str, person: str) -> Desk:
        if (party, person) not in self._desks or self._desks[party, person].seat.person != person:
            seat = take_seat(self.register, party, person)
            self._desks[party, person] = Desk(self.place, seat, clock=self._clock, register=self.register)
        return self._desks[party, person]

    def _clock(self) -> datetime:
        return self.now

    # Positions

    def _TextTabled(self, desk: Desk, event: Event) -> None:  # noqa: N802 - named as the acts are
        """A side tables its draft, or some chapters of it; what it no longer wants it withdraws."""
        party, state = event["party"], desk.state
        changed: list[tuple[str, Content]] = []
        dropped: list[str] = []
        for chapter, wanted in texts.positions(party, event["round"]).items():
            if chapter in event.get("chapters", [chapter]):
                left_out = {f"provision:{name}" for name in event.get("except", [])}
                changed += [
                    (subject, wording)
                    for subject, wording in wanted.items()
                    if subject not in left_out and state.content(subject, party) != wording
                ]
                before = texts.positions(party, 1)[chapter]
                dropped += [subject for subject in before if subject not in wanted and state.content(subject, party)]
        desk.table_all(changed)
        for subject in dropped:
            desk.withdraw(subject)

    def _PositionTabled(self, desk: Desk, event: Event) -> None:  # noqa: N802
        content = msgspec.convert(event["content"], Content)
        name = event["subject"].partition(":")[2]
        if isinstance(content, Round):
            desk.schedule_round(content)
        elif isinstance(content, Meeting):
            desk.schedule_meeting(name, content)
        elif isinstance(content, Agenda):
            desk.propose_agenda(content.of, content.items)
        else:
            desk.table(event["subject"], content, event.get("reason"))

    def _RatesTabled(self, desk: Desk, event: Event) -> None:  # noqa: N802
        """Rates on real tariff lines; the rates themselves are illustrative."""
        offers = [
            by_rule(rule["schedule"], rule["number"], rule["rate"], rule["staging"], rule.get("quota", ""))
            for rule in event["rules"]
        ]
        desk.table_offers([offer for each in offers for offer in each], event["reason"])

    def _ContentAccepted(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.accept(
            event["subject"],
            of=event["accepts"],
            ad_referendum=event.get("ad_referendum", False),
            reason=event.get("reason"),
        )

    def _PositionWithdrawn(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.withdraw(event["subject"], event.get("reason"))

    def _PositionReserved(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.reserve(event["subject"], event["reason"], event.get("pending", ""))

    def _ReservationLifted(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.lift(event["subject"], event.get("reason"))

    def _SubjectParked(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.park(event["subject"], event.get("reason"))

    def _SubjectReopened(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.reopen(event["subject"], event["reason"])

    # Rounds and meetings

    def _DelegationPresented(self, desk: Desk, event: Event) -> None:  # noqa: N802
        fields = acts.Member.__struct_fields__
        members = [each for each in self.story["member"] if each["party"] == event["party"]]
        desk.present_delegation(
            [msgspec.convert({key: each[key] for key in fields if key in each}, acts.Member) for each in members]
        )

    def _RoundOpened(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.open_round(event["round"])

    def _RoundClosed(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.close_round(event["round"])

    def _AgendaItemDiscussed(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.discuss(event["item"], event.get("note"), of=event["agenda"].partition(":")[2])

    def _AttendanceRecorded(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.attend(event["at"], msgspec.convert(event["present"], list[acts.Attendee]))

    def _MeetingHeld(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.hold_meeting(event["meeting"], event.get("minutes"))

    # Exchanges

    def _ClarificationAsked(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.ask(event["subject"], event["question"], event["to"], event.get("quote", ""), event.get("language", ""))

    def _ClarificationAnswered(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.answer(event["name"], event["answer"])

    def _DisclosureMade(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.disclose(
            (FOLDER / event["file"]).read_bytes(),
            event["title"],
            event["media_type"],
            event.get("about", []),
            event.get("to", []),
            event.get("illustrative", False),
        )

    def _DisclosureReceived(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.receive(event["name"])

    def _UndertakingGiven(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.undertake(event["kind"], event["what"], instant(event["deadline"]), event.get("about", []))

    def _UndertakingDischarged(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.discharge(event["name"], event.get("note"))

    def _UndertakingDeferred(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.defer(event["name"], instant(event["deadline"]), event["reason"])

    def _SubjectReferred(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.refer(event["subject"], event["level"], event["question"])

    def _InstructionReturned(self, desk: Desk, event: Event) -> None:  # noqa: N802
        desk.instruct(event["referral"], event["instruction"])

    def _FigureCited(self, desk: Desk, event: Event) -> None:  # noqa: N802
        names = ("name", "title", "value", "unit", "period", "change")
        fields: Event = {key: event[key] for key in names if key in event}
        fields["source"] = self.story["sources"][event["source"]]
        desk.cite(msgspec.convert(fields, acts.FigureCited))

    def _PrincipleAffirmed(self, desk: Desk, event: Event) -> None:  # noqa: N802
        fields = {key: event[key] for key in ("name", "title", "provisions")}
        desk.affirm(msgspec.convert(fields, acts.PrincipleAffirmed))


@contextmanager
def _telling(event: Event) -> Iterator[None]:
    """A fault in the story is a fault of ours: say where."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in the story: {event['act']} by {event['party']} at {stamp(instant(event['time']))}")
        raise


def _toml(name: str) -> Event:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
