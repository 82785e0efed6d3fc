"""What Prometheus is told: counts and times, never a word or a number of a person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

TURN_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)


class Metrics:
    """The gateway's figures in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.received = Counter(
            "shandai_messages_received", "Messages stored.", ["channel"], registry=self.registry
        )
        self.duplicates = Counter(
            "shandai_messages_duplicate",
            "Deliveries of a message that was stored before.",
            ["channel"],
            registry=self.registry,
        )
        self.replies = Counter(
            "shandai_replies", "Replies kept, apologies included.", registry=self.registry
        )
        self.turn_seconds = Histogram(
            "shandai_turn_seconds",
            "From taking up a conversation to its last reply kept.",
            buckets=TURN_SECONDS,
            registry=self.registry,
        )
        self.deliveries = Counter(
            "shandai_deliveries",
            "Parts of replies by what became of the call.",
            ["channel", "result"],
            registry=self.registry,
        )
        self.events = Counter(
            "shandai_events",
            "Refusals and oddities by name: wrong secrets, oversize bodies, forged buttons ...",
            ["event"],
            registry=self.registry,
        )
        self.outbox = Gauge(
            "shandai_outbox", "Parts by state, sent ones left out.", ["state"],
            registry=self.registry,
        )  # fmt: skip
        self.busy = Gauge(
            "shandai_conversations_busy", "Conversations being answered here.",
            registry=self.registry,
        )  # fmt: skip

    def count(self, event: str) -> None:
        """Count a refusal or an oddity."""
        self.events.labels(event=event).inc()
