"""What can be done for a customer, as verbs; what they need of storage is declared in ports."""
