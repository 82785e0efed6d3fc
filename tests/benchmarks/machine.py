"""Where the figures were measured, without a name that could tell whose machine it is."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from bot.model import RASA_PYTHON
from bot.settings import ROOT

MEGABYTE = 1024 * 1024
_RASA_VERSIONS = (
    "import platform; from importlib.metadata import version as v; "
    "print(platform.python_version(), v('rasa'), v('scikit-learn'))"
)


def describe_machine() -> dict[str, Any]:
    """Return processor, memory, versions, and how busy the machine is before the run."""
    rasa_python, rasa, rasa_sklearn = subprocess.run(
        [str(ROOT / RASA_PYTHON), "-c", _RASA_VERSIONS], capture_output=True, text=True, check=True
    ).stdout.split()
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": psutil.cpu_count() or 1,
        "memory_mb": psutil.virtual_memory().total / MEGABYTE,
        "load_before": os.getloadavg()[0],
        "app_python": platform.python_version(),
        "rasa_python": rasa_python,
        "rasa": rasa,
        "rasa_sdk": version("rasa-sdk"),
        "scikit_learn_app": version("scikit-learn"),
        "scikit_learn_rasa": rasa_sklearn,
    }


def memory_of(processes: list[psutil.Process]) -> dict[str, float]:
    """Return the memory of several processes together, in megabytes.

    `rss_mb` counts pages that are shared as often as they are shared; `uss_mb` is what would be
    free if the processes ended.
    """
    found = [process.memory_full_info() for process in processes]
    return {
        "processes": len(found),
        "rss_mb": sum(one.rss for one in found) / MEGABYTE,
        "uss_mb": sum(one.uss for one in found) / MEGABYTE,
    }


def tree_of(pid: int) -> list[psutil.Process]:
    """Return a process and everything below it."""
    top = psutil.Process(pid)
    return [top, *top.children(recursive=True)]


def _processor() -> str:
    """Return the processor's model, which only Linux tells in a file."""
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
