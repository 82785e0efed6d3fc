"""Every action of the domain, by its class."""

from actions.action_affirm import ActionAffirm
from actions.action_answer import ActionAnswer
from actions.action_cancel import ActionCancel
from actions.action_change_language import ActionChangeLanguage
from actions.action_complaint import ActionComplaint
from actions.action_converse import ActionConverse
from actions.action_decline_consent import ActionDeclineConsent
from actions.action_deny import ActionDeny
from actions.action_distress import ActionDistress
from actions.action_explain_product import ActionExplainProduct
from actions.action_hardship import ActionHardship
from actions.action_open import ActionOpen
from actions.action_prequalify import ActionPrequalify
from actions.action_recommend_products import ActionRecommendProducts
from actions.action_record_consent import ActionRecordConsent
from actions.action_repair import ActionRepair
from actions.action_request_consent import ActionRequestConsent
from actions.action_request_handoff import ActionRequestHandoff
from actions.action_resume import ActionResume
from actions.action_withdraw_consent import ActionWithdrawConsent
from actions.base import LendingAction
from actions.validate_discovery_form import ValidateDiscoveryForm
from actions.validate_prequalification_form import ValidatePrequalificationForm

ACTIONS: tuple[type[LendingAction], ...] = (
    ActionAffirm,
    ActionAnswer,
    ActionCancel,
    ActionChangeLanguage,
    ActionComplaint,
    ActionConverse,
    ActionDeclineConsent,
    ActionDeny,
    ActionDistress,
    ActionExplainProduct,
    ActionHardship,
    ActionOpen,
    ActionPrequalify,
    ActionRecommendProducts,
    ActionRecordConsent,
    ActionRepair,
    ActionRequestConsent,
    ActionRequestHandoff,
    ActionResume,
    ActionWithdrawConsent,
    ValidateDiscoveryForm,
    ValidatePrequalificationForm,
)
