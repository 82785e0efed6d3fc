import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.message import Button, Outbound
from bot.channels.ports import Entry
from bot.channels.web.frames import Hello, MalformedFrame, Ping, Press, Say, entry, parse

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "frame"),
    [
        ({"type": "hello", "after": 0, "language": None}, Hello(after=0, language=None)),
        ({"type": "hello", "after": 7, "language": "en"}, Hello(after=7, language="en")),
        ({"type": "say", "id": "a-1", "text": "借\n5 万"}, Say(id="a-1", text="借\n5 万")),
        ({"type": "say", "id": "a", "text": "a\0b"}, Say(id="a", text="ab")),
        ({"type": "press", "id": "a", "token": "t_1"}, Press(id="a", token="t_1")),
        ({"type": "ping"}, Ping()),
    ],
)
def test_what_the_page_sends(sent: dict[str, Any], frame: object) -> None:
    assert parse(json.dumps(sent)) == frame


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{",
        "[]",
        "null",
        "1",
        '"say"',
        "{}",
        "[" * 10_000,
        '{"type":["say"]}',
        '{"type":"drop"}',
        '{"type":"hello"}',
        '{"type":"hello","after":-1}',
        '{"type":"hello","after":true}',
        '{"type":"hello","after":1.5}',
        '{"type":"hello","after":1e400}',
        '{"type":"hello","after":99999999999999999999}',
        '{"type":"hello","after":0,"language":"fr"}',
        '{"type":"hello","after":0,"language":["en"]}',
        '{"type":"say","id":"a"}',
        '{"type":"say","text":"a"}',
        '{"type":"say","id":"","text":"a"}',
        '{"type":"say","id":"a b","text":"a"}',
        '{"type":"say","id":7,"text":"a"}',
        '{"type":"say","id":"a","text":7}',
        '{"type":"say","id":"a","text":"\\ud800"}',
        '{"type":"press","id":"a"}',
        '{"type":"press","id":"a","token":"/human_agent"}',
    ],
)
def test_what_it_never_sends(raw: str) -> None:
    with pytest.raises(MalformedFrame):
        parse(raw)


def test_a_customers_own_message_has_the_pages_own_id() -> None:
    shown = entry(
        Entry(sequence=3, at=AT, message_id="u1:m1", text="借钱"), customer="u1", language="en"
    )
    assert shown == {
        "type": "entry",
        "sequence": 3,
        "at": "2026-11-24T08:00:00+00:00",
        "side": "customer",
        "id": "m1",
        "text": "借钱",
        "title": "",
    }


def reply(**values: Any) -> Outbound:
    return Outbound(**{"conversation": "secret", "turn": 1, "text": "好的。", **values})


def test_a_reply_leaves_payloads_and_the_conversation_behind() -> None:
    buttons = (
        Button(title="① 的明细", payload='/choose_product{"product":"home"}', token="t1"),
        Button(title="找人工", payload="/human_agent", token="t2"),
        Button(title="坏的", payload="/x{", token="t3"),
        Button(title="也是坏的", payload="/x[1]", token="t4"),
    )
    card = {"type": "recommendation", "products": [{"product": "home"}]}
    shown = entry(
        Entry(sequence=4, at=AT, reply=reply(buttons=buttons, card=card)),
        customer="u1",
        language="zh_CN",
    )
    assert shown["buttons"] == [
        {"title": "① 的明细", "token": "t1", "product": "home"},
        {"title": "找人工", "token": "t2", "product": ""},
        {"title": "坏的", "token": "t3", "product": ""},
        {"title": "也是坏的", "token": "t4", "product": ""},
    ]
    assert "secret" not in json.dumps(shown)
    assert "human_agent" not in json.dumps(shown)


def test_payees_and_fees_are_named_in_the_language_of_the_page() -> None:
    card = {
        "type": "cost_sheet",
        "cost_sheet": {"lines": [{"fee": "分期服务费", "payee": "本机构"}]},
    }
    one = Entry(sequence=4, at=AT, reply=reply(card=card))
    english = entry(one, customer="u1", language="en")["card"]["cost_sheet"]["lines"][0]
    assert english["fee"].isascii()
    assert english["payee"].isascii()
    assert entry(one, customer="u1", language="zh_CN")["card"] == card
