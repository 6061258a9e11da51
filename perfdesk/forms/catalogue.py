"""Which forms, frameworks and profiles there are: shipped ones, and forms carried by a library or package."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from perfdesk import paths
from perfdesk.errors import FormError
from perfdesk.forms.framework import Framework
from perfdesk.forms.kinds import KINDS
from perfdesk.forms.learned import Learned, taught
from perfdesk.forms.profile import Profile
from perfdesk.forms.reading import parse_spec, read_spec
from perfdesk.forms.spec import CellSpec, FormSpec, LineSpec

T = TypeVar("T", Framework, Profile)


class Catalogue:
    """Finds forms by `id@edition`; `carried` holds the TOML texts of forms that are not shipped."""

    def __init__(self, carried: Mapping[str, str] | None = None, learned: Learned | None = None) -> None:
        self._carried = dict(carried or {})
        self._learned = learned or {}
        self._read: dict[str, FormSpec] = {}

    def form(self, ref: str) -> FormSpec:
        """The form of a document; FormError when nobody knows it."""
        if ref not in self._read:
            if ref in self._carried and not _shipped_file(ref).is_file():
                form = checked(parse_spec(self._carried[ref], FormSpec, f"{ref}.toml"), f"{ref}.toml")
            else:
                form = shipped_form(ref)
            self._read[ref] = taught(form, self._learned)
        return self._read[ref]

    def forms(self) -> tuple[FormSpec, ...]:
        """Every form that can be read, shipped ones first; a carried one may need a newer program."""
        forms = [self.form(ref) for ref in shipped_refs()]
        for ref in self._carried:
            with suppress(FormError):
                forms.append(self.form(ref))
        return tuple(dict.fromkeys(forms))

    def with_carried(self, carried: Mapping[str, str]) -> "Catalogue":
        """These forms and those of a package; what is carried already stays as it is."""
        return Catalogue({**carried, **self._carried}, self._learned)

    def with_learned(self, learned: Learned) -> "Catalogue":
        """The same forms, known by more words."""
        return Catalogue(self._carried, learned)

    def carried_source(self, ref: str) -> str | None:
        """The TOML text to send along with a document, or None for a form that every perfdesk has."""
        return None if _shipped_file(ref).is_file() else self._carried.get(ref)

    def carried_sources(self, refs: Iterable[str]) -> dict[str, str]:
        """The TOML texts to send along with documents of these forms."""
        return {ref: source for ref in dict.fromkeys(refs) if (source := self.carried_source(ref))}


@cache
def shipped_refs() -> tuple[str, ...]:
    """The `id@edition` of every shipped form, sorted."""
    return tuple(sorted(path.stem for path in paths.resource("forms").glob("*.toml")))


@cache
def shipped_form(ref: str) -> FormSpec:
    """A shipped form; FormError when there is none of that name."""
    path = _shipped_file(ref)
    if not path.is_file():
        raise FormError(f"没有表样「{ref}」，请升级 perfdesk，或向发来文件的同事索取带表样的数据包。")
    return checked(read_spec(path, FormSpec), path.name)


def _shipped_file(ref: str) -> Path:
    """Where a shipped form would lie; a name with a path in it leads nowhere."""
    return paths.resource("forms") / f"{ref.replace('/', '_').replace(chr(92), '_')}.toml"


@cache
def framework(name: str) -> Framework:
    """A shipped framework; FormError when there is none of that name."""
    return _read_shipped("frameworks", name, Framework)


@cache
def profile(name: str) -> Profile:
    """A shipped profile; FormError when there is none of that name."""
    return _read_shipped("profiles", name, Profile)


def profile_ids() -> tuple[str, ...]:
    """The names of the shipped profiles."""
    return tuple(sorted(path.stem for path in paths.resource("profiles").glob("*.toml")))


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every shipped framework."""
    return tuple(framework(path.stem) for path in sorted(paths.resource("frameworks").glob("*.toml")))


def _read_shipped(folder: str, name: str, shape: type[T]) -> T:
    path = paths.resource(folder) / f"{name}.toml"
    if not path.is_file():
        raise FormError(f"缺少文件「{folder}/{name}.toml」，请重新安装 perfdesk。")
    return read_spec(path, shape)


def checked(form: FormSpec, file: str) -> FormSpec:
    """The form itself, when its words are known and its lines fill the grid; else FormError."""
    width = len(form.columns)
    if not width or min(form.columns) <= 0:
        raise FormError(f"文件「{file}」中的「columns」应为一列正数，请改正。")
    for place, cell in _named_cells(form):
        if cell.kind not in KINDS:
            raise FormError(
                f"文件「{file}」中的「{place}.kind」写的是「{cell.kind}」，没有这种栏目类型，请改正。"
            )
        if bool(cell.label) == bool(cell.key) or min(cell.columns, cell.rows) < 1 or "{}" not in cell.shown:
            raise FormError(f"文件「{file}」中的「{place}」应当或是 label 或是 key，跨度至少为 1，请改正。")
    _check_grid(form, file, width)
    keys = [cell.key for _, cell in _named_cells(form) if cell.key]
    if doubled := next((key for key in keys if keys.count(key) > 1), ""):
        raise FormError(f"文件「{file}」中的键「{doubled}」出现了两次，请改正。")
    for index, cell in enumerate(form.rows.cells):
        if cell.within and not any(
            each.merge and each.key == cell.within for each in form.rows.cells[:index]
        ):
            raise FormError(f"文件「{file}」中的「rows.cells.{index}.within」不是它左边的合并栏目，请改正。")
    if stray := next((key for key in form.match.labels if key not in keys), ""):
        raise FormError(f"文件「{file}」中的「match.labels.{stray}」不是本表的栏目，请改正。")
    if stray := next((key for key in form.match.parts if key.partition(".")[0] not in keys), ""):
        raise FormError(f"文件「{file}」中的「match.parts.{stray}」不是本表的栏目，请改正。")
    framework(form.framework)
    profile(form.profile)
    return form


def _named_cells(form: FormSpec) -> list[tuple[str, CellSpec]]:
    above = [
        (f"lines.{number}.cells.{index}", cell)
        for number, line in enumerate(form.lines)
        for index, cell in enumerate(line.cells)
    ]
    return [
        *above,
        *((f"rows.header.{index}", cell) for index, cell in enumerate(form.rows.header)),
        *((f"rows.cells.{index}", cell) for index, cell in enumerate(form.rows.cells)),
    ]


def _check_grid(form: FormSpec, file: str, width: int) -> None:
    """Every line fills every column, counting cells that hang down from above."""
    lines = (*form.lines, LineSpec(form.rows.header), LineSpec(form.rows.cells))
    placed = form.placed()
    for number, line in enumerate(lines):
        hanging = sum(spot.cell.columns for spot in placed if spot.line < number < spot.line + spot.cell.rows)
        if hanging + sum(cell.columns for cell in line.cells) != width:
            name = f"lines.{number}" if number < len(form.lines) else "rows"
            raise FormError(f"文件「{file}」中的「{name}」没有正好填满 {width} 列，请改正。")
