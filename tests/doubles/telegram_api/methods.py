"""Carry out the Bot API's methods on the chats, refusing what Telegram refuses."""

from collections.abc import Callable
from typing import Any

from tests.doubles.telegram_api import checks
from tests.doubles.telegram_api.chats import Chats
from tests.doubles.telegram_api.requests import decoded, true, whole
from tests.doubles.telegram_api.values import ApiError, Call, Json, Options, bad_request
from tests.doubles.telegram_api.webhook import Webhook
from tests.doubles.telegram_api.writing import Writing


class Methods:
    """Every method the double knows; names are found whatever their case, as on the real server."""

    def __init__(self, chats: Chats, webhook: Webhook, options: Options) -> None:
        self._chats = chats
        self._updates = webhook.updates
        self._webhook = webhook
        self._options = options
        writing = Writing(chats, options)
        self.commands: dict[tuple[str, str], list[Json]] = {}
        known: tuple[Callable[[Call], Any], ...] = (
            self.getMe,
            self.getUpdates,
            self.setWebhook,
            self.deleteWebhook,
            self.getWebhookInfo,
            self.setMyCommands,
            self.getMyCommands,
            writing.sendMessage,
            writing.sendPhoto,
            writing.sendChatAction,
            writing.editMessageText,
            writing.editMessageReplyMarkup,
            writing.deleteMessage,
            self.answerCallbackQuery,
            self.leaveChat,
            self.getChat,
        )
        self._known = {method.__name__.lower(): method for method in known}

    def call(self, call: Call) -> Any:
        """Return the result of a call.

        Raises:
            ApiError: Telegram would refuse it.
        """
        method = self._known.get(call.method.lower())
        if not method:
            raise ApiError(404, "Not Found: method not found")
        return method(call)

    def getMe(self, call: Call) -> Json:
        return {
            **self._chats.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": not self._options.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def getUpdates(self, call: Call) -> list[Json]:
        self._allow(call)
        return self._updates.poll(
            whole(call.values, "offset"),
            whole(call.values, "limit", 100),
            whole(call.values, "timeout"),
        )

    def setWebhook(self, call: Call) -> bool:
        url, secret = str(call.values.get("url", "")), str(call.values.get("secret_token", ""))
        checks.check_secret(secret)
        if url:
            checks.check_webhook(url, http=self._options.http_webhooks)
        self._allow(call)
        if true(call.values, "drop_pending_updates"):
            self._updates.forget()
        self._webhook.set(url, secret, whole(call.values, "max_connections", 40))
        return True

    def deleteWebhook(self, call: Call) -> bool:
        if true(call.values, "drop_pending_updates"):
            self._updates.forget()
        self._webhook.set("", "", 40)
        return True

    def getWebhookInfo(self, call: Call) -> Json:
        return self._webhook.info()

    def _allow(self, call: Call) -> None:
        kinds = decoded(call.values, "allowed_updates")
        if kinds is not None:
            self._updates.allowed = tuple(kinds)

    def setMyCommands(self, call: Call) -> bool:
        commands, language = decoded(call.values, "commands"), _language(call)
        checks.check_commands(commands, language)
        self.commands[_scope(call), language] = commands
        return True

    def getMyCommands(self, call: Call) -> list[Json]:
        return self.commands.get((_scope(call), _language(call)), [])

    def answerCallbackQuery(self, call: Call) -> bool:
        if len(str(call.values.get("text", ""))) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        self._chats.answer(str(call.values.get("callback_query_id", "")), dict(call.values))
        return True

    def leaveChat(self, call: Call) -> bool:
        chat = self._chats.find(call.values.get("chat_id"))
        if chat.private:
            raise bad_request("chat member status can't be changed in private chats")
        chat.check_open()
        with self._chats.world:
            chat.gone = True
            self._chats.world.notify_all()
        return True

    def getChat(self, call: Call) -> Json:
        chat = self._chats.find(call.values.get("chat_id"))
        return {
            **chat.about,
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": {
                "unlimited_gifts": True,
                "limited_gifts": True,
                "unique_gifts": True,
                "premium_subscription": True,
                "gifts_from_channels": True,
            },
        }


def _language(call: Call) -> str:
    return str(call.values.get("language_code", ""))


def _scope(call: Call) -> str:
    return str((decoded(call.values, "scope") or {}).get("type", "default"))
