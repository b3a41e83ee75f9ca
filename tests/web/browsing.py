"""What tests in a browser share: Chromium, the workspace as a process of its own, and a seat to sit at in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import IO, TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SOURCE = Path(__file__).resolve().parents[2] / "src"
in_chromium = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here (on Debian: apt install chromium)"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
"""The marks of a module of such tests: ``pytestmark = in_chromium``."""


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, for as long as the block lasts. While it runs, this thread has a running event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def serving(folder: Path, errors: IO[Any] | None = None) -> Iterator[str]:
    """The workspace as ``paraph serve`` starts it, in a process of its own: its address, without a slash at its end."""
    command = [sys.executable, "-m", "paraph.cli", "serve", str(folder), "--port", "0", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment) as server:
        assert server.stdout
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
            assert found, "the server has not told its address"
            yield found[0]
        finally:  # leaving Popen's block waits for as long as it runs
            server.terminate()
            server.wait(10)


def sit(browser: Browser, address: str, party: str, language: str = "en", **context: Any) -> Page:
    """A browser of one's own at a seat ("" observes), opened at the first page."""
    page = browser.new_context(locale={"en": "en-GB", "vi": "vi-VN"}[language], **context).new_page()
    page.goto(address)
    page.click(f'.seats button[value="{party}"]')
    return page
