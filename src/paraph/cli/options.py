"""Arguments and options that several verbs share, and how what a person types becomes a value.

Words are given as ``TEXT`` in the reader's language or as ``vi=TEXT`` in another one; ``@FILE`` reads them from a file.
An option that takes words may be given once for each language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Annotated, Any

import typer

from paraph.errors import N_, InvalidContent, UnreadableFile, UnusablePath
from paraph.i18n import SYSTEM


def option(*names: str, help: str, shows: str | None = None) -> Any:
    """An option; ``shows`` is what stands for its value in help, ``help`` a message key."""
    return typer.Option(*names, metavar=shows, help=help)


def argument(shows: str, help: str) -> Any:
    """An argument; see ``option``."""
    return typer.Argument(metavar=shows, help=help)


Subject = Annotated[
    str,
    argument("SUBJECT", N_("What it is about: a provision (a2.3-1), round, agenda, meeting ...")),
]
Words = Annotated[
    list[str] | None,
    option("--text", "-t", shows="TEXT", help=N_("The words; vi=TEXT for another language; @FILE from a file.")),
]
Reason = Annotated[
    list[str] | None, option("--reason", "-r", shows="TEXT", help=N_("The reason, shared with the other side."))
]
NeededReason = Annotated[
    list[str], option("--reason", "-r", shows="TEXT", help=N_("The reason, shared with the other side."))
]
About = Annotated[
    list[str] | None,
    option("--about", shows="SUBJECT", help=N_("What it concerns; may be given several times.")),
]
Output = Annotated[
    Path | None, option("--output", "-o", shows="FILE", help=N_("Write to this file instead of the screen."))
]

Economy = Annotated[
    float,
    option(
        "--economy",
        shows="FACTOR",
        help=N_("How many times the fewest words may stand as differing: 1 or more; more gives fewer, longer changes."),
    ),
]

_TAGGED = re.compile(r"([a-z]{2,3})=(.*)", re.DOTALL)


def words(given: Iterable[str] | None, language: str) -> dict[str, str]:
    """The same words in each language, from what was typed.

    >>> words(["Each Party shall act.", "vi=Mỗi Bên phải hành động."], "en")
    {'en': 'Each Party shall act.', 'vi': 'Mỗi Bên phải hành động.'}

    Raises: InvalidContent when a language is given twice, UnreadableFile.
    """
    found: dict[str, str] = {}
    for each in given or ():
        tagged = _TAGGED.fullmatch(each)
        tag, text = (tagged[1], tagged[2]) if tagged else (language, each)
        if tag in found:
            raise InvalidContent(field=tag, detail=N_("the words are given twice in this language"))
        found[tag] = read_text(Path(text[1:])).strip() if text.startswith("@") else text
    return found


def needed(given: Iterable[str] | None, language: str, option: str) -> dict[str, str]:
    """Like ``words``, refusing to go on without any."""
    found = words(given, language)
    if not any(map(str.strip, found.values())):
        raise InvalidContent(field=option, detail=N_("the words are missing"))
    return found


def checked(economy: float) -> float:
    """An economy that can be met. Raises InvalidContent below 1."""
    if not economy >= 1:
        raise InvalidContent(field="--economy", detail=N_("it is a factor of 1 or more"))
    return economy


def read_text(path: Path) -> str:
    """A text file through the gateway. Raises UnreadableFile, TextRefused."""
    from paraph.documents.gateway import decode

    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises UnreadableFile."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path=str(path), detail=error.strerror or "?") from None


def write_text(path: Path, text: str) -> None:
    """See ``write_bytes``."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file at once, so that a fault leaves the old one.

    Raises InvalidContent when it cannot be written, UnusablePath when the negotiation itself lies there.
    """
    if _belongs(path.absolute()):
        raise UnusablePath(path=str(path), detail=N_("it is part of the negotiation; choose another name"))
    beside: Path | None = None
    try:
        handle, name = mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    except OSError as error:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        why = error.strerror or "?"
        raise InvalidContent(field=str(path), detail=why if why in SYSTEM else N_("it cannot be written")) from None


def _belongs(path: Path) -> bool:
    """Whether a file is one of those that make up a negotiation's folder (``store.place``)."""
    folder = path.parent
    if folder.name in ("keys", "vaults", "disclosures"):
        return (folder.parent / "charter.json").is_file()
    own = path.suffix == ".json" or path.name.startswith("ledger.") or path.suffix == ".secret"
    return own and (folder / "charter.json").is_file()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
