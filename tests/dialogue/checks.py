"""What must hold for every reply of every conversation."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from bot.channels.message import Outbound
from bot.texts import formatting as fmt
from bot.wiring import build_lending
from scoring.apr import annual_cost
from scoring.products import Method
from scoring.schedule import build_schedule

LENDING = build_lending()
# Signs of a reply; English needs more than twice the signs of Chinese for the same.
LONGEST_REPLY = 900
LONGEST_IN_ENGLISH = 2000
SOME_HAN = 20  # an English reply may name "人工" or a product
_HAN = re.compile(r"[㐀-鿿]")
_BROKEN = re.compile(r"Traceback|\bNone\b|\{\w*\}|Decimal\(|<[a-z]+ object|utter_|action_\w+|nan\b")
# What a customer pays now, or would pay too much of, is no price; only a price has cents.
_PRICE = re.compile(
    r"(?:每月还|每月還|首月还) ?\d|(?<!would pay )(?<!payments of )CNY [\d,]+\.\d\d a month",
    re.IGNORECASE,
)
_ANNUAL = re.compile(r"年化|annual", re.IGNORECASE)
_PRESSURE = ("利率低至", "仅限今天", "亲~", "黑名单", "as low as")


def check_reply(reply: Outbound | None) -> None:
    """One reply, in whole sentences, without a trace of machinery or of pressure."""
    assert reply is not None, "silence"
    assert reply.text.strip(), "an empty reply"
    longest = LONGEST_REPLY if len(_HAN.findall(reply.text)) > SOME_HAN else LONGEST_IN_ENGLISH
    assert len(reply.text) <= longest, f"a wall of text: {len(reply.text)} characters"
    broken = _BROKEN.search(reply.text)
    assert broken is None, f"machinery in the reply: {broken[0]!r} in {reply.text!r}"
    for phrase in _PRESSURE:
        assert phrase not in reply.text
    titles = [button.title for button in reply.buttons]
    assert len(titles) == len(set(titles)), f"the same button twice: {titles}"
    assert all(button.payload.startswith("/") for button in reply.buttons)
    paragraphs = reply.text.split("\n\n")
    assert len(paragraphs) == len(set(paragraphs)), f"the same paragraph twice: {reply.text!r}"
    if reply.card is not None:
        check_card(reply.text, dict(reply.card))


def check_card(text: str, card: dict[str, Any]) -> None:
    """Every figure of a card is what the core computes from the loan it describes."""
    match card["type"]:
        case "recommendation":
            for option in card["products"]:
                check_loan(text, option)
        case "quote":
            check_loan(text, card["product"], card["instalments"])
        case "offer":
            check_loan(text, card["offer"], card["instalments"])
            check_sheet(card)


def check_loan(text: str, loan: dict[str, Any], rows: list[dict[str, Any]] | None = None) -> None:
    """Instalments, total and annual cost of a loan, recomputed and found in the text."""
    product = LENDING.catalogue.get(loan["product"])
    schedule = build_schedule(
        principal=Decimal(loan["amount"]),
        annual_rate=Decimal(loan["annual_rate"]),
        months=loan["months"],
        method=Method(loan["method"]),
        disbursed=date.fromisoformat(loan["disbursed"]),
        fees=product.fees,
    )
    cost = annual_cost(schedule).nominal
    assert Decimal(loan["annual_cost"]) == cost
    assert Decimal(loan["total_cost"]) == schedule.total_cost
    assert Decimal(loan["first_payment"]) == schedule.instalments[0].payment
    assert Decimal(loan["last_payment"]) == schedule.instalments[-1].payment
    assert sum(row.principal for row in schedule.instalments) == schedule.principal
    assert any(fmt.percent(cost, language) in text for language in ("zh_CN", "en"))
    assert _number(schedule.total_cost) in text or _number(schedule.total_payment) in text
    if rows is not None:
        assert [_row(row) for row in rows] == [
            (row.due.isoformat(), row.payment, row.principal, row.interest, row.balance)
            for row in schedule.instalments
        ]


def check_sheet(card: dict[str, Any]) -> None:
    """The sheet of an offer adds up and names what the law asks for."""
    sheet, offer = card["cost_sheet"], card["offer"]
    assert sum(Decimal(line["amount"]) for line in sheet["lines"]) == Decimal(sheet["total_cost"])
    assert Decimal(sheet["total_payment"]) == Decimal(sheet["principal"]) + Decimal(
        sheet["total_cost"]
    )
    assert Decimal(sheet["annual_cost"]) == Decimal(offer["annual_cost"])
    assert Decimal(sheet["annual_cost"]) <= Decimal("0.24")
    assert sheet["no_other_charges"] is True
    assert sheet["default"]


def check_price_is_annual(reply: Outbound) -> None:
    """Wherever an instalment is named, the annual cost is named before it."""
    instalment, annual = _PRICE.search(reply.text), _ANNUAL.search(reply.text)
    if instalment and re.search(r"\d,\d{3}\.\d\d", reply.text):
        assert annual, f"an instalment without the annual cost: {reply.text!r}"
        assert annual.start() < instalment.start(), f"the instalment first: {reply.text!r}"


def _number(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _row(row: dict[str, Any]) -> tuple[str, Decimal, Decimal, Decimal, Decimal]:
    return (
        row["due"],
        Decimal(row["payment"]),
        Decimal(row["principal"]),
        Decimal(row["interest"]),
        Decimal(row["balance"]),
    )
