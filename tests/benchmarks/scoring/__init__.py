"""How well the cards rank real people, and how fast the core is, beside other models."""
