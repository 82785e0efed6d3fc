import pytest

from bot.services.likely_names import likely_name
from bot.services.sample_text import sample_text

# Made up, of common characters; every kind of name: two and three characters, both scripts.
NAMES = [
    "王小明", "李静", "周建国", "闫梅", "金娜", "钱雨欣", "黄子涵", "欧阳雪", "司马玉", "向东海",
    "張志偉", "劉曉燕", "陳淑芬", "江思远", "石大勇", "方可欣",
]  # fmt: skip
SENTENCES = [
    "{}的贷款还清了吗", "把{}从联系人里删掉", "担保人{}不知道这件事", "本人{}申请延期还款",
    "户名{}不对", "我和{}离婚了贷款怎么算", "紧急联系人填了{}", "{}借钱不还",
    "客服{}态度差", "还给{}行吗", "{}",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_name_that_nothing_announces_is_not_kept(name: str, sentence: str) -> None:
    kept = sample_text(sentence.format(name))
    assert kept is None or name not in kept


@pytest.mark.parametrize("name", ["john smith", "Mary", "xiaoming", "David Wang", "SOPHIE"])
@pytest.mark.parametrize(
    "sentence",
    [
        "{} here, call me back",
        "please tell {} about my loan",
        "the account is in {}'s name",
        "i'm {}, can you help",
        "{} owes the money, not me",
        "wechat is {}",
    ],
)
def test_an_english_name_is_not_kept_in_small_letters_or_capitals(name: str, sentence: str) -> None:
    kept = sample_text(sentence.format(name))
    assert kept is None or not any(word in kept for word in name.split())


@pytest.mark.parametrize(
    "text",
    [
        "i have 5 wan yuan",
        "does it work in hong kong",
        "凌晨会扣款吗",
        "支付宝怎么绑卡",
        "已经付清了",
        "张卡还清了吗",
        "黄金能抵押吗",
        "何时能到账",
        "钱能提前还吗",
        "金额不对",
        "高额度怎么申请",
        "江苏可以办吗",
        "万一还不上怎么办",
        "什么方法能提额",
        "提额需要什么条件",
    ],
)
def test_ordinary_words_look_like_no_name(text: str) -> None:
    assert not likely_name(text)
    assert sample_text(text) == text
