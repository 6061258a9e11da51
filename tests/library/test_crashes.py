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
from perfdesk.errors import DiskError
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library
from tests.library.crashes import (
    LIES,
    MUTANTS,
    crash_everywhere,
    crash_stock_tinydb,
    mutant,
    refuse_everywhere,
)
from tests.library.disks import Crash, Interrupted
from tests.library.kills import kill_again_and_again


def document(uid: str, name: str) -> Document:
    return Document(uid, f"p-{uid}", "project-target@dalian-2024", {"project.name": name})


PUT = Step("新建", tuple((uid, PutDocument(document(uid, f"项目{uid}"))) for uid in "ab"))
EDIT = Step("修改", (("a", SetText(Address("", "period"), "2024年")), ("b", RemoveDocument("b"))))


def contents(library: Library) -> dict[str, Document]:
    return dict(library.shelf)


def reopened(path: Path) -> dict[str, Document]:
    with Library.open(path, read_only=True) as library:
        return contents(library)


def one_with_two_documents(path: Path, disk: Disk, *, first_edit: bool) -> Library:
    """`first_edit`: the next edit is the first since it was opened, and begins a journal."""
    library = Library.create(path, disk=disk)
    library.commit(PUT)
    if first_edit:
        library.close()
        library = Library.open(path, disk=disk)
    return library


@pytest.mark.parametrize("first_edit", [True, False])
@pytest.mark.parametrize("when", ["before", "half", "after"])
def test_a_crash_at_any_call_leaves_the_state_before_or_after(
    tmp_path: Path, when: str, first_edit: bool
) -> None:
    outcomes = set()
    for number in range(100):
        path, disk = tmp_path / f"库{number}.json", Interrupted()
        library = one_with_two_documents(path, disk, first_edit=first_edit)
        before, after = contents(library), {"a": EDIT.apply(library.shelf)["a"]}
        disk.at, disk.when = len(disk.calls) + number, when
        try:
            library.commit(EDIT)
            library.close()
        except Crash:
            found = reopened(path)
            assert found in (before, after)
            outcomes.add("before" if found == before else "after")
            assert library._lock
            library._lock.give_back()  # as the system does
        else:
            break
    assert (22 if first_edit else 17) <= number < 100
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


@pytest.mark.parametrize("first_edit", [True, False])
@pytest.mark.parametrize("for_ever", [False, True])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_call_that_fails_refuses_the_edit_and_nothing_acknowledged_is_lost(
    tmp_path: Path, code: int, for_ever: bool, first_edit: bool
) -> None:
    for number in range(100):
        path, disk = tmp_path / f"库{number}.json", Interrupted()
        library = one_with_two_documents(path, disk, first_edit=first_edit)
        before = contents(library)
        after = {"a": EDIT.apply(library.shelf)["a"]}
        disk.at, disk.for_ever = len(disk.calls) + number, for_ever
        disk.failure, disk.when = OSError(code, "no"), "half"
        if not is_refused(library, path):
            library.close()
            if disk.at >= len(disk.calls):
                break
            continue  # there was another way
        assert contents(library) == before
        if not for_ever:
            assert reopened(path) == before
        disk.at = None
        library.commit(EDIT)  # when the disk is well again, so is the library
        assert reopened(path) == contents(library) == after
        library.close()
    assert (8 if first_edit else 3) <= number < 100


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


def test_no_crash_at_any_moment_loses_what_was_acknowledged() -> None:
    tally = crash_everywhere(25, deep_every=40)

    assert tally.wrong == []
    assert tally.points > 120
    assert tally.states > 600


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES)
def test_the_crashes_would_show_what_is_not_flushed(lies: tuple[str, ...]) -> None:
    assert crash_everywhere(25, lies=lies, stop_at=1).wrong


@pytest.mark.parametrize("name", MUTANTS)
def test_the_crashes_would_show_a_mistake_in_the_design(name: str) -> None:
    with mutant(name):
        assert crash_everywhere(40, stop_at=1).wrong


def test_no_refusal_of_the_disk_loses_an_edit_or_brings_a_refused_one_back() -> None:
    tally = refuse_everywhere(11, every=3)

    assert tally.wrong == []
    assert tally.points > 50
    assert tally.states > 100


def test_stock_tinydb_does_lose_what_it_acknowledged() -> None:
    tally = crash_stock_tinydb(5)

    assert tally.lost
    assert tally.unreadable


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_process_that_is_killed_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    killed = kill_again_and_again(tmp_path, 4)

    assert killed.acknowledged > 4
    assert killed.lost == 0


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
    assert sorted(file.name for file in tmp_path.iterdir()) == ["库.json", "库.json.bak", "库.json.lock"]
