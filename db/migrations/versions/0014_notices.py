"""notices, saved groups, what was pressed and what nobody wants to hear of"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("holder_chat", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_chat", sa.Integer(), nullable=False),
        sa.Column("seconded_by", sa.String(), nullable=True),
        sa.Column("leaves_at", sa.DateTime(), nullable=True),
        sa.Column("edition_of", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("districts", sa.String(), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("trouble_told", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_edition_of", "notice", ["edition_of"], unique=False)
    op.create_index("ix_notice_state", "notice", ["state"], unique=False)

    op.create_table(
        "notice_file",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )

    op.create_table(
        "notice_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("districts", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "notice_press",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("notice_id", "chat_id", "what"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notice_press_chat_id"), "notice_press", ["chat_id"], unique=False)
    op.create_index(op.f("ix_notice_press_notice_id"), "notice_press", ["notice_id"], unique=False)

    op.create_table(
        "notice_mute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardian.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("guardian_id", "subject"),
    )
    op.create_index(op.f("ix_notice_mute_guardian_id"), "notice_mute", ["guardian_id"], unique=False)

    # With the state: the clock asks every few seconds whether anything of a notice still waits.
    op.drop_index("outbox_about", table_name="outbox")
    op.create_index("outbox_about", "outbox", ["about", "state"], unique=False)


def downgrade() -> None:
    op.drop_index("outbox_about", table_name="outbox")
    op.create_index("outbox_about", "outbox", ["about"], unique=False)
    for table in ("notice_mute", "notice_press", "notice_group", "notice_file", "notice"):
        op.drop_table(table)
