"""The parts of the reference that stand in the code too, as rows of Markdown tables."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

import paraph
from paraph.errors import ParaphError
from paraph.record import acts
from paraph.record.contents import KINDS
from paraph.record.visibility import ROLES, may


def every_error() -> list[type[ParaphError]]:
    """All errors of the package, each after its base."""
    for module in pkgutil.walk_packages(paraph.__path__, "paraph."):
        # Pages use Django's models, which can be imported only once a negotiation is served; no error is born there.
        if not module.name.startswith("paraph.web.") and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return list(_below(ParaphError))


def _below(base: type[ParaphError]) -> Iterator[type[ParaphError]]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


def error_row(error: type[ParaphError]) -> str:
    """``| code | exit status | message | remedy |``; a field that is filled in stands as its name in italics."""
    return f"| `{error.code}` | {error.exit_status} | {_filled(error.message)} | {_filled(error.remedy)} |"


def _filled(key: str) -> str:
    """A message key as a person reads it.

    >>> _filled("%(party)s is not a party (parties: %(known)s).")
    '*party* is not a party (parties: *known*).'
    """
    import re

    return re.sub(r"%\((\w+)\)s", r"*\1*", key)


def act_row(act: type[acts.Act]) -> str:
    """``| act | its fields | who may |``: as far as the code says it. Fields with ``?`` may be left out."""
    return f"| `{act.__name__}` | {fields(act)} | {who(act)} |"


def fields(struct: type[Any]) -> str:
    """The fields of an act or content.

    >>> fields(acts.PositionReserved)
    '`subject`, `reason`, `pending?`'
    """
    return ", ".join(f"`{each.name}{'' if each.required else '?'}`" for each in msgspec.structs.fields(struct))


def who(act: type[acts.Act]) -> str:
    """The roles that may do it, by their letters in the reference."""
    return " ".join(LETTERS[role] for role in ROLES if may(role, act))


LETTERS = {
    "minister": "M",
    "chief_negotiator": "C",
    "deputy_chief_negotiator": "D",
    "chapter_lead": "L",
    "member": "m",
    "lawyer_linguist": "w",
    "economist": "e",
    "secretary": "s",
    "observer": "o",
    "secretariat": "S",
}

ACTS: tuple[type[acts.Act], ...] = get_args(acts.AnyAct)


def content_row(kind: str) -> str:
    """``| kind | content | its fields |``."""
    return f"| `{kind}` | `{KINDS[kind].__name__}` | {fields(KINDS[kind])} |"
