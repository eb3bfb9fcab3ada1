"""The study on disk: register, decisions, coding, collation."""
