"""Small PDF files for the tests, drawn with lines and a face that says what its characters are."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from perfdesk import paths

_FACE = "tests-face"


def _canvas(content: BytesIO) -> Canvas:
    if _FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FACE, str(paths.resource("fonts", "NotoSansSC-Regular.ttf"))))
    return Canvas(content, pagesize=(595, 842), invariant=1)


def ruled_pdf(
    pages: Sequence[Sequence[Sequence[str]]],
    *,
    above: str = "",
    below: str = "",
    sides: bool = True,
    turned: int = 0,
) -> bytes:
    """A page for each table, ruled, 120 points a column; a text wraps at line breaks only.

    `turned`: degrees by which the paper lies in the file, and is turned back to be looked at.
    """
    content = BytesIO()
    canvas = _canvas(content)
    for table in pages:
        canvas.setFont(_FACE, 10)
        if turned:
            canvas.setPageSize((595, 842) if turned == 180 else (842, 595))
            canvas.setPageRotation(turned)
            canvas.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[turned])
            canvas.rotate(turned)
        canvas.drawString(50, 800, above)
        canvas.drawString(280, 30, below)
        y = 780.0
        width = max(len(row) for row in table)
        canvas.line(50, y, 50 + 120 * width, y)
        for row in table:
            lines = [text.split("\n") for text in row]
            height = 16.0 * max(len(each) for each in lines)
            for column, each in enumerate(lines):
                for number, line in enumerate(each):
                    canvas.drawString(54 + 120 * column, y - 12 - 16 * number, line)
            for column in range(width + 1):
                if sides or 0 < column < width:
                    canvas.line(50 + 120 * column, y, 50 + 120 * column, y - height)
            y -= height
            canvas.line(50, y, 50 + 120 * width, y)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def scanned_pdf() -> bytes:
    """A page that is one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    content = BytesIO()
    canvas = _canvas(content)
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 84), "white")), 0, 0, 595, 842)
    canvas.save()
    return content.getvalue()
