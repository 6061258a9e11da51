"""What stands on a page as PDF operators: the frame, then the text in reading order."""

from functools import lru_cache

from perfdesk.printing.page import Page
from perfdesk.printing.setting import Setter

_INNER, _OUTER = 50, 90  # width of the lines, 1/100 pt


def write_page(page: Page, setter: Setter) -> str:
    """The content stream of a page."""
    across = page.across
    parts = [f".01 0 0 .01 0 0 cm\n{_frame(page)}BT\n/{setter.body.name} {page.measures.body.size} Tf\n"]
    before_x = before_y = 0
    for block in page.blocks:
        if block.lines:
            left = across[block.cell.column]
            y = page.baseline(block)
            for indent, _, show in block.lines:
                x = left + indent
                parts.append(f"{x - before_x} {y - before_y} Td{show}\n")
                before_x, before_y = x, y
                y -= block.style.pitch
    parts.append("ET")
    return "".join(parts)


def _frame(page: Page) -> str:
    """The rules: on each edge of the grid, the stretches where a framed cell ends, joined."""
    across, down = page.across, page.down
    level, upright = [0] * len(down), [0] * len(across)
    for cell, _, first, end, _, _ in page.blocks:
        if cell.framed:
            column, edge = cell.column, cell.column + cell.columns
            columns, rows = (1 << edge) - (1 << column), (1 << end) - (1 << first)
            level[first] |= columns
            level[end] |= columns
            upright[column] |= rows
            upright[edge] |= rows
    inner: list[str] = []
    outer: list[str] = []
    for number, mask in enumerate(upright):
        x = across[number]
        lines = outer if number in {0, len(across) - 1} else inner
        lines += [f"{x} {down[start]} m {x} {down[end]} l\n" for start, end in _runs(mask)]
    ruled = [number for number, mask in enumerate(level) if mask]
    for number in ruled:
        y = down[number]
        lines = outer if number in {ruled[0], ruled[-1]} else inner
        lines += [f"{across[start]} {y} m {across[end]} {y} l\n" for start, end in _runs(level[number])]
    if not ruled:
        return ""
    return f"2 J {_INNER} w\n{''.join(inner)}S\n{_OUTER} w\n{''.join(outer)}S\n"


@lru_cache(4096)
def _runs(mask: int) -> tuple[tuple[int, int], ...]:
    """The stretches of ones in a mask, each from its first bit up to its end."""
    runs = []
    while mask:
        start = (mask & -mask).bit_length() - 1
        rest = ~(mask >> start)
        end = start + (rest & -rest).bit_length() - 1
        runs.append((start, end))
        mask &= -1 << end
    return tuple(runs)
