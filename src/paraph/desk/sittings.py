"""Rounds, meetings, the agenda and its coverage, attendance, and the delegation itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from paraph.desk.clock import stamp
from paraph.desk.publishing import Caution, Receipt, does
from paraph.desk.statements import Statements
from paraph.errors import N_, DeadlinePassed, InvalidContent, NothingChanged, OutOfOrder, UnknownSubject
from paraph.record import acts
from paraph.record.contents import Agenda, AgendaItem, Meeting, Round, is_link
from paraph.record.deadlines import instant
from paraph.record.values import Text


class Sittings(Statements):
    """What is set ahead is proposed and accepted like any subject; what happened is recorded as a fact."""

    @does(acts.DelegationPresented)
    def present_delegation(self, members: list[acts.Member]) -> acts.DelegationPresented:
        """Present one's delegation, whole, as it is from now on."""
        keys = [member.key for member in members]
        if len(keys) != len(set(keys)):
            raise InvalidContent(field=N_("delegation"), detail=N_("two members have the same key"))
        if self.state.delegations.get(self.seat.party) == members:
            raise NothingChanged(detail=N_("the delegation stands so already"))
        return acts.DelegationPresented(members=members)

    def schedule_round(self, planned: Round, reason: Text | None = None) -> Receipt:
        """Propose when and where a round is held; tabling what the other side has tabled is to accept it."""
        self._check_zone(planned.zone)
        self._check_link(planned.link)
        if date.fromisoformat(planned.ends) < date.fromisoformat(planned.starts):
            raise InvalidContent(field=N_("ends"), detail=N_("it ends before it starts"))
        if date.fromisoformat(planned.ends) < self._today(planned.zone):
            raise DeadlinePassed(deadline=planned.ends, now=stamp(self.clock()))
        return self.table(f"round:{planned.number}", planned, reason)

    def _cautions(self, made: Sequence[acts.AnyAct]) -> Iterator[Caution]:
        yield from super()._cautions(made)
        for each in made:
            planned = self.state.agreed(each.round) if isinstance(each, acts.RoundOpened) else None
            if isinstance(planned, Round) and self._today(planned.zone) < date.fromisoformat(planned.starts):
                yield Caution(
                    N_("The round is agreed to begin on %(day)s; it is opened before."), {"day": planned.starts}
                )

    def _today(self, zone: str) -> date:
        return self.clock().astimezone(ZoneInfo(zone)).date()

    @does(acts.RoundOpened)
    def open_round(self, name: str) -> acts.RoundOpened:
        """The round begins. Raises OutOfOrder when its dates are not agreed, or it or another was opened."""
        subject = self.resolve(name, "round")
        if self.state.agreed(subject) is None:
            raise OutOfOrder(
                detail=N_("the dates of this round are not agreed"), hint=N_("Accept them first: 'paraph accept'.")
            )
        if subject in self.state.sittings and self.state.sittings[subject].opened:
            raise OutOfOrder(detail=N_("this round was opened already"), hint="")
        if self.current_round:
            raise OutOfOrder(detail=N_("another round is still open"), hint=N_("Close it first: 'paraph round close'."))
        return acts.RoundOpened(round=subject)

    @does(acts.RoundClosed)
    def close_round(self, name: str = "") -> acts.RoundClosed:
        """The round ends: later rounds are measured against the state of play at this moment."""
        subject = self.resolve(name, "round") if name else self.current_round
        if not subject or subject != self.current_round:
            raise OutOfOrder(detail=N_("no such round is open"), hint=N_("Open it first: 'paraph round open'."))
        return acts.RoundClosed(round=subject)

    @property
    def current_round(self) -> str:
        """The round that is open now, "" between rounds."""
        for subject, sitting in self.state.sittings.items():
            if subject.startswith("round:") and sitting.opened and not sitting.closed:
                return subject
        return ""

    def propose_agenda(self, of: str, items: list[AgendaItem], reason: Text | None = None) -> Receipt:
        """Propose the agenda of a round or meeting; it is set when both sides hold the same one."""
        subject = self.resolve(of, "round", "meeting")
        names = [item.name for item in items]
        if not items or len(names) != len(set(names)):
            raise InvalidContent(field=N_("agenda"), detail=N_("it needs items, each with a name of its own"))
        for item in items:
            for about in item.about:
                self.resolve(about)
        return self.table(f"agenda:{subject.partition(':')[2]}", Agenda(of=subject, items=items), reason)

    @does(acts.AgendaItemDiscussed)
    def discuss(self, item: str, note: Text | None = None, of: str = "") -> acts.AgendaItemDiscussed:
        """Record that an item of the agreed agenda was discussed. ``of``: the round or meeting, else the open one."""
        if not (of or self.current_round):
            raise OutOfOrder(detail=N_("no round is open"), hint=N_("Open one first: 'paraph round open'."))
        subject = self.resolve((of or self.current_round).rpartition(":")[2], "agenda")
        agenda = self.state.agreed(subject)
        if not isinstance(agenda, Agenda):
            raise OutOfOrder(detail=N_("this agenda is not agreed"), hint=N_("Accept it first: 'paraph accept'."))
        if item not in {each.name for each in agenda.items}:
            raise UnknownSubject(kind=N_("agenda item"), subject=item, hint=", ".join(e.name for e in agenda.items))
        if item in self.state.discussed.get(subject, {}):
            raise NothingChanged(detail=N_("the item is recorded as discussed already"))
        return acts.AgendaItemDiscussed(agenda=subject, item=item, note=note or {})

    @does(acts.AttendanceRecorded)
    def attend(self, at: str, present: list[acts.Attendee]) -> acts.AttendanceRecorded:
        """Record who of one's delegation was present (the secretariat: of all)."""
        return acts.AttendanceRecorded(at=self.resolve(at, "round", "meeting"), present=present)

    def schedule_meeting(self, name: str, planned: Meeting, reason: Text | None = None) -> Receipt:
        """Propose a meeting between rounds, online or in person."""
        self._check_zone(planned.zone)
        self._check_link(planned.link)
        if planned.ends <= planned.starts:
            raise InvalidContent(field=N_("ends"), detail=N_("it ends before it starts"))
        if instant(planned.ends) < self.clock():
            raise DeadlinePassed(deadline=planned.ends, now=stamp(self.clock()))
        return self.table(f"meeting:{name}", planned, reason)

    @does(acts.MeetingHeld)
    def hold_meeting(self, name: str, minutes: Text | None = None) -> acts.MeetingHeld:
        """Record that a meeting was held, with its minutes."""
        subject = self.resolve(name, "meeting")
        if self.state.agreed(subject) is None:
            raise OutOfOrder(detail=N_("this meeting is not agreed"), hint=N_("Accept it first: 'paraph accept'."))
        sitting = self.state.sittings.get(subject)
        if sitting and sitting.closed:
            raise NothingChanged(detail=N_("the meeting is recorded already"))
        return acts.MeetingHeld(meeting=subject, minutes=minutes or {})

    def _check_zone(self, zone: str) -> None:
        if zone not in available_timezones():
            raise InvalidContent(field=zone, detail=N_("not a time zone; write it as Asia/Ho_Chi_Minh"))

    def _check_link(self, link: str) -> None:
        if link and not is_link(link):
            raise InvalidContent(field=link, detail=N_("a link begins with https:// or http:// and has no spaces"))
