"""How well customers' own words are understood, beside Rasa's default pipeline."""
