from bot.gateway.answer import merged
from bot.gateway.rasa import Said


def test_a_paragraph_that_two_bubbles_say_is_said_once() -> None:
    said = (
        Said(text="可以提前还。\n\n明白：借 3 万元。", buttons=(("1 年", "/a"),)),
        Said(text="可以提前还。\n\n请核对一下。", buttons=(("都对", "/b"),), card={"type": "x"}),
    )
    answer = merged(said, "zh_CN")
    assert answer.text == "可以提前还。\n\n明白：借 3 万元。\n\n请核对一下。"
    assert [button.title for button in answer.buttons] == ["都对"]
    assert answer.card == {"type": "x"}


def test_static_text_is_translated_whole() -> None:
    assert merged((Said(text="不客气。"),), "en").text == "You are welcome."
