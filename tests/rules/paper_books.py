"""Any book of papers, any office calendar and any answers of a family, for hypothesis; and how a small book is written down in a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from rules.enrolment.situation import Housing
from rules.papers.book import Paper, PaperBook, Step
from rules.papers.plan import Asked
from rules.papers.workdays import Workdays
from rules.spans import Span

#: Around these days everything happens: the end of a February lies near.
TODAY = date(2026, 1, 29)
KEYS = ("p0", "p1", "p2", "p3")
KINDS: tuple[Housing, ...] = ("own", "rent", "dorm", "relatives")

waits = st.one_of(
    st.just(Span()),
    st.builds(Span, days=st.integers(1, 12)),
    st.builds(Span, months=st.integers(1, 2), days=st.integers(0, 2)),
)
near = st.integers(-40, 75).map(lambda days: TODAY + timedelta(days=days))
lasts = st.integers(-3, 110).map(lambda days: TODAY + timedelta(days=days))
#: A step after which nothing has to be waited for.
AT_ONCE = Span()


def step(
    key: str,
    paper: str,
    days: int = 0,
    *,
    wait: Span = AT_ONCE,
    after: Sequence[str] = (),
    fresh: Span | None = None,
    office: bool = True,
    by_itself: bool = False,
    optional: bool = False,
    only_for: tuple[Housing, ...] = (),
) -> Step:
    return Step(
        id=key,
        paper=paper,
        text=key,
        days=days,
        wait=wait,
        after=tuple(after),
        fresh=fresh,
        rule="R1",
        sure=True,
        office=office,
        by_itself=by_itself,
        optional=optional,
        only_for=only_for,
    )


def book_of(
    steps: Sequence[Step], substitutes: dict[str, tuple[str, ...]] | None = None, keys: Sequence[str] = KEYS
) -> PaperBook:
    """A book of these steps; each paper has those that name it."""
    papers = {
        key: Paper(
            key=key,
            name=key,
            everyday=key,
            wanted="apply",
            issuer="",
            bring="",
            cost="",
            time="",
            validity="",
            instead="",
            substitutes=(substitutes or {}).get(key, ()),
            visit=None,
            steps=tuple(one.id for one in steps if one.paper == key),
            rules=(),
        )
        for key in keys
    }
    return PaperBook(papers, {one.id: one for one in steps}, {})


@st.composite
def books(draw: st.DrawFn) -> PaperBook:
    """Up to six steps for four papers; each waits for some of those before it."""
    steps: list[Step] = []
    for number in range(draw(st.integers(2, 6))):
        after = [one.id for one in steps if draw(st.booleans())]
        by_itself = bool(after) and draw(st.integers(0, 4)) == 4
        office = not by_itself and draw(st.integers(0, 3)) > 0
        steps.append(
            step(
                f"s{number}",
                draw(st.sampled_from(KEYS)),
                draw(st.integers(0, 5)) if office else 0,
                wait=draw(waits),
                after=after,
                fresh=draw(st.none() | st.none() | waits),
                office=office,
                by_itself=by_itself,
                optional=draw(st.integers(0, 9)) == 9,
                only_for=draw(
                    st.just(()) | st.just(()) | st.just(()) | st.sampled_from([(one,) for one in KINDS])
                ),
            )
        )
    others = st.lists(st.sampled_from(KEYS), max_size=2, unique=True)
    return book_of(steps, {key: tuple(one for one in draw(others) if one != key) for key in KEYS})


@st.composite
def calendars(draw: st.DrawFn) -> Workdays:
    """Single holidays, a long one, and worked weekend days."""
    days = st.frozensets(near, max_size=12)
    long = draw(near)
    week = frozenset(long + timedelta(days=day) for day in range(draw(st.integers(0, 9))))
    return Workdays(draw(days) | week, draw(days), date(2026, 12, 31))


@st.composite
def answers(draw: st.DrawFn, book: PaperBook) -> Asked:
    """What a family may have said; some steps are done or begun, before or after today."""
    told = st.dictionaries(st.sampled_from(list(book.steps)), near, max_size=2) if book.steps else st.just({})
    done = draw(st.just({}) | told)
    begun = {key: day for key, day in draw(st.just({}) | told).items() if key not in done}
    return Asked(
        needed_by=draw(st.dictionaries(st.sampled_from(KEYS), lasts, min_size=1, max_size=4)),
        have=frozenset(draw(st.just(()) | st.lists(st.sampled_from(KEYS), max_size=2))),
        done=done,
        begun=begun,
        housing=draw(st.none() | st.sampled_from(KINDS)),
        optional=frozenset(draw(st.lists(st.sampled_from(list(book.steps)), max_size=2))),
    )
