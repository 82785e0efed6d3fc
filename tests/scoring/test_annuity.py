from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import annuity, annuity_parts
from scoring.annuity import effective_rate, fv, irr, mirr, nominal_rate, nper, npv, pmt, pv, rate
from scoring.annuity_parts import cumipmt, cumprinc, ipmt, ppmt
from scoring.errors import InvalidInput, NoSingleRate
from scoring.growth import When

BEGIN = When.BEGIN
TENTH = Decimal("0.1") / 12


def d(text: str) -> Decimal:
    return Decimal(text)


# Function reference of Excel, Microsoft Support.
EXCEL = [
    (pmt(d("0.08") / 12, 10, 10000), "-1037.03"),
    (pmt(d("0.08") / 12, 10, 10000, 0, BEGIN), "-1030.16"),
    (pmt(d("0.06") / 12, 18 * 12, 0, 50000), "-129.08"),
    (pv(d("0.08") / 12, 20 * 12, 500), "-59777.15"),
    (fv(d("0.06") / 12, 10, -200, -500, BEGIN), "2581.40"),
    (fv(d("0.12") / 12, 12, -1000), "12682.50"),
    (fv(d("0.11") / 12, 35, -2000, 0, BEGIN), "82846.25"),
    (fv(d("0.06") / 12, 12, -100, -1000, BEGIN), "2301.40"),
    (nper(d("0.12") / 12, -100, -1000, 10000, BEGIN), "59.6738657"),
    (nper(d("0.12") / 12, -100, -1000, 10000), "60.0821229"),
    (nper(d("0.12") / 12, -100, -1000), "-9.57859404"),
    (100 * rate(4 * 12, -200, 8000), "0.770147"),
    (ipmt(TENTH, 1, 36, 8000), "-66.67"),
    (ipmt(d("0.1"), 3, 3, 8000), "-292.45"),
    (ppmt(TENTH, 1, 24, 2000), "-75.62"),
    (ppmt(d("0.08"), 10, 10, 200000), "-27598.05"),
    (cumipmt(d("0.09") / 12, 360, 125000, 13, 24), "-11135.23"),
    (cumipmt(d("0.09") / 12, 360, 125000, 1, 1), "-937.50"),
    (cumprinc(d("0.09") / 12, 360, 125000, 13, 24), "-934.1071"),
    (effective_rate(d("0.0525"), 4), "0.0535427"),
    (nominal_rate(d("0.053543"), 4), "0.05250032"),
    (npv(d("0.1"), [-10000, 3000, 4200, 6800], first_at=1), "1188.44"),
    (npv(d("0.08"), [8000, 9200, 10000, 12000, 14500], first_at=1) - 40000, "1922.06"),
    (irr([-70000, 12000, 15000, 18000, 21000]), "-0.021"),
    (irr([-70000, 12000, 15000, 18000, 21000, 26000]), "0.087"),
    (irr([-70000, 12000, 15000], d("-0.1")), "-0.444"),
    (mirr([-120000, 39000, 30000, 21000, 37000, 46000], d("0.1"), d("0.12")), "0.126094"),
    (mirr([-120000, 39000, 30000, 21000], d("0.1"), d("0.12")), "-0.048"),
    (mirr([-120000, 39000, 30000, 21000, 37000, 46000], d("0.1"), d("0.14")), "0.1348"),
]
# LibreOffice Calc help, financial functions.
LIBREOFFICE = [
    (100 * rate(3, -10, 900), "-75.63"),
    (nper(d("0.06"), d("153.75"), 2600), "-12.02"),
]
# formulajs test/financial.js.
FORMULAJS = [
    (rate(24, -1000, -10000, 100000), "0.06517891177"),
    (rate(24, -1000, -10000, 100000, BEGIN), "0.06323958000"),
    (rate(37, -7200, -40000, 4477839), "0.10646164"),
    (nper(TENTH, -100, -1000, 10000), "63.39385422740764"),
    (nper(TENTH, -100, -1000, 10000, BEGIN), "63.016966422019685"),
    (nper(0, -100, -1000, 10000), "90"),
    (ipmt(TENTH, 6, 24, 100000, 1000000), "928.8235718400"),
    (ipmt(TENTH, 6, 24, 100000, 1000000, BEGIN), "921.1473439736"),
    (ipmt(TENTH, 1, 24, 100000, 1000000, BEGIN), "0"),
    (ppmt(TENTH, 6, 24, 100000, 1000000), "-43354.9092097751"),
    (ppmt(TENTH, 6, 24, 100000, 1000000, BEGIN), "-42996.6041749836"),
    (cumipmt(TENTH, 360, 100000, 1, 24), "-19891.7527787596"),
    (cumprinc(TENTH, 360, 100000, 1, 24, BEGIN), "-1986.7420529305"),
    (cumipmt(d("0.005333"), 120, d("737.17"), 1, 120, BEGIN), "-257.4625489000"),
    (pv(TENTH, 24, 1000, 10000), "-29864.9502647792"),
    (pv(TENTH, 24, 1000, 10000, BEGIN), "-30045.5407217317"),
    (pv(0, 24, 1000, 10000, BEGIN), "-34000"),
    (fv(0, 12, -100, -1000, BEGIN), "2200"),
    (mirr([-75000, 12000, 15000, 18000, 21000, 24000], d("0.1"), d("0.12")), "0.0797171036084"),
    (npv(d("0.1"), [-10000, 2000, 4000, 8000], first_at=1), "1031.3503176012546"),
]
# numpy-financial tests/test_financial.py, its Decimal cases, and pyxirr tests/test_periodic.rs.
LIBRARIES = [
    (pv(d("0.07"), 20, 12000), "-127128.1709461939327295222005"),
    (ppmt(TENTH, 1, 60, 55000), "-710.254125786421761"),
    (ppmt(d("0.23") / 12, 1, 60, 10000000000), "-90238044.2322778884413969909"),
    (pmt(d("0.8"), 3, 20000), "-19311.25827814569536423841060"),
    (npv(d("0.05"), [-15000, 1500, 2500, 3500, 4500, 6000]), "122.894854950942692161628715"),
    (
        mirr([-4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000], d("0.08"), d("0.055")),
        "0.066597175031553548874239618",
    ),
    (mirr([100, 200, -50, 300, -200], d("0.05"), d("0.06")), "0.342823387842176663647819868"),
    (irr([-150000, 15000, 25000, 35000, 45000, 60000]), "0.0524"),
    (irr([-100, 0, 0, 74]), "-0.09549583035"),
    (irr([-100, 39, 59, 55, 20]), "0.28094842116"),
    (irr([-100, 100, 0, -7]), "-0.08329966618"),
    (irr([-100, 100, 0, 7]), "0.06206"),
    (irr([d("-5"), d("10.5"), 1, -8, 1]), "0.0886"),
    (irr([d("87.17")] * 5 + [d("-86.43")]), "-0.49367042607"),
    (irr([d("-87.17")] * 180 + [d("5809.3")]), "-0.01352676905"),
    (irr([d("-172545.848122807")] + [d("787.735232517999")] * 480), "0.0038401048"),
    (fv(d("0.05") / 12, 120, -100, -100), "15692.9288943357"),
    (fv(d("0.05") / 12, 120, -100, -100, BEGIN), "15757.6298441047"),
    (pv(d("0.05") / 12, 120, -100, d("15692.93"), BEGIN), "-60.71677534615"),
    (ipmt(d("0.05"), 2, 10, -50000, 110000, BEGIN), "2608.108309425"),
    (ipmt(d("0.0824") / 12, 12, 12, 25000), "-14.850099189833006"),
]


@pytest.mark.parametrize(("found", "published"), EXCEL + LIBREOFFICE + FORMULAJS + LIBRARIES)
def test_published_values(found: Decimal, published: str) -> None:
    digits = len(published.partition(".")[2])
    # What is published is rounded or cut off, or a float that lost some of its digits.
    allowed = max(Decimal("1.01").scaleb(-digits), abs(Decimal(published)) * Decimal("1E-12"))
    assert abs(found - Decimal(published)) <= allowed


RATES = st.decimals("-0.5", "2", places=6)
COUNTS = st.integers(1, 600)
MONEY = st.decimals("-1000000", "1000000", places=2)
WHENS = st.sampled_from(When)


@settings(max_examples=150, deadline=None)
@given(RATES, COUNTS, MONEY, MONEY, WHENS)
def test_the_five_functions_agree(
    each: Decimal, count: int, start: Decimal, end: Decimal, when: When
) -> None:
    level = pmt(each, count, start, end, when)
    size = abs(start) + abs(end) + abs(level) * count + 1
    assert abs(pv(each, count, level, end, when) - start) <= size * Decimal("1E-20") * _grown(
        each, count
    )
    assert abs(fv(each, count, level, start, when) - end) <= size * Decimal("1E-20") * _grown(
        each, count
    )


def _grown(each: Decimal, count: int) -> Decimal:
    return max((1 + each) ** count, (1 + each) ** -count)


@settings(max_examples=100, deadline=None)
@given(RATES, st.integers(1, 60), MONEY, MONEY, WHENS)
def test_parts_sum_to_the_whole(
    each: Decimal, count: int, start: Decimal, end: Decimal, when: When
) -> None:
    level = pmt(each, count, start, end, when)
    close = (abs(level) * count + abs(start) + abs(end) + 1) * Decimal("1E-18") * _grown(each, 1)
    interest = [ipmt(each, k, count, start, end, when) for k in range(1, count + 1)]
    principal = [ppmt(each, k, count, start, end, when) for k in range(1, count + 1)]
    assert all(abs(a + b - level) <= close for a, b in zip(interest, principal, strict=True))
    balance = start
    for k in range(count):
        owed = Decimal(0) if when is BEGIN and k == 0 else -balance * each
        assert abs(interest[k] - owed) <= close * _grown(each, count)
        balance += principal[k]
    if when is When.END:
        assert abs(balance + end) <= close * _grown(each, count)
    without = [ipmt(each, k, count, start, 0, when) for k in range(1, count + 1)]
    assert abs(sum(without) - cumipmt(each, count, start, 1, count, when)) <= close * count


@settings(max_examples=60, deadline=None)
@given(
    st.decimals("0.0001", "0.05", places=5),
    st.integers(2, 120),
    st.decimals("1", "1000000", places=2),
    WHENS,
)
def test_rate_and_nper_turn_pmt_round(
    each: Decimal, count: int, start: Decimal, when: When
) -> None:
    level = pmt(each, count, start, 0, when)
    assert abs(rate(count, level, start, 0, when) - each) < Decimal("1E-17")
    assert abs(nper(each, level, start, 0, when) - count) < Decimal("1E-12")
    assert abs(nominal_rate(effective_rate(each, 12), 12) - each) < Decimal("1E-25")


@settings(max_examples=60, deadline=None)
@given(st.decimals("0.0001", "0.03", places=5), st.integers(1, 360), MONEY, WHENS)
def test_against_floats_of_numpy_financial(
    each: Decimal, count: int, start: Decimal, when: When
) -> None:
    period = (count + 1) // 2
    theirs: dict[Callable[..., Decimal], float] = {
        annuity.pmt: npf.pmt(float(each), count, float(start), 0, when.value),
        annuity_parts.ipmt: npf.ipmt(float(each), period, count, float(start), 0, when.value),
        annuity_parts.ppmt: npf.ppmt(float(each), period, count, float(start), 0, when.value),
    }
    ours = {
        annuity.pmt: pmt(each, count, start, 0, when),
        annuity_parts.ipmt: ipmt(each, period, count, start, 0, when),
        annuity_parts.ppmt: ppmt(each, period, count, start, 0, when),
    }
    for function, expected in theirs.items():
        assert float(ours[function]) == pytest.approx(
            float(expected), rel=1e-6, abs=1e-6 * abs(float(start))
        )


def test_tiny_rates_and_long_terms_keep_their_digits() -> None:
    # Series in r: pmt = -pv / n x (1 + (n + 1) r / 2 + ...), exact to 1e-28 here.
    tiny = Decimal("1E-20")
    assert abs(pmt(tiny, 360, 36000) + 100 * (1 + Decimal("180.5") * tiny)) < Decimal("1E-24")
    assert pmt(Decimal("1E-61"), 360, 36000) == -100
    # Perpetuity: the payment is the interest.
    assert pmt(Decimal("0.3"), 100_000, 2000) == -600
    with localcontext(prec=6):  # what the caller's context says does not matter
        assert (
            ppmt(Decimal("0.3"), 100_000, 100_000, 2000)
            + ipmt(Decimal("0.3"), 100_000, 100_000, 2000)
            == -600
        )
        assert len(pmt(Decimal("0.01"), 7, 1000).as_tuple().digits) == 28


@pytest.mark.parametrize(
    ("field", "call"),
    [
        ("rate", lambda: pmt(0.01, 12, 1000)),  # type: ignore[arg-type]
        ("rate", lambda: pmt(Decimal(-1), 12, 1000)),
        ("rate", lambda: fv(Decimal("NaN"), 12, 1000)),
        ("rate", lambda: pv("0.1", 12, 1000)),  # type: ignore[arg-type]
        ("nper", lambda: pmt(0, 0, 1000)),
        ("nper", lambda: pmt(0, 100_001, 1000)),
        ("nper", lambda: rate(0, 1, 1)),
        ("nper", lambda: ipmt(0, 1, Decimal("1.5"), 1000)),
        ("pv", lambda: pmt(0, 12, Decimal("Infinity"))),
        ("when", lambda: pmt(0, 12, 1000, 0, 2)),
        ("pmt", lambda: nper(Decimal("0.01"), -10, 1000)),  # only the interest
        ("pmt", lambda: nper(0, 0, 1000)),
        ("period", lambda: ppmt(0, 13, 12, 1000)),
        ("period", lambda: ipmt(0, 0, 12, 1000)),
        ("start", lambda: cumipmt(0, 12, 1000, 0, 3)),
        ("end", lambda: cumprinc(0, 12, 1000, 5, 3)),
        ("amounts[1]", lambda: irr([-1, Decimal("NaN")])),
        ("amounts[0]", lambda: npv(0, [True])),
        ("finance_rate", lambda: mirr([-1, 2], Decimal(-2), 0)),
        ("periods_a_year", lambda: effective_rate(Decimal("0.1"), 0)),
        ("effective", lambda: nominal_rate(Decimal(-1), 12)),
        ("guess", lambda: irr([-1, 2], Decimal("NaN"))),
    ],
)
def test_bad_input_is_named(field: str, call: Callable[[], Decimal]) -> None:
    with pytest.raises(InvalidInput) as caught:
        call()
    assert caught.value.field == field


def test_no_rate_is_said() -> None:
    with pytest.raises(NoSingleRate):  # numpy-financial: not a number
        rate(12, 400, 10000, 5000)
    with pytest.raises(NoSingleRate):
        mirr([39000, 30000, 21000], Decimal("0.1"), Decimal("0.12"))
    with pytest.raises(NoSingleRate):
        irr([-100, 230, -132], None)
