"""`doctor`: what is wrong with a library, and what can be saved of it.

Exit status: 0 nothing has to be done; 1 something was found, also when it was mended or rescued; 3 there is
nothing of a library to be read; 5 the disk refused what was to be written. Nothing that is there is changed.
"""

from argparse import Namespace
from pathlib import Path
from typing import Any

from perfdesk.cli.speech import say, say_json, warn
from perfdesk.library.doctor import Report, examine
from perfdesk.library.mending import Mended, mend
from perfdesk.library.rescuing import Rescue, rescue


def doctor_command(arguments: Namespace) -> int:
    """Examine, then mend and rescue as asked."""
    report = examine(Path(arguments.library))
    if not arguments.json:
        _say(report)
    told: dict[str, Any] = report.to_json() | {"repaired": None, "rescued": None}
    if arguments.repair and not report.is_sound and report.recovered.is_library:
        mended = mend(report)
        told["repaired"] = {
            "path": str(mended.path),
            "documents": mended.documents,
            "changed": mended.changed,
            "lost": mended.lost,
        }
        if not arguments.json:
            _say_mended(mended)
    elif arguments.repair and not arguments.json:
        why = (
            "没有需要修复的内容，没有写入文件。" if report.is_sound else "没有可以修复的内容，请用 --rescue。"
        )
        say(why)
    if arguments.rescue:
        rescued = rescue(report, Path(arguments.rescue))
        told["rescued"] = {
            "folder": str(rescued.folder),
            "documents": rescued.documents,
            "fragments": rescued.fragments,
        }
        if not arguments.json:
            _say_rescued(rescued)
    if arguments.json:
        say_json(told)
    return 0 if report.is_sound else 1


def _say(report: Report) -> None:
    for trouble in report.troubles:
        (warn if trouble.is_serious else say)(str(trouble))
    for copy in report.copies:
        state = f"{copy.documents} 张表" if copy.is_sound else f"不完整，可读出 {copy.documents} 张表"
        say(f"{copy.what}「{copy.path.name}」：{copy.at}，{state}。")
    found = "没有发现问题" if report.is_sound else "发现问题，原文件没有改动"
    say(f"「{report.path}」可读出 {report.documents} 张表，{found}。")


def _say_mended(mended: Mended) -> None:
    for line in mended.changed:
        say(f"已处理：{line}。")
    for line in mended.lost:
        warn(f"没能完全救回：{line.removesuffix('。')}。")
    say(f"已另存修好的项目库，共 {mended.documents} 张表：{mended.path}；请打开核对，原文件没有改动。")


def _say_rescued(rescued: Rescue) -> None:
    more = f"，另有 {rescued.fragments} 处只能取出文字" if rescued.fragments else ""
    say(f"已取出 {rescued.documents} 张表{more}，放在：{rescued.folder}")
    say("其中 .json 可用 import 读入项目库，.txt 可直接看，清单.txt 说明什么在哪里。")
