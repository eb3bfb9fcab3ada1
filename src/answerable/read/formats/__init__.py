"""One module for each file format: bytes to paragraphs and grids."""
