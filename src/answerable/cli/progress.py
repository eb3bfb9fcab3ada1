"""A progress bar on standard error while replies are read; nothing where that is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

ReadingProgress = Callable[[int, int, str], None]


@contextmanager
def reading(console: Console) -> Iterator[ReadingProgress]:
    """A function to be called with how many replies are read, of how many, and the file at hand."""
    columns = (
        TextColumn("Reading replies"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("read", total=None, file="")

        def progress(done: int, of: int, shown: str) -> None:
            bar.update(task, completed=done, total=of, file=shown[-40:])

        yield progress
