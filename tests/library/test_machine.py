"""A library against a dictionary: Steps, undoing, folding, crashes and opening anew in any order."""

import shutil
import tempfile
from pathlib import Path

import tinydb
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from perfdesk.documents.codec import revision
from perfdesk.documents.document import Document
from perfdesk.documents.edits import Step
from perfdesk.library.library import Library
from perfdesk.library.restoring import restoring, returning
from tests.documents.strategies import steps_on


class LibraryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.create(self.folder / "库.json")
        self.model: dict[str, Document] = {}
        self.undo: list[Step] = []
        self.bin: dict[str, Document] = {}
        self.seen: dict[str, list[Document]] = {}

    @rule(data=st.data())
    def commit(self, data: st.DataObject) -> None:
        step = data.draw(steps_on(dict(self.model)))
        self.undo.append(step.inverse(self.library.shelf))
        self.play(step)

    @rule()
    def take_back(self) -> None:
        if self.undo:
            self.play(self.undo.pop())

    def play(self, step: Step) -> None:
        after = step.apply(self.model)
        self.library.commit(step)
        for uid, document in after.items():
            if document:
                self.bin.pop(uid, None)
                if self.model.get(uid) != document:
                    self.seen.setdefault(uid, []).append(document)
            elif uid in self.model:
                self.bin[uid] = self.model[uid]
        self.model = {
            uid: document for uid, document in {**self.model, **after}.items() if document is not None
        }

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        if self.seen:
            uid = data.draw(st.sampled_from(sorted(self.seen)))
            past = data.draw(st.sampled_from(self.seen[uid]))
            step = restoring(self.library, uid, revision(past))
            self.undo.append(step.inverse(self.library.shelf))
            self.play(step)
            assert revision(self.model[uid]) == revision(past)

    @rule()
    def take_out_of_the_bin(self) -> None:
        for uid in list(self.bin)[:1]:
            rested = self.bin[uid]
            self.play(returning(self.library, uid))
            assert self.model[uid] == rested

    @rule()
    def empty_the_bin(self) -> None:
        self.library.empty_bin()
        for uid in self.bin:
            del self.seen[uid]
        self.bin.clear()

    @rule()
    def open_anew(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder / "库.json")

    @rule()
    def crash(self) -> None:
        self.library._storage.let_go()
        assert self.library._lock
        self.library._lock.give_back()  # as the system does
        self.library = Library.open(self.folder / "库.json")

    @rule()
    def fold(self) -> None:
        self.library._storage.fold()
        there = (self.folder / "库.json.journal").exists()
        assert not there or self.library._storage.has_strangers_work  # then nothing is written over theirs

    @rule()
    def fold_with_an_edit_beside(self) -> None:
        storage = self.library._storage
        folding = storage.fold_beside()
        self.take_back()
        folding.join()

    @rule()
    def somebody_else_rewrites_it(self) -> None:
        with tinydb.TinyDB(self.folder / "库.json") as stock:
            stock.table("theirs").insert({"seen": True})

    @rule()
    def a_reader_sees_the_same(self) -> None:
        with Library.open(self.folder / "库.json", read_only=True) as reader:
            assert dict(reader.shelf) == self.model

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        assert dict(self.library.shelf) == self.model
        told = {entry.uid: (entry.revision, entry.indicators) for entry in self.library.entries()}
        assert told == {uid: (revision(each), len(each.rows)) for uid, each in self.model.items()}

    @invariant()
    def tells_what_was_done(self) -> None:
        assert {deleted.entry.uid for deleted in self.library.bin()} == self.bin.keys()
        for uid, documents in self.seen.items():
            told = [each.revision for each in self.library.history(uid) if each.revision]
            assert told == [revision(document) for document in documents]
            assert self.library.at(uid, told[0]) in documents

    def teardown(self) -> None:
        self.library.close()
        with Library.open(self.folder / "库.json", read_only=True) as library:
            assert dict(library.shelf) == self.model
        shutil.rmtree(self.folder)


LibraryMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=12, deadline=None)
TestLibraryMachine = LibraryMachine.TestCase
