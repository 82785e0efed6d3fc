import io
import json
from datetime import UTC

import pytest

from bot.channels.console import Console, as_json, as_text
from bot.channels.message import Button, Inbound, Outbound

REPLY = Outbound(
    conversation="c1",
    turn=3,
    text="明白：借 5 万元。\n\n打算多久还清？",
    buttons=(
        Button(title="1 年", payload='/inform{"choice":"12"}'),
        Button(title="半年", payload='/inform{"choice":"6"}'),
    ),
    card={"type": "quote", "amount": "50000.00"},
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_json_is_one_line_with_what_scripts_need_and_no_payload() -> None:
    line = as_json(REPLY)
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert json.loads(line) == {
        "text": REPLY.text,
        "buttons": [{"number": 1, "title": "1 年"}, {"number": 2, "title": "半年"}],
        "card": {"type": "quote", "amount": "50000.00"},
        "turn": 3,
        "conversation": "c1",
    }
    assert "借 5 万元" in line


def test_text_is_indented_under_the_speaker_with_numbered_choices() -> None:
    assert as_text(REPLY) == (
        "\n善贷  明白：借 5 万元。\n\n      打算多久还清？\n      1) 1 年\n      2) 半年\n"
    )


def test_a_reply_without_choices_has_none() -> None:
    plain = Outbound(conversation="c1", turn=0, text="您好。")
    assert as_text(plain) == "\n善贷  您好。\n"
    assert json.loads(as_json(plain))["buttons"] == []
    assert json.loads(as_json(plain))["card"] is None


@pytest.mark.parametrize("piped", ["一\n二\n", "一\n二", "一\r\n二\r\n"])
def test_piped_lines_are_messages_one_a_line(piped: str) -> None:
    console = Console(source=io.StringIO(piped, newline=""), sink=io.StringIO(), as_json=True)
    assert list(console.lines()) == ["一", "二"]


def test_an_empty_line_is_a_message_too() -> None:
    console = Console(source=io.StringIO("一\n\n二\n"), sink=io.StringIO(), as_json=True)
    assert list(console.lines()) == ["一", "", "二"]


def test_no_input_is_no_message() -> None:
    assert list(Console(source=io.StringIO(""), sink=io.StringIO()).lines()) == []


def test_piped_text_shows_what_was_said_and_json_shows_only_replies() -> None:
    shown, data = io.StringIO(), io.StringIO()
    list(Console(source=io.StringIO("想借钱\n"), sink=shown).lines())
    list(Console(source=io.StringIO("想借钱\n"), sink=data, as_json=True).lines())
    assert shown.getvalue() == "\n› 想借钱\n"
    assert data.getvalue() == ""


def test_at_a_terminal_there_is_a_prompt_and_no_echo() -> None:
    sink = Terminal()
    list(Console(source=Terminal("想借钱\n"), sink=sink).lines())
    assert sink.getvalue() == "\n› " * 2


def test_a_line_becomes_a_message_of_this_customer_with_an_id_of_its_own() -> None:
    console = Console(source=io.StringIO(), sink=io.StringIO(), user="someone")
    first, second = console.parse("想借钱"), console.parse("想借钱")
    assert isinstance(first, Inbound)
    assert (first.channel, first.channel_user_id, first.text) == ("console", "someone", "想借钱")
    assert first.received_at.tzinfo is UTC
    assert first.message_id != second.message_id


def test_two_consoles_are_two_customers() -> None:
    first, second = (Console(source=io.StringIO(), sink=io.StringIO()) for _ in range(2))
    assert first.user
    assert first.user != second.user


def test_a_reply_is_written_in_the_console_s_manner() -> None:
    text, data = io.StringIO(), io.StringIO()
    Console(source=io.StringIO(), sink=text).send(REPLY)
    Console(source=io.StringIO(), sink=data, as_json=True).send(REPLY)
    assert text.getvalue() == as_text(REPLY)
    assert data.getvalue() == as_json(REPLY)
