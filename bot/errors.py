"""The errors of the application; it must not know how any of them is shown to a customer.

ShandaiError
├── SettingsError            a setting is missing or wrong; names it, the problem, the remedy
├── CorpusError              the training examples cannot be read, or a request about them is wrong
├── TrainingError            the dialogue model could not be trained
├── SupervisorError          a process could not be run
│   ├── ServiceNotReady      it did not answer in time
│   └── ServiceKeepsDying    it was restarted too often
├── RasaUnavailable          Rasa gave no answer to a message
└── TextError                a customer's text could not be produced
    ├── UnsupportedLanguage  a language tag that no catalogue covers
    └── MissingPlaceholder   a text names a value it was not given
"""


class ShandaiError(Exception):
    """Any error that the application raises on purpose."""


class SettingsError(ShandaiError):
    """A setting is missing or wrong."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        """Name the variable, what is wrong with it, and what to write instead."""
        super().__init__(f"{name}: {problem}. {remedy}")
        self.name = name
        self.problem = problem
        self.remedy = remedy


class CorpusError(ShandaiError):
    """The training examples, or samples for them, cannot be used as asked."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        """Name the place or option, what is wrong with it, and what to do."""
        super().__init__(f"{field}: {problem}. {remedy}")
        self.field = field
        self.problem = problem
        self.remedy = remedy


class TrainingError(ShandaiError):
    """The dialogue model could not be trained; the previous one, if any, is still in place."""


class SupervisorError(ShandaiError):
    """A process that the application needs could not be run."""


class ServiceNotReady(SupervisorError):
    """A process was started and did not answer in time."""


class ServiceKeepsDying(SupervisorError):
    """A process ended again and again soon after it was started."""


class RasaUnavailable(ShandaiError):
    """Rasa did not answer a message: no connection, too late, an error, or silence."""


class TextError(ShandaiError):
    """A text for a customer could not be produced."""


class UnsupportedLanguage(TextError):
    """No catalogue covers this language tag."""


class MissingPlaceholder(TextError):
    """A text names a value that it was not given."""
