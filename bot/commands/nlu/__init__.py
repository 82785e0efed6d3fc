"""`shandai nlu`: what the model learns from, checked; what it did not understand, labelled."""
