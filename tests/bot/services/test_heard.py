from bot.services.heard import AlsoHeard, heard_from_message


def test_further_intents_are_heard_with_their_words() -> None:
    heard = heard_from_message(
        {
            "text": "利息多少,多久到账",
            "intent": {"name": "ask_disbursement", "confidence": 0.9},
            "also": [{"name": "ask_rate", "confidence": 0.8, "start": 0, "end": 4}],
            "main_at": 5,
        }
    )
    assert heard.also == (AlsoHeard(intent="ask_rate", confidence=0.8, start=0, text="利息多少"),)
    assert heard.main_at == 5
    assert heard.says({"ask_rate"})
    assert heard.says({"ask_disbursement"})
    assert not heard.says({"complaint"})


def test_a_message_of_an_older_model_says_one_thing() -> None:
    assert heard_from_message({"text": "好", "intent": {"name": "affirm"}}).also == ()
