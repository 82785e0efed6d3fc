from decimal import Decimal
from typing import Any

import pytest

from bot.services.form import Doubt, Found, Listening, Problem, Step
from bot.services.heard import Heard, HeardEntity
from bot.services.interview import advance
from bot.services.loan_size import Bounds, read_term
from bot.services.need_fields import income_pattern_of, need_fields, read_purpose, read_segment
from scoring.products import IncomePattern
from tests.bot.services.hearing import hear

BOUNDS = Bounds(
    smallest=Decimal(500),
    largest=Decimal(2_000_000),
    longest_months=60,
    forbidden=frozenset({"securities", "property_purchase", "gambling", "onward_lending"}),
)
FORM = need_fields(BOUNDS)


def listen(
    text: str, requested: str | None = None, *, intent: str = "inform", **known: Any
) -> Step:
    return advance(FORM, hear(text, intent), Listening(known=known, requested=requested))


def amount(step: Step) -> Any:
    return step.values["amount"]["value"]


@pytest.mark.parametrize(
    ("text", "purpose", "yuan", "months", "segment"),
    [
        ("我开小餐馆,想借十五万周转,分两年还", "business_turnover", "150000", 24, "micro_business"),
        ("我是老师,装修缺八万,三年还清", "home_improvement", "80000", 36, "city_employee"),
        ("种了三十亩水稻,买化肥要借两万,半年还", "farming", "20000", 6, "farmer"),
        ("跑外卖的想换辆电动车,5000块,分12期", "green_goods", "5000", 12, "freelancer"),
        ("I run a small shop and need 50k for working capital over two years",
         "business_turnover", "50000", 24, "micro_business"),
        ("Office worker, renovating the kitchen, about 80k, 3 years",
         "home_improvement", "80000", 36, "city_employee"),
    ],
)  # fmt: skip
def test_everything_in_one_sentence(
    text: str, purpose: str, yuan: str, months: int, segment: str
) -> None:
    values = listen(text, intent="discover_need").values
    assert values["purpose"] == purpose
    assert values["amount"]["value"] == yuan
    assert values["term"]["months"] == months
    assert values["segment"] == segment


def test_only_what_is_missing_is_asked() -> None:
    assert listen("想借五万", intent="discover_need").next_field == "purpose"
    assert listen("装修", "purpose", amount={"value": "50000"}).next_field == "term"


def test_time_in_trade_is_no_loan_term() -> None:
    assert "term" not in listen("我开小餐馆三年了,想借十五万", intent="discover_need").values


def test_income_mentioned_beside_the_loan_is_not_the_loan() -> None:
    assert amount(listen("月薪一万二,想借五万", intent="discover_need")) == "50000"
    assert "amount" not in listen("一年能收六万", intent="discover_need").values


def test_a_range_keeps_both_ends() -> None:
    stated = listen("三到五万吧", "amount").values["amount"]
    assert (stated["low"], stated["high"], stated["approximate"]) == ("30000", "50000", True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0元", "amount_not_positive"),
        ("-5万", "amount_not_positive"),
        ("一百亿", "amount_too_large"),
        ("三百万", "amount_too_large"),
        ("100块", "amount_too_small"),
        ("随便", "amount_vague"),
        ("5000美元", "amount_foreign"),
    ],
)
def test_an_amount_that_cannot_be_lent_is_named(text: str, code: str) -> None:
    step = listen(text, "amount")
    assert isinstance(step.problem, Problem)
    assert (step.problem.code, step.next_field) == (code, "purpose")


@pytest.mark.parametrize(
    ("text", "code"),
    [("0期", "term_not_positive"), ("100年", "term_too_long"), ("十年", "term_too_long")],
)
def test_a_term_that_does_not_exist_is_named(text: str, code: str) -> None:
    problem = listen(text, "term").problem
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_bare_numbers_are_confirmed_where_the_unit_is_missing() -> None:
    fifteen = listen("15", "amount").doubt
    assert isinstance(fifteen, Doubt)
    assert fifteen.value["value"] == "150000"
    two = listen("2", "term").doubt
    assert isinstance(two, Doubt)
    assert two.value["months"] == 24
    assert amount(listen("8000", "amount")) == "8000"
    assert listen("18", "term").values["term"]["months"] == 18


@pytest.mark.parametrize("text", ["想借钱炒股", "凑个首付买房", "借来转借给朋友", "买比特币"])
def test_a_forbidden_purpose_is_refused(text: str) -> None:
    problem = listen(text, intent="discover_need").problem
    assert isinstance(problem, Problem)
    assert problem.code == "purpose_forbidden"


def test_renovating_a_bought_home_is_renovation() -> None:
    assert listen("刚买了房要装修", intent="discover_need").values["purpose"] == "home_improvement"


def test_a_trade_is_not_taken_for_the_purpose_beside_another() -> None:
    assert listen("我开小店,想借钱装修", intent="discover_need").values["purpose"] == (
        "home_improvement"
    )


def test_a_corrected_amount_replaces_the_first() -> None:
    step = listen("不对,是八万", "term", purpose="car", amount={"value": "50000"})
    assert amount(step) == "80000"
    assert set(step.corrected) == {"amount"}


def test_a_question_about_another_amount_is_no_correction_of_the_segment() -> None:
    step = listen("学生能借吗?", "term", intent="ask_eligibility", segment="farmer")
    assert "segment" not in step.values


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("不急", "flexible"),
        ("明天就要", "now"),
        ("下个月用", "within_month"),
        ("no rush", "flexible"),
        ("手头有点紧,下个月要", "within_month"),
    ],
)
def test_urgency(text: str, urgency: str) -> None:
    assert listen(text, "urgency", intent="deny").values["urgency"] == urgency


def test_the_usual_income_pattern_is_not_asked() -> None:
    assert income_pattern_of({"segment": "farmer"}) is IncomePattern.HARVEST
    assert income_pattern_of({"segment": "farmer", "income_pattern": "salary"}) is (
        IncomePattern.SALARY
    )
    assert income_pattern_of({}) is IncomePattern.IRREGULAR


def test_found_is_what_a_button_says() -> None:
    chosen = Heard(
        text='/inform{"choice":"farmer","field":"segment"}',
        intent="inform",
        confidence=1.0,
        entities=(
            HeardEntity(name="field", value="segment"),
            HeardEntity(name="choice", value="farmer"),
        ),
    )
    assert read_segment(chosen, Listening(known={})) == Found(value="farmer")


def test_a_number_too_large_for_months_is_another_amount() -> None:
    step = listen("8000", "term", purpose="education", amount={"value": "5000"})
    assert (amount(step), step.next_field) == ("8000", "term")


def test_a_button_that_asks_to_change_a_field_brings_no_value_for_it() -> None:
    change = Heard(
        text='/change_need{"field":"term"}',
        intent="change_need",
        confidence=1.0,
        entities=(HeardEntity(name="field", value="term"),),
    )
    assert read_term(change, Listening(known={}), BOUNDS) is None


@pytest.mark.parametrize(
    ("text", "intent", "changed"),
    [
        ("家里还有老伴和一个念书的娃", "inform", False),
        ("生活费一个月一千八，兼职挣一千", "inform", False),
        ("其中一千块还在付装修的工钱，成本高", "inform", False),
        ("装修", "inform", True),
        ("哦对了我现在要用来装修了", "inform", True),
        ("不对，是装修", "inform", True),
        ("那装修呢，行吗", "inform", True),
        ("我现在想借钱把家里的房子装修一下", "discover_need", True),
    ],
)
def test_a_known_purpose_changes_only_when_that_is_meant(
    text: str, intent: str, changed: bool
) -> None:
    heard = Heard(
        text=text,
        intent=intent,
        confidence=0.9,
        entities=(HeardEntity(name="purpose", value="home_improvement", text="装修"),),
    )
    listening = Listening(known={"purpose": "car"}, requested="urgency")
    found = read_purpose(heard, listening, BOUNDS)
    assert (found is not None) is changed
