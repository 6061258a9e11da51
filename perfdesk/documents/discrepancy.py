"""Where a paper says something else than a document: by address, what stands on the one and in the other."""

from collections.abc import Iterator
from typing import NamedTuple

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Row
from perfdesk.documents.making import without_blank_rows
from perfdesk.forms.spec import FormSpec


class Discrepancy(NamedTuple):
    """One place; None where the one or the other has no such place."""

    address: str
    paper: str | None
    library: str | None
    name: str
    """What the clerk calls it: 年度金额, 第3行年度指标值"""


def discrepancies(paper: Document, kept: Document, form: FormSpec) -> tuple[Discrepancy, ...]:
    """All places that differ, in the order of the form; rows that nobody filled in stand on no paper.

    Rows are told by uid; by their place, when the paper was read from its text and so has uids of its own.
    """
    keys = [cell.key for cell, _ in form.fields()]
    keys += [key for key in {**paper.texts, **kept.texts} if key not in keys]
    fields = [
        Discrepancy(key, paper.texts.get(key), kept.texts.get(key), form.label_of(key))
        for key in keys
        if paper.texts.get(key) != kept.texts.get(key)
    ]
    return (*fields, *_rows(without_blank_rows(paper).rows, without_blank_rows(kept).rows, form))


def _rows(paper: tuple[Row, ...], kept: tuple[Row, ...], form: FormSpec) -> Iterator[Discrepancy]:
    uids = {row.uid for row in kept}
    if not any(row.uid in uids for row in paper):
        paper = tuple(
            Row(kept[at].uid if at < len(kept) else row.uid, row.texts) for at, row in enumerate(paper)
        )
    there, on_paper = {row.uid: row for row in kept}, {row.uid: row for row in paper}
    for number, row in enumerate(kept, 1):
        yield from _row(row.uid, on_paper.get(row.uid), row, number, form)
    for number, row in enumerate(paper, 1):
        if row.uid not in there:
            yield from _row(row.uid, row, None, number, form)
    order = [row.uid for row in kept if row.uid in on_paper]
    if (printed := [row.uid for row in paper if row.uid in there]) != order:
        names = [
            "、".join(there[uid].text("name") or there[uid].text("value") for uid in uids)
            for uids in (printed, order)
        ]
        yield Discrepancy("rows", names[0], names[1], "指标的顺序")


def _row(uid: str, paper: Row | None, kept: Row | None, number: int, form: FormSpec) -> Iterator[Discrepancy]:
    for key in form.row_keys():
        texts = [row.text(key) if row else None for row in (paper, kept)]
        if texts[0] != texts[1]:
            name = f"第{number}行{form.label_of(key)}"
            yield Discrepancy(str(Address(uid, key)), texts[0], texts[1], name)
