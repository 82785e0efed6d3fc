"""Push updates to the bot's webhook one at a time per chat, until it takes them."""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Condition

import httpx

from tests.doubles.telegram_api.updates import Updates
from tests.doubles.telegram_api.values import Json, Options

SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Where updates are pushed to, if anywhere.

    Attributes:
        delivered: status of every attempt in order, by `update_id`; 0 where no answer came.
    """

    def __init__(self, world: Condition, updates: Updates, options: Options) -> None:
        self.updates = updates
        self.delivered: list[tuple[int, int]] = []
        self._world = world
        self._options = options
        self._secret = ""
        self._connections = 40
        self._busy: dict[int, int] = {}  # id() of an update on its way -> its chat
        self._attempts: dict[int, int] = {}
        self._not_before: dict[int, float] = {}
        self._error: tuple[int, str] | None = None
        self._closed = False
        self._client = httpx.Client(trust_env=False, timeout=options.webhook_timeout)
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="webhook")
        self._thread = threading.Thread(target=self._run, name="webhook-pusher", daemon=True)
        self._thread.start()

    def set(self, url: str, secret: str, connections: int) -> None:
        """Push to an address from now on; nowhere when it is empty."""
        with self._world:
            self.updates.webhook = url
            self._secret, self._connections, self._error = secret, max(1, connections), None
            self._world.notify_all()

    def info(self) -> Json:
        """`WebhookInfo` of the protocol."""
        with self._world:
            info: Json = {
                "url": self.updates.webhook,
                "has_custom_certificate": False,
                "pending_update_count": len(self.updates.pending),
            }
            if self.updates.webhook:
                info |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
            if self.updates.allowed:
                info["allowed_updates"] = list(self.updates.allowed)
            if self._error:
                info["last_error_date"], info["last_error_message"] = self._error
            return info

    def _run(self) -> None:
        while True:
            with self._world:
                update = self._due()
                while update is None:
                    if self._closed:
                        return
                    self._world.wait(0.02 if self._not_before else None)
                    update = self._due()
                self._busy[id(update)] = chat_of(update)
                target, secret = self.updates.webhook, self._secret
            self._pool.submit(self._push, update, target, secret)

    def _due(self) -> Json | None:
        if not self.updates.webhook or self._closed or len(self._busy) >= self._connections:
            return None
        taken = set(self._busy.values())
        for update in self.updates.pending:
            chat = chat_of(update)
            if chat in taken:
                continue
            if self._not_before.get(id(update), 0) <= time.monotonic():
                return update
            taken.add(chat)  # what comes after it in the chat waits too
        return None

    def _push(self, update: Json, target: str, secret: str) -> None:
        headers = {SECRET: secret} if secret else {}
        try:
            answer = self._client.post(target, json=update, headers=headers)
        except httpx.TimeoutException:
            status, error = 0, "Read timeout expired"
        except httpx.HTTPError:
            status, error = 0, "Connection refused"
        else:
            status = answer.status_code
            error = f"Wrong response from the webhook: {status} {answer.reason_phrase}"
        with self._world:
            self.delivered.append((int(update["update_id"]), status))
            self._busy.pop(id(update), None)
            if 200 <= status < 300:
                self._not_before.pop(id(update), None)
                self._took(update)
            else:
                self._again(update, error)
            self._world.notify_all()

    def _took(self, update: Json) -> None:
        if self.updates.repeats:
            self.updates.repeats -= 1  # it stays pending and is delivered again
        else:
            self.updates.drop(update)

    def _again(self, update: Json, error: str) -> None:
        self._error = (int(time.time()), error)
        tried = self._attempts.get(id(update), 0)
        self._attempts[id(update)] = tried + 1
        wait = self._options.webhook_backoff * 2 ** min(tried, 10)
        wait = min(wait, self._options.webhook_backoff_longest)
        self._not_before[id(update)] = time.monotonic() + wait

    def close(self) -> None:
        """Stop pushing; what is on its way is waited for."""
        with self._world:
            self._closed = True
            self._world.notify_all()
        self._thread.join()
        self._pool.shutdown()
        self._client.close()


def chat_of(update: Mapping[str, Json]) -> int:
    """The chat an update is from."""
    (content,) = [value for key, value in update.items() if key != "update_id"]
    message = content.get("message", content)
    return int(message["chat"]["id"])
