"""What the bundled faces can draw, how wide it is and where its lines break.

`face("body")` opens a face, `Face.advance` measures, `wrap` breaks a text into lines, `uncovered` names the
characters that no face has. Printing, spreadsheet heights and the rules get the same answer here, without
ReportLab and without Qt. To bundle another face, add it to `FACES` in `face.py` and to
`packaging/cut_fonts.py`.
"""

from perfdesk.typeface.breaking import wrap
from perfdesk.typeface.face import Face, FaceName, face, uncovered

__all__ = ["Face", "FaceName", "face", "uncovered", "wrap"]
