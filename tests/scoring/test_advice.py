from datetime import date
from decimal import Decimal

import pytest

from scoring.advice import advise
from scoring.fit import Placement
from scoring.need import Need
from scoring.option import Option, option_for, price_option
from scoring.pricing import PricingPolicy
from scoring.products import Catalogue
from tests.scoring.needs import need


def best(catalogue: Catalogue, policy: PricingPolicy, today: date, wish: Need) -> Option:
    product_id = "car" if wish.purpose == "car" else "debt-consolidation"
    return option_for(catalogue.get(product_id), wish, policy=policy, today=today)


@pytest.mark.parametrize(
    ("wish", "codes"),
    [
        (need("car", 100000, 24), []),
        (need("car", 100000, 24, income=20000), []),
        (need("car", 100000, 24, income=6000), ["borrow_less", "longer_term"]),
        (need("car", 40000, 12, income=20000, urgency="flexible"), []),
        (need("car", 40000, 60, income=50000, urgency="flexible"), ["wait_or_save"]),
        (need("car", 30000, 60, income=4000, debts=1600), ["debts_leave_no_room"]),
        (need("car", 30000, 60, income=4000, debts=1500), ["out_of_reach"]),
        # Only a sum below the smallest loan would fit, and saving takes 30000 / 500 = 60 months.
        (need("car", 30000, 12, income=4000, debts=1100), ["out_of_reach"]),
        (need("car", 30000, 12, income=4500, debts=1200), ["longer_term"]),
        (need("debt_consolidation", 100000, 36, income=10000, debts=6000), []),
    ],
)
def test_advice(
    wish: Need, codes: list[str], catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    option = best(catalogue, policy, today, wish)
    found = advise(option, wish, policy=policy, today=today)
    assert [reason.code for reason in found] == codes


def test_the_smaller_amount_stays_comfortable_and_the_next_does_not(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    wish = need("car", 100000, 24, income=6000, debts=400)
    option = best(catalogue, policy, today, wish)
    less = advise(option, wish, policy=policy, today=today)[0]
    amount = Decimal(less.params["amount"])

    def burden(yuan: Decimal) -> Decimal:
        placement = Placement(
            product=option.product, amount=yuan, months=24, method=option.method, fit=()
        )
        return price_option(placement, None, policy=policy, today=today).monthly_burden

    assert amount % 1000 == 0
    assert burden(amount) == less.params["monthly"]
    assert burden(amount) <= 2000 < burden(amount + 1000)


def test_saving_names_month_sum_and_what_it_spares(
    catalogue: Catalogue, policy: PricingPolicy, today: date
) -> None:
    wish = need("car", 40000, 60, income=50000, urgency="flexible")
    option = best(catalogue, policy, today, wish)
    (saving,) = advise(option, wish, policy=policy, today=today)
    assert saving.params == {
        "monthly": Decimal(10000),
        "months": 4,
        "saved": option.total_cost,
    }
