import hashlib
from datetime import timedelta

import pytest

from bot.services.consents import (
    MARKETING,
    MARKETING_STOPPED,
    PREQUALIFICATION,
    ConsentMissing,
    has_consent,
    record_consent,
    record_marketing_opt_out,
    required_consent,
    withdraw_consent,
)
from bot.services.ports import UnitsOfWork
from bot.services.records import Consent, Conversation, NotFound
from bot.texts.languages import LANGUAGES
from bot.texts.replies import consent as words
from tests.bot.services.lent import NOW, opened

LATER = NOW + timedelta(hours=1)


def agree(uow: UnitsOfWork, talk: Conversation, purpose: str = PREQUALIFICATION) -> Consent:
    return record_consent(uow, talk.id, purpose=purpose, version="v1", text="我同意这些话", at=NOW)


def events(uow: UnitsOfWork) -> list[str]:
    with uow(reading=True) as work:
        assert work.audit.verify() == ()
        return [entry.event for entry in work.audit.entries()]


def test_a_consent_is_kept_with_the_hash_of_the_very_words(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    kept = agree(uow, talk)
    assert kept.text_sha256 == hashlib.sha256("我同意这些话".encode()).hexdigest()
    assert (kept.version, kept.channel, kept.conversation) == ("v1", "console", talk.id)
    assert (kept.customer, kept.given_at, kept.withdrawn_at) == (talk.customer, NOW, None)
    assert events(uow) == ["consent_given"]


def test_the_words_agreed_to_are_the_words_shown_in_every_language() -> None:
    for language in LANGUAGES:
        assert words.text(language) in words.request(language)


def test_a_consent_counts_for_its_version_purpose_and_person_only(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    agree(uow, talk)
    assert has_consent(uow, talk.id, PREQUALIFICATION, "v1")
    assert not has_consent(uow, talk.id, PREQUALIFICATION, "v2")
    assert not has_consent(uow, talk.id, MARKETING, "v1")
    assert not has_consent(uow, opened(uow, "u2").id, PREQUALIFICATION, "v1")


def test_agreeing_twice_is_one_consent(uow: UnitsOfWork, talk: Conversation) -> None:
    assert agree(uow, talk).id == agree(uow, talk).id


def test_a_withdrawn_consent_counts_no_more_and_stays_on_record(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    agree(uow, talk)
    assert withdraw_consent(uow, talk.id, LATER) is True
    assert not has_consent(uow, talk.id, PREQUALIFICATION, "v1")
    with uow(reading=True) as work, pytest.raises(ConsentMissing, match=PREQUALIFICATION):
        required_consent(work, talk.customer, PREQUALIFICATION, "v1")
    assert events(uow) == ["consent_given", "consent_withdrawn"]


def test_nothing_to_withdraw_is_told(uow: UnitsOfWork, talk: Conversation) -> None:
    assert withdraw_consent(uow, talk.id, NOW) is False
    assert events(uow) == []


def test_after_a_withdrawal_one_can_agree_again(uow: UnitsOfWork, talk: Conversation) -> None:
    first = agree(uow, talk)
    withdraw_consent(uow, talk.id, LATER)
    assert agree(uow, talk).id != first.id
    assert has_consent(uow, talk.id, PREQUALIFICATION, "v1")


def test_withdrawing_from_marketing_leaves_the_other_consents(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    agree(uow, talk)
    agree(uow, talk, MARKETING)
    record_marketing_opt_out(uow, talk.id, LATER)
    assert has_consent(uow, talk.id, PREQUALIFICATION, "v1")
    assert not has_consent(uow, talk.id, MARKETING, "v1")
    with uow(reading=True) as work:
        assert work.conversations.get(talk.id).state[MARKETING_STOPPED] == LATER.isoformat()
    assert events(uow)[-2:] == ["consent_withdrawn", "marketing_stopped"]


def test_marketing_can_be_stopped_before_it_was_ever_allowed(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    record_marketing_opt_out(uow, talk.id, NOW)
    assert events(uow) == ["marketing_stopped"]


def test_an_unknown_conversation_agrees_to_nothing(uow: UnitsOfWork) -> None:
    with pytest.raises(NotFound):
        record_consent(uow, "nobody", purpose=PREQUALIFICATION, version="1", text="x", at=NOW)
    assert events(uow) == []
