"""Make what telegram-test-api answers what Telegram would answer; nothing else is changed.

The package leaves out `is_bot` and `chat_instance`, gives times in milliseconds, echoes the
parameters of a call in the message it made, gives `null` where Telegram gives `true`, answers a
long poll at once, and 500 to every method but a few.
"""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

# Known to the package; pictures reach it as their captions, the rest is answered here.
KNOWN = frozenset(
    {"getMe", "getUpdates", "sendMessage", "editMessageText", "editMessageReplyMarkup"}
    | {"deleteMessage", "answerCallbackQuery", "setWebhook", "deleteWebhook"}
)
MESSAGE = ("message_id", "date", "text", "chat", "reply_markup")
BOT = {"id": 666, "is_bot": True, "first_name": "善贷", "username": "TestNameBot"}
POLL_SECONDS = 0.1


class MendingRequest(HTTPXRequest):
    """python-telegram-bot's client, with the answers of telegram-test-api mended."""

    def __init__(self, connections: int = 8) -> None:
        super().__init__(connection_pool_size=connections, httpx_kwargs={"trust_env": False})

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        head, _, called = url.rpartition("/")
        if called == "sendPhoto":
            url, request_data = f"{head}/sendMessage", _caption_as_text(request_data)
        elif called not in KNOWN:
            return HTTPStatus.OK, b'{"ok":true,"result":true}'
        status, content = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if status != HTTPStatus.OK:
            return status, content
        answer = mended(called, json.loads(content))
        if called == "getUpdates" and not answer["result"]:
            await asyncio.sleep(POLL_SECONDS)  # the package does not wait by itself
        return status, json.dumps(answer).encode()


def mended(method: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as the protocol has it."""
    if not answer.get("ok"):
        return answer
    result = answer["result"]
    match method:
        case "getMe":
            result = {**result, **BOT}
        case "getUpdates":
            result = [_mended_update(update) for update in result]
        case "sendMessage" | "sendPhoto":
            kept = {key: result[key] for key in MESSAGE if result.get(key) is not None}
            result = {**kept, "from": BOT, "date": int(result["date"]) // 1000}
        case _:
            result = True if result is None else result
    return {**answer, "result": result}


def _mended_update(update: dict[str, Any]) -> dict[str, Any]:
    if "callback_query" not in update:
        return update
    query = {"chat_instance": "1", **update["callback_query"]}
    return {**update, "callback_query": query}


def _caption_as_text(data: RequestData | None) -> RequestData:
    given = data.json_parameters if data else {}
    kept = {"chat_id": given.get("chat_id", ""), "text": given.get("caption", "🖼")}
    if "reply_markup" in given:
        kept["reply_markup"] = given["reply_markup"]
    return RequestData([RequestParameter(name, value, None) for name, value in kept.items()])
