"""People of a delegation beside its head."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site


@pytest.fixture
def person(site: Site) -> Callable[[str, str], Client]:
    """A client at the desk of one member of a delegation."""
    from django.test import Client

    def sit(party: str, key: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.post("/seat/", {"party": party, "person": key, "next": "/"})
        client.post("/language/", {"language": "en", "next": "/"})
        return client

    return sit
