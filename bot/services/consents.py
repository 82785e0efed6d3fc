"""Consent: given for one purpose in exact words, checked before processing, withdrawn as easily."""

import hashlib
from datetime import datetime

from bot.errors import ShandaiError
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Consent

PREQUALIFICATION = "prequalification"
# A change of the words (bot/texts/replies/consent.py) is a new version; earlier consents lapse.
PREQUALIFICATION_VERSION = "prequalification-2026-11"
MARKETING = "marketing"
MARKETING_STOPPED = "marketing_stopped"


class ConsentMissing(ShandaiError):
    """Something was to be done with a person's data that they have not agreed to."""


def record_consent(
    uow: UnitsOfWork, conversation: str, *, purpose: str, version: str, text: str, at: datetime
) -> Consent:
    """Keep that the customer of a conversation agreed to ``text``."""
    with uow() as work:
        talk = work.conversations.get(conversation)
        consent = work.consents.record(
            customer=talk.customer,
            purpose=purpose,
            version=version,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            channel=talk.channel,
            conversation=conversation,
            at=at,
        )
        _audit(work, "consent_given", consent, at)
        work.commit()
    return consent


def has_consent(uow: UnitsOfWork, conversation: str, purpose: str, version: str) -> bool:
    """Whether the customer's consent to this purpose, in this version of the words, stands."""
    with uow(reading=True) as work:
        talk = work.conversations.get(conversation)
        consent = work.consents.active(customer=talk.customer, purpose=purpose)
    return consent is not None and consent.version == version


def withdraw_consent(uow: UnitsOfWork, conversation: str, at: datetime) -> bool:
    """End the consent to pre-qualification; False when there was none."""
    with uow() as work:
        talk = work.conversations.get(conversation)
        ended = work.consents.withdraw(customer=talk.customer, purpose=PREQUALIFICATION, at=at)
        for consent in ended:
            _audit(work, "consent_withdrawn", consent, at)
        work.commit()
    return bool(ended)


def record_marketing_opt_out(uow: UnitsOfWork, conversation: str, at: datetime) -> None:
    """Stop every marketing message to the customer of a conversation, whatever was agreed."""
    with uow() as work:
        talk = work.conversations.get(conversation)
        for consent in work.consents.withdraw(customer=talk.customer, purpose=MARKETING, at=at):
            _audit(work, "consent_withdrawn", consent, at)
        work.conversations.update_state(conversation, {MARKETING_STOPPED: at.isoformat()})
        work.audit.append(
            event="marketing_stopped",
            actor="customer",
            subjects={"customer": talk.customer, "conversation": conversation},
            at=at,
        )
        work.commit()


def required_consent(work: UnitOfWork, customer: str, purpose: str, version: str) -> Consent:
    """Return the consent under which processing may go on.

    Raises:
        ConsentMissing: there is none to this version of the words.
    """
    consent = work.consents.active(customer=customer, purpose=purpose)
    if consent is None or consent.version != version:
        raise ConsentMissing(f"no active consent to {purpose}")
    return consent


def _audit(work: UnitOfWork, event: str, consent: Consent, at: datetime) -> None:
    work.audit.append(
        event=event,
        actor="customer",
        subjects={
            "customer": consent.customer,
            "consent": consent.id,
            "conversation": consent.conversation,
        },
        at=at,
        detail={"purpose": consent.purpose, "version": consent.version},
    )
