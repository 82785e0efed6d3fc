"""The action server as it is, which also writes down how long each action took.

python -m tests.benchmarks.timed_actions FILE
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO
from unittest.mock import patch

from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse

from actions import server
from actions.context import Context

type Build = Callable[[Context], Sanic[Any, Any]]


def with_times(build: Build, sink: TextIO) -> Build:
    """Return a builder of the same application that writes one JSON line an action."""

    def build_timed(context: Context) -> Sanic[Any, Any]:
        app = build(context)

        async def begin(request: Request) -> None:
            request.ctx.began = time.monotonic()

        async def end(request: Request, _response: BaseHTTPResponse) -> None:
            if request.path == "/webhook":
                action = request.json["next_action"]
                line = {"action": action, "began": request.ctx.began, "ended": time.monotonic()}
                sink.write(json.dumps(line) + "\n")
                sink.flush()

        app.register_middleware(begin, "request")
        app.register_middleware(end, "response")
        return app

    return build_timed


def main() -> None:
    """Serve until told to stop."""
    with (
        Path(sys.argv[1]).open("a", encoding="utf-8") as sink,
        patch.object(server, "build_app", with_times(server.build_app, sink)),
    ):
        server.main()


if __name__ == "__main__":
    main()
