import io
import threading
import time
from pathlib import Path

import pytest

from bot import model
from bot.errors import TrainingError
from bot.model import ensure_trained, fingerprint, is_current

# Takes the place of Rasa's Python: writes the model where it was asked to, or fails.
FAKE = """#!/bin/sh
echo "train $*"
echo run >> runs
test -e fails && { echo "InvalidDomain: no such action"; exit 1; }
while test "$1" != --out; do shift; done
sleep 0.2
date +%N > "$2/shandai.tar.gz"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    python = tmp_path / ".venv-rasa" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(FAKE)
    python.chmod(0o755)
    for name in ("nlu_data/nlu/need.yml", "bot/dialogue/domain/a.yml", "config.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    return tmp_path


def train(root: Path, echo: io.StringIO | None = None) -> Path:
    return ensure_trained(log=root / "var" / "train.log", echo=echo, root=root)


def runs(root: Path) -> int:
    path = root / "runs"
    return len(path.read_text().splitlines()) if path.exists() else 0


def test_the_model_is_trained_once_and_told(root: Path) -> None:
    echo = io.StringIO()

    made = train(root, echo)
    train(root)

    assert made.is_file()
    assert is_current(root)
    assert runs(root) == 1
    assert "Training the dialogue model" in echo.getvalue()
    assert "launch.py train" in (root / "var" / "train.log").read_text()


@pytest.mark.parametrize(
    "change",
    [
        "config.yml",
        "nlu_data/nlu/need.yml",
        "nlu_data/lookups/new.yml",
        "bot/dialogue/domain/a.yml",
        "bot/dialogue/components/new.py",
        "requirements/rasa.txt",
    ],
)
def test_what_it_learns_from_makes_it_stale(root: Path, change: str) -> None:
    train(root)
    path = root / change
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed")

    assert not is_current(root)
    train(root)
    assert runs(root) == 2


def test_other_files_do_not(root: Path) -> None:
    train(root)
    (root / "bot" / "main.py").write_text("x")
    (root / "nlu_data" / "note.txt").write_text("x")

    assert is_current(root)


def test_a_renamed_file_counts_as_a_change(root: Path) -> None:
    before = fingerprint(root)
    (root / "nlu_data" / "nlu" / "need.yml").rename(root / "nlu_data" / "nlu" / "other.yml")

    assert fingerprint(root) != before


def test_a_failure_shows_the_log_and_keeps_the_old_model(root: Path) -> None:
    old = train(root).read_text()
    (root / "config.yml").write_text("changed")
    (root / "fails").touch()

    with pytest.raises(TrainingError, match="no such action"):
        train(root)

    assert (root / "models" / "shandai.tar.gz").read_text() == old
    assert not is_current(root)

    (root / "fails").unlink()
    assert train(root).read_text() != old


def test_two_that_ask_at_once_train_once(root: Path) -> None:
    threads = [threading.Thread(target=train, args=(root,)) for _ in range(2)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()

    assert runs(root) == 1


def test_an_error_is_one_message_and_a_status(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "fails").touch()
    monkeypatch.setattr(
        model, "ensure_trained", lambda **given: ensure_trained(**{**given, "root": root})
    )
    monkeypatch.setenv("SHANDAI_VAR", str(root / "var"))

    assert model.main() == 1
    assert "Traceback" not in capsys.readouterr().err
