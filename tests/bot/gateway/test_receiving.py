from datetime import timedelta

import pytest

from bot.channels.message import Kind
from bot.gateway.receiving import Receiver
from bot.services.delivery import AccountStatus
from bot.services.ports import UnitsOfWork
from bot.services.records import MessageStatus, NotFound
from tests.bot.gateway.processes import CHANNEL, NOON, Clock, entries, sent, statuses

MOST = 3


@pytest.fixture
def receiver(uow: UnitsOfWork, clock: Clock) -> Receiver:
    return Receiver(unit_of_work=uow, language="zh_CN", messages_per_minute=MOST, now=clock)


def offer_buttons(uow: UnitsOfWork, conversation: str, token: str) -> None:
    with uow() as work:
        work.messages.record_outbound(
            conversation=conversation,
            turn=0,
            text="选一个",
            at=NOON,
            payload={"buttons": [{"title": "好", "payload": "/affirm", "token": token}]},
        )
        work.commit()


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_delivery_is_stored_once_whatever_it_is(
    receiver: Receiver, uow: UnitsOfWork, kind: Kind
) -> None:
    first = receiver.receive(sent("两年", kind=kind))
    again = receiver.receive(sent("两年", kind=kind))
    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.message.id == first.message.id
    assert len(entries(uow, first.talk.id)) == 1


def test_a_customer_has_one_conversation_on_a_channel(receiver: Receiver) -> None:
    first = receiver.receive(sent("一", 1))
    assert receiver.receive(sent("二", 2)).talk.id == first.talk.id
    assert receiver.receive(sent("三", 3, user="u2")).talk.id != first.talk.id


def test_a_conversation_that_is_named_must_exist(receiver: Receiver) -> None:
    with pytest.raises(NotFound):
        receiver.receive(sent("在吗"), "nowhere")


def test_too_many_in_a_minute_are_told_once_and_kept(receiver: Receiver, uow: UnitsOfWork) -> None:
    stored = [
        receiver.receive(sent("喂", number, at=NOON + timedelta(seconds=number)))
        for number in range(6)
    ]
    assert [one.limited for one in stored] == [False, False, False, True, False, False]
    assert statuses(uow, stored[0].talk.id) == ["received"] * 3 + ["limited"] * 3
    again = receiver.receive(sent("喂", 3, at=NOON + timedelta(seconds=3)))
    assert (again.duplicate, again.limited) == (True, False)  # the same notice is not given twice
    later = receiver.receive(sent("喂", 9, at=NOON + timedelta(seconds=120)))
    assert not later.limited
    assert statuses(uow, later.talk.id)[-1] == "received"


def test_the_limit_is_each_customer_s_own(receiver: Receiver) -> None:
    for number in range(MOST):
        receiver.receive(sent("喂", number))
    other = receiver.receive(sent("喂", 1, user="u2"))
    assert other.message.status is MessageStatus.RECEIVED
    assert not other.limited


def test_what_an_agent_is_to_answer_is_marked_so(receiver: Receiver, uow: UnitsOfWork) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    with uow() as work:
        work.conversations.hand_over(
            talk.id, agent="lin", until=NOON + timedelta(minutes=5), now=NOON
        )
        work.commit()
    receiver.receive(sent("有人吗", 2))
    assert statuses(uow, talk.id) == ["received", "for_agent"]


def test_an_agent_who_takes_over_just_before_it_is_kept_gets_it(
    receiver: Receiver, uow: UnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    payload = receiver._payload

    def taken_over_meanwhile(work, talk, inbound, text):  # type: ignore[no-untyped-def]
        work.conversations.hand_over(
            talk.id, agent="lin", until=NOON + timedelta(minutes=5), now=NOON
        )
        return payload(work, talk, inbound, text)

    monkeypatch.setattr(receiver, "_payload", taken_over_meanwhile)
    receiver.receive(sent("有人吗", 2))
    assert statuses(uow, talk.id) == ["received", "for_agent"]


def test_who_blocked_us_and_writes_may_be_written_to_again(
    receiver: Receiver, uow: UnitsOfWork
) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    with uow() as work:
        work.customers.set_status(
            channel=CHANNEL, channel_user_id="u1", status=AccountStatus.BLOCKED
        )
        work.commit()
    receiver.receive(sent("我又来了", 2))
    with uow(reading=True) as work:
        account = work.customers.account(customer=talk.customer, channel=CHANNEL)
        events = [one.event for one in work.audit.entries()]
    assert account.status is AccountStatus.ACTIVE
    assert events == ["contact_allowed"]


def test_who_stopped_messages_and_writes_is_still_left_alone(
    receiver: Receiver, uow: UnitsOfWork
) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    with uow() as work:
        work.customers.set_status(
            channel=CHANNEL, channel_user_id="u1", status=AccountStatus.STOPPED
        )
        work.commit()
    receiver.receive(sent("问一下", 2))
    with uow(reading=True) as work:
        account = work.customers.account(customer=talk.customer, channel=CHANNEL)
    assert account.status is AccountStatus.STOPPED


@pytest.mark.parametrize(
    ("hint", "text", "language"),
    [
        (None, "想借钱", "zh_CN"),
        ("en", "1", "en"),
        ("zh_Hant_TW", "好", "zh_Hant_TW"),
        ("en", "想借钱", "zh_CN"),  # what they write says more than their app
        (None, "I would like to borrow money", "en"),
        ("zh_CN", "想借錢，怎麼辦", "zh_Hant_TW"),
    ],
)
def test_the_app_s_language_is_a_hint_and_the_writing_decides(
    receiver: Receiver, hint: str | None, text: str, language: str
) -> None:
    assert receiver.receive(sent(text, language=hint)).talk.language == language


def test_a_language_that_was_chosen_stays(receiver: Receiver) -> None:
    talk = receiver.begin(CHANNEL, "u1", "en", anew=False)
    assert receiver.receive(sent("想借钱")).talk.language == "en"
    assert receiver.begin(CHANNEL, "u1", None, anew=False).id == talk.id
    assert receiver.begin(CHANNEL, "u1", None, anew=True).id != talk.id


def test_a_press_is_kept_with_what_it_stood_for_and_never_its_token(
    receiver: Receiver, uow: UnitsOfWork
) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    offer_buttons(uow, talk.id, "tok-1")
    press = receiver.receive(sent("tok-1", 2, kind=Kind.BUTTON)).message
    assert press.text == ""
    assert press.payload["button"] == {"title": "好", "payload": "/affirm", "under": 2}


@pytest.mark.parametrize("token", ["", "tok-2", "/affirm", "好"])
def test_a_press_of_nothing_we_offered_is_kept_as_none(
    receiver: Receiver, uow: UnitsOfWork, token: str
) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    offer_buttons(uow, talk.id, "tok-1")
    assert receiver.receive(sent(token, 2, kind=Kind.BUTTON)).message.payload["button"] == {}


def test_nobody_presses_another_customer_s_button(receiver: Receiver, uow: UnitsOfWork) -> None:
    talk = receiver.receive(sent("在吗", 1)).talk
    offer_buttons(uow, talk.id, "tok-1")
    theirs = receiver.receive(sent("tok-1", 1, kind=Kind.BUTTON, user="u2")).message
    assert theirs.payload["button"] == {}
