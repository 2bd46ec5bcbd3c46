"""How much is measured: whole, quick (a look while one works), and tiny (the tests, where no number means anything)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Counts; `*_seconds` in seconds. Every loop of the bench ends by one of these."""

    families: int
    updates: int
    rounds: int
    steady_seconds: float
    forecasts: int
    starts: int
    parents: int
    messages: int
    chat_seconds: float
    planned: int = 100_000
    jobs: int = 20_000
    burst: int = 33_000  # families; 61 % of them have something due: 20,000 digests
    asked: int = 30
    pictures: int = 60
    town: int = 1_200
    days: int = 120
    decisions: int = 60_000
    plans: int = 1_350
    plain_plans: int = 27
    tapped: int = 400
    places: tuple[int, ...] = (1_000, 100_000, 1_000_000)
    near: int = 200
    near_by_hand: int = 10
    imported: int = 20_000
    names: tuple[int, ...] = (2_000, 5_000)
    entries: int = 3_000
    asked_of_many: int = 1_000
    #: Recipients of a notice: only queued; sent at 30 a second; at 1,000 a second; as fast as it goes.
    queued: int = 100_000
    at_30: int = 1_800
    at_1000: int = 10_000
    unlimited: int = 5_000


FULL = Size(2_000, 2_000, 5, 20, 6_000, 5, 1_000, 20, 60)
QUICK = Size(
    400,
    600,
    3,
    5,
    1_500,
    1,
    200,
    5,
    15,
    5_000,
    1_000,
    900,
    10,
    15,
    300,
    60,
    15_000,
    540,
    9,
    100,
    (1_000, 100_000),
    60,
    3,
    2_000,
    (2_000,),
    asked_of_many=100,
    queued=10_000,
    at_30=300,
    at_1000=2_000,
    unlimited=1_500,
)
TINY = Size(
    12,
    30,
    1,
    0.4,
    40,
    1,
    4,
    3,
    1,
    40,
    10,
    20,
    2,
    2,
    20,
    3,
    200,
    27,
    1,
    3,
    (400,),
    3,
    1,
    60,
    (40,),
    120,
    5,
    200,
    20,
    30,
    30,
)
