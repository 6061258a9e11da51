"""Which choices are offered where there is no form to show, and what they do."""

from typing import TYPE_CHECKING

from perfdesk.ui.files.beginning import Choice

if TYPE_CHECKING:
    from perfdesk.ui.bench import Bench
    from perfdesk.ui.commands.actions import Act


class Starting:
    """Speaks in place of the paper. What is chosen goes through `perform`, as any command."""

    def __init__(self, bench: "Bench") -> None:
        self._bench = bench
        self._trouble = ""

    def first_day(self) -> None:
        """No library has ever been open here."""
        self._offer(
            "开始使用 perfdesk",
            "项目库是一个文件，您的绩效目标表都保存在里面，只在这台电脑上。",
            (*self._libraries(), self._samples()),
        )

    def trouble(self, sentence: str) -> None:
        """The library that was to be opened cannot be."""
        self._trouble = sentence
        self._offer("项目库没有打开", sentence, (*self._libraries(), self._samples()))

    def waiting(self, files: int) -> None:
        """Files are to be imported, and there is no library to take them."""
        words = "选好项目库之后就会导入。" if files == 1 else f"选好项目库之后就会导入这 {files} 个文件。"
        self._offer(
            "导入到哪个项目库？", "\n\n".join(filter(None, (self._trouble, words))), self._libraries()
        )

    def empty(self) -> None:
        """The library has no forms."""
        self._trouble = ""
        session = self._bench.session
        if session and session.library.read_only:
            self._offer("项目库是空的", session.library.why_read_only, (self._samples(),))
            return
        making, files = self._bench.making, self._bench.files
        self._offer(
            "项目库是空的",
            "",
            (
                Choice("新建绩效目标表(&N)", "从一张空白的表开始填写", self._does(making.new_form)),
                Choice(
                    "导入文件(&M)", "读入已有的绩效目标表，或同事发来的数据包", self._does(files.import_files)
                ),
                self._samples(),
            ),
        )

    def _libraries(self) -> tuple[Choice, Choice]:
        files = self._bench.files
        return (
            Choice("新建项目库(&N)", "选一个位置，从空的项目库开始", self._does(files.new_library)),
            Choice("打开项目库(&O)", "打开以前保存的、或同事交来的项目库", self._does(files.open_library)),
        )

    def _samples(self) -> Choice:
        return Choice(
            "先用示例试试(&S)",
            "九张填好的表，另放在示例项目库里，可以随意修改",
            self._does(self._bench.files.open_samples),
        )

    def _offer(self, heading: str, message: str, choices: tuple[Choice, ...]) -> None:
        self._bench.desk.offer(heading, message, choices)
        self._bench.desk.beginning.setFocus()

    def _does(self, act: "Act") -> "Act":
        return lambda: self._bench.perform(act)
