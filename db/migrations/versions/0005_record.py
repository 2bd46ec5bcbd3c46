"""the record: doses given elsewhere, what replaced a line, the doctor's word, questions for the clinic"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain ADD COLUMN: SQLite need not copy the table, and its autoincrement stays.
    op.add_column("dose", sa.Column("elsewhere", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("dose", sa.Column("replaced_by", sa.Integer(), nullable=True))
    op.create_table(
        "doctor_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("vaccine", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_doctor_word_child_id"), "doctor_word", ["child_id"], unique=False)
    op.create_table(
        "clinic_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("vaccine", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_clinic_question_child_id"), "clinic_question", ["child_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_clinic_question_child_id"), table_name="clinic_question")
    op.drop_table("clinic_question")
    op.drop_index(op.f("ix_doctor_word_child_id"), table_name="doctor_word")
    op.drop_table("doctor_word")
    op.drop_column("dose", "replaced_by")
    op.drop_column("dose", "elsewhere")
