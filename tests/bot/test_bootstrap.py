import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.bootstrap.indexes import pip_options, uv_environ
from bot.bootstrap.interpreters import Interpreter, candidates, find_interpreter, started
from bot.bootstrap.runtimes import ROOT, RUNTIMES, Runtime, is_ready, made_from


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what setting up reads, with a uv and a Python that only pretend to work."""
    shutil.copytree(ROOT / "bot" / "bootstrap", tmp_path / "bot" / "bootstrap")
    shutil.copy(ROOT / "bot" / "progress.py", tmp_path / "bot")
    (tmp_path / "bot" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "requirements").mkdir()
    for name in ("dev.txt", "rasa.txt", "uv.txt"):
        (tmp_path / "requirements" / name).write_text("")
    return tmp_path


UV = """#!/bin/sh
echo "uv $*" >> "$CALLS"
case "$1 $2" in
  "--version ") echo "uv 9.9.9" ;;
  "venv --no-project")
    for folder; do :; done
    mkdir -p "$folder/bin"
    echo "version_info = 3.$(echo "$4" | cut -d. -f2).1" > "$folder/pyvenv.cfg"
    ln -s "$4" "$folder/bin/python" ;;
  "python find") exit 1 ;;
  "python install") exit 1 ;;
  "pip sync") test "$FAIL" != yes || { echo "a hash does not match"; exit 2; } ;;
esac
"""


@pytest.fixture
def setup(project: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the bootstrap on a machine that has the Pythons named, and a uv."""

    def run(*pythons: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        programs = project / "programs"
        shutil.rmtree(programs, ignore_errors=True)
        programs.mkdir()
        for name in pythons:
            version = name.removeprefix("python").replace(".", " ")
            (programs / name).write_text(f"#!/bin/sh\necho cpython {version} 1\n")
        (programs / "uv").write_text(UV)
        for program in programs.iterdir():
            program.chmod(0o755)
        return subprocess.run(
            [sys.executable, "-m", "bot.bootstrap"],
            cwd=project,
            env={
                "PATH": f"{programs}:/usr/bin:/bin",
                "HOME": str(project / "home"),
                "CALLS": str(project / "calls"),
                **environ,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def calls(project: Path) -> list[str]:
    path = project / "calls"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_both_runtimes_are_made_and_then_left_alone(
    project: Path, setup: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    first = setup("python3.10", "python3.12")
    made = calls(project)
    second = setup("python3.10", "python3.12")

    assert first.returncode == 0, first.stderr
    assert first.stdout == ""
    assert "[5/5] Installing the packages of Rasa on Python 3.10.1" in first.stderr
    assert sum(call.startswith("uv pip sync") for call in made) == 2
    assert all("--require-hashes" in call for call in made if "pip sync" in call)
    assert sum("--no-deps --no-build-isolation -e" in call for call in made) == 1
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert calls(project) == made


def test_only_the_runtime_whose_requirements_changed_is_made_again(
    project: Path, setup: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    setup("python3.10", "python3.12")
    (project / "calls").unlink()
    (project / "requirements" / "rasa.txt").write_text("# changed\n")

    assert setup("python3.10", "python3.12").returncode == 0
    assert [call for call in calls(project) if "pip sync" in call] == [
        f"uv pip sync --python {project}/.venv-rasa/bin/python --require-hashes "
        f"{project}/requirements/rasa.txt"
    ]
    assert not any(call.startswith("uv venv") for call in calls(project))


def test_a_failure_shows_its_log_and_the_next_run_goes_on(
    project: Path, setup: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    failed = setup("python3.10", "python3.12", FAIL="yes")

    assert failed.returncode == 1
    assert "a hash does not match" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert setup("python3.10", "python3.12").returncode == 0


def test_a_missing_python_is_named_with_what_to_do(
    setup: Callable[..., "subprocess.CompletedProcess[str]"],
) -> None:
    failed = setup("python3.12")

    assert failed.returncode == 1
    assert "Rasa needs Python 3.10" in failed.stderr
    for remedy in ("uv python install 3.10", "pyenv install 3.10", "brew install", "Debian"):
        assert remedy in failed.stderr


@pytest.mark.parametrize("requirement", ["uv.txt", "app.txt", "dev.txt", "rasa.txt"])
def test_every_requirement_is_pinned_with_a_hash_and_names_no_index(requirement: str) -> None:
    text = (ROOT / "requirements" / requirement).read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line[:1].isalpha()]

    assert lines
    assert all("==" in line and "--hash=sha256:" in line for line in lines)
    assert "://" not in text


def test_the_bootstrap_needs_nothing_newer_than_python_3_8() -> None:
    code = (
        "import ast, pathlib, sys\n"
        "for path in sys.argv[1:]:\n"
        "    ast.parse(pathlib.Path(path).read_text('utf-8'), feature_version=(3, 8))\n"
    )
    files = [*map(str, (ROOT / "bot" / "bootstrap").glob("*.py")), str(ROOT / "bot/progress.py")]

    assert len(files) >= 5
    assert subprocess.run([sys.executable, "-c", code, *files], check=False).returncode == 0


@pytest.fixture
def runtime(tmp_path: Path) -> Runtime:
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text("home = x\nversion = 3.12.1\n")
    requirements = tmp_path / "r.txt"
    requirements.write_text("a==1\n")
    made = Runtime("Rasa", folder, requirements, ((3, 12),), has_project=False)
    made.stamp.write_text(made_from(made))
    return made


def test_an_environment_with_a_current_stamp_is_ready(runtime: Runtime) -> None:
    assert is_ready(runtime)


def test_another_interpreter_makes_it_stale(runtime: Runtime) -> None:
    (runtime.folder / "pyvenv.cfg").write_text("version = 3.12.2\n")

    assert not is_ready(runtime)


def test_a_removed_interpreter_makes_it_stale(runtime: Runtime) -> None:
    runtime.python.unlink()
    runtime.python.symlink_to("/nonexistent/python")

    assert not is_ready(runtime)


def test_a_copied_environment_is_stale(runtime: Runtime, tmp_path: Path) -> None:
    moved = runtime._replace(folder=runtime.folder.rename(tmp_path / "moved"))

    assert not is_ready(moved)


def test_an_absent_environment_is_stale(runtime: Runtime) -> None:
    shutil.rmtree(runtime.folder)

    assert not is_ready(runtime)


def test_pyenv_folders_are_searched_with_the_newest_patch_first(tmp_path: Path) -> None:
    for patch in ("3.10.9", "3.10.13", "3.11.1"):
        binary = tmp_path / "versions" / patch / "bin" / f"python{patch[:4]}"
        binary.parent.mkdir(parents=True)
        binary.touch()

    found = [
        path
        for path in candidates((3, 10), {"PYENV_ROOT": str(tmp_path), "PATH": ""})
        if path.startswith(str(tmp_path))
    ]

    assert [Path(path).parts[-3] for path in found] == ["3.10.13", "3.10.9"]


def test_a_shim_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    shim = tmp_path / "python3.10"
    shim.write_text("#!/bin/sh\necho not installed >&2\nexit 127\n")
    shim.chmod(0o755)

    assert started(str(shim)) is None
    assert started(str(tmp_path / "absent")) is None


def test_the_preferred_version_is_taken_before_a_newer_one(tmp_path: Path) -> None:
    def probe(path: str) -> Interpreter | None:
        versions = {"python3.12": (3, 12, 4), "python3.13": (3, 13, 0)}
        return Interpreter(path, versions[Path(path).name]) if Path(path).name in versions else None

    found = find_interpreter(((3, 12), (3, 13)), {"PATH": "", "HOME": str(tmp_path)}, probe)

    assert found is not None
    assert found.version == (3, 12, 4)


def test_this_python_tells_its_version() -> None:
    found = started(sys.executable)

    assert found is not None
    assert found.version == sys.version_info[:3]


LISTING = """\
:env:.default-timeout='60'
global.cert='/etc/ca.pem'
global.extra-index-url='https://one.example/simple file:///two/simple'
global.index-url='https://global.example/simple'
install.index-url='https://install.example/simple'
"""


def test_pip_options_follow_the_order_of_pip() -> None:
    options = pip_options(LISTING, {"PIP_CERT": "/env/ca.pem", "PIP_DEFAULT_TIMEOUT": "60"})

    assert options["index-url"] == "https://install.example/simple"
    assert options["cert"] == "/env/ca.pem"
    assert options["default-timeout"] == "60"


def test_uv_is_told_what_pip_was_told() -> None:
    told = uv_environ(
        {**pip_options(LISTING, {}), "find-links": "/a /b", "no-index": "true"},
        {"PATH": "/bin", "VIRTUAL_ENV": "/elsewhere"},
    )

    assert told == {
        "PATH": "/bin",
        "UV_DEFAULT_INDEX": "https://install.example/simple",
        "UV_INDEX": "https://one.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/a,/b",
        "UV_NO_INDEX": "1",
        "SSL_CERT_FILE": "/etc/ca.pem",
    }


def test_what_uv_was_told_already_wins() -> None:
    options = {"index-url": "https://pip.example", "cert": "/pip.pem"}
    environ = {"UV_INDEX_URL": "https://uv.example", "SSL_CERT_FILE": "/uv.pem"}

    assert uv_environ(options, environ) == environ


def test_without_any_configuration_nothing_is_told() -> None:
    assert uv_environ({}, {"PATH": "/bin"}) == {"PATH": "/bin"}


def test_the_app_and_rasa_have_separate_environments() -> None:
    assert {runtime.folder.name: runtime.has_project for runtime in RUNTIMES} == {
        ".venv": True,
        ".venv-rasa": False,
    }
    assert all(os.path.isfile(runtime.requirements) for runtime in RUNTIMES)
