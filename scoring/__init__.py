"""The pure core: products, prices, schedules and decisions; no files, clock, network or bot."""
