"""The ledger on a PostgreSQL server (14 or later), through psycopg 3; one server may hold many negotiations.

An advisory lock for each negotiation lets one append at a time through, from whatever process or machine, so that
positions follow commits and no reader ever sees a gap fill up behind it. LISTEN/NOTIFY is not used: ``wait`` polls.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from typing import Any, ClassVar, Self

import psycopg

from paraph.errors import N_, NoNegotiation, StoreFailed, Unacknowledged
from paraph.record.values import digest
from paraph.store.ledger import KEPT, LAST, PAGE, Filed, Found, Heads, Ledger, Row, Snapshot
from paraph.store.pool import Pool
from paraph.store.writer import GROUP

Connection = psycopg.Connection[tuple[Any, ...]]

VERSION = 1
MAKING = 0x50617261
"""The advisory lock under which tables are made."""

SCHEMA = """
CREATE SCHEMA paraph;
CREATE TABLE paraph.version (version integer NOT NULL);
CREATE TABLE paraph.charter (
    negotiation text COLLATE "C" PRIMARY KEY,
    data bytea NOT NULL
);
CREATE TABLE paraph.entry (
    negotiation text COLLATE "C" NOT NULL REFERENCES paraph.charter,
    position bigint NOT NULL,
    party text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    id text COLLATE "C" NOT NULL,
    previous text COLLATE "C" NOT NULL,
    envelope bytea NOT NULL,
    PRIMARY KEY (negotiation, position),
    UNIQUE (negotiation, id)
);
CREATE INDEX entry_by_chain ON paraph.entry (negotiation, party, sequence, position);
CREATE INDEX entry_by_link ON paraph.entry (negotiation, party, previous);
CREATE TABLE paraph.snapshot (
    negotiation text COLLATE "C" NOT NULL REFERENCES paraph.charter,
    format text COLLATE "C" NOT NULL,
    heads text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (negotiation, format, heads)
);
CREATE FUNCTION paraph.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% never changes', TG_TABLE_NAME; END $$;
CREATE TRIGGER entry_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON paraph.entry
    FOR EACH STATEMENT EXECUTE FUNCTION paraph.refuse();
CREATE TRIGGER charter_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON paraph.charter
    FOR EACH STATEMENT EXECUTE FUNCTION paraph.refuse();
"""

_FIELDS = "position, party, sequence, id, previous, envelope"
_LAST = "SELECT coalesce(max(position), 0) FROM paraph.entry WHERE negotiation = %(negotiation)s"
# LATERAL with LIMIT is looked up in the index for each element, also while the planner has no statistics and would
# rather read the whole negotiation.
_PLACES = """
SELECT wanted.id, found.position FROM unnest(%(ids)s::text[]) AS wanted (id), LATERAL (
    SELECT position FROM paraph.entry WHERE negotiation = %(negotiation)s AND id = wanted.id LIMIT 1) AS found
"""
_FOLLOWED = """
SELECT link.party, link.head FROM unnest(%(parties)s::text[], %(heads)s::text[]) AS link (party, head), LATERAL (
    SELECT 1 FROM paraph.entry
    WHERE negotiation = %(negotiation)s AND party = link.party AND previous = link.head LIMIT 1) AS found
"""


class PostgresLedger(Ledger):
    """A ledger on a server. ``url``: a libpq connection string; passwords are better kept in a pgpass file."""

    POLL: ClassVar[float] = 0.25

    def __init__(self, url: str, negotiation: str, group: int = GROUP) -> None:
        """Open a ledger. Raises NoNegotiation when the server does not hold it, StoreFailed when it cannot be used."""
        self._url = url
        self._readers: Pool[Connection] = Pool(self._connect)
        self._lock = threading.Lock()
        self._own: Connection | None = None
        with self._reading() as database:
            charter = None
            if _made(database):
                charter = database.execute(
                    "SELECT data FROM paraph.charter WHERE negotiation = %s", (negotiation,)
                ).fetchone()
            where = f"{database.info.host}/{database.info.dbname}"
        if charter is None:
            self._readers.close()
            raise NoNegotiation(path=where)
        super().__init__(negotiation, charter[0], group)

    @classmethod
    def create(cls, url: str, charter: bytes, group: int = GROUP) -> Self:
        """Make the tables where there are none, and put the charter; a charter that is there already stays."""
        negotiation = digest(charter)
        try:
            with psycopg.connect(url) as database:
                database.execute("SELECT pg_advisory_xact_lock(%s)", (MAKING,))
                if not _made(database):
                    database.execute(SCHEMA)
                    database.execute("INSERT INTO paraph.version VALUES (%s)", (VERSION,))
                database.execute(
                    "INSERT INTO paraph.charter VALUES (%s, %s) ON CONFLICT DO NOTHING", (negotiation, charter)
                )
        except psycopg.Error as error:
            raise StoreFailed(detail=_said(error)) from error
        return cls(url, negotiation, group)

    # Connections

    def _connect(self) -> Connection:
        """Raises StoreFailed when the server does not flush: nothing that it acknowledged would be safe."""
        database = psycopg.connect(self._url, autocommit=True)
        database.execute("SET synchronous_commit = on")
        if ("off",) in (
            database.execute("SHOW fsync").fetchone(),
            database.execute("SHOW full_page_writes").fetchone(),
        ):
            database.close()
            raise StoreFailed(
                detail=N_("the server is set to lose data in a power cut (fsync or full_page_writes off)")
            )
        return database

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._readers.lend() as database:
                yield database
        except psycopg.Error as error:
            self._readers.close()  # if the server went away, the idle ones are gone too
            raise StoreFailed(detail=_said(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[_Transaction]:
        with self._lock:
            try:
                database = self._own = self._own or self._connect()
                database.execute(f"BEGIN; SELECT pg_advisory_xact_lock({_lock_of(self.negotiation)})")
                yield _Transaction(database, self.negotiation)
            except psycopg.Error as error:
                self._abandon()
                raise StoreFailed(detail=_said(error)) from error
            except BaseException:
                self._abandon()
                raise
            try:
                database.execute("COMMIT")
            except psycopg.Error as error:
                self._abandon()
                raise Unacknowledged(detail=_said(error)) from error

    def _abandon(self) -> None:
        """Drop the writing connection, which undoes what it had not committed."""
        database, self._own = self._own, None
        if database is not None:
            with suppress(psycopg.Error):
                database.close()

    # Reading

    def _arrived_between(self, after: int, until: int) -> list[Filed]:
        return self._page("position > %s AND position <= %s ORDER BY position LIMIT %s", after, until, PAGE)

    def _chained_after(self, party: str, place: tuple[int, int]) -> list[Filed]:
        where = "party = %s AND (sequence, position) > (%s, %s) ORDER BY sequence, position LIMIT %s"
        return self._page(where, party, *place, PAGE)

    def entry(self, id: str) -> Filed | None:
        return next(iter(self._page("id = %s", id)), None)

    def _page(self, where: str, *bindings: str | int) -> list[Filed]:
        sql = f"SELECT {_FIELDS} FROM paraph.entry WHERE negotiation = %s AND {where}"  # noqa: S608
        with self._reading() as database:
            found = database.execute(sql, (self.negotiation, *bindings), binary=True)
            return [Filed(position, Row(self.negotiation, *rest)) for position, *rest in found]

    def heads(self) -> Heads:
        with self._reading() as database:
            found = database.execute(
                "SELECT party, id FROM paraph.entry AS last WHERE negotiation = %s AND NOT EXISTS"
                " (SELECT 1 FROM paraph.entry AS next WHERE next.negotiation = last.negotiation"
                " AND next.party = last.party AND next.previous = last.id) ORDER BY party, id",
                (self.negotiation,),
            ).fetchall()
        return {party: tuple(id for _, id in group) for party, group in groupby(found, key=lambda pair: pair[0])}

    def count(self) -> int:
        with self._reading() as database:
            return _last(database, self.negotiation)

    # Snapshots

    def put_snapshot(self, snapshot: Snapshot) -> None:
        with self._writing() as transaction:
            transaction.database.execute(
                "INSERT INTO paraph.snapshot VALUES (%s, %s, %s, %s, %s) ON CONFLICT (negotiation, format, heads)"
                " DO UPDATE SET position = excluded.position, data = excluded.data",
                (self.negotiation, *snapshot),
            )
            transaction.database.execute(
                "DELETE FROM paraph.snapshot WHERE negotiation = %(negotiation)s AND format = %(format)s"
                " AND position <= (SELECT position FROM paraph.snapshot WHERE negotiation = %(negotiation)s"
                " AND format = %(format)s ORDER BY position DESC LIMIT 1 OFFSET %(kept)s)",
                {"negotiation": self.negotiation, "format": snapshot.format, "kept": KEPT},
            )

    def snapshot(self, format: str, until: int | None = None) -> Snapshot | None:
        end = LAST if until is None else until
        return self._snapshot("format = %s AND position <= %s ORDER BY position DESC LIMIT 1", format, end)

    def snapshot_of(self, format: str, heads: str) -> Snapshot | None:
        return self._snapshot("format = %s AND heads = %s", format, heads)

    def _snapshot(self, where: str, *bindings: str | int) -> Snapshot | None:
        sql = f"SELECT format, heads, position, data FROM paraph.snapshot WHERE negotiation = %s AND {where}"  # noqa: S608
        with self._reading() as database:
            found = database.execute(sql, (self.negotiation, *bindings), binary=True).fetchone()
        return Snapshot(*found) if found else None

    def drop_snapshots(self) -> None:
        with self._writing() as transaction:
            transaction.database.execute("DELETE FROM paraph.snapshot WHERE negotiation = %s", (self.negotiation,))

    # Care

    def check(self) -> list[str]:
        with self._reading() as database:
            found = database.execute(
                "SELECT count(*), coalesce(max(position), 0) FROM paraph.entry WHERE negotiation = %s",
                (self.negotiation,),
            ).fetchone()
        count, last = found or (0, 0)
        return [] if count == last else [f"{count} entries, but the last position is {last}"]

    def durability(self) -> dict[str, str]:
        names = {"PostgreSQL": "server_version", "fsync": "fsync", "commit": "synchronous_commit"}
        with self._reading() as database:
            return {each: str(*database.execute(f"SHOW {name}").fetchone() or "?") for each, name in names.items()}

    def close(self) -> None:
        super().close()
        with self._lock:
            self._abandon()
        self._readers.close()


class _Transaction:
    def __init__(self, database: Connection, negotiation: str) -> None:
        self.database = database
        self._negotiation = negotiation

    def find(self, ids: Sequence[str], links: Sequence[tuple[str, str]]) -> Found:
        names = {
            "negotiation": self._negotiation,
            "ids": list(ids),
            "parties": [party for party, _ in links],
            "heads": [head for _, head in links],
        }
        with self.database.pipeline():  # asked together: one journey to the server instead of three
            last = self.database.execute(_LAST, names)
            places = self.database.execute(_PLACES, names)
            followed = self.database.execute(_FOLLOWED, names)
        (position,) = last.fetchone() or (0,)
        return Found(position, dict(places.fetchall()), set(followed.fetchall()))

    def insert(self, rows: Sequence[Filed]) -> None:
        columns = zip(*((position, *row[1:]) for position, row in rows), strict=True)
        self.database.execute(
            f"INSERT INTO paraph.entry (negotiation, {_FIELDS}) SELECT %s, * FROM"  # noqa: S608
            " unnest(%b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::text[], %b::bytea[])",
            (self._negotiation, *map(list, columns)),
        )


def _last(database: Connection, negotiation: str) -> int:
    found = database.execute(_LAST, {"negotiation": negotiation}).fetchone()
    return int(found[0]) if found else 0


def _made(database: Connection) -> bool:
    """Whether the tables are there. Raises StoreFailed when they are of another version."""
    if database.execute("SELECT to_regclass('paraph.version')").fetchone() == (None,):
        return False
    if database.execute("SELECT version FROM paraph.version").fetchone() != (VERSION,):
        raise StoreFailed(detail=N_("the server holds ledgers of another version"))
    return True


def _lock_of(negotiation: str) -> int:
    return int.from_bytes(bytes.fromhex(negotiation[:16]), signed=True)


def _said(error: psycopg.Error) -> str:
    return str(error).strip() or type(error).__name__
