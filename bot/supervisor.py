"""Run the processes of the Procfile together; it must not know what they say to each other.

Ports are chosen, readiness is awaited, a process that ends is started again, and all of them end
with this one, however it ends (bot/tether.py).
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import secrets
import shlex
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from honcho.environ import parse_procfile
from honcho.process import Process

from bot.errors import ServiceNotReady
from bot.model import MODEL, RASA_ENVIRON
from bot.progress import progress
from bot.settings import ROOT, Settings

PROCFILE = ROOT / "bot" / "Procfile"
TETHER = ROOT / "bot" / "tether.py"
HOST = "127.0.0.1"
# What answers a message; a channel of its own (the terminal, a test) needs no more.
ANSWERING = ("rasa", "actions")
READY_WITHIN_SECONDS = 180.0
KILL_AFTER_SECONDS = 8.0
LONGEST_PAUSE_SECONDS = 30.0
HEALTHY_AFTER_SECONDS = 60.0  # a process that lived this long starts again at once
SHOWN_LOG_LINES = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """The processes that run, and how to reach them; `settings` carries the same addresses."""

    settings: Settings
    actions_url: str
    _children: tuple[_Child, ...]

    @property
    def rasa_url(self) -> str:
        """Return the address of Rasa, without a path."""
        return self.settings.rasa_url

    @property
    def rasa_token(self) -> str:
        """Return the secret that Rasa asks of its callers."""
        return self.settings.rasa_token

    @property
    def processes(self) -> Mapping[str, int]:
        """Return the process id by name, of those that run now."""
        return {child.name: child.pid for child in self._children if child.pid is not None}


@contextlib.contextmanager
def running(
    settings: Settings,
    *,
    echo: TextIO | None = None,
    names: Collection[str] = (),
    procfile: Path = PROCFILE,
    model: Path = MODEL,
    ready_within: float = READY_WITHIN_SECONDS,
    longest_pause: float = LONGEST_PAUSE_SECONDS,
) -> Iterator[Services]:
    """Start every process of the Procfile, wait until all answer, and end all on leaving.

    Args:
        settings: where the processes should listen; another free port is taken for one in use.
        echo: where progress and restarts are told; nowhere when None.
        names: which processes; all of the file when empty.
        procfile: names and commands.
        model: the trained model that Rasa serves.
        ready_within: seconds that all of them have together until they must answer.
        longest_pause: seconds at most before a process that keeps ending is started again.

    Raises:
        ServiceNotReady: a process ended or stayed silent; the message has the end of its log.
    """
    held = contextlib.ExitStack()
    settings = _with_free_ports(settings, held)
    actions_url = f"http://{HOST}:{settings.actions_port}"
    environ = {
        **os.environ,
        **RASA_ENVIRON,
        **settings.environ(),
        "SHANDAI_ACTIONS_URL": actions_url,
        "SHANDAI_MODEL": str(model),
        "SHANDAI_PYTHON": sys.executable,
        "SHANDAI_TRACKER_DB": str(settings.var / "tracker.db"),
        "SHANDAI_RASA_PORT": str(urlsplit(settings.rasa_url).port),
        "PYTHONUNBUFFERED": "1",
    }
    logs = settings.var / "log"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    listed = parse_procfile(procfile.read_text(encoding="utf-8")).processes
    commands = {name: line for name, line in listed.items() if not names or name in names}
    children = tuple(
        _Child(name, command, environ, logs / f"{name}.log", echo, longest_pause)
        for name, command in commands.items()
    )
    health = {
        "rasa": f"{settings.rasa_url}/status?token={settings.rasa_token}",
        "actions": f"{actions_url}/health",
        "gateway": f"http://{settings.gateway_host}:{settings.gateway_port}/health",
    }
    with held, _ended_by_signals():
        try:
            for child in children:
                child.start()
            with progress(echo, f"Starting {' and '.join(commands)}"):
                _await_ready(children, health, ready_within)
            yield Services(settings=settings, actions_url=actions_url, _children=children)
        finally:
            _end(children)


class _Child:
    """One process, its thread, its log; started again whenever it ends until told to end."""

    def __init__(
        self,
        name: str,
        command: str,
        environ: dict[str, str],
        log: Path,
        echo: TextIO | None,
        longest_pause: float,
    ) -> None:
        self.name = name
        self.pid: int | None = None
        self.log = log
        self.ready = False
        self.returncode: int | None = None
        self._command = command
        self._environ = environ
        self._echo = echo
        self._longest_pause = longest_pause
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def send(self, signum: signal.Signals) -> None:
        self._ending.set()
        # Each process leads its own group, so its own children get the signal too.
        with contextlib.suppress(ProcessLookupError):
            if self.pid is not None:
                os.killpg(self.pid, signum)

    def ended_within(self, seconds: float) -> bool:
        if self._thread.ident is not None:
            self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def put(self, message: Any) -> None:
        """Take an event of honcho's process: it writes into what it believes to be a queue."""
        if message.type == "start":
            self.pid = message.data["pid"]
            if self._ending.is_set():
                self.send(signal.SIGTERM)
        elif message.type == "line":
            self._output.write(message.data)
        elif message.type == "stop":
            self.pid = None
            self.returncode = message.data["returncode"]

    def _keep_running(self) -> None:
        # The tether is told who its parent is before it can be orphaned.
        wrapped = (
            shlex.join([sys.executable, "-I", str(TETHER), str(os.getpid()), "sh", "-c"])
            + f" {shlex.quote(f'exec {self._command}')}"
        )
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        quick_ends = 0
        with os.fdopen(descriptor, "wb", buffering=0) as self._output:
            while not self._ending.is_set():
                started = time.monotonic()
                Process(f"exec {wrapped}", name=self.name, env=self._environ, cwd=str(ROOT)).run(
                    events=self
                )
                if self._ending.is_set() or not self.ready:
                    return  # one that never answered has a fault that a new start cannot mend
                lived = time.monotonic() - started
                quick_ends = 0 if lived > HEALTHY_AFTER_SECONDS else quick_ends + 1
                pause = min(self._longest_pause, 2.0 ** (quick_ends - 1)) if quick_ends else 0.0
                self._tell(f"{self.name} ended (code {self.returncode}); starting it again")
                self._ending.wait(pause)

    def _tell(self, text: str) -> None:
        if self._echo is not None:
            self._echo.write(text + "\n")
            self._echo.flush()


def _await_ready(
    children: tuple[_Child, ...], health: Mapping[str, str], ready_within: float
) -> None:
    deadline = time.monotonic() + ready_within
    waiting = list(children)
    while waiting:
        for child in tuple(waiting):
            if child.ended_within(0):
                raise ServiceNotReady(
                    f"{child.name} ended with code {child.returncode} while it started."
                    f"{_end_of_log(child.log)}"
                )
            if child.name not in health or _answers(health[child.name]):
                child.ready = True
                waiting.remove(child)
        if waiting and time.monotonic() > deadline:
            raise ServiceNotReady(
                f"{waiting[0].name} did not answer within {ready_within:.0f} s."
                f"{_end_of_log(waiting[0].log)}"
            )
        time.sleep(0.1)


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or HOST, parts.port, timeout=2)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end(children: tuple[_Child, ...]) -> None:
    deadline = time.monotonic() + KILL_AFTER_SECONDS
    for child in children:
        child.send(signal.SIGTERM)
    for child in children:
        if not child.ended_within(deadline - time.monotonic()):
            child.send(signal.SIGKILL)
            child.ended_within(KILL_AFTER_SECONDS)


def _with_free_ports(settings: Settings, held: contextlib.ExitStack) -> Settings:
    rasa_port = _free_port(urlsplit(settings.rasa_url).port or 5005, held)
    return replace(
        settings,
        rasa_url=f"http://{HOST}:{rasa_port}",
        actions_port=_free_port(settings.actions_port, held),
        gateway_port=_free_port(settings.gateway_port, held),
        # Of hexadecimal digits, so that it needs no quoting wherever it is written.
        rasa_token=settings.rasa_token or secrets.token_hex(24),
    )


def _free_port(wanted: int, held: contextlib.ExitStack) -> int:
    """Return a port that nobody listens on and that no other supervisor has chosen.

    Rasa listens only seconds after its port was chosen; the lock keeps the port until then.
    """
    for port in (wanted, *[0] * 20):
        with socket.socket() as probe, contextlib.suppress(OSError):
            # As servers do: a port that only waits for its last connections to fade is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            chosen = int(probe.getsockname()[1])
            lock = (Path(tempfile.gettempdir()) / f"shandai-port-{chosen}.lock").open("w")
            held.callback(lock.close)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return chosen
    raise ServiceNotReady(f"no port is free on {HOST}")


def _end_of_log(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    shown = "".join(f"\n  | {line}" for line in lines[-SHOWN_LOG_LINES:])
    return f" The end of {log}:{shown}" if shown else f" {log} is empty."


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP leave the block in order, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(signum: int, _frame: object) -> None:
        raise SystemExit(128 + signum)

    previous: list[tuple[int, Callable[..., Any] | int | None]] = [
        (signum, signal.signal(signum, leave)) for signum in (signal.SIGTERM, signal.SIGHUP)
    ]
    try:
        yield
    finally:
        for signum, handler in previous:
            signal.signal(signum, handler)
