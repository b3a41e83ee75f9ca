"""``web.db``: where it lies, for whose eyes, and in its present shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import conf
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from paraph.store.files import make_private

FILE = "web.db"


def databases(folder: Path) -> dict[str, Any]:
    """Django's setting. One writer at a time, who waits for the other rather than fail half-way."""
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / FILE),
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        }
    }


def open_database(folder: Path) -> None:
    """Take the database of this folder from now on; made if it is not there, brought up to date if it is older."""
    path = folder / FILE
    try:
        make_private(path)
    except FileExistsError:
        path.chmod(0o600)
    connections.close_all()
    conf.settings.DATABASES = databases(folder)
    connections.settings["default"]["NAME"] = str(path)
    executor = MigrationExecutor(connections["default"])
    newest = executor.loader.graph.leaf_nodes()
    if executor.migration_plan(newest):
        executor.migrate(newest)
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()
    connections.close_all()
