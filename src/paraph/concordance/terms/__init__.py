"""Term bases: the words of trade agreements in two languages, one file a pair of languages, made for this project.

A file is named ``LEFT-RIGHT.tsv``; a line holds a term in each language and, where one word has several, each on a line
of its own. Lines that begin with # say where it is from.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def between(left: str, right: str) -> list[tuple[str, str]]:
    """The terms of two languages (BCP 47 tags; their regions do not matter), or none where there is no term base.

    >>> ("rules of origin", "quy tắc xuất xứ") in between("en-US", "vi")
    True
    >>> between("vi", "en")[:1]
    [('bên', 'party')]
    >>> between("fi", "vi")
    []
    """
    one, other = left.split("-")[0], right.split("-")[0]
    return list(_read(one, other)) or [(b, a) for a, b in _read(other, one)]


@cache
def _read(left: str, right: str) -> tuple[tuple[str, str], ...]:
    file = files(__package__) / f"{left}-{right}.tsv"
    if not (left and right and file.is_file()):
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((one, other) for one, other in pairs)
