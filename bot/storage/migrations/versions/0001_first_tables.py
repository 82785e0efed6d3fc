"""First tables: people, conversations, consents, decisions, offers, hand-offs, audit chain."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NO_HASH = "0" * 64


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Make the tables and the head of an empty audit chain."""
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "audit_log",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_log"),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_table(
        "channel_accounts",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("customer", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("channel_user_id", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customers.id"], name="fk_channel_accounts_customer"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_channel_accounts"),
        sa.UniqueConstraint(
            "channel", "channel_user_id", name="uq_channel_accounts_channel_channel_user_id"
        ),
    )
    op.create_index("ix_channel_accounts_customer", "channel_accounts", ["customer"])
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("customer", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("lease_holder", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name="fk_conversations_customer"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index(
        "ix_conversations_customer_channel_last_activity_at",
        "conversations",
        ["customer", "channel", "last_activity_at"],
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("customer", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("conversation", sa.String(length=24), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_consents_conversation"
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name="fk_consents_customer"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index(
        "uq_consents_active",
        "consents",
        ["customer", "purpose", "version"],
        unique=True,
        **_where("withdrawn_at IS NULL"),
    )
    op.create_table(
        "handoff_requests",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("conversation", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_handoff_requests_conversation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoff_requests"),
    )
    op.create_index(
        "ix_handoff_requests_state_created_at", "handoff_requests", ["state", "created_at"]
    )
    op.create_index(
        "uq_handoff_requests_unresolved",
        "handoff_requests",
        ["conversation"],
        unique=True,
        **_where("resolved_at IS NULL"),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("conversation", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("channel_message_id", sa.String(length=255), nullable=True),
        sa.Column("direction", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_messages_conversation"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint(
            "channel", "channel_message_id", name="uq_messages_channel_channel_message_id"
        ),
        sa.UniqueConstraint("conversation", "sequence", name="uq_messages_conversation_sequence"),
    )
    op.create_index(
        "ix_messages_unanswered", "messages", ["created_at"], **_where("status = 'received'")
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("customer", sa.String(length=24), nullable=False),
        sa.Column("conversation", sa.String(length=24), nullable=False),
        sa.Column("consent", sa.String(length=24), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("inputs_digest", sa.String(length=64), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("card_version", sa.String(length=64), nullable=False),
        sa.Column("policy_version", sa.String(length=64), nullable=False),
        sa.Column("catalogue_version", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["consent"], ["consents.id"], name="fk_decisions_consent"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_decisions_conversation"
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name="fk_decisions_customer"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_customer_decided_at", "decisions", ["customer", "decided_at"])
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("customer", sa.String(length=24), nullable=False),
        sa.Column("conversation", sa.String(length=24), nullable=False),
        sa.Column("product", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("annual_rate", sa.String(length=64), nullable=False),
        sa.Column("annual_cost_nominal", sa.String(length=64), nullable=False),
        sa.Column("annual_cost_effective", sa.String(length=64), nullable=False),
        sa.Column("cost_sheet", sa.Text(), nullable=False),
        sa.Column("cost_sheet_digest", sa.String(length=64), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_offers_conversation"
        ),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name="fk_offers_customer"),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_offers_decision"),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
    )
    op.create_index("ix_offers_decision", "offers", ["decision"])
    op.create_index(
        "uq_offers_open", "offers", ["customer"], unique=True, **_where("status = 'open'")
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": _NO_HASH}])


def downgrade() -> None:
    """Drop the tables with all they hold."""
    for table in (
        "offers",
        "decisions",
        "messages",
        "handoff_requests",
        "consents",
        "conversations",
        "channel_accounts",
        "customers",
        "audit_log",
        "audit_head",
    ):
        op.drop_table(table)
