import pytest

from bot.channels.message import Button, Outbound
from tests.benchmarks.customers import CUSTOMERS, Kind, Line, converse, kind_of
from tests.benchmarks.errors import BenchmarkError

CUSTOMER = CUSTOMERS[0]


def reply(text: str, card: str | None = None, button: str | None = None) -> Outbound:
    return Outbound(
        conversation="c",
        turn=1,
        text=text,
        buttons=(Button(title=button, payload="/affirm"),) if button else (),
        card={"type": card} if card else None,
    )


def test_a_customer_answers_what_is_asked_until_the_decision() -> None:
    talk = converse(CUSTOMER)
    said = [
        next(talk),
        talk.send(reply("不客气。")),
        talk.send(reply("年化综合成本在 5% 到 13% 之间。")),
        talk.send(reply("明白：用于装修。\n\n大概需要多少钱？")),
        talk.send(reply("适合的有 2 款", "recommendation", "测测能不能批")),
        talk.send(reply("请问您今年多大（周岁）？")),
    ]

    assert [line.text for line in said[2:]] == [CUSTOMER.first, "十万", "测测能不能批", "32"]
    assert [line.kind for line in said] == [
        Kind.STATIC,
        Kind.QUESTION,
        Kind.DISCOVERY,
        Kind.DISCOVERY,
        Kind.CONSENT,
        Kind.PREQUALIFICATION,
    ]
    with pytest.raises(StopIteration):
        talk.send(reply("初步可以批", "offer"))


@pytest.mark.parametrize(
    "text", ["想借多少？说个数就行，比如“5 万”“三万五”或“8000 块”。", "好的。"]
)
def test_a_conversation_that_leaves_its_course_is_not_measured(text: str) -> None:
    talk = converse(CUSTOMER)
    next(talk)
    talk.send(reply("不客气。"))
    talk.send(reply("年化综合成本在 5% 到 13% 之间。"))

    with pytest.raises(BenchmarkError):
        talk.send(reply(text))


def test_what_a_reply_brings_names_the_turn() -> None:
    line = Line(text="不急", kind=Kind.DISCOVERY)

    assert kind_of(line, reply("大概需要多少钱？")) is Kind.DISCOVERY
    assert kind_of(line, reply("适合的有 2 款", "recommendation")) is Kind.RECOMMENDATION
    assert kind_of(line, reply("暂时批不了", "decision")) is Kind.NO_OFFER
