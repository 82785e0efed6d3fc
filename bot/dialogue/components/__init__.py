"""Understanding of quantities and terms; pure modules, and Rasa components named ``rasa_*``."""
