"""bubbles of the page that give way to other words after a while"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bubble", sa.Column("fades_at", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_bubble_fades_at"), "bubble", ["fades_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_bubble_fades_at"), table_name="bubble")
    op.drop_column("bubble", "fades_at")
