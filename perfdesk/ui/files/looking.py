"""Between reading and keeping: the clerk looks at what was read, and may teach labels that nobody knew.

What was taught is kept beside the library once the import is agreed to.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.errors import DiskError, FormError

if TYPE_CHECKING:
    from perfdesk.forms.learned import Learned
    from perfdesk.ui.files.import_preview import ImportPreview
    from perfdesk.ui.files.sources import Sources
    from perfdesk.ui.panes import Panes


class Looking:
    """Shows the preview.

    `read_anew()` reads the same files again, `stop()` ends that, `keep(sources)` imports what was read.
    """

    def __init__(
        self,
        panes: "Panes",
        read_anew: Callable[[], None],
        stop: Callable[[], None],
        keep: "Callable[[Sources], None]",
    ) -> None:
        self._panes = panes
        self._read_anew = read_anew
        self._stop = stop
        self._keep = keep
        self._sources: Sources | None = None
        self._has_learned = False
        self.learned: Learned = {}
        """The labels that files are read by now"""
        self.window: ImportPreview | None = None

    def begin(self, library: Path) -> None:
        """Begin with the labels that were taught before."""
        from perfdesk.forms.learned import load_learned

        self._has_learned = False
        try:
            self.learned = load_learned(library)
        except FormError as error:
            self.learned = {}
            self._panes.desk.say(f"{error}改正之前不用其中的栏目名称。", lasting=True)

    def look(self, sources: "Sources") -> None:
        """Show what had to be read; where nothing had, there is nothing to look at."""
        from perfdesk.ui.files.import_lines import previews_of, said_of
        from perfdesk.ui.files.import_preview import ImportPreview

        session = self._panes.session
        if not session or not any(source.read for source in sources.read):
            self._keep(sources)
            return
        self._sources = sources
        previews = previews_of(sources, session.library.catalogue)
        if not self.window:
            self.window = ImportPreview(self._panes.window())
            self.window.taught.connect(self._teach)
            self.window.accepted.connect(self._accept)
            self.window.rejected.connect(self._refuse)
            self.window.setModal(True)
        self.window.show_previews(previews, said_of(previews, sources))
        self.window.show()

    def leave(self) -> None:
        """Nothing is imported after all."""
        if self.window:
            self.window.reject()

    def _teach(self, form: str, key: str, label: str) -> None:
        from perfdesk.forms.learned import with_label

        self.learned, self._has_learned = with_label(self.learned, form, key, label), True
        self._read_anew()

    def _accept(self) -> None:
        sources, self.window, self._sources = self._sources, None, None
        if sources:
            self._panes.perform(lambda: self._import(sources))

    def _import(self, sources: "Sources") -> None:
        from perfdesk.forms.learned import save_learned

        session = self._panes.session
        if not session:
            return
        try:
            if self._has_learned:
                save_learned(session.library.path, self.learned)
        except (DiskError, FormError) as error:
            self._panes.desk.say(f"{error}这次照您说的读入了，下次还要再说一遍。", lasting=True)
        self._keep(sources)

    def _refuse(self) -> None:
        self.window, self._sources = None, None
        self._panes.outcome.tell("没有导入，项目库没有变化。")
        self._stop()
