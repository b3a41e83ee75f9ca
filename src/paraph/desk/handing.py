"""What may be handed over, as papers: texts, redlines, outcomes, the state of play, statements, the calendar.

Every paper is made of the shared record alone, whoever asks: nothing of a vault can stand in one. On which clock its
moments are said first, and in which language what stands around the text, is the reader's; the rest is the same for
all, and the same record gives the same paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from paraph.desk import Desk
from paraph.documents import outcome as outcomes
from paraph.documents import state_of_play
from paraph.documents.beside import Beside
from paraph.documents.blocks import Block
from paraph.documents.diary import Diary
from paraph.documents.naming import Naming
from paraph.documents.paper import (
    CalendarPaper,
    Line,
    Page,
    Paper,
    Record,
    RedlinePaper,
    ReportPaper,
    TablePaper,
    TextPaper,
    lines_of,
)
from paraph.documents.statement import blocks as statement_blocks
from paraph.errors import N_, InvalidContent, UnknownParty, UnknownSubject
from paraph.i18n import LANGUAGES, Speech, begun
from paraph.record.assembly import ConsolidatedText
from paraph.record.contents import Statement
from paraph.record.deadlines import instant, on_clock
from paraph.record.findings import Outcome
from paraph.record.reference import References
from paraph.record.state import Standing, State
from paraph.record.state_of_play import StateOfPlay
from paraph.record.statements import ConsolidatedStatement
from paraph.text.brackets import show
from paraph.text.provision import Draft

AGREED = "agreed"
CONSOLIDATED, CLEAN, DRAFT = N_("Consolidated text"), N_("Agreed text"), N_("Draft of %(party)s")
CHANGED = N_("What %(party)s has changed since %(when)s")
BETWEEN = N_("From the draft of %(other)s to that of %(party)s")
HEAD = 12
"""Characters of each party's last entry that the foot of a page names."""
ILLUSTRATIVE = N_("This negotiation is illustrative: no wording and no position in it is that of a government.")
PAPERS: Mapping[str, type[Paper]] = {
    "text": TextPaper,
    "agreed": TextPaper,
    "redline": RedlinePaper,
    "state": TablePaper,
    "outcome": ReportPaper,
    "statement": ReportPaper,
    "calendar": CalendarPaper,
}
"""What may be handed over, by the name that the command line and pages have for it."""
SETTLED = (Standing.AGREED, Standing.AD_REFERENDUM)


@dataclass(frozen=True)
class Handing:
    """Papers as one desk hands them over, for a reader of one language."""

    desk: Desk
    speech: Speech

    @property
    def spoken(self) -> list[str]:
        """The languages of the negotiation in which reports can be written."""
        return [each for each in LANGUAGES if each in self.desk.languages] or ["en"]

    @property
    def language(self) -> str:
        """The reader's, where the negotiation has it; else its first."""
        return self.speech.language if self.speech.language in self.desk.languages else self.desk.languages[0]

    def paper(
        self,
        what: str,
        languages: Sequence[str] = (),
        *,
        of: str = "",
        since: str = "",
        against: str = "",
        page_of: Callable[[str], str] = lambda subject: "",
    ) -> Paper:
        """One of ``PAPERS``. ``of``: whose text, which round or which statement; ``languages``: all, if left out.

        Raises UnknownSubject for what there is not, and as the methods do that make each.
        """
        if what not in PAPERS:
            raise UnknownSubject(kind=N_("paper"), subject=what, hint=", ".join(PAPERS))
        spoken = [each for each in languages or self.spoken if each in LANGUAGES] or self.spoken
        match what:
            case "text" | "agreed":
                return self.text(languages or self.desk.languages, AGREED if what == AGREED else of)
            case "redline":
                language, *others = languages or [self.language]
                if others:
                    raise InvalidContent(field=N_("redline"), detail=N_("it is of one language; name which"))
                return self.redline(of or AGREED, language, since=since, against=against)
            case "state":
                return self.state_of_play(self.desk.play(), spoken)
            case "outcome":
                return self.outcome(self.desk.outcome(of), spoken)
            case "statement":
                return self.statement(of, spoken)
        return self.calendar(page_of)

    # Texts

    def text(self, languages: Sequence[str], of: str = "", state: State | None = None) -> TextPaper:
        """The consolidated text; with ``of`` a party's draft, or what is ``AGREED``, clean. Raises UnknownParty."""
        which = CONSOLIDATED if not of else CLEAN if of == AGREED else DRAFT
        party = self._party(of) if which == DRAFT else ""
        page = self._text_page(self.speech.say(which, party=party), state or self.desk.state)
        name = "-".join(filter(None, ("text", of.lower())))
        names = {each: called(each) for each in languages}
        record = self._record(state or self.desk.state)
        if of:
            drafts = {each: lines_of(self._draft(of, each, state)) for each in languages}
            return TextPaper(page, name, drafts, names, record=record)
        text = self.desk.text(state)
        beside = Beside(self.desk.charter, state or self.desk.state, text, self.speech)
        parties = {each: self._party(each) for each in self.desk.charter.parties}
        return TextPaper(page, name, lines(text, languages), names, parties, beside.all(), record)

    def redline(self, of: str, language: str, *, since: str = "", against: str = "") -> RedlinePaper:
        """What a party, or the ``AGREED`` text, has become since a moment; or how a draft differs from ``against``,
        another party's. Raises UnknownParty, OutOfOrder, InvalidContent unless just one of both is said.
        """
        if bool(since) == bool(against):
            raise InvalidContent(field="--since, --against", detail=N_("choose one of them"))
        say, party = self.speech.say, self._whose(of)
        new = self._draft(of, language)
        if against:
            old = self._draft(against, language)
            title = say(BETWEEN, other=self._party(against), party=party)
        else:
            old = self._draft(of, language, self.desk.as_of(since))
            title = say(CHANGED, party=party, when=self._when(since))
        page = self._text_page(title, self.desk.state)
        name = "-".join(filter(None, ("redline", of.lower(), against.lower(), language)))
        return RedlinePaper(page, name, old, new, party, self.desk.state.time)

    def _draft(self, of: str, language: str, state: State | None = None) -> Draft:
        if of == AGREED:
            return self.desk.agreed_text(language, state)
        if of not in self.desk.charter.parties:
            raise UnknownParty(party=of, known=", ".join(self.desk.charter.parties))
        return self.desk.draft_of(of, language, state)

    def _when(self, since: str) -> str:
        """A moment as ``as_of`` takes it, in words: the close of a round, a day; another as it was given."""
        closed = next(
            (each for each in re.findall(r"\d+", since) if since.strip().lower() in (each, f"round {each}")), ""
        )
        if closed:
            return self.speech.say(N_("the close of round %(number)s"), number=closed)
        return self._naming.day(since) if re.fullmatch(r"\d{4}-\d\d-\d\d", since) else since

    def _whose(self, of: str) -> str:
        return self.speech.say(CLEAN) if of == AGREED else self._party(of)

    def _party(self, code: str) -> str:
        return self._naming.party(self.desk.charter.participant(code).code)

    # Reports

    def outcome(self, found: Outcome, languages: Sequence[str]) -> ReportPaper:
        """The outcome of a round, as ``Desk.outcome`` has compiled it."""
        sides = {each: list(outcomes.blocks(found, Speech(each))) for each in languages}
        close = next((each for each in self.desk.state.closes if each.round == found.subject), None)
        state = self.desk.register.state_after(close.entries) if close else self.desk.state
        return self._report(f"outcome-{found.round.number}", sides, state, msgspec.to_builtins(found))

    def state_of_play(self, play: StateOfPlay, languages: Sequence[str], state: State | None = None) -> TablePaper:
        """``state``: of which this is the state of play; the present one if left out."""
        state = state or self.desk.state
        sides = {each: list(state_of_play.blocks(play, state, self.desk.charter, Speech(each))) for each in languages}
        rows = state_of_play.rows(play)
        data = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        paper = self._report("state-of-play", sides, state, data)
        return TablePaper(paper.page, paper.name, paper.blocks, paper.languages, data, rows)

    def statement(self, name: str, languages: Sequence[str], found: ConsolidatedStatement | None = None) -> ReportPaper:
        """A joint statement: clean where it is agreed, else in the notation of brackets; "" for the only one.

        Raises UnknownSubject.
        """
        state = self.desk.state
        if not name:
            name, *others = [each.partition(":")[2] for each in state.named("statement")] or [""]
            if others or not name:
                raise UnknownSubject(kind=N_("statement"), subject="?", hint=", ".join(filter(None, [name, *others])))
        subject = self.desk.resolve(name, "statement")
        settled, content = state.standing(subject) in SETTLED, state.agreed(subject)
        clean = content if isinstance(content, Statement) else _as_shown(found or self.desk.statement(name))
        date = {each: self._noted(subject, Speech(each), settled) for each in languages}
        note = {each: Speech(each).say(ILLUSTRATIVE) for each in languages} if self.desk.charter.illustrative else None
        sides = {each: statement_blocks(clean, each, date=date, note=note) for each in languages}
        return self._report(subject.partition(":")[2], sides, state, msgspec.to_builtins(clean))

    def _noted(self, subject: str, speech: Speech, settled: bool) -> str:
        """The line under the title of a statement: since when it is agreed, or that it is not."""
        if not settled:
            return speech.say(N_("Not agreed: what stands in brackets is in dispute, or a side has yet to speak."))
        held = self.desk.state.subjects[subject].positions
        last = max(each.mark.time for party, each in held.items() if party in self.desk.charter.parties)
        return speech.say(N_("Agreed on %(day)s."), day=speech.day(on_clock(instant(last), self.desk.zone)))

    def _report(
        self,
        name: str,
        sides: dict[str, list[Block]],
        state: State,
        data: object,
    ) -> ReportPaper:
        title = " / ".join(dict.fromkeys(each[0].text for each in sides.values()))
        page = self._page(
            title, "", self.speech.language if self.speech.language in sides else next(iter(sides)), state
        )
        return ReportPaper(page, name, sides, {each: called(each) for each in sides}, data)

    # The calendar

    def calendar(self, page_of: Callable[[str], str] = lambda subject: "", *, everybody: bool = False) -> CalendarPaper:
        """All rounds and meetings, and the deadlines of one's own side, or of ``everybody``.

        ``page_of``: the address of a subject's page, "" where there is none.
        """
        desk, own = self.desk, self.desk.seat.party
        references = References(desk.state, desk.text())

        def name(subject: str) -> str:
            return self._naming.of(references[subject])

        diary = Diary(desk.charter, desk.state, desk.revisions(), self.speech, name, page_of)
        due = [each for each in desk.deadlines() if everybody or (own and each.undertaking.owner == own)]
        events = [*diary.engagements(desk.calendar()), *(diary.deadline(each) for each in due)]
        page = self._page(self.speech.of(desk.charter.title), "", self.speech.language, desk.state)
        return CalendarPaper(page, "calendar", events)

    # What stands around them

    @property
    def _naming(self) -> Naming:
        return Naming(self.desk.charter, self.speech)

    def _text_page(self, which: str, state: State) -> Page:
        """Which text, after which round, as at which moment of the record."""
        say = self.speech.say
        number = state.closes[-1].round.partition(":")[2] if state.closes else ""
        after = say(N_("after round %(number)s"), number=number) if number else ""
        moment = self._naming.moments(state.time, self.desk.seat.party) if state.time else ""
        now = say(N_("as at %(moment)s"), moment=moment) if moment else ""
        title = self.speech.of(self.desk.charter.title, self.desk.charter.name)
        return self._page(title, ", ".join(filter(None, (which, after, now))), self.speech.language, state)

    def _page(self, title: str, subtitle: str, language: str, state: State) -> Page:
        """Every page says that it is without prejudice, and the last entry of each party that it is made from."""
        say = Speech(language).say
        header = [say(N_("Without prejudice")), say(N_("Illustrative")) if self.desk.charter.illustrative else ""]
        foot = ", ".join(f"{code} {head[:HEAD]}" for code, head in sorted(state.heads.items()))
        footer = say(N_("Worked out from the record: %(heads)s"), heads=foot)
        return Page(title, subtitle, " · ".join(filter(None, header)), footer, language=language)

    def _record(self, state: State) -> Record:
        charter = self.desk.charter
        return Record(charter.id, charter.title, state.time, dict(sorted(state.heads.items())))


def lines(text: ConsolidatedText, languages: Sequence[str]) -> dict[str, list[Line]]:
    """The clauses of a consolidated text as lines of a document, by language."""
    return {
        language: [
            Line(each.name, each.parent, each.kind, each.depth, each.shown_number(language), each.runs[language])
            for each in text
        ]
        for language in languages
    }


def called(language: str) -> str:
    """A language by its own name, as above its column.

    >>> called("en"), called("vi")
    ('English', 'Tiếng Việt')
    """
    from babel import Locale

    return begun(str(Locale.parse(language).display_name or language))


def _as_shown(found: ConsolidatedStatement) -> Statement:
    title = {language: show(runs) for language, runs in found.title.items()}
    return Statement(
        title=title,
        paragraphs=[{language: show(runs) for language, runs in each.runs.items()} for each in found.passages],
    )
