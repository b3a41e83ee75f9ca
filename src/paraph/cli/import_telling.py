"""The import report as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from paraph.cli.session import Session
from paraph.errors import N_

if TYPE_CHECKING:
    from paraph.cli.screen import Screen
    from paraph.desk.import_report import Report, Sign

FEW = 12
"""How many lines of a list are shown unless all are asked for."""
_UNDECIDED = N_("to be decided")
T = TypeVar("T")


def draw(session: Session, told: Report, screen: Screen, *, full: bool, kept: int, notes: int) -> None:
    teller = _Teller(session, told, screen, full)
    teller.file()
    teller.whose()
    teller.changes()
    teller.brackets()
    teller.remarks()
    teller.beside()
    teller.account()
    teller.matches()
    teller.apart()
    teller.others()
    teller.end(kept, notes)


class _Teller:
    def __init__(self, session: Session, told: Report, screen: Screen, full: bool) -> None:
        self.session, self.told, self.screen, self.full = session, told, screen, full
        self.say, self.number = session.say, session.speech.number

    def few(self, items: Sequence[T]) -> Sequence[T]:
        return items if self.full else items[:FEW]

    def rest(self, items: Sequence[object]) -> None:
        if len(self.few(items)) < len(items):
            more = self.number(len(items) - FEW)
            self.screen.note(self.say(N_("... and %(number)s more; --full tells all."), number=more), indent=2)

    def file(self) -> None:
        from paraph.desk.import_report import COUNTS, WAYS

        told = self.told
        self.screen.heading(told.file)
        languages = ", ".join(told.languages)
        self.screen.print(f"{self.say(WAYS[told.way])} ({languages})")
        if told.wanting:
            self.screen.print(self.say(told.wanting))
        met = [f"{self.number(n)} {self.say(COUNTS[name])}" for name, n in told.counts.items() if name in COUNTS and n]
        if met:
            self.screen.print("; ".join(met))
        missing = [f"{self.number(n)} {self.say(COUNTS.get(name, name))}" for name, n in told.left_out.items()]
        if missing:
            self.screen.print(self.say(N_("Not in the text: %(things)s."), things="; ".join(missing)))
        if told.skipped:
            self.screen.note(self.say(N_("Parts not read: %(parts)s."), parts=", ".join(told.skipped)))

    def whose(self) -> None:
        if self.told.authors:
            self.screen.heading(self.say(N_("Who has changed something")))
            rows = [
                (
                    each.name or "?", self.number(each.insertions), self.number(each.deletions),
                    self.number(each.moves), each.last[:10], self._said(each.said, each.proposed),
                )
                for each in self.told.authors
            ]  # fmt: skip
            headers = (N_("Author"), N_("Inserted"), N_("Deleted"), N_("Moved"), N_("Last"), N_("Whose changes"))
            self.screen.table([self.say(each) for each in headers], rows, right=(1, 2, 3), wide=(0, 5))
        self._signs(self.told.colors, N_("Colours in the text"))
        self._signs(self.told.names, N_("Names in brackets that are no party's"))

    def _signs(self, signs: Sequence[Sign], title: str) -> None:
        if not signs:
            return
        self.screen.heading(self.say(title))
        rows = [(each.sign, each.sample, self._said(each.said, each.proposed)) for each in self.few(signs)]
        headers = (N_("Sign"), N_("Words"), N_("Whose"))
        self.screen.table([self.say(each) for each in headers], rows, wide=(1, 2))
        self.rest(signs)

    def _said(self, said: str, proposed: object) -> str:
        from paraph.desk.import_report import ROLES
        from paraph.documents.whose import Proposal

        if said:
            return self.say(ROLES[said]) if said in ROLES else said
        if isinstance(proposed, Proposal):
            return self.say(
                N_("to be confirmed: %(party)s (%(reason)s)"), party=proposed.party, reason=self.say(proposed.reason)
            )
        return self.say(N_("not said"))

    def changes(self) -> None:
        from paraph.desk.import_report import CHANGES

        if not self.told.changes:
            return
        self.screen.heading(self.say(N_("Tracked changes")))
        rows = [
            (each.author or "?", self.say(CHANGES[each.change]), each.words.strip() or "¶", each.near)
            for each in self.few(self.told.changes)
        ]
        headers = (N_("Author"), N_("Change"), N_("Words"), N_("Where"))
        self.screen.table([self.say(each) for each in headers], rows, wide=(2, 3))
        self.rest(self.told.changes)

    def brackets(self) -> None:
        told = self.told
        if told.brackets:
            listed = ", ".join(f"{owners or '?'} {self.number(n)}" for owners, n in told.brackets.items())
            self.screen.print(self.say(N_("Brackets by party: %(listed)s."), listed=listed))
        if told.spots:
            self.screen.heading(self.say(N_("Brackets to look at")))
            for _, each in self.few(told.spots):
                self.screen.print(f"{each.words}  {self.say(each.message, **each.data)}", indent=2)
            self.rest(told.spots)

    def remarks(self) -> None:
        if not self.told.remarks:
            return
        self.screen.heading(self.say(N_("Comments")))
        for each in self.few(self.told.remarks):
            comment = each.comment
            answer = "↳ " if comment.answers else ""
            about = f"“{comment.about.strip()}” " if comment.about.strip() else ""
            self.screen.print(f"{answer}{comment.id}. {comment.author or '?'}: {about}{comment.text}", indent=2)
        self.rest(self.told.remarks)

    def beside(self) -> None:
        from paraph.desk.import_report import ASIDES

        for aside, title in ASIDES.items():
            found = [each for each in self.told.asides if each.aside is aside]
            if found:
                self.screen.heading(self.say(title))
                for each in self.few(found):
                    self.screen.print(": ".join(filter(None, (each.detail, each.text))), indent=2)
                self.rest(found)

    def account(self) -> None:
        told = self.told
        if not told.came:
            return
        self.screen.heading(self.say(N_("Where every letter and digit of the file is")))
        rows = [(self.say(each.what), f"+{self.number(each.letters)}") for each in told.came]
        rows += [(self.say(each.what), self.number(each.letters)) for each in (*told.taken, *told.left)]
        self.screen.table(["", ""], rows, right=(1,), wide=(0,))

    def matches(self) -> None:
        told = self.told
        if not told.matched:
            return
        self.screen.heading(self.say(N_("Provisions of the file")))
        counted = {change: sum(each.change == change for each in told.matched) for change in ("same", "changed", "new")}
        self.screen.print(
            self.say(
                N_("%(same)s as on record, %(changed)s changed, %(new)s new; %(dropped)s on record are not in it."),
                **{each: self.number(n) for each, n in counted.items()},
                dropped=self.number(len(told.dropped)),
            )
        )
        shown = [each for each in told.matched if each.change != "same" or each.doubtful]
        rows = [
            (
                each.id, f"{each.number} {each.words}".strip(), each.name if each.known else self.say(N_("new")),
                self.session.speech.percent(each.confidence, 0) if each.known else "",
                ", ".join(self.say(word) for word in (each.what, _UNDECIDED if each.doubtful else "") if word),
            )
            for each in self.few(shown)
        ]  # fmt: skip
        if rows:
            headers = (N_("Id"), N_("In the file"), N_("On record"), N_("Sure"), "")
            self.screen.table([self.say(each) for each in headers], rows, right=(3,), wide=(1,))
        self.rest(shown)
        for subject, parties in (told.agrees or {}).items():
            name = subject.partition(":")[2]
            told_so = N_("Tabling this holds just what %(parties)s holds: %(subject)s would be agreed.")
            self.screen.print(self.say(told_so, parties=", ".join(parties), subject=name))

    def apart(self) -> None:
        if not self.told.apart:
            return
        self.screen.heading(self.say(N_("Rows of tables and footnotes that are not on record")))
        rows = [
            (
                each.read.id, self.say(each.what), each.words,
                self.say(N_("taken") if each.taken else N_("left out")),
            )
            for each in self.few(self.told.apart)
        ]  # fmt: skip
        headers = (N_("Id"), N_("What it is"), N_("Words"), "")
        self.screen.table([self.say(each) if each else "" for each in headers], rows, wide=(2,))
        self.rest(self.told.apart)
        if not all(each.taken for each in self.told.apart):
            said = N_("They are left out of your text unless you take them as provisions: --take ID, or --take all.")
            self.screen.note(self.say(said))

    def others(self) -> None:
        if not self.told.others:
            return
        self.screen.heading(self.say(N_("What others want in the file, and have not tabled")))
        for each in self.few(self.told.others):
            texts = " / ".join(each.wording.text.values())
            self.screen.print(f"{each.party} · {each.subject.partition(':')[2]}: {texts}", indent=2)
        self.rest(self.told.others)
        self.screen.note(self.say(N_("Only they can table it.")))

    def end(self, kept: int, notes: int) -> None:
        self.screen.print()
        if kept or notes:
            said = N_(
                "Kept in your vault: %(drafts)s drafts, %(notes)s notes. 'paraph table' puts drafts on the table."
            )
            self.screen.print(self.say(said, drafts=self.number(kept), notes=self.number(notes)))
        elif self.told.undecided:
            said = N_("Say whose changes these are, with --author NAME=PARTY or --confirm: %(authors)s.")
            self.screen.print(self.say(said, authors=", ".join(each or "?" for each in self.told.undecided)))
        elif self.told.doubts:
            said = N_("To be decided before it can be tabled: %(number)s.")
            self.screen.print(self.say(said, number=self.number(self.told.doubts)))
        else:
            said = N_(
                "Positions that would change: %(number)s. Nothing is kept: --table tables, --keep is for the vault."
            )
            self.screen.print(self.say(said, number=self.number(len(self.told.changed))))
