"""What becomes of the texts that found no place: taken out of the tray, or laid into cells.

A text that has to give way to one from the tray lies there afterwards: nothing is lost on the way.
"""

from collections.abc import Callable, Collection, Iterable

from perfdesk.documents.address import Address
from perfdesk.documents.document import Document, Stray
from perfdesk.documents.edits import SetText, SetTray


def taken_out(document: Document, places: Collection[int]) -> SetTray:
    """The tray without the strays at some places, from 0."""
    return SetTray(tuple(stray for place, stray in enumerate(document.tray) if place not in places))


def laid_down(
    document: Document,
    place: int,
    edits: Iterable[SetText],
    homeless: Collection[str],
    name_of: Callable[[Address], str],
) -> tuple[SetText | SetTray, ...]:
    """The edits that lay the stray at a place into cells, with the tray as it is then.

    `homeless`: its texts that no cell can take; they stay. `name_of`: an address in a clerk's words.
    """
    edits = tuple(edits)
    gave_way = tuple(
        Stray(text, f"原在{name_of(edit.address)}")
        for edit in edits
        if (text := document.text(edit.address) or "").strip()
    )
    stays = (Stray("\t".join(homeless), document.tray[place].place),) if homeless else ()
    others = taken_out(document, {place}).tray
    return (*edits, SetTray((*others[:place], *stays, *gave_way, *others[place:])))
