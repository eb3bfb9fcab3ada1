"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with how many things are done, of how many (0 where that is not known), and the one at hand."""
