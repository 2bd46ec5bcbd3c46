"""Planning: what is due for each of many children becomes rows, beside a scheduler library that keeps one job for each reminder."""

from __future__ import annotations

import resource
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import func, select
from sqlmodel import Session, col

from actions import plans
from bench import village
from bench.databases import migrated
from bench.report import Report, Tell
from bench.sizes import Size
from bot.ticks import AT_ONCE
from content import load_knowledge
from db import sealing
from db.connection import open_engine
from db.outbox import Outbox
from tests.databases import Kind
from tests.processes import DATA_KEY

ZONE = ZoneInfo("Asia/Shanghai")
#: Six in the morning of the day on which everything is planned.
NOW = datetime(2026, 11, 19, 22, tzinfo=UTC)


def measure(size: Size, tell: Tell) -> Report:
    """Every child's day has come: all of them are planned and their rows written, by a process of its own."""
    report = Report(
        "Planning: children whose day has come",
        "APScheduler 3 with its SQLAlchemy job store on the same database, one job for each reminder (jobs added, nothing planned)",
    )
    kinds: tuple[tuple[Kind, str], ...] = (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))
    for kind, name in kinds:
        with migrated(kind) as url:
            tell(f"{name}: a town of {size.planned:,} children")
            village.settle(url, range(1, size.planned + 1), NOW)
            tell(f"{name}: planning")
            took, megabytes, rows = _apart(_plan, url)
        with migrated(kind) as url:
            jobs = min(rows, size.jobs)
            tell(f"{name}: {jobs:,} jobs of the scheduler library")
            job_took = _apart(_schedule, url, jobs)
        whole = job_took * rows / jobs
        report.add(f"{name}: {size.planned:,} children", took, "s", whole, "≤ 60 s for 100,000")
        report.add("… rows written", rows, "")
        report.add("… children a second", size.planned / took, "/s")
        report.add("… memory, most", megabytes, "MB", None, "≤ 500 MB")
        if jobs < rows:
            report.notes.append(
                f"{name}: baseline from {jobs:,} jobs in {job_took:.1f} s, counted up to {rows:,}."
            )
    report.notes.append(
        "Each child has one guardian with one chat and the doses of a child that was on time until two months ago."
    )
    return report


def _apart(work: Any, *args: Any) -> Any:
    """Runs in a fresh process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def _plan(url: str) -> tuple[float, float, int]:
    """Seconds, MB at most, rows written."""
    sealing.use(sealing.KeyRing(DATA_KEY))
    knowledge, engine = load_knowledge("cn/wuhu"), open_engine(url)
    trouble: dict[int, str] = {}
    begin = time.perf_counter()
    more = True
    while more:
        with Session(engine, expire_on_commit=False) as session:
            more = plans.plan_due(session, knowledge, ZONE, NOW, AT_ONCE, trouble) > 0
            session.commit()
    took = time.perf_counter() - begin
    if trouble:
        raise RuntimeError(f"{len(trouble)} plans failed: {set(trouble.values())}")
    with Session(engine) as session:
        rows = session.execute(select(func.count(col(Outbox.id)))).scalar_one()
    engine.dispose()
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows


def nothing() -> None:
    """What a job would do."""


def _schedule(url: str, jobs: int) -> float:
    """Seconds to add that many jobs, due at nine."""
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=url)}, timezone=ZONE)
    scheduler.start(paused=True)
    due = datetime(2026, 11, 20, 9, tzinfo=ZONE) + timedelta(days=3650)
    begin = time.perf_counter()
    for number in range(jobs):
        scheduler.add_job("bench.planning:nothing", "date", run_date=due, id=str(number))
    took = time.perf_counter() - begin
    scheduler.shutdown()
    return took
