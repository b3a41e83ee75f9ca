"""A negotiation's folder: the one place on this computer where its record, vaults and keys lie.

::

    charter.json            who negotiates, whose key signs for whom
    place.json              where the ledger is
    ledger.sqlite3          the shared record (unless place.json names a PostgreSQL server)
    vaults/VN.sqlite3       what a delegation never shares
    keys/VN.key             the keys that this computer signs with
    disclosures/            files handed over, by hash
    seat.json               the seat at which the user of this folder sits

A folder with a charter.json is a negotiation; it comes into being whole or not at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Literal, Self, TypeVar

import msgspec

from paraph.errors import (
    N_,
    CorruptEntry,
    InvalidContent,
    KeyMissing,
    NegotiationExists,
    NoNegotiation,
    StoreFailed,
    UnusablePath,
)
from paraph.record.charter import Charter
from paraph.record.values import Name, Party, canonical
from paraph.store import keys
from paraph.store.disclosures import Disclosures
from paraph.store.files import flush_folder, make_private, make_private_folder, replace
from paraph.store.keys import SeatKey
from paraph.store.ledger import Ledger
from paraph.store.vault import Vault

T = TypeVar("T")
CHARTER, SETTINGS, SEAT, LEDGER = "charter.json", "place.json", "seat.json", "ledger.sqlite3"


class Seat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the user of this folder sits: for which ``party``, as which member of its delegation (``person``)."""

    party: Party
    person: Name


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``ledger``: the URL of a PostgreSQL server, "" for the file in the folder.

    ``shown`` and ``set_at``, in a sample only: the moment that its clock showed when it was set, and when that was.
    """

    format: Literal[1] = 1
    ledger: str = ""
    shown: str = ""
    set_at: str = ""


class Place:
    """A negotiation on this computer. A context manager: leaving it closes ledger and vaults."""

    def __init__(self, path: Path) -> None:
        """Open a folder. Raises NoNegotiation when it holds none, CorruptEntry when its charter is damaged."""
        self.path = path
        try:
            data = (path / CHARTER).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise NoNegotiation(path=str(path)) from None
        self.charter = _read(data, Charter, path / CHARTER)
        if canonical(self.charter) != data:
            raise CorruptEntry(entry=CHARTER, detail=N_("not in canonical form"))
        self._vaults: dict[str, Vault] = {}

    @classmethod
    def find(cls, start: Path) -> Self:
        """Open the negotiation in this folder or the nearest one above it. Raises NoNegotiation."""
        for folder in (start.absolute(), *start.absolute().parents):
            if (folder / CHARTER).is_file():
                return cls(folder)
        raise NoNegotiation(path=str(start))

    @classmethod
    def create(
        cls,
        path: Path,
        charter: Charter,
        held: Iterable[SeatKey],
        *,
        seat: Seat | None = None,
        passphrases: Mapping[str, str] | None = None,
        effort: keys.Effort = "moderate",
        ledger: str = "",
    ) -> Self:
        """Make a negotiation's folder for the seats whose keys are given: one, or all where a secretariat hosts them.

        ``passphrases``: by party, for keys that are to be sealed. ``ledger``: the URL of a PostgreSQL server.
        Raises NegotiationExists, StoreFailed when the folder is in use for something else, InvalidContent when a key
        is not the one that the charter names; then nothing is left behind.
        """
        seats = list(held)
        for key in seats:
            if charter.participant(key.party).key != key.public:
                raise InvalidContent(field=key.party, detail=N_("the charter names another key"))
        if seat is not None:
            charter.participant(seat.party)
        with _whole(path) as folder:
            _furnish(folder, charter, ledger)
            for key in seats:
                keys.save(folder / "keys" / f"{key.party}.key", key, (passphrases or {}).get(key.party), effort)
                Vault.create(folder / "vaults" / f"{key.party}.sqlite3").close()
            if seat is not None:
                make_private(folder / SEAT, msgspec.json.encode(seat))
            for each in ("keys", "vaults"):
                flush_folder(folder / each)
        return cls(path)

    # What lies here

    @property
    def settings(self) -> Settings:
        return _own(self.path / SETTINGS, Settings, N_("it is damaged; take it from a copy of this folder"))

    def set_clock(self, shown: str, set_at: str) -> None:
        """Let a sample's clock stand at ``shown`` from now (``set_at``) on. Raises InvalidContent for real talks."""
        if not self.charter.illustrative:
            raise InvalidContent(field=N_("clock"), detail=N_("only a sample negotiation has a clock of its own"))
        replace(
            self.path / SETTINGS,
            msgspec.json.encode(msgspec.structs.replace(self.settings, shown=shown, set_at=set_at)),
        )

    @cached_property
    def ledger(self) -> Ledger:
        """The shared record, opened when first asked for. Raises StoreFailed."""
        settings = self.settings
        opened: Ledger
        if settings.ledger:
            from paraph.store.postgres import PostgresLedger

            opened = PostgresLedger(settings.ledger, self.charter.id)
        else:
            from paraph.store.sqlite import SqliteLedger

            opened = SqliteLedger(self.path / LEDGER)
        if opened.negotiation != self.charter.id:
            opened.close()
            raise StoreFailed(detail=N_("the ledger is that of another negotiation"))
        return opened

    def vault(self, party: str) -> Vault:
        """A delegation's own vault. Raises StoreFailed when it is not kept here."""
        if party not in self._vaults:
            self.charter.participant(party)
            self._vaults[party] = Vault(self.path / "vaults" / f"{party}.sqlite3")
        return self._vaults[party]

    @property
    def disclosures(self) -> Disclosures:
        return Disclosures(self.path / "disclosures")

    # Seats and keys

    @property
    def held(self) -> list[str]:
        """The parties whose keys lie here."""
        return keys.held(self.path / "keys")

    def key(self, party: str, passphrase: str | Callable[[], str | None] | None = None) -> SeatKey:
        """The key of a seat, checked against the charter. Raises as ``keys.load`` does, and UnknownParty."""
        named = self.charter.participant(party).key
        key = keys.load(self.path / "keys" / f"{party}.key", passphrase)
        if (key.party, key.public) != (party, named):
            raise StoreFailed(detail=N_("the charter names another key for this seat"))
        return key

    def sealed(self, party: str) -> bool:
        """Whether the key of a seat needs a passphrase. Raises as ``keys.locked`` does."""
        return keys.locked(self.path / "keys" / f"{party}.key")

    @property
    def seat(self) -> Seat | None:
        """Where the user of this folder sits; None until a seat is taken."""
        try:
            return _own(self.path / SEAT, Seat, N_("it is damaged; 'paraph seat PARTY' writes it anew"))
        except FileNotFoundError:
            return None

    def take_seat(self, seat: Seat) -> None:
        """Sit down at another seat. Raises UnknownParty, KeyMissing when its key is not held here."""
        self.charter.participant(seat.party)
        if seat.party not in self.held:
            raise KeyMissing(party=seat.party, held=", ".join(self.held) or "-")
        replace(self.path / SEAT, msgspec.json.encode(seat))

    def close(self) -> None:
        if "ledger" in self.__dict__:
            self.ledger.close()
            del self.ledger
        while self._vaults:
            self._vaults.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _furnish(folder: Path, charter: Charter, ledger: str) -> None:
    for name in ("keys", "vaults", "disclosures"):
        make_private_folder(folder / name)
    data = canonical(charter)
    make_private(folder / CHARTER, data)
    make_private(folder / SETTINGS, msgspec.json.encode(Settings(ledger=ledger)))
    if ledger:
        from paraph.store.postgres import PostgresLedger

        PostgresLedger.create(ledger, data).close()
    else:
        from paraph.store.sqlite import SqliteLedger

        SqliteLedger.create(folder / LEDGER, data).close()


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A folder to fill, which becomes ``path`` when the block succeeds and vanishes when it fails."""
    if (path / CHARTER).exists():
        raise NegotiationExists(path=str(path))
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise UnusablePath(path=str(path), detail=N_("it is in use for something else"))
    path = path.absolute()
    # An empty folder that is there already is filled, not replaced: somebody's shell may stand in it.
    home = path if path.exists() else path.parent
    making = home / f".{path.name}.making-{os.urandom(4).hex()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        making.mkdir(mode=0o700)
        yield making
        flush_folder(making)
        if home is path:
            _move_in(making, path)
        else:
            making.rename(path)
        flush_folder(home)
    except OSError as error:
        raise UnusablePath(path=str(path), detail=error.strerror) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _move_in(making: Path, path: Path) -> None:
    """Move everything up, the charter last: until it is there, the folder is no negotiation."""
    names = sorted((each.name for each in making.iterdir()), key=lambda name: name == CHARTER)
    moved: list[Path] = []
    try:
        for name in names:
            moved.append((making / name).rename(path / name))
    except OSError:
        for each in reversed(moved):
            each.rename(making / each.name)
        raise
    path.chmod(0o700)


def _own(path: Path, type: type[T], damaged: str) -> T:
    """Read a file that this computer wrote for itself. Raises UnusablePath where it is damaged, FileNotFoundError."""
    try:
        return _read(path.read_bytes(), type, path)
    except CorruptEntry:
        raise UnusablePath(path=str(path), detail=damaged) from None


def _read(data: bytes, type: type[T], path: Path) -> T:
    try:
        return msgspec.json.decode(data, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CorruptEntry(entry=path.name, detail=str(error)) from None
