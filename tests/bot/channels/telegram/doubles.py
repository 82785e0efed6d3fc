"""What stands for Telegram and for the gateway in these tests."""

import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.message import Inbound
from bot.channels.ports import Receipt
from bot.channels.telegram.api import Api, QuietRequest, make_bot

TOKEN = "123456:not-a-real-token"
CHAT = 7001


def message(message_id: int = 5, *, update_id: int = 100, **content: Any) -> dict[str, Any]:
    """An update with a message in a private chat."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": message_id,
            "date": 1_790_000_000,
            "chat": {"id": CHAT, "type": "private", "first_name": "Ada"},
            "from": {
                "id": CHAT,
                "is_bot": False,
                "first_name": "Ada",
                "language_code": "zh-hans",
            },
            **(content or {"text": "想借五万"}),
        },
    }


def press(data: str = "t1", *, update_id: int = 101, message_id: int = 9) -> dict[str, Any]:
    """An update with a pressed button."""
    pressed = message(message_id, text="多久？")["message"]
    return {
        "update_id": update_id,
        "callback_query": {
            "id": "q1",
            "from": pressed["from"],
            "chat_instance": "1",
            "data": data,
            "message": pressed,
        },
    }


def membership(status: str, kind: str = "private", *, update_id: int = 102) -> dict[str, Any]:
    """An update about the bot's own place in a chat."""
    bot = {"id": 1, "is_bot": True, "first_name": "b"}
    details: dict[str, Any] = {"until_date": 0} if status == "kicked" else {}
    if status == "administrator":
        rights = "can_be_edited is_anonymous can_manage_chat can_delete_messages"
        rights += " can_manage_video_chats can_restrict_members can_promote_members"
        rights += " can_change_info can_invite_users can_post_stories can_edit_stories"
        rights += " can_delete_stories"
        details = dict.fromkeys(rights.split(), False)
    return {
        "update_id": update_id,
        "my_chat_member": {
            "chat": {"id": CHAT if kind == "private" else -55, "type": kind},
            "from": {"id": CHAT, "is_bot": False, "first_name": "A", "language_code": "en"},
            "date": 1_790_000_000,
            "old_chat_member": {"status": "member", "user": bot},
            "new_chat_member": {"status": status, "user": bot, **details},
        },
    }


def in_group(kind: str = "supergroup") -> dict[str, Any]:
    update = message(text="/start@shandai_bot")
    update["message"]["chat"] = {"id": -55, "type": kind, "title": "g"}
    return update


SENT = {
    "message_id": 77,
    "date": 1_790_000_000,
    "chat": {"id": CHAT, "type": "private"},
    "text": "x",
}
Answer = tuple[int, Any] | Exception


@dataclass
class Wire(httpx.AsyncBaseTransport):
    """Answers the calls of a bot by their method's name, and keeps them."""

    answers: defaultdict[str, deque[Answer]] = field(default_factory=lambda: defaultdict(deque))
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def then(self, method: str, *answers: Answer) -> None:
        self.answers[method].extend(answers)

    def named(self, method: str) -> list[dict[str, str]]:
        return [values for name, values in self.calls if name == method]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rpartition("/")[2]
        body = await request.aread()
        kind = request.headers.get("content-type", "")
        form = httpx.QueryParams(body.decode()) if "urlencoded" in kind else httpx.QueryParams()
        values = dict(form)
        if "multipart" in kind:
            values["multipart"] = body.decode("latin-1")
        self.calls.append((method, values))
        queue = self.answers[method]
        if queue:
            answer = queue.popleft()
        else:
            result: Any = SENT if method in {"sendMessage", "sendPhoto"} else True
            answer = (200, {"ok": True, "result": [] if method == "getUpdates" else result})
        if isinstance(answer, Exception):
            raise answer
        status, content = answer
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        return httpx.Response(status, content=raw)


def bot_on(wire: Wire) -> Api:
    def client() -> QuietRequest:
        return QuietRequest(httpx_kwargs={"transport": wire})

    return make_bot(TOKEN, "http://telegram.test", request=client(), updates_request=client())


def refusal(status: int, description: str, **parameters: Any) -> Answer:
    answer = {"ok": False, "error_code": status, "description": description}
    return status, answer | ({"parameters": parameters} if parameters else {})


def batch(*updates: Any) -> Answer:
    return 200, {"ok": True, "result": list(updates)}


@dataclass
class Gate:
    """A door that stores in memory, and fails as it is told."""

    failures: deque[Exception] = field(default_factory=deque)
    stored: list[Inbound] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)

    async def receive(self, inbound: Inbound) -> Receipt:
        self.offered.append(inbound.message_id)
        if self.failures:
            raise self.failures.popleft()
        again = inbound.message_id in {one.message_id for one in self.stored}
        if not again:
            self.stored.append(inbound)
        return Receipt(conversation="c", sequence=len(self.stored), duplicate=again)

    async def blocked(self, channel: str, channel_user_id: str) -> None:
        self.gone.append((channel, channel_user_id))
