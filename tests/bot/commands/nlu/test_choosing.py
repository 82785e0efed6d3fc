import pytest

from bot.commands.nlu.choosing import Label, Order, Unclear, understood

INTENTS = ["ask_limit", "ask_loan_products", "ask_rate", "complaint", "deny", "out_of_scope"]
NUMBERED = ("ask_rate", "ask_limit", "complaint")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", Label(intent="ask_rate")),
        (" 3 ", Label(intent="complaint")),
        ("ask_limit", Label(intent="ask_limit")),
        ("Comp", Label(intent="complaint")),
        ("ask_lo", Label(intent="ask_loan_products")),
        ("o", Label(intent="out_of_scope")),
        ("s", Order.SKIP),
        ("X", Order.DISCARD),
        ("q", Order.QUIT),
        ("?", Order.HELP),
        ("ask_l", Unclear(candidates=("ask_limit", "ask_loan_products"))),
        ("0", Unclear()),
        ("4", Unclear()),
        ("²", Unclear()),
        ("", Unclear()),
        ("xyz", Unclear()),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: Label | Order | Unclear) -> None:
    assert understood(typed, NUMBERED, INTENTS) == meant


def test_a_whole_name_wins_over_the_beginning_of_another() -> None:
    assert understood("ask", NUMBERED, ["ask", "ask_more"]) == Label(intent="ask")
