"""What a person could change, in sizes from small to large; it must not know what would help."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType

from scoring.affordability import round_down, step_of
from scoring.applicant import LONGEST_WORK, OLDEST, Applicant, LoanRequest
from scoring.case import Case
from scoring.consistency import contradictions
from scoring.decision_policy import LimitPolicy
from scoring.errors import InvalidInput, PriceAboveCeiling
from scoring.granting import grant
from scoring.money import CENT
from scoring.products import Method, Purpose
from scoring.regulation import permitted_terms

# Amounts are Decimal yuan, shares fractions, months int, a method its canonical value.
CHANGE_PARAMETERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # Borrow this amount, that much less.
        "change_amount": ("amount", "less"),
        # Repay over this many months.
        "change_term": ("months",),
        # Repay in another way.
        "change_method": ("method",),
        # Bring the monthly payments to others down to this, that much less.
        "change_debt_payments": ("payments", "less"),
        # Bring the use of the cards' limits down to this share.
        "change_card_use": ("share", "now"),
        # Ask again when this many months more in work make the minimum.
        "change_work": ("months", "minimum"),
        # Ask again when the late payments are over two years old: after this many months at most.
        "change_late_payments": ("count", "months"),
    }
)
LATE_MONTHS = 24
DEBT_STEP = Decimal(100)
CARD_STEP = Decimal("0.05")

type Parameter = Decimal | int | str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing a person can do.

    Attributes:
        code: a key of ``CHANGE_PARAMETERS``.
        params: exactly the parameters which that table names.
        amount: yuan that would then be approved.
        answers: codes of the stated reasons that it removes or lessens, see ``answers.py``.
    """

    code: str
    params: Mapping[str, Parameter] = field(hash=False)
    amount: Decimal
    answers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unknown code or other parameters than the code has."""
        if set(self.params) != set(CHANGE_PARAMETERS.get(self.code, ("",))):
            raise InvalidInput("change", f"{self.code} has other parameters", "see the table")
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """An applicant and a request after one change."""

    params: Mapping[str, Parameter]
    applicant: Applicant
    request: LoanRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One kind of change in sizes from the smallest (0) to the largest (count - 1).

    Attributes:
        code: the code of the change.
        count: how many sizes there are.
        at: the variant of an applicant and a request at a size.
        steady: whether a larger size never helps less.
    """

    code: str
    count: int
    at: Callable[[Applicant, LoanRequest, int], Variant]
    steady: bool = True


def ways_to_change(case: Case, *, whole: bool) -> tuple[Way, ...]:
    """Return every kind of change that this person has, what takes least time first.

    Args:
        case: the application.
        whole: leave out asking for less, because the whole amount is wanted.
    """
    return *_in_the_request(case, whole=whole), *_in_the_person(case)


def _in_the_request(case: Case, *, whole: bool) -> Iterator[Way]:
    """Yield what could be asked for instead."""
    request, product, limits = case.request, case.product, case.books.policy.limits
    highest = round_down(request.amount - CENT, limits)
    if not whole and highest >= product.amount_min:
        only = _largest_smaller(case, highest)
        lowest = only or product.amount_min
        yield _less_amount(only or highest, lowest, limits)
    rules, today = case.books.pricing.rules, case.books.today
    terms = permitted_terms(product, request.method, rules, today)
    others = [term for term in terms if term > request.months]
    if case.applicant.age + -(-request.months // 12) > product.eligibility.age_max_at_maturity:
        # Who would be too old at the end may still be young enough for a shorter loan.
        others += [term for term in reversed(terms) if term < request.months]
    if others:
        yield Way(
            code="change_term",
            count=len(others),
            at=lambda applicant, request, size: Variant(
                params={"months": others[size]},
                applicant=applicant,
                request=dataclasses.replace(request, months=others[size]),
            ),
            steady=False,
        )
    methods = [
        method
        for method in product.methods
        if method is not request.method
        and request.months in permitted_terms(product, method, rules, today)
    ]
    if methods:
        yield _other_method(methods)


def _other_method(methods: list[Method]) -> Way:
    return Way(
        code="change_method",
        count=len(methods),
        at=lambda applicant, request, size: Variant(
            params={"method": methods[size].value},
            applicant=applicant,
            request=dataclasses.replace(request, method=methods[size]),
        ),
        steady=False,
    )


def _largest_smaller(case: Case, highest: Decimal) -> Decimal | None:
    """Return the one smaller amount worth asking for to pay off debts, None where size is all.

    Less of such a loan leaves more debts, so that smaller is not always lighter and the sizes
    cannot be searched by halves; the largest that would be granted is found directly.
    """
    policy, request = case.books.policy, case.request
    if request.purpose is not Purpose.DEBT_CONSOLIDATION:
        return None
    most = min(highest, policy.refer_above[case.applicant.segment])
    if most < case.product.amount_min:
        return None
    smaller = case.varied(case.applicant, dataclasses.replace(request, amount=most))
    try:
        granted = grant(smaller, least=case.product.amount_min)
    except PriceAboveCeiling:
        return None
    return granted.amount if granted else None


def _less_amount(highest: Decimal, lowest: Decimal, limits: LimitPolicy) -> Way:
    step = step_of(lowest, limits) if highest < limits.small_below else limits.step
    count = int((highest - lowest) / step) + 1

    def at(applicant: Applicant, request: LoanRequest, size: int) -> Variant:
        amount = highest - size * step
        return Variant(
            params={"amount": amount, "less": request.amount - amount},
            applicant=applicant,
            request=dataclasses.replace(request, amount=amount),
        )

    return Way(code="change_amount", count=count, at=at)


def _in_the_person(case: Case) -> Iterator[Way]:
    """Yield what the person could do, what takes least time first."""
    applicant = case.applicant
    if applicant.monthly_debt_payments:
        yield from _less_debt(applicant)
    if applicant.card_utilisation is not None and applicant.card_utilisation > CARD_STEP:
        yield _less_card_use(applicant.card_utilisation)
    minimum = case.product.eligibility.months_in_work_min
    missing = minimum - applicant.months_in_work
    if missing > 0:
        yield Way(
            code="change_work",
            count=1,
            at=lambda applicant, request, _: Variant(
                params={"months": missing, "minimum": minimum},
                applicant=_later(applicant, missing),
                request=request,
            ),
        )
    if applicant.late_payments:
        yield Way(code="change_late_payments", count=1, at=_without_late_payments)


def _less_debt(applicant: Applicant) -> Iterator[Way]:
    count = int((applicant.monthly_debt_payments / DEBT_STEP).to_integral_value(ROUND_CEILING))
    # Open loans go on being paid: nothing at all would contradict them.
    least = DEBT_STEP if contradictions(_owing(applicant, Decimal(0))) else Decimal(0)
    highest = (count - 1) * DEBT_STEP
    if highest < least:
        return

    def at(applicant: Applicant, request: LoanRequest, size: int) -> Variant:
        left = highest - size * DEBT_STEP
        return Variant(
            params={"payments": left, "less": applicant.monthly_debt_payments - left},
            applicant=_owing(applicant, left),
            request=request,
        )

    sizes = int((highest - least) / DEBT_STEP) + 1
    yield Way(code="change_debt_payments", count=sizes, at=at)


def _owing(applicant: Applicant, payments: Decimal) -> Applicant:
    return dataclasses.replace(applicant, monthly_debt_payments=payments)


def _less_card_use(now: Decimal) -> Way:
    # Down to the last step above 0: a card that lies unused is not what a lender asks for.
    count = int((now / CARD_STEP).to_integral_value(rounding=ROUND_CEILING)) - 1

    def at(applicant: Applicant, request: LoanRequest, size: int) -> Variant:
        share = (count - size) * CARD_STEP
        return Variant(
            params={"share": share, "now": now},
            applicant=dataclasses.replace(applicant, card_utilisation=share),
            request=request,
        )

    return Way(code="change_card_use", count=count, at=at)


def _without_late_payments(applicant: Applicant, request: LoanRequest, _: int) -> Variant:
    # Some may be over two years old next month, the last one after two years: nobody may need the
    # whole time in work for it, and nobody may become too old by it.
    return Variant(
        params={"count": applicant.late_payments, "months": LATE_MONTHS},
        applicant=dataclasses.replace(
            applicant,
            age=_later(applicant, LATE_MONTHS).age,
            late_payments_30_59=0,
            late_payments_60_89=0,
            late_payments_90=0,
        ),
        request=request,
    )


def _later(applicant: Applicant, months: int) -> Applicant:
    """Return the applicant after waiting, older and longer in work."""
    return dataclasses.replace(
        applicant,
        age=min(applicant.age + -(-months // 12), OLDEST),
        months_in_work=min(applicant.months_in_work + months, LONGEST_WORK),
    )
