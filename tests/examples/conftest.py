"""The makers of the examples are scripts, not a package: tests find them beside the examples."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
