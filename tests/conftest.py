"""What several rooms need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from postgres_server import binaries, server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own; the test is skipped where none is installed."""
    bin = binaries()
    if bin is None:
        pytest.skip("PostgreSQL is not installed here (initdb was not found)")
    with server(bin) as url:
        yield url


# A busy machine is no fault of a law: no deadline, and slow generation is not an error.
settings.register_profile("paraph", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("paraph")
