import pytest

from bot.services.lesson_words import asks_meaning, lesson_in, may_ask_meaning

ASKED = [
    ("什么是年化", "annual_cost"),
    ("日息万五折成一年是多少", "period_rates"),
    ("分期手续费跟利息一样吗", "instalment_fee"),
    ("等额本息是啥意思", "equal_instalment"),
    ("先息後本係咩", "interest_only"),
    ("随借随还怎么算钱", "revolving"),
    ("逾期有宽限期吗", "grace_period"),
    ("罚息怎么来的", "penalty_interest"),
    ("啥叫利滚利", "compound_interest"),
    ("征信花了怎么办", "many_inquiries"),
    ("硬查询和软查询", "hard_inquiry"),
    ("综合评分不足啥意思", "credit_score"),
    ("怎么养征信", "building_credit"),
    ("信用卡最低还款是什么意思", "minimum_payment"),
    ("LPR是什么", "lpr"),
    ("砍头息是什么", "upfront_deduction"),
    ("AB合同有啥问题", "loan_traps"),
    ("以贷养贷会怎样", "debt_spiral"),
    ("负债率多少算高", "debt_ratio"),
    ("what does APR mean", "annual_cost"),
    ("how to build credit", "building_credit"),
    ("what is a hard inquiry", "hard_inquiry"),
    ("explain compound interest", "compound_interest"),
    ("what is debt-to-income", "debt_ratio"),
    ("what's a grace period", "grace_period"),
    ("今天天气不错", None),
    ("a profitable day", None),
]


@pytest.mark.parametrize(("text", "name"), ASKED)
def test_the_longest_word_decides(text: str, name: str | None) -> None:
    assert lesson_in(text) == name


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("什么是罚息", True), ("罚息是什么意思", True), ("罚息多少钱", False),
        ("what does penalty interest mean", True), ("what is my penalty interest", False),
        ("how does compound interest work", True), ("I paid late", False),
    ],
)  # fmt: skip
def test_a_question_of_meaning_is_told_from_one_about_the_own_loan(text: str, asks: bool) -> None:
    assert asks_meaning(text) is asks


def test_a_weak_question_of_meaning_may_be_one() -> None:
    assert may_ask_meaning("what is penalty interest")
    assert not may_ask_meaning("what is my penalty interest")
    assert not asks_meaning("what's the penalty for paying early")
