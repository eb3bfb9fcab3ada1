"""A progress bar on standard error over long work; nothing where that is no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from answerable.model.progress import Progress


@contextmanager
def progress_bar(console: Console, title: str = "Reading replies") -> Iterator[Progress]:
    """A function to be called with how many things are done, of how many, and the one at hand."""
    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}"),
    )
    bar = Bar(*columns, console=console, transient=True)
    task = bar.add_task("read", total=None, file="")

    def progress(done: int, of: int, shown: str) -> None:
        bar.start()  # nothing is shown where there is nothing to wait for
        bar.update(task, completed=done, total=of or None, file=shown[-40:])

    try:
        yield progress
    finally:
        bar.stop()
