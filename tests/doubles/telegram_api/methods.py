"""Carry out the Bot API's methods on the chats, refusing what Telegram refuses."""

import time
from collections.abc import Callable
from typing import Any

from tests.doubles.telegram_api import checks
from tests.doubles.telegram_api.chats import Chat, Chats, Kept
from tests.doubles.telegram_api.content import parsed_entities, photo_size
from tests.doubles.telegram_api.flood import Floodgate
from tests.doubles.telegram_api.requests import decoded, true, whole
from tests.doubles.telegram_api.values import ApiError, Call, Json, Options, bad_request
from tests.doubles.telegram_api.webhook import Webhook

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note"}
    | {"upload_video_note"}
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


class Methods:
    """Every method the double knows; names are found whatever their case, as on the real server."""

    def __init__(self, chats: Chats, webhook: Webhook, options: Options) -> None:
        self._chats = chats
        self._updates = webhook.updates
        self._webhook = webhook
        self._options = options
        self._flood = Floodgate(options, time.monotonic)
        self.commands: dict[tuple[str, str], list[Json]] = {}
        known: tuple[Callable[[Call], Any], ...] = (
            self.getMe,
            self.getUpdates,
            self.setWebhook,
            self.deleteWebhook,
            self.getWebhookInfo,
            self.setMyCommands,
            self.getMyCommands,
            self.sendMessage,
            self.sendPhoto,
            self.sendChatAction,
            self.editMessageText,
            self.editMessageReplyMarkup,
            self.deleteMessage,
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

    def sendMessage(self, call: Call) -> Json:
        text, markup = checks.text_of(call.values), checks.markup_of(call.values)
        chat = self._chat_to_write_in(call)
        content: Json = {"text": text}
        if not call.values.get("parse_mode") and (entities := parsed_entities(text)):
            content["entities"] = entities
        return self._say(chat, call, content, markup)

    def sendPhoto(self, call: Call) -> Json:
        caption, markup = checks.caption_of(call.values), checks.markup_of(call.values)
        chat = self._chat_to_write_in(call)
        upload = call.files.get("photo") or call.files.get(
            str(call.values.get("photo", "")).removeprefix("attach://")
        )
        if not upload:
            raise bad_request("there is no photo in the request")
        if not upload.content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise bad_request("IMAGE_PROCESS_FAILED")
        content: Json = {"photo": [photo_size(f"{chat.id}-{chat.last_id}", len(upload.content))]}
        if caption:
            content["caption"] = caption
        return self._say(chat, call, content, markup, upload.content)

    def _chat_to_write_in(self, call: Call) -> Chat:
        chat = self._chats.find(call.values.get("chat_id"))
        chat.check_open()
        self._flood.check(chat.id)
        return chat

    def _say(
        self,
        chat: Chat,
        call: Call,
        content: Json,
        markup: Json | None,
        picture: bytes | None = None,
    ) -> Json:
        answered = decoded(call.values, "reply_parameters")
        if answered:
            original = chat.messages.get(whole(answered, "message_id"))
            if original:
                content["reply_to_message"] = original.message
            elif not answered.get("allow_sending_without_reply"):
                raise bad_request("message to be replied not found")
        if markup:
            content["reply_markup"] = markup
        return self._chats.keep(chat, self._chats.bot, content, picture).message

    def sendChatAction(self, call: Call) -> bool:
        chat = self._chats.find(call.values.get("chat_id"))
        chat.check_open()
        action = str(call.values.get("action", ""))
        if action not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        with self._chats.world:
            chat.actions.append(action)
            self._chats.world.notify_all()
        return True

    def editMessageText(self, call: Call) -> Json:
        text, markup = checks.text_of(call.values), checks.markup_of(call.values)
        chat, kept = self._own_message(call, "edit")
        if "text" not in kept.message:
            raise bad_request("there is no text in the message to edit")
        if text == kept.message["text"] and markup == kept.message.get("reply_markup"):
            raise bad_request(NOT_MODIFIED)
        return self._edit(chat, kept, {"text": text}, markup)

    def editMessageReplyMarkup(self, call: Call) -> Json:
        markup = checks.markup_of(call.values)
        chat, kept = self._own_message(call, "edit")
        if markup == kept.message.get("reply_markup"):
            raise bad_request(NOT_MODIFIED)
        return self._edit(chat, kept, {}, markup)

    def _edit(self, chat: Chat, kept: Kept, content: Json, markup: Json | None) -> Json:
        if markup:
            content["reply_markup"] = markup
        return self._chats.change(chat, kept, content, without=("reply_markup",)).message

    def _own_message(self, call: Call, doing: str) -> tuple[Chat, Kept]:
        chat = self._chats.find(call.values.get("chat_id"))
        chat.check_open()
        kept = chat.messages.get(whole(call.values, "message_id"))
        if not kept:
            raise bad_request(f"message to {doing} not found")
        if not kept.by_bot:
            raise bad_request(f"message can't be {doing}ed")
        return chat, kept

    def deleteMessage(self, call: Call) -> bool:
        chat = self._chats.find(call.values.get("chat_id"))
        chat.check_open()
        message_id = whole(call.values, "message_id")
        kept = chat.messages.get(message_id)
        if not kept:
            raise bad_request("message to delete not found")
        if not kept.by_bot and not chat.private:
            raise bad_request("message can't be deleted")
        self._chats.remove(chat, message_id)
        return True

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
