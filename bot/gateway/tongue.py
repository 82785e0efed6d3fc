"""Which language a customer writes in, when they never chose one. Pure."""

import re

from bot.texts.languages import ENGLISH, SOURCE, TRADITIONAL

_HAN = re.compile(r"[㐀-鿿]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}")
# Characters that only traditional writing uses, of the words that loan customers use most.
_TRADITIONAL_ONLY = frozenset(
    "們個這麼麽說錢貸還請問開萬點應該對買賣裝學費車換銀行帳號號碼現歲員業農實際觀報導師廠辦務給誰讓幾領薪資營運輸"
    "週轉額應該時間會為與無從來證書產險機構聽見覺課養殖種貨進婦嗎兩餐館創結婚禮樣東區當歡麵飯電動陽爾後選擇較"
)
_SIMPLIFIED_ONLY = frozenset(
    "们个这么说钱贷还请问开万点应该对买卖装学费车换银账号码现岁员业农实际观报导师厂办务给谁让几领资营运输"
    "周转额时间会为与无从来证书产险机构听见觉课养种货进妇吗两馆创结礼样东区当欢面饭电动阳尔后选择较"
)
_SHARED = _TRADITIONAL_ONLY & _SIMPLIFIED_ONLY
MIN_LATIN_WORDS = 3


def written_language(text: str, current: str) -> str:
    """The language of ``text``, or ``current`` when the text does not tell.

    A few Latin letters in Chinese (15w, ok, APP) or a lone "yes" do not tell.
    """
    if _HAN.search(text):
        traditional = sum(1 for sign in text if sign in _TRADITIONAL_ONLY - _SHARED)
        simplified = sum(1 for sign in text if sign in _SIMPLIFIED_ONLY - _SHARED)
        if traditional > simplified:
            return TRADITIONAL
        if simplified > traditional:
            return SOURCE
        return SOURCE if current == ENGLISH else current
    if len(_LATIN_WORDS.findall(text)) >= MIN_LATIN_WORDS:
        return ENGLISH
    return current
