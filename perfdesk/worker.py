"""Child processes that limit themselves: what reads formats in C, or in loops of its own, runs in one.

`perfdesk --worker NAME` is the child, of the same program, also when it is frozen. It gets bytes and gives
bytes; when it takes too much memory or time it dies, and only it. To add one, name its module in WORKERS: the
module has `work(data: bytes) -> bytes`.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

WORKERS = {
    "enclosure": "perfdesk.exchange.enclosure",
    "pdf": "perfdesk.exchange.pdf",
    "xls": "perfdesk.exchange.xls",
}
FLAG = "--worker"
MEGABYTES = 300
"""Above what the child has when it starts."""


class WorkerDiedError(Exception):
    """The child ran into a limit, or what it read broke it."""


class WorkerLateError(WorkerDiedError):
    """The child took too long."""


def ask(name: str, data: bytes, *, seconds: float) -> bytes:
    """Let a worker work on some bytes. WorkerDiedError when nothing comes of it."""
    command = [sys.executable, FLAG, name]
    if not getattr(sys, "frozen", False):
        command[1:1] = ["-m", "perfdesk"]
    try:
        done = subprocess.run(  # noqa: S603  (our own program)
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            cwd=Path(
                __file__
            ).parent.parent,  # where -m finds the same program, whatever the clerk's folder holds
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise WorkerLateError(name) from error
    except OSError as error:
        raise WorkerDiedError(name) from error
    if done.returncode:
        raise WorkerDiedError(name)
    return done.stdout


def serve(name: str) -> int:
    """Be the worker of a name; the exit status."""
    work: Callable[[bytes], bytes] = import_module(WORKERS[name]).work
    data = sys.stdin.buffer.read()
    with open(os.devnull, "w", encoding="utf-8") as silent, contextlib.redirect_stdout(silent):  # noqa: PTH123
        with contextlib.suppress(OSError):  # a system that allows no limit still has the one in time
            limit(MEGABYTES << 20)
        try:
            result = work(data)
        except MemoryError:
            return 1
    sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()
    return 0


def limit(above: int) -> None:
    """Let this process take no more than so many bytes above what it has. OSError when the system refuses.

    Nothing where no way is known: on macOS.
    """
    if sys.platform == "win32":
        _limit_on_windows(above)
    elif sys.platform == "linux":
        import resource  # noqa: PLC0415  (not on Windows)

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + above
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_on_windows(above: int) -> None:
    """A job object around this process, with a limit to its memory."""
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    class Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, its counters of input and output among `counters`."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("process_peak", ctypes.c_size_t),
            ("job_peak", ctypes.c_size_t),
        )

    # WinDLL and get_last_error are known on Windows only, where the ignores are not needed
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD,
    )  # fmt: skip
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    limits = Limits(flags=0x100, process_memory=above + _COMMITTED)
    job = kernel.CreateJobObjectW(None, None)
    if not kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits)):
        raise OSError(ctypes.get_last_error(), "no limit")  # type: ignore[attr-defined, unused-ignore]
    kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())


_COMMITTED = 100 << 20
"""Bytes; what Python with a reader has committed when it starts, generously."""
