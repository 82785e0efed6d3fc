import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot import supervisor
from bot.errors import ServiceNotReady
from bot.settings import ROOT, Settings, load
from bot.supervisor import Services, running

# Answers every path on the port given, with what it found on its standard input.
ANSWERS = """
import http.server, os, signal, subprocess, sys
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "parent" in sys.argv:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print("grandchild", child.pid, flush=True)
found = sys.stdin.read()
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"[{found}] {self.path}".encode())
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""

# Runs both stubs until it is killed, after telling their process ids.
HOLDER = """
import sys, time
from pathlib import Path
from bot.settings import load
from bot.supervisor import running
with running(load({"SHANDAI_VAR": sys.argv[1]}), procfile=Path(sys.argv[2])) as services:
    print(*services.processes.values(), flush=True)
    time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"SHANDAI_VAR": str(tmp_path / "var")}, root=tmp_path)


@pytest.fixture
def procfile(tmp_path: Path) -> Callable[..., Path]:
    """Write a Procfile whose processes run the stub, or the commands given instead."""
    stub = tmp_path / "answers.py"
    stub.write_text(ANSWERS, encoding="utf-8")
    path = tmp_path / "Procfile"

    def write(rasa: str = "", actions: str = "", **commands: str) -> Path:
        lines = {
            "rasa": commands.get(
                "rasa_command", f"$SHANDAI_PYTHON {stub} $SHANDAI_RASA_PORT {rasa}"
            ),
            "actions": f"$SHANDAI_PYTHON {stub} $SHANDAI_ACTIONS_PORT {actions}",
        }
        path.write_text("".join(f"{name}: {command}\n" for name, command in lines.items()))
        return path

    return write


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # a zombie runs nothing; it waits to be read by whoever inherited it


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def get(url: str) -> str:
    return httpx.get(url, timeout=5, trust_env=False).text


def grandchild(services: Services) -> int:
    log = services.settings.var / "log" / "rasa.log"
    return int(log.read_text(encoding="utf-8").split()[1])


def test_all_answer_inside_the_block_and_none_is_left_after_it(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    echo = io.StringIO()
    with running(settings, echo=echo, procfile=procfile(rasa="parent")) as services:
        pids = dict(services.processes)
        below = grandchild(services)

        assert set(pids) == {"rasa", "actions"}
        assert all(map(is_alive, (*pids.values(), below)))
        assert len(services.rasa_token) >= 32
        assert services.settings.rasa_url == services.rasa_url
        assert "/status" in get(f"{services.rasa_url}/status")
        assert "/health" in get(f"{services.actions_url}/health")

    assert not any(map(is_alive, (*pids.values(), below)))
    assert "Starting rasa and actions" in echo.getvalue()


def test_processes_do_not_read_the_input_of_the_parent(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    with running(settings, procfile=procfile()) as services:
        assert get(f"{services.rasa_url}/x") == "[] /x"


def test_a_port_in_use_is_replaced(tmp_path: Path, procfile: Callable[..., Path]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        settings = load(
            {
                "SHANDAI_VAR": str(tmp_path / "var"),
                "SHANDAI_RASA_URL": f"http://127.0.0.1:{taken}",
                "SHANDAI_ACTIONS_PORT": str(taken),
                "SHANDAI_RASA_TOKEN": "given",
            },
            root=tmp_path,
        )
        with running(settings, procfile=procfile()) as services:
            assert services.rasa_token == "given"
            assert str(taken) not in services.rasa_url + services.actions_url
            assert get(f"{services.rasa_url}/x").endswith("/x")


def test_two_that_start_at_once_take_different_ports(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    path = procfile()
    with running(settings, procfile=path) as one, running(settings, procfile=path) as other:
        ports = {one.rasa_url, one.actions_url, other.rasa_url, other.actions_url}
        assert len(ports) == 4


def test_a_port_that_was_chosen_is_kept_before_anyone_listens() -> None:
    with contextlib.ExitStack() as held:
        first = supervisor._free_port(0, held)

        assert supervisor._free_port(first, held) != first

    with contextlib.ExitStack() as held:
        assert supervisor._free_port(first, held) == first


def test_a_process_that_ends_is_started_again(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    echo = io.StringIO()
    with running(settings, echo=echo, procfile=procfile()) as services:
        first = services.processes["actions"]
        untouched = services.processes["rasa"]
        os.kill(first, signal.SIGKILL)

        assert wait_until(lambda: services.processes.get("actions", first) != first)
        assert services.processes["rasa"] == untouched
        assert "actions ended (code -9); starting it again" in echo.getvalue()


def runs_anew(services: Services, gone: int) -> bool:
    return services.processes.get("actions", gone) != gone


def test_the_pause_before_a_new_start_can_be_limited(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    with running(settings, procfile=procfile(), longest_pause=0.0) as services:
        began = time.monotonic()
        for _ in range(4):
            pid = services.processes["actions"]
            os.kill(pid, signal.SIGKILL)
            assert wait_until(partial(runs_anew, services, pid))

        assert time.monotonic() - began < 1 + 2 + 4 + 8


def test_a_process_that_ends_while_starting_is_reported_with_its_log(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    path = procfile(rasa_command="sh -c 'echo no model here; exit 3'")

    with (
        pytest.raises(ServiceNotReady, match=r"(?s)rasa ended with code 3.*no model here"),
        running(settings, procfile=path),
    ):
        pytest.fail("the block must not be entered")


def test_a_silent_process_is_reported_and_ended(
    settings: Settings, procfile: Callable[..., Path]
) -> None:
    path = procfile(rasa_command="sh -c 'echo $$; exec sleep 600'")

    with (
        pytest.raises(ServiceNotReady, match="rasa did not answer within 1 s"),
        running(settings, procfile=path, ready_within=1),
    ):
        pytest.fail("the block must not be entered")

    assert not is_alive(int((settings.var / "log" / "rasa.log").read_text(encoding="utf-8")))


def test_a_process_that_ignores_the_request_to_end_is_killed(
    settings: Settings, procfile: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "KILL_AFTER_SECONDS", 0.5)
    with running(settings, procfile=procfile(rasa="stubborn parent")) as services:
        pids = [services.processes["rasa"], grandchild(services)]

    assert not any(map(is_alive, pids))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_outlives_the_parent(
    signum: signal.Signals, tmp_path: Path, procfile: Callable[..., Path]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(tmp_path / "var"), str(procfile())],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        pids = [int(pid) for pid in holder.stdout.readline().split()]
        assert len(pids) == 2

        holder.send_signal(signum)
        holder.wait(timeout=15)

        assert wait_until(lambda: not any(map(is_alive, pids)))
