"""Grid + Catalogue → Documents, whatever file the grid came from.

The words of all forms part the grid into forms (`segments`), text of one cell a line becomes rows
(`unfolding`), then labels find their texts (`fields`) and rows their columns (`indicators`). Nothing is tuned
to a file: what a form calls its fields stands in its form file, the levels in the frameworks. Every text ends
in a document, in its tray, or is a label; every guess leaves a mark.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from perfdesk.documents.address import field
from perfdesk.documents.document import Document
from perfdesk.exchange.draft import Came, Draft, Read
from perfdesk.exchange.fields import FieldReader, Spot, labelled_above
from perfdesk.exchange.flat import by_project
from perfdesk.exchange.furniture import is_bare_number, is_own_foot, is_page_number, is_signature, is_sum
from perfdesk.exchange.grid import Grid, GridRow
from perfdesk.exchange.indicators import IndicatorReader, heads_of
from perfdesk.exchange.labels import Words, unit_behind, year_alone
from perfdesk.exchange.levels import NO_LEVEL, LevelNames
from perfdesk.exchange.segments import ReadRow, Segment, is_indicator, read_rows, split
from perfdesk.exchange.unfolding import Unfolder, is_listed, mend_labels
from perfdesk.forms.catalogue import Catalogue, framework, frameworks
from perfdesk.forms.money import read_money_unit
from perfdesk.forms.spec import FormSpec


def match(grid: Grid, catalogue: Catalogue, new_uid: Callable[[], str]) -> tuple[Read, ...]:
    """The forms in a grid, in order; none when it holds none. Text before the first lies in its tray."""
    vocabulary = _vocabulary(catalogue.forms())
    rows = mend_labels(by_project(grid.rows, vocabulary.words), vocabulary.words, vocabulary.levels)
    segments = split(read_rows(rows, vocabulary.words), vocabulary.words, vocabulary.levels)
    found: list[Read] = []
    for segment in segments:
        if segment.is_form:
            form = _choose(vocabulary.forms, segment)
            draft = Draft(form, new_uid)
            if not found and segment is not segments[0]:
                _keep(draft, segments[0].rows)
            own = _vocabulary((form,))
            found.append(_Matcher(own, draft).match(segment, found[-1].document if found else None))
    return tuple(found)


_USUAL = "万元"
"""The unit of money that counts where a form says none."""


class Vocabulary(NamedTuple):
    """The words of some forms, and the names of levels."""

    forms: tuple[FormSpec, ...]
    words: Words
    levels: LevelNames


@lru_cache(maxsize=64)
def _vocabulary(forms: tuple[FormSpec, ...]) -> Vocabulary:
    return Vocabulary(forms, Words(forms), LevelNames(frameworks()))


def _choose(forms: tuple[FormSpec, ...], segment: Segment) -> FormSpec:
    """The form with this title, as many blocks side by side, most of the labels, then of the levels.

    Of equals the first.
    """
    if len(forms) == 1:
        return forms[0]
    titled = [form for form in forms if segment.title in _vocabulary((form,)).words.titles] or list(forms)
    texts = {piece.text for row in segment.rows for piece in row.pieces if piece.meaning.fields}

    repeated = max(
        (_repeated([piece.meaning.heads for piece in row.pieces]) for row in segment.rows), default=0
    )

    def agreement(form: FormSpec) -> tuple[int, int, int]:
        labels = sum(bool(_vocabulary((form,)).words.find(text).fields) for text in texts)
        blocks = abs(repeated - _repeated([cell.label for cell in form.rows.header]))
        return -blocks, labels, _levels_of(form.framework, segment)

    return max(titled, key=agreement)


def _repeated(heads: Sequence[Hashable]) -> int:
    """How many of the heads of columns stand there again."""
    known = [head for head in heads if head]
    return len(known) - len({*known})


@lru_cache(maxsize=16)
def _names_of(name: str) -> LevelNames:
    return LevelNames((framework(name),))


def _levels_of(name: str, segment: Segment) -> int:
    """How many of the levels, in the order of the paper, stand where a framework has them."""
    names, current, count = _names_of(name), NO_LEVEL, 0
    for row in segment.rows:
        for text in row.row.cells[:3]:
            level = names.find(text)
            if level.is_under(current):
                count += 1
            elif level.is_first:
                current, count = level, count + 1
    return count


def _keep(draft: Draft, rows: Iterable[ReadRow]) -> None:
    for row in rows:
        draft.stray("\t".join(text for text in row.row.cells if text), row.row.place)


class _Matcher:
    """Reads the rows of one form into a draft."""

    def __init__(self, vocabulary: Vocabulary, draft: Draft) -> None:
        self._words = vocabulary.words
        self._levels = vocabulary.levels
        self._draft = draft
        self._form = draft.form
        self._row_keys = self._form.row_keys()
        self._title = next((cell.key for cell, _ in self._form.fields() if cell.role == "title"), "")
        self._block: IndicatorReader | None = None

    def match(self, segment: Segment, before: Document | None) -> Read:
        """The form in a segment; `before` is the one in front of it, whose title it may share."""
        rows: Sequence[ReadRow] = segment.rows
        self._draft.stored = {
            (row.row.place, shown): stored for row in rows for shown, stored in row.row.stored
        }
        if any(row.row.hidden for row in rows):
            self._draft.mark("note", field("rows"), "READ-HIDDEN", "来源中有隐藏的行或工作表，已一并读入。")
        if is_listed(rows, self._words):
            unfolder = Unfolder(self._words, self._levels, labelled_above(self._form))
            rows = read_rows(unfolder.unfold([row.row for row in rows]), self._words)
            if unfolder.guessed:
                self._draft.compare(field("rows"), "来源中每格一行、空格已丢失，有几处是推断的。")
        self._fields = FieldReader(self._draft, self._words, _named(rows))
        for row in rows:
            self._read(row)
        self._fields.finish()
        self._join_parts()
        self._take_money_unit(rows)
        if self._block:
            self._block.finish()
        self._inherit(before)
        self._tell_run_on()
        self._tell_missing()
        return self._draft.read()

    def _join_parts(self) -> None:
        """A field that the source has split into several, a first and a last day, is one."""
        whole: dict[str, list[Came]] = {}
        for part in self._form.match.parts:
            if came := self._draft.take_out(part):
                whole.setdefault(part.partition(".")[0], []).append(came)
        for key, parts in whole.items():
            name, texts = self._form.label_of(key), [part.text for part in parts]
            self._draft.put(key, "-".join(texts), "、".join(dict.fromkeys(part.place for part in parts)))
            message = f"“{name}”由来源中的{len(texts)}格合成：{' | '.join(texts)}。"
            self._draft.mark("note", field(key), "READ-JOINED", message, "\t".join(texts))

    def _take_money_unit(self, rows: Sequence[ReadRow]) -> None:
        """A unit of money that only stands behind a label, 资金投入(元), is the form's."""
        key = next((cell.key for cell, _ in self._form.fields() if cell.kind == "money-unit"), "")
        above = takewhile(lambda row: not heads_of(row.pieces, self._row_keys), rows)
        behind = (unit for row in above for text in row.row.cells if (unit := unit_behind(text)))
        unit = next(behind, "") if key else ""
        read = read_money_unit(self._draft.texts.get(key, ""))
        if not unit or read == unit:
            return
        if read:
            self._draft.compare(field(key), f"来源中金额单位有两种：“{read}”和“{unit}”，取了前一种。")
        elif unit != _USUAL and not self._draft.texts.get(key):
            self._draft.texts[key] = unit
            self._draft.compare(field(key), f"来源中金额单位只写在栏目名称后面，取了“{unit}”。")

    def _read(self, row: ReadRow) -> None:
        if is_own_foot(row.pieces[0].text):
            return
        if self._is_page_number(row):
            self._draft.stray(row.pieces[0].text, f"{row.row.place}，像是页码")
        elif row.title:
            self._read_title(row)
        elif heads := heads_of(row.pieces, self._row_keys):
            self._open_block().start(heads, row)
        elif self._block and self._block.refine(row):
            return
        elif self._is_of_fields(row):
            self._fields.read(row.row, row.pieces)
        elif not self._open_block().read(row.row):
            self._stray_row(row.row)

    def _is_of_fields(self, row: ReadRow) -> bool:
        if self._block is None:
            return not is_indicator(row.row, self._levels)
        return bool(row.pieces[0].meaning.fields) or _is_year(row)

    def _open_block(self) -> IndicatorReader:
        if self._block is None:
            self._fields.fill_awaiting()
            self._block = IndicatorReader(self._draft, self._levels)
        return self._block

    def _is_page_number(self, row: ReadRow) -> bool:
        column, text, _ = row.pieces[0]
        if len(row.pieces) > 1:
            return False
        if is_page_number(text):
            return True
        is_free = column == 0 if self._block else not self._fields.awaits(column)
        return is_bare_number(text) and (len(row.row.cells) == 1 or is_free)

    def _read_title(self, row: ReadRow) -> None:
        if row.title is None:
            return
        self._draft.put(self._title, row.title.text, row.row.place)
        if row.title.year is not None:
            self._fields.put_year(row.title.year, row.row.place)
        if len(row.pieces) > 1:
            self._fields.read(row.row, row.pieces[1:])

    def _stray_row(self, row: GridRow) -> None:
        texts = [text for text in row.cells if text]
        self._draft.stray("\t".join(texts), row.place)
        if len(texts) > 1:
            self._draft.note_unknown(texts[0], texts[1])
        if not is_signature(texts[0]) and not is_sum(texts[0]):
            self._draft.compare(field("rows"), "指标中有分不清属于哪一栏的文字，已放入待放栏。")

    def _tell_run_on(self) -> None:
        """Say that cells have run together; what they hold is for the clerk to part."""
        if any(self._words.runs_on(text) or self._levels.is_within(text) for text in self._draft.strays()):
            self._draft.compare(field("rows"), "来源中有没有分栏的文字，已放入待放栏。")

    def _inherit(self, before: Document | None) -> None:
        """A further form under the title of the first: what stands above its table counts for it, too."""
        texts = self._draft.texts
        if before is None or self._title in texts or self._title not in before.texts:
            return
        inherited = {
            cell.key: before.texts[cell.key]
            for line in self._form.lines
            for cell in line.cells
            if not line.frame and cell.key in before.texts and cell.key not in texts
        }
        self._draft.texts = {**inherited, **texts}
        self._draft.mark(
            "note",
            field(self._title),
            "READ-TITLE",
            "来源中这张表没有标题，标题和年度等取自同一文件中的上一张表。",
        )

    def _tell_missing(self) -> None:
        """Say what the form has and the source does not: it may have been cut off, or be another layout."""
        form, texts = self._form, self._draft.texts
        missing = [
            form.label_of(cell.key)
            for cell, optional in form.fields()
            if not optional and cell.key not in texts
        ]
        if not self._draft.rows:
            missing.append("绩效指标")
        if missing:
            self._draft.mark(
                "note", field("rows"), "READ-MISSING",
                f"来源中没有：{'、'.join(missing)}。如果来源不完整，请补全后再导入，或直接填写。",
            )  # fmt: skip


def _is_year(row: ReadRow) -> bool:
    return len(row.pieces) == 1 and year_alone(row.pieces[0].text) is not None


def _named(rows: Sequence[ReadRow]) -> dict[str, Spot]:
    """Where the labels stand that can only be one field's."""
    named: dict[str, Spot] = {}
    for number, row in enumerate(rows):
        for piece in row.pieces:
            if len(piece.meaning.fields) == 1:
                named.setdefault(piece.meaning.fields[0], Spot(number, piece.column))
    return named
