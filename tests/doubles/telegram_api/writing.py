"""The methods that write in a chat, change what was written or take it away."""

import time

from tests.doubles.telegram_api import checks
from tests.doubles.telegram_api.chats import Chat, Chats, Kept
from tests.doubles.telegram_api.content import parsed_entities, photo_size
from tests.doubles.telegram_api.flood import Floodgate
from tests.doubles.telegram_api.requests import decoded, whole
from tests.doubles.telegram_api.values import Call, Json, Options, bad_request

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note"}
    | {"upload_video_note"}
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


class Writing:
    """What the bot does to messages, refused as Telegram refuses it."""

    def __init__(self, chats: Chats, options: Options) -> None:
        self._chats = chats
        self._flood = Floodgate(options, time.monotonic)

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
