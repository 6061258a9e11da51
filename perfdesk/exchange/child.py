"""Grids across the border of a process: what a reader asks a child for, and what the child answers."""

import json
from collections.abc import Callable

from perfdesk.errors import SourceError
from perfdesk.exchange.bounds import SECONDS, Budget
from perfdesk.exchange.grid import Grid, GridRow
from perfdesk.worker import WorkerDiedError, WorkerLateError, ask

_NAME = "\0"
"""What the child calls the file, whose name it is not told."""


def asked(worker: str, data: bytes, budget: Budget) -> Grid:
    """What the child reads. SourceError: what the child said of the file, or that it broke over it."""
    try:
        told = json.loads(ask(worker, data, seconds=SECONDS))
    except WorkerLateError as error:
        raise budget.refused("内容过于庞大，读了很久也没有读完，请拆分成几个文件后再导入") from error
    except (WorkerDiedError, ValueError) as error:
        raise budget.refused(
            "无法读取（内容过于庞大或已损坏），请用 WPS 或 Excel 打开后另存为新文件再导入"
        ) from error
    if isinstance(told, str):
        raise SourceError(told.replace(_NAME, budget.name))
    return Grid(
        tuple(
            GridRow(tuple(cells), place, apart, tuple((shown, kept) for shown, kept in stored), hidden)
            for cells, place, apart, stored, hidden in told
        )
    )


def answer(read: Callable[[bytes, Budget], Grid], data: bytes) -> bytes:
    """What a reader finds, or the sentence that it says instead."""
    budget = Budget(_NAME)
    told: object
    try:
        grid = read(data, budget)
        told = [[row.cells, row.place, row.apart, row.stored, row.hidden] for row in grid.rows]
    except SourceError as error:
        told = str(error)
    except MemoryError:
        raise
    except Exception:  # whatever a library raises over bytes that are not what they seem
        told = str(budget.refused("已损坏或没有传完，请用 WPS 或 Excel 打开后另存为新文件再导入"))
    return json.dumps(told).encode("ascii")
