"""Numbers for operators at /metrics: counts by kind, never by person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
INCOMING = Counter("houniao_updates_total", "Updates stored", ["channel"], registry=REGISTRY)
HANDLED = Counter("houniao_handled_total", "Updates handled", registry=REGISTRY)
HANDLING = Histogram(
    "houniao_handling_seconds",
    "Time one visit to the room takes",
    registry=REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2),
)
OUTGOING = Counter(
    "houniao_letters_total",
    "Letters carried, by what became of them",
    ["channel", "outcome"],
    registry=REGISTRY,
)
FAILED = Counter(
    "houniao_rounds_failed_total", "Rounds of the clock that failed", ["round"], registry=REGISTRY
)
REJECTED = Counter("houniao_rejected_total", "Requests refused at the door", ["reason"], registry=REGISTRY)
ROWS = Gauge("houniao_rows", "Rows of a queue by state", ["queue", "state"], registry=REGISTRY)
