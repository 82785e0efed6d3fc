"""Whole portfolios at once: the formulas of the core over columns, to the same last digit."""
