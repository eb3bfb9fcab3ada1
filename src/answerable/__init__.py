"""Freedom of Information replies to national figures, with every number traced to its cell."""
