"""A local index of our own: for each word the places where it stands, and each record's columns."""
