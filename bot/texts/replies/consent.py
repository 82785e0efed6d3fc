"""The consent to a pre-qualification: its exact text, which is what the record's hash refers to."""

from bot.texts.catalogue import N_, translator
from bot.texts.replies.choices import Choice, choose

# Another text is another version: bot/services/consents.py.
PREQUALIFICATION_TEXT = N_(
    "授权内容：用您接下来告诉我的年龄、收入、已有还款、工作时间、信用卡使用、逾期和供养人数，以及这次的用途、金额和期限，"
    "评估一次您能不能借、能借多少、什么价格。\n"
    "只用于这一次评估和解释结果；不查征信，不联系您的单位或亲友，不给第三方。\n"
    "评估由程序自动完成，您可以要求说明理由，也可以要求人工复核。\n"
    "记录按法规留存；您随时可以说“撤回同意”，撤回后不再使用。"
)


def request(language: str) -> str:
    """The question, with the whole text, before any personal question."""
    _ = translator(language)
    return "\n\n".join(
        [
            _("测算前，需要您单独同意一件事。"),
            _(PREQUALIFICATION_TEXT),
            _("不同意也没关系，推荐照样能看。您同意吗？"),
        ]
    )


def text(language: str) -> str:
    """The exact text that is agreed to."""
    return translator(language)(PREQUALIFICATION_TEXT)


def request_choices(language: str) -> tuple[Choice, ...]:
    """Yes and no, side by side and equally easy."""
    _ = translator(language)
    return (choose(_("同意"), "affirm"), choose(_("不同意"), "deny"))


def recorded(language: str) -> str:
    """The consent is on record; the questions begin."""
    return translator(language)(
        "谢谢，已记录您的同意。下面有几个小问题，随时可以改、可以问为什么、可以停。"
    )


def declined(language: str) -> str:
    """The customer does not agree, which costs them nothing."""
    return translator(language)(
        "好的，不做测算，也不会留下任何评估记录。上面的推荐您可以继续看，想测的时候再说。"
    )


def withdrawn(language: str) -> str:
    """The consent is taken back."""
    return translator(language)("好的，已撤回您对测算的同意，之后不会再用这些信息做评估。")


def nothing_to_withdraw(language: str) -> str:
    """There is no consent on record."""
    return translator(language)("您还没有给过测算的同意，没有需要撤回的。")


def needs_a_need(language: str) -> str:
    """A wish to apply before the need is known."""
    return translator(language)("可以测。先了解一下您的需要，好挑对产品。")


def why(language: str) -> str:
    """Why consent is asked for at all."""
    return translator(language)(
        "因为接下来要问收入、已有还款这些个人情况，按规定要先得到您的同意，而且只能用于这一次评估。您同意吗？"
    )


def what_for(language: str) -> str:
    """A question about the consent that was not understood in detail: its limits in short."""
    return translator(language)(
        "您说的只用于这一次评估，不查征信，不联系您的单位或亲友，也不给第三方。要继续测算，需要您明确说“同意”。"
    )


def needs_a_clear_word(language: str) -> str:
    """Something other than yes or no while the consent is asked."""
    return translator(language)("要继续测算，需要您明确说“同意”。")
