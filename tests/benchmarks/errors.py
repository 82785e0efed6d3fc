"""What can go wrong while measuring."""


class BenchmarkError(Exception):
    """A figure would not mean what its name says; the message says why."""
