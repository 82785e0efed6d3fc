"""Stand-ins for services outside the project, written to their published protocols."""
