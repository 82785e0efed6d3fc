"""What a messenger itself shows of the bot: its menu of commands, and its refusal of groups."""

from collections.abc import Mapping

from bot.texts.catalogue import N_, translator

# In the order of the menu; what each does is the gateway's.
COMMANDS: Mapping[str, str] = {
    "start": N_("开始，或从头再来"),
    "help": N_("我能帮您做什么"),
    "agent": N_("转人工"),
    "lang": N_("换语言：简体、繁體、English"),
    "mydata": N_("查看或删除我的信息"),
    "stop": N_("不再接收提醒"),
}


def menu(language: str) -> tuple[tuple[str, str], ...]:
    """The commands and what they do."""
    _ = translator(language)
    return tuple((command, _(does)) for command, does in COMMANDS.items())


def no_groups(language: str) -> str:
    """Why there is no talk in a group, and where there is."""
    return translator(language)(
        "贷款的事涉及个人信息，我不在群里聊，这就退出本群。想咨询的话，点我的头像单独发消息就行。"
    )
