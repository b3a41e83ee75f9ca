"""A disk that forgets in a power cut what was written but not flushed, as SQLite sees it.

Files live in memory. A write lands in the volatile part at once and in the durable part at the file's next sync. When
the power fails, each write that was not synced survives, is lost, or is torn at a sector, as chance will have it; so a
later write may survive an earlier one, as on a real disk. It offers no shared memory, so a write-ahead log needs
``locking_mode = EXCLUSIVE`` on it.
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512


@dataclass
class Medium:
    """One file: what is durable, what a reader sees, and the writes between the two: (offset, bytes or None)."""

    durable: bytearray
    seen: bytearray = field(init=False)
    unsynced: list[tuple[int, bytes | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen = bytearray(self.durable)

    def change(self, offset: int, data: bytes | None) -> None:
        _apply(self.seen, offset, data)
        self.unsynced.append((offset, data))

    def sync(self) -> None:
        for offset, data in self.unsynced:
            _apply(self.durable, offset, data)
        self.unsynced.clear()

    def survive(self, chance: random.Random, odds: float) -> bytes:
        """What is on the disk when the power comes back, where an unsynced write survives with these odds."""
        for offset, data in self.unsynced:
            if chance.random() < odds:
                if data is not None and chance.random() < 0.1:
                    data = data[: chance.randrange(0, len(data) + 1, SECTOR)]
                _apply(self.durable, offset, data)
        return bytes(self.durable)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write ``data`` at ``offset``; without data, cut the file off there."""
    if data is None:
        del content[offset:]
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


class PowerCut(apsw.IOError):
    pass


@dataclass
class Disk:
    """``left``: how many writes, truncations and syncs the power lasts for."""

    files: dict[str, Medium]
    left: int
    faulty: int = 0
    """How many of the next syncs fail, the power staying on."""
    at_fault: dict[str, Medium] = field(default_factory=dict)
    """The files as they were when a sync last failed: what a process that was killed there leaves to the next."""

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise PowerCut("the power is off")

    def fail(self, folder: Path, chance: random.Random, odds: float) -> None:
        """Cut the power, and put what survived into a real folder."""
        folder.mkdir()
        for name, medium in self.files.items():
            (folder / Path(name).name).write_bytes(medium.survive(chance, odds))


class ForgetfulSystem(apsw.VFS):
    """SQLite's way to the disk in ``disk``, under the name "powercut" until ``unregister``."""

    def __init__(self) -> None:
        super().__init__("powercut", base="")
        self.disk = Disk({}, 0)

    def xOpen(self, name: Any, flags: list[int]) -> ForgetfulFile:  # noqa: N802
        path = name if isinstance(name, str) else name.filename()
        flags[1] = flags[0]
        return ForgetfulFile(self.disk, self.disk.files.setdefault(path, Medium(bytearray())))

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        self.disk.spend()
        self.disk.files.pop(name, None)

    def xAccess(self, name: str, flags: int) -> bool:  # noqa: N802
        return name in self.disk.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


class ForgetfulFile(apsw.VFSFile):
    def __init__(self, disk: Disk, medium: Medium) -> None:  # no base file behind it
        self.disk, self.medium = disk, medium

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self.medium.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.spend()
        self.medium.change(offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.spend()
        self.medium.change(size, None)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.spend()
        if self.disk.faulty:
            self.disk.faulty -= 1
            self.disk.at_fault = deepcopy(self.disk.files)
            raise apsw.IOError("the disk failed to flush")
        self.medium.sync()

    def xFileSize(self) -> int:  # noqa: N802
        return len(self.medium.seen)

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return int(apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE)

    def xClose(self) -> None:  # noqa: N802
        pass
