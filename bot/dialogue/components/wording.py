"""The part of a message that carries its meaning: no greeting, no thanks, no name, no number.

Works on normalised text. Two messages that differ only in the lender's brand, in an amount or in
how politely they begin read the same afterwards.
"""

from __future__ import annotations

import re

# Other lenders' products, named where a customer means "your loan" (also as they are mistyped).
_BRAND = re.compile(
    r"蚂蚁借[呗贝被]|借[呗贝]|蚂蚁花[呗贝]|花[呗贝]|[微威卫薇][粒利力立]贷款?|微粒|网商贷|京东白条|白条"
    r"|金条|360借条|借条|有钱花|度小满|招联|马上金融|安逸花|美团生活费|月付|拍拍贷|你我贷|捷信"
    r"|宜人贷|分期乐|任性贷|好期贷|极融|省呗|放心借|信用飞|小赢|洋钱罐|还呗|e贷|闪电贷|快贷"
    r"|融e借|小米贷款|小米金融|众安贷"
)
_PLATFORM = re.compile(r"微信|支付宝|淘宝|天猫|qq|京东|抖音|app")
_BANK = re.compile(
    r"(?:工商|建设|农业|招商|交通|浦发|中信|民生|平安|光大|华夏|兴业|广发|邮储|邮政储蓄|微众|网商"
    r"|建|农|工|中)(?:银行|行)"
)
_NUMBER = re.compile(r"\*+|\d[\d.,/:]*[十百千万wk]*|[一二两三四五六七八九十百千万]{2,}")

_OPENING = re.compile(
    r"^(?:(?:您好|你好|你们好|在吗|亲爱的|亲|hi|hello|哈喽|请问一下|请问|想问一?下?|问一?下"
    r"|我想问一?下?|我想问问|想咨询一?下?|咨询一?下?|我想咨询一?下?|那个|嗯+|哎|麻烦问一?下"
    r"|麻烦|老师|客服|小姐姐|美女|帅哥)[啊呀吗呢哦~,，。.!！?？ :：]*)+(?=.{3})"
)
_CLOSING = re.compile(
    r"(?<=.{4})[,，。.!！ ~]*(?:谢谢(?:你们?|您|了|啦|哈)?|多谢|谢了|感谢|急急*|在线等|求解答?"
    r"|求助)[啊呀哦~!！。. ]*$"
)
_EDGES = " ?!.,。?!,~;;::"
# What nearly every message has, whatever it asks.
_FILLING = re.compile(r"贷款?|平台|[的了呢啊呀吗嘛吧哦么我你您们]")


def core(text: str) -> str:
    """The text without a polite beginning and end; a greeting alone stays as it is."""
    return _CLOSING.sub("", _OPENING.sub("", text)).strip(_EDGES)


def unnamed(text: str) -> str:
    """The text with one word for every brand, platform and bank, and one digit for any number."""
    for pattern, word in ((_BRAND, "贷"), (_PLATFORM, "平台"), (_BANK, "银行"), (_NUMBER, "9")):
        text = pattern.sub(word, text)
    return text


def essence(text: str) -> str:
    """:func:`core` of the unnamed text without the words that nearly every message has."""
    return _FILLING.sub("", core(unnamed(text)))
