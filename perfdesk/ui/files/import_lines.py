"""What stands in the preview of an import: each text of the source beside the place that it would come to."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Mark
from perfdesk.forms.coded_name import read_coded_name

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Read, Unknown
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.forms.spec import FormSpec
    from perfdesk.ui.files.sources import Sources

Section = Literal["unknown", "tray", "compare", "plain"]
"""Labels that nobody knows, texts without a place, places where reading had to guess, and all the rest"""
SECTIONS: dict[Section, str] = {
    "unknown": "认不出的栏目",
    "tray": "没有放进表里的文字（会留在待放栏）",
    "compare": "请核对",
    "plain": "其余",
}
_BETWEEN_CELLS = " │ "
_GUESSES = ("repair", "compare")
_KINDS = ("repair", "compare", "note")


class Line(NamedTuple):
    """A place of the source and a place of the form; either may be blank."""

    section: Section
    place: str
    source: str
    target: str
    """What the place is called on the form"""
    text: str
    """What would stand there; parts of a row are set apart"""
    remark: str = ""
    unknown: "Unknown | None" = None


class Preview(NamedTuple):
    """One form of an import."""

    name: str
    file: str
    form: "FormSpec"
    lines: tuple[Line, ...]

    @property
    def guesses(self) -> int:
        """In how many places reading had to guess or found no place."""
        return sum(line.section in {"compare", "tray"} for line in self.lines)


def previews_of(sources: "Sources", catalogue: "Catalogue") -> list[Preview]:
    """The previews of all forms that had to be read; those with most to look at come first."""
    previews = []
    for source in sources.read:
        for read in source.read:
            form = catalogue.form(read.document.form)
            name = read_coded_name(read.document.texts.get("project.name", "")).name or "未填项目名称"
            previews.append(Preview(name, source.path.name, form, tuple(_lines(read, form))))
    return sorted(previews, key=lambda preview: -preview.guesses)


def said_of(previews: "Sequence[Preview]", sources: "Sources") -> str:
    """What was read, in a sentence or two."""
    exact = sum(len(source.documents) for source in sources.read) - len(previews)
    rejected = sum(bool(source.reason) for source in sources.read)
    guesses = sum(preview.guesses for preview in previews)
    parts = [
        f"读到 {len(previews)} 张表",
        f"另有 {exact} 张取自数据包，原样读入" if exact else "",
        f"{guesses} 处请对照来源看一看" if guesses else "没有需要推断的地方",
        f"{rejected} 个文件不能读入" if rejected else "",
    ]
    return f"{'，'.join(filter(None, parts))}。点“导入”之后才放进项目库。"


def _lines(read: "Read", form: "FormSpec") -> Iterator[Line]:
    document = read.document
    for unknown in read.unknown:
        yield Line(
            "unknown", "指标列名" if unknown.is_head else "", unknown.label, "", unknown.text, "", unknown
        )
    for stray in document.tray:
        yield Line("tray", stray.place, _joined(stray.text.split("\t")), "待放栏", "")
    marks = [mark for mark in document.marks if mark.kind in _KINDS and mark.message]
    for mark in marks:
        if _spot(document, mark) is None:
            yield Line(_section([mark]), "", "", "整张表", "", mark.message)
    for cell, _ in form.fields():
        if document.texts.get(cell.key):
            yield _line(read, form, cell.key, marks)
    for row in document.rows:
        yield _line(read, form, row.uid, marks)


def _line(read: "Read", form: "FormSpec", spot: str, marks: list[Mark]) -> Line:
    """A field, by its key, or a row, by its uid."""
    document, came = read.document, read.came.get(spot)
    about = [mark for mark in marks if _spot(document, mark) == spot]
    source = _joined(came.text.split("\t")) if came else ""
    place, remark = came.place if came else "", "".join(mark.message for mark in about)
    if row := document.row(spot):
        text = _joined([row.text(key) for key in form.row_keys()])
        return Line(_section(about), place, source, f"第 {document.row_number(spot)} 个指标", text, remark)
    return Line(_section(about), place, source, form.label_of(spot), document.texts[spot], remark)


def _section(about: list[Mark]) -> Section:
    return "compare" if any(mark.kind in _GUESSES for mark in about) else "plain"


def _spot(document: Document, mark: Mark) -> str | None:
    """The field or row that a mark is about; None for the form as a whole."""
    row, key = Address.parse(mark.address)
    if row:
        return row if document.row(row) else None
    return key if document.texts.get(key) else None


def _joined(cells: list[str]) -> str:
    return _BETWEEN_CELLS.join(" ".join(text.split()) or "—" for text in cells)
