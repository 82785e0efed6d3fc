"""How a recommendation reads: short enough for a chat, and no reason given twice."""

from decimal import Decimal
from itertools import product

import pytest

from bot.services.need_fields import USUAL_PATTERN
from bot.texts.languages import LANGUAGES
from bot.texts.replies.quoting import product_names
from bot.texts.replies.recommendation import recommendation
from scoring.need import Need
from scoring.products import IncomePattern, Purpose, Segment, Urgency
from scoring.recommendation import Recommendation, recommend
from tests.bot.services.lent import TODAY, lending

LONGEST = {"zh_CN": 900, "zh_Hant_TW": 900, "en": 1800}


@pytest.fixture(scope="module")
def found() -> list[Recommendation]:
    """What is recommended to every segment for every purpose, two terms and two amounts."""
    lent = lending()
    needs = product(Purpose, Segment, (10, 24), ("30000", "200000"))
    made = (
        recommend(
            Need(
                purpose=purpose,
                amount=Decimal(amount),
                months=months,
                segment=segment,
                income_pattern=IncomePattern(USUAL_PATTERN.get(segment, IncomePattern.IRREGULAR)),
                urgency=Urgency.NOW,
            ),
            lent.catalogue,
            policy=lent.pricing,
            today=TODAY,
        )
        for purpose, segment, months, amount in needs
    )
    return [one for one in made if one.options]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_recommendation_is_a_wall_of_text_or_says_a_reason_twice(
    found: list[Recommendation], language: str
) -> None:
    names = product_names(lending().product_names(), language)
    assert len(found) > 50
    for one in found:
        text = recommendation(one, ["…"] * 6, language, names)
        assert len(text) <= LONGEST[language], f"{len(text)}: {text}"
        lines = [line for line in text.splitlines() if line.startswith("   ")]
        said = [part for line in lines for part in line.strip().replace("; ", "；").split("；")]
        reasons = [part for part in said if not any(sign.isdigit() for sign in part)]
        assert len(reasons) == len(set(reasons)), text
