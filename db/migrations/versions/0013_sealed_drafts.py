"""drafts of answers are sealed, and know whose words are in them; those begun before are put away: no release had any"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The key lies outside the database: what stands there open cannot be sealed from here, and must not stay.
    op.drop_table("answer_draft")
    _create(
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("borrowed", sa.LargeBinary(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("answer_draft")
    _create(sa.Column("content", sa.JSON(), nullable=False))


def _create(*content: sa.Column[object]) -> None:
    op.create_table(
        "answer_draft",
        sa.Column("key", sa.String(), nullable=False),
        *content,
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
