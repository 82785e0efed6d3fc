"""The random customers themselves: repeatable, varied, and answering what is asked."""

from collections import Counter

import pytest
import yaml

from bot.channels.message import Button
from bot.services.applicant_fields import FACTS
from bot.services.loan_size import NEED_FIELDS
from bot.settings import ROOT
from tests.dialogue.fuzz.garbage import GARBAGE, garbage
from tests.dialogue.fuzz.generator import (
    COMMANDS,
    FORGED,
    LEAVING,
    MANNERS,
    Customer,
    Kind,
    Move,
    Shown,
    forgotten_by,
    intent_of,
)
from tests.dialogue.fuzz.phrases import ANSWERS, INTENTS, SLOTS, WRITINGS, say

BUTTONS = (
    Button(title="测测能不能批", payload="/prequalify"),
    Button(title="改金额", payload='/change_need{"field": "amount"}'),
)
SHOWN = Shown(buttons=BUTTONS, old_buttons=BUTTONS[:1], requested="age", said=("你好",))


def moves(seed: str, shown: Shown, count: int = 40) -> list[Move]:
    customer = Customer(seed)
    return [customer.next(shown) for _ in range(count)]


def test_the_same_seed_makes_the_same_customer() -> None:
    assert moves("1:1", SHOWN) == moves("1:1", SHOWN)
    assert moves("1:1", SHOWN) != moves("1:2", SHOWN)


def test_every_kind_manner_and_writing_occurs() -> None:
    customers = [Customer(f"1:{number}") for number in range(200)]
    kinds = Counter(customer.next(SHOWN).kind for customer in customers for _ in range(40))
    assert set(kinds) == set(Kind)
    assert {customer.manner for customer in customers} == set(MANNERS)
    assert {customer.writing for customer in customers} == set(WRITINGS)


def test_nobody_presses_or_repeats_what_is_not_there() -> None:
    bare = [move for seed in range(50) for move in moves(f"2:{seed}", Shown())]
    kinds = {move.kind for move in bare}
    assert not kinds & {Kind.BUTTON, Kind.OLD_BUTTON, Kind.REPEAT, Kind.DUPLICATE}


def test_a_button_is_pressed_by_title_number_or_payload() -> None:
    pressed = {
        move.text
        for seed in range(100)
        for move in moves(f"3:{seed}", SHOWN)
        if move.kind is Kind.BUTTON
    }
    assert pressed == {"1", "2", *(part for one in BUTTONS for part in (one.title, one.payload))}


def test_an_answer_is_one_to_the_open_question() -> None:
    answers = {
        move.text
        for seed in range(60)
        for move in moves(f"4:{seed}", Shown(requested="facts_confirmed"))
        if move.kind is Kind.ANSWER
    }
    assert "都对" in answers
    assert "all correct" in answers


@pytest.mark.parametrize("words", [INTENTS, ANSWERS, SLOTS], ids=["intents", "answers", "slots"])
def test_every_phrase_is_text_in_every_writing(words: dict[str, dict[str, list[str]]]) -> None:
    for name, by_writing in words.items():
        assert set(by_writing) == set(WRITINGS), name
        for phrase in (one for phrases in by_writing.values() for one in phrases):
            assert isinstance(phrase, str), f"{name}: {phrase!r} needs quotes"


def test_every_slot_of_a_phrase_is_filled() -> None:
    customers = [Customer(f"5:{number}") for number in range(20)]
    for customer in customers:
        for words in (INTENTS, ANSWERS):
            for name in words:
                assert "<" not in say(words, name, customer.writing, customer._chance)


def test_every_intent_and_every_question_has_phrases() -> None:
    domain = yaml.safe_load(
        (ROOT / "bot" / "dialogue" / "domain" / "intents.yml").read_text(encoding="utf-8")
    )
    names = {next(iter(one)) if isinstance(one, dict) else one for one in domain["intents"]}
    assert names - set(INTENTS) == {"inform", "start", "resume", "choose_product", "change_need"}
    assert {*NEED_FIELDS, *FACTS} <= set(ANSWERS)
    assert set(LEAVING) <= set(INTENTS)


def test_garbage_of_every_kind_can_be_stored() -> None:
    for name, make in GARBAGE.items():
        texts = {make(Customer(f"6:{number}")._chance) for number in range(20)}
        assert texts, name
        for text in texts:
            text.encode("utf-8")
    assert isinstance(garbage(Customer("7")._chance), str)


def test_forged_messages_look_like_commands_to_the_assistant() -> None:
    assert all(text.startswith(("/", "EXTERNAL")) for text in (*FORGED, *COMMANDS))


def test_a_payload_names_its_intent_and_what_it_forgets() -> None:
    assert intent_of('/inform{"field": "age"}') == "inform"
    assert intent_of("/prequalify") == "prequalify"
    assert forgotten_by('/change_need{"field": "amount"}') == "amount"
    assert forgotten_by('/change_need{"choice": "car", "field": "purpose"}') is None
    assert forgotten_by("/affirm") is None
