"""What a calendar program shows of a negotiation: rounds, meetings and deadlines as events, in a reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from paraph.documents.ics import Event, Status
from paraph.documents.naming import Naming
from paraph.errors import N_
from paraph.i18n import Speech
from paraph.record.charter import Charter
from paraph.record.contents import Meeting, Round, content_hash, is_link
from paraph.record.deadlines import Deadline, Due, Engagement, Phase, bounds, instant
from paraph.record.names import FORMAT
from paraph.record.state import State
from paraph.record.values import Subject

REMINDERS = (timedelta(days=1), timedelta(hours=2))
"""How long before a deadline its owner is reminded."""


@dataclass(frozen=True, slots=True)
class Revision:
    """How often a subject was acted on, and when for the last time."""

    count: int
    time: str


@dataclass(frozen=True)
class Diary:
    """Makes events. ``name``: what a subject is called; ``page``: its address, "" where there is none."""

    charter: Charter
    state: State
    revisions: Mapping[Subject, Revision]
    speech: Speech
    name: Callable[[str], str]
    page: Callable[[str], str]

    @property
    def title(self) -> str:
        return self.speech.of(self.charter.title)

    def engagements(self, found: Iterable[Engagement]) -> list[Event]:
        """Rounds and meetings, those that nobody wants any more as cancelled."""
        held = [self.engagement(each) for each in found]
        return held + [self._event(subject, content, "CANCELLED", "") for subject, content in withdrawn(self.state)]

    def engagement(self, found: Engagement) -> Event:
        agreed = self.state.agreed(found.subject) is not None or found.phase in (Phase.HELD, Phase.UNDER_WAY)
        if agreed:
            return self._event(found.subject, found.content, "CONFIRMED", "")
        by = Naming(self.charter, self.speech).parties(found.by)
        note = self.speech.say(N_("Proposed by %(parties)s; not agreed yet."), parties=by)
        status: Status = "CANCELLED" if found.phase is Phase.LAPSED else "TENTATIVE"
        return self._event(found.subject, found.content, status, note)

    def withdrawn(self, subject: str) -> Event | None:
        """A round or meeting that nobody wants any more; None where it is not so."""
        found = dict(withdrawn(self.state)).get(subject)
        return self._event(subject, found, "CANCELLED", "") if found else None

    def _event(self, subject: str, content: Round | Meeting, status: Status, note: str) -> Event:
        say, revision = self.speech.say, self.revisions[subject]
        name, place = self.name(subject), self.speech.of(content.place)
        lines = [note, self.speech.say(FORMAT[content.format]).capitalize() + (f", {place}" if place else "")]
        # Whatever was signed elsewhere, only an address of the web is handed to a calendar program.
        link = content.link if is_link(content.link) else ""
        if link:
            lines.append(say(N_("Join online: %(link)s"), link=link))
        summary = say(N_("%(name)s: %(title)s"), name=name, title=self.title) if isinstance(content, Round) else name
        starts, ends = _span(content)
        return Event(
            uid=self._uid(subject),
            summary=summary if status != "TENTATIVE" else say(N_("%(name)s (proposed)"), name=summary),
            starts=starts,
            ends=ends,
            revised=instant(revision.time),
            revision=revision.count - 1,
            status=status,
            description="\n".join(each for each in (*lines, self.title) if each),
            location=place or link,
            link=link,
            page=self.page(subject),
        )

    def deadline(self, found: Deadline, alarms: bool = True) -> Event:
        """An undertaking's deadline; ``alarms``: whether to be reminded of it while it runs."""
        given, say = found.undertaking, self.speech.say
        what, done = self.speech.of(given.what), found.due is Due.DISCHARGED
        marks = [given.given, *(each.mark for each in given.deferrals)]
        marks += [given.discharged.mark] if given.discharged else []
        owner = Naming(self.charter, self.speech).party(given.owner)
        about = "; ".join(self.name(each) for each in given.about)
        return Event(
            uid=self._uid(f"undertaking:{found.name}"),
            summary=say(N_("Done: %(what)s") if done else N_("Due: %(what)s"), what=what),
            starts=found.moment,
            ends=None,
            revised=instant(marks[-1].time),
            revision=len(marks) - 1,
            description="\n".join(each for each in (owner, about, self.title) if each),
            page=self.page(f"undertaking:{found.name}"),
            alarms=REMINDERS if alarms and not done else (),
        )

    def _uid(self, subject: str) -> str:
        """The same in every language and for every reader: of the negotiation's id and the subject."""
        return f"{subject.replace(':', '-')}@{self.charter.id}"


def _span(content: Round | Meeting) -> tuple[date | datetime, date | datetime]:
    """A round's days, the last exclusive; a meeting's moments."""
    if isinstance(content, Meeting):
        starts, ends = bounds(content)
        return starts.astimezone(UTC), ends.astimezone(UTC)
    last = date.fromisoformat(content.ends)
    return date.fromisoformat(content.starts), last + timedelta(days=1) if last < date.max else last


def withdrawn(state: State) -> list[tuple[str, Round | Meeting]]:
    """Rounds and meetings on which nobody has a position any more, as they were proposed last."""
    found = []
    for subject in [*state.named("round"), *state.named("meeting")]:
        if state.subjects[subject].positions:
            continue
        for key, content in reversed(state.contents.items()):
            if isinstance(content, Round | Meeting) and content_hash(subject, content) == key:
                found.append((subject, content))
                break
    return found
