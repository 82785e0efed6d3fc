import dataclasses
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.portfolio_reserve import reserve_of
from scoring.provision import LoanProvision, Stage, StageReason
from scoring.provision_policy import parse_provision_policy
from tests.scoring.conftest import DATA

POLICY = parse_provision_policy((DATA / "provision.yml").read_text(encoding="utf-8"))


def provision(stage: Stage, exposure: str, year: str, life: str) -> LoanProvision:
    return LoanProvision(
        loan_id="L",
        stage=stage,
        reasons=() if stage is Stage.PERFORMING else (StageReason.DAYS_PAST_DUE,),
        exposure=Decimal(exposure),
        twelve_months=Decimal(year),
        lifetime=Decimal(life),
    )


BOOK = [
    provision(Stage.PERFORMING, "100000.00", "500.01", "900.00"),
    provision(Stage.INCREASED_RISK, "20000.00", "700.00", "1500.02"),
    provision(Stage.PERFORMING, "50000.00", "250.00", "400.00"),
    provision(Stage.DEFAULT, "2000.00", "1200.03", "1200.03"),
]


def test_stages_are_added_up() -> None:
    found = reserve_of(BOOK, POLICY)
    assert [(total.loans, total.exposure, total.allowance) for total in found.stages] == [
        (2, Decimal("150000.00"), Decimal("750.01")),
        (1, Decimal("20000.00"), Decimal("1500.02")),
        (1, Decimal("2000.00"), Decimal("1200.03")),
    ]
    assert found.stages[0].coverage == Decimal("0.005000")  # 750.01 / 150,000 = 0.00500007
    assert found.expected_loss == Decimal("3450.06")
    assert found.exposure == Decimal("172000.00")
    assert found.default_share == Decimal("0.011628")  # 2,000 / 172,000
    assert found.policy_version == "2026.11"


def test_the_supervisors_minimum_holds_when_it_is_higher() -> None:
    found = reserve_of(BOOK, POLICY)
    # 2.5 % of 172,000 is 4,300; 150 % of 2,000 is 3,000.
    assert found.minimum == found.required == Decimal("4300.00")
    assert found.share_of_loans == Decimal("0.025")
    assert found.share_of_defaulted == Decimal("2.15")
    bad = [*BOOK, provision(Stage.DEFAULT, "30000.00", "18000.00", "18000.00")]
    # 150 % of 32,000
    assert reserve_of(bad, POLICY).required == Decimal("48000.00")
    free = dataclasses.replace(POLICY, minimum_reserve=None)
    assert reserve_of(BOOK, free).required == Decimal("3450.06")


def test_an_empty_portfolio_needs_nothing_and_has_no_ratios() -> None:
    found = reserve_of([], POLICY)
    assert found.required == 0
    assert [total.loans for total in found.stages] == [0, 0, 0]
    assert (found.share_of_loans, found.share_of_defaulted, found.default_share) == (None,) * 3
    assert found.stages[0].coverage is None


cents = st.decimals("0", "100000", places=2)


@given(
    st.lists(
        st.builds(
            LoanProvision,
            loan_id=st.just("L"),
            stage=st.sampled_from(Stage),
            reasons=st.just(()),
            exposure=cents,
            twelve_months=cents,
            lifetime=cents,
        )
    )
)
def test_the_portfolio_is_the_sum_of_its_loans(loans: list[LoanProvision]) -> None:
    found = reserve_of(loans, POLICY)
    assert found.expected_loss == sum(one.allowance for one in loans)
    assert found.exposure == sum(one.exposure for one in loans)
    assert sum(total.loans for total in found.stages) == len(loans)
    assert found.required >= found.expected_loss
