from collections.abc import Sequence

import pytest

from bot.corpus.gaps import FEWEST, gaps
from tests.bot.corpus.made_up import examples

VARIED_ZH = [
    "还款",
    "怎么還款",
    "我想问一下这个月的贷款到底应该在哪里还呢谢谢",
    "钱还不进去,怎么办",
    "代款咋还",
    "在哪儿还",
    "可以微信还吗",
    "支付宝行不行",
    "到期自动扣吗",
    "想用别的卡还这个月的",
    "找不到还钱的地方了",
    "帮忙看看",
    "扣款失败了,余额够的",
    "几点扣钱",
    "手动操作",
    "昨天没扣成功今天还会再扣吗",
    "对公账户能还不",
    "银行转账",
    "一定要绑卡吗",
    "别人代还",
]
_KINDS = "late early full monthly first last next extra small big due old new missed final weekly"
VARIED_EN = [
    "pay",
    "autopay",
    "wechat ok?",
    "how do i pay my loan if the app keeps telling me to come back later",
    "can you take it from another card, please",
    "the paymnet failed",
    "which account do you take it from",
    "my bank says it went through, what now",
    *(f"{kind} payment" for kind in _KINDS.split()),
    *(f"{kind} payment, is that ok too" for kind in _KINDS.split()),
]


def kinds(texts: Sequence[str], language: str) -> set[str]:
    found = gaps(examples({"make_repayment": texts}))
    return {one.kind for one in found if one.language == language} - {"few"}


def test_varied_examples_lack_nothing() -> None:
    assert kinds(VARIED_ZH, "zh") == set()
    assert kinds(VARIED_EN, "en") == set()


def test_an_intent_with_few_examples_of_a_language_is_named() -> None:
    many = [f"第{number}个问题" for number in range(FEWEST["zh"])]
    found = gaps(examples({"ask_help": many, "greet": ["hi"]}))
    few = {(one.intent, one.language): one.count for one in found if one.kind == "few"}
    assert few == {("ask_help", "en"): 0, ("greet", "zh"): 0, ("greet", "en"): 1}


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("same_opening", ["怎么" + text for text in VARIED_ZH]),
        ("same_length", [text[:6].ljust(6, "啊") for text in VARIED_ZH]),
        ("no_fragments", [text + "请告诉我一下" for text in VARIED_ZH]),
        ("no_long_ones", [text[:17] for text in VARIED_ZH]),
        ("no_clauses", [text.replace(",", "") for text in VARIED_ZH]),
        ("no_traditional", [text.replace("還", "还") for text in VARIED_ZH]),
        ("no_typing_errors", [text.replace("代款", "贷款") for text in VARIED_ZH]),
    ],
)
def test_what_chinese_examples_lack_is_named(kind: str, texts: list[str]) -> None:
    assert kind in kinds(texts, "zh")


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("same_opening", ["can i " + text for text in VARIED_EN]),
        ("same_length", ["one two three four"] * len(VARIED_EN)),
        ("no_fragments", [text + " right now my friend" for text in VARIED_EN]),
        ("no_long_ones", [" ".join(text.split()[:9]) for text in VARIED_EN]),
        ("no_clauses", [text.replace(",", "") for text in VARIED_EN]),
        ("no_typing_errors", [text.replace("paymnet", "payment") for text in VARIED_EN]),
    ],
)
def test_what_english_examples_lack_is_named(kind: str, texts: list[str]) -> None:
    assert kind in kinds(texts, "en")


def test_a_few_examples_are_not_judged_for_variety() -> None:
    assert kinds(["还款"] * 5, "zh") == set()
