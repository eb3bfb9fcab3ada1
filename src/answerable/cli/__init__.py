"""The commands: a thin shell over the public functions."""
