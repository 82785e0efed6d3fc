"""The judge of a run sees what is lost, doubled and out of order."""

from dataclasses import replace

import pytest

from bot.services.delivery import DeliveryState
from bot.services.records import MessageStatus
from tests.crash.judging import Verdict, judge_answers, judge_chat, judge_page, judge_tracker
from tests.crash.kept import KeptMessage, KeptPart, KeptTalk


def said(sequence: int, turn: int, channel_id: str = "", **values: object) -> KeptMessage:
    return replace(
        KeptMessage(
            id=f"id-{sequence}",
            channel_id=channel_id or None,
            incoming=bool(channel_id),
            status=MessageStatus.ANSWERED if channel_id else None,
            sequence=sequence,
            turn=turn,
            text=f"text {sequence}",
            attempts=1,
        ),
        **values,  # type: ignore[arg-type]
    )


def part(sequence: int, **values: object) -> KeptPart:
    return replace(
        KeptPart(
            sequence=sequence,
            part=0,
            text=f"text {sequence}",
            state=DeliveryState.SENT,
            resends=0,
            sent_at=None,
        ),
        **values,  # type: ignore[arg-type]
    )


# A first message, the opening, the answer, a second message and its answer.
WHOLE = (said(1, 1, "a"), said(2, 0), said(3, 1), said(4, 2, "b"), said(5, 2))


def talk(*messages: KeptMessage, ids: tuple[str, ...] = ("c1",)) -> KeptTalk:
    return KeptTalk(ids=ids, messages=messages, parts=())


def of_answers(kept: KeptTalk) -> Verdict:
    verdict = Verdict()
    judge_answers(kept, ("a", "b"), verdict)
    return verdict


def test_one_answer_to_each_in_order_is_right() -> None:
    assert of_answers(talk(*WHOLE)) == Verdict()


@pytest.mark.parametrize(
    ("kept", "lost", "doubled", "why"),
    [
        (talk(*WHOLE[:3]), 1, 0, "message b was not stored"),
        (talk(*WHOLE[:4]), 1, 0, "no reply to turn 2"),
        (talk(*WHOLE, said(6, 2)), 0, 1, "2 replies to turn 2"),
        (talk(*WHOLE, said(6, 3, "b"), said(7, 3)), 0, 1, "message b was stored 2 times"),
        (talk(*WHOLE, said(6, 3, "x"), said(7, 3)), 0, 0, "message x was never sent"),
        (talk(said(1, 0), *WHOLE), 0, 1, "2 openings"),
        (talk(*WHOLE, ids=("c1", "c2")), 0, 0, "2 conversations"),
        (
            talk(*WHOLE[:3], replace(WHOLE[3], status=MessageStatus.RECEIVED), WHOLE[4]),
            0, 0, "turn 2 is received",
        ),
        (
            talk(WHOLE[0], WHOLE[3], WHOLE[1], WHOLE[4], WHOLE[2]),
            0, 0, "out of order",
        ),
    ],
)  # fmt: skip
def test_every_fault_of_the_answers_is_seen(
    kept: KeptTalk, lost: int, doubled: int, why: str
) -> None:
    verdict = of_answers(kept)
    assert any(why in one for one in verdict.breaches), verdict
    assert (verdict.lost, verdict.doubled) == (lost, doubled)


def of_chat(parts: tuple[KeptPart, ...], shown: list[str]) -> Verdict:
    verdict = Verdict()
    judge_chat(parts, shown, verdict)
    return verdict


def test_a_part_may_be_shown_twice_only_when_it_is_flagged() -> None:
    twice = ["text 1", "text 1", "text 2"]
    assert of_chat((part(1), part(2)), ["text 1", "text 2"]) == Verdict()
    flagged = of_chat((part(1, resends=1), part(2)), twice)
    assert not flagged.breaches
    assert flagged.flagged == ["part 1.0 shown 2 times, sent"]
    assert of_chat((part(1), part(2)), twice).breaches


def test_what_is_missing_or_late_in_a_chat_is_seen() -> None:
    assert of_chat((part(1), part(2)), ["text 1"]).lost == 1
    assert of_chat((part(1), part(2)), ["text 2", "text 1"]).breaches
    assert of_chat((part(1, resends=1),), ["text 1"] * 3).doubled == 1
    assert of_chat((part(1, state=DeliveryState.WAITING),), ["text 1"]).breaches


def test_a_page_shows_every_reply_once() -> None:
    def of_page(*entries: tuple[int, str]) -> Verdict:
        verdict = Verdict()
        judge_page(talk(*WHOLE), entries, verdict)
        return verdict

    right = ((2, "text 2"), (3, "text 3"), (5, "text 5"))
    assert of_page(*right) == Verdict()
    assert of_page(*right[:2]).lost == 1
    assert of_page(*right, right[2]).doubled == 1
    assert of_page(right[1], right[0], right[2]).breaches


def test_what_rasa_heard_twice_is_seen() -> None:
    verdict = Verdict()
    judge_tracker(talk(*WHOLE), {"id-1": 1, "id-4": 2}, verdict)
    assert verdict.breaches == ["doubled: Rasa heard turn 2 2 times"]
