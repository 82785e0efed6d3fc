"""A server in Rasa's place, for what Rasa may do wrong."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BUBBLES = [
    {"recipient_id": "c1", "text": "打算多久还清？",
     "buttons": [{"title": "1 年", "payload": "/inform"}]},
    {"recipient_id": "c1", "custom": {"card": {"type": "offer"}}},
]  # fmt: skip


class Stub:
    """A server in Rasa's place: says what it is told to, remembers what it was asked."""

    def __init__(self, port: int = 0) -> None:
        self.status = 200
        self.break_off = 0  # that many calls are heard and their connection closed
        self.body: bytes = json.dumps(BUBBLES).encode()
        self.pause_seconds = 0.0
        self.asked: list[tuple[str, str | None, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                stub.asked.append((self.path, self.headers.get("Authorization"), body))
                if stub.break_off:
                    stub.break_off -= 1
                    self.close_connection = True
                    return
                time.sleep(stub.pause_seconds)
                self.send_response(stub.status)
                self.send_header("Content-Length", str(len(stub.body)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError):  # nobody waited for it
                    self.wfile.write(stub.body)

            def do_GET(self) -> None:
                self.send_response(stub.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Say nothing on the standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
