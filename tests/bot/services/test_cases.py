import pytest

from bot.services.cases import CASES, GENERAL, asks_for_hours, case_of

SAID = [
    ("make_repayment", "卡里有钱怎么扣款失败了", "failed"),
    ("make_repayment", "我老婆能替我还吗", "other_person"),
    ("make_repayment", "忘了还怎么补", "missed"),
    ("make_repayment", "上个月扣了两次", "double"),
    ("make_repayment", "我想還款", GENERAL),
    ("make_repayment", "The payment didn't go through", "failed"),
    ("make_repayment", "can my husband pay it for me", "other_person"),
    ("ask_credit_report", "测一下会不会上征信", "test"),
    ("ask_credit_report", "逾期记录要保留几年", "late"),
    ("ask_credit_report", "怎么查自己的征信", "own"),
    ("ask_credit_report", "有没有不上征信的贷款", "none"),
    ("ask_credit_report", "where can I get my own report", "own"),
    ("ask_credit_report", "how long does a late mark stay", "late"),
    ("privacy_data_request", "把我的资料删了", "delete"),
    ("privacy_data_request", "會不會讓家人知道", "contacts"),
    ("privacy_data_request", "I want to withdraw my consent", "withdraw"),
    ("verify_message", "说要先交保证金", "paid_first"),
    ("verify_message", "他问我要验证码", "code"),
    ("verify_message", "有人打电话给我说是你们", "call"),
    ("verify_message", "is this text message from you", "link"),
    ("verify_message", "你们是正规公司吗", "company"),
    ("ask_penalty_overdue", "晚一天算逾期吗", "grace"),
    ("ask_penalty_overdue", "会不会被起诉", "collection"),
    ("ask_penalty_overdue", "逾期了会怎样", GENERAL),
    ("early_repayment", "提前还要手续费吗", "fee"),
    ("early_repayment", "can I pay back half", "part"),
    ("ask_disbursement", "钱怎么还没到", "missing"),
    ("ask_disbursement", "will it be paid on a weekend", "holiday"),
    ("ask_eligibility", "要准备哪些资料", "documents"),
    ("ask_eligibility", "黑户能办吗", "bad_credit"),
    ("ask_limit", "额度怎么变少了", "gone"),
    ("ask_rate", "有没有服务费", "fees"),
    ("ask_rate", "what is the interest per day", "daily"),
    ("out_of_scope", "我忘记密码了登录不上", "login"),
    ("out_of_scope", "apply for a visa", GENERAL),
    ("out_of_scope", "讲个笑话", GENERAL),
    ("settlement_certificate", "结清证明几天能拿到", "when"),
    ("human_agent", "客服几点上班", "hours"),
    ("human_agent", "我要人工", GENERAL),
]  # fmt: skip


@pytest.mark.parametrize(("intent", "text", "case"), SAID)
def test_the_words_name_the_case(intent: str, text: str, case: str) -> None:
    assert case_of(intent, text) == case


def test_a_chosen_button_asks_in_general() -> None:
    assert case_of("early_repayment", "/early_repayment") == GENERAL


def test_an_intent_without_cases_has_the_general_one() -> None:
    assert case_of("greet", "app 扣款失败") == GENERAL


def test_no_word_stands_twice_in_an_intent() -> None:
    for intent, cases in CASES.items():
        words = [word for one in cases.values() for word in one]
        assert len(words) == len(set(words)), intent


def test_hours_of_staff_are_no_occupation() -> None:
    assert asks_for_hours("客服几点上班")
    assert asks_for_hours("what are your opening hours, can I call you")
    assert not asks_for_hours("我上班的，几点都行")
