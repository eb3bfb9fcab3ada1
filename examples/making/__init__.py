"""Makes the example studies: real counts, invented letters."""
