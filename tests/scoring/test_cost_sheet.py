import dataclasses
import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest

from scoring.cost_sheet import CostBasis, CostManner, build_cost_sheet
from scoring.errors import InvalidInput
from scoring.products import Catalogue, Method
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
