"""The optimal-binning scorecard, fitted by an interpreter of its own: it clashes with rasa-sdk."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bot.bootstrap.indexes import pip_options, uv_environ
from bot.settings import ROOT
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.scoring.inputs import Floats, Inputs

FOLDER = ROOT / ".venv-optbinning"
REQUIREMENTS = ROOT / "requirements" / "optbinning.txt"
SCRIPT = Path(__file__).with_name("optimal_binning_script.py")
STAMP = FOLDER / ".ready"


def environment() -> Path:
    """Return the interpreter of the environment, made now when it is not there or out of date.

    Raises:
        BenchmarkError: there is no uv, or the packages cannot be installed.
    """
    python = FOLDER / "bin" / "python"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted and python.exists():
        return python
    uv = shutil.which("uv") or str(ROOT / ".venv-uv" / "bin" / "uv")
    try:
        shutil.rmtree(FOLDER, ignore_errors=True)
        environ = _environ()
        _run(uv, "venv", "--no-project", "--python", sys.executable, FOLDER, environ=environ)
        _run(
            uv, "pip", "sync", "--require-hashes", "--python", python, REQUIREMENTS, environ=environ
        )
    except OSError as error:
        raise BenchmarkError(f"The environment of optbinning could not be made: {error}") from error
    except subprocess.CalledProcessError as error:
        last = " ".join(error.stderr.split())[-200:]
        raise BenchmarkError(f"The environment of optbinning could not be made: {last}") from error
    STAMP.write_text(wanted, encoding="utf-8")
    return python


def optimal_binning(train: Inputs, test: Inputs, _seed: int) -> Floats:
    """optbinning's BinningProcess, monotonic trends chosen by itself, and logistic regression.

    Raises:
        BenchmarkError: the environment or the fit failed.
    """
    python = environment()
    with tempfile.TemporaryDirectory(prefix="shandai-optbinning-") as name:
        asked, answered = Path(name) / "asked.npz", Path(name) / "answered.npy"
        np.savez(
            asked,
            train=train.values,
            bad=train.bad,
            test=test.values,
            categories=np.array(train.categories, dtype=np.int64),
            special=np.array(sorted({code for codes in train.special for code in codes})),
        )
        try:
            _run(python, SCRIPT, asked, answered)
        except subprocess.CalledProcessError as error:
            raise BenchmarkError(f"optbinning failed: {error.stderr[-500:]}") from error
        return np.asarray(np.load(answered), dtype=np.float64)


def _environ() -> Mapping[str, str]:
    """Return the environment with uv told of the index that pip was told of, as `make setup`."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    if listing.returncode:  # the environments are made without pip
        listing = subprocess.run(
            ["python3", "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
        )
    return uv_environ(pip_options(listing.stdout, os.environ), os.environ)


def _run(*command: object, environ: Mapping[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    subprocess.run(words, check=True, capture_output=True, text=True, env=environ)
