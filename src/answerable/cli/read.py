"""``answerable read``: documents to tables."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from answerable.cli.common import (
    COULD_NOT,
    NEEDS_A_PERSON,
    fail,
    messages,
    needs_a_person,
    print_findings,
    print_json,
)
from answerable.cli.progress import progress_bar
from answerable.cli.tables import print_table
from answerable.model import Document, Finding, Table
from answerable.read.workers import Job, Limits, Outcome, read_many


@click.command("read", short_help="Read documents into tables, every number traced and checked.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--grid", "with_grids", is_flag=True, help="With --json: also every grid as found, before interpretation."
)
@click.option("--body", help="The body that wrote the files, where they do not say: a name or code.")
@click.option(
    "--show",
    "show_in",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    is_flag=False,
    flag_value=Path("shown"),
    help="Draw each document with the cells found, as web pages in DIR (shown).",
)
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
    help="Where to read: on this machine, or on Spark, which takes paths and patterns of its own.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="How many processes read (one a processor).")
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True), default=Limits().seconds, show_default=True,
    help="How long one file may take.",
)  # fmt: skip
def read_command(
    files: tuple[Path, ...], *, as_json: bool, with_grids: bool, body: str | None,
    show_in: Path | None, engine: str, workers: int | None, seconds: float,
) -> None:  # fmt: skip
    """Read FILES (or folders) into tables, every number traced to its place and checked by its totals."""
    code = _code(body)
    console = messages()
    if engine == "spark":
        found = _on_spark(files, code, seconds)
    else:
        found = _here(_expand(files), code, workers, seconds)
    paths, outcomes = [path for path, _ in found], [outcome for _, outcome in found]
    documents: list[Document] = []
    for path, outcome in found:
        if outcome.problem:
            sentence = outcome.problem if str(path) in outcome.problem else f"{path}: {outcome.problem}"
            console.print(sentence, style="red", markup=False, soft_wrap=True)
            documents.append(_unreadable(path, outcome.problem))
        documents += [part for document in outcome.documents for part in document.whole()]
    if as_json:
        print_json({"documents": [document.to_dict(grids=with_grids) for document in documents]})
    else:
        _print(documents)
    if show_in is not None:
        _draw(paths, documents, show_in, console)
    if any(outcome.problem for outcome in outcomes):
        raise click.exceptions.Exit(COULD_NOT)
    if any(needs_a_person(document.findings) for document in documents):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _here(
    paths: Sequence[Path], body: str | None, workers: int | None, seconds: float
) -> list[tuple[Path, Outcome]]:
    jobs = [Job(path, str(path), body=body) for path in paths]
    with progress_bar(messages()) as progress:
        outcomes = read_many(jobs, workers=workers, limits=Limits(seconds=seconds), progress=progress)
    return list(zip(paths, outcomes, strict=True))


def _on_spark(files: Sequence[Path], body: str | None, seconds: float) -> list[tuple[Path, Outcome]]:
    from answerable.read.spark import NoSparkError, read_on_spark  # noqa: PLC0415 - an extra, and heavy

    try:
        found = read_on_spark([str(path) for path in files], body=body, limits=Limits(seconds=seconds))
    except NoSparkError as problem:
        fail(str(problem))
    return [(Path(path), outcome) for path, outcome in found]


def _print(documents: Sequence[Document]) -> None:
    """Documents for people; wide enough that no number is cut where a program or a file takes them."""
    out = Console(highlight=False)
    if not out.is_terminal:
        out = Console(highlight=False, width=240)
    for document in documents:
        _show(document, out)


def _draw(paths: Sequence[Path], documents: Sequence[Document], folder: Path, console: Console) -> None:
    from answerable.publish.show import show  # noqa: PLC0415 - templates are needed only here
    from answerable.read.outline import outline  # noqa: PLC0415

    by_name = {str(path): path for path in paths}
    for document in documents:
        path = by_name.get(document.file)
        pages = list(outline(path)) if path is not None and document.kind == "pdf" else []
        written = show(document, pages, folder)
        console.print(f"Drawn: {written}", markup=False, soft_wrap=True)


def _expand(files: Sequence[Path]) -> list[Path]:
    """Files as they are, patterns and folders as the files in them, in order; hidden ones are passed over."""
    paths: list[Path] = []
    for path in files:
        if not path.exists() and any(c in str(path) for c in "*?["):
            matching = sorted(Path(name) for name in glob.glob(str(path), recursive=True))  # noqa: PTH207 - may be absolute
            paths += [match for match in matching if match.is_file()] or [path]
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if not inside:
                fail(f"{path} is a folder with no files in it; put the replies there, or name the files.")
            paths += inside
        else:
            paths.append(path)
    return paths


def _code(body: str | None) -> str | None:
    if body is None:
        return None
    from answerable.codebook import bodies  # noqa: PLC0415 - read without --body does not need the codebook's lists

    found = bodies.by_name(body)
    if found is None:
        fail(
            f"No body is called “{body}”; use a name such as “Cleveland Police” or a code such as E23000013."
        )
    return found.code


def _unreadable(path: Path, sentence: str) -> Document:
    finding = Finding("error", str(path), sentence, kind="unreadable")
    return Document(str(path), "", path.suffix.lstrip(".").lower() or "unknown", findings=(finding,))


def _show(document: Document, out: Console) -> None:
    """A document for people: state, tables as printed, statements, findings."""
    reply = document.reply
    facts = [reply.state.replace("_", " "), reply.body or "body not known", *reply.exemptions]
    out.rule(f"[bold]{document.file}[/] · {document.kind}", align="left")
    out.print("  " + " · ".join(facts), markup=False)
    for table in document.tables:
        _show_table(table, out)
    for statement in document.statements:
        when = f"{statement.period}: " if statement.period else ""
        out.print(
            f"  {statement.source.where}: {when}{statement.count} — {statement.text[:120]}", markup=False
        )
    print_findings(document.findings, out)


def _show_table(table: Table, out: Console) -> None:
    tally = table.tally()
    marks = "[green]read[/]" if table.status == "read" else "[yellow]review[/]"
    out.print()
    out.print(f"  {marks} · {table.source.where} · ", end="")
    out.print(f"{table.title or 'untitled'} ({table.why})", markup=False)
    if tally["held"] or tally["failed"] or tally["open"]:
        out.print(f"  totals: {tally['held']} held, {tally['failed']} failed, {tally['open']} open")
    print_table(table, out)
