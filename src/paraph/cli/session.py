"""One call of the program: where, from which seat, in which language, for a person or a script."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraph.cli.help import system_language
from paraph.cli.reply import Reply, error_json, result_json, told
from paraph.errors import N_, ParaphError, UnknownSubject
from paraph.i18n import Speech

if TYPE_CHECKING:
    from datetime import datetime

    from paraph.cli.screen import Screen
    from paraph.desk import Desk

YES = ("y", "yes", "c", "có")
"""Answers that say yes, in any of our languages."""

OBSERVER = "observer"
"""Given as ``--as``: to look on from no delegation's seat."""


def unread() -> int:
    """The reader of the pipe has seen enough: let nothing more be written, and nothing be wrong. The exit status."""
    with suppress(OSError, ValueError):  # where standard output is no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


@dataclass
class Session:
    """The options of every verb, and what is opened with them only when a verb needs it.

    ``left``: something was on its way out, so that an interrupted call cannot say that nothing was done.
    """

    lang: str = ""
    at: Path = field(default_factory=Path)
    seat: str = ""
    json: bool = False
    plain: bool = False
    debug: bool = False
    yes: bool = False
    dry_run: bool = False
    left: bool = False
    verb: str = ""
    status: int = 0
    _desks: dict[bool, Desk] = field(default_factory=dict)

    def take(self, **given: Any) -> None:
        """Take options over; one that was not given leaves what stood before."""
        for name, value in given.items():
            if value not in (None, False):
                setattr(self, name, value)

    @cached_property
    def speech(self) -> Speech:
        return Speech(self.lang or system_language(os.environ))

    @cached_property
    def screen(self) -> Screen:
        from paraph.cli.screen import Screen

        return Screen(self.speech, plain=self.plain)

    def desk(self, *, rehearsing: bool = False) -> Desk:
        """The desk of the seat, opened once; another that only rehearses, if asked for."""
        from paraph.desk import open_desk

        if rehearsing not in self._desks:
            party, _, person = self.seat.partition(":")
            taken = None if not self.seat else "" if party == OBSERVER else party
            self._desks[rehearsing] = open_desk(
                self.at, taken, person, passphrase=self._passphrase, rehearsing=rehearsing
            )
            self._warn(self._desks[rehearsing])
        return self._desks[rehearsing]

    def _warn(self, desk: Desk) -> None:
        """Entries that do not verify are left out of every answer; that must not be silent."""
        if damaged := desk.register.damaged:
            warning = self.speech.count(
                "%(n)s entry in the ledger does not verify and is left out; 'paraph verify' says which.",
                "%(n)s entries in the ledger do not verify and are left out; 'paraph verify' says which.",
                len(damaged),
            )
            print(warning, file=sys.stderr)

    def close(self) -> None:
        """Close what was opened."""
        for desk in self._desks.values():
            desk.place.close()

    @property
    def zone(self) -> str:
        """The time zone in which moments are typed and shown: that of the seat's party."""
        return self.desk().zone

    def moment(self, typed: str, zone: str = "") -> datetime:
        """A moment as a person types it. Raises InvalidContent."""
        from paraph.desk.clock import local

        return local(typed, zone or self.zone)

    def shown(self, moment: datetime, zone: str = "") -> str:
        """A moment with the city of its time zone: the seat's, or another."""
        # Medium Vietnamese dates are words ("23 thg 5, 2025"); what is written there is 23/05/2025.
        return self.speech.moment(moment, zone or self.zone, "dd/MM/y" if self.language == "vi" else "medium")

    def stamped(self, moment: datetime) -> str:
        """A moment in a narrow column, beside a note that names the seat's time zone."""
        return self.shown(moment).partition(" (")[0]

    def _passphrase(self) -> str | None:
        """The passphrase of a sealed key: from PARAPH_PASSPHRASE, or asked for at the terminal."""
        given = os.environ.get("PARAPH_PASSPHRASE")
        if given is None and sys.stdin.isatty():
            import getpass

            given = getpass.getpass(self.say(N_("Passphrase: ")))
        return given

    def passphrase_of(self, party: str) -> str | None:
        """The passphrase of one party's sealed key; None, if nobody is there to give it."""
        if "PARAPH_PASSPHRASE" not in os.environ and sys.stdin.isatty():
            print(self.say(N_("The key of %(party)s is sealed."), party=party), file=sys.stderr)
        return self._passphrase()

    @property
    def language(self) -> str:
        """The language of words that are typed without saying theirs."""
        return self.speech.language

    @property
    def asks(self) -> bool:
        """Whether to ask before something leaves: a person sits at the terminal and did not say --yes.

        Where the output goes makes no difference: behind a pipe the same person waits for it.
        """
        return not (self.yes or self.json) and sys.stdin.isatty()

    def say(self, message: str, /, **data: Any) -> str:
        return self.speech.say(message, **data)

    def emit(self, reply: Reply) -> None:
        """Print a result: one JSON object, or what a person reads."""
        self.status = reply.status
        try:
            if self.json:
                print(result_json(self.verb, reply.data))
            else:
                reply.draw(self.screen)
            sys.stdout.flush()
        except BrokenPipeError:
            self.status = unread()

    def aside(self) -> Screen:
        """Where a question and what it is about are shown: the screen; standard error if the output goes elsewhere."""
        return self.screen if sys.stdout.isatty() else self.beside()

    def beside(self) -> Screen:
        """Standard error, for a person."""
        from paraph.cli.screen import Screen

        return Screen(self.speech, plain=self.plain, file=sys.stderr)

    def confirmed(self, question: str) -> bool:
        """Ask, with no as the answer that needs no words."""
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        return answer.strip().lower() in YES

    def refuse(self, error: ParaphError) -> int:
        """Print an error (JSON on standard output, a person's on standard error); return the exit status."""
        if self.json:
            print(error_json(error, self.speech))
        else:
            message, remedy = told(self._hinted(error), self.speech, self._on_own_clock)
            print(f"paraph: {message}", file=sys.stderr)
            if remedy:
                print(f"  → {remedy}", file=sys.stderr)
        return error.exit_status

    def _hinted(self, error: ParaphError) -> ParaphError:
        """A name that is not known with a hint of its own kind."""
        if isinstance(error, UnknownSubject) and self._desks:
            from paraph.cli.things import hint

            desk = next(iter(self._desks.values()))
            return UnknownSubject(**{**error.data, "hint": hint(self, desk, error)})
        return error

    def _on_own_clock(self, value: Any) -> Any:
        """A moment of the record as the seat reads it; anything else as it is."""
        from paraph.cli.telling import MOMENT
        from paraph.record.deadlines import instant

        if self._desks and isinstance(value, str) and MOMENT.fullmatch(value):
            return self.shown(instant(value))
        return value

    @contextmanager
    def progress(self, message: str, **data: Any) -> Iterator[None]:
        """Say on standard error what long work is going on, if a person sits at the terminal."""
        if self.json or self.plain or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(self.say(message, **data)):
            yield
