"""What can go wrong on the way, as the bot meets it."""

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from tests.doubles.telegram_api import (
    BrokenJson,
    DropAfter,
    DropBefore,
    EmptyBody,
    Flood,
    ServerError,
    Slow,
    TelegramApi,
)
from tests.doubles.telegram_api.conftest import Ptb
from tests.doubles.telegram_api.faults import Fault


@pytest.mark.parametrize(
    ("fault", "raised", "delivered"),
    [
        (Slow(1), TimedOut, True),
        (BrokenJson(), TelegramError, True),
        (EmptyBody(), TelegramError, True),
        (DropBefore(), NetworkError, False),
        (DropAfter(), NetworkError, True),
        (ServerError(500), NetworkError, False),
        (ServerError(502), NetworkError, False),
        (Flood(1), RetryAfter, False),
    ],
    ids=str,
)
def test_a_call_fails_once_as_told(
    api: TelegramApi, ptb: Ptb, fault: Fault, raised: type[Exception], delivered: bool
) -> None:
    user = api.user("小林")
    user.sends("/start")
    api.breaks("sendMessage", fault)
    with pytest.raises(raised):
        ptb.run(ptb.bot.send_message(user.id, "一", read_timeout=0.5))
    assert user.said_to == (["一"] if delivered else [])
    ptb.run(ptb.bot.send_message(user.id, "二"))
    assert user.said_to[-1] == "二"
    assert api.faults_left == 0
    assert len(api.calls_of("sendMessage")) == 2
