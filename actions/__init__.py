"""What Rasa calls: one thin file an action, on rasa-sdk."""
