"""Go through what was not understood: give it labels, pass them on, look at the sums."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.services.ports import UnitsOfWork
from bot.services.records import Sample, SampleState


def purge_samples(uow: UnitsOfWork, on: date, keep_days: int) -> int:
    """Remove what was last seen more than so many days ago; return how many samples."""
    with uow() as work:
        removed = work.samples.purge(on - timedelta(days=keep_days))
        work.commit()
    return removed


def samples(uow: UnitsOfWork, *states: SampleState) -> tuple[Sample, ...]:
    """Return the samples in these states, most often seen first."""
    with uow(reading=True) as work:
        return work.samples.find(*states)


def label_sample(uow: UnitsOfWork, key: str, intent: str) -> None:
    """Give a sample its intent; one exported before will be exported again.

    Raises:
        NotFound: it has expired meanwhile.
    """
    with uow() as work:
        work.samples.label(key, intent)
        work.commit()


def discard_sample(uow: UnitsOfWork, key: str) -> None:
    """Forget the words of a sample that teaches nothing or tells too much.

    Raises:
        NotFound: it has expired meanwhile.
    """
    with uow() as work:
        work.samples.discard(key)
        work.commit()


def mark_exported(uow: UnitsOfWork, found: Iterable[Sample]) -> None:
    """Note that labelled samples were passed on."""
    with uow() as work:
        work.samples.mark_exported([one.key for one in found])
        work.commit()


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """The sums over all samples.

    Attributes:
        states: how many samples are in each state.
        seen: how often each thing happened to a message.
        labelled: how many samples have a label.
        model_was_right: of these, how many the model had guessed first.
        customer_was_asked: of these, how many had a choice of a customer.
        customer_agreed: of those, how many customers' most frequent choice was the label.
        corrections: (the model's first guess, the label) of those it had guessed wrong.
    """

    states: Mapping[str, int]
    seen: Mapping[str, int]
    labelled: int
    model_was_right: int
    customer_was_asked: int
    customer_agreed: int
    corrections: Mapping[tuple[str, str], int]


def totals(found: Iterable[Sample]) -> Totals:
    """Sum up samples."""
    every = tuple(found)
    labelled = [one for one in every if one.label is not None]
    asked = [one for one in labelled if one.chosen]
    seen: Counter[str] = Counter()
    for one in every:
        seen.update(one.happened)
    return Totals(
        states=Counter(one.state.value for one in every),
        seen=seen,
        labelled=len(labelled),
        model_was_right=sum(_first_guess(one) == one.label for one in labelled),
        customer_was_asked=len(asked),
        customer_agreed=sum(_most_chosen(one) == one.label for one in asked),
        corrections=Counter(
            (_first_guess(one), str(one.label))
            for one in labelled
            if _first_guess(one) != one.label
        ),
    )


def _first_guess(sample: Sample) -> str:
    return sample.ranking[0][0] if sample.ranking else ""


def _most_chosen(sample: Sample) -> str:
    return max(sample.chosen, key=lambda intent: sample.chosen[intent])
