"""Offline work: fits and checks scorecards; the running product never imports it."""
