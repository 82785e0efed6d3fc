"""Where the commands find the samples: the configured database, free of what has expired."""

from dataclasses import dataclass
from pathlib import Path

from bot.corpus.examples import Example, read_examples
from bot.services.ports import UnitsOfWork
from bot.services.review_samples import purge_samples
from bot.settings import ROOT, Settings, load
from bot.storage.migrate import upgrade
from bot.wiring import build_unit_of_work


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptSamples:
    """The database of samples and the settings it was found by."""

    settings: Settings
    unit_of_work: UnitsOfWork


def open_samples() -> KeptSamples:
    """Open the configured database and remove the samples that are too old.

    Raises:
        SettingsError: a setting is wrong.
        StorageError: the database cannot be used.
    """
    settings = load()
    upgrade(settings.database_url)
    uow = build_unit_of_work(settings)
    purge_samples(uow, settings.current_date(), settings.sample_days)
    return KeptSamples(settings=settings, unit_of_work=uow)


def known_examples(folder: Path | None) -> tuple[Example, ...]:
    """Read what the model learns from, or the examples of another folder.

    Raises:
        CorpusError: they cannot be read.
    """
    return read_examples(folder or ROOT / "nlu_data" / "nlu")
