"""What the model learns from, looked at offline; it knows no customer, database or setting."""
