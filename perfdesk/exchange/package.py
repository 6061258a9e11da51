"""The data package `.perfdesk`: one file that carries documents to a colleague.

A zip with two members:

    manifest.json  {"format":1,"reader":1,"forms":["id@edition"],"by":"","computer":"","at":"",
                    "members":{"data.json":SHA-256},"sum":SHA-256}
    data.json      {"documents":[…],"bases":[…],"known":{uid:[revision, …]},"forms":{"id@edition":"TOML"}}

`reader` is the least format a reader must know; `sum` is over the manifest without it, and so over all; it
finds damage, not forgery: whoever changes a package can compute it anew. Members and keys that are not known
are passed over, so that later versions can add some; unknown keys of a document, its rows and marks are kept
in its `extra`. Equal input gives equal bytes.

`known` and `bases` are for merging: the names of the states of each document that the sender knows, and the
last state that somebody else has, too. The key "sealed" of the manifest is kept free for encryption: it will
say how data.json was closed, `reader` will be 2, and the manifest stays readable, who and when included.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from perfdesk.documents.codec import document_from_json, document_to_json
from perfdesk.documents.document import Document, Mark, Row, Stray, clean
from perfdesk.errors import SourceError, refusal
from perfdesk.exchange.bounds import DAMAGE, Archive, Budget
from perfdesk.exchange.packing import packed
from perfdesk.outfile import write_beside
from perfdesk.strictjson import read_strict_json

FORMAT = 1
SUFFIX = ".perfdesk"

_MANIFEST, _DATA = "manifest.json", "data.json"
_LARGEST_FILE = 64 << 20
_LARGEST_INFLATED = 256 << 20
"""Bytes out of all members; a thousand documents need two million."""
_DOCUMENT_KEYS, _ROW_KEYS, _MARK_KEYS, _STRAY_KEYS = (
    {member.name for member in fields(shape)} for shape in (Document, Row, Mark, Stray)
)


@dataclass(frozen=True, slots=True)
class Package:
    """What a package carries."""

    documents: tuple[Document, ...]
    bases: tuple[Document, ...] = ()
    """Revisions that sender and receiver may both have known: where a merge begins"""
    forms: Mapping[str, str] = field(default_factory=dict)
    """TOML texts by `id@edition`"""
    by: str = ""
    at: str = ""
    computer: str = ""
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Revisions of each document that the sender knows, by uid, the newest last"""


def write_package(  # noqa: PLR0913  (all that a package carries, by name)
    path: Path,
    documents: Iterable[Document],
    bases: Iterable[Document] = (),
    forms: Mapping[str, str] | None = None,
    *,
    by: str = "",
    at: str = "",
    computer: str = "",
    known: Mapping[str, tuple[str, ...]] | None = None,
) -> Path:
    """Write a package; where it stands, which is another name when the file is open elsewhere. DiskError.

    `forms`: TOML texts by `id@edition` of forms that are not shipped; `at`: ISO 8601; `known`: see Package.
    """
    package = Package(tuple(documents), tuple(bases), forms or {}, by, at, computer, known or {})
    return write_beside(path, package_bytes(package))


def package_bytes(package: Package) -> bytes:
    """A package, to be written or attached."""
    kept = [document_to_json(document) for document in package.documents]
    told: dict[str, Any] = {
        "documents": kept,
        "bases": [document_to_json(base) for base in package.bases],
        "forms": dict(package.forms),
    }
    if package.known:
        told["known"] = package.known
    data = _json(told)
    manifest = {
        "format": FORMAT,
        "reader": FORMAT,
        "forms": sorted({record["form"] for record in kept}),
        "by": package.by,
        "at": package.at,
        "members": {_DATA: sha256(data).hexdigest()},
    }
    if package.computer:
        manifest["computer"] = package.computer
    manifest["sum"] = _sum(manifest)
    return packed({_MANIFEST: [_json(manifest)], _DATA: [data]})


def read_package(path: Path) -> Package:
    """A package from a file; SourceError when it cannot be read, is damaged or needs a newer program."""
    return parse_package(_bytes(path), str(path))


def read_open_package(path: Path) -> Package:
    """What a package carries, from a file that is just its data.json, as `doctor --rescue` writes it.

    A library's own file will do, too; what lies in a journal beside it is not read. SourceError.
    """
    data = _bytes(path)
    try:
        content = _value(data)
        documents, forms = content["documents"], content.get("forms", {})
        if isinstance(documents, dict):
            documents = [_object(record)["document"] for record in documents.values()]
            forms = {record["ref"]: record["toml"] for record in map(_object, _object(forms).values())}
        return Package(_documents(documents), forms=_forms(forms))
    except DAMAGE as error:
        raise SourceError(
            f"「{path}」中没有能读入的绩效目标表（已损坏，或不是 perfdesk 的文件），没有导入任何内容，"
            "请选择正确的文件；损坏的项目库请用 perfdesk doctor 检查。"
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise SourceError(f"「{path}」太大，不是 perfdesk 的数据包，请选择正确的文件。")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"「{path}」无法读取：{refusal(error)}。") from error


def parse_package(data: bytes, name: str) -> Package:
    """A package from its bytes; SourceError, which calls it `name`, as in `read_package`."""
    try:
        manifest, content = _members(data, name)
        reader = manifest["reader"]
        if not isinstance(reader, int) or reader < 1:
            raise ValueError("no format")
        if reader > FORMAT or manifest.get("sealed"):
            raise SourceError(f"「{name}」由更高版本的 perfdesk 制作，请升级后再导入。")
        return Package(
            documents=_documents(content["documents"]),
            bases=_documents(content.get("bases", [])),
            forms=_forms(content.get("forms", {})),
            by=_text(manifest.get("by", "")),
            at=_text(manifest.get("at", "")),
            computer=_text(manifest.get("computer", "")),
            known=_known(content.get("known", {})),
        )
    except DAMAGE as error:
        raise SourceError(
            f"「{name}」不是完整的数据包（已损坏或没有传完），没有导入任何内容，请让对方重新发送。"
        ) from error


def _members(data: bytes, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Manifest and data, both checked against their sums."""
    archive = Archive(data, Budget(name, inflated=_LARGEST_INFLATED))
    names = archive.names
    if names.count(_MANIFEST) != 1 or names.count(_DATA) != 1:
        raise ValueError("members missing or twice")
    manifest, content = archive.read(_MANIFEST), archive.read(_DATA)
    facts, value = _value(manifest), _value(content)
    if facts["sum"] != _sum({key: value for key, value in facts.items() if key != "sum"}):
        raise ValueError("the manifest has changed")
    if facts["members"][_DATA] != sha256(content).hexdigest():
        raise ValueError("the data have changed")
    return facts, value


def _value(content: bytes) -> dict[str, Any]:
    """The object that a member says, and every text in it can be written again."""
    value = _object(read_strict_json(content))
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # fails on a lone surrogate
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _documents(records: Iterable[Any]) -> tuple[Document, ...]:
    documents = tuple(document_from_json(_with_extra(_object(record))) for record in records)
    if len({document.uid for document in documents}) != len(documents):
        raise ValueError("a document stands twice")
    return documents


def _with_extra(record: dict[str, Any]) -> dict[str, Any]:
    """The record with what a later version may have added moved to where this one keeps it."""
    unknown: dict[str, str] = {}
    known = _parted(record, _DOCUMENT_KEYS, "", unknown)
    for name, keys in (("rows", _ROW_KEYS), ("marks", _MARK_KEYS), ("tray", _STRAY_KEYS)):
        if isinstance(many := known.get(name), list):
            known[name] = [
                _parted(each, keys, f"{name}/{each.get('uid', place)}/", unknown)
                if isinstance(each, dict)
                else each
                for place, each in enumerate(many)
            ]
    return known | {"extra": {**_object(known.get("extra", {})), **unknown}} if unknown else known


def _parted(record: dict[str, Any], keys: set[str], path: str, unknown: dict[str, str]) -> dict[str, Any]:
    """The keys that are known; the others go into `unknown` under their path."""
    unknown.update((f"{path}{key}", json.dumps(value)) for key, value in record.items() if key not in keys)
    return {key: value for key, value in record.items() if key in keys}


def _known(known: Any) -> dict[str, tuple[str, ...]]:
    lists = {_text(uid): names for uid, names in _object(known).items()}
    if not all(isinstance(names, list) for names in lists.values()):
        raise TypeError("not a list")
    return {uid: tuple(map(_text, names)) for uid, names in lists.items()}


def _forms(forms: Any) -> dict[str, str]:
    return {_text(ref): _text(toml) for ref, toml in _object(forms).items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _json(value: object) -> bytes:
    """Sorted, without blanks; a lone surrogate becomes U+FFFD."""
    with suppress(TypeError):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    text, _ = clean(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    return text.encode("utf-8")


def _sum(manifest: Mapping[str, Any]) -> str:
    return sha256(_json(manifest)).hexdigest()
