"""The reserve of a portfolio from the provisions of its loans; it must not know how those arose."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from scoring.money import CENT
from scoring.provision import LoanProvision, Stage
from scoring.provision_policy import ProvisionPolicy

RATIO_UNIT = Decimal("0.000001")
ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True, slots=True)
class StageTotal:
    """All loans of one stage, in yuan.

    Attributes:
        stage: the stage.
        loans: how many.
        exposure: principal and accrued interest owed.
        allowance: what is set aside.
    """

    stage: Stage
    loans: int
    exposure: Decimal
    allowance: Decimal

    @property
    def coverage(self) -> Decimal | None:
        """Allowance / exposure, None without exposure."""
        return _ratio(self.allowance, self.exposure)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reserve:
    """What a portfolio needs, in yuan.

    Attributes:
        stages: the three stages, with or without loans.
        exposure: owed by all loans.
        expected_loss: sum of what is set aside for each loan.
        minimum: what the supervisor asks for at least, 0 when the policy names nothing.
        policy_version: the policy's name.
    """

    stages: tuple[StageTotal, ...]
    exposure: Decimal
    expected_loss: Decimal
    minimum: Decimal
    policy_version: str

    @property
    def required(self) -> Decimal:
        """The reserve: expected loss, or the supervisor's minimum when it is higher."""
        return max(self.expected_loss, self.minimum)

    @property
    def share_of_loans(self) -> Decimal | None:
        """Required reserve / exposure (贷款拨备率), None without exposure."""
        return _ratio(self.required, self.exposure)

    @property
    def share_of_defaulted(self) -> Decimal | None:
        """Required reserve / exposure in default (拨备覆盖率), None without default."""
        return _ratio(self.required, self.stages[-1].exposure)

    @property
    def default_share(self) -> Decimal | None:
        """Exposure in default / exposure, None without exposure."""
        return _ratio(self.stages[-1].exposure, self.exposure)


def reserve_of(provisions: Sequence[LoanProvision], policy: ProvisionPolicy) -> Reserve:
    """Return the reserve that a portfolio implies; every sum is exact to the cent."""
    totals = []
    for stage in Stage:
        members = [one for one in provisions if one.stage is stage]
        totals.append(
            StageTotal(
                stage=stage,
                loans=len(members),
                exposure=sum((one.exposure for one in members), ZERO),
                allowance=sum((one.allowance for one in members), ZERO),
            )
        )
    exposure = sum((total.exposure for total in totals), ZERO)
    minimum = ZERO
    if policy.minimum_reserve is not None:
        least = max(
            policy.minimum_reserve.of_loans * exposure,
            policy.minimum_reserve.of_defaulted * totals[-1].exposure,
        )
        minimum = least.quantize(CENT, rounding=ROUND_CEILING)
    return Reserve(
        stages=tuple(totals),
        exposure=exposure,
        expected_loss=sum((total.allowance for total in totals), ZERO),
        minimum=minimum,
        policy_version=policy.version,
    )


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(RATIO_UNIT) if whole else None
