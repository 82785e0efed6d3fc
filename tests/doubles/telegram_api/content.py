"""What messages are made of in the protocol; pure."""

import re

from tests.doubles.telegram_api.checks import utf16_units
from tests.doubles.telegram_api.values import Json

COMMAND = re.compile(r"(?:^|(?<=\s))/[A-Za-z0-9_]{1,64}(?:@\w+)?")
LINK = re.compile(r"https?://\S+")


def parsed_entities(text: str) -> list[Json]:
    """Commands and links, which Telegram finds by itself."""
    return [
        {
            "type": kind,
            "offset": utf16_units(text[: found.start()]),
            "length": utf16_units(found.group()),
        }
        for kind, pattern in (("bot_command", COMMAND), ("url", LINK))
        for found in pattern.finditer(text)
    ]


def words(text: str) -> Json:
    """Something typed."""
    content: Json = {"text": text}
    if entities := parsed_entities(text):
        content["entities"] = entities
    return content


def photo_size(name: str, size: int) -> Json:
    """One stored size of a photo."""
    return {**_file("photo", name), "width": 800, "height": 600, "file_size": size}


def photo(name: str, caption: str) -> Json:
    """A picture a user sends."""
    content: Json = {"photo": [photo_size(name, 4096)]}
    return content | ({"caption": caption} if caption else {})


def contact(phone: str, person: Json) -> Json:
    """The user's own card."""
    return {
        "contact": {
            "phone_number": phone,
            "first_name": person["first_name"],
            "user_id": person["id"],
        }
    }


def location(latitude: float, longitude: float) -> Json:
    """A point on the map."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def voice(name: str) -> Json:
    """A voice message."""
    return {"voice": {**_file("voice", name), "duration": 3, "mime_type": "audio/ogg"}}


def sticker(name: str) -> Json:
    """A sticker."""
    return {
        "sticker": {
            **_file("sticker", name),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "👍",
        }
    }


def document(name: str, caption: str) -> Json:
    """A file."""
    content: Json = {
        "document": {
            **_file("document", name),
            "file_name": name,
            "mime_type": "application/pdf",
            "file_size": 12_345,
        }
    }
    return content | ({"caption": caption} if caption else {})


def _file(kind: str, name: str) -> Json:
    return {"file_id": f"{kind}-{name}", "file_unique_id": f"unique-{kind}-{name}"}


def membership(person: Json, status: str) -> Json:
    """`ChatMember` of the protocol."""
    member: Json = {"user": person, "status": status}
    return member | ({"until_date": 0} if status == "kicked" else {})
