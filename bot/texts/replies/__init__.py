"""What the assistant says, one module a topic; values in, sentences out, no decision taken here."""
