"""Telegram's Bot API server for tests, strict where the real one is; knows nothing of 善贷.

`TelegramApi` (api.py) is the whole of it. The parts: requests.py reads calls, checks.py refuses
what Telegram refuses, chats.py holds what was said, updates.py what the bot has yet to hear,
webhook.py pushes it there, flood.py and faults.py get in the way, server.py serves, people.py
are the users.
"""

from tests.doubles.telegram_api.api import TelegramApi
from tests.doubles.telegram_api.faults import (
    BrokenJson,
    DropAfter,
    DropBefore,
    EmptyBody,
    Flood,
    ServerError,
    Slow,
)
from tests.doubles.telegram_api.people import Group, Seen, User
from tests.doubles.telegram_api.values import Options

__all__ = [
    "BrokenJson",
    "DropAfter",
    "DropBefore",
    "EmptyBody",
    "Flood",
    "Group",
    "Options",
    "Seen",
    "ServerError",
    "Slow",
    "TelegramApi",
    "User",
]
