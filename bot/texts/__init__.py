"""Customer texts in three languages; it must not know what is said when."""
