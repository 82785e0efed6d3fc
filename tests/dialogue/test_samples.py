"""What the real assistant does not understand is kept for labelling, and of nobody."""

import dataclasses

import pytest

from bot.services.collect_samples import sample_key
from bot.services.records import SampleState
from tests.dialogue.assistant import Assistant

pytestmark = pytest.mark.dialogue

ODD = "我叫张伟，阿巴阿巴"


def test_a_message_not_understood_is_kept_with_the_meaning_chosen(assistant: Assistant) -> None:
    talk = assistant.open()
    asked = talk.say(ODD)
    assert asked is not None
    assert "没太听明白" in asked.text
    chosen = asked.buttons[0].payload.removeprefix("/")
    talk.say("1")
    with assistant.unit_of_work(reading=True) as work:
        customer = work.conversations.get(talk.first.conversation).customer
        kept = {one.key: one for one in work.samples.find(*SampleState)}
    sample = kept[sample_key("我叫[姓名]，阿巴阿巴")]
    assert sample.text == "我叫[姓名]，阿巴阿巴"
    assert sample.happened["repair_1"] >= 1
    assert sample.chosen[chosen] >= 1
    assert sample.ranking[0][1] > 0
    assert len(sample.model) == 32
    held = str(dataclasses.asdict(sample))
    assert customer not in held
    assert talk.first.conversation not in held
