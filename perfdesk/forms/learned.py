"""What clerks have taught: words by which other papers call the fields of a form.

They lie in `项目库.栏目.toml` beside the library, a table for each form, by field or row key:

    [project-target]
    "goal.total" = ["申报总目标"]

The window writes the file, and nobody else. What is no key of a form (any more) is kept and means nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from perfdesk.forms.reading import quoted, read_spec
from perfdesk.forms.spec import FormSpec
from perfdesk.outfile import write_in_place

Learned: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]
"""form id → field or row key → labels"""

_HEAD = "# 导入时学到的栏目名称，由程序写入：其他表样中的这些字样，各是本表的哪一栏。\n"


def learned_path(library: Path) -> Path:
    """Where what was learned lies."""
    return library.with_name(f"{library.stem}.栏目.toml")


def load_learned(library: Path) -> Learned:
    """What was learned beside a library, if anything; FormError names file and key of a mistake."""
    path = learned_path(library)
    return read_spec(path, dict[str, dict[str, tuple[str, ...]]]) if path.is_file() else {}


def save_learned(library: Path, learned: Learned) -> None:
    """Keep what was learned, all of it; durable when it returns.

    FormError when what lies there cannot be read: it is not overwritten. DiskError when the disk refuses.
    """
    load_learned(library)
    lines = [_HEAD]
    for form, labels in sorted(learned.items()):
        lines.append(f"\n[{quoted(form)}]\n")
        lines += [f"{quoted(key)} = [{', '.join(map(quoted, labels[key]))}]\n" for key in sorted(labels)]
    write_in_place(learned_path(library), "".join(lines), "栏目名称")


def with_label(learned: Learned, form: str, key: str, label: str) -> Learned:
    """What was learned and one label more; it means no other field of that form from now on."""
    known = {
        each: tuple(other for other in labels if other != label)
        for each, labels in learned.get(form, {}).items()
    }
    mine = {each: labels for each, labels in known.items() if labels}
    return {**learned, form: {**mine, key: (*mine.get(key, ()), label)}}


def taught(form: FormSpec, learned: Learned) -> FormSpec:
    """The form with what was learned about it; the same object where that is nothing."""
    keys = {*form.row_keys(), *(cell.key for cell, _ in form.fields())}
    more = {key: labels for key, labels in learned.get(form.id, {}).items() if key in keys}
    if not more:
        return form
    labels = {**form.match.labels}
    for key, words in more.items():
        labels[key] = (*labels.get(key, ()), *words)
    return replace(form, match=replace(form.match, labels=labels))
