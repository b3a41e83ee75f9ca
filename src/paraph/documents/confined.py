"""Giving things up for good: what a process does to itself before it reads what a stranger has sent.

``confine`` sets limits on memory, time and files, and hands the kernel a filter (seccomp, on Linux) that allows
computing, reading standard input and writing standard output, and nothing else: no file is opened, no connection made,
no program started, no process signalled. Neither can be undone. Where the kernel has no such filter, ``confine`` says
so by what it returns, and the limits stand alone.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys

MEMORY = 512 << 20
"""Bytes of address space that a reader may use beyond what it has when it begins."""
SECONDS = 10
"""Seconds of processor time."""

_ALLOWED = {
    "x86_64": (
        0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 24, 25, 28, 35, 39, 60, 72, 96, 186, 202, 228, 230, 231, 318,
        334,
    ),
    "aarch64": (
        25, 29, 57, 62, 63, 64, 66, 80, 93, 94, 98, 101, 113, 115, 124, 134, 135, 139, 169, 172, 178, 214, 215, 216,
        222, 226, 233, 278, 293,
    ),
}  # fmt: skip
"""Numbers of the calls that computing needs: read, write, close, fstat, lseek, memory, signals' return, ioctl (is it
a terminal?), fcntl, futex, clocks, sleep, getpid, gettid, getrandom, rseq, exit."""
_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000


def confine(memory: int = MEMORY, seconds: int = SECONDS) -> bool:
    """Limit this process for good. True when the kernel refuses it everything but computing.

    All that is to be imported must have been: after this, no file can be opened.
    """
    size = _size() + memory
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return sys.platform == "linux" and _filter()


def _size() -> int:
    """Bytes of address space in use."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no imports for one number
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _filter() -> bool:
    machine = platform.machine()
    if machine not in _ALLOWED:
        return False
    allowed = _ALLOWED[machine]
    steps = [
        (_LOAD, 0, 0, 4),  # the architecture
        (_EQUAL, 1, 0, _ARCH[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_AT_LEAST, len(allowed), 0, _X32),  # the calls of another ABI are refused
        *((_EQUAL, len(allowed) - at, 0, number) for at, number in enumerate(allowed)),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code)
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.c_void_p(ctypes.addressof(program)), 0, 0) == 0)
