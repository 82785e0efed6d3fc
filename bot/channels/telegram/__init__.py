"""Telegram as a channel: updates in, by polling or by webhook, and replies out."""

import os

# The telegram package's only way to say that its coming type of durations is understood; it
# warns at every wait that Telegram asks for otherwise.
os.environ["PTB_TIMEDELTA"] = "true"
