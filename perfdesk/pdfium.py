"""The one door to PDFium, which is not made for threads: a lock stands around every call.

The library is loaded with the first call. What others wrote is opened in a worker only: a small file can make
PDFium take any time and memory.
"""

import ctypes
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from threading import Lock
from typing import Any, NamedTuple

_LOCK = Lock()


class Picture(NamedTuple):
    """A page in pixels: `stride` bytes a line, from the top; four bytes a pixel: blue, green, red, unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Letter(NamedTuple):
    """A character at its baseline; points from the upper left corner of the page as it is looked at."""

    text: str
    x: float
    y: float
    right: float
    size: float
    spot: tuple[float, float]
    """A point in it; where it is clipped away, the nearest that could be seen."""


class Line(NamedTuple):
    """A drawn line between two points, straight across or straight down, the smaller point first."""

    x0: float
    y0: float
    x1: float
    y1: float


class Drawn(NamedTuple):
    """What is on a page."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    """In the order of the file."""
    lines: tuple[Line, ...]
    pictured: float
    """The share of the page that its largest picture covers."""


def page_count(pdf: bytes) -> int:
    """How many pages a PDF file has; ValueError when it cannot be read."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Width and height of a page in points, pages counted from 0; ValueError when there is none."""
    with _opened(pdf) as document:
        width, height = _page(document, page).get_size()
        return float(width), float(height)


def render_page(pdf: bytes, page: int, scale: float) -> Picture:
    """A page, counted from 0, on white; `scale` pixels a point. ValueError when there is no such page."""
    with _opened(pdf) as document:
        bitmap = _page(document, page).render(scale=scale, prefer_bgrx=True)
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


def draw_pages(pdf: bytes) -> Iterator[Drawn]:
    """What is on each page, one after the other; ValueError when the file cannot be read."""
    with _opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            try:
                yield _drawn(page)
            finally:
                page.close()


def page_texts(pdf: bytes, most: int) -> Iterator[str]:
    """The text of each page in the order in which it is drawn; ValueError as above, and over `most` pages."""
    with _opened(pdf) as document:
        if len(document) > most:
            raise ValueError(f"more than {most} pages")
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            try:
                yield words.get_text_range()
            finally:
                words.close()
                page.close()


def attachment(pdf: bytes, names: Collection[str]) -> bytes | None:
    """The content of the first attached file of these names; None when there is none. ValueError as above.

    Only in a worker: a small file can hold any number of bytes.
    """
    with _opened(pdf) as document:
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            with suppress(RuntimeError):  # without a name or a content
                if attached.get_name() in names:
                    return bytes(attached.get_data())
    return None


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _LOCK:
        import pypdfium2  # noqa: PLC0415 - not before somebody looks at a page

        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"not a PDF file that can be read: {error}") from error
        try:
            yield document
        finally:
            document.close()  # its pages with it, under the lock: not left to the garbage collector


def _page(document: Any, number: int) -> Any:
    if not 0 <= number < len(document):
        raise ValueError(f"there is no page {number} among {len(document)}")
    return document[number]


_BREAKS = frozenset((10, 13))
MOST_LINES = 20_000
"""Drawn ones on a page."""
_THIN = 3.0
"""Points; a narrower box is a line."""
_DEEPEST = 8
"""Forms within forms."""

_Matrix = tuple[float, float, float, float, float, float]


def _drawn(page: Any) -> Drawn:
    width, height = page.get_size()
    turn = _turned(page.get_rotation(), width, height)
    lines: list[Line] = []
    pictured = 0.0
    for kind, shape, matrix in _objects(page.raw):
        if len(lines) > MOST_LINES:
            raise ValueError("more lines on a page than a form has")
        if kind == "path":
            lines.extend(Line(*turn(*line[:2]), *turn(*line[2:])) for line in _straight(shape, matrix))
        else:
            (left, bottom), (right, top) = _bounds(shape, matrix)
            pictured = max(pictured, abs((right - left) * (top - bottom)) / max(width * height, 1))
    ordered = tuple(Line(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in lines)
    return Drawn(width, height, tuple(_letters(page, turn)), ordered, pictured)


def _turned(degrees: int, width: float, height: float) -> Any:
    """From the page's own coordinates, upwards, to those of who looks at it, downwards."""
    match degrees:
        case 90:
            return lambda x, y: (y, x)
        case 180:
            return lambda x, y: (width - x, y)
        case 270:
            return lambda x, y: (width - y, height - x)
        case _:
            return lambda x, y: (x, height - y)


def _letters(page: Any, turn: Any) -> Iterator[Letter]:
    """The characters of a page; blanks that PDFium adds by itself belong to no text of the file."""
    import pypdfium2.raw as c  # noqa: PLC0415

    words, upright, height = page.get_textpage(), page.get_rotation() == 0, page.get_height()
    try:
        raw, box = words.raw, c.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        source_of, unicode_of = c.FPDFText_GetTextObject, c.FPDFText_GetUnicode
        origin_of, box_of = c.FPDFText_GetCharOrigin, c.FPDFText_GetLooseCharBox
        clips: dict[int, _Box | None] = {}
        for number in range(words.count_chars()):
            source = source_of(raw, number)
            if not source or (code := unicode_of(raw, number)) in _BREAKS:
                continue
            at = ctypes.addressof(source.contents)
            if at not in clips:
                clips[at] = _clip(source)
            origin_of(raw, number, to_x, to_y)
            box_of(raw, number, to_box)
            left, low, right = x.value, y.value, box.right
            size = box.top - box.bottom or 1.0  # the font's own size may be scaled
            across, up = (left + right) / 2, low + size * 0.3
            if clip := clips[at]:
                across, up = _within(across, clip[0], clip[2]), _within(up, clip[1], clip[3])
            text = chr(code or 0xFFFD)
            if upright:  # as nearly all pages are, and there are many letters
                yield Letter(text, left, height - low, right, size, (across, height - up))
            else:
                one, other = turn(box.left, box.bottom), turn(box.right, box.top)
                x0, y0 = turn(left, low)
                right, size = max(one[0], other[0]), abs(one[1] - other[1])
                yield Letter(text, x0, y0, right, size, turn(across, up))
    finally:
        words.close()


def _within(value: float, low: float, high: float) -> float:
    """The value, or the nearest a point inside of the bounds."""
    return max(low + 1, min(value, high - 1)) if high - low > 2 else (low + high) / 2


_Box = tuple[float, float, float, float]


def _clip(shape: Any) -> _Box | None:
    """What of the page a text is clipped to; None when it is not."""
    import pypdfium2.raw as c  # noqa: PLC0415

    clip = c.FPDFPageObj_GetClipPath(shape)
    paths = c.FPDFClipPath_CountPaths(clip) if clip else 0
    if paths < 1:
        return None
    box: _Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(paths, 64)):
        points = []
        for number in range(min(c.FPDFClipPath_CountPathSegments(clip, path), 64)):
            c.FPDFPathSegment_GetPoint(c.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            points.append((x.value, y.value))
        if points:
            left, low = min(x for x, _ in points), min(y for _, y in points)
            right, high = max(x for x, _ in points), max(y for _, y in points)
            box = box or (left, low, right, high)
            box = max(box[0], left), max(box[1], low), min(box[2], right), min(box[3], high)
    return box


def _objects(
    holder: Any, outer: _Matrix = (1, 0, 0, 1, 0, 0), depth: int = 0
) -> Iterator[tuple[str, Any, _Matrix]]:
    """(path or image, object, its matrix) of a page or a form within it."""
    import pypdfium2.raw as c  # noqa: PLC0415

    if depth:
        count, get = c.FPDFFormObj_CountObjects(holder), c.FPDFFormObj_GetObject
    else:
        count, get = c.FPDFPage_CountObjects(holder), c.FPDFPage_GetObject
    for number in range(count):
        shape = get(holder, number)
        kind = c.FPDFPageObj_GetType(shape)
        if kind not in {c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM}:
            continue
        if kind == c.FPDF_PAGEOBJ_IMAGE:
            yield "image", shape, outer
            continue
        own = c.FS_MATRIX()
        c.FPDFPageObj_GetMatrix(shape, own)
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == c.FPDF_PAGEOBJ_PATH:
            yield "path", shape, matrix
        elif depth < _DEEPEST:
            yield from _objects(shape, matrix, depth + 1)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def _bounds(shape: Any, matrix: _Matrix) -> tuple[tuple[float, float], tuple[float, float]]:
    import pypdfium2.raw as c  # noqa: PLC0415

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    c.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
    return _moved(left.value, bottom.value, matrix), _moved(right.value, top.value, matrix)


def _straight(path: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The lines across and down in a path; a thin box is one, a filled box that nobody strokes is none."""
    import pypdfium2.raw as c  # noqa: PLC0415

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, fill, stroke)
    corners: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, number)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == c.FPDF_SEGMENT_MOVETO or not corners:
            corners.append([])
        corners[-1].append(_moved(x.value, y.value, matrix))
        if c.FPDFPathSegment_GetClose(segment):
            corners[-1].append(corners[-1][0])
    for points in corners:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if right - left < _THIN or high - low < _THIN:
            across = right - left >= high - low
            middle = (low + high) / 2 if across else (left + right) / 2
            yield (left, middle, right, middle) if across else (middle, low, middle, high)
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
                    yield x0, y0, x1, y1
