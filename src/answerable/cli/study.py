"""``answerable new``, ``update``, ``status`` and ``decide``: the study on disk."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from answerable.cli.common import NEEDS_A_PERSON, fail, messages, needs_a_person, print_findings, print_json
from answerable.cli.progress import progress_bar
from answerable.model import Finding
from answerable.publish import sentences
from answerable.study import DecisionError, Picture, SettingsError, Study, Taken, take_export, take_later

STUDY = click.argument("study", type=click.Path(path_type=Path))


def open_study(path: Path) -> Study:
    """The study in a folder, or one sentence and exit 2."""
    try:
        return Study.open(path)
    except (SettingsError, OSError) as problem:
        fail(str(problem))


def picture_of(study: Study, console: Console) -> Picture:
    """The national picture, with a progress bar while replies are read."""
    try:
        with progress_bar(console) as progress:
            return study.picture(progress=progress)
    except (SettingsError, DecisionError, OSError) as problem:
        fail(str(problem))


@click.command("new", short_help="Make a new study folder.")
@STUDY
@click.option("--from", "export", type=click.Path(path_type=Path), help="A batch export: a folder or a ZIP.")
@click.option(
    "--title", default="", help="The title of the report; by default the export's, or 'Untitled study'."
)
@click.option("--question", default="", help="The question as it was sent.")
@click.option("--measure", default="offences", show_default=True, help="What is counted.")
@click.option(
    "--period", "periods", multiple=True, help="A period asked for, such as 2019/20; once for each."
)
def new_command(
    study: Path, *, export: Path | None, title: str, question: str, measure: str, periods: tuple[str, ...]
) -> None:
    """Make a new STUDY folder with its study.toml; put the replies into its replies folder.

    With --from it begins with the batch export of a request site: the replies are copied, the bodies asked
    stand in study.toml, and what the site says of each request in requests.csv.
    """
    asked = periods or ("2023/24",)
    findings: tuple[Finding, ...] = ()
    try:
        if export is None:
            named = title or "Untitled study"
            Study.new(study, title=named, question=question or named, measure=measure, periods=asked)
            put = f"Put each reply into {study / 'replies'}, look"
        else:
            with progress_bar(messages(), "Copying the export") as progress:
                taken = take_export(
                    study,
                    export,
                    title=title,
                    question=question,
                    measure=measure,
                    periods=asked,
                    progress=progress,
                )
            put, findings = f"It holds {_taken(taken)}. Look", taken.findings
    except (SettingsError, ValueError, OSError) as problem:
        fail(str(problem))
    click.echo(f"Made {study}. {put} at {study / 'study.toml'}, then run:")
    click.echo(f"  answerable report {study}")
    print_findings(findings, messages())
    if needs_a_person(findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _taken(taken: Taken) -> str:
    """What was taken from an export, in words: ``43 requests to 42 bodies, in 210 files``."""
    requests, bodies = len(taken.requests), len(taken.study.settings.bodies)
    asked = f"{requests} {sentences.plural(requests, 'request')} to {bodies} "
    return asked + f"{'body' if bodies == 1 else 'bodies'}, in {taken.files:,} files"


@click.command("update", short_help="Take a later batch export into a study.")
@STUDY
@click.argument("export", type=click.Path(path_type=Path))
def update_command(study: Path, export: Path) -> None:
    """Take a later EXPORT of the same batch into STUDY: what has come since, and what the site says now.

    New files go into its replies and new states into requests.csv. No file that the study holds is written
    to, and no decision, body or day that stands in it is changed.
    """
    try:
        with progress_bar(messages(), "Copying the export") as progress:
            later = take_later(study, export, progress=progress)
    except (SettingsError, ValueError, OSError) as problem:
        fail(str(problem))
    files = f"{later.added:,} new {sentences.plural(later.added, 'file')}"
    click.echo(f"Took {files} into {study / 'replies'}; {later.held:,} were there already.")
    for change in later.changes:
        says = change.request.says or "not named by the site"
        click.echo(
            f"  {change.request.authority}: {f'{change.was} → {says}' if change.was else f'new, {says}'}"
        )
    click.echo(f"Now run:\n  answerable report {study}")
    print_findings(later.findings, messages())
    if needs_a_person(later.findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


@click.command("status", short_help="Say who answered, what is due, what needs a person.")
@STUDY
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status_command(study: Path, *, as_json: bool) -> None:
    """Say what STUDY holds: who answered, what is due, and what needs a person."""
    picture = picture_of(open_study(study), messages())
    if as_json:
        print_json(_status(picture))
    else:
        _show_status(picture, Console(highlight=False))
    if needs_a_person(picture.findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _status(picture: Picture) -> dict[str, object]:
    """The status for ``--json``."""
    return {
        "title": picture.title,
        "headline": sentences.plain(sentences.headline(picture)),
        "states": dict(sorted(Counter(row.state for row in picture.register).items())),
        "bodies": [
            {
                "body": row.body, "name": row.name, "state": row.state, "exemptions": list(row.exemptions),
                "documents": list(row.documents), "dated": row.answered_on and row.answered_on.isoformat(),
                "due": row.due and row.due.isoformat(), "late": row.late,
                "site": [{"state": one.says, "url": one.url} for one in row.requests],
                "received": [day.isoformat() for day in row.received],
            }
            for row in picture.register
        ],
        "findings": [finding.to_dict() for finding in picture.findings],
    }  # fmt: skip


def _show_status(picture: Picture, out: Console) -> None:
    out.print(f"[bold]{picture.title}[/]")
    out.print(sentences.plain(sentences.headline(picture)), markup=False)
    grid = Grid(show_edge=False, pad_edge=False, header_style="bold")
    batch = any(row.requests for row in picture.register)
    site = ("On the site", "Messages came") if batch else ()
    for heading in ("Force", "Reply", *site, "Relies on", "Files", "Note"):
        grid.add_column(heading, justify="right" if heading == "Files" else "left")
    for row in picture.register:
        note = "; ".join(part for part in ("late" if row.late else "", row.note) if part)
        came = ", ".join(day.isoformat() for day in row.received)
        grid.add_row(
            row.name, sentences.STATES[row.state], *((sentences.on_site(row), came) if batch else ()),
            sentences.exemptions(row), str(len(row.documents)), note,
        )  # fmt: skip
    out.print(grid)
    print_findings(picture.findings, out)


@click.command("decide", short_help="Record a person's decision.")
@STUDY
@click.argument("action")
@click.argument("subject")
@click.argument("value", default="")
@click.option("--by", default=None, help="Who decides; by default the name that you are logged in with.")
def decide_command(study: Path, action: str, subject: str, value: str, by: str | None) -> None:
    """Record a person's decision in STUDY: an ACTION (see the docs) on a SUBJECT, with its VALUE."""
    try:
        decision = open_study(study).decide(action, subject, value, by or getpass.getuser())
    except (DecisionError, SettingsError, ValueError, OSError) as problem:
        fail(str(problem))
    click.echo(f"Decision {decision.number} is kept: {decision.action} {decision.subject} → {decision.value}")
