"""The wheel carries what perfdesk ships, and finds it like a checkout does."""

import importlib.util
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from perfdesk.paths import resource

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which nothing but our freshly built wheel is installed."""
    if not importlib.util.find_spec("pip"):
        pytest.skip("an environment made by uv has no pip to install the wheel with")
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [
        *pip,
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
    ]
    subprocess.run([*build, str(ROOT)], check=True)
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    install = [*pip, "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, *map(str, folder.glob("*.whl"))], check=True)
    return python


def shipped(root: Path) -> dict[str, bytes]:
    """Every shipped file by its path below `resources`."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_an_installed_wheel_finds_its_own_resources_equal_to_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    program = "from perfdesk.paths import resource; print(resource())"
    # -I: neither the checkout nor the environment of this run may lend a hand
    answer = subprocess.check_output([str(installed), "-I", "-c", program], cwd=tmp_path, text=True)
    found = Path(answer.strip())

    assert found.is_relative_to(installed.parents[1])
    assert resource() == ROOT / "resources"
    assert shipped(found) == shipped(resource())
    assert "samples/forms-2024.txt" in shipped(found)
