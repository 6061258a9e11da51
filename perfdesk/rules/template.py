"""STR: whether the rows stand as the template has them: usual level names, nothing empty, one block each."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from perfdesk.documents.address import group
from perfdesk.documents.edits import MoveRow, RemoveRow, SetText
from perfdesk.documents.finding import Fix
from perfdesk.rules.case import Case, Line
from perfdesk.rules.rule import PRACTICE, Verdict, rule


@rule(
    "STR-04", "指标级次用了别名", severity="info", basis=PRACTICE, fixable=True,
    why="别名大家看得懂，但系统按标准名称归类，汇总时也不整齐。",
    example="「生态效益指标」，不写「环境效益指标」",
)  # fmt: skip
def level_alias(case: Case) -> Iterator[Verdict]:
    """A level by one of its other names."""
    for key in ("level1", "level2"):
        if key in case.row_keys:
            for _, run in groupby(case.lines, partial(_level, key=key)):
                yield from _alias(list(run), key)


def _alias(lines: list[Line], key: str) -> Iterator[Verdict]:
    line, written = lines[0], _written(lines[0], key)
    usual, fault = (
        (line.standing.first, line.standing.first_fault)
        if key == "level1"
        else (line.standing.second, line.standing.second_fault)
    )
    if not written or not usual or fault or written == usual:
        return
    edits = tuple(SetText(each.at(key), usual) for each in lines)
    yield Verdict(
        line.at(key),
        f"「{written}」建议改为标准名称「{usual}」。",
        None if any(each.shift for each in lines) else Fix(f"改为「{usual}」", edits, safe=True),
    )


def _level(line: Line, key: str) -> tuple[str, str, str]:
    """What rows of one run share: the level alone, for what is wrong beside it may be mended by itself."""
    standing = line.standing
    if key == "level1":
        return line.level1, standing.first, standing.first_fault
    return line.level2, standing.second, standing.second_fault


def _written(line: Line, key: str) -> str:
    return line.level1 if key == "level1" else line.level2


@rule(
    "STR-06", "空的指标行", severity="info", basis=PRACTICE, fixable=True,
    why="模板里预留的二级指标不是每个都要填；不适用的空行留着，公开时像是漏填。",
    example="没有生态效益的项目，删去「生态效益指标」这一行",
)  # fmt: skip
def empty_row(case: Case) -> Iterator[Verdict]:
    """Levels, and neither name nor value, where others of the form are filled in."""
    if not case.indicators or not {"level2", "name", "value"} <= case.row_keys:
        return
    lines = case.lines
    for line in lines:
        if (
            line.is_filled
            or not (line.level1 or line.level2)
            or any(line.row.text(key) for key in ("actual", "score"))
        ):
            continue
        # what stands below may take its levels from this row
        below = lines[line.number] if line.number < len(lines) else None
        is_free = below is None or bool(below.level1 and below.level2)
        yield Verdict(
            line.at("name"),
            f"「{line.level2 or line.level1}」下无内容，请填写；不适用的可删除这一行。",
            Fix("删除空行", (RemoveRow(line.row.uid),), safe=False) if is_free and _is_usual(line) else None,
            words=f"{line.level1}\t{line.level2}",
        )


def _is_usual(line: Line) -> bool:
    """Whether its levels are spelt as they should be: what is wrong with them is said at the first row."""
    standing = line.standing
    is_spelt = line.level1 in ("", standing.first) and line.level2 in ("", standing.second)
    return is_spelt and not standing.first_fault and not standing.second_fault


@rule(
    "STR-07", "同一个二级指标分散在多处", severity="warning", basis=PRACTICE, fixable=True,
    why="同一个二级指标的三级指标要连在一起，打印时才能合并成一格，计分也才不会漏。",
    example="数量指标的几行连着写，再写质量指标",
)  # fmt: skip
def split_block(case: Case) -> Iterator[Verdict]:
    """A second level that comes again after another one."""
    if not {"level1", "level2"} <= case.row_keys:
        return
    last: dict[tuple[str, str], Line] = {}
    for place, run in groupby(case.lines, partial(_place, case)):
        lines = list(run)
        if not all(place):
            continue
        if above := last.get(place):
            where = f"移到「{above.name or place[1]}」下面"
            yield Verdict(
                lines[0].at("level2"),
                f"「{place[1]}」分散在多处，建议合并：把「{lines[0].name or place[1]}」{where}。",
                _moved(case, lines, above, where),
                words=f"{above.number}\t{lines[0].name}",
            )
        last[place] = lines[-1]


def _place(case: Case, line: Line) -> tuple[str, str]:
    """Where a row stands; blank where that is not clear. A misspelt level counts as what it means."""
    standing = line.standing
    is_clear = {standing.first_fault, standing.second_fault} <= {"", "unknown"}
    if not is_clear or case.levels.is_only_first(line.level2):
        return "", ""
    return standing.first, standing.second


def _moved(case: Case, lines: list[Line], above: Line, label: str) -> Fix | None:
    """The rows moved below another.

    None where a row takes its levels from the one above it, or where an order tells which name is repeated.
    """
    names = [line.name for line in case.lines if line.name]
    if any(names.count(line.name) > 1 for line in lines):
        return None
    after = case.lines[lines[-1].number : lines[-1].number + 1]
    if any(line.shift or not (line.level1 and line.level2) for line in (*lines, *after)):
        return None
    return Fix(
        label, tuple(MoveRow(line.row.uid, above.number + at) for at, line in enumerate(lines)), safe=True
    )


@rule(
    "STR-08", "与模板相比缺少行", severity="info", basis=PRACTICE,
    why="模板规定的栏目要齐全，少一行多半是导入或复制时丢失的。",
    example="按表样补上「实施单位」一栏",
)  # fmt: skip
def missing_line(case: Case) -> Iterator[Verdict]:
    """A line of the template, that is not optional, none of whose fields the document has; said once."""
    missing = [
        case.label(cell.key)
        for line in case.form.lines
        if line.frame and not line.optional
        for cell in line.cells
        if cell.key and cell.key not in case.document.texts
    ]
    if missing:
        named = "、".join(f"「{label}」" for label in missing)
        yield Verdict(group(), f"与模板相比缺少{named}，请对照表样补上。", words="\t".join(missing))
