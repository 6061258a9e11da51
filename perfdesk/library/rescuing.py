"""Everything that can be read of a library and its copies, written out: JSON to import, text to read.

    FOLDER/现在的表/001 名称.json and .txt     what the library holds
    FOLDER/回收站/… 冲突中的另一份/… 另一个项目库/… 备份等 <file>/…
                                              what stands nowhere before it: each state of a document once
    FOLDER/表样/… 修改记录.json 残片/001.txt
    FOLDER/清单.txt                           what lies where, and what was wrong

Nothing that is there is ever written over: another name is taken.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from perfdesk.documents.codec import document_to_json, revision
from perfdesk.documents.document import Document
from perfdesk.documents.layout import lay_out
from perfdesk.errors import FormError, disk_refused
from perfdesk.forms.catalogue import Catalogue
from perfdesk.library import bin as the_bin
from perfdesk.library import history
from perfdesk.library.compaction import beside
from perfdesk.library.disk import Disk
from perfdesk.library.doctor import Report
from perfdesk.library.journal import sound_records
from perfdesk.library.preparing import DOCUMENTS
from perfdesk.library.records import document_of, head
from perfdesk.library.recovering import Recovered, recover, tables_of
from perfdesk.library.replaying import CONFLICTS
from perfdesk.library.rows import Rows, listed
from perfdesk.library.salvaging import words_in
from perfdesk.library.troubles import named
from perfdesk.library.whole_file import sum_of
from perfdesk.outfile import next_free

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 40


class Rescue:
    """What was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents = 0
        """States of documents"""
        self.fragments = 0
        """What could only be saved as text"""
        self.lines: list[str] = []
        """The list of what lies where"""


def rescue(report: Report, folder: Path, disk: Disk | None = None) -> Rescue:
    """Write everything that can be read into a folder, which is made; DiskError when the disk refuses."""
    writing = _Writing(folder)
    try:
        writing.library("现在的表", report.recovered)
        for name, tables in _of_others(report, disk or Disk()):
            writing.library(name, tables)
        troubles = [str(trouble) for trouble in report.troubles] or ["没有发现问题。"]
        words = ["发现的问题：", *troubles, "", "取出的内容：", *writing.done.lines]
        writing.put("清单.txt", "\n".join(words) + "\n")
    except OSError as error:
        raise disk_refused(folder, error) from error
    return writing.done


def _of_others(report: Report, disk: Disk) -> Iterator[tuple[str, Recovered]]:
    """Copies, the newest first, and journals of other libraries."""
    for copy in sorted(report.copies, key=lambda copy: copy.at, reverse=True):
        name = copy.path.name.replace(".json", "")  # a folder is not to look like a file
        yield f"{copy.what} {name}", recover(copy.path, disk)
    if report.recovered.of_others:
        yield "另一个项目库", Recovered(tables=report.recovered.of_others)
    home = report.path.resolve()
    for journal in sorted(home.parent.glob("*.journal.orphan-*")):
        if journal.name.startswith(beside(home, "journal").name):
            _, records = sound_records(disk.read(journal))
            yield f"另一个项目库 {journal.name}", Recovered(tables=tables_of(records.values()))


class _Writing:
    def __init__(self, folder: Path) -> None:
        self.done = Rescue(folder)
        self._folder = folder
        self._seen: set[tuple[str, str]] = set()
        self._counts: dict[str, int] = {}

    def library(self, place: str, found: Recovered) -> None:
        """Everything in the tables that was not there before."""
        tables = found.tables
        forms = _forms(tables)
        catalogue = Catalogue(forms)
        for table, where in ((DOCUMENTS, place), (the_bin.TABLE, "回收站"), (CONFLICTS, "冲突中的另一份")):
            for number, line in tables.get(table, Rows()).items():
                self._record(where, number, _ours(line) if table == CONFLICTS else line, catalogue)
        for fragment in found.fragments:
            self.done.fragments += 1
            self._text("残片", "", "\n".join(words_in(fragment)) or fragment)
        for ref, toml in forms.items():
            if ("form", ref) not in self._seen:
                self._seen.add(("form", ref))
                self.put(f"表样/{_fit(ref)}.toml", toml)
        if place == "现在的表" and tables.get(history.TABLE):
            rows = tables[history.TABLE]
            told = {number: history.unpacked(listed(line)) for number, line in rows.items()}
            self.put("修改记录.json", json.dumps(told, ensure_ascii=False, indent=1))

    def _record(self, where: str, number: str, line: bytes, catalogue: Catalogue) -> None:
        try:
            document = document_of(line)
        except ValueError:
            if ("raw", sum_of(line)) not in self._seen:
                self._seen.add(("raw", sum_of(line)))
                self.done.fragments += 1
                words = "\n".join(words_in(line.decode("utf-8", errors="replace")))
                self._text("无法识别", f" {named(line, number)}", words)
            return
        state = (document.uid, revision(document))
        if state in self._seen:
            return
        self._seen.add(state)
        self.done.documents += 1
        name = f" {document.texts.get('project.name') or '未填'}"
        carried = catalogue.carried_sources([document.form])
        whole = {"documents": [document_to_json(document)], "forms": carried}
        text = self._text(where, name, _as_text(document, catalogue))
        self.put(text.removesuffix(".txt") + ".json", json.dumps(whole, ensure_ascii=False, indent=1) + "\n")

    def _text(self, where: str, name: str, words: str) -> str:
        where = _fit(where)
        self._counts[where] = self._counts.get(where, 0) + 1
        file = f"{where}/{self._counts[where]:03}{_fit(name)}.txt"
        self.put(file, words + "\n")
        self.done.lines.append(file)
        return file

    def put(self, name: str, text: str) -> None:
        """Write a file under this name or, when that is taken, the next free one."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path = next_free(path) if path.exists() else path
        with path.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)


def _forms(tables: Mapping[str, Rows]) -> dict[str, str]:
    records = [head(line) for line in tables.get("forms", Rows()).values()]
    return {
        record["ref"]: record["toml"]
        for record in records
        if isinstance(record.get("ref"), str) and isinstance(record.get("toml"), str)
    }


def _ours(line: bytes) -> bytes:
    """What a conflict keeps, as a line."""
    value = head(line)
    return json.dumps(value.get("ours"), ensure_ascii=True).encode("ascii")


def _fit(name: str) -> str:
    """A name that every system takes."""
    return _UNFIT.sub("_", name).encode("utf-8", errors="replace").decode("utf-8")[:_LONGEST].rstrip(" .")


def _as_text(document: Document, catalogue: Catalogue) -> str:
    """A document to be read: the lines of its form, then whatever has no place there."""
    shown: set[str] = set()
    lines: list[str] = []
    try:
        sheet = lay_out(catalogue.form(document.form), document)
    except FormError:
        lines += [_line(row.texts) for row in document.rows]
    else:
        shown = {address.key for cell in sheet.cells for address in cell.addresses}
        key: Callable[[Any], int] = lambda cell: cell.row  # noqa: E731
        for _, cells in groupby(sorted(sheet.cells, key=key), key=key):
            lines.append("\t".join(cell.text for cell in cells if cell.text))
    lines += [f"{key}：{text}" for key, text in document.texts.items() if key not in shown and text]
    return "\n".join(lines + [f"表旁的文字：{stray.text}" for stray in document.tray])


def _line(texts: Mapping[str, str]) -> str:
    return "\t".join(text for text in texts.values() if text)
