"""The PDF file around the pages: the one module that touches ReportLab, and its private attributes.

ReportLab keeps the objects, page tree, catalogue, cross-reference table and trailer. What stands in the file
a thousand times (pages, contents, outline entries) is handed to it already written. Its own date stamp, and
the file identity made from it, are replaced: equal pages give equal bytes.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5

from reportlab.pdfbase import pdfdoc

from perfdesk.printing.fonts import ESCAPES, FULL, Font, Fonts
from perfdesk.printing.page import PAPER

_BOX = f"[0 0 {PAPER[0] / 100:.2f} {PAPER[1] / 100:.2f}]"


@dataclass(frozen=True, slots=True)
class Information:
    """What a reader shows about the file. No `made`: no date in it."""

    title: str
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF file; `plain_name` is its name for readers that know ASCII only."""

    name: str
    plain_name: str
    content: bytes


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object of the file whose bytes are known."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, _document: object) -> bytes:
        return self.content


class _Pages(pdfdoc.PDFPages):  # type: ignore[misc]  # ReportLab has no types
    """The page tree, with the resources that all pages share."""

    __NoDefault__ = (*pdfdoc.PDFPages.__NoDefault__, "Resources")


class File:
    """A PDF file in the making: pages are added one by one, `finish` gives its bytes."""

    def __init__(self) -> None:
        document = pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 7), lang="zh-CN")
        self._document = document
        self._digest = md5(usedforsecurity=False)
        self._fonts = document.idToObject[pdfdoc.BasicFonts].dict  # object 1, an empty font dictionary
        self._pages = document.Pages = document.Catalog.Pages = _Pages()
        self._pages.Resources = _Written(b"<</Font 1 0 R/ProcSet[/PDF/Text]>>")
        document.Reference(self._pages)
        self._page = f"<</Type/Page/Parent {document.objectcounter} 0 R/MediaBox {_BOX}"

    def add_page(self, content: str) -> int:
        """Add a page with this content stream; its object's number."""
        contents = self._add_stream(content.encode("latin-1"))
        number = self._add(f"{self._page}/Contents {contents} 0 R>>".encode("ascii"))
        self._pages.addPage(pdfdoc.PDFObjectReference(f"R{number}"))
        return number

    def attach(self, attachment: Attachment) -> None:
        """Put a file inside, which every reader lists among the attachments."""
        content = attachment.content
        self._digest.update(content)
        head = b"<</Type/EmbeddedFile/Length %d/Params<</Size %d>>>>" % (len(content), len(content))
        file = self._add(b"%b\nstream\n%b\nendstream" % (head, content))  # packed by whoever made it
        name = _text(attachment.name)
        entry = self._add(
            b"<</Type/Filespec/F(%b)/UF%b/EF<</F %d 0 R>>/AFRelationship/Data>>"
            % (attachment.plain_name.encode("ascii"), name, file)
        )
        self._document.Catalog.Names = _Written(b"<</EmbeddedFiles<</Names[%b %d 0 R]>>>>" % (name, entry))

    def finish(self, fonts: Fonts, outline: Sequence[tuple[str, int]], information: Information) -> bytes:
        """The bytes of the file. `outline`: a title and the object number of its page, for each entry."""
        document = self._document
        for font in fonts:
            self._fonts[font.name] = pdfdoc.PDFObjectReference(f"R{self._add_font(font)}")
        catalog = document.Catalog
        catalog.Outlines = pdfdoc.PDFObjectReference(f"R{self._add_outline(outline)}")
        catalog.setPageMode("UseOutlines" if len(outline) > 1 else "UseNone")
        catalog.ViewerPreferences = _Written(b"<</DisplayDocTitle true/PrintScaling/None>>")
        document.info = _Written(_information(information))
        digest = self._digest.hexdigest().encode("ascii")
        document._ID = b"[<%b><%b>]" % (digest, digest)  # noqa: SLF001 - ReportLab's is made from the clock
        content: bytes = document.format()
        return content

    def _add(self, content: bytes) -> int:
        self._document.Reference(_Written(content))
        number: int = self._document.objectcounter
        return number

    def _add_stream(self, content: bytes, entries: bytes = b"") -> int:
        self._digest.update(content)
        packed = zlib.compress(content, 5)  # a twentieth of the time less than 6, for two bytes in a thousand
        head = b"<</Length %d/Filter/FlateDecode%b>>\nstream\n" % (len(packed), entries)
        return self._add(b"%b%b\nendstream" % (head, packed))

    def _add_outline(self, outline: Sequence[tuple[str, int]]) -> int:
        root = self._document.objectcounter + len(outline) + 1
        first, last = root - len(outline), root - 1
        for number, (title, page) in enumerate(outline, first):
            before = f"/Prev {number - 1} 0 R" if number > first else ""
            after = f"/Next {number + 1} 0 R" if number < last else ""
            entry = f"/Parent {root} 0 R{before}{after}/Dest[{page} 0 R/Fit]>>".encode("ascii")
            self._add(b"<</Title%b%b" % (_text(title), entry))
        return self._add(
            f"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {len(outline)}>>".encode()
        )

    def _add_font(self, font: Font) -> int:
        """A Type0 font with its descendant, descriptor, cut face and character map."""
        program = font.program()
        name = f"{_tag(program)}+{font.face.path.stem}"
        file = self._add_stream(program, b"/Length1 %d" % len(program))
        left, bottom, right, top, ascent, descent = font.bounds()
        descriptor = self._add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{left} {bottom} {right} {top}]"
            f"/ItalicAngle 0/Ascent {ascent}/Descent {descent}/CapHeight {ascent}/StemV 80"
            f"/FontFile2 {file} 0 R>>".encode()
        )
        descendant = self._add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/DW {FULL}/W[{font.widths()}]>>".encode()
        )
        to_unicode = self._add_stream(font.to_unicode())
        return self._add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>".encode()
        )


def _tag(program: bytes) -> str:
    """Six capitals that tell one cut of a face from another."""
    digest = md5(program, usedforsecurity=False).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _text(text: str) -> bytes:
    """A string for readers: UTF-16, with what a string may not hold escaped byte by byte."""
    written = text.encode("utf-16-be", "surrogatepass").decode("latin-1").translate(ESCAPES)
    return b"(\xfe\xff%b)" % written.encode("latin-1")


def _information(information: Information) -> bytes:
    made = f"/CreationDate({information.made:D:%Y%m%d%H%M%S})" if information.made else ""
    rest = f"/Author()/Creator(perfdesk)/Producer(ReportLab){made}>>"
    return b"<</Title%b%b" % (_text(information.title), rest.encode("ascii"))
