"""Train the dialogue model when what it learns from has changed; it must not know what that says.

python -m bot.model
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from bot.errors import ShandaiError, TrainingError
from bot.progress import progress
from bot.settings import ROOT, load

MODELS = ROOT / "models"
MODEL = MODELS / "shandai.tar.gz"
FINGERPRINT = MODELS / "fingerprint"
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
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
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def fingerprint(root: Path = ROOT, patterns: Iterable[str] = LEARNT_FROM) -> str:
    """Return one hash over the names and contents of everything the model is made from."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def is_current(root: Path = ROOT) -> bool:
    """Tell whether the trained model was made from what is there now."""
    stamp = root / FINGERPRINT.relative_to(ROOT)
    return (
        (root / MODEL.relative_to(ROOT)).is_file()
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8") == fingerprint(root)
    )


def ensure_trained(*, log: Path, echo: TextIO | None = None) -> Path:
    """Return the model, trained first when it is missing or stale.

    Args:
        log: the file that receives Rasa's output.
        echo: where progress is told; nowhere when None.

    Raises:
        TrainingError: Rasa refused; the message has the end of the log, the old model is kept.
    """
    if is_current():
        return MODEL
    made_from = fingerprint()  # before training: a file edited meanwhile makes the model stale
    fresh = MODELS / ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with progress(echo, "Training the dialogue model"), log.open("wb") as output:
        code = subprocess.run(  # noqa: S603  # our own interpreter and arguments
            [
                str(RASA_PYTHON), "bot/dialogue/launch.py", "train",
                "--domain", "bot/dialogue/domain",
                "--data", "nlu_data",
                "--config", "config.yml",
                "--out", str(fresh),
                "--fixed-model-name", "shandai",
            ],
            cwd=ROOT,
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
    FINGERPRINT.unlink(missing_ok=True)
    trained.replace(MODEL)
    FINGERPRINT.write_text(made_from, encoding="utf-8")
    shutil.rmtree(fresh)
    return MODEL


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
