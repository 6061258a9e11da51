"""The only exceptions a clerk meets, one class for each cause a person can act on.

PerfdeskError
├── UsageError         a word of the command line that fits nothing (exit status 2)
│   └── AmbiguousError more than one project or cell fits
├── FormError          a form, framework or profile file that cannot be used (3)
├── SourceError        a file to be read that cannot be (3)
├── LibraryError       a library that cannot be opened (3)
├── FinalError         a form that is 已定稿 and has to be opened again first (1)
├── LibraryInUseError  somebody else is writing in it (4)
└── DiskError          the disk refused (5)

`str(error)` is one plain Chinese sentence that names the file and says what to do. Raise with `from` at the
border where the technical cause is met; catch in one place in `cli` and one in `ui`.
"""

import errno
from pathlib import Path


class PerfdeskError(Exception):
    """Root of everything that is said to a clerk."""

    exit_status = 3


class UsageError(PerfdeskError):
    """A project, address or option that fits nothing."""

    exit_status = 2


class AmbiguousError(UsageError):
    """A name that fits more than one project."""


class FormError(PerfdeskError):
    """A form, framework or profile file with a mistake in it; names file and key."""


class SourceError(PerfdeskError):
    """A file that was to be imported or judged and cannot be read."""


class LibraryError(PerfdeskError):
    """A library that is missing, damaged or not ours."""


class FinalError(PerfdeskError):
    """A form that is locked because somebody called it final."""

    exit_status = 1


class LibraryInUseError(PerfdeskError):
    """A library in which somebody else is writing."""

    exit_status = 4


class DiskError(PerfdeskError):
    """The disk refused: full, read-only, gone, not permitted."""

    exit_status = 5


def refusal(error: OSError) -> str:
    """Why the system refused, in a clerk's words.

    Shape: a clause without a full stop, to follow a file's name.
    """
    reasons: dict[str, str] = {
        "ENOSPC": "磁盘空间已满，请清理磁盘后再试",
        "EDQUOT": "磁盘配额已用完，请清理后再试",
        "EFBIG": "文件超过了磁盘允许的大小，请换一个位置保存",
        "EACCES": "没有读写权限，请检查文件或文件夹的权限，或换一个文件夹",
        "EPERM": "没有读写权限，请检查文件或文件夹的权限，或换一个文件夹",
        "EROFS": "所在磁盘是只读的，请换一个位置保存",
        "ENOENT": "文件或文件夹不存在，请检查路径",
        "ENOTDIR": "路径中有一段不是文件夹，请检查路径",
        "EISDIR": "这是一个文件夹，请指定文件",
        "ENAMETOOLONG": "文件名太长，请改短后再试",
        "EIO": "磁盘读写出错，请检查磁盘或网络盘的连接",
    }
    name = errno.errorcode.get(error.errno or 0, "")
    return reasons.get(name, f"系统拒绝了读写（{error.strerror or name or '原因不明'}），请稍后再试")


def disk_refused(path: Path, error: OSError) -> DiskError:
    """The DiskError for a write that the system refused."""
    return DiskError(f"「{path}」无法写入：{refusal(error)}。")
