"""A library survives whatever happens to a write: it is in the state before or after, and nothing else."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, RemoveDocument, SetText, Step
from perfdesk.errors import DiskError, LibraryError
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library
from perfdesk.library.storage import FileStorage
from tests.library.disks import Crash, Interrupted, PowerCut


def document(uid: str, name: str) -> Document:
    return Document(uid, f"p-{uid}", "project-target@dalian-2024", {"project.name": name})


PUT = Step("新建", tuple((uid, PutDocument(document(uid, f"项目{uid}"))) for uid in "ab"))
EDIT = Step("修改", (("a", SetText(Address("", "period"), "2024年")), ("b", RemoveDocument("b"))))


def contents(library: Library) -> dict[str, Document]:
    return dict(library.shelf)


def reopened(path: Path) -> dict[str, Document]:
    with Library.open(path, read_only=True) as library:
        return contents(library)


@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_a_crash_at_any_call_leaves_the_state_before_or_after(tmp_path: Path, when: str) -> None:
    outcomes = set()
    for number in range(100):
        path = tmp_path / f"库{number}.json"
        disk = Interrupted()
        library = Library.create(path, disk=disk)
        library.commit(PUT)
        before, after = contents(library), {"a": EDIT.apply(library.shelf)["a"]}
        disk.at, disk.when = len(disk.calls) + number, when
        try:
            library.commit(EDIT)
        except Crash:
            found = reopened(path)
            assert found in (before, after)
            outcomes.add("before" if found == before else "after")
        else:
            break
        finally:
            library.close()
    assert 6 <= number < 100
    assert outcomes == {"before", "after"}


def test_creating_that_crashes_leaves_no_half_library(tmp_path: Path) -> None:
    for number in range(100):
        path = tmp_path / f"库{number}.json"
        disk = Interrupted()
        disk.at, disk.when = number, "half"
        try:
            Library.create(path, disk=disk).close()
        except Crash:
            assert not path.exists() or reopened(path) == {}
        else:
            break
    assert 4 <= number < 100


def is_refused(library: Library, path: Path) -> bool:
    try:
        library.commit(EDIT)
    except DiskError as error:
        return str(path) in str(error)
    return False


@pytest.mark.parametrize("for_ever", [False, True])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_call_that_fails_refuses_the_edit_and_nothing_acknowledged_is_lost(
    tmp_path: Path, code: int, for_ever: bool
) -> None:
    for number in range(100):
        path = tmp_path / f"库{number}.json"
        disk = Interrupted()
        library = Library.create(path, disk=disk)
        library.commit(PUT)
        before = contents(library)
        after = {"a": EDIT.apply(library.shelf)["a"]}
        disk.at, disk.for_ever = len(disk.calls) + number, for_ever
        disk.failure, disk.when = OSError(code, "no"), "half"
        if not is_refused(library, path):
            library.close()
            break
        assert contents(library) == before
        if not for_ever:
            assert reopened(path) == before
        disk.at = None
        library.commit(EDIT)  # when the disk is well again, so is the library
        assert reopened(path) == contents(library) == after
        library.close()
    assert 6 <= number < 100


def test_a_library_that_cannot_be_created_is_not_there(tmp_path: Path) -> None:
    for number in range(100):
        path = tmp_path / f"库{number}.json"
        disk = Interrupted()
        disk.at, disk.failure = number, OSError(errno.ENOSPC, "full")
        try:
            Library.create(path, disk=disk).close()
        except DiskError:
            assert not path.exists()
        else:
            break
    assert 5 <= number < 100


def power_cut_states(disk: PowerCut, tmp_path: Path) -> list[str]:
    """Play a session; everything a power cut at any moment would leave that is neither old nor new."""
    path = tmp_path / "库.json"
    wrong: list[str] = []
    allowed: list[dict[str, bytes] | None] = [None, {}]

    def look() -> None:
        for state in disk.states(path.name):
            rows: object = None
            if state is not None:
                path.write_bytes(state)
                try:
                    rows = dict(FileStorage.open(path, Disk()).rows("documents"))
                except LibraryError:
                    rows = "damaged"
            if rows not in allowed:
                wrong.append(str(rows))

    disk.watched = look
    storage = FileStorage.create(path, disk, "x", {"documents": {}})
    rows: dict[str, bytes] = {}
    session: list[dict[str, bytes | None]] = [
        {"1": b'{"a":1}'},
        {"2": b"{}", "1": b'{"a":2}'},
        {"1": None},
    ]
    for number, change in enumerate(session):
        after = {key: line for key, line in (rows | change).items() if line is not None}
        allowed[:] = [rows, after]
        storage.commit({"documents": change})
        rows = after
        allowed[:] = [rows]
        look()
        assert len(disk.handles) == number + 2
    return wrong


def test_no_power_cut_at_any_moment_loses_what_was_acknowledged(tmp_path: Path) -> None:
    assert power_cut_states(PowerCut(), tmp_path) == []


@pytest.mark.parametrize("lies", ["flush", "flush_folder"])
def test_the_power_cuts_would_show_what_is_not_flushed(tmp_path: Path, lies: str) -> None:
    assert power_cut_states(PowerCut(lies=lies), tmp_path)


FULL = """
import json, resource, signal, sys
from pathlib import Path
from perfdesk.documents.document import Document
from perfdesk.documents.edits import PutDocument, Step
from perfdesk.errors import DiskError
from perfdesk.library.library import Library

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with Library.create(path) as library:
    small = Document("a", "p", "f@1", {"title": "小"})
    library.commit(Step("", (("a", PutDocument(small)),)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    large = Document("b", "p", "f@1", {"title": "大" * 4096})
    try:
        library.commit(Step("", (("b", PutDocument(large)),)))
    except DiskError as error:
        print(json.dumps({"said": str(error), "uids": list(library.shelf)}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_file_system_that_takes_no_more_bytes(tmp_path: Path) -> None:
    path = tmp_path / "库.json"

    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)

    report = json.loads(done.stdout)
    assert report["uids"] == ["a"]
    assert "库.json" in report["said"]
    assert list(reopened(path)) == ["a"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["库.json", "库.json.lock"]
