"""What stands between a library and being opened or made, and the sentence for each."""

from errno import EACCES
from pathlib import Path

from perfdesk.errors import DiskError, LibraryError, LibraryInUseError, PerfdeskError, refusal
from perfdesk.library.compaction import beside
from perfdesk.library.disk import Disk
from perfdesk.library.lock import Holder, Lock


def refuse_missing(path: Path) -> None:
    """LibraryError when there is no file to open."""
    try:
        is_file, is_there = path.is_file(), path.exists()
    except OSError as error:  # in a folder that may not be looked into
        raise LibraryError(f"项目库「{path}」无法读取：{refusal(error)}。") from error
    if not is_file:
        what = "不是文件，不能作为项目库打开" if is_there else "不存在"
        left = [name for name in ("journal", "bak") if not is_there and beside(path, name).exists()]
        if left:
            raise LibraryError(
                f"项目库「{path}」不存在，但旁边还有它的「{beside(path, left[0]).name}」，"
                "请运行 perfdesk doctor 检查和抢救。"
            )
        raise LibraryError(f"项目库「{path}」{what}，请检查文件名，或新建一个项目库。")


def refuse_existing(path: Path) -> None:
    """LibraryError when something is there that would be overwritten, DiskError without a folder."""
    if path.exists() or path.is_symlink():
        raise LibraryError(f"「{path}」已经存在，没有覆盖，请换一个文件名或直接打开它。")
    if not path.parent.is_dir():
        raise DiskError(f"「{path}」无法写入：所在的文件夹不存在，请先建立文件夹。")


def asked(path: Path) -> PerfdeskError:
    """Why a library that was opened to be read takes nothing."""
    return LibraryInUseError(f"项目库「{path}」是以只读方式打开的，不能修改。")


def locked(home: Path, path: Path, disk: Disk) -> tuple[Lock | None, Holder | None, PerfdeskError | None]:
    """The lock when it is ours, the holder when it is somebody's, and why nothing can be written."""
    lock = Lock(home)
    try:
        if not disk.may_write(home):
            raise PermissionError(EACCES, "write-protected")
        holder = lock.take()
    except OSError as error:
        return None, None, DiskError(f"项目库「{path}」只能查看：{refusal(error)}。")
    if holder:
        return (
            None,
            holder,
            LibraryInUseError(f"项目库「{path}」正由{holder}使用，现在只能查看；请等对方关闭后重新打开。"),
        )
    return lock, None, None
