"""The workspace, served to a client without a network: one sample negotiation for all who only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from paraph.samples.vietnam_us import prepare
from web.browsing import launched, serving

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

    from paraph.web.site import Site


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "sample"
    prepare(folder).close()
    from paraph.web.config import configure

    configure(folder).close()  # once for all: its database for accounts is made
    return folder


@pytest.fixture(scope="module")
def site(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the sample, served from now on."""
    from paraph.web.config import configure

    folder = tmp_path_factory.mktemp("served") / "sample"
    copytree(original, folder)
    served = configure(folder)
    yield served
    served.close()


@pytest.fixture
def at(site: Site) -> Callable[[str], Client]:
    """A client sitting at a seat, as its own browser would be."""
    from django.test import Client

    def sit(party: str, language: str = "en") -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.post("/seat/", {"party": party, "next": "/"})
        client.post("/language/", {"language": language, "next": "/"})
        return client

    return sit


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module, not for all: where it runs, no test of the same process may run an event loop."""
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def address(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the sample, served by a process of its own for the tests of one module."""
    folder = tmp_path_factory.mktemp("browser") / "sample"
    copytree(original, folder)
    with serving(folder) as found:
        yield found
