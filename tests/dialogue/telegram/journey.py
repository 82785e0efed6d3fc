"""A whole pre-qualification as a customer of a messenger goes through it: words and buttons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What the customer does and what the answer to it shows.

    Attributes:
        presses: title of a button; `says` otherwise.
    """

    says: str = ""
    presses: str = ""
    shown: str


JOURNEY = (
    Step(says="/start", shown="想借多少"),
    Step(says="我开了个小面馆，想借八万周转，分一年半还", shown="什么时候要用"),
    Step(presses="不急", shown="小店经营贷"),
    Step(presses="测测能不能批", shown="不查征信"),
    Step(presses="同意", shown="多大"),
    Step(says="三十五", shown="平均能剩多少"),
    Step(says="一万五左右，好的时候两万", shown="约 1.5 万元"),
    Step(says="每月还2000", shown="2,000 元"),
    Step(says="三年了", shown="信用卡额度"),
    Step(presses="两成到五成", shown="几笔贷款"),
    Step(says="三笔", shown="房贷"),
    Step(says="一笔", shown="逾期"),
    Step(presses="没有逾期", shown="几个人"),
    Step(says="一个孩子", shown="请核对"),
    Step(presses="都对", shown="初步可以批"),
    Step(presses="看还款计划", shown="第 1 期"),
)

IN_ENGLISH = (
    Step(says="/start", shown="How much would you like to borrow"),
    Step(says="I run a noodle shop and need 80k for stock, over 18 months", shown="80,000"),
    Step(says="no hurry", shown="%"),
    Step(presses="Check whether I can get it", shown="consent"),
)


class Customer(Protocol):
    """A user of either stand-in."""

    def sends(self, text: str) -> Any:
        """Type something."""
        ...

    def presses(self, title: str) -> Any:
        """Press a button of the newest message that has it."""
        ...

    def waits_for(self, what: str, timeout: float = 30) -> Any:
        """Wait for an answer."""
        ...


def takes(
    customer: Customer,
    steps: Sequence[Step] = JOURNEY,
    *,
    before: Mapping[str, Callable[[], None]] | None = None,
) -> None:
    """Go through it from the first step to the last.

    Args:
        customer: who does.
        steps: what they do.
        before: what happens on the way, by the `shown` of the step it comes before.

    Raises:
        AssertionError: an answer did not come.
    """
    on_the_way = dict(before or {})
    for step in steps:
        on_the_way.pop(step.shown, lambda: None)()
        act(customer, step)
    assert not on_the_way, f"no such steps: {sorted(on_the_way)}"


def act(customer: Customer, step: Step) -> None:
    """Take one step and wait for its answer."""
    if step.presses:
        customer.presses(step.presses)
    else:
        customer.sends(step.says)
    customer.waits_for(step.shown)
