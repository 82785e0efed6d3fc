"""The core on the command line: JSON lines in, JSON lines out; no settings, database or network."""
