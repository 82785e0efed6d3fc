"""The figures of a run, to read and to judge by."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """How a run went.

    Attributes:
        apologies: messages whose one reply was the apology; counted among the answers.
        breaches: what is wrong, by conversation.
        flagged: parts that were sent again and say so.
        repeated: deliveries of a message beyond the first that the platforms made on purpose.
    """

    seed: int
    messages: Mapping[str, int]
    conversations: int
    killed: Mapping[str, int]
    answers: int
    apologies: int
    taken_up_again: int
    repeated: int
    lost_receipts: int
    flagged: tuple[str, ...]
    lost: int
    doubled: int
    longest_wait: float
    median_wait: float
    seconds: float
    breaches: tuple[str, ...]

    def __str__(self) -> str:
        kills = Counter(self.killed)
        lines = [
            f"seed                 {self.seed}",
            f"messages             {_listed(self.messages)}",
            f"conversations        {self.conversations}",
            f"kills (SIGKILL)      {_listed(kills)}",
            f"answers              {self.answers}, of them apologies: {self.apologies}",
            f"taken up again       {self.taken_up_again} messages whose first answering broke off",
            f"duplicates           {self.repeated} delivered on purpose, each answered once",
            f"receipts lost        {self.lost_receipts} by the platform, besides those of kills",
            f"re-sends, flagged    {len(self.flagged)}",
            *(f"  {one}" for one in self.flagged),
            f"lost                 {self.lost}",
            f"doubled              {self.doubled}",
            f"a customer's wait    {self.median_wait:.1f} s at the median, "
            f"{self.longest_wait:.1f} s the longest",
            f"seconds              {self.seconds:.0f}",
            *(f"BREACH  {one}" for one in self.breaches),
            "every message has one answer, in order" if not self.breaches else "FAILED",
        ]
        return "\n".join(lines) + "\n"


def _listed(counts: Mapping[str, int]) -> str:
    parts = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    return f"{sum(counts.values())} ({parts})"
