from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.errors import InvalidData, InvalidInput, UnknownProduct
from scoring.money import Rounding
from scoring.products import (
    Catalogue,
    CreditKind,
    Fee,
    FeeManner,
    Purpose,
    Segment,
    parse_catalogue,
)
from scoring.regulation import RuleBook, check_product
from tests.scoring.conftest import DATA


def catalogue_text() -> str:
    return (Path(DATA) / "products.yml").read_text(encoding="utf-8")


def test_every_segment_and_permitted_purpose_is_served(catalogue: Catalogue) -> None:
    forbidden = {
        Purpose.PROPERTY_PURCHASE,
        Purpose.SECURITIES,
        Purpose.GAMBLING,
        Purpose.ONWARD_LENDING,
    }
    assert {s for p in catalogue for s in p.segments} == set(Segment)
    assert {u for p in catalogue for u in p.purposes} == set(Purpose) - forbidden
    assert len(catalogue.products) >= 14


def test_every_product_is_legal(catalogue: Catalogue, rules: RuleBook, today: date) -> None:
    for product in catalogue:
        assert check_product(product, rules, today) == ()
        assert product.cost_ceiling <= Decimal("0.24")
        if product.kind is CreditKind.CONSUMER:
            assert product.amount_max <= 200000


def test_students_are_offered_education_with_a_guardian_only(catalogue: Catalogue) -> None:
    for product in catalogue:
        if Segment.STUDENT in product.segments:
            assert product.purposes == (Purpose.EDUCATION,)
            assert {"enrolment_proof", "guardian"} <= set(product.eligibility.requirements)
            assert product.amount_max <= 20000


def test_texts_are_chinese_and_short(catalogue: Catalogue) -> None:
    for product in catalogue:
        assert all("一" <= letter <= "鿿" for letter in product.name)
        assert product.summary.endswith("。")
        assert len(product.summary) <= 60


def test_get_finds_or_says_which_is_missing(catalogue: Catalogue) -> None:
    assert catalogue.get("car").name == "畅行车贷"
    with pytest.raises(UnknownProduct) as caught:
        catalogue.get("moon-loan")
    assert caught.value.product_id == "moon-loan"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("amount_min: 3000", "amount_min: lots", "products.salary-everyday.amount_min"),
        ("terms: [3, 6, 12, 18, 24, 36]", "terms: [6, 3]", "products.salary-everyday"),
        ("kind: consumer", "kind: mortgage", "products.salary-everyday.kind"),
        ("age_min: 20", "age_min: 16", "products.salary-everyday.eligibility"),
        ("days_to_money: 1", "days: 1", "products.salary-everyday.days_to_money"),
        ("best_pd: 0.010", "best_pd: 0.5", "products.salary-everyday"),
        ("id: flexible-everyday", "id: salary-everyday", "file"),
        ("amount: 200", "amount: 200\n        rate: 0.1", "products.car.fees.registration_fee"),
        ('version: "2026.11"', "version: [", "file"),
    ],
)
def test_a_wrong_file_names_the_field(old: str, new: str, field: str) -> None:
    text = catalogue_text()
    assert old in text
    with pytest.raises(InvalidData) as caught:
        parse_catalogue(text.replace(old, new, 1))
    assert caught.value.field == field


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(InvalidData):
        parse_catalogue("")


def test_a_fee_has_one_measure() -> None:
    with pytest.raises(InvalidInput):
        Fee(code="x", name="费", payee="本机构", manner=FeeManner.AT_DISBURSEMENT)


def test_a_fee_is_charged_on_the_principal_or_as_a_sum() -> None:
    share = Fee(
        code="x", name="费", payee="甲", manner=FeeManner.PER_INSTALMENT, rate=Decimal("0.0015")
    )
    assert share.charge(Decimal("12345.00"), Rounding.HALF_UP) == Decimal("18.52")
    assert share.times(12) == 12
    fixed = Fee(
        code="y", name="费", payee="甲", manner=FeeManner.AT_DISBURSEMENT, amount=Decimal(200)
    )
    assert fixed.charge(Decimal(1), Rounding.HALF_UP) == Decimal("200.00")
    assert fixed.times(12) == 1


def test_the_penalty_rate_never_passes_the_ceiling(catalogue: Catalogue) -> None:
    product = catalogue.get("salary-everyday")
    assert product.penalty_rate(Decimal("0.08")) == Decimal("0.12")
    assert product.penalty_rate(Decimal("0.15")) == product.cost_ceiling
