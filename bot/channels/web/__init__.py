"""The web chat: a page, a socket and a launcher for other sites; it knows no database."""
