import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.sample_text import LONGEST, sample_text

# Names, numbers and places are made up.
NAMES = ["张伟", "李小明", "欧阳娜", "王强", "陈静怡", "劉德明"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("我叫张伟想贷款", "我叫[姓名]想贷款"),
        ("你好,我叫李小明,怎么还款", "你好,我叫[姓名],怎么还款"),
        ("我是陈静怡的老公,能帮她还吗", "我是[姓名]的老公,能帮她还吗"),
        ("我姓王", "我姓[姓名]"),
        ("名字是欧阳娜", "名字是[姓名]"),
        ("张经理说可以减息", "[姓名]经理说可以减息"),
        ("高女士欠的钱怎么算我头上", "[姓名]女士欠的钱怎么算我头上"),
        ("你们客服小王骂人", "你们客服[姓名]骂人"),
        ("催收员李明一直打电话", "催收员[姓名]一直打电话"),
        ("微信转账给王强可以吗", "微信转账给[姓名]可以吗"),
        ("老王借我的钱", "[姓名]借我的钱"),
        ("阿卜杜·买买提能贷吗", "[姓名]"),
        ("my name is john smith and i want a loan", "my name is [姓名] and i want a loan"),
        ("My name's John", "My name's [姓名]"),
        ("I'm Mary Jones and need money", "I'm [姓名] and need money"),
        ("Hi, this is Peter calling", "Hi, this is [姓名] calling"),
        ("John Smith here, call me back", "[姓名] here, call me back"),
        ("mr wang promised a lower rate", "mr [姓名] promised a lower rate"),
        ("why did you tell Sophie about my loan", "why did you tell [姓名] about my loan"),
        ("Tom给我打电话催收", "[姓名]给我打电话催收"),
    ],
)
def test_names_become_a_bracket(said: str, kept: str) -> None:
    expected = None if kept == "[姓名]" else kept
    assert sample_text(said) == expected


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("建国路88号院3单元的房子能抵押吗", "[地址]的房子能抵押吗"),
        ("我住在幸福里小区,能上门吗", "我住在[地址],能上门吗"),
        ("河南省周口市太康县王集乡能办吗", "[地址]能办吗"),
        ("i live at 12 baker street, can you lend", "i live at [地址], can you lend"),
        ("在宏达电子厂上班可以贷吗", "在[单位]上班可以贷吗"),
        ("i work for acme holdings, is that ok", "i work for [单位], is that ok"),
        ("京A12345能抵押吗", "[车牌]能抵押吗"),
        ("粤B·D1234F 可以吗", "[车牌] 可以吗"),
        ("发到zhang.wei@example.com", "发到[邮箱]"),
        ("这个 http://loan.example.com/x?id=1 是你们的吗", "这个 [网址] 是你们的吗"),
        ("微信号wxid_abc123加我", "微信号[号码]加我"),
        ("尾号1234的卡扣款失败", "尾号[号码]的卡扣款失败"),
        ("13812345678打不通", "[号码]打不通"),
        ("138 1234 5678 打不通", "[号码] 打不通"),
        ("１３８１２３４５６７８打不通", "[号码]打不通"),
        ("打一三八一二三四五六七八", "打[号码]"),
        ("我1990年5月3日生的", "我[日期]生的"),
        ("born on 1990-05-03, can i apply", "[日期], can i apply"),
    ],
)
def test_what_leads_to_a_person_becomes_a_bracket(said: str, kept: str) -> None:
    assert sample_text(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "请问什么时候到账",
        "我是做生意的,能贷吗",
        "我是程序员",
        "我住农村可以吗",
        "叫我还钱",
        "我叫你们退钱",
        "借点小钱",
        "一张银行卡",
        "还完了能给张单子吗",
        "我在上海能贷吗",
        "可以帮我关闭吗",
        "大概一万五一个月",
        "借10万分12期",
        "30万的额度怎么才8000",
        "2026年能下来吗",
        "95533发短信来是你们吗",
        "打12378投诉",
        "1000000元能批吗",
        "Why did WeBank decline me",
        "what happens if i miss a payment",
        "3000rmb for 6months",
        "iphone15 分期",
        "微信怎么還款",
    ],
)
def test_ordinary_words_stay_as_they_are(said: str) -> None:
    assert sample_text(said) == said


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("12,345元", "12,000元"),
        ("要借128500", "要借130000"),
        ("还5932.31块", "还5900块"),
        ("月息3.85%", "月息3.9%"),
        ("一万二千三百四十五能分期吗", "一万二千能分期吗"),
        ("一千二百三十四万", "一千二百万"),
        ("999.5元", "1000元"),
        ("合同1234567", "合同[号码]"),
        ("欠1234567元", "欠1200000元"),
    ],
)
def test_numbers_keep_two_leading_digits(said: str, kept: str) -> None:
    assert sample_text(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "",
        "/ask_rate",
        "张伟",
        "欧阳娜娜",
        "我叫阿强",
        "催收员李小明天天打电话",
        "8000",
        "???",
        "José wants a loan",
        "ขอยืมเงิน",
        "How Do I Pay My Loan",
        "贷" * (LONGEST + 1),
        "A12345678 B12345678 C12345678 D12345678都是谁",
    ],
)
def test_a_message_in_doubt_is_forgotten(said: str) -> None:
    assert sample_text(said) is None


around = st.text(st.sampled_from("我要想问借钱还款利息多少吗的,。? abcloan"), max_size=20)


@given(around, st.integers(10**6, 10**18 - 1).filter(lambda number: number % 100), around)
def test_no_long_number_survives(before: str, number: int, after: str) -> None:
    kept = sample_text(f"{before}{number}{after}")
    assert kept is None or str(number) not in kept.replace(",", "")


@given(around, st.integers(1000, 999_999).filter(lambda number: len(str(number).rstrip("0")) > 2))
def test_no_exact_amount_survives(before: str, amount: int) -> None:
    for said in (f"{before}借{amount}元", f"{before}借 {amount:,} yuan", f"{before}借{amount}"):
        kept = sample_text(said)
        assert kept is None or (str(amount) not in kept and f"{amount:,}" not in kept)


@given(
    st.sampled_from(NAMES), st.sampled_from(["我叫", "我是", "姓名:", "名字叫", "我老公叫"]), around
)
def test_no_announced_name_survives(name: str, announced: str, after: str) -> None:
    kept = sample_text(f"{announced}{name},{after}")
    assert kept is None or name not in kept


@given(
    around,
    st.from_regex(r"[a-z]{2,8}\.?[a-z0-9]{1,8}@[a-z]{2,8}\.(com|cn)", fullmatch=True),
    st.from_regex(r"1[3-9]\d{9}", fullmatch=True),
    st.from_regex(r"[1-9]\d{5}19[5-9]\d(0[1-9]|1[0-2])(0[1-9]|1\d)\d{3}[0-9X]", fullmatch=True),
)
def test_no_identifier_survives_although_the_gateway_let_it_pass(
    before: str, email: str, phone: str, identity: str
) -> None:
    for secret in (email, phone, f"{phone[:3]} {phone[3:7]} {phone[7:]}", identity):
        kept = sample_text(f"{before} {secret} 是我的")
        assert kept is None or secret not in kept


@given(st.text(max_size=60) | around)
def test_what_is_kept_is_kept_again_unchanged(said: str) -> None:
    kept = sample_text(said)
    assert kept is None or sample_text(kept) == kept
