"""What only the PostgreSQL ledger has: a server, which may go away, refuse, or be set to lose data."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from paraph.errors import NoNegotiation, StoreFailed, Unacknowledged
from paraph.store.postgres import PostgresLedger
from store.rows import rows

pytestmark = pytest.mark.xdist_group("postgres")


@contextmanager
def setting(url: str, name: str, value: str) -> Iterator[None]:
    """Set something on the whole server for a while."""
    with psycopg.connect(url, autocommit=True) as database:
        try:
            database.execute(f"ALTER SYSTEM SET {name} = {value}")
            database.execute("SELECT pg_reload_conf(), pg_sleep(0.3)")
            yield
        finally:
            database.execute(f"ALTER SYSTEM RESET {name}")
            database.execute("SELECT pg_reload_conf(), pg_sleep(0.3)")


def test_one_server_holds_many_negotiations_and_keeps_them_apart(postgres_url: str) -> None:
    charters = [uuid.uuid4().bytes for _ in range(2)]
    with (
        PostgresLedger.create(postgres_url, charters[0]) as one,
        PostgresLedger.create(postgres_url, charters[1]) as other,
    ):
        one.append(rows(one, "US", 3))
        other.append(rows(other, "US", 1))
        assert (one.count(), other.count()) == (3, 1)
        assert other.entry(rows(one, "US", 3)[2].id) is None
        with PostgresLedger.create(postgres_url, charters[0]) as again:
            assert (again.count(), again.charter) == (3, charters[0])
    with pytest.raises(NoNegotiation):
        PostgresLedger(postgres_url, "0" * 64)


def test_a_server_that_does_not_flush_is_refused(postgres_url: str) -> None:
    charter = uuid.uuid4().bytes
    with PostgresLedger.create(postgres_url, charter) as ledger:
        assert (ledger.durability()["fsync"], ledger.durability()["commit"]) == ("on", "on")
    for name in ("fsync", "full_page_writes"):
        with setting(postgres_url, name, "off"), pytest.raises(StoreFailed, match="power cut"):
            PostgresLedger(postgres_url, ledger.negotiation)
    with setting(postgres_url, "synchronous_commit", "off"), PostgresLedger(postgres_url, ledger.negotiation) as ledger:
        assert ledger.durability()["commit"] == "on"


def test_a_lost_connection_is_reported_and_made_again(postgres_url: str) -> None:
    with PostgresLedger.create(postgres_url, uuid.uuid4().bytes) as ledger:
        us = rows(ledger, "US", 2)
        ledger.append(us[:1])
        assert ledger._own is not None
        with psycopg.connect(postgres_url, autocommit=True) as database:
            database.execute("SELECT pg_terminate_backend(%s, 5000)", (ledger._own.info.backend_pid,))
        with pytest.raises(StoreFailed):
            ledger.append(us[1:], {"US": us[0].id})
        assert ledger.append(us[1:], {"US": us[0].id}).positions == (2,)


def test_a_commit_that_fails_is_not_acknowledged(postgres_url: str) -> None:
    with PostgresLedger.create(postgres_url, uuid.uuid4().bytes) as ledger:
        us = rows(ledger, "US", 1)
        with psycopg.connect(postgres_url, autocommit=True) as database:
            database.execute(
                "CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON paraph.entry DEFERRABLE INITIALLY DEFERRED"
                " FOR EACH ROW EXECUTE FUNCTION paraph.refuse()"
            )
            try:
                with pytest.raises(Unacknowledged):
                    ledger.append(us)
            finally:
                database.execute("DROP TRIGGER fails ON paraph.entry")
        assert ledger.append(us) == ((1,), frozenset())


def test_a_server_that_is_not_there_is_an_error_of_the_store() -> None:
    with pytest.raises(StoreFailed):
        PostgresLedger("postgresql:///x?host=/nonexistent", "0" * 64)
