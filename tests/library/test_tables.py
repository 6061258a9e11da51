"""TinyDB's own interface over our storage gives what it gives over memory."""

from pathlib import Path
from typing import Any

import pytest
import tinydb
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import where
from tinydb.storages import MemoryStorage

from perfdesk.library.disk import Disk
from perfdesk.library.storage import FileStorage
from perfdesk.library.tables import Database

words = st.sampled_from(["甲", "乙", "𬱖", ""])
calls = st.lists(
    st.tuples(
        st.sampled_from(["insert", "many", "update", "call", "upsert", "remove", "truncate", "drop"]), words
    ),
    max_size=12,
)


def play(database: tinydb.TinyDB, call: str, word: str) -> Any:
    table = database.table("documents")
    match call:
        case "insert":
            return table.insert({"word": word})
        case "many":
            return table.insert_multiple([{"word": word, "n": 1}, {"word": "乙", "n": 2}])
        case "update":
            return table.update({"seen": True}, where("word") == word)
        case "call":
            return table.update(lambda record: record.update(word="丙"), where("word") == word)
        case "upsert":
            return table.upsert({"word": word, "n": 3}, where("word") == word)
        case "remove":
            return table.remove(where("word") == word)
        case "truncate":
            return table.truncate()
        case _:
            return database.drop_table("documents")


@settings(max_examples=40, deadline=None)
@given(calls)
def test_any_calls_give_what_they_give_in_memory(
    tmp_path_factory: pytest.TempPathFactory, session: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("tables") / "库.json"
    with Database(FileStorage.create(path, Disk(), "x", {"documents": {}})) as ours:
        memory = tinydb.TinyDB(storage=MemoryStorage)
        for call, word in session:
            assert play(ours, call, word) == play(memory, call, word)
            assert ids_and_words(ours) == ids_and_words(memory)
    with tinydb.TinyDB(path, encoding="gbk") as stock:
        assert ids_and_words(stock) == ids_and_words(memory)


def ids_and_words(database: tinydb.TinyDB) -> list[Any]:
    return [(record.doc_id, dict(record)) for record in database.table("documents")]


def test_changing_what_was_read_changes_nothing(tmp_path: Path) -> None:
    with Database(FileStorage.create(tmp_path / "库.json", Disk(), "x", {})) as database:
        table = database.table("documents")
        table.insert({"word": "甲", "rows": []})
        for record in (table.get(doc_id=1), table.all()[0], table.search(where("word") == "甲")[0]):
            assert isinstance(record, dict)
            record["rows"].append(1)

        assert table.search(where("word") == "甲")[0]["rows"] == []


def test_an_updater_that_raises_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "库.json"
    with Database(FileStorage.create(path, Disk(), "x", {})) as database:
        table = database.table("documents")
        table.insert_multiple([{"n": 1}, {"n": 0}])
        before = path.read_bytes()

        with pytest.raises(ZeroDivisionError):
            table.update(lambda record: record.update(n=1 / record["n"]), doc_ids=[1, 2])

        assert path.read_bytes() == before
        assert [record["n"] for record in table] == [1, 0]
