"""A stranger's file is read by a process that can do nothing else, and what comes back is plain data.

``receive`` starts a fresh Python, which imports the readers, gives up everything but computing (``confined``), reads
the file from its standard input and writes a draft, or the reason for a refusal, to its standard output. A reader that
is led astray can hurt nothing but its own answer, and that is checked like any other value.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import msgspec

from paraph import errors
from paraph.documents.confined import SECONDS
from paraph.documents.gateway import check_size
from paraph.documents.manuscript import Manuscript
from paraph.documents.plain import Laid
from paraph.errors import N_, ParaphError, UnreadableFile
from paraph.text.provision import Draft

PATIENCE = SECONDS + 5
"""Seconds on the clock after which a reader is stopped."""
ANSWER_LIMIT = 200_000_000
"""Bytes of an answer that are taken in."""


NO_ANSWER = N_("its reader gave no answer that can be used")


class Sent(msgspec.Struct, frozen=True):
    """What a reader is asked: the file's name, by which its kind is known, and the language where it is silent.

    ``whole``: for everything that the file holds, and not for a draft; ``table``: for its cells.
    """

    path: str
    language: str
    whole: bool = False
    table: bool = False


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reader's answer: a draft, plain or laid out, a manuscript, cells, or the code of an error with its data."""

    draft: Draft | None = None
    laid: Laid | None = None
    manuscript: Manuscript | None = None
    cells: list[list[str]] | None = None
    refused: str = ""
    data: dict[str, Any] = {}


def receive(path: str | PurePath, data: bytes, language: str = "en") -> Draft:
    """Read a file from outside as a draft, in a process of its own. See ``documents.read`` for the formats.

    >>> receive("aims.txt", b"Article 1. Aims").provisions[0].number
    'Article 1'

    Raises: UnknownFormat, UnreadableFile (also for a file that takes too long or too much memory), TextRefused.
    """
    answer = _answer(data, Sent(str(path), language))
    draft = answer.draft if answer.laid is None else answer.laid  # an empty draft is one, too
    if draft is None:
        raise UnreadableFile(path=str(path), detail=NO_ANSWER)
    return draft


def receive_whole(path: str | PurePath, data: bytes, language: str = "en") -> Manuscript:
    """Everything that a file from outside holds, read in a process of its own. Raises as ``receive`` does.

    >>> len(receive_whole("aims.txt", b"Article 1. Aims").paragraphs)
    1
    """
    answer = _answer(data, Sent(str(path), language, whole=True))
    if answer.manuscript is None:
        raise UnreadableFile(path=str(path), detail=NO_ANSWER)
    return answer.manuscript


def receive_table(path: str | PurePath, data: bytes) -> list[list[str]]:
    """The cells of a table from outside, CSV or Excel, read in a process of its own. Raises as ``receive`` does.

    >>> receive_table("offers.csv", b"line,rate")
    [['line', 'rate']]
    """
    answer = _answer(data, Sent(str(path), "", table=True))
    if answer.cells is None:
        raise UnreadableFile(path=str(path), detail=NO_ANSWER)
    return answer.cells


def _answer(data: bytes, asked: Sent) -> Answer:
    """What the reader answers. Raises what it raised."""
    name = asked.path
    check_size(data, name)
    sent = msgspec.json.encode(asked) + b"\n" + data
    command = [sys.executable, "-P", "-m", "paraph.documents.reader"]
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=PATIENCE, env=_bare(), check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableFile(path=name, detail=N_("reading it takes too long")) from None
    if done.returncode or len(done.stdout) > ANSWER_LIMIT:
        raise UnreadableFile(path=name, detail=N_("reading it takes too long or too much memory, or fails"))
    try:
        answer = msgspec.json.decode(done.stdout, type=Answer)
    except msgspec.DecodeError:
        raise UnreadableFile(path=name, detail=NO_ANSWER) from None
    if answer.refused:
        kinds = (kind for kind in _errors(errors.InputRefused) if kind.code == answer.refused)
        raise next(kinds, UnreadableFile)(**answer.data)
    return answer


def _errors(kind: type[ParaphError]) -> Iterator[type[ParaphError]]:
    for each in kind.__subclasses__():
        yield from _errors(each)
    yield kind


def _bare() -> dict[str, str]:
    """The reader's environment: where this program lies, and nothing of what surrounds it."""
    root = str(Path(__file__).resolve().parents[2])
    return {
        "PYTHONPATH": root,
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
    }
