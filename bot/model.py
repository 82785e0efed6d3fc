"""Train the dialogue model when what it learns from has changed; it must not know what that says.

python -m bot.model
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TextIO

from bot.errors import ShandaiError, TrainingError
from bot.progress import progress
from bot.settings import ROOT, load

MODEL = ROOT / "models" / "shandai.tar.gz"
RASA_PYTHON = Path(".venv-rasa/bin/python")
SHOWN_LOG_LINES = 25
LEARNT_FROM = (
    "config.yml",
    "requirements/rasa.txt",
    "nlu_data/**/*.yml",
    "bot/dialogue/domain/**/*.yml",
    "bot/dialogue/components/**/*.py",
)
RASA_ENVIRON = {
    "PYTHONPATH": str(ROOT),
    # Empty means no: where compiled modules are not kept, every start takes 9 s longer.
    "PYTHONDONTWRITEBYTECODE": "",
    # The matrices are small: more threads spend their time waiting for each other.
    "OMP_NUM_THREADS": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def fingerprint(root: Path = ROOT) -> str:
    """Return one hash over the names and contents of everything the model is made from."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in LEARNT_FROM for path in root.glob(pattern)}):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def is_current(root: Path = ROOT) -> bool:
    """Tell whether the trained model was made from what is there now."""
    stamp = root / "models" / "fingerprint"
    return (
        (root / "models" / MODEL.name).is_file()
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8") == fingerprint(root)
    )


def ensure_trained(*, log: Path, echo: TextIO | None = None, root: Path = ROOT) -> Path:
    """Return the model, trained first when it is missing or stale.

    Of two that ask at once, the second waits for the first and trains nothing.

    Args:
        log: the file that receives Rasa's output.
        echo: where progress is told; nowhere when None.
        root: the project's folder.

    Raises:
        TrainingError: Rasa refused; the message has the end of the log, the old model is kept.
    """
    models = root / "models"
    models.mkdir(exist_ok=True)
    with (models / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(root):
            with progress(echo, "Training the dialogue model"):
                _train(root, models, log)
    return models / MODEL.name


def _train(root: Path, models: Path, log: Path) -> None:
    made_from = fingerprint(root)  # before training: a file edited meanwhile makes it stale
    fresh = models / ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("wb") as output:
        code = subprocess.run(  # noqa: S603  # our own interpreter and arguments
            [
                str(root / RASA_PYTHON), "bot/dialogue/launch.py", "train",
                "--domain", "bot/dialogue/domain",
                "--data", "nlu_data",
                "--config", "config.yml",
                "--out", str(fresh),
                "--fixed-model-name", MODEL.name.partition(".")[0],
            ],
            cwd=root,
            env={**os.environ, **RASA_ENVIRON},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode  # fmt: skip
    trained = fresh / MODEL.name
    if code != 0 or not trained.is_file():
        raise TrainingError(_failure(code, log))
    # Without its fingerprint a model counts as stale, so an interruption here costs a training.
    stamp = models / "fingerprint"
    stamp.unlink(missing_ok=True)
    trained.replace(models / MODEL.name)
    stamp.write_text(made_from, encoding="utf-8")
    shutil.rmtree(fresh)


def _failure(code: int, log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = "".join(f"\n  | {line}" for line in lines[-SHOWN_LOG_LINES:])
    return f"The dialogue model could not be trained (code {code}). The end of {log}:{shown}"


def main() -> int:
    """Train when needed; tell how it went on the standard error."""
    try:
        ensure_trained(log=load().var / "log" / "train.log", echo=sys.stderr)
    except ShandaiError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
