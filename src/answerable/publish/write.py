"""Writing so that nothing is ever left half-written: into a folder beside the goal, then moved into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def replace_folder(goal: Path, fill: Callable[[Path], None]) -> None:
    """Fills a new folder and puts it in the place of ``goal``.

    Args:
        goal: the folder to be made or replaced; files in it that are not ours are kept.
        fill: writes everything into the folder that it is given.

    A process that is killed leaves the old folder whole, or, between the moves of single files, a folder in
    which every file is whole.
    """
    goal.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{goal.name}-", dir=goal.parent))
    try:
        fill(made)
        for path in sorted(made.rglob("*")):
            if path.is_file():
                target = goal / path.relative_to(made)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
