"""From an edit to its being durable, beside a bare append, SQLite and stock TinyDB; opening beside orjson.

`python -m tests.benchmarks editing` measures 1,000 and 10,000 projects; `LONG=1` in the environment adds
50,000, and 100,000 for memory and search.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import orjson
import tinydb

from perfdesk.documents.address import Address
from perfdesk.documents.edits import SetText, Step
from perfdesk.documents.layout import lay_out
from perfdesk.library.compaction import write_whole
from perfdesk.library.disk import Disk
from perfdesk.library.library import Library
from perfdesk.library.lines import encode
from perfdesk.library.records import record
from perfdesk.library.storage import FileStorage
from perfdesk.library.whole_file import Facts
from tests.benchmarks.forms import varied
from tests.benchmarks.measuring import percentile

WHO = {"by": "张三丰", "at": "2026-11-25T09:05:00+08:00"}
"""What the window says of every edit"""


class WithoutFlush(Disk):
    """What is left is the processor's share."""

    def flush(self, handle: int) -> None:
        """Nothing."""

    def flush_data(self, handle: int) -> None:
        """Nothing."""


def make(path: Path, size: int, rows: int = 30) -> None:
    """A library of so many projects; some hundreds are different, the others their copies."""
    kinds = [varied(number, rows=rows) for number in range(min(size, 300))]
    kept = [encode(record(kind, (1, 2))) for kind in kinds]
    names = [encode(kind.texts["project.name"])[1:-1] for kind in kinds]
    lines = {}
    for number in range(size):
        at = number % len(kinds)
        line = kept[at].replace(kinds[at].uid.encode(), f"{number:032x}".encode())
        other = names[(number // len(kinds)) % len(kinds)]  # so that nearly each has a name of its own
        lines[str(number + 1)] = line.replace(names[at], names[at][:12] + other)
    write_whole(Disk(), path, {"documents": lines, "forms": {}}, Facts("bench"), like=path)


def edits(library: Library, size: int) -> Iterator[Callable[[], None]]:
    """One cell of one project after the other."""
    for number in count():
        uid = f"{number * 7919 % size:032x}"
        library.document(uid)  # it is open on the screen
        step = Step("改", ((uid, SetText(Address("", "period"), f"第{number}次")),))
        yield partial(library.commit, step, judged={uid: (1, 2)}, **WHO)


@contextmanager
def sqlite(path: Path, line: bytes, size: int) -> Iterator[Callable[[int], None]]:
    """A table of as many records of the same bytes, in WAL, every commit flushed."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table documents (id integer primary key, line blob)")
    database.execute("begin")
    database.executemany("insert into documents values (?, ?)", ((number, line) for number in range(size)))
    database.execute("commit")
    database.execute("pragma wal_checkpoint(truncate)")

    def update(number: int) -> None:
        database.execute(
            "update documents set line = ? where id = ?", (line[:-1] + b"%d" % number, number * 7919 % size)
        )

    yield update
    database.close()


def timed(call: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds."""
    started = clock()
    call()
    return clock() - started


def editing(folder: Path, size: int, rounds: int = 200) -> None:
    """Each in turn, so that a busy moment hits all alike."""
    make(folder / "x.json", size)
    (folder / "quick.json").write_bytes((folder / "x.json").read_bytes())
    stock_path = folder / "stock.json"
    with Library.open(folder / "x.json") as library:
        line = library._storage.rows("documents")["1"]
        frame = line + b"x" * 300
        quick = Library.open(folder / "quick.json", disk=WithoutFlush())
        ours, alone = edits(library, size), edits(quick, size)
        bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        times: dict[str, list[float]] = {name: [] for name in ("ours", "bare", "sqlite", "cpu")}

        def append() -> None:
            os.write(bare, frame)
            os.fsync(bare)

        with sqlite(folder / "x.sqlite", line, size) as update:
            for call in (next(ours), next(alone), append):  # the first one opens files
                call()
            for number in range(rounds):
                times["ours"].append(timed(next(ours)))
                times["bare"].append(timed(append))
                times["sqlite"].append(timed(lambda number=number: update(number)))  # type: ignore[misc]
                times["cpu"].append(timed(next(alone), time.thread_time))
        stock = stock_times(stock_path, folder / "x.json", 3 if size <= 10_000 else 1)
        quick.close()
        os.close(bare)
    median = {name: statistics.median(taken) for name, taken in times.items()}
    print(
        f"  {size:6} projects: edit → durable {median['ours'] * 1e3:.3f} ms "
        f"(p95 {percentile(times['ours'], 0.95) * 1e3:.3f});  "
        f"{median['ours'] / median['bare']:.2f} × bare append + fsync, "
        f"{median['ours'] / median['sqlite']:.2f} × SQLite WAL full;  "
        f"stock TinyDB {stock / median['ours']:.0f} × ours;  processor alone {median['cpu'] * 1e3:.3f} ms"
    )


def stock_times(path: Path, library: Path, rounds: int) -> float:
    """The median of an edit by TinyDB as it comes."""
    path.write_bytes(library.read_bytes())
    with tinydb.TinyDB(path) as stock:
        table = stock.table("documents")
        return statistics.median(
            timed(lambda: table.update({"revision": str(number)}, doc_ids=[number + 1]))  # noqa: B023
            for number in range(rounds)
        )


def opening(folder: Path, size: int, runs: int = 7) -> None:
    """Opening, with documents unparsed, and with every project's name, code, unit and counts."""
    path = folder / "o.json"
    make(path, size)
    disk = Disk()
    times: dict[str, list[float]] = {"orjson": [], "storage": [], "library": []}
    for _ in range(runs):
        times["orjson"].append(timed(lambda: orjson.loads(path.read_bytes())))
        times["storage"].append(timed(lambda: FileStorage.open(path, disk)))
        times["library"].append(timed(lambda: Library.open(path, read_only=True).close()))
    median = {name: statistics.median(taken) for name, taken in times.items()}
    print(
        f"  {size:6} projects, {path.stat().st_size / 1e6:.0f} MB: documents unparsed "
        f"{median['storage'] / median['orjson']:.2f} ×, listed {median['library'] / median['orjson']:.2f} × "
        f"read + orjson.loads ({median['orjson'] * 1e3:.0f} ms)"
    )


def beside_folding(folder: Path, size: int) -> None:
    """Edits while the library is written whole."""
    path = folder / "f.json"
    make(path, size)
    with Library.open(path) as library:
        steps = edits(library, size)
        alone = [timed(next(steps)) for _ in range(100)]
        beside: list[float] = []
        started = time.perf_counter()
        runs = 0
        while runs < 5:
            folding = library._storage.fold_beside()
            while folding.is_alive():
                beside.append(timed(next(steps)))
            runs += 1
        seconds = (time.perf_counter() - started) / runs
    bare = timed(lambda: flushed_copy(path, folder / "copy"))
    print(
        f"  {size:6} projects: {len(beside)} edits beside {runs} foldings: median "
        f"{statistics.median(beside) * 1e3:.2f} ms (alone {statistics.median(alone) * 1e3:.2f}), "
        f"worst {max(beside) * 1e3:.0f} ms; a folding {seconds / bare:.1f} × bare write + fsync"
    )


def flushed_copy(path: Path, copy: Path) -> None:
    """Write and flush the same bytes."""
    with copy.open("wb") as file:
        file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def history(folder: Path, size: int = 1000, rows: int = 30) -> None:
    """Fifty revisions of every project: any of its cells, written over with a sign or two changed."""
    path, plain = folder / f"h{rows}.json", folder / f"p{rows}.json"
    make(plain, size, rows)
    path.write_bytes(plain.read_bytes())
    random = Random(1)
    with Library.open(path, disk=WithoutFlush()) as library:
        form = library.catalogue.form(library.entries()[0].form)
        for uid in [entry.uid for entry in library.entries() for _ in range(50)]:
            document = library.document(uid)
            cell = random.choice([cell for cell in lay_out(form, document).stops if cell.address])
            old = document.text(cell.address) if cell.address else ""
            text = f"{(old or '')[:-1]}{random.choice('一二三四五六七八九十')}"
            step = Step(f"修改“{cell.name}”", tuple((uid, edit) for edit in cell.write(text)))
            library.commit(step, judged={uid: (1, 2)}, **WHO)
        longest = max(map(len, library._storage.rows("history").values()))
    ratios = []
    for _ in range(15):
        alone = timed(lambda: Library.open(plain, read_only=True).close())
        ratios.append(timed(lambda: Library.open(path, read_only=True).close()) / alone)
    print(
        f"  50 revisions of {size} projects of {rows} rows: file "
        f"{path.stat().st_size / plain.stat().st_size:.2f} ×, opening {statistics.median(ratios):.2f} × "
        f"({min(ratios):.2f}–{max(ratios):.2f}); the longest unpacked row was {longest / 1024:.0f} KB"
    )


LARGE = """
import resource, sys, time
from pathlib import Path
from perfdesk.library.library import Library
with Library.open(Path(sys.argv[1]), read_only=True) as library:
    entries = library.entries()
    library.search("cz")
    from perfdesk.library.search import Index
    taken = []
    for query in ("产业", "cy", "局", "cyfc", "项目", "zzzz"):
        library.search(query)
        started = time.perf_counter()
        hits = library.search(query)
        taken.append(f"{query} {(time.perf_counter() - started) * 1e3:.1f} ms ({len(hits)})")
    print(len(entries), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "; ".join(taken), sep="|")
"""


def large(folder: Path, size: int = 100_000) -> None:
    """Memory and search with very many projects of the samples' size."""
    path = folder / "large.json"
    make(path, size, rows=8)
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(path)], capture_output=True, text=True, check=True
    )
    entries, megabytes, taken = done.stdout.strip().split("|")
    print(f"  {entries} projects, {path.stat().st_size / 1e6:.0f} MB: {megabytes} MB resident; {taken}")


def main() -> None:
    """Print the ratios."""
    long = bool(os.environ.get("LONG"))
    sizes = (1000, 10_000, 50_000) if long else (1000, 10_000)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            editing(Path(folder), size)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            opening(Path(folder), size)
    with tempfile.TemporaryDirectory() as folder:
        beside_folding(Path(folder), 10_000)
    with tempfile.TemporaryDirectory() as folder:
        history(Path(folder))
        history(Path(folder), rows=7)
    if long:
        with tempfile.TemporaryDirectory() as folder:
            large(Path(folder))
