"""The Rasa side: what the model's process loads; it never imports the app."""
