"""The words under a repayment plan that is shown as a picture, and when it is shown."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.texts import formatting as fmt
from bot.texts.catalogue import translator
from bot.texts.replies.plan import row_line

# Which part of a card that holds a plan says what the loan costs a year.
_LOANS: Mapping[str, str] = {"offer": "offer", "quote": "product"}


def lists_plan(text: str, card: Mapping[str, Any], language: str) -> bool:
    """Tell whether a reply lists the instalments of its card: then the plan was asked for.

    Offers and quotes carry their plan always; most replies about them say one sum a month.
    """
    rows: Sequence[Mapping[str, Any]] = card.get("instalments") or ()
    if card.get("type") not in _LOANS or not rows:
        return False
    first = rows[0]
    line = row_line(
        number=first["number"],
        due=dt.date.fromisoformat(first["due"]),
        payment=Decimal(first["payment"]),
        principal=Decimal(first["principal"]),
        interest=Decimal(first["interest"]),
        language=language,
    )
    return line in text


def caption(card: Mapping[str, Any], language: str) -> str:
    """The annual cost first, then which colour is what.

    Args:
        card: an offer or a quote with its plan.
        language: of the reply.
    """
    _ = translator(language)
    loan = card[_LOANS[card["type"]]]
    rows = card["instalments"]
    colours = [_("🟦 本金"), _("🟧 利息")]
    if any(Decimal(row["fees"]) for row in rows):
        colours.append(_("🟩 费用"))
    return "\n".join(
        [
            _(
                "年化综合成本 {cost}，共 {count} 期的还款计划：",
                cost=fmt.percent(Decimal(loan["annual_cost"]), language),
                count=str(len(rows)),
            ),
            " ".join((*colours, _("▬ 剩余本金（看右边的数）"))),
        ]
    )
