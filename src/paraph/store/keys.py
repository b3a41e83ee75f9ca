"""Signing keys on disk: one file for each seat, readable by its owner only, sealed with a passphrase if wished.

The secret is a 32-byte Ed25519 seed (RFC 8032). A sealed one lies in a libsodium secret box (XSalsa20-Poly1305) under a
key that Argon2id (RFC 9106) makes of the passphrase. No secret stands in a ``repr``, a message or a log.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import msgspec
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.signing import SigningKey
from nacl.utils import random

from paraph.errors import N_, KeyExposed, KeyLocked, KeyMissing, StoreFailed, UnusablePath
from paraph.record.values import Party
from paraph.store.files import flush_folder, make_private

Effort = Literal["interactive", "moderate"]
"""What opening a sealed key costs: 64 MiB and some 0.1 s, or 256 MiB and some 0.7 s."""

_EFFORTS: dict[Effort, tuple[int, int]] = {
    "interactive": (pwhash.argon2id.OPSLIMIT_INTERACTIVE, pwhash.argon2id.MEMLIMIT_INTERACTIVE),
    "moderate": (pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE),
}
_MOST_MEMORY = pwhash.argon2id.MEMLIMIT_SENSITIVE
_Bytes32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class SeatKey:
    """The key with which a seat signs. Shows its public half only, and cannot be pickled.

    >>> SeatKey("VN", SigningKey(bytes(32)))
    SeatKey(VN, public 3b6a27bcceb6a42d...)
    """

    __slots__ = ("_key", "party")

    def __init__(self, party: str, key: SigningKey) -> None:
        self.party = party
        self._key = key

    @classmethod
    def generate(cls, party: str) -> SeatKey:
        """A new key from the system's randomness."""
        return cls(party, SigningKey.generate())

    @property
    def public(self) -> str:
        """The public half in hexadecimal, as the charter names it."""
        return bytes(self._key.verify_key).hex()

    @property
    def signer(self) -> SigningKey:
        """The secret itself, for signing. Never format it: ``str`` of it is the seed."""
        return self._key

    def __repr__(self) -> str:
        return f"SeatKey({self.party}, public {self.public[:16]}...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a signing key is not to be copied about")


class _Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a passphrase becomes the box's key: Argon2id's ``operations`` and ``memory`` (bytes), ``salt`` in hex."""

    salt: str
    operations: int
    memory: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``seed`` in hexadecimal: as it is, or the secret box when there is a ``seal``."""

    party: Party
    public: _Bytes32
    seed: str
    seal: _Seal | None = None
    format: Literal["paraph-key-1"] = "paraph-key-1"


def save(path: Path, key: SeatKey, passphrase: str | None = None, effort: Effort = "moderate") -> None:
    """Write a key to a new file of mode 600. Raises StoreFailed when there is a file already: no key is overwritten."""
    seed, seal = bytes(key.signer), None
    if passphrase is not None:
        operations, memory = _EFFORTS[effort]
        seal = _Seal(random(pwhash.argon2id.SALTBYTES).hex(), operations, memory)
        seed = bytes(_box(passphrase, seal).encrypt(seed))
    data = msgspec.json.encode(_File(key.party, key.public, seed.hex(), seal))
    try:
        make_private(path, data)
    except FileExistsError:
        raise StoreFailed(detail=N_("there is a key for this seat already, and keys are never overwritten")) from None
    flush_folder(path.parent)


def load(path: Path, passphrase: str | Callable[[], str | None] | None = None) -> SeatKey:
    """Read a key. ``passphrase``: itself, or how to ask for it, called only for a sealed key.

    Raises KeyMissing, KeyExposed when others may read the file, KeyLocked when the passphrase is missing or wrong,
    StoreFailed when the file is damaged.
    """
    read = _read(path)
    try:
        seed = bytes.fromhex(read.seed)
        if read.seal is not None:
            given = passphrase() if callable(passphrase) else passphrase
            if given is None:
                raise KeyLocked(party=read.party)
            seed = _box(given, read.seal).decrypt(seed)
        key = SeatKey(read.party, SigningKey(seed))
    except CryptoError:
        raise KeyLocked(party=read.party) from None
    except (ValueError, TypeError):
        raise _damaged(path) from None
    if key.public != read.public:
        raise _damaged(path)
    return key


def locked(path: Path) -> bool:
    """Whether the key needs a passphrase. Raises as ``load`` does."""
    return _read(path).seal is not None


def held(folder: Path) -> list[str]:
    """The parties whose keys lie in this folder."""
    return sorted(path.stem for path in folder.glob("*.key"))


def _read(path: Path) -> _File:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise KeyMissing(party=path.stem, held=", ".join(held(path.parent)) or "-") from None
    except OSError as error:
        raise UnusablePath(path=str(path), detail=error.strerror) from None
    with os.fdopen(handle, "rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)  # of what was opened, not of what the name says now
        if mode & 0o077:
            raise KeyExposed(path=str(path), mode=f"{mode:o}")
        data = file.read(10_000)
    try:
        read = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _damaged(path) from None
    if read.seal is not None and read.seal.memory > _MOST_MEMORY:
        raise _damaged(path)
    return read


def _box(passphrase: str, seal: _Seal) -> SecretBox:
    # The same passphrase may come composed or decomposed from another keyboard (RFC 8265).
    phrase = unicodedata.normalize("NFC", passphrase).encode()
    salt = bytes.fromhex(seal.salt)
    return SecretBox(pwhash.argon2id.kdf(SecretBox.KEY_SIZE, phrase, salt, seal.operations, seal.memory))


def _damaged(path: Path) -> UnusablePath:
    return UnusablePath(path=str(path), detail=N_("it is not a readable key file"))
