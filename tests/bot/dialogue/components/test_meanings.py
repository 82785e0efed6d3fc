from bot.dialogue.components.meanings import Meanings, meanings

SAYS = {
    "利息": "ask_rate", "征信": "ask_credit_report", "到账": "ask_disbursement",
    "投诉": "complaint", "还不上": "cannot_repay_hardship", "人工": "human_agent",
    "谢谢": "thanks", "销户": "close_account", "还清了": "report_paid", "天气": "out_of_scope",
    "想借": "discover_need",
}  # fmt: skip


def read(text: str) -> list[tuple[str, float]]:
    """A reader that goes by one word, the last one of the text."""
    found = sorted((text.rfind(word), intent) for word, intent in SAYS.items() if word in text)
    return [(found[-1][1], 0.9), ("inform", 0.1)] if found else [("inform", 0.6)]


def meant(text: str) -> tuple[str, list[str]]:
    found = meanings(text, read)
    return found.ranking[0][0], [one.intent for one in found.further]


def test_one_clause_means_one_thing() -> None:
    assert meanings("利息多少", read) == Meanings(read("利息多少"))


def test_questions_of_other_clauses_come_in_the_order_in_which_they_are_said() -> None:
    found = meanings("利息多少,上征信吗,多久到账", read)
    assert found.ranking[0][0] == "ask_disbursement"
    assert [one.intent for one in found.further] == ["ask_rate", "ask_credit_report"]
    assert found.at == 10


def test_questions_without_a_sign_between_them_are_told_apart() -> None:
    assert meant("借一万利息是多少呢会不会上征信") == ("ask_credit_report", ["ask_rate"])


def test_what_presses_comes_first() -> None:
    assert meant("我要投诉,怎么销户呢") == ("complaint", ["close_account"])
    assert meant("我还不上了,上征信吗") == ("cannot_repay_hardship", ["ask_credit_report"])
    assert meant("转人工,利息多少") == ("human_agent", ["ask_rate"])


def test_background_asks_for_nothing() -> None:
    assert meant("我还清了,怎么销户") == ("close_account", [])
    assert meant("利息五厘,什么时候到账") == ("ask_disbursement", [])


def test_thanks_is_not_what_a_message_is_about() -> None:
    assert meant("多久到账呀,谢谢") == ("ask_disbursement", [])


def test_a_need_is_heard_beside_questions() -> None:
    assert meant("想借五万装修,利息多少") == ("ask_rate", ["discover_need"])


def test_a_message_about_something_else_is_not_searched_for_more() -> None:
    assert meant("利息多少,今天天气怎么样") == ("out_of_scope", [])


def test_what_is_denied_is_not_meant() -> None:
    assert meant("我不是要投诉,就想问问利息") == ("ask_rate", [])
    assert meant("不用转人工,利息是多少,上征信吗") == ("ask_credit_report", ["ask_rate"])


def test_a_denial_alone_is_left_to_the_reader() -> None:
    assert meant("不用转人工") == ("human_agent", [])
