"""Offline work: fits and checks scorecards from data files; the running product never imports it."""
