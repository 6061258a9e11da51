"""On paper: sheets to the pages of one PDF file.

`print_sheets` writes a file, `render_sheets` gives its bytes, `render_with_places` says besides where each
cell stands. A sheet says everything about its looks; this room knows no form and no finding. setting: the
lines of a cell; pages and overleaf: what stands where; content, and footer with qr: the operators of a page;
fonts: codes and cut faces; pdf: the file, by ReportLab.
"""

from perfdesk.printing.job import PrintReport, Uncovered, print_sheets, render_sheets, render_with_places
from perfdesk.printing.pdf import Attachment
from perfdesk.printing.places import Place, Rendered

__all__ = [
    "Attachment",
    "Place",
    "PrintReport",
    "Rendered",
    "Uncovered",
    "print_sheets",
    "render_sheets",
    "render_with_places",
]
