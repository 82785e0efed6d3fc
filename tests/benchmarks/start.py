"""From the command to the first reply, as a customer at a terminal waits for it."""

import dataclasses
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

import httpx
import psutil

from bot.channels.message import Button, Outbound
from bot.settings import ROOT, Settings
from tests.benchmarks.customers import CUSTOMERS, converse
from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.machine import memory_of, tree_of

LONGEST_RUN_SECONDS = 180
POLL_SECONDS = 0.05
HOST = "127.0.0.1"
# What tells the children of the chat apart.
MARKS = {"rasa": "bot/dialogue/launch.py", "actions": "actions.server"}


def measure_start(settings: Settings, *, times: int, echo: TextIO) -> dict[str, Any]:
    """Start `shandai chat` several times and time its first reply; measure memory in the last.

    Files were read before, so the disk is not measured: the first start after switching a machine
    on takes longer.

    Args:
        settings: a folder and a database of their own.
        times: number of starts.
        echo: where progress is told.

    Raises:
        BenchmarkError: the chat ended or stayed silent.
    """
    starts: list[dict[str, float]] = []
    memory: list[dict[str, Any]] = []
    for number in range(times):
        echo.write(f"Start {number + 1} of {times}\n")
        settings = dataclasses.replace(
            settings,
            rasa_url=f"http://{HOST}:{_free_port()}",
            rasa_token=secrets.token_hex(24),
            actions_port=_free_port(),
        )
        with _chat(settings) as (process, began):
            ready = _Readiness(settings, began)
            reply = _next_reply(process, settings.var)
            starts.append({**ready.seconds(), "first reply": time.perf_counter() - began})
            if number == times - 1:
                memory += _memory(process.pid, "after the first reply")
                turns = _talk(process, reply, settings.var)
                memory += _memory(process.pid, f"after one conversation of {turns} messages")
    return {
        "times": times,
        "median_seconds": {
            step: statistics.median(start[step] for start in starts) for step in starts[0]
        },
        "starts": starts,
        "memory": memory,
    }


@contextmanager
def _chat(settings: Settings) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """Run the chat as `make chat` does, and end it with everything that it started."""
    environ = {**os.environ, **settings.environ(), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-m", "bot.main", "chat", "--json", "--lang", "zh_CN"]
    with (settings.var / "chat.log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        )
    # A silent chat would be waited for without end.
    guard = threading.Timer(LONGEST_RUN_SECONDS, process.terminate)
    guard.start()
    try:
        with process:  # leaving closes its input, which ends the chat, and waits
            yield process, began
    finally:
        guard.cancel()


class _Readiness:
    """Watches in threads when the services of a chat begin to answer."""

    def __init__(self, settings: Settings, began: float) -> None:
        self._seconds: dict[str, float] = {}
        self._began = began
        addresses = {
            "actions ready": f"http://{HOST}:{settings.actions_port}/health",
            "rasa ready": f"{settings.rasa_url}/status?token={settings.rasa_token}",
        }
        self._threads = [
            threading.Thread(target=self._watch, args=item, daemon=True)
            for item in addresses.items()
        ]
        for thread in self._threads:
            thread.start()

    def seconds(self) -> dict[str, float]:
        """Return the seconds after the command by service, once all have answered."""
        for thread in self._threads:
            thread.join(LONGEST_RUN_SECONDS)
        return dict(sorted(self._seconds.items(), key=lambda item: item[1]))

    def _watch(self, name: str, url: str) -> None:
        with httpx.Client(timeout=2) as client:
            while time.perf_counter() - self._began < LONGEST_RUN_SECONDS:
                try:
                    if client.get(url).is_success:
                        self._seconds[name] = time.perf_counter() - self._began
                        return
                except httpx.HTTPError:
                    pass
                time.sleep(POLL_SECONDS)


def _talk(process: subprocess.Popen[str], reply: Outbound, var: Path) -> int:
    """Hold one conversation; return the number of messages."""
    conversation = converse(CUSTOMERS[0])
    line = next(conversation)
    while True:
        _pipe(process.stdin).write(line.text + "\n")
        _pipe(process.stdin).flush()
        reply = _next_reply(process, var)
        try:
            line = conversation.send(reply)
        except StopIteration:
            return reply.turn


def _next_reply(process: subprocess.Popen[str], var: Path) -> Outbound:
    line = _pipe(process.stdout).readline()
    if not line:
        log = (var / "chat.log").read_text(encoding="utf-8", errors="replace")
        raise BenchmarkError(f"The chat ended before it replied. It said: {log[-2000:]}")
    said = json.loads(line)
    return Outbound(
        conversation=said["conversation"],
        turn=said["turn"],
        text=said["text"],
        buttons=tuple(Button(title=one["title"], payload="") for one in said["buttons"]),
        card=said["card"],
    )


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise BenchmarkError("The chat was started without pipes.")
    return stream


def _memory(pid: int, moment: str) -> list[dict[str, Any]]:
    """Return the memory of the chat and of each of its services."""
    chat = psutil.Process(pid)
    groups: dict[str, list[psutil.Process]] = {"chat": [chat], "rasa": [], "actions": []}
    for child in chat.children():
        command = " ".join(child.cmdline())
        name = next((name for name, mark in MARKS.items() if mark in command), "chat")
        groups[name] += tree_of(child.pid)
    together = [process for group in groups.values() for process in group]
    return [
        {"process": name, "moment": moment, **memory_of(group)}
        for name, group in {**groups, "together": together}.items()
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
