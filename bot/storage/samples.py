"""Samples for labelling in the tables; knows no customer and no conversation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from bot.services.records import Duplicate, NotFound, Sample, SampleState
from bot.storage.tables import SampleRow


class SqlSamples:
    """Words that were not understood; implements `ports.Samples`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def collect(
        self,
        *,
        key: str,
        text: str,
        language: str,
        ranking: Sequence[tuple[str, float]],
        happened: str,
        model: str,
        on: date,
    ) -> None:
        """Keep a sample, or count it when its words are known."""
        row = self._row(key)
        if row is None:
            row = SampleRow(
                key=key,
                text=text,
                language=language,
                happened={},
                chosen={},
                count=0,
                state=SampleState.OPEN,
                first_seen=on,
            )
        row.ranking = {"intents": [[intent, confidence] for intent, confidence in ranking]}
        row.happened = _one_more(row.happened, happened)
        row.count += 1
        row.model = model
        row.last_seen = on
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except Duplicate:  # two processes heard the same new words at once
            self.collect(
                key=key, text=text, language=language, ranking=ranking, happened=happened,
                model=model, on=on,
            )  # fmt: skip

    def note_choice(self, key: str, intent: str) -> None:
        """Count that a customer chose this meaning of the words; unknown words are passed over."""
        row = self._row(key)
        if row is not None:
            row.chosen = _one_more(row.chosen, intent)

    def find(self, *states: SampleState) -> tuple[Sample, ...]:
        """Return the samples in these states, most often seen first."""
        rows = self._session.scalars(
            select(SampleRow)
            .where(SampleRow.state.in_(states))
            .order_by(SampleRow.count.desc(), SampleRow.key)
        )
        return tuple(_record(row) for row in rows)

    def label(self, key: str, intent: str) -> None:
        """Give a sample its intent; raises NotFound."""
        row = self._known(key)
        row.label, row.state = intent, SampleState.LABELLED

    def discard(self, key: str) -> None:
        """Forget the words of a sample, so that they are not collected again; raises NotFound."""
        row = self._known(key)
        row.text, row.label, row.state = "", None, SampleState.DISCARDED

    def mark_exported(self, keys: Iterable[str]) -> None:
        """Note that these labelled samples are among the suggestions now."""
        self._session.execute(
            update(SampleRow)
            .where(SampleRow.key.in_(tuple(keys)), SampleRow.state == SampleState.LABELLED)
            .values(state=SampleState.EXPORTED)
        )

    def purge(self, before: date) -> int:
        """Remove every sample last seen before this day; return how many there were."""
        gone = self._session.execute(delete(SampleRow).where(SampleRow.last_seen < before))
        return cast(CursorResult[Any], gone).rowcount

    def _row(self, key: str) -> SampleRow | None:
        # Locked where rows can be: two counts of one would otherwise become one.
        return self._session.scalar(select(SampleRow).where(SampleRow.key == key).with_for_update())

    def _known(self, key: str) -> SampleRow:
        row = self._row(key)
        if row is None:
            raise NotFound("no sample has this key")
        return row


def _one_more(counts: Mapping[str, int], name: str) -> dict[str, int]:
    return {**counts, name: counts.get(name, 0) + 1}


def _record(row: SampleRow) -> Sample:
    return Sample(
        key=row.key,
        text=row.text,
        language=row.language,
        ranking=tuple((str(intent), float(much)) for intent, much in row.ranking["intents"]),
        happened=row.happened,
        chosen=row.chosen,
        count=row.count,
        model=row.model,
        state=SampleState(row.state),
        label=row.label,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )
