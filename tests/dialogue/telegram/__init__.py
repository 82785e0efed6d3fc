"""The assistant over Telegram: real Rasa, real gateway, real adapter; only Telegram is stood in."""
