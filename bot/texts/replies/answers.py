"""Answers to questions, one per intent and case, and the small phrases of a conversation.

Facts of the lender and of the catalogue come in as ``Facts``; nothing is looked up here.
"""

from collections.abc import Mapping

from bot.texts.catalogue import translator
from bot.texts.replies.choices import Choice, choose
from bot.texts.replies.facts import Facts
from bot.texts.replies.next_steps import next_step as next_step
from bot.texts.replies.next_steps import person as person
from bot.texts.replies.topics import TOPICS

LANGUAGE_NAMES: Mapping[str, str] = {
    "zh_CN": "简体中文",
    "zh_Hant_TW": "繁體中文",
    "en": "English",
}


def answer(intent: str, facts: Facts, language: str, *, case: str = "") -> str:
    """The answer to a question that needs nothing about the person."""
    cases = TOPICS[intent]
    return translator(language)(cases.get(case) or cases[""], **facts.shown(language))


def opening(facts: Facts, language: str) -> str:
    """The first words: a machine, what it can do, how to reach a person."""
    return translator(language)(
        "您好，我是{lender}的自动助手（不是真人）。我可以听您的需要，推荐合适的贷款，算清年化综合成本，"
        "再测测您能借多少，全程不查征信。\n\n想借多少、用来做什么？一句话说完也行。随时说“人工”，就有同事来接。",
        lender=facts.lender,
    )


def opening_choices(language: str) -> tuple[Choice, ...]:
    """Ways to begin."""
    _ = translator(language)
    return (
        choose(_("说说我的需要"), "discover_need"),
        choose(_("有哪些贷款"), "ask_loan_products"),
        person(language),
    )


def welcome_back(language: str) -> str:
    """A customer returns to a conversation."""
    return translator(language)("欢迎回来，上次说的都还在。")


def picking_up(language: str) -> str:
    """A customer writes again after a long while, in the middle of something."""
    return translator(language)("隔了一阵，先帮您接上。")


def back_to(question: str, language: str) -> str:
    """The open question again, after an answer to another one."""
    return translator(language)("回到刚才的问题：{question}", question=question)


def language_changed(language: str) -> str:
    """Said in the new language."""
    return translator(language)("好的，接下来用简体中文。")


def which_language(language: str) -> str:
    """The wish for another language without saying which."""
    return translator(language)("可以用简体中文、繁體中文或 English，您想用哪一种？")


def what_next(language: str) -> str:
    """A "yes" to nothing in particular."""
    return translator(language)("好的。接下来想看什么？")


def no_pressure(language: str) -> str:
    """A "no" is fine."""
    return translator(language)("好的，不勉强。还想看看别的，随时说。")


def need_first(language: str) -> str:
    """A question about a loan that is not described yet."""
    return translator(language)("这个要先知道用途、金额和期限才能算准。知道之后我马上给您看。")


def tell_me_more(language: str) -> str:
    """After an example: what makes it the customer's own."""
    return translator(language)("告诉我您的用途、金额和期限，我按您的数算。")


def noted_already(language: str) -> str:
    """The customer repeats what is known."""
    return translator(language)("这些都记着呢，上面的推荐就是按这个算的。接下来想看什么？")


def going_on(language: str) -> str:
    """A customer wants to go on."""
    return translator(language)("好的，接着来。")
