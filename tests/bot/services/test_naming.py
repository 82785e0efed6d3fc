import pytest

from bot.services.naming import (
    asks_why,
    denied,
    goes_back,
    named,
    pointed_at,
    says_all_same,
    says_same,
)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("收入", "monthly_income"), ("改收入",
        "monthly_income"), ("收入那项错了", "monthly_income"),
        ("把期限改一下", "term"), ("年齡錯了", "age"), ("逾期次数填错了", "late_count"),
        ("每月还款填错了", "monthly_debt"), ("还款期限不对",
        "term"), ("家里人数错了", "dependents"),
        ("the income is wrong", "monthly_income"), ("change my age", "age"),
        ("I want to change the amount", "amount"),
    ],
)  # fmt: skip
def test_an_answer_is_pointed_at(text: str, field: str) -> None:
    assert pointed_at(text) == field


@pytest.mark.parametrize(
    "text",
    [
        "收入不是8000是9000",
        "问收入干嘛",
        "我要还款",
        "收入和年龄都错了",
        "what is the term?",
        "有收入证明吗",
    ],
)
def test_what_says_more_points_at_nothing(text: str) -> None:
    assert pointed_at(text) is None


def test_the_more_telling_name_wins() -> None:
    assert named("逾期次数和房贷笔数") == ("late_count", "real_estate_loans")
    assert named("收入九千，房贷两千") == ("monthly_income", "monthly_debt")


@pytest.mark.parametrize(
    "text",
    ["上一个问题答错了", "上一题错了", "回到上一步",
    "刚才说错了", "返回", "等等，上一个答错了", "go back",
     "I got the last question wrong", "my last answer was wrong", "wait, go back one"],
)  # fmt: skip
def test_the_previous_question_is_wanted(text: str) -> None:
    assert goes_back(text)


@pytest.mark.parametrize(
    "text", ["刚才说的收入错了", "back in two years", "上个月还的", "错了，是八万"]
)
def test_other_words_do_not_go_back(text: str) -> None:
    assert not goes_back(text)


@pytest.mark.parametrize(
    ("text", "everything"),
    [
        ("跟刚才一样", False), ("同上", False), ("和上次一样", False), ("照旧", False),
        ("都跟上次一样", True), ("same as before", False), ("all the same as before", True),
    ],
)  # fmt: skip
def test_the_same_as_before(text: str, everything: bool) -> None:
    assert says_same(text)
    assert says_all_same(text) is everything


@pytest.mark.parametrize("text", ["每月还的一样", "一样多地还", "the same amount each month"])
def test_other_samenesses_are_no_answer(text: str) -> None:
    assert not says_same(text)


def test_why_alone_asks_about_the_open_question() -> None:
    assert asks_why("为什么？")
    assert asks_why("why?")
    assert not asks_why("为什么没通过")


@pytest.mark.parametrize(
    "text",
    [
        "what's the damage if I borrow 10k for a year?",
        "I manage a shop",
        "prepayment fees",
        "on average",
    ],
)
def test_no_answer_is_named_inside_another_word(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("never late", {"late_payments"}),
        ("no kids, just me", {"dependents"}),
        ("没有房贷", {"real_estate_loans"}),
        ("沒有遲繳過", {"late_payments"}),
        ("没有孩子要养，也没逾期过", {"dependents", "late_payments"}),
        ("没有", set()),
        ("two kids", set()),
        ("late once", set()),
    ],
)
def test_a_denial_names_what_there_is_none_of(text: str, facts: set[str]) -> None:
    assert denied(text) == facts
