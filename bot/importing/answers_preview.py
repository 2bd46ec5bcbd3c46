"""What the person at the terminal sees of an import of answers: what would be written, what is wrong and how to mend it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from actions.answer_imports import Plan, Undoing
from actions.answer_keeping import Refused
from bot.importing.answers import Reading
from bot.importing.preview import SHOWN, show_list
from bot.importing.tables import clean
from rules.answers.answer import Answer
from rules.answers.checks import Fault


def show(console: Console, reading: Reading, plan: Plan) -> None:
    """The file beside what is published: in numbers, and then one by one."""
    _say(console, f"{reading.number} answers ({reading.about}).")
    table = Table("answers", "number")
    faulty = {(one.key, one.number) if not one.key else one.key for one in reading.faults}
    for name, number in (
        ("new", len(plan.new)),
        ("changed", len(plan.changed)),
        ("unchanged, not written", len(plan.unchanged)),
        ("not in the file, taken out", len(plan.taken_out)),
        ("not in the file, left as they are", len(plan.left)),
        ("faulty", len(faulty)),
    ):
        table.add_row(name, str(number))
    console.print(table)
    show_list(
        console,
        [
            *(f"new: {key}, {_title(reading.answers[key])}" for key in plan.new),
            *(f"{one.key} changes {', '.join(one.fields)}" for one in plan.changed),
            *(f"taken out: {key}" for key in plan.taken_out),
        ],
    )
    if plan.drafts:
        told = ", ".join(plan.drafts[:SHOWN])
        _say(console, f"Warning: somebody is writing these in the chat, and is told there: {told}.")


def show_faults(console: Console, reading: Reading, refused: Refused | None) -> None:
    """Every fault with its line, its part and the cure; and what would lead nowhere."""
    if reading.faults:
        ordered = sorted(reading.faults, key=lambda one: one.number)
        lines = [
            f"{reading.unit} {one.number}, {clean(one.key) or 'an answer without a key'}: {told(one.fault)}"
            for one in ordered
        ]
        _say(console, f"Faults: {len(lines)}")
        show_list(console, lines)
    if refused is not None and refused.why == "leads":
        _say(console, f"These lead to what would be taken out: {', '.join(refused.keys[:SHOWN])}.")


def told(fault: Fault) -> str:
    """A fault in one sentence, and its cure in the next."""
    return f"{clean(fault.field)} {clean(fault.problem, 200)}. {clean(fault.cure, 200)}"


def show_undoing(console: Console, done: Undoing) -> None:
    """What undoing an import does."""
    _say(console, f"  as before again: {len(done.restored)}")
    _say(console, f"  new by this import, and gone again: {len(done.taken_out)}")
    _say(console, f"  taken out by this import, and there again: {len(done.back)}")
    if done.left:
        _say(console, f"  left alone, because somebody wrote them since: {len(done.left)}")
        show_list(console, [f"  {key}" for key in done.left])
    if done.refused is not None:
        lines = [
            f"{key}: {told(fault)}"
            for key, fault in zip(done.refused.keys, done.refused.faults, strict=False)
        ]
        show_list(console, lines or [f"{key} leads to one that would be gone" for key in done.refused.keys])


def _title(answer: Answer) -> str:
    return clean(next(iter(answer.titles.values()), ""))


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)
