"""A progress bar on standard error while files are read or copied; nothing where that is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

FileProgress = Callable[[int, int, str], None]


@contextmanager
def progress_bar(console: Console, title: str = "Reading replies") -> Iterator[FileProgress]:
    """A function to be called with how many files are done, of how many, and the file at hand."""
    columns = (
        TextColumn(title),
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
