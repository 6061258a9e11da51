"""Documents in plain JSON, as the doctor rescues them or a library keeps them."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfdesk.documents.codec import document_to_json
from perfdesk.documents.document import Document
from perfdesk.errors import SourceError
from perfdesk.exchange.importing import import_file
from perfdesk.forms.catalogue import Catalogue

ONE = Document("a", "p-a", "project-target@dalian-2024", {"project.name": "楼宇租赁经费", "year": "2024"})
TOML = "id = 'x'"


def written(tmp_path: Path, value: Any) -> Path:
    path = tmp_path / "取出.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def test_rescued_documents_keep_their_uids_and_forms(tmp_path: Path) -> None:
    path = written(tmp_path, {"documents": [document_to_json(ONE)], "forms": {"x@1": TOML}})

    imported = import_file(path, Catalogue())

    assert imported.documents == (ONE,)
    assert imported.forms == {"x@1": TOML}


def test_a_library_is_read_as_its_tables_say(tmp_path: Path) -> None:
    tables = {
        "documents": {"1": {"uid": "a", "document": document_to_json(ONE)}},
        "forms": {"1": {"ref": "x@1", "toml": TOML}},
        "history": {},
    }

    imported = import_file(written(tmp_path, tables), Catalogue())

    assert imported.documents == (ONE,)
    assert imported.forms == {"x@1": TOML}


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, [{"title": "x"}], {"documents": None}, {"documents": [1]}, {"documents": {"1": {}}},
        {"documents": {}, "forms": []}, {"documents": {}, "forms": {"1": 1}},
        {"documents": [document_to_json(ONE), document_to_json(ONE)]},
    ],
)  # fmt: skip
def test_other_json_is_refused_in_a_sentence(tmp_path: Path, value: Any) -> None:
    with pytest.raises(SourceError, match="没有导入任何内容"):
        import_file(written(tmp_path, value), Catalogue())
