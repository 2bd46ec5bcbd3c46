"""what families say they lack"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "need_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("district", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("family_id", "round"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_need_asked_counted",
        "need_asked",
        ["round", "district", "wants", "hours", "language", "answered_at", "family_id"],
        unique=False,
    )
    op.create_index(op.f("ix_need_asked_family_id"), "need_asked", ["family_id"], unique=False)

    op.create_table(
        "need_want",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("family_id", "topic"),
    )
    op.create_index(op.f("ix_need_want_family_id"), "need_want", ["family_id"], unique=False)
    op.create_index(op.f("ix_need_want_topic"), "need_want", ["topic"], unique=False)


def downgrade() -> None:
    for table in ("need_want", "need_asked"):
        op.drop_table(table)
