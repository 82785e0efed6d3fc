"""What is said when a person is wanted or needed: what happens next and when."""

from bot.texts.catalogue import N_, translator

HARDSHIP = N_(
    "听到您现在还款有困难，这种时候压力一定不小。您愿意说出来，就有办法一起想。"
    "先不用急着借新的钱来还旧的，那样往往更难。"
)
COMPLAINT = N_(
    "对不起，给您添堵了。您的投诉我已经记下，会有同事（不是您投诉的那位）来处理，15 天内给您答复，复杂的最长 60 天。"
)
CANCELLED = N_("好的，这次先停下，刚才填的不会用来做任何评估。想接着来，说一声就行。")
NOTHING_TO_CANCEL = N_("现在没有正在办的申请。想看看别的，直接说就行。")


def queued(
    *, position: int, new: bool, is_open: bool, phone: str, hours: str, language: str
) -> str:
    """The request is recorded: the place in the queue, and when somebody answers."""
    _ = translator(language)
    if not new:
        first = _("已经在为您排队等人工了，不用重复申请。")
    elif position <= 1:
        first = _("好的，已经为您转人工，您排在第一位。")
    else:
        first = _("好的，已经为您转人工，前面还有 {ahead} 位。", ahead=str(position - 1))
    if is_open:
        return first + _("同事会在这里直接回复您；着急的话也可以拨打 {phone}。", phone=phone)
    return first + _(
        "现在不是上班时间（{hours}），同事上班后会在这里回复您；您的话我都记下了。", hours=hours
    )


def distress(language: str) -> str:
    """To somebody who may be in danger: concern, and help that is there now."""
    return translator(language)(
        "听到您这么说，我很担心您。请先照顾好自己：现在就可以拨打全国心理援助热线 12356（24 小时，免费），"
        "有危险请打 120 或 110，也请告诉身边信任的人。\n\n钱的事可以慢慢来，没有什么比您更要紧。"
    )


def still_here(language: str) -> str:
    """The same again from somebody who is waiting for a person."""
    return translator(language)("您说的我都补充记下了，会一并交给来接您的同事。")


def on_hold(language: str) -> str:
    """A bare statement while a person is to come: nothing is sold meanwhile."""
    return translator(language)(
        "我先不给您推荐贷款，等同事和您聊过再说。有想让同事提前知道的，直接写在这里就行。"
    )


def bereaved(phone: str, language: str) -> str:
    """Somebody has died: sympathy, and that nothing has to be done at once."""
    return translator(language)(
        "请节哀，也请照顾好自己。这件事不用您一个人弄，也不用马上弄：说“人工”或拨打 {phone}，同事会告诉您要哪些材料、一步步怎么办。"
        "在那之前，不用急着替他还钱，也先别签任何东西。",
        phone=phone,
    )


def defrauded(language: str) -> str:
    """Somebody was cheated: what to do this minute."""
    return translator(language)(
        "先别再转钱，也别删聊天记录。马上做两件事：打 110 或 96110 报警，请银行止付、冻结那张卡；验证码、密码说出去过的，立刻改。\n\n"
        "和我们有关的，说“人工”，同事帮您核对，不用为这个着急还钱。"
    )


def sympathy(kind: str, language: str) -> str:
    """The first sentence to somebody who is ill or has lost the job."""
    _ = translator(language)
    if kind == "illness":
        return _("听到这个，先祝早日康复，身体最要紧。")
    return _("听到工作没了，这段时间一定不容易。")


def not_alone(language: str) -> str:
    """The last sentence to somebody in trouble: payments can be talked about."""
    return translator(language)("还款上有困难，可以先和同事商量，不用硬撑。")


def hours(phone: str, hours: str, language: str) -> str:
    """When people answer, and the number."""
    return translator(language)(
        "人工服务时间是 {hours}，电话 {phone}。在这里说“人工”也行，同事会直接回复您；非上班时间先记下，上班后回复。",
        phone=phone,
        hours=hours,
    )


def held_back(language: str) -> str:
    """A wish to borrow out of trouble: it can wait; who insists may go on."""
    return translator(language)(
        "先不急着借：等同事和您聊过，再看要不要借、借多少更稳妥。真要现在看，再说一次想借多少，我就接着帮您看。"
    )


def safety_first(language: str) -> str:
    """A wish to borrow after despair: help again, and that a person goes on with it."""
    return translator(language)(
        "钱的事可以等，您的平安最要紧。难受的时候，12356 随时有人听（24 小时，免费）；借款的事，等同事和您聊过再说。"
    )


def price_can_wait(language: str) -> str:
    """A question about price or limit while somebody in trouble waits for a person."""
    return translator(language)(
        "价格和额度先放一放，等同事和您聊过再看。手头紧的话，把难处写在这里，同事会先看到。"
    )


def what_you_can_do(language: str) -> str:
    """A greeting or "what now" while somebody in trouble waits for a person."""
    return translator(language)(
        "我在。现在可以这样：把难处和想法写在这里，同事来了先看到；还款、逾期、征信的规则直接问，我马上答；急的话说“人工”。"
    )


def person_comes(language: str) -> str:
    """Thanks from somebody for whom a person is coming."""
    return translator(language)("不客气。同事会在这里接着和您聊，有什么都可以先写下来。")


def consent_open(language: str) -> str:
    """The consent question is still open while a person is awaited."""
    return translator(language)("等的时候也可以继续：要测算，请明确说“同意”。")


def hardship(language: str) -> str:
    """The first words to somebody who cannot pay."""
    return translator(language)(HARDSHIP)


def complaint(language: str) -> str:
    """The first words to a complaint, with its deadline."""
    return translator(language)(COMPLAINT)


def cancelled(language: str) -> str:
    """The application under way has ended."""
    return translator(language)(CANCELLED)


def nothing_to_cancel(language: str) -> str:
    """There is no application under way."""
    return translator(language)(NOTHING_TO_CANCEL)


def queued_without_bot(*, new: bool, phone: str, hours: str, language: str) -> str:
    """The request is recorded although the assistant itself does not answer."""
    _ = translator(language)
    if not new:
        return _("已经在为您排队等人工了，不用重复申请。着急的话请拨打 {phone}。", phone=phone)
    return _(
        "好的，已经为您登记人工，同事在上班时间（{hours}）会在这里回复您；着急的话请拨打 {phone}。",
        hours=hours,
        phone=phone,
    )


def while_waiting(language: str) -> str:
    """Said before the open question of a form, so that waiting is not wasted."""
    return translator(language)("等的时候，也可以接着刚才的：")
