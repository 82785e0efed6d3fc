"""Telegram's Bot API server for tests, strict where the real one is; knows nothing of 善贷.

`TelegramApi` (api.py) is the whole of it. The parts: requests.py reads calls, checks.py refuses
what Telegram refuses, methods.py and writing.py carry calls out, chats.py holds what was said,
updates.py what the bot has yet to hear, webhook.py pushes it there, flood.py and faults.py get in
the way, server.py serves, people.py and group.py are the users' side.
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
from tests.doubles.telegram_api.group import Group
from tests.doubles.telegram_api.people import User
from tests.doubles.telegram_api.seen import Seen
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
