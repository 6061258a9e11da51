"""A print job: sheets in, one file out, and a report of what was printed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from perfdesk.documents.address import Address
from perfdesk.documents.sheet import Sheet
from perfdesk.errors import UsageError
from perfdesk.outfile import write_beside
from perfdesk.printing.content import write_page
from perfdesk.printing.fonts import Fonts
from perfdesk.printing.footer import write_footer
from perfdesk.printing.pages import paginate
from perfdesk.printing.pdf import Attachment, File, Information
from perfdesk.printing.places import Place, Rendered, places_on
from perfdesk.printing.setting import Setter
from perfdesk.typeface import uncovered


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Characters of a cell that no bundled face has: boxes on the paper, though their text is in the file."""

    document: str
    sheet: str
    """The name of the sheet, i.e. of the project."""
    address: Address | None
    cell: str
    """What the clerk calls the cell."""
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What was printed. `path` is another than asked for when that file was open elsewhere."""

    pages: int
    path: Path
    uncovered: tuple[Uncovered, ...] = ()


def print_sheets(
    sheets: Iterable[Sheet],
    target: Path,
    *,
    title: str = "",
    made: datetime | None = None,
    attachment: Attachment | None = None,
) -> PrintReport:
    """Print sheets into a PDF file, whole or not at all; what is attached to it travels inside.

    `title` stands in the file's properties, by default the first sheet's name and how many there are. `made`
    is the date in them, by default none: equal sheets give equal bytes. DiskError when the disk refuses,
    UsageError without a sheet.
    """
    content, pages, boxes = _print(sheets, Information(title, made), attachment=attachment)
    return PrintReport(pages, write_beside(target, content), boxes)


def render_sheets(
    sheets: Iterable[Sheet],
    *,
    title: str = "",
    made: datetime | None = None,
    attachment: Attachment | None = None,
) -> bytes:
    """The PDF file of `print_sheets` as bytes."""
    return _print(sheets, Information(title, made), attachment=attachment)[0]


def render_with_places(sheets: Iterable[Sheet]) -> Rendered:
    """The same file, and where each cell stands in it."""
    places: list[Place] = []
    content, _, _ = _print(sheets, Information(""), places)
    return Rendered(content, tuple(places))


def _print(
    sheets: Iterable[Sheet],
    information: Information,
    places: list[Place] | None = None,
    attachment: Attachment | None = None,
) -> tuple[bytes, int, tuple[Uncovered, ...]]:
    fonts, file = Fonts(), File()
    setter = Setter(fonts)
    outline: list[tuple[str, int]] = []
    boxes: list[Uncovered] = []
    count = 0
    for sheet in sheets:
        pages = paginate(sheet, setter)
        numbers = [
            file.add_page(write_page(page, setter) + write_footer(sheet, page, setter)) for page in pages
        ]
        if places is not None:
            places += [place for at, page in enumerate(pages, count) for place in places_on(page, at)]
        count += len(numbers)
        outline.append((sheet.name or "未填项目名称", numbers[0]))
        if fonts.missing:
            boxes += _boxes(sheet)
    if not outline:
        raise UsageError("没有可以打印的表，请先选择项目。")
    name = outline[0][0] if len(outline) == 1 else f"{outline[0][0]}等{len(outline)}张表"
    if attachment:
        file.attach(attachment)
    titled = replace(information, title=information.title or name)
    return file.finish(fonts, outline, titled), count, tuple(boxes)


def _boxes(sheet: Sheet) -> list[Uncovered]:
    return [
        Uncovered(sheet.document, sheet.name, cell.address, cell.name, lost)
        for cell in sheet.cells
        if (lost := uncovered(cell.text))
    ]
