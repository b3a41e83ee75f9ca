"""The Django application; its signals keep a session from outliving what it was opened with."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "paraph.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from paraph.web.accounts import signals

        signals.connect()
