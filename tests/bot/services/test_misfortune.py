import pytest

from bot.services.misfortune import Misfortune, misfortune_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我爸上个月去世了，他的贷款怎么办", Misfortune.BEREAVEMENT),
        ("老公死了还要还吗", Misfortune.BEREAVEMENT),
        ("my husband passed away", Misfortune.BEREAVEMENT),
        ("我被骗了两万", Misfortune.FRAUD),
        ("我被詐騙了", Misfortune.FRAUD),
        ("I got scammed", Misfortune.FRAUD),
        ("得了癌还要还款吗", Misfortune.ILLNESS),
        ("刚失业，逾期会怎样", Misfortune.JOB_LOSS),
        ("公司裁員，能晚點還嗎", Misfortune.JOB_LOSS),
        ("I was laid off, what if I am late", Misfortune.JOB_LOSS),
        ("住院想借三万", None),
        ("失业了能贷款吗", None),
        ("你们是骗子吗", None),
        ("利息多少", None),
        ("/ask_rate", None),
    ],
)
def test_misfortune_is_heard(text: str, found: Misfortune | None) -> None:
    assert misfortune_in(text) == found


def test_who_wants_to_borrow_after_a_death_is_met_with_sympathy_first() -> None:
    assert misfortune_in("我妈去世了想借钱办后事") is Misfortune.BEREAVEMENT
