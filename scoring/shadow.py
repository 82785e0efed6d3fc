"""Champion and challengers over the same applications; a challenger never decides anything.

Which cards and policies are the champion is the caller's choice; the result of a challenger stands
beside the champion's and nothing reads it but a report. Both can be replayed: the inputs are those
of ``decision_record`` and every result names its versions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.decision import Decision, decide
from scoring.decision_policy import DecisionPolicy
from scoring.decision_record import DecisionInputs
from scoring.errors import InvalidInput
from scoring.judgement import Outcome
from scoring.pricing import PricingPolicy
from scoring.scorecard import Card


@dataclass(frozen=True, kw_only=True, slots=True)
class Contender:
    """One set of rules that can decide.

    Attributes:
        name: what reports call it.
        card: its scorecard.
        policy: its decision policy.
        pricing_policy: its prices.
    """

    name: str
    card: Card
    policy: DecisionPolicy
    pricing_policy: PricingPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """How a challenger would have decided, against the champion.

    Attributes:
        name: the challenger's name.
        outcome: its outcome.
        flips: whether it approves what the champion does not, or the other way round.
        amount: its amount less the champion's, None unless both approve.
        annual_cost: its annual cost less the champion's, None unless both approve.
        pd: its probability of default less the champion's.
        versions: its card, policy and prices.
    """

    name: str
    outcome: Outcome
    flips: bool
    amount: Decimal | None
    annual_cost: Decimal | None
    pd: Decimal
    versions: tuple[str, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shadowed:
    """The champion's decision, which counts, with every challenger's difference, which do not."""

    decision: Decision
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SwapSet:
    """How a challenger would have changed who is approved; counts of applications.

    Attributes:
        both: approved by both.
        swapped_in: only by the challenger.
        swapped_out: only by the champion.
        neither: by none.
    """

    both: int
    swapped_in: int
    swapped_out: int
    neither: int

    @property
    def champion_rate(self) -> Decimal:
        """Share of applications that the champion approves."""
        return Decimal(self.both + self.swapped_out) / self._all

    @property
    def challenger_rate(self) -> Decimal:
        """Share of applications that the challenger would approve."""
        return Decimal(self.both + self.swapped_in) / self._all

    @property
    def _all(self) -> int:
        return self.both + self.swapped_in + self.swapped_out + self.neither


def decide_in_shadow(
    inputs: DecisionInputs, champion: Contender, challengers: Sequence[Contender]
) -> Shadowed:
    """Decide as the champion, and note what each challenger would have decided.

    Raises:
        InvalidInput: two contenders have one name.
    """
    names = [champion.name, *(one.name for one in challengers)]
    if len(set(names)) != len(names):
        raise InvalidInput("challengers", "share a name", "give each its own")
    decision = _decided(inputs, champion)
    return Shadowed(
        decision=decision,
        differences=tuple(_difference(one, decision, _decided(inputs, one)) for one in challengers),
    )


def swap_sets(shadowed: Sequence[Shadowed]) -> Mapping[str, SwapSet]:
    """Count for every challenger who would be approved instead of whom."""
    counts: dict[str, Counter[tuple[bool, bool]]] = {}
    for one in shadowed:
        champion = one.decision.outcome is Outcome.APPROVE
        for other in one.differences:
            pair = (champion, other.outcome is Outcome.APPROVE)
            counts.setdefault(other.name, Counter())[pair] += 1
    return {
        name: SwapSet(
            both=found[True, True],
            swapped_in=found[False, True],
            swapped_out=found[True, False],
            neither=found[False, False],
        )
        for name, found in counts.items()
    }


def _decided(inputs: DecisionInputs, contender: Contender) -> Decision:
    return decide(
        inputs.applicant,
        inputs.request,
        inputs.product,
        card=contender.card,
        policy=contender.policy,
        pricing_policy=contender.pricing_policy,
        catalogue_version=inputs.catalogue_version,
        today=inputs.today,
    )


def _difference(challenger: Contender, champion: Decision, other: Decision) -> Difference:
    both = champion.outcome is other.outcome is Outcome.APPROVE
    amount = cost = None
    if both and champion.amount is not None and other.amount is not None:
        amount = other.amount - champion.amount
    if both and champion.annual_cost is not None and other.annual_cost is not None:
        cost = other.annual_cost.nominal - champion.annual_cost.nominal
    approves = (champion.outcome is Outcome.APPROVE, other.outcome is Outcome.APPROVE)
    return Difference(
        name=challenger.name,
        outcome=other.outcome,
        flips=approves[0] != approves[1],
        amount=amount,
        annual_cost=cost,
        pd=other.pd_24_months - champion.pd_24_months,
        versions=(other.card_version, other.policy_version, other.pricing_version),
    )
