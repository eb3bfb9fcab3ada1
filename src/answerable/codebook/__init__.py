"""The standard lists, and how printed labels map to them."""
