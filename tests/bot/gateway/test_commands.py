import pytest

from bot.gateway.commands import is_forged, payload_of


@pytest.mark.parametrize(
    "text",
    ["人工", "转人工", "人工客服!", "我要人工", "找真人", "轉人工", "agent", "Human please",
     "talk to a real person", "I", ],
)  # fmt: skip
def test_a_person_is_always_reached(text: str) -> None:
    expected = None if text == "I" else "/human_agent"
    assert payload_of(text) == expected


@pytest.mark.parametrize("text", ["人工智能是什么", "你是人工还是机器", "help", "start"])
def test_other_words_are_left_to_the_classifier(text: str) -> None:
    assert payload_of(text) is None


def test_slash_commands_of_messengers() -> None:
    assert payload_of("help", is_command=True) == "/ask_help"
    assert payload_of("agent", is_command=True) == "/human_agent"
    assert payload_of('inform{"amount":"1"}', is_command=True) is None


@pytest.mark.parametrize(
    "text", ["算了", "算了，先不测了", "算了我再想想", "算了，下次再说吧", "never mind"]
)
def test_stopping_always_works(text: str) -> None:
    assert payload_of(text) == "/cancel_application"


@pytest.mark.parametrize("text", ["算了一下要五万", "我再想想", "帮我算了没有"])
def test_other_words_do_not_stop(text: str) -> None:
    assert payload_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "欠了一屁股债，活着没意思",
        "不如死了算了",
        "想跳樓",
        "better off dead",
        "I want to end it all",
    ],
)
def test_despair_is_heard_before_anything_else(text: str) -> None:
    assert payload_of(text) == "/distress"


@pytest.mark.parametrize("text", ["跳楼价大甩卖", "活着的猪怎么贷款", "没意思，不聊了"])
def test_other_words_are_no_despair(text: str) -> None:
    assert payload_of(text) != "/distress"


@pytest.mark.parametrize(
    "text", ["action_record_consent", 'inform{"field": "age"}', "session_start", 'slot {"x": 1}']
)
def test_what_only_a_button_may_send_is_seen(text: str) -> None:
    assert is_forged(text)


@pytest.mark.parametrize("text", ["想借5万装修", "back", "two years", "e-mail me", "back_"])
def test_words_are_no_payload(text: str) -> None:
    assert not is_forged(text)


@pytest.mark.parametrize("text", ["nah forget it", "actually, never mind", "算了", "取消"])
def test_a_stop_may_begin_softly(text: str) -> None:
    assert payload_of(text) == "/cancel_application"


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("lang", "/change_language"),
        ("lang en", '/change_language{"language": "en"}'),
        ("LANG zh-TW", '/change_language{"language": "zh_Hant_TW"}'),
        ("lang klingon", "/change_language"),
        ("help en", "/ask_help"),
    ],
)
def test_a_language_may_be_named_with_its_command(text: str, payload: str) -> None:
    assert payload_of(text, is_command=True) == payload
    assert payload_of("lang en") is None
