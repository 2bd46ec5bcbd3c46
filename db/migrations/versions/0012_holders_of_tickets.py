"""who holds a ticket is a chat, so that two owners are two; offices the family refused; columns nobody read go"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

#: How SQLite keeps numbers from coming back when it rebuilds a table.
_NO_NUMBER_TWICE = {"sqlite_autoincrement": True}


def upgrade() -> None:
    # Which of the owners a nought was, nobody knows: those wait again.
    op.execute("UPDATE ticket SET state = 'waiting' WHERE taken_by = 0 AND state = 'taken'")
    op.execute(
        "UPDATE ticket SET taken_by = (SELECT chat_id FROM staff WHERE staff.id = ticket.taken_by) "
        "WHERE taken_by IS NOT NULL"
    )
    with op.batch_alter_table("ticket", table_kwargs=_NO_NUMBER_TWICE) as batch_op:
        batch_op.add_column(sa.Column("refused", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.drop_column("asked_id")
    with op.batch_alter_table("ticket_line", table_kwargs=_NO_NUMBER_TWICE) as batch_op:
        batch_op.drop_column("staff_id")
        batch_op.drop_column("photo_id")


def downgrade() -> None:
    with op.batch_alter_table("ticket_line", table_kwargs=_NO_NUMBER_TWICE) as batch_op:
        batch_op.add_column(sa.Column("photo_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("ticket_line_photo", "photo", ["photo_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("ticket", table_kwargs=_NO_NUMBER_TWICE) as batch_op:
        batch_op.add_column(sa.Column("asked_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("ticket_asked", "asked", ["asked_id"], ["id"], ondelete="SET NULL")
        batch_op.drop_column("refused")
    op.execute(
        "UPDATE ticket SET taken_by = "
        "coalesce((SELECT staff.id FROM staff WHERE staff.chat_id = ticket.taken_by), 0) "
        "WHERE taken_by IS NOT NULL"
    )
