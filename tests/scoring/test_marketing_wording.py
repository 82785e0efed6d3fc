import dataclasses
from datetime import date

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import ROOT
from scoring.marketing_rules import Language, parse_wording_rules
from scoring.marketing_wording import check_wording
from scoring.products import Catalogue
from tests.scoring.conftest import DATA

RULES = parse_wording_rules((DATA / "marketing.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)
CN, TW, EN = Language.ZH_CN, Language.ZH_HANT_TW, Language.EN


def codes(text: str, language: Language = CN) -> list[str]:
    return [finding.rule for finding in check_wording(text, language, RULES, TODAY)]


FORBIDDEN = [
    ("as_low_as", CN, "经营贷，年化利率低至3.6%"),
    ("as_low_as", CN, "最低年化 3.85%，额度最高 50 万"),
    ("as_low_as", CN, "利率 3.6% 起"),
    ("as_low_as", CN, "年利率仅４.５％"),
    ("as_low_as", TW, "信貸年利率最低 2.1%"),
    ("as_low_as", TW, "利率低至2.5%"),
    ("as_low_as", EN, "Loans from just 4.2% a year"),
    ("as_low_as", EN, "Rates as low as 3.9%"),
    ("annual_rate_first", CN, "日利率 0.02%，随借随还"),
    ("annual_rate_first", CN, "日息万分之二，用一天算一天"),
    ("annual_rate_first", CN, "借1万每天只要3元"),
    ("annual_rate_first", CN, "月息8厘"),
    ("annual_rate_first", CN, "日息0.03%（年化利率10.95%）"),
    ("annual_rate_first", CN, "日利率0.5‰"),
    ("annual_rate_first", CN, "0.02%/天，手机申请"),
    ("annual_rate_first", TW, "月利率 0.8%，隨借隨還"),
    ("annual_rate_first", TW, "日息萬分之三"),
    ("annual_rate_first", EN, "Only 0.02% a day"),
    ("annual_rate_first", EN, "A monthly rate of 0.7% (8.4% a year)"),
    ("annual_rate_first", EN, "Borrow for just 3 yuan a day"),
    ("annual_rate_first", CN, "日费率低至万1.8"),
    ("annual_rate_first", CN, "超低利息2厘5"),
    ("annual_rate_first", EN, "2 cents a day"),
    ("as_low_as", CN, "全网最低利率"),
    ("as_low_as", EN, "The lowest rates in town"),
    ("guaranteed_approval", CN, "下款率百分百"),
    ("guaranteed_approval", CN, "通过率高达99%"),
    ("ignores_credit_history", CN, "逾期也能借，不看大数据"),
    ("ignores_credit_history", CN, "全程不上征信"),
    ("ignores_credit_history", EN, "No credit score? No problem!"),
    ("credit_repair", CN, "消除征信污点"),
    ("easy_money", CN, "有身份证就能借"),
    ("impersonation", CN, "国家普惠金融贷款补贴中心"),
    ("interest_free_without_conditions", EN, "Borrow now, pay 0%"),
    ("interest_free_without_conditions", CN, "新人免息借款"),
    ("interest_free_without_conditions", CN, "零利率分期，马上申请"),
    ("interest_free_without_conditions", TW, "零利率分期"),
    ("interest_free_without_conditions", EN, "Interest-free loans for all"),
    ("interest_free_without_conditions", EN, "0% interest!"),
    ("guaranteed_approval", CN, "秒批秒到账"),
    ("guaranteed_approval", CN, "秒 批，当天放款"),
    ("guaranteed_approval", CN, "100%通过"),
    ("guaranteed_approval", CN, "百分百下款，审核必过"),
    ("guaranteed_approval", TW, "保證過件，當天撥款"),
    ("guaranteed_approval", TW, "100% 核貸"),
    ("guaranteed_approval", EN, "Guaranteed approval in minutes"),
    ("guaranteed_approval", EN, "Everyone is approved"),
    ("ignores_credit_history", CN, "无视征信，凭身份证办理"),
    ("ignores_credit_history", CN, "不看征信，不看流水"),
    ("ignores_credit_history", CN, "黑户可贷"),
    ("ignores_credit_history", CN, "征信花了也能借"),
    ("ignores_credit_history", TW, "信用瑕疵也可貸，不看聯徵"),
    ("ignores_credit_history", EN, "Bad credit? Bad credit is no problem"),
    ("ignores_credit_history", EN, "Loans regardless of credit"),
    ("pressure", CN, "优惠仅限今天"),
    ("pressure", CN, "最后一天，手慢无"),
    ("pressure", CN, "名额有限，先到先得"),
    ("pressure", TW, "僅限今日，名額有限"),
    ("pressure", EN, "Today only: lower rate"),
    ("pressure", EN, "Hurry, only 3 places left"),
    ("credit_repair", CN, "专业征信修复，三天见效"),
    ("credit_repair", CN, "征信洗白"),
    ("credit_repair", CN, "帮您消除逾期记录"),
    ("credit_repair", CN, "还清后逾期记录马上消失"),
    ("credit_repair", TW, "信用修復，逾期紀錄可以刪除"),
    ("credit_repair", EN, "We delete late payment records"),
    ("credit_repair", EN, "Credit repair in a week"),
    ("easy_money", CN, "低门槛，人人可借"),
    ("easy_money", CN, "无抵押随便借"),
    ("easy_money", TW, "零門檻，想借就借"),
    ("easy_money", EN, "Easy money, no questions asked"),
    ("impersonation", CN, "国家扶持贷款，名额开放"),
    ("impersonation", CN, "央行授权平台"),
    ("impersonation", CN, "您好，我是工商银行客服"),
    ("impersonation", CN, "银行内部渠道"),
    ("impersonation", TW, "政府補貼貸款，快來申請"),
    ("impersonation", TW, "我們是金管會"),
    ("impersonation", EN, "A government-approved loan for you"),
    ("impersonation", EN, "Calling from the central bank"),
]

CORRECT = [
    (CN, "年化利率 5.2%—18%（单利），日利率 0.014%—0.05%，以审批结果为准。"),
    (CN, "年化利率5.4%至18%，具体以审批为准"),
    (CN, "最低年化 5.2%，最高年化 18%。"),
    (CN, "年化综合成本 9.6%，18 期等额本息，每月还 5,987.31 元。"),
    (CN, "年化利率 7.2%（相当于日利率 0.02%）"),
    (CN, "每月还款 5,987.31 元，到期共付息费约 7,771.58 元；年化综合成本 9.6%。"),
    (CN, "前3期免息，之后年化利率 9.6%；须按时还款。"),
    (CN, "本产品没有免息期。"),
    (CN, "如有人以征信修复为名收费，请报警。"),
    (CN, "免息期是什么意思？"),
    (CN, "日利率就是按天计算的利率。"),
    (CN, "我们不承诺 100% 通过，结果以审批为准。"),
    (CN, "凡是声称“征信修复”的都是骗局，请勿相信。"),
    (CN, "警惕“黑户可贷”“秒批”等诈骗短信。"),
    (CN, "不良信息自还清之日起保存五年，逾期记录不会因此消失。"),
    (CN, "这一步只用您告诉我的情况估算，不查征信、不留记录。"),
    (CN, "申请时会在您授权后查询征信。"),
    (CN, "报价有效期至 2026 年 12 月 8 日。"),
    (CN, "今天的还款日提醒：应还 1,234.50 元。"),
    (CN, "由省农业信贷担保公司提供担保，担保费 0.5%。"),
    (CN, "贷款由本行发放，请量力借款，按时还款。"),
    (CN, "通常 1 个工作日内完成审批，以审批结果为准。"),
    (CN, "无抵押信用贷款，额度以审批为准。"),
    (CN, "如果只借 8 万，每月会轻松约 1,200 元。"),
    (CN, "逾期会计收罚息，并可能报送征信。"),
    (TW, "年利率 5.2%—18%，以核定結果為準。"),
    (TW, "年利率 7.2%,約當日利率 0.02%。"),
    (TW, "本產品沒有免息期。"),
    (TW, "我們不保證過件，結果以審核為準。"),
    (TW, "警惕假冒政府補貼貸款的簡訊。"),
    (TW, "信用紀錄依法定期限揭露，認為有誤可申請更正。"),
    (TW, "報價有效期至 12 月 8 日。"),
    (EN, "5.2% to 18% a year, depending on the assessment."),
    (EN, "An annualised cost of 9.6%, about 0.026% a day."),
    (EN, "Rates from 5.2% to 18% APR, subject to assessment."),
    (EN, "Interest-free for the first 3 months, then 9.6% a year."),
    (EN, "We never promise guaranteed approval."),
    (EN, "Beware of credit repair offers: no one can delete a late payment."),
    (EN, "There is no such thing as guaranteed approval."),
    (EN, "Each application is assessed, usually within one working day."),
    (EN, "This estimate does not touch your credit report."),
    (EN, "The offer holds until 8 December 2026."),
    (EN, "Your payment of 1,234.50 yuan is due today."),
    (EN, "Monthly payment 5,987.31 yuan; annualised total cost 9.6%."),
]


@pytest.mark.parametrize(("code", "language", "text"), FORBIDDEN)
def test_forbidden_wording_is_found(code: str, language: Language, text: str) -> None:
    assert code in codes(text, language)


@pytest.mark.parametrize(("language", "text"), CORRECT)
def test_correct_wording_is_left_alone(language: Language, text: str) -> None:
    assert codes(text, language) == []


def test_a_finding_quotes_explains_and_helps() -> None:
    (found,) = check_wording("经营贷，日利率 0.02% 起", CN, RULES, TODAY)[:1]
    assert found.words in ("日利率0.02%", "利率0.02%起")
    findings = {one.rule: one for one in check_wording("日利率 0.02%", CN, RULES, TODAY)}
    found = findings["annual_rate_first"]
    assert found.words == "日利率0.02%"
    assert found.source == "中国人民银行公告〔2021〕第3号"
    assert found.remedy.startswith("先写年化利率")
    assert found.confirmed


def test_findings_come_in_the_order_of_the_text() -> None:
    text = "黑户可贷！年化利率低至 3.6%。仅限今天，秒批！"
    assert codes(text) == [
        "ignores_credit_history",
        "as_low_as",
        "pressure",
        "guaranteed_approval",
    ]


def test_the_annual_rate_must_come_first() -> None:
    assert codes("年化利率 7.2%，日利率 0.02%") == []
    assert codes("日利率 0.02%，年化利率 7.2%") == ["annual_rate_first"]


def test_a_denial_covers_its_own_clause_only() -> None:
    assert codes("我们不承诺秒批") == []
    assert codes("我们不承诺别的，秒批没问题") == ["guaranteed_approval"]
    assert codes("请勿错过秒批") == ["guaranteed_approval"]


def test_hidden_and_wide_characters_hide_nothing() -> None:
    assert codes("秒\u200b批") == ["guaranteed_approval"]
    assert codes("１００％通过") == ["guaranteed_approval"]
    assert codes("無 視 徵 信", TW) == ["ignores_credit_history"]


def test_a_rule_holds_from_its_day() -> None:
    before = date(2021, 3, 30)
    assert check_wording("日利率 0.02%", CN, RULES, before) == ()
    assert len(check_wording("日利率 0.02%", CN, RULES, date(2021, 3, 31))) == 1


def test_our_own_products_are_advertised_correctly(catalogue: Catalogue) -> None:
    for product in catalogue:
        assert codes(f"{product.name}\n{product.summary}") == []


@pytest.mark.parametrize("language", Language)
def test_our_own_replies_are_worded_correctly(language: Language) -> None:
    path = ROOT / "bot" / "texts" / "locales" / language
    texts: list[str] = []
    for file in sorted(path.rglob("*.po")):
        with file.open("rb") as handle:
            for message in read_po(handle):
                said = message.string or message.id
                texts += said if isinstance(said, tuple | list) else [said]
    assert len(texts) > 300
    assert {text: found for text in texts if (found := codes(text, language))} == {}


@given(st.text(max_size=80), st.sampled_from(Language))
def test_any_text_can_be_checked(text: str, language: Language) -> None:
    for finding in check_wording(text, language, RULES, TODAY):
        assert finding.words


@given(st.sampled_from(FORBIDDEN), st.text(alphabet="甲乙丙丁xyz ", max_size=10))
def test_what_stands_after_a_full_stop_excuses_nothing(
    case: tuple[str, Language, str], tail: str
) -> None:
    code, language, text = case
    stop = ". " if language is EN else "。"
    assert code in codes(text + stop + tail, language)


def test_no_rules_no_findings() -> None:
    empty = dataclasses.replace(RULES, rules=())
    assert check_wording("秒批", CN, empty, TODAY) == ()
