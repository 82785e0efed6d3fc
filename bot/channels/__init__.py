"""The ways customers reach the assistant; each verifies, parses and renders its platform."""
