import dataclasses
import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest

from scoring.cost_sheet import CostBasis, CostManner, build_cost_sheet
from scoring.errors import InvalidInput
from scoring.products import Catalogue, Fee, FeeManner, Method
from scoring.schedule import Schedule, build_schedule


def schedule_of(
    catalogue: Catalogue, product_id: str, method: Method, months: int, principal: str = "10000"
) -> Schedule:
    return build_schedule(
        principal=Decimal(principal),
        annual_rate=Decimal("0.0720"),
        months=months,
        method=method,
        disbursed=date(2026, 11, 23),
        fees=catalogue.get(product_id).fees,
    )


def test_every_charge_with_manner_standard_and_payee(catalogue: Catalogue) -> None:
    product = catalogue.get("shop-turnover")
    schedule = schedule_of(catalogue, product.id, Method.INTEREST_ONLY, 12)
    sheet = build_cost_sheet(product, schedule)
    interest, guarantee = sheet.lines
    assert (interest.code, interest.manner, interest.basis, interest.standard, interest.amount) == (
        "interest",
        CostManner.PER_INSTALMENT,
        CostBasis.ANNUAL_RATE,
        Decimal("0.0720"),
        Decimal("720.00"),
    )
    assert (guarantee.manner, guarantee.basis, guarantee.standard, guarantee.payee) == (
        CostManner.AT_DISBURSEMENT,
        CostBasis.SHARE_OF_PRINCIPAL,
        Decimal("0.0050"),
        "合作融资担保公司",
    )
    assert guarantee.amount == Decimal("50.00")
    assert sheet.total_cost == Decimal("770.00")
    assert sheet.total_payment == Decimal("10770.00")
    assert sheet.annual_cost_nominal > Decimal("0.0720")
    assert sheet.no_other_charges


def test_a_fixed_fee_each_instalment(catalogue: Catalogue) -> None:
    product = catalogue.get("shop-instalment")
    sheet = build_cost_sheet(
        product, schedule_of(catalogue, product.id, Method.EQUAL_INSTALMENT, 6)
    )
    fee = sheet.lines[1]
    assert (fee.manner, fee.basis) == (CostManner.PER_INSTALMENT, CostBasis.FIXED_AMOUNT)
    assert (fee.standard, fee.amount) == (Decimal("2.00"), Decimal("12.00"))


def test_what_a_late_payment_costs(catalogue: Catalogue) -> None:
    product = catalogue.get("farm-season")
    sheet = build_cost_sheet(product, schedule_of(catalogue, product.id, Method.BULLET, 9))
    (overdue,) = sheet.default_lines
    # 7.20 % x 1.3 = 9.36 %; 10,000 x 9.36 % x 30 / 360 = 78.00
    assert overdue.standard == Decimal("0.0936")
    assert overdue.example_amount == Decimal("78.00")
    assert sheet.lines[0].manner is CostManner.AT_MATURITY
    assert sheet.months == 9


def test_the_canonical_form_is_one_text_and_its_digest(catalogue: Catalogue) -> None:
    product = catalogue.get("medical")
    schedule = schedule_of(catalogue, product.id, Method.EQUAL_INSTALMENT, 12)
    sheet = build_cost_sheet(product, schedule)
    canonical = sheet.canonical()
    read = json.loads(canonical)
    assert read["principal"] == "10000"
    assert read["disbursed"] == "2026-11-23"
    assert list(read) == sorted(read)
    assert sheet.digest == hashlib.sha256(canonical.encode()).hexdigest()
    # 10000.00 and 1E+4 are one sum and one digest.
    assert dataclasses.replace(sheet, principal=Decimal("1E+4")).digest == sheet.digest
    assert dataclasses.replace(sheet, principal=Decimal(9999)).digest != sheet.digest


def test_a_schedule_with_other_fees_is_refused(catalogue: Catalogue) -> None:
    schedule = schedule_of(catalogue, "shop-turnover", Method.EQUAL_INSTALMENT, 12)
    with pytest.raises(InvalidInput):
        build_cost_sheet(catalogue.get("medical"), schedule)


def test_every_product_has_a_sheet_that_adds_up(catalogue: Catalogue) -> None:
    for product in catalogue:
        for method in product.methods:
            schedule = schedule_of(
                catalogue, product.id, method, product.terms[0], str(product.amount_min)
            )
            sheet = build_cost_sheet(product, schedule)
            assert sum(line.amount for line in sheet.lines) == sheet.total_cost
            assert sheet.total_payment == sheet.principal + sheet.total_cost


def charged(manner: FeeManner, *, financed: bool = False, rate: str = "0.01") -> Fee:
    return Fee(
        code=f"fee-{manner}-{financed}",
        name="服务费",
        payee="本机构",
        manner=manner,
        rate=Decimal(rate),
        financed=financed,
    )


@pytest.mark.parametrize(
    ("fee", "manner", "basis", "amount"),
    [
        (charged(FeeManner.AT_DISBURSEMENT), "at_disbursement", "share_of_principal", "100.00"),
        (
            charged(FeeManner.AT_DISBURSEMENT, financed=True),
            "financed",
            "share_of_principal",
            "100",
        ),
        (charged(FeeManner.PER_INSTALMENT), "per_instalment", "share_of_principal", "400.00"),
        # Four equal parts of 2,500: 1 % of 10,000, 7,500, 5,000 and 2,500.
        (charged(FeeManner.ON_BALANCE), "per_instalment", "share_of_balance", "250.00"),
        (charged(FeeManner.AT_MATURITY), "at_maturity", "share_of_principal", "100.00"),
    ],
)
def test_each_manner_of_fee_has_its_line(
    catalogue: Catalogue, fee: Fee, manner: str, basis: str, amount: str
) -> None:
    product = dataclasses.replace(catalogue.get("medical"), fees=(fee,))
    schedule = build_schedule(
        principal=Decimal(10000),
        annual_rate=Decimal("0.06"),
        months=4,
        method=Method.EQUAL_PRINCIPAL,
        disbursed=date(2026, 11, 23),
        fees=(fee,),
    )
    line = build_cost_sheet(product, schedule).lines[1]
    assert (line.manner, line.basis) == (manner, basis)
    assert line.amount == Decimal(amount)


def test_a_financed_fee_is_lent_and_costs_more_than_one_paid_at_once(catalogue: Catalogue) -> None:
    sheets = {}
    for financed in (True, False):
        fee = charged(FeeManner.AT_DISBURSEMENT, financed=financed)
        product = dataclasses.replace(catalogue.get("medical"), fees=(fee,))
        schedule = build_schedule(
            principal=Decimal(10000),
            annual_rate=Decimal("0.06"),
            months=4,
            method=Method.EQUAL_INSTALMENT,
            disbursed=date(2026, 11, 23),
            fees=(fee,),
        )
        sheets[financed] = build_cost_sheet(product, schedule)
    assert sheets[True].principal == Decimal("10100.00")
    assert sheets[True].total_payment == 10000 + sheets[True].total_cost
    assert sheets[True].total_cost > sheets[False].total_cost


def test_scenarios_of_a_loan_that_is_not_paid_in_time(catalogue: Catalogue) -> None:
    product = catalogue.get("medical")
    schedule = schedule_of(catalogue, product.id, Method.EQUAL_INSTALMENT, 12)
    rate = product.penalty_rate(Decimal("0.0720"))
    normal, late, default = build_cost_sheet(product, schedule).scenarios
    assert normal.total_payment == schedule.total_payment
    first = schedule.instalments[0]
    thirty = (first.principal * rate * 30 / 360).quantize(Decimal("0.01"))
    assert late.overdue_interest == late.total_payment - normal.total_payment == thirty
    # Due on 23 December, January, February and March; 90 days from the first is 23 March.
    missed = schedule.instalments[:4]
    assert [row.due.month for row in missed] == [12, 1, 2, 3]
    days = [90, 59, 28, 0]
    by_hand = sum(
        (row.principal * rate * late_by / 360).quantize(Decimal("0.01"))
        for row, late_by in zip(missed, days, strict=True)
    )
    assert default.overdue_interest == by_hand
    assert (
        default.total_payment == sum(row.payment for row in missed) + missed[-1].balance + by_hand
    )
