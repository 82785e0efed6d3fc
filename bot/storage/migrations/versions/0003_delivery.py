"""The outbox, leases, attempts at an answer, and whether an account may be written to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_OPEN = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Make the tables and columns."""
    op.add_column(
        "channel_accounts",
        sa.Column("status", sa.String(length=64), nullable=False, server_default="active"),
    )
    op.add_column(
        "messages", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("conversation", sa.String(length=24), nullable=False),
        sa.Column("account", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("resends", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name="fk_outbox_conversation_conversations"
        ),
        sa.ForeignKeyConstraint(
            ["account"], ["channel_accounts.id"], name="fk_outbox_account_channel_accounts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint(
            "conversation", "sequence", "part", name="uq_outbox_conversation_sequence_part"
        ),
    )
    op.create_index("ix_outbox_account", "outbox", ["account"])
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["channel", "due_at"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def downgrade() -> None:
    """Drop them with all they hold."""
    op.drop_table("leases")
    op.drop_table("outbox")
    with op.batch_alter_table("messages") as batch:
        batch.drop_column("attempts")
    with op.batch_alter_table("channel_accounts") as batch:
        batch.drop_column("status")
