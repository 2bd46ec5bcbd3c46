"""check-ups that were done, and the first day at nursery or kindergarten"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("struck_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("visit_done", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_done_child_id"), ["child_id"], unique=False)

    op.add_column("child", sa.Column("enters_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("child", "enters_on")
    with op.batch_alter_table("visit_done", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_done_child_id"))

    op.drop_table("visit_done")
