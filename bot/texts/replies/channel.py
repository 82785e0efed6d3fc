"""What is said of the channel itself: pictures and voices, old buttons, too many messages, /stop."""

import datetime as dt
from collections.abc import Mapping

from bot.texts import formatting as fmt
from bot.texts.catalogue import N_, translator
from bot.texts.replies.choices import Choice, choose

NOT_READ: Mapping[str, str] = {
    "contact": N_("谢谢，不过这里用不到电话号码，我没有保存。"),
    "location": N_("谢谢，不过这里用不到位置，我没有保存。"),
    "photo": N_("我看不了图片，也没有保存。请用文字说，证件照片请不要在聊天里发。"),
    "voice": N_("我听不了语音，也没有保存。请打字告诉我，一句话就行。"),
    "sticker": N_("表情我看不懂，请用文字告诉我。"),
    "document": N_("我打不开文件，也没有保存。请用文字说要紧的部分，证件和流水请不要在聊天里发。"),
    "other": N_("这种消息我看不了，也没有保存。请用文字告诉我。"),
}


def not_read(kind: str, language: str) -> str:
    """Something other than words came."""
    return translator(language)(NOT_READ[kind])


def old_button(language: str) -> str:
    """A button of an earlier reply was pressed."""
    return translator(language)(
        "这个按钮是前面问题的，现在不能用了。请看下面最新的，或者直接打字说。"
    )


def unknown_button(language: str) -> str:
    """A press that no button of ours sends."""
    return translator(language)("这个选择我认不出来。请用下面的按钮，或者直接打字说。")


def too_many(language: str) -> str:
    """More messages in a minute than are answered."""
    return translator(language)(
        "您发得有点快，我一时答不过来，刚才这几条先不看了。请稍等一分钟，再把要紧的发一次；着急的话说“人工”。"
    )


def contact_stopped(language: str) -> str:
    """The customer wants no messages unasked."""
    return translator(language)(
        "好的，我不会再主动给您发消息，也不会发推广。您随时发消息来，我照样回答；想恢复，发 /start 就行。"
    )


def contact_stopped_before(language: str) -> str:
    """They had said so before."""
    return translator(language)(
        "您之前已经关掉了主动消息，现在也没有开着的。想恢复，发 /start 就行。"
    )


def my_data(
    *,
    since: dt.date,
    messages: int,
    decisions: int,
    prequalification: bool,
    marketing: bool,
    contact: bool,
    language: str,
) -> str:
    """What is kept of the customer, and what they can do about it."""
    _ = translator(language)
    yes, no = _("已同意"), _("未同意")
    return "\n\n".join(
        [
            _("关于您，我这里保存着："),
            "\n".join(
                [
                    _("· 从 {date} 起的对话，共 {count} 条", date=fmt.date(since, language), count=fmt.number(messages, language)),
                    _("· 测算记录 {count} 次", count=fmt.number(decisions, language)),
                    _("· 用您说的情况做测算：{state}", state=yes if prequalification else no),
                    _("· 接收推广：{state}", state=yes if marketing else no),
                    _("· 主动给您发消息：{state}", state=_("可以") if contact else _("已关闭")),
                ]
            ),
            _("证件号、卡号、手机号和邮箱我没有保存。撤回测算的同意，说“撤回同意”；不想收到主动消息，发 /stop；要一份副本、更正或删除，说“人工”，同事会核实身份后办理。"),
        ]
    )  # fmt: skip


def my_data_choices(language: str) -> tuple[Choice, ...]:
    """What can be done about it."""
    _ = translator(language)
    return (
        choose(_("撤回测算的同意"), "withdraw_consent"),
        choose(_("找人工"), "human_agent"),
    )
