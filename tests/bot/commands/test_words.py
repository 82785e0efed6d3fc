import pytest

from bot.commands import words
from scoring.day_count import DayCount
from scoring.due_dates import MONTHLY, QUARTERLY, TWO_WEEKLY, WEEKLY, YEARLY, Frequency, Unit
from scoring.errors import InvalidInput
from scoring.money import Rounding


@pytest.mark.parametrize(
    ("word", "method"),
    [
        ("equal_instalment", "equal_instalment"),
        ("Equal-Installment", "equal_instalment"),
        ("等额本息", "equal_instalment"),
        ("等本等息", "flat_interest"),
        ("随借随还", "credit_line"),
    ],
)
def test_methods_have_names_in_both_languages(word: str, method: str) -> None:
    assert words.method(word) == method


@pytest.mark.parametrize(
    ("word", "every", "frequency"),
    [
        ("month", 1, MONTHLY),
        ("MONTHS", 1, MONTHLY),
        ("month", 3, QUARTERLY),
        ("quarterly", 1, QUARTERLY),
        ("week", 1, WEEKLY),
        ("2 weeks", 1, TWO_WEEKLY),
        ("fortnight", 1, TWO_WEEKLY),
        ("WEEKS", 2, TWO_WEEKLY),
        ("15 days", 1, Frequency(every=15, unit=Unit.DAY)),
        ("DAYS", 15, Frequency(every=15, unit=Unit.DAY)),
        ("year", 1, YEARLY),
        ("half_year", 1, Frequency(every=6, unit=Unit.MONTH)),
    ],
)
def test_frequencies(word: str, every: int, frequency: Frequency) -> None:
    assert words.frequency(word, every) == frequency


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("30/360", DayCount.THIRTY_360),
        ("30E/360", DayCount.THIRTY_360),
        ("act/365", DayCount.ACTUAL_365),
        ("Actual/365F", DayCount.ACTUAL_365),
        ("ACT/ACT", DayCount.ACTUAL_ACTUAL),
        ("actual/364", DayCount.ACTUAL_364),
    ],
)
def test_day_counts(word: str, count: DayCount) -> None:
    assert words.day_count(word) is count


@pytest.mark.parametrize(
    ("month", "year", "count"),
    [
        ("DAYS_30", "DAYS_360", DayCount.THIRTY_360),
        ("ACTUAL", "DAYS_364", DayCount.ACTUAL_364),
        ("INVALID", "DAYS_360", DayCount.ACTUAL_360),
        ("30", "365", DayCount.THIRTY_365),
        ("actual", "actual", DayCount.ACTUAL_ACTUAL),
    ],
)
def test_day_counts_in_two_halves(month: str, year: str, count: DayCount) -> None:
    assert words.day_count_of(month, year) is count


@pytest.mark.parametrize(
    ("word", "rounding"),
    [
        ("half-even", Rounding.HALF_EVEN),
        ("HALF UP", Rounding.HALF_UP),
        ("ceil", Rounding.CEILING),
    ],
)
def test_roundings(word: str, rounding: Rounding) -> None:
    assert words.rounding(word) is rounding


@pytest.mark.parametrize(
    ("read", "field"),
    [
        (words.method, "method"),
        (words.frequency, "frequency"),
        (words.day_count, "day_count"),
        (words.rounding, "rounding"),
    ],
)
def test_an_unknown_word_is_named(read: object, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read("nonsense")  # type: ignore[operator]
    assert caught.value.field == field
