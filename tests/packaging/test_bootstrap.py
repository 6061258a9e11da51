"""The set-up script on machines that are made up: what it asks for, what it runs, what it says."""

import ast
import importlib.util
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "bootstrap.py"

# by its place: the name `packaging` belongs to somebody else's package
_spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
assert _spec
assert _spec.loader
bootstrap = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(bootstrap)

NEW_NAMES = ("libglib2.0-0t64",)


class Computer:
    """A computer with all but what it `lacks`; it installs what apt is told to, and keeps the commands."""

    def __init__(
        self, checkout: Path, *, root: bool = True, lacks: Sequence[str] = (), apt: bool = True
    ) -> None:
        self.checkout = checkout
        self.root = root
        self.lacks = set(lacks)
        self.apt = apt
        self.version = (3, 11, 2)
        self.environment: dict[str, str] = {}
        self.known: set[str] = set(bootstrap.PACKAGES.values())
        self.unseen: set[str] = set()  # libraries that only Qt itself knows it needs
        self.venv_version = ""
        self.fails: set[str] = set()
        self.commands: list[str] = []
        (checkout / "pyproject.toml").write_text(
            '[dependency-groups]\ntest = ["pytest>=8"]\n', encoding="utf-8"
        )

    def bootstrap(self, task: str) -> int:
        """Run the script on this computer."""
        self.commands.clear()
        machine = bootstrap.Machine(
            version=self.version,
            root=self.root,
            linux=True,
            environment=self.environment,
            imports=lambda name: name not in self.lacks,
            loads=lambda name: name not in self.lacks,
            finds=lambda name: self.apt,
            answer=self.answer,
            run=self.run,
        )
        status: int = bootstrap.main([task], machine, self.checkout)
        return status

    def answer(self, command: Sequence[str]) -> str:
        """What ldd, apt-cache and the environment's Python print."""
        if command[0] == "ldd":
            missing = self.unseen | {name for name in self.lacks if name.endswith(".so.0")}
            return "".join(f"\t{name} => not found\n" for name in sorted(missing))
        if command[0] == "apt-cache":
            known = [name for name in command[2:] if name in self.known]
            return "".join(f"{name}:\n  Installed: (none)\n  Candidate: 1.0\n" for name in known)
        return self.venv_version

    def run(self, command: Sequence[str], more: Mapping[str, str]) -> int:
        """Do what the command is for."""
        line = (
            " ".join(command)
            .replace(f"{self.checkout}/.venv/bin/", "")
            .replace(bootstrap.sys.executable, "python3")
        )
        self.commands.append(line)
        if any(word in line for word in self.fails):
            return 1
        if line.startswith("apt-get install"):
            self.lacks.clear()
            self.unseen.clear()
        if line.startswith("python3 -m venv"):
            (self.checkout / ".venv").mkdir(exist_ok=True)
            self.venv_version = "3.11"
        return 0


@pytest.fixture
def fresh(tmp_path: Path) -> Computer:
    """Root on a machine that has Python and nothing that Python or Qt need."""
    return Computer(tmp_path, lacks=["ensurepip", *bootstrap.QT_LIBRARIES, *bootstrap.X11_LIBRARIES])


def test_root_gets_system_packages_then_an_environment_then_the_demo(fresh: Computer) -> None:
    status = fresh.bootstrap("run")

    assert status == 0
    assert [line.split()[:3] for line in fresh.commands] == [
        ["apt-get", "-q", "update"],
        ["apt-get", "install", "-y"],
        ["python3", "-m", "venv"],
        ["python", "-m", "pip"],
        ["python", "-m", "perfdesk"],
    ]
    assert "python3.11-venv" in fresh.commands[1]
    assert "libegl1" in fresh.commands[1]


def test_the_test_group_is_installed_with_the_checkout(fresh: Computer) -> None:
    fresh.bootstrap("test")

    assert any(line.endswith("--editable . pytest>=8") for line in fresh.commands)


def test_the_second_time_only_the_task_is_run(fresh: Computer) -> None:
    fresh.bootstrap("run")

    status = fresh.bootstrap("run")

    assert status == 0
    assert fresh.commands == ["python -m perfdesk demo"]


def test_somebody_else_is_told_the_one_line_and_nothing_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    computer = Computer(tmp_path, root=False, lacks=["ensurepip", "libEGL.so.1", "libxkbcommon.so.0"])

    status = computer.bootstrap("run")

    assert status == 1
    assert computer.commands == []
    assert capsys.readouterr().out.splitlines()[-1].strip() == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "libegl1 libxkbcommon0 python3.11-venv"
    )


def test_somebody_else_goes_on_when_nothing_is_lacking(tmp_path: Path) -> None:
    computer = Computer(tmp_path, root=False)

    assert computer.bootstrap("run") == 0
    assert not any("apt-get" in line for line in computer.commands)


def test_a_package_that_was_renamed_is_asked_for_by_its_new_name(fresh: Computer) -> None:
    fresh.known -= {"libglib2.0-0"}
    fresh.known |= set(NEW_NAMES)

    fresh.bootstrap("test")

    assert "libglib2.0-0t64" in fresh.commands[1].split()
    assert "libglib2.0-0" not in fresh.commands[1].split()


def test_what_only_qt_knows_is_found_once_qt_is_there(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    computer.unseen = {"libzstd.so.1"}

    status = computer.bootstrap("run")

    assert status == 0
    assert computer.commands[-2] == "apt-get install -y --no-install-recommends libzstd1"


def test_apt_is_updated_once_even_when_qt_asks_for_more(fresh: Computer) -> None:
    fresh.unseen = {"libzstd.so.1"}

    fresh.bootstrap("run")

    assert sum("update" in line for line in fresh.commands) == 1


@pytest.mark.parametrize(
    ("task", "display", "wanted"),
    [("run", ":0", True), ("run", "", False), ("test", ":0", False)],
    ids=["run with a display", "run without", "test"],
)
def test_the_libraries_of_x11_are_wanted_for_a_window_only(
    fresh: Computer, task: str, display: str, wanted: bool
) -> None:
    fresh.environment["DISPLAY"] = display

    fresh.bootstrap(task)

    assert ("libxcb-cursor0" in fresh.commands[1]) is wanted


def test_a_library_that_no_package_is_known_for_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    computer = Computer(tmp_path)
    computer.unseen = {"libnovelty.so.7"}

    status = computer.bootstrap("run")

    assert status == 1
    assert "libnovelty.so.7" in capsys.readouterr().out.splitlines()[-1]


def test_without_apt_the_libraries_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    computer = Computer(tmp_path, lacks=["libEGL.so.1"], apt=False)

    status = computer.bootstrap("run")

    assert status == 1
    assert computer.commands == []
    assert "libEGL.so.1" in capsys.readouterr().out


@pytest.mark.parametrize("step", ["apt-get install", "-m venv", "-m pip"])
def test_a_step_that_fails_ends_it_and_is_tried_again_next_time(fresh: Computer, step: str) -> None:
    fresh.fails = {step}
    status = fresh.bootstrap("run")
    last = fresh.commands[-1]

    fresh.fails = set()
    again = fresh.bootstrap("run")

    assert (status, again) == (1, 0)
    assert step in last
    assert any(step in line for line in fresh.commands)


def test_an_environment_whose_python_is_gone_is_made_again(fresh: Computer) -> None:
    fresh.bootstrap("run")
    fresh.venv_version = ""

    fresh.bootstrap("run")

    assert fresh.commands[0] == "python3 -m venv --clear .venv"


def test_an_environment_of_another_python_is_made_again(fresh: Computer) -> None:
    fresh.bootstrap("run")
    fresh.version = (3, 13, 1)

    fresh.bootstrap("run")

    assert "python3 -m venv --clear .venv" in fresh.commands


def test_new_requirements_are_installed_in_the_same_environment(fresh: Computer) -> None:
    fresh.bootstrap("run")
    (fresh.checkout / "pyproject.toml").write_text('[dependency-groups]\ntest = ["ruff"]\n', encoding="utf-8")

    fresh.bootstrap("run")

    assert [line.split()[2] for line in fresh.commands] == ["pip", "perfdesk"]


def test_every_check_is_run_and_pytest_last(fresh: Computer) -> None:
    status = fresh.bootstrap("test")

    checks = fresh.commands[4:]

    assert status == 0
    assert checks[:3] == ["python -m ruff check", "python -m ruff format --check", "python -m mypy"]
    assert checks[3] == "python .venv/bin/lint-imports"
    assert checks[4].startswith("python -m pytest")
    assert len(checks) == 5


@pytest.mark.parametrize("step", ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"])
def test_one_failed_check_fails_the_whole_and_the_others_still_run(fresh: Computer, step: str) -> None:
    fresh.fails = {step}

    status = fresh.bootstrap("test")

    assert status == 1
    assert "pytest" in fresh.commands[-1]


def test_the_status_of_the_demo_is_handed_on(fresh: Computer) -> None:
    fresh.fails = {"perfdesk demo"}

    assert fresh.bootstrap("run") == 1


def test_an_old_python_gets_one_sentence(fresh: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    fresh.version = (3, 9, 2)

    status = fresh.bootstrap("run")

    assert status == 1
    assert fresh.commands == []
    assert capsys.readouterr().out == "!!! perfdesk needs Python 3.11 or newer, and this is 3.9.2.\n"


def test_an_old_python_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_ldd_is_read() -> None:
    listing = """\
/x/libqxcb.so:
\tlinux-vdso.so.1 (0x00007f8a73fe9000)
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f8a73379000)
\tlibxcb-icccm.so.4 => not found
/x/QtWidgets.abi3.so:
\tlibxcb-icccm.so.4 => not found
\tlibEGL.so.1 => not found
"""

    assert bootstrap.unresolved(listing) == ["libEGL.so.1", "libxcb-icccm.so.4"]


def test_the_project_names_no_group_that_pip_would_not_understand() -> None:
    requirements = bootstrap.test_group(ROOT)

    assert all(isinstance(requirement, str) for requirement in requirements)
    assert (
        requirements
        == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["test"]
    )
