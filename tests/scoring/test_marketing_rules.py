import pytest

from scoring.errors import InvalidData, InvalidInput
from scoring.marketing_rules import Language, check_pattern, parse_wording_rules
from tests.scoring.conftest import DATA

TEXT = (DATA / "marketing.yml").read_text(encoding="utf-8")


def test_every_rule_speaks_every_language() -> None:
    rules = parse_wording_rules(TEXT)
    assert len({rule.code for rule in rules.rules}) == len(rules.rules)
    for rule in rules.rules:
        for language in Language:
            assert rule.patterns[language]
            assert rule.remedy[language]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("code: pressure", "code: as_low_as", "share a code"),
        ("'\\bas low as\\b'", "'(as low as'", "no pattern"),
        ("'\\bas low as\\b'", "'x*'", "fits everything"),
        ("      en: State the whole range", "      fr: State the whole range", "remedy"),
        (
            "    remedy:\n      zh_CN: 删去。可以写“申请",
            "    remedy:\n      zh_TW: 删去“申请",
            "remedy",
        ),
    ],
)
def test_a_wrong_file_says_what_is_wrong(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(InvalidData, match=message):
        parse_wording_rules(TEXT.replace(old, new, 1))


def test_patterns_are_checked() -> None:
    check_pattern("rule", "秒批|必过")
    with pytest.raises(InvalidInput, match="no pattern"):
        check_pattern("rule", "[秒")
