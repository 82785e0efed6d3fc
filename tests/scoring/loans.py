"""Hypothesis strategies for loans of every method, day count and fee."""

from datetime import date

from hypothesis import strategies as st

from scoring.money import Rounding
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import DayCount, Schedule, build_schedule


@st.composite
def fees(draw: st.DrawFn) -> Fee:
    manner = draw(st.sampled_from(FeeManner))
    by_share = manner is FeeManner.ON_BALANCE or draw(st.booleans())
    return Fee(
        code=draw(st.uuids()).hex,
        name="服务费",
        payee="本机构",
        manner=manner,
        financed=manner is FeeManner.AT_DISBURSEMENT and draw(st.booleans()),
        rate=draw(st.decimals("0", "0.02", places=4)) if by_share else None,
        amount=None if by_share else draw(st.decimals("0.01", "20", places=2)),
    )


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    return build_schedule(
        principal=draw(st.decimals("1000", "1000000", places=2)),
        annual_rate=draw(st.decimals("0", "0.36", places=4)),
        months=draw(st.integers(1, 60)),
        method=draw(st.sampled_from(Method)),
        disbursed=draw(st.dates(date(2024, 1, 1), date(2030, 12, 31))),
        day_count=draw(st.sampled_from(DayCount)),
        rounding=draw(st.sampled_from(Rounding)),
        fees=draw(st.lists(fees(), max_size=2)),
    )
