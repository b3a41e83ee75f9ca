"""Files handed over, each under the hash of its content: what the record names by hash lies here as bytes."""

from __future__ import annotations

import re
from pathlib import Path

from paraph.errors import N_, StoreFailed, UnusablePath
from paraph.record.values import digest
from paraph.store.files import make_private_folder, replace

_HASH = re.compile(r"[0-9a-f]{64}")


class Disclosures:
    """A folder of files named by their SHA-256 (hexadecimal). Several processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep these bytes and return their hash; keeping them again changes nothing. Raises StoreFailed."""
        make_private_folder(self.folder)
        sha256 = digest(data)
        path = self.folder / sha256
        if not path.exists() or path.read_bytes() != data:  # a damaged copy is replaced by the good one
            replace(path, data)
        return sha256

    def get(self, sha256: str) -> bytes | None:
        """The bytes with this hash, None when they are not here. Raises StoreFailed when they are no longer those."""
        if not _HASH.fullmatch(sha256):
            return None
        try:
            data = (self.folder / sha256).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnusablePath(path=error.filename, detail=error.strerror) from error
        if digest(data) != sha256:
            raise StoreFailed(detail=N_("a disclosed file has been altered or damaged; ask its author for it again"))
        return data

    def __contains__(self, sha256: str) -> bool:
        return bool(_HASH.fullmatch(sha256)) and (self.folder / sha256).is_file()
