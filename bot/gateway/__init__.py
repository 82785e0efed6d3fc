"""The one door for messages: stored, ordered, routed, answered."""
