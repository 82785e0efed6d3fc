"""Measures what a run costs; compares within one run and asserts nothing about times."""
